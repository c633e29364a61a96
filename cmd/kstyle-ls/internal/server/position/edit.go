// SPDX-License-Identifier: GPL-2.0-or-later

package position

import (
	"slices"
	"sort"
)

// Edit replaces the bytes of a span by other text.
type Edit struct {
	Span
	New string
}

// Change is one step of an editor's report of changes. The range speaks about
// the text as it is after the steps before it.
type Change struct {
	Whole      bool // New is the whole text; Start and End mean nothing
	Start, End Point
	New        string
}

// Apply returns the text after the changes, in their order. The receiver stays
// as it is.
//
// An editor that fixes a whole file reports hundreds of changes at once, from
// the last to the first. Those are gathered and written in one copy; each that
// does not lie before the gathered ones makes a copy of its own.
func (t *Text) Apply(changes []Change, enc Encoding) *Text {
	var gathered []Edit // descending, not touching each other except at their ends
	flush := func() {
		if len(gathered) > 0 {
			slices.Reverse(gathered)
			t = t.Splice(gathered)
			gathered = gathered[:0]
		}
	}
	for _, c := range changes {
		if c.Whole {
			gathered = gathered[:0]
			t = New([]byte(c.New))
			continue
		}
		e, exact := t.edit(c, enc)
		if n := len(gathered); n > 0 {
			// A clamped place may mean another byte once the gathered edits are in.
			if before := gathered[n-1].Start; e.End > before || e.End == before && !exact {
				flush()
				e, _ = t.edit(c, enc)
			}
		}
		gathered = append(gathered, e)
	}
	flush()
	return t
}

func (t *Text) edit(c Change, enc Encoding) (e Edit, exact bool) {
	start, startExact := t.offset(c.Start, enc)
	end, endExact := t.offset(c.End, enc)
	return Edit{Span{min(start, end), max(start, end)}, c.New}, startExact && endExact
}

// Splice returns the text with the edits applied. They must be ascending and
// must not overlap; two insertions at one place keep their order. Only the
// lines that the edits touch are scanned again.
func (t *Text) Splice(edits []Edit) *Text {
	size := len(t.data)
	for _, e := range edits {
		size += len(e.New) - (e.End - e.Start)
	}
	n := &Text{data: make([]byte, 0, size), starts: make([]int32, 1, len(t.starts)+len(edits)), wide: make([]bool, 0, len(t.starts)+len(edits))}
	kept := 0 // everything of the old text before this offset is in the new one
	line := 1 // first old line whose start has not been considered
	for _, e := range edits {
		line = n.keep(t, kept, e.Start, line)
		from := len(n.data)
		n.data = append(n.data, e.New...)
		n.starts, n.wide = appendLines(n.starts, n.wide, n.data, from, len(n.data))
		kept = e.End
		line += sort.Search(len(t.starts)-line, func(i int) bool { return int(t.starts[line+i]) > kept })
	}
	n.keep(t, kept, len(t.data), line)
	n.wide = append(n.wide, n.scanWide(len(n.starts)-1))
	return n
}

// keep appends old.data[from:to] and the line starts in it, old line first on.
// It returns the first line that starts after to. The first line that ends in
// the range may begin with edited text and is scanned; the others are as wide
// as they were.
func (t *Text) keep(old *Text, from, to, first int) int {
	delta := int32(len(t.data) - from)
	t.data = append(t.data, old.data[from:to]...)
	last := first + sort.Search(len(old.starts)-first, func(i int) bool { return int(old.starts[first+i]) > to })
	if first == last {
		return first
	}
	t.wide = append(t.wide, hasWide(t.data[t.starts[len(t.starts)-1]:old.starts[first]+delta]))
	t.wide = append(t.wide, old.wide[first:last-1]...)
	for _, s := range old.starts[first:last] {
		t.starts = append(t.starts, s+delta)
	}
	return last
}
