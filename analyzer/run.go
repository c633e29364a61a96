// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"cmp"
	"context"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer/bug"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Result is what was found in one input.
type Result struct {
	// Findings in order of place.
	Findings []*Finding
	// Silenced counts findings that Options.Keep left out.
	Silenced int
	// Parsed counts the bytes of C that were parsed, because a check asked for
	// their nodes or Options.ParseAll for all, and NotUnderstood those of them
	// that the parser could make nothing of.
	Parsed, NotUnderstood int
	// Broken names checks that failed on this input and were left out.
	Broken []string
	// Timing is how long each check took, by its first rule and its hook, and
	// each layer, by the names of the constants; empty unless asked for.
	Timing map[string]time.Duration
}

// pollLines is how many lines are judged between two looks at the context.
const pollLines = 256

// Form is how an input is to be read.
type Form uint8

const (
	// File: the input is a source file, judged whole.
	File Form = iota
	// Patch: the input is a patch, a mail, a series, or a mailbox.
	Patch
	// Message: the input is a commit message being written.
	Message
)

// Input is one text to judge.
type Input struct {
	// Name is how the user called it; Path is relative to the root of the
	// tree where that is known, with forward slashes.
	Name, Path string
	Form       Form
	// Kind is the kind of a File.
	Kind source.Kind
	// Changing tells that a File is looked at for what changes in it: what
	// is judged otherwise in patches than in whole files is judged as there.
	Changing bool
	// Bytes must not change while they are judged.
	Bytes []byte
}

// FileInput is a file whose kind is told by its path.
func FileInput(name, path string, raw []byte) Input {
	return Input{Name: name, Path: path, Kind: source.KindOf(path), Bytes: raw}
}

// Check judges one input. Its only error is that of the context, and it
// returns no result then.
func (a *Analyzer) Check(ctx context.Context, in Input, o *Options) (*Result, error) {
	r := &run{a: a, options: o, ctx: ctx, fileMode: in.Form == File && !in.Changing, result: &Result{}, onces: newOnces()}
	if o.Timing {
		r.meter = newMeter()
	}
	var err error
	switch in.Form {
	case File:
		began := r.meter.start()
		t := source.New(in.Name, in.Path, in.Kind, in.Bytes, o.mode())
		r.meter.stop(LayerLines, began)
		err = r.text(t)
	case Message:
		err = r.stream(in.Name, patch.ParseCommitMessage(in.Bytes, patch.Options{CommentChar: o.CommentChar}))
	default:
		s := patch.Parse(in.Bytes, patch.Options{})
		if err = r.stream(in.Name, s); err == nil && o.Series != nil {
			err = r.series(in, s)
		}
	}
	if err != nil {
		return nil, err
	}
	res := r.finish(in)
	res.Timing = r.meter.finish()
	return res, nil
}

// kind is the kind whose checks a text gets. Checkpatch does not know that
// overlays are device trees.
func (o *Options) kind(t *source.Text) source.Kind {
	if o.Parity && strings.HasSuffix(t.Path, ".dtso") {
		return source.Other
	}
	return t.Kind
}

func (o *Options) mode() source.Mode {
	return source.Mode{Parity: o.Parity, KeepSlashes: o.keepsSlashes()}
}

// run is the work on one input.
type run struct {
	a        *Analyzer
	options  *Options
	ctx      context.Context
	fileMode bool
	result   *Result
	broken   map[*Check]bool
	onces    *onces
	onlyC    bool // nothing in the text is for the assembler, as is known already
	in       *patch.Stream
	meter    *meter
	// learnt are the types that the files of a patch taught so far: they
	// hold for the files behind.
	learnt cmodel.State
}

// text judges one text and takes what was found into the result.
func (r *run) text(t *source.Text) error {
	fs, _, err := r.judged(t)
	if err == nil {
		r.add(fs)
	}
	return err
}

// judged is what is found in one text. A check that panics is left out for the
// rest of the input and the text is judged again without it. alone is true if
// no check has looked at other texts of the patch.
func (r *run) judged(t *source.Text) (fs []*Finding, alone bool, err error) {
	for {
		w := r.walk(t)
		broken, err := w.guarded(w.all)
		if err != nil {
			return nil, false, err
		}
		if broken == nil {
			w.pass.trees.count(r.result, r.options.ParseAll)
			if w.pass.C != nil && w.isC {
				r.learnt = w.pass.C.Snapshot(len(t.Lines))
			}
			return r.settled(t, w.pass.findings), !w.pass.beyond, nil
		}
	}
}

// walker goes over one text once.
type walker struct {
	r     *run
	pass  *Pass
	t     *source.Text
	table *table
	isC   bool
}

func (r *run) walk(t *source.Text) *walker {
	w := &walker{r: r, t: t, table: r.a.tables[r.options.kind(t)], isC: t.Kind.In(source.CFiles)}
	w.pass = &Pass{Text: t, Tokens: &token.Stream{}, Words: r.a.words, Facts: r.options.Facts.Fill(), options: r.optionsOf(t),
		strict: r.options.Strict || StrictPath(t.Path), fileMode: r.fileMode, stream: r.in}
	if r.meter != nil {
		w.pass.Facts.Tree = timedTree{w.pass.Facts.Tree, r.meter}
	}
	return w
}

// optionsOf are the options for a text: those of the run, but for the widths of
// a file that a patch changes.
func (r *run) optionsOf(t *source.Text) *Options {
	if r.in == nil || r.options.Widths == nil {
		return r.options
	}
	o := *r.options
	o.MaxLineLength, o.TabSize = o.Widths(t.Path)
	return &o
}

// guarded walks and turns a panic of a check into a broken check.
func (w *walker) guarded(walk func() error) (broken *Check, err error) {
	defer func() {
		if w.pass.check == nil {
			return // a panic outside checks is ours: let it pass
		}
		if p := recover(); p != nil {
			broken = w.pass.check
			w.r.breaks(broken, p)
		}
	}()
	return nil, walk()
}

func (r *run) breaks(c *Check, p any) {
	if r.broken == nil {
		r.broken = map[*Check]bool{}
	}
	r.broken[c] = true
	r.result.Broken = append(r.result.Broken, c.name())
	bug.Reportf("check of %s failed: %v\n%s", c.name(), p, debug.Stack())
}

func (c *Check) name() string { return c.Rules[0].Type }

// all walks each layer once.
func (w *walker) all() error {
	w.prepare()
	starts := w.settles()
	for _, h := range w.t.Hunks {
		for i := h.First; i < h.End; i++ {
			if len(starts) > 0 && starts[0] == i {
				w.pass.C.Settle(i)
				starts = starts[1:]
			}
			if i%pollLines == 0 && w.r.ctx.Err() != nil {
				return w.r.ctx.Err()
			}
			w.line(i)
		}
		w.nodes(h.First, h.End)
	}
	w.each(w.table.texts, func(c *Check) { c.OnText(w.pass) })
	return w.r.ctx.Err()
}

// line runs the checks of one line, in the order of the layers.
func (w *walker) line(i int) {
	chosen := w.table.choose(&w.t.Lines[i])
	if w.isC {
		start := w.r.meter.start()
		w.pass.C.Enter(i)
		w.r.meter.stop(LayerModel, start)
	}
	w.onLine(chosen.early, i)
	if w.isC {
		start := w.r.meter.start()
		w.pass.stat = w.pass.C.Advance(i)
		w.r.meter.stop(LayerModel, start)
	}
	w.onLine(chosen.lines, i)
	if w.isC && w.table.anyToken {
		w.onTokens(i, chosen.added)
	}
	w.pass.stat = nil
}

func (w *walker) onLine(checks []lineCheck, i int) {
	for _, c := range checks {
		if w.pass.finds(c.bit, i) && w.enter(c.Check) {
			start := w.r.meter.start()
			c.OnLine(w.pass, i)
			w.leave(c.Check, start)
		}
	}
}

func (w *walker) onTokens(i int, added bool) {
	p := w.pass
	first, end := p.LineTokens(i)
	for k := first; k < end; k++ {
		if id := int(p.Tokens.Word[k]); id != 0 && id < len(w.table.words) {
			for _, c := range w.table.words[id] {
				if (added || c.Context) && w.enter(c) {
					start := w.r.meter.start()
					c.OnWord(p, k)
					w.leave(c, start)
				}
			}
		}
		for _, c := range w.table.tokens[p.Tokens.Kind[k]] {
			if (added || c.Context) && w.enter(c) {
				start := w.r.meter.start()
				c.OnToken(p, k)
				w.leave(c, start)
			}
		}
	}
}

func (w *walker) each(checks []*Check, call func(c *Check)) {
	for _, c := range checks {
		if w.enter(c) {
			start := w.r.meter.start()
			call(c)
			w.leave(c, start)
		}
	}
}

// enter names the check that is about to run; false if it is broken.
func (w *walker) enter(c *Check) bool {
	if w.r.broken != nil && w.r.broken[c] {
		return false
	}
	w.pass.check = c
	return true
}

func (w *walker) leave(c *Check, start instant) {
	w.pass.check = nil
	w.r.meter.leave(c, start)
}

// settled are the findings of a text that are wanted, carried to the input.
func (r *run) settled(t *source.Text, fs []*Finding) []*Finding {
	strict := r.options.Strict || StrictPath(t.Path)
	var out []*Finding
	for _, f := range fs {
		if f.textLine < len(t.Lines) && f.textLine >= 0 && t.Lines[f.textLine].Input == 0 || !r.wants(f, strict) {
			continue // the patch does not show the line
		}
		carry(t, f)
		out = append(out, f)
	}
	return out
}

// add takes settled findings into the result, but for repeats of those that
// are to be shown once.
func (r *run) add(fs []*Finding) {
	for _, f := range fs {
		if r.onces.isFirst(f) {
			r.result.Findings = append(r.result.Findings, f)
		}
	}
}

func (r *run) keeps(f *Finding, strict bool) bool { return r.wants(f, strict) && r.onces.isFirst(f) }

func (r *run) wants(f *Finding, strict bool) bool {
	if f.Level == Strict && !strict || !r.options.shown(f.Rule.Type) {
		return false
	}
	return (!r.options.Parity || f.Wider == "") && (r.options.Parity || f.Narrower == "")
}

// carry moves a finding's places from the text to its input.
func carry(t *source.Text, f *Finding) {
	if len(t.Lines) > 0 {
		l := &t.Lines[min(f.textLine, len(t.Lines)-1)]
		f.Line, f.FileLine = int(l.Input), int(l.File)
	} else {
		f.Line, f.FileLine = 1, 1
	}
	f.Path = t.Path
	if t.Whole {
		return
	}
	f.Range = source.Range{Start: t.ToInput(f.Range.Start), End: t.ToInput(f.Range.End)}
	fixes := f.Fixes[:0]
	for _, x := range f.Fixes {
		if edits, ok := fix.ToInput(t, x.Edits); ok {
			x.Edits = edits
			fixes = append(fixes, x)
		}
	}
	f.Fixes = fixes
}

// finish orders the findings and leaves out what the user keeps silent.
func (r *run) finish(in Input) *Result {
	r.result.Findings = sortFindings(r.withoutAssembler(in, r.result.Findings))
	if r.options.Parity {
		// Recorded findings are in the order of their text; so are ours then,
		// and two checks may say the same.
		slices.SortStableFunc(r.result.Findings, func(a, b *Finding) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Level.String(), b.Level.String()))
		})
	} else {
		r.result.Findings = slices.CompactFunc(r.result.Findings, func(a, b *Finding) bool {
			return a.Rule == b.Rule && a.Line == b.Line && a.Range == b.Range && a.Level == b.Level && a.Message == b.Message
		})
	}
	if keep := r.options.Keep; keep != nil && len(r.result.Findings) > 0 {
		all := len(r.result.Findings)
		r.result.Findings = keep(in, r.result.Findings)
		r.result.Silenced = all - len(r.result.Findings)
	}
	return r.result
}

// NamedInput is an input whose form and kind are told by its name alone.
func NamedInput(name string, text []byte) Input {
	in := FileInput(name, name, text)
	switch in.Kind {
	case source.Patch:
		in.Form = Patch
	case source.Message:
		in.Form = Message
	}
	return in
}
