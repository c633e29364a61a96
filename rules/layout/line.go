// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/indent"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// otherHunk is why a verdict that needs the line above does not stand.
const otherHunk = "the line above belongs to another hunk"

// deviceTree is why a finding is narrower that takes a device tree for C.
const deviceTree = "a device tree is no C"

// isSpace reports whether c is white space within a line.
func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'
}

// isWord reports whether c is a letter, a digit or an underscore.
func isWord(c byte) bool {
	return isLetter(c) || '0' <= c && c <= '9'
}

// isLetter reports whether c can begin an identifier.
func isLetter(c byte) bool {
	return c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' && c < 0x80
}

// leadingBlanks counts the spaces and tabs that a line begins with.
func leadingBlanks(raw []byte) int {
	n := 0
	for n < len(raw) && (raw[n] == ' ' || raw[n] == '\t') {
		n++
	}
	return n
}

// skipSpaces is the index of the first byte from i on that is no white space.
func skipSpaces(line []byte, i int) int {
	for i < len(line) && isSpace(line[i]) {
		i++
	}
	return i
}

// trimSpaces is end without the white space before it.
func trimSpaces(line []byte, end int) int {
	for end > 0 && isSpace(line[end-1]) {
		end--
	}
	return end
}

// skipComments is the index of the first byte from i on that is neither white
// space nor comment.
func skipComments(clean []byte, i int) int {
	for i < len(clean) && (isSpace(clean[i]) || clean[i] == source.Filler) {
		i++
	}
	return i
}

// indentation is the blanks that reach a column: tabs, then spaces.
func indentation(p *analyzer.Pass, width int) string {
	return strings.Repeat("\t", width/p.TabSize()) + strings.Repeat(" ", width%p.TabSize())
}

// mover moves lines of the text at hand.
func mover(p *analyzer.Pass) *indent.Mover {
	return &indent.Mover{Text: p.Text, Tokens: p.Tokens, Saw: p.Saw, Tab: p.TabSize(), Limit: p.MaxLineLength()}
}

// looked notes that lines were looked at which a mover has moved.
func looked(p *analyzer.Pass, moves []indent.Move) {
	for _, m := range moves {
		p.Raw(m.Line)
	}
}

// indentOf is the column in which the text of a line begins. White space of
// all sorts counts.
func indentOf(p *analyzer.Pass, line int) int {
	raw := p.Raw(line)
	return p.Width(raw[:skipSpaces(raw, 0)])
}
