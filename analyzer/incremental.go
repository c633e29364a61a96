// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"context"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// Memory is what the engine keeps of one version of a file, so that the next
// version costs what changed. It is immutable; a nil Memory knows nothing.
type Memory struct {
	text   *source.Text
	form   memoryKey
	pieces []piece
}

// memoryKey is what else a result depends on.
type memoryKey struct {
	name, path string
	kind       source.Kind
	options    *Options
}

// piece is what was found in one chunk.
type piece struct {
	// first and end are the lines of the chunk; reach are those that were
	// looked at, which may lie outside.
	first, end           int
	reachFirst, reachEnd int
	before, after        state
	findings             []*Finding
	// asked are the ranges of the trees that were asked for.
	asked []source.Range
}

// reachLines is how far beyond its lines a chunk is taken to look in any case.
const reachLines = 4

// Recheck judges a new version of a file. What it finds is what Check would:
// chunks that the edit did not reach, and that begin in the state in which
// they began before, keep their findings, moved to where they are now. Options
// are compared by address: new settings need a new value.
func (a *Analyzer) Recheck(ctx context.Context, old *Memory, in Input, o *Options) (*Result, *Memory, error) {
	if in.Form != File || !in.Kind.In(source.CFiles) {
		res, err := a.Check(ctx, in, o)
		return res, nil, err
	}
	key := memoryKey{in.Name, in.Path, in.Kind, o}
	if old != nil && old.form != key {
		old = nil
	}
	r := &run{a: a, options: o, ctx: ctx, fileMode: true, result: &Result{}}
	t := source.New(in.Name, in.Path, in.Kind, in.Bytes, o.mode())
	for {
		w := r.walk(t)
		var now *Memory
		broken, err := w.guarded(func() (err error) {
			now, err = w.recheck(old)
			return err
		})
		if err != nil {
			return nil, nil, err
		}
		if broken != nil {
			old = nil // its findings are in there
			continue
		}
		r.collect(t, w.pass.findings)
		if now != nil {
			now.form = key
		}
		if len(r.broken) > 0 {
			now = nil
		}
		return r.finish(in), now, nil
	}
}

// recheck walks the chunks and reuses those it can.
func (w *walker) recheck(old *Memory) (*Memory, error) {
	w.prepare()
	now := &Memory{text: w.t}
	same := sameness(old, w.t)
	starts := chunkStarts(w.t, w.pass.Tokens, w.pass.firstTok)
	for i, first := range starts {
		end := len(w.t.Lines)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		if i > 0 && !w.r.options.Parity {
			w.pass.C.Settle(first)
		}
		before := w.state(first)
		if p, ok := same.piece(first, end, before); ok && w.pass.trees.has(p.asked) {
			p.before, p.after = before, before.behind(&p)
			w.restore(p.after, end)
			now.pieces = append(now.pieces, p)
			continue
		}
		p, err := w.chunk(first, end)
		if err != nil {
			return nil, err
		}
		p.before, p.after = before, w.state(end)
		now.pieces = append(now.pieces, p)
	}
	w.pass.findings = nil
	w.each(w.table.texts, func(c *Check) { c.OnText(w.pass) })
	for i := range now.pieces {
		for _, f := range now.pieces[i].findings {
			w.pass.findings = append(w.pass.findings, f.copy())
		}
	}
	return now, w.r.ctx.Err()
}

// chunk judges the lines [first, end).
func (w *walker) chunk(first, end int) (piece, error) {
	w.pass.findings, w.pass.asked = nil, nil
	w.pass.reach.first, w.pass.reach.end = first, end
	if w.pass.C != nil {
		w.pass.C.Unsee(first)
	}
	for i := first; i < end; i++ {
		if i%pollLines == 0 && w.r.ctx.Err() != nil {
			return piece{}, w.r.ctx.Err()
		}
		w.line(i)
	}
	w.nodes(first, end)
	if c := w.pass.C; c != nil {
		first, end := c.Seen()
		w.pass.reach.first, w.pass.reach.end = min(w.pass.reach.first, first), max(w.pass.reach.end, end)
	}
	return piece{first: first, end: end, findings: w.pass.findings, asked: w.pass.asked,
		reachFirst: max(min(w.pass.reach.first, first)-reachLines, 0),
		reachEnd:   min(max(w.pass.reach.end, end)+reachLines, len(w.t.Lines))}, nil
}

// copy is a finding that may be carried elsewhere without harm to the first.
func (f *Finding) copy() *Finding {
	c := *f
	c.Fixes = slices.Clone(f.Fixes)
	return &c
}

// common tells which lines of two versions are the same: so many at the
// start, and so many at the end.
type common struct {
	old        *Memory
	now        *source.Text
	head, tail int
}

// sameness compares two versions, text and view.
func sameness(old *Memory, now *source.Text) common {
	if old == nil {
		return common{}
	}
	c := common{old: old, now: now}
	a, b := old.text, now
	most := min(len(a.Lines), len(b.Lines))
	for c.head < most && sameLine(a, c.head, b, c.head) {
		c.head++
	}
	for c.tail < most-c.head && sameLine(a, len(a.Lines)-1-c.tail, b, len(b.Lines)-1-c.tail) {
		c.tail++
	}
	return c
}

func sameLine(a *source.Text, i int, b *source.Text, k int) bool {
	return string(a.RawLine(i)) == string(b.RawLine(k)) && string(a.CleanLine(i)) == string(b.CleanLine(k)) &&
		(i == len(a.Lines)-1) == (k == len(b.Lines)-1) && (i < len(a.Lines)-1 || a.FinalNewline == b.FinalNewline)
}

// piece finds the chunk in the old version, if nothing that it looked at has
// changed and it begins in the same state, and moves it to its new place.
func (c *common) piece(first, end int, before state) (piece, bool) {
	if c.old == nil {
		return piece{}, false
	}
	shift := 0
	if end > c.head {
		shift = len(c.now.Lines) - len(c.old.text.Lines)
	}
	i, found := slices.BinarySearchFunc(c.old.pieces, first-shift, func(p piece, line int) int { return p.first - line })
	if !found {
		return piece{}, false
	}
	p := c.old.pieces[i]
	if p.end != end-shift {
		return piece{}, false
	}
	oldLines := len(c.old.text.Lines)
	inHead := p.reachEnd <= c.head && (p.reachEnd < oldLines || shift == 0)
	inTail := p.reachFirst >= oldLines-c.tail && p.reachFirst > 0
	if !inHead && !inTail || !before.fits(&p, c.seen(&p)) {
		return piece{}, false
	}
	if inHead {
		return p, shift == 0
	}
	return c.move(p, shift), true
}

// seen is the view of what a piece of the old version has looked at.
func (c *common) seen(p *piece) []byte {
	t := c.old.text
	if p.reachFirst >= p.reachEnd {
		return nil
	}
	return t.Clean[t.Lines[p.reachFirst].Start:t.Lines[p.reachEnd-1].End]
}

// move puts a piece of the old version where it is now.
func (c *common) move(p piece, shift int) piece {
	delta := int64(c.now.Lines[p.first+shift].Start) - int64(c.old.text.Lines[p.first].Start)
	if shift == 0 && delta == 0 {
		return p
	}
	p.first, p.end = p.first+shift, p.end+shift
	p.reachFirst, p.reachEnd = p.reachFirst+shift, p.reachEnd+shift
	moved := make([]*Finding, len(p.findings))
	for i, f := range p.findings {
		moved[i] = f.move(shift, delta)
	}
	p.findings = moved
	p.asked = slices.Clone(p.asked)
	for i := range p.asked {
		p.asked[i].Start = uint32(int64(p.asked[i].Start) + delta)
		p.asked[i].End = uint32(int64(p.asked[i].End) + delta)
	}
	return p
}

// move shifts the places of a finding that is still in terms of its text.
func (f *Finding) move(lines int, bytes int64) *Finding {
	c := *f
	c.textLine += lines
	c.Range = source.Range{Start: uint32(int64(f.Range.Start) + bytes), End: uint32(int64(f.Range.End) + bytes)}
	c.Fixes = make([]Fix, len(f.Fixes))
	for i, x := range f.Fixes {
		x.Edits = slices.Clone(x.Edits)
		for k := range x.Edits {
			e := &x.Edits[k]
			e.Start, e.End = uint32(int64(e.Start)+bytes), uint32(int64(e.End)+bytes)
		}
		c.Fixes[i] = x
	}
	return &c
}
