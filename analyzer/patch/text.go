// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"bytes"
	"math"
	"sort"
)

// Span is a range of bytes, from zero, End not included. What it counts in (the
// input, or the text of a message body) is said where it is used.
type Span struct {
	Start, End int
}

// Lines is a range of lines, from zero, End not included.
type Lines struct {
	First, End int
}

// Len is the number of lines in the range.
func (l Lines) Len() int { return l.End - l.First }

// Has tells whether the line lies in the range.
func (l Lines) Has(line int) bool { return line >= l.First && line < l.End }

// Text is an immutable sequence of lines: either the input itself, or what
// became of part of it when a transfer encoding or a character set was taken
// off. In the second case every line remembers where it came from.
type Text struct {
	data   []byte
	starts []int32  // start of each line, then len(data)
	origin []origin // by line; nil when data is the input
	input  *Text    // nil when data is the input
}

// origin says which bytes of the input a decoded line was made from.
type origin struct {
	start, end int32
	exact      bool // the bytes are the same, so that columns agree
}

// maxInput is the largest text that is read; offsets are kept in 32 bits.
const maxInput = math.MaxInt32 - 1

func newText(data []byte) *Text {
	t := &Text{data: data}
	t.starts = lineStarts(data)
	return t
}

// lineStarts returns the start of each line and the length of the text.
// A final newline does not open a further line.
func lineStarts(data []byte) []int32 {
	starts := make([]int32, 0, bytes.Count(data, []byte{'\n'})+2)
	for at := 0; at < len(data); {
		starts = append(starts, int32(at))
		next := bytes.IndexByte(data[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return append(starts, int32(len(data)))
}

// Len is the number of lines.
func (t *Text) Len() int { return len(t.starts) - 1 }

// Bytes is the whole text. It must not be changed.
func (t *Text) Bytes() []byte { return t.data }

// Decoded tells whether the text differs from the input it came from.
func (t *Text) Decoded() bool { return t.input != nil }

// Line returns a line without its line feed. A carriage return stays.
// A line outside the text is empty.
func (t *Text) Line(line int) []byte {
	if line < 0 || line >= t.Len() {
		return nil
	}
	b := t.data[t.starts[line]:t.starts[line+1]]
	if n := len(b); n > 0 && b[n-1] == '\n' {
		b = b[:n-1]
	}
	return b
}

// Range returns the bytes of a line in this text, without its line feed.
func (t *Text) Range(line int) Span {
	if line < 0 || line >= t.Len() {
		return Span{len(t.data), len(t.data)}
	}
	start := int(t.starts[line])
	return Span{start, start + len(t.Line(line))}
}

// EndsWithNewline tells whether the line has a line feed.
func (t *Text) EndsWithNewline(line int) bool {
	return line >= 0 && line < t.Len() && t.starts[line+1] > t.starts[line] &&
		t.data[t.starts[line+1]-1] == '\n'
}

// LineAt returns the line that holds the offset of this text; an offset at or
// behind the end belongs to the last line.
func (t *Text) LineAt(offset int) int {
	n := t.Len()
	line := sort.Search(n, func(i int) bool { return int(t.starts[i+1]) > offset })
	if line == n && n > 0 {
		line--
	}
	return line
}

// InputLine returns the line of the input, from zero, that a line of this text
// came from.
func (t *Text) InputLine(line int) int {
	if t.input == nil {
		return line
	}
	if line < 0 || line >= len(t.origin) {
		return max(t.input.Len()-1, 0)
	}
	return t.input.LineAt(int(t.origin[line].start))
}

// InputSpan returns where bytes [from, to) of a line (counted in the line) are
// in the input. When the line was decoded and its bytes are not in the input
// as they are, exact is false and the span covers all the line was made from:
// good for showing, not for editing.
func (t *Text) InputSpan(line, from, to int) (span Span, exact bool) {
	if t.input == nil {
		r := t.Range(line)
		return Span{min(r.Start+from, r.End), min(r.Start+to, r.End)}, true
	}
	if line < 0 || line >= len(t.origin) {
		return Span{len(t.input.data), len(t.input.data)}, false
	}
	o := t.origin[line]
	if !o.exact {
		return Span{int(o.start), int(o.end)}, false
	}
	return Span{min(int(o.start)+from, int(o.end)), min(int(o.start)+to, int(o.end))}, true
}

// decodedText collects the lines of a decoded body.
type decodedText struct {
	input  *Text
	data   []byte
	origin []origin
}

// add appends one line, with its line feed if it has one.
func (d *decodedText) add(line []byte, start, end int, exact bool) {
	d.data = append(d.data, line...)
	d.origin = append(d.origin, origin{int32(start), int32(end), exact})
}

// endLine makes sure that what is added next begins a line.
func (d *decodedText) endLine() {
	if n := len(d.data); n > 0 && d.data[n-1] != '\n' {
		d.data = append(d.data, '\n')
	}
}

func (d *decodedText) text() *Text {
	t := newText(d.data)
	t.input = d.input
	t.origin = d.origin
	// One origin was added for each line; a caller that breaks that would
	// shift every position behind it.
	for len(t.origin) < t.Len() {
		t.origin = append(t.origin, origin{})
	}
	return t
}
