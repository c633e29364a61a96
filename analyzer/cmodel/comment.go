// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// HasComment reports whether checkpatch finds a comment that goes with a line:
// a // comment on it or on a neighbour, a block comment that ends it, or one
// that ends on the line above. It looks at the raw text and takes comment
// marks in strings for comments.
func (m *Model) HasComment(line int) bool {
	first := m.text.Hunks[m.text.Lines[line].Hunk].First
	end := m.HunkEnd(line)
	for _, l := range [...]int{line, line - 1, line + 1} {
		if l < first || l >= end || l == line && m.text.Lines[l].Origin != source.Added {
			continue
		}
		if bytes.Contains(m.text.RawLine(l), []byte("//")) {
			return true
		}
	}
	if endsInComment(m.text.RawLine(line)) {
		return true
	}
	return line > first && (bytes.Contains(m.text.RawLine(line-1), openMark) || m.openBefore(first, line-1))
}

var (
	openMark  = []byte("/*")
	closeMark = []byte("*/")
)

// openBefore reports whether, by the marks alone, a comment is open where a
// line begins or, on the first line of a hunk, seems to be. It goes back to
// the last mark, or to the line it was asked about last.
func (m *Model) openBefore(first, line int) bool {
	open, known := false, false
	at := line
	for at > first {
		if at == m.markLine {
			open, at, known = m.markOpen, m.markTop, true
			break
		}
		raw := m.text.RawLine(at - 1)
		if bytes.Contains(raw, closeMark) {
			break
		}
		if bytes.Contains(raw, openMark) {
			open = true
			break
		}
		at--
	}
	if at == first && !known && first < len(m.text.Lines) {
		open = bytes.HasPrefix(bytes.TrimLeft(m.text.RawLine(first), " \t"), []byte{'*'})
	}
	m.see(max(at-1, first))
	if line > first {
		m.markLine, m.markTop, m.markOpen = line, at, open
	}
	return open
}

// endsInComment reports whether a line ends in a block comment that it also
// begins, a backslash not counted.
func endsInComment(raw []byte) bool {
	raw = bytes.TrimRight(raw, blanks)
	raw = bytes.TrimRight(bytes.TrimSuffix(raw, []byte{'\\'}), blanks)
	if !bytes.HasSuffix(raw, closeMark) {
		return false
	}
	return bytes.Contains(raw[:len(raw)-2], openMark)
}
