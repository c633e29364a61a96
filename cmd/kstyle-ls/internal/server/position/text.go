// SPDX-License-Identifier: GPL-2.0-or-later

// Package position holds one immutable text of an editor's document and turns
// byte offsets into the line and character pairs of the protocol and back.
//
// It knows the three position encodings and nothing else of the protocol. It
// must never know what a document is about. A line ends at '\n', and a '\r'
// before it belongs to the line's end. A lone '\r' is no line end, although
// the protocol lists it: the editors that send one in their text (Neovim,
// Emacs, Helix) do not count it, and those that count it never send it.
package position

import (
	"bytes"
	"math"
	"sort"
	"unicode/utf8"
)

// Encoding is the unit in which Point.Character counts.
type Encoding uint8

// The encodings that a client may ask for.
const (
	UTF16 Encoding = iota // the protocol's default
	UTF8
	UTF32
)

// Point is a place in a text as an editor names it; both numbers are from 0.
type Point struct {
	Line, Character uint32
}

// Span is a half-open range of bytes.
type Span struct {
	Start, End int
}

// Text is one immutable version of a document. It is safe for concurrent use.
type Text struct {
	data   []byte
	starts []int32 // offset of the first byte of each line; never empty
	wide   []bool  // for each line: it has a byte above 0x7f
}

// New makes a Text of data, which must not change afterwards.
func New(data []byte) *Text {
	n := bytes.Count(data, newline) + 1
	t := &Text{data: data, starts: make([]int32, 0, n), wide: make([]bool, 0, n)}
	t.starts, t.wide = appendLines(append(t.starts, 0), t.wide, data, 0, len(data))
	t.wide = append(t.wide, t.scanWide(len(t.starts)-1))
	return t
}

var newline = []byte{'\n'}

// appendLines appends the start of every line that begins after a newline in
// data[from:to], and the width of every line that such a newline ends. The
// width of the first is scanned from the last start on.
func appendLines(starts []int32, wide []bool, data []byte, from, to int) ([]int32, []bool) {
	for from < to {
		i := bytes.IndexByte(data[from:to], '\n')
		if i < 0 {
			break
		}
		from += i + 1
		wide = append(wide, hasWide(data[starts[len(starts)-1]:from]))
		starts = append(starts, int32(from))
	}
	return starts, wide
}

// hasWide reports whether b has a byte above 0x7f; eight bytes a step.
func hasWide(b []byte) bool {
	const high = 0x8080808080808080
	for len(b) >= 8 {
		v := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		if v&high != 0 {
			return true
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

func (t *Text) scanWide(line int) bool {
	return hasWide(t.data[t.starts[line]:t.lineLimit(line)])
}

// Bytes returns the text; the caller must not write to it.
func (t *Text) Bytes() []byte { return t.data }

// Len returns the length in bytes.
func (t *Text) Len() int { return len(t.data) }

// Lines returns the number of lines; a final newline begins one more.
func (t *Text) Lines() int { return len(t.starts) }

// lineLimit returns the offset just after the line's newline.
func (t *Text) lineLimit(line int) int {
	if line+1 < len(t.starts) {
		return int(t.starts[line+1])
	}
	return len(t.data)
}

// Line returns the bytes of a line without its end. Lines count from 0.
func (t *Text) Line(line int) Span {
	start, end := int(t.starts[line]), t.lineLimit(line)
	if end > start && t.data[end-1] == '\n' {
		end--
		if end > start && t.data[end-1] == '\r' {
			end--
		}
	}
	return Span{start, end}
}

// LineAt returns the line that holds the byte at offset, which is clamped.
func (t *Text) LineAt(offset int) int {
	if offset < 0 {
		return 0
	}
	if offset > math.MaxInt32 {
		offset = math.MaxInt32
	}
	return sort.Search(len(t.starts), func(i int) bool { return t.starts[i] > int32(offset) }) - 1
}

// Offset returns the byte offset of p. What lies beyond the line, or beyond
// the text, is clamped to its end, as the protocol wants; a place inside a
// character is moved to its first byte.
func (t *Text) Offset(p Point, enc Encoding) int {
	offset, _ := t.offset(p, enc)
	return offset
}

// offset is Offset; exact is false if p had to be clamped or moved.
func (t *Text) offset(p Point, enc Encoding) (offset int, exact bool) {
	if uint64(p.Line) >= uint64(len(t.starts)) {
		return len(t.data), false
	}
	line := t.Line(int(p.Line))
	text := t.data[line.Start:line.End]
	if !t.wide[p.Line] {
		if uint64(p.Character) > uint64(len(text)) {
			return line.End, false
		}
		return line.Start + int(p.Character), true
	}
	var units uint64
	at := 0
	for at < len(text) && units < uint64(p.Character) {
		size, width := charAt(text[at:], enc)
		if units+width > uint64(p.Character) {
			return line.Start + at, false
		}
		units += width
		at += size
	}
	return line.Start + at, units == uint64(p.Character)
}

// charAt returns the length in bytes of the first character of text, and its
// width in units of enc. A byte that is not UTF-8 counts as one character.
func charAt(text []byte, enc Encoding) (size int, width uint64) {
	if text[0] < utf8.RuneSelf {
		return 1, 1
	}
	r, size := utf8.DecodeRune(text)
	switch {
	case enc == UTF8:
		return size, uint64(size)
	case enc == UTF16 && r > 0xffff:
		return size, 2
	}
	return size, 1
}

// Point returns the place of the byte at offset, which is clamped to the text.
// An offset inside a character, or between '\r' and '\n', is moved back.
func (t *Text) Point(offset int, enc Encoding) Point {
	offset = min(max(offset, 0), len(t.data))
	line := t.LineAt(offset)
	span := t.Line(line)
	offset = min(offset, span.End)
	if !t.wide[line] {
		return Point{uint32(line), uint32(offset - span.Start)}
	}
	var units uint64
	for at := span.Start; at < offset; {
		size, width := charAt(t.data[at:span.End], enc)
		if at+size > offset {
			break
		}
		units += width
		at += size
	}
	return Point{uint32(line), uint32(units)}
}
