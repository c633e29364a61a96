// SPDX-License-Identifier: GPL-2.0-or-later

package source

import (
	"bytes"
	"sort"
)

// Common says what two versions of a text share: so many lines at the start
// and so many at the end are the same, in the view as well.
type Common struct{ Head, Tail int }

// Next is New for the next version of a whole file: what t has of the lines
// that did not change is copied, not read again. t stays as it is; the memory
// of spare, which may be nil, is written over. typed is what the versions share
// of their bytes: a comment that is opened leaves those below as they are.
func (t *Text) Next(spare *Text, raw []byte, mode Mode) (n *Text, same, typed Common) {
	if spare == nil {
		spare = &Text{}
	}
	n = &Text{Name: t.Name, Path: t.Path, Kind: t.Kind, Raw: raw, Whole: true, FinalNewline: true,
		Lines: spare.Lines[:0], Clean: sized(spare.Clean, len(raw))}
	if len(raw) > 0 {
		n.FinalNewline = raw[len(raw)-1] == '\n'
	}
	c := t.sameLines(raw)
	typed = c
	n.Lines = append(n.Lines, t.Lines[:c.Head]...)
	from := t.lineStart(c.Head)
	oldTail := len(t.Lines) - c.Tail
	delta := len(raw) - len(t.Raw)
	n.addLines(from, int(t.lineStart(oldTail))+delta)
	middle := len(n.Lines)
	n.moveLines(t.Lines[oldTail:], delta)
	n.Hunks = append(spare.Hunks[:0], Hunk{End: len(n.Lines)})
	begins := beginning(n, n.Hunks[0], mode)
	if len(t.Lines) > 0 && t.Lines[0].begins != begins {
		from, middle = 0, len(n.Lines) // nothing is as it was
		c, typed = Common{}, Common{}
	}

	copy(n.Clean, t.Clean[:from])
	c.Tail = n.look(t, begins, c.Head, middle, mode)
	if k := len(n.Lines) - c.Tail; c.Tail > 0 {
		start := n.Lines[k].Start
		copy(n.Clean[start:], t.Clean[int(start)-delta:])
	}
	return n, c, typed
}

// nearBytes is how much of a text may be typed anew for it to be near.
const nearBytes = 1 << 14

// Near reports whether Next would read no more of a next version than the
// bytes that are not the same, which are few.
func (t *Text) Near(raw []byte, mode Mode) bool {
	c := t.sameLines(raw)
	tail := len(t.Lines) - c.Tail
	from, to := int(t.lineStart(c.Head)), int(t.lineStart(tail))+len(raw)-len(t.Raw)
	if to-from > nearBytes {
		return false
	}
	state := inCode
	if c.Head < len(t.Lines) {
		state = t.Lines[c.Head].begins
	}
	s := newSanitiser(t, mode)
	view := make([]byte, to-from)
	for line := range bytes.Lines(raw[from:to]) {
		line = bytes.TrimSuffix(line, newline)
		state = s.line(view[:len(line)], line, state)
	}
	return c.Tail == 0 || t.Lines[tail].begins == state
}

// Outside are the lines in front of those that bytes [from, to) touch, and
// behind them.
func (t *Text) Outside(from, to uint32) Common {
	c := Common{Head: sort.Search(len(t.Lines), func(i int) bool { return t.Lines[i].Start >= from })}
	c.Tail = len(t.Lines) - sort.Search(len(t.Lines), func(i int) bool { return t.Lines[i].Start >= to })
	return c
}

// sized is a slice of n elements, in the memory of s if that is large enough.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/16+64)
	}
	return s[:n]
}

// lineStart is the offset of line i, the end of the text if there is none.
func (t *Text) lineStart(i int) uint32 {
	if i < len(t.Lines) {
		return t.Lines[i].Start
	}
	return uint32(len(t.Raw))
}

// sameLines compares the lines of a text with those of other bytes. A last
// line is never the same as one that others follow.
func (t *Text) sameLines(raw []byte) Common {
	if len(t.Lines) == 0 || len(raw) == 0 {
		return Common{}
	}
	head := commonHead(t.Raw, raw)
	tail := commonTail(t.Raw[head:], raw[head:])
	var c Common
	c.Head = t.LineAt(uint32(head))
	if head == len(raw) {
		// No line begins behind the last byte.
		c.Head = t.LineAt(uint32(head - 1))
	}
	// A line of the tail begins behind a line feed of the tail.
	edge := uint32(len(t.Raw) - tail)
	c.Tail = len(t.Lines) - sort.Search(len(t.Lines), func(i int) bool { return t.Lines[i].Start > edge })
	return c
}

// compared is how many bytes are compared at once.
const compared = 2048

func commonHead(a, b []byte) int {
	n, most := 0, min(len(a), len(b))
	for n+compared <= most && bytes.Equal(a[n:n+compared], b[n:n+compared]) {
		n += compared
	}
	for n < most && a[n] == b[n] {
		n++
	}
	return n
}

func commonTail(a, b []byte) int {
	n, most := 0, min(len(a), len(b))
	for n+compared <= most && bytes.Equal(a[len(a)-n-compared:len(a)-n], b[len(b)-n-compared:len(b)-n]) {
		n += compared
	}
	for n < most && a[len(a)-n-1] == b[len(b)-n-1] {
		n++
	}
	return n
}

// addLines cuts the bytes from the start of a line up to another, or to the
// end of the text, into lines.
func (t *Text) addLines(from uint32, to int) {
	for at := int(from); at < to; {
		end := bytes.IndexByte(t.Raw[at:to], '\n')
		next := at + end + 1
		if end < 0 {
			end, next = to-at, to
		}
		t.addLine(at, at+end)
		at = next
	}
}

func (t *Text) addLine(start, end int) {
	n := int32(len(t.Lines)) + 1
	t.Lines = append(t.Lines, Line{Start: uint32(start), End: uint32(end),
		InputStart: uint32(start), Input: n, File: n})
}

// moveLines adds lines of another version, so many bytes further down.
func (t *Text) moveLines(lines []Line, delta int) {
	n := len(t.Lines)
	t.Lines = append(t.Lines, lines...)
	if len(lines) == 0 || delta == 0 && int(lines[0].File) == n+1 {
		return
	}
	d := uint32(delta)
	number := int32(n) + 1
	for i := n; i < len(t.Lines); i++ {
		l := &t.Lines[i]
		l.Start += d
		l.End += d
		l.InputStart = l.Start
		l.Input, l.File = number, number
		number++
	}
}

// look makes the view and the features of the lines from first on. From line
// same on they are those of the old text as soon as they begin in the same
// state; look returns how many those are. The text begins in state.
func (t *Text) look(old *Text, state literal, first, same int, mode Mode) int {
	if first > 0 && first < len(old.Lines) {
		state = old.Lines[first].begins
	}
	s := newSanitiser(t, mode)
	shift := len(old.Lines) - len(t.Lines)
	closes := 0 // where a comment ends next; what is in front of it is in one
	for i := first; i < len(t.Lines); i++ {
		l := &t.Lines[i]
		if i >= same && old.Lines[i+shift].begins == state {
			return len(t.Lines) - i
		}
		raw := l.Features & ofRaw
		if i < same {
			raw = rawFeatures(t.Raw[l.Start:l.End])
		}
		if state == inBlock && closes <= int(l.Start) {
			closes = len(t.Raw)
			if k := bytes.Index(t.Raw[l.Start:], closeMark); k >= 0 {
				closes = int(l.Start) + k
			}
		}
		if state == inBlock && int(l.End) <= closes {
			t.inside(l, raw)
			continue
		}
		state = s.read(t, i, state)
		l.Features |= viewFeatures(raw, t.Clean[l.Start:l.End])
	}
	return 0
}

var (
	closeMark = []byte("*/")
	fillers   = bytes.Repeat([]byte{Filler}, 256)
)

// inside is read for a line all of which is inside a block comment; its own
// features are known.
func (t *Text) inside(l *Line, raw Feature) {
	view := t.Clean[l.Start:l.End]
	for at := 0; at < len(view); at += len(fillers) {
		copy(view[at:], fillers)
	}
	if raw&HasTab != 0 {
		for i, c := range t.Raw[l.Start:l.End] {
			if c == '\t' {
				view[i] = c
			}
		}
	}
	if int(l.End) < len(t.Raw) {
		t.Clean[l.End] = '\n'
	}
	l.begins, l.Features = inBlock, raw|BeginsInComment
	if raw&Blank == 0 {
		l.Features |= HasComment | OnlyComment
	} else if bytes.IndexByte(view, Filler) >= 0 {
		l.Features |= HasComment
	}
}
