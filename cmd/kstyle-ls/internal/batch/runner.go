// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/baseline"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/settings"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/silence"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// runner is one run in progress. Its workers share nothing but the analyzer;
// what they return is taken in the order of the inputs by one goroutine, which
// alone writes, counts, and changes the runner.
type runner struct {
	q        Request
	analyzer *analyzer.Analyzer
	out      printer
	stats    *statistics
	history  *vcs.History // of the request's repository
	outcome  Outcome
	books    baseline.Books
	held     []done // of a series, until all are there
	ignored  bool   // git ignores something in a folder that was named
}

// done is what a worker made of one item.
type done struct {
	item   item
	text   []byte
	in     analyzer.Input
	judge  *settings.Judgement
	book   *baseline.Book // nil for none
	result *analyzer.Result
	// fixed is the text with fixes, nil where none was asked for or made.
	fixed  []byte
	fixes  int
	stable bool
	// older are findings that no change touches, silenced those that comments,
	// records and baselines keep silent.
	older, silenced []*analyzer.Finding
	err             error
}

// ahead is how many inputs for each worker may be in work or wait for their
// turn to be printed. It bounds memory and still keeps workers busy behind one
// slow input.
const ahead = 16

// all checks every input and hands the outcomes on in order.
func (r *runner) all(ctx context.Context) error {
	jobs := r.q.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	bar := newProgress(r.q)
	defer bar.finish()
	group, ctx := errgroup.WithContext(ctx)
	queue := make(chan chan done, jobs*ahead)
	group.Go(func() error {
		defer close(queue)
		return r.feed(ctx, jobs, queue)
	})
	group.Go(func() error {
		for next := range queue {
			var d done
			select {
			case d = <-next:
			case <-ctx.Done():
				return ctx.Err()
			}
			bar.hide()
			if r.q.Series {
				r.hold(d)
			} else if err := r.take(d); err != nil {
				return err
			}
			bar.advance()
		}
		return nil
	})
	return group.Wait()
}

// feed starts one piece of work for each item, at most jobs at a time.
func (r *runner) feed(ctx context.Context, jobs int, queue chan<- chan done) error {
	slots := make(chan struct{}, jobs)
	var failure error
	r.items(ctx, func(it item) bool {
		place := make(chan done, 1)
		for _, step := range []func() bool{
			func() bool { return send(ctx, slots, struct{}{}) },
			func() bool { return send(ctx, queue, place) },
		} {
			if !step() {
				failure = ctx.Err()
				return false
			}
		}
		go func() {
			defer func() { <-slots }()
			place <- r.work(ctx, it)
		}()
		return true
	})
	return failure
}

func send[T any](ctx context.Context, to chan<- T, what T) bool {
	select {
	case to <- what:
		return true
	case <-ctx.Done():
		return false
	}
}

// work reads and checks one item. A panic outside the checks, which have their
// own net, costs this input only.
func (r *runner) work(ctx context.Context, it item) (d done) {
	defer func() {
		if p := recover(); p != nil {
			d = done{item: it, err: fmt.Errorf("this is a bug in kstyle-ls, please report it: %v\n%s", p, debug.Stack())}
		}
	}()
	d = done{item: it, err: it.err, stable: true}
	if d.err != nil {
		return d
	}
	if d.in, d.err = r.read(ctx, it); d.err != nil {
		return d
	}
	d.text = d.in.Bytes
	if d.judge, d.err = r.judgement(it, d.in); d.err != nil {
		return d
	}
	if d.err = r.openBook(&d); d.err != nil {
		return d
	}
	d.rememberSilenced()
	if d.err = r.onlyMine(ctx, &d); d.err != nil {
		return d
	}
	if r.q.Fix || r.q.Diff {
		d.err = r.fix(ctx, &d)
		return d
	}
	d.err = r.check(ctx, &d)
	return d
}

// rememberSilenced has what the user keeps silent remembered, for formats that
// tell of it.
func (d *done) rememberSilenced() {
	keep := d.judge.Options.Keep
	if keep == nil {
		return
	}
	d.judge.Options.Keep = func(in analyzer.Input, found []*analyzer.Finding) []*analyzer.Finding {
		kept := keep(in, found)
		d.silenced = nil
		if len(kept) == len(found) {
			return kept
		}
		stays := make(map[*analyzer.Finding]bool, len(kept))
		for _, f := range kept {
			stays[f] = true
		}
		for _, f := range found {
			if !stays[f] {
				d.silenced = append(d.silenced, f)
			}
		}
		return kept
	}
}

// check has the engine judge an input and puts its findings into order.
func (r *runner) check(ctx context.Context, d *done) error {
	result, err := r.analyzer.Check(ctx, d.in, d.judge.Options)
	if err != nil {
		return err
	}
	d.result = result
	r.adjust(d)
	return nil
}

// adjust applies what is said of findings, not of texts.
func (r *runner) adjust(d *done) {
	d.result.Findings = d.judge.Adjust(d.result.Findings)
	d.older, d.silenced = d.judge.Adjust(d.older), d.judge.Adjust(d.silenced)
	if d.item.atFile {
		// There is no message yet, so what is said of one means nothing.
		d.result.Findings = slices.DeleteFunc(d.result.Findings, func(f *analyzer.Finding) bool { return f.FileLine == 0 })
	}
}

// judgement is how an input is to be judged.
func (r *runner) judgement(it item, in analyzer.Input) (*settings.Judgement, error) {
	if r.q.Settings == nil {
		return settings.Judge(&r.q.Options, plainSettings(&r.q.Options), nil), nil
	}
	where := it.disk
	if where == "" {
		where = it.name
	}
	s, err := r.q.Settings.For(where)
	if err != nil {
		return nil, err
	}
	if s.Excluded && !it.named {
		return nil, errSkipped
	}
	var of func(string) *config.Settings
	if base := r.patchBase(); in.Form == analyzer.Patch && r.q.Settings.VariesBelow(base, changedPaths(in.Bytes)) {
		of = func(path string) *config.Settings {
			s, err := r.q.Settings.For(filepath.Join(base, filepath.FromSlash(path)))
			if err != nil {
				return nil // what holds for the patch holds
			}
			return s
		}
	}
	return settings.Judge(&r.q.Options, s, of), nil
}

// changedPaths are the local paths of the files that a patch seems to change.
// Only where configuration lies depends on it.
func changedPaths(text []byte) []string {
	var paths []string
	for line := range bytes.Lines(text) {
		name, ok := bytes.CutPrefix(line, []byte("+++ "))
		if !ok {
			continue
		}
		name, _, _ = bytes.Cut(bytes.TrimRight(name, "\r\n"), []byte{'\t'})
		if _, rest, ok := bytes.Cut(name, []byte{'/'}); ok && filepath.IsLocal(filepath.FromSlash(string(rest))) {
			paths = append(paths, string(rest))
		}
	}
	return paths
}

// patchBase is the folder that paths in a patch start in.
func (r *runner) patchBase() string {
	if r.q.Root != "" {
		return r.q.Root
	}
	return "."
}

// plainSettings are settings that say what options say already.
func plainSettings(o *analyzer.Options) *config.Settings {
	s := config.Defaults()
	s.Strict, s.MaxLineLength, s.TabSize = o.Strict, o.MaxLineLength, o.TabSize
	s.MinConfigHelp, s.KconfigPrefix = o.MinConfigHelp, o.KconfigPrefix
	s.Types, s.Ignore = slices.Sorted(maps.Keys(o.Types)), slices.Sorted(maps.Keys(o.Ignore))
	return s
}

// take counts and prints what became of one item.
func (r *runner) take(d done) error {
	if errors.Is(d.err, errSkipped) {
		return nil
	}
	if d.err != nil {
		r.fail(d.item.name, d.err)
		return nil
	}
	r.outcome.Inputs++
	if err := r.consult(&d); err != nil {
		r.fail(d.item.name, err)
	}
	r.stats.add(d)
	for _, name := range d.result.Broken {
		r.outcome.Failures++
		r.complain(d.item.name, fmt.Sprintf("the check of %s failed and was left out: this is a bug in kstyle-ls, please report it", name))
	}
	r.doubt(&d)
	if d.fixed != nil {
		if err := r.keep(&d); err != nil {
			r.fail(d.item.name, err)
		}
	}
	if r.q.Fix && d.item.stdin {
		if _, err := r.q.Stdout.Write(d.text); err != nil {
			return fmt.Errorf("write the fixed text: %w", err)
		}
	}
	r.outcome.Findings += len(d.result.Findings)
	r.outcome.Older += len(d.older)
	for _, f := range d.result.Findings {
		if settings.Fails(d.judge.Settings, f.Level) {
			r.outcome.Failing++
		}
	}
	if err := r.out.input(&d); err != nil {
		return fmt.Errorf("write findings: %w", err)
	}
	return nil
}

// doubt tells of types that the comments and trailers of an input silence and
// that there are not.
func (r *runner) doubt(d *done) {
	if r.q.Options.Keep == nil {
		return // nothing is silent
	}
	for _, f := range silence.Unknown(d.in, settings.Types(r.analyzer)) {
		r.complain(fmt.Sprintf("%s:%d", d.item.name, f.Line), f.Message)
	}
}

// fail reports an input that could not be done.
func (r *runner) fail(name string, err error) {
	r.outcome.Failures++
	r.complain(name, reason(err))
}

// complain writes one message about an input to standard error.
func (r *runner) complain(name, text string) {
	fmt.Fprintf(r.q.Stderr, "kstyle-ls: %s: %s\n", printable(name), text)
}

// reason says what went wrong without the path, which stands in front, and
// what can be done where that is known.
func reason(err error) string {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		return path.Op + " is not permitted; not checked"
	}
	return path.Op + ": " + strings.TrimSpace(path.Err.Error())
}
