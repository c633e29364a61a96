// SPDX-License-Identifier: GPL-2.0-or-later

// Package linediff compares two texts line by line.
//
// It knows lines and nothing of what is written in them. It must never know
// where a text comes from or what the difference is wanted for.
package linediff

import (
	"bytes"
	"sort"
)

// Hunk is one difference: the lines of one text that stand where the lines of
// the other stood. Offsets are bytes, lines count from 0, ranges are half open.
// One of the two sides may be empty.
type Hunk struct {
	FromStart, FromEnd    int
	ToStart, ToEnd        int
	FromLine, FromLineEnd int
	ToLine, ToLineEnd     int
}

// maxSteps bounds the search for the shortest script between two lines that
// are known to match. Texts further apart are taken as wholly different there;
// the cost grows with its square.
const maxSteps = 400

// Diff returns the differences, ascending. Lines end with '\n', which belongs
// to them; a last line without one differs from the same line with one.
func Diff(from, to []byte) []Hunk {
	// Most texts that are compared differ in a few lines. Those before and after
	// are found by their bytes, and no line of them is looked at.
	head := commonHead(from, to)
	tail := commonTail(from[head:], to[head:])
	d := differ{index: map[string]int32{}}
	d.a, d.aStarts = d.lines(from[head : len(from)-tail])
	d.b, d.bStarts = d.lines(to[head : len(to)-tail])
	d.compare(0, len(d.a), 0, len(d.b))
	lines := bytes.Count(from[:head], []byte{'\n'})
	for i := range d.hunks {
		d.hunks[i].move(head, lines)
	}
	return d.hunks
}

func (h *Hunk) move(offset, lines int) {
	h.FromStart, h.FromEnd, h.ToStart, h.ToEnd = h.FromStart+offset, h.FromEnd+offset, h.ToStart+offset, h.ToEnd+offset
	h.FromLine, h.FromLineEnd, h.ToLine, h.ToLineEnd = h.FromLine+lines, h.FromLineEnd+lines, h.ToLine+lines, h.ToLineEnd+lines
}

// step is how many bytes are compared at once.
const step = 4096

// commonHead returns the length of the whole lines that both begin with.
func commonHead(a, b []byte) int {
	n, most := 0, min(len(a), len(b))
	for n+step <= most && bytes.Equal(a[n:n+step], b[n:n+step]) {
		n += step
	}
	for n < most && a[n] == b[n] {
		n++
	}
	return bytes.LastIndexByte(a[:n], '\n') + 1
}

// commonTail returns the length of the whole lines that both end with. A line
// is whole if it begins after a newline; both texts begin with a line.
func commonTail(a, b []byte) int {
	n, most := 0, min(len(a), len(b))
	for n+step <= most && bytes.Equal(a[len(a)-n-step:len(a)-n], b[len(b)-n-step:len(b)-n]) {
		n += step
	}
	for n < most && a[len(a)-n-1] == b[len(b)-n-1] {
		n++
	}
	begins := func(t []byte) bool { return n == len(t) || t[len(t)-n-1] == '\n' }
	if begins(a) && begins(b) {
		return n
	}
	i := bytes.IndexByte(a[len(a)-n:], '\n')
	if i < 0 {
		return 0
	}
	return n - i - 1
}

type differ struct {
	index            map[string]int32 // a number for each different line
	a, b             []int32
	aStarts, bStarts []int // one more than there are lines: the end is the last
	hunks            []Hunk
}

// lines cuts a text into lines, as numbers that are equal where the lines are.
func (d *differ) lines(text []byte) ([]int32, []int) {
	n := bytes.Count(text, []byte{'\n'}) + 1
	ids, starts := make([]int32, 0, n), make([]int, 0, n+1)
	at := 0
	for line := range bytes.Lines(text) {
		id, ok := d.index[string(line)]
		if !ok {
			id = int32(len(d.index))
			d.index[string(line)] = id
		}
		ids, starts = append(ids, id), append(starts, at)
		at += len(line)
	}
	return ids, append(starts, at)
}

// emit records that a[a0:a1] became b[b0:b1], together with the hunk before
// where they touch.
func (d *differ) emit(a0, a1, b0, b1 int) {
	if a0 == a1 && b0 == b1 {
		return
	}
	if n := len(d.hunks); n > 0 && d.hunks[n-1].FromLineEnd == a0 && d.hunks[n-1].ToLineEnd == b0 {
		a0, b0 = d.hunks[n-1].FromLine, d.hunks[n-1].ToLine
		d.hunks = d.hunks[:n-1]
	}
	d.hunks = append(d.hunks, Hunk{
		FromLine: a0, FromLineEnd: a1, ToLine: b0, ToLineEnd: b1,
		FromStart: d.aStarts[a0], FromEnd: d.aStarts[a1],
		ToStart: d.bStarts[b0], ToEnd: d.bStarts[b1],
	})
}

// compare emits the differences of a[a0:a1] and b[b0:b1]. What both begin and
// end with is left out; between that, lines that both have once are anchors;
// between those the shortest script is searched.
func (d *differ) compare(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && d.a[a0] == d.b[b0] {
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && d.a[a1-1] == d.b[b1-1] {
		a1, b1 = a1-1, b1-1
	}
	if a0 == a1 || b0 == b1 {
		d.emit(a0, a1, b0, b1)
		return
	}
	anchors := d.anchors(a0, a1, b0, b1)
	if len(anchors) == 0 {
		d.shortest(a0, a1, b0, b1)
		return
	}
	for _, m := range anchors {
		d.compare(a0, m.a, b0, m.b)
		a0, b0 = m.a+1, m.b+1
	}
	d.compare(a0, a1, b0, b1)
}

// match is a pair of equal lines.
type match struct{ a, b int }

// anchors returns the longest rising run of lines that occur once on each side.
func (d *differ) anchors(a0, a1, b0, b1 int) []match {
	type seen struct{ na, nb, a, b int }
	at := make(map[int32]*seen, a1-a0)
	for i := a0; i < a1; i++ {
		s := at[d.a[i]]
		if s == nil {
			s = &seen{}
			at[d.a[i]] = s
		}
		s.na, s.a = s.na+1, i
	}
	for i := b0; i < b1; i++ {
		if s := at[d.b[i]]; s != nil {
			s.nb, s.b = s.nb+1, i
		}
	}
	var pairs []match
	for i := a0; i < a1; i++ {
		if s := at[d.a[i]]; s.na == 1 && s.nb == 1 {
			pairs = append(pairs, match{i, s.b})
		}
	}
	return longestRising(pairs)
}

// longestRising returns the longest subsequence of pairs, which rise in a, that
// rises in b too.
func longestRising(pairs []match) []match {
	if len(pairs) == 0 {
		return nil
	}
	var tops []int // the pair that ends the best run of each length
	back := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(tops), func(k int) bool { return pairs[tops[k]].b >= p.b })
		back[i] = -1
		if n > 0 {
			back[i] = tops[n-1]
		}
		if n == len(tops) {
			tops = append(tops, i)
		} else {
			tops[n] = i
		}
	}
	run := make([]match, len(tops))
	for i, k := len(tops)-1, tops[len(tops)-1]; i >= 0; i, k = i-1, back[k] {
		run[i] = pairs[k]
	}
	return run
}

// shortest emits the shortest script from a[a0:a1] to b[b0:b1] (Myers' greedy
// search), or one hunk if it is longer than maxSteps.
func (d *differ) shortest(a0, a1, b0, b1 int) {
	n, m := a1-a0, b1-b0
	limit := min(n+m, maxSteps)
	reach := make([]int, 2*limit+2) // furthest line of a on each diagonal
	var trace [][]int
	for steps := 0; steps <= limit; steps++ {
		for k := -steps; k <= steps; k += 2 {
			x := 0
			switch {
			case steps == 0:
			case k == -steps || k != steps && reach[limit+k-1] < reach[limit+k+1]:
				x = reach[limit+k+1]
			default:
				x = reach[limit+k-1] + 1
			}
			y := x - k
			for x < n && y < m && d.a[a0+x] == d.b[b0+y] {
				x, y = x+1, y+1
			}
			reach[limit+k] = x
			if x >= n && y >= m {
				d.replay(trace, limit, match{a0, b0}, match{n, m}, steps)
				return
			}
		}
		trace = append(trace, append([]int(nil), reach[limit-steps:limit+steps+1]...))
	}
	d.emit(a0, a1, b0, b1)
}

// replay walks a found script back from its end and emits it from its start.
// trace[s] holds the reach of the diagonals -s to s after s steps.
func (d *differ) replay(trace [][]int, limit int, base, end match, steps int) {
	type edit struct{ a0, a1, b0, b1 int }
	var edits []edit
	x, y := end.a, end.b
	for s := steps; s > 0; s-- {
		before := trace[s-1]
		at := func(k int) int {
			if i := k + s - 1; i >= 0 && i < len(before) {
				return before[i]
			}
			return -1
		}
		k := x - y
		down := k == -s || k != s && at(k-1) < at(k+1)
		if down {
			px := at(k + 1)
			py := px - (k + 1)
			edits = append(edits, edit{px, px, py, py + 1})
			x, y = px, py
		} else {
			px := at(k - 1)
			py := px - (k - 1)
			edits = append(edits, edit{px, px + 1, py, py})
			x, y = px, py
		}
	}
	for i := len(edits) - 1; i >= 0; i-- {
		e := edits[i]
		d.emit(base.a+e.a0, base.a+e.a1, base.b+e.b0, base.b+e.b1)
	}
}
