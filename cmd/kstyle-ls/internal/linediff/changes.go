// SPDX-License-Identifier: GPL-2.0-or-later

package linediff

import (
	"bytes"
	"sort"
)

// Changes are the lines of a text that its earlier versions do not have. The
// zero value has none.
type Changes struct {
	starts []int    // where each line begins
	spans  [][2]int // lines that differ, ascending, ends not included
	size   int
}

// Since compares a text with an earlier version. Where lines were only taken
// away, the two that have come to stand beside each other count. Line ends do
// not count where all lines of the earlier version have one kind and most of
// the text the other: git may keep a file with others than the work tree.
func Since(before, text []byte) *Changes {
	c := &Changes{size: len(text)}
	at := 0
	for line := range bytes.Lines(text) {
		c.starts = append(c.starts, at)
		at += len(line)
	}
	for _, h := range Diff(withEndsOf(text, before), text) {
		first, end := h.ToLine, h.ToLineEnd
		if first == end {
			first, end = max(first-1, 0), end+1
		}
		c.spans = append(c.spans, [2]int{first, end})
	}
	return c
}

var lf, crlf = []byte("\n"), []byte("\r\n")

// withEndsOf returns an earlier version with the line ends that most lines of
// the text have, if all of its own are others.
func withEndsOf(text, before []byte) []byte {
	lines, long := bytes.Count(text, lf), bytes.Count(text, crlf)
	oldLines, oldLong := bytes.Count(before, lf), bytes.Count(before, crlf)
	switch {
	case oldLong == 0 && 2*long > lines:
		return bytes.ReplaceAll(before, lf, crlf)
	case oldLong == oldLines && oldLong > 0 && 2*long < lines:
		return bytes.ReplaceAll(before, crlf, lf)
	}
	return before
}

// Touch reports whether bytes [start, end) have a changed line. An empty range
// stands for the line that it is on.
func (c *Changes) Touch(start, end int) bool {
	first := c.line(start)
	last := first
	if end > start {
		last = c.line(end - 1) // what ends at the beginning of a line has nothing of it
	}
	i := sort.Search(len(c.spans), func(i int) bool { return c.spans[i][1] > first })
	return i < len(c.spans) && c.spans[i][0] <= last
}

// line is the line that a byte is in. The place behind the last line feed is
// one more line, as in an editor.
func (c *Changes) line(at int) int {
	n := sort.SearchInts(c.starts, at+1) - 1
	if at >= c.size && n >= 0 {
		n = len(c.starts) - 1
	}
	return max(n, 0)
}
