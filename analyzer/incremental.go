// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"context"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// Memory is what the engine keeps of one version of a file, so that the next
// version costs what changed. A nil Memory knows nothing. It is handed on: once
// a version has been made of it, it knows nothing either.
type Memory struct {
	form   memoryKey
	layers *layers
	spent  bool
	patch  *patchMemory // of a patch
}

// memoryKey is what else a result depends on.
type memoryKey struct {
	name, path string
	kind       source.Kind
	options    *Options
}

// Recheck judges a new version of a file. What it finds is what Check would:
// chunks that the edit did not reach, and that begin in the state in which
// they began before, keep their findings, moved to where they are now. Options
// are compared by address: new settings need a new value. Findings may be those
// of the result before, and must not be changed.
func (a *Analyzer) Recheck(ctx context.Context, old *Memory, in Input, o *Options) (*Result, *Memory, error) {
	if in.Form == Patch {
		return a.recheckPatch(ctx, old, in, o)
	}
	if in.Form != File || !in.Kind.In(source.CFiles) {
		res, err := a.Check(ctx, in, o)
		return res, nil, err
	}
	key := memoryKey{in.Name, in.Path, in.Kind, o}
	if old != nil && (old.spent || old.layers == nil || old.form != key) {
		old = nil
	}
	r := &run{a: a, options: o, ctx: ctx, fileMode: true, result: &Result{}}
	for {
		var last *layers
		if old != nil {
			last = old.layers
		}
		base := a.nearest(last, in.Bytes, o.mode())
		now, broken, err := r.recheck(base, in)
		if err != nil {
			return nil, nil, err
		}
		if broken != nil {
			old = nil // its findings are in there
			continue
		}
		if old != nil {
			old.spent = true
			a.retire(last, base, now)
		} else {
			now.c.Idle(nil)
		}
		var memory *Memory
		if len(r.broken) == 0 {
			memory = &Memory{form: key, layers: now}
		}
		return r.finish(in), memory, nil
	}
}

// recheck makes the layers of a version and walks over it. What was found is
// in the result of the run unless a check is broken or the context has ended.
func (r *run) recheck(old *layers, in Input) (l *layers, broken *Check, err error) {
	if old != nil {
		l = old.next(r.a, in, r.options)
	} else {
		l = r.a.newLayers(in, r.options)
	}
	r.onces = l.onces
	w := r.walk(l.text)
	w.use(l)
	broken, err = w.guarded(func() error { return w.recheck(old, l) })
	if broken != nil || err != nil {
		r.a.spares.give(l)
		return nil, broken, err
	}
	r.onces.begin()
	count := len(w.pass.findings)
	for i := range l.pieces {
		count += len(l.pieces[i].findings)
	}
	r.result.Findings = slices.Grow(r.result.Findings, count)
	for i := range l.pieces {
		r.add(l.pieces[i].findings)
	}
	r.add(r.settled(l.text, w.pass.findings))
	return l, nil, nil
}

// recheck walks the chunks and reuses those it can. The findings of checks of
// whole texts are left in the pass.
func (w *walker) recheck(old, l *layers) error {
	u := w.reuse(old, l)
	for i, first := range l.starts {
		end := len(w.t.Lines)
		if i+1 < len(l.starts) {
			end = l.starts[i+1]
		}
		u.settle(i)
		p, ok := u.piece(first, end)
		if ok {
			l.pieces = append(l.pieces, p)
			continue
		}
		p, err := w.chunk(u, first, end)
		if err != nil {
			return err
		}
		l.pieces = append(l.pieces, p)
	}
	if old != nil {
		l.lost += len(old.pieces) - u.next
	}
	w.pass.findings = nil
	w.pass.inText = true
	w.each(w.table.texts, func(c *Check) { c.OnText(w.pass) })
	w.r.onlyC = !w.pass.Mentions(string(assemblerMark))
	l.marks.old = nil
	return w.r.ctx.Err()
}

// chunk judges the lines [first, end).
func (w *walker) chunk(u *reuse, first, end int) (piece, error) {
	p := w.pass
	p.findings, p.room, p.asked, p.far = nil, nil, nil, nil
	p.reach.first, p.reach.end = first, end
	p.tokens.first, p.tokens.end = int(p.firstTok[first]), int(p.firstTok[end])
	before := u.enter(first)
	known := len(p.C.Lessons())
	p.C.Unsee(first)
	for i := first; i < end; i++ {
		if i%pollLines == 0 && w.r.ctx.Err() != nil {
			return piece{}, w.r.ctx.Err()
		}
		w.line(i)
	}
	w.nodes(first, end)
	seenFirst, seenEnd := p.C.Seen()
	if p.tokens.first < int(p.firstTok[first]) {
		p.reach.see(p.TokenLine(p.tokens.first))
	}
	if p.tokens.end > int(p.firstTok[end]) {
		p.reach.see(p.TokenLine(p.tokens.end - 1))
	}
	start := lineStart(w.t, first)
	made := piece{first: first, end: end, start: start, before: before, far: p.far,
		taught:     p.C.Lessons()[known:],
		reachFirst: max(min(p.reach.first, seenFirst, first)-reachLines, 0) - first,
		reachEnd:   min(max(p.reach.end, seenEnd, end)+reachLines, len(w.t.Lines)) - first,
		findings:   sortFindings(w.r.onces.firsts(w.r.settled(w.t, p.findings)))}
	for _, r := range p.asked {
		made.asked = append(made.asked, source.Range{Start: r.Start - start, End: r.End - start})
	}
	made.after = u.leave(&made)
	return made, nil
}

// lineStart is the offset of a line, of the end of the text if there is none.
func lineStart(t *source.Text, line int) uint32 {
	if line < len(t.Lines) {
		return t.Lines[line].Start
	}
	return uint32(len(t.Raw))
}
