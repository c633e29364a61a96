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
// not count where one version has carriage returns on all lines and the other
// none: git may keep a file with others than the work tree.
func Since(before, text []byte) *Changes {
	c := &Changes{size: len(text)}
	at := 0
	for line := range bytes.Lines(text) {
		c.starts = append(c.starts, at)
		at += len(line)
	}
	switch {
	case dos(before) && !bytes.Contains(text, crlf):
		before = bytes.ReplaceAll(before, crlf, crlf[1:])
	case dos(text) && !bytes.Contains(before, crlf):
		text = bytes.ReplaceAll(text, crlf, crlf[1:])
	}
	for _, h := range Diff(before, text) {
		first, end := h.ToLine, h.ToLineEnd
		if first == end {
			first, end = max(first-1, 0), end+1
		}
		c.spans = append(c.spans, [2]int{first, end})
	}
	return c
}

var crlf = []byte("\r\n")

// dos reports whether all lines end with a carriage return and a line feed.
func dos(text []byte) bool {
	n := bytes.Count(text, crlf)
	return n > 0 && n == bytes.Count(text, crlf[1:])
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
