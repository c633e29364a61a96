// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const (
	// tabColumns is how wide a tab is shown. It has nothing to do with the
	// option for checks: excerpts stand behind a margin, so tabs are drawn as
	// blanks.
	tabColumns = 8
	// excerptColumns is how much of a line is shown around a finding.
	excerptColumns = 150
)

// lineTable finds lines of a text by offset or index, from 0.
type lineTable struct {
	text   []byte
	starts []int
}

func newLineTable(text []byte) lineTable {
	t := lineTable{text: text, starts: []int{0}}
	for i := 0; ; {
		n := bytes.IndexByte(text[i:], '\n')
		if n < 0 || i+n+1 == len(text) {
			return t
		}
		i += n + 1
		t.starts = append(t.starts, i)
	}
}

func (t lineTable) len() int        { return len(t.starts) }
func (t lineTable) start(i int) int { return t.starts[i] }

// at is the line that an offset is on.
func (t lineTable) at(offset int) int {
	low, high := 0, len(t.starts)
	for low+1 < high {
		if mid := (low + high) / 2; t.starts[mid] <= offset {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// line is line i without its line feed.
func (t lineTable) line(i int) []byte {
	end := len(t.text)
	if i+1 < len(t.starts) {
		end = t.starts[i+1]
	}
	return bytes.TrimSuffix(t.text[t.starts[i]:end], []byte{'\n'})
}

// excerpt is a line made fit for showing: tabs as blanks, control characters
// visible, cut around the spot, whose place and width are in columns.
type excerpt struct {
	text          string
	before, width int
}

// newExcerpt draws a line with the bytes [start, end) to be underlined. A
// spot that goes on behind the line is underlined to its end, an empty one
// by one mark.
func newExcerpt(line []byte, start, end int) excerpt {
	var b strings.Builder
	column, from, to := 0, -1, -1
	cut := cutBefore(line, start)
	if cut > 0 {
		b.WriteString("…")
		column = 1
	}
	for i := cut; i < len(line); {
		if i >= start && from < 0 {
			from = column
		}
		if i >= end && to < 0 {
			to = column
		}
		if column >= excerptColumns {
			b.WriteString("…")
			break
		}
		shown, columns, size := drawRune(line[i:], column)
		b.WriteString(shown)
		column += columns
		i += size
	}
	if from < 0 {
		from = column
	}
	if to < 0 || to <= from {
		to = max(column, from+1)
		if end <= start {
			to = from + 1
		}
	}
	return excerpt{text: b.String(), before: from, width: max(1, to-from)}
}

// cutBefore is the byte at which to begin so that the spot is seen.
func cutBefore(line []byte, start int) int {
	if start <= excerptColumns*2/3 || start > len(line) {
		return 0
	}
	cut := start - excerptColumns/2
	for cut > 0 && !utf8.RuneStart(line[cut]) {
		cut--
	}
	return cut
}

// drawRune is how the first character of b is shown at a column.
func drawRune(b []byte, column int) (shown string, columns, size int) {
	r, size := utf8.DecodeRune(b)
	switch {
	case r == '\t':
		n := tabColumns - column%tabColumns
		return strings.Repeat(" ", n), n, 1
	case r == utf8.RuneError && size <= 1, unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		s := printable(string(b[:size]))
		return s, len(s), size
	}
	s := string(r)
	return s, uniseg.StringWidth(s), size
}
