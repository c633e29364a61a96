// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// piece is what was found in one chunk.
type piece struct {
	// first and end are the lines of the chunk, start is its first byte.
	first, end int
	start      uint32
	// reachFirst and reachEnd are the lines that were looked at, which may lie
	// outside of the chunk; they count from first.
	reachFirst, reachEnd int
	// before and after are where the reading of the lines stood, and taught
	// is what was learnt here that was not known above.
	before, after cmodel.State
	taught        []cmodel.Lesson
	findings      []*Finding
	// asked are the ranges of the trees that were asked for, from start on.
	asked []source.Range
	// far is what was looked for in the whole text.
	far []string
}

// reachLines is how far beyond its lines a chunk is taken to look in any case.
const reachLines = 4

// reuse goes over the pieces of the version before and finds those that still
// hold. What has been learnt above a piece may differ in words that the piece
// does not have.
type reuse struct {
	w   *walker
	l   *layers
	old *layers // may be nil
	// edited are the bytes of the lines that only one of the versions has,
	// and a few around them.
	edited [2][]byte
	next   int // piece of old

	place   cmodel.State    // where the reading stands
	pending []cmodel.Lesson // learnt above, and not known to the model yet
	differ  []cmodel.Lesson // learnt above in one of the versions only
}

func (w *walker) reuse(old *layers, l *layers) *reuse {
	u := &reuse{w: w, l: l, old: old}
	if old != nil && old.c.Patience() != l.c.Patience() {
		u.old = nil
	} else if old != nil {
		u.edited[0] = around(old.text, l.same)
		u.edited[1] = around(l.text, l.same)
	}
	return u
}

// around are the bytes of the lines that are not common, and a few more.
func around(t *source.Text, c source.Common) []byte {
	first, end := max(c.Head-reachLines, 0), min(len(t.Lines)-c.Tail+reachLines, len(t.Lines))
	return t.Raw[lineStart(t, first):lineStart(t, end)]
}

// settle is called in front of chunk i.
func (u *reuse) settle(i int) {
	if i == 0 || !u.w.r.options.Parity {
		u.place = cmodel.State{} // see walker.settles
	}
}

// enter puts the model in front of a line, to read it, and returns the state.
func (u *reuse) enter(line int) cmodel.State {
	c := u.w.pass.C
	c.Learn(u.pending)
	u.pending = u.pending[:0]
	c.GoTo(u.place, line)
	return u.place
}

// leave notes what a piece that was just read has taught, and returns the state
// behind it.
func (u *reuse) leave(p *piece) cmodel.State {
	for _, l := range p.taught {
		u.differs(l)
	}
	if u.w.r.options.Parity {
		u.place = u.w.pass.C.Place(p.end)
	}
	return u.place
}

// differs notes that one version has had a lesson, and so has the other if it
// was the only one before.
func (u *reuse) differs(l cmodel.Lesson) {
	if i := slices.Index(u.differ, l); i >= 0 {
		u.differ = slices.Delete(u.differ, i, i+1)
	} else {
		u.differ = append(u.differ, l)
	}
}

// drop leaves piece i of the old version out.
func (u *reuse) drop(i int) {
	p := &u.old.pieces[i]
	u.l.lost++
	if len(p.taught) > 0 {
		u.w.pass.C.Learn(u.pending)
		u.pending = u.pending[:0]
	}
	for _, l := range p.taught {
		// The old version has known it already if the new one does and they
		// do not differ in it, or the other way round.
		if u.w.pass.C.Knows(l) == slices.Contains(u.differ, l) {
			u.differs(l)
		}
	}
}

// piece is the piece of the old version for the lines [first, end), moved to
// where they are now, if nothing that it looked at has changed.
func (u *reuse) piece(first, end int) (piece, bool) {
	if u.old == nil {
		return piece{}, false
	}
	shift := 0
	if end > u.l.same.Head {
		shift = len(u.l.text.Lines) - len(u.old.text.Lines)
	}
	pieces := u.old.pieces
	for u.next < len(pieces) && pieces[u.next].first < first-shift {
		u.drop(u.next)
		u.next++
	}
	if u.next == len(pieces) || pieces[u.next].first != first-shift {
		return piece{}, false
	}
	p := &pieces[u.next]
	u.next++
	if p.end != end-shift || !u.holds(p, shift) {
		u.drop(u.next - 1)
		return piece{}, false
	}
	u.pending = append(u.pending, p.taught...)
	u.place = p.after
	return p.move(shift, u.l.text.Lines[first].Start-p.start), true
}

// holds reports whether what was found in a piece would be found again.
func (u *reuse) holds(p *piece, shift int) bool {
	t := u.old.text
	first, end := p.first+p.reachFirst, p.first+p.reachEnd
	inHead := end <= u.l.same.Head && shift == 0
	inTail := first >= len(t.Lines)-u.l.same.Tail && first > 0
	if !inHead && !inTail || first == end || !p.before.SamePlace(u.place) {
		return false
	}
	seen := t.Clean[t.Lines[first].Start:t.Lines[end-1].End]
	for _, l := range u.differ {
		if l.Matters(seen) {
			return false
		}
	}
	for _, text := range p.far {
		if bytes.Contains(u.edited[0], []byte(text)) || bytes.Contains(u.edited[1], []byte(text)) {
			return false
		}
	}
	start := u.l.text.Lines[p.first+shift].Start
	return u.w.pass.trees.has(p.asked, start)
}

// move puts a piece so many lines and bytes further down.
func (p *piece) move(lines int, bytes uint32) piece {
	m := *p
	if lines == 0 && bytes == 0 {
		return m
	}
	m.first, m.end, m.start = p.first+lines, p.end+lines, p.start+bytes
	m.findings = make([]*Finding, len(p.findings))
	moved := make([]Finding, len(p.findings))
	for i, f := range p.findings {
		moved[i] = *f
		moved[i].move(lines, bytes)
		m.findings[i] = &moved[i]
	}
	return m
}

// move puts the copy of a finding of a whole text so many lines and bytes
// further down.
func (f *Finding) move(lines int, bytes uint32) {
	f.textLine += lines
	f.Line, f.FileLine = f.Line+lines, f.FileLine+lines
	f.Range = source.Range{Start: f.Range.Start + bytes, End: f.Range.End + bytes}
	f.Fixes = slices.Clone(f.Fixes)
	for i := range f.Fixes {
		edits := slices.Clone(f.Fixes[i].Edits)
		for k := range edits {
			edits[k].Start, edits[k].End = edits[k].Start+bytes, edits[k].End+bytes
		}
		f.Fixes[i].Edits = edits
	}
}
