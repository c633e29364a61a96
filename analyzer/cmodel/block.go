// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Block is a run of lines from a start to where a pair of brackets that opens
// there is closed again.
type Block struct {
	// First and End bound the lines: [First, End).
	First, End int
	// Level is the number of brackets still open at the end: 0 unless the
	// hunk ended first.
	Level int
	// Closing is the token of the bracket that closed it, -1 if none did.
	Closing int
}

// Block follows the brackets of one kind, token.LParen or token.LBrace, from
// an offset of a line on. It ends with the first line that leaves none open:
// with the start line itself, if the bracket is only on the next.
func (m *Model) Block(line int, offset uint32, open token.Kind) Block {
	b := Block{First: line, Closing: -1}
	m.walkBlock(line, offset, open, func(int, int) {}, &b)
	return b
}

// OuterLines calls visit for the lines of a block that stand directly in it,
// not in an inner pair of brackets.
func (m *Model) OuterLines(line int, offset uint32, open token.Kind, visit func(line int)) Block {
	b := Block{First: line, Closing: -1}
	m.walkBlock(line, offset, open, func(l, level int) {
		if level <= 1 {
			visit(l)
		}
	}, &b)
	return b
}

func (m *Model) walkBlock(line int, offset uint32, open token.Kind, visit func(line, level int), b *Block) {
	shut := open + 1 // the kinds of a pair follow each other
	level := 0
	var stack []int
	end := m.HunkEnd(line)
	i := m.toks.Find(offset)
	for ; line < end; line++ {
		lim := int(m.first[line+1])
		if first := int(m.first[line]); first < lim && m.toks.Kind[first] == token.Hash {
			stack, level = m.blockDirective(first, stack, level)
		}
		for ; i < lim; i++ {
			switch k := m.toks.Kind[i]; {
			case k == shut && level > 0:
				if level--; level == 0 {
					b.Closing = i
					i = lim
				}
			case k == open:
				level++
			}
		}
		visit(line, level)
		if level == 0 {
			line++
			break
		}
	}
	b.End, b.Level = line, level
	m.see(line)
}

// blockDirective keeps the level over conditional directives, with the same
// slip at #else as everywhere.
func (m *Model) blockDirective(i int, stack []int, level int) ([]int, int) {
	switch m.conditional(i) {
	case dirIf:
		return append(stack, level), level
	case dirElse:
		if n := len(stack); n > 1 {
			return stack, stack[n-2]
		}
		return stack, 0
	case dirEndif:
		if n := len(stack); n > 0 {
			return stack[:n-1], stack[n-1]
		}
		return stack, 0
	}
	return stack, level
}

// Chain collects the arms of an if, else or do as statements: the first from
// an offset of a line, and all that go on with else or do.
func (m *Model) Chain(line int, offset uint32) []Statement {
	s := m.StatementAt(line, offset)
	chain := []Statement{s}
	if !m.chains(&s, true) {
		return chain
	}
	for len(chain) < maxArms {
		line, offset, ok := m.Following(&s)
		if !ok {
			break
		}
		s = m.StatementAt(line, offset)
		if !m.chains(&s, false) {
			break
		}
		chain = append(chain, s)
	}
	return chain
}

// maxArms bounds a chain. The longest in the kernel has some dozens.
const maxArms = 1 << 8

// chains reports whether a statement's condition begins with a word that lets
// others follow, and the hunk has room for them.
func (m *Model) chains(s *Statement, first bool) bool {
	if s.CondEnd == s.Start || s.NextLine >= m.HunkEnd(s.Line) {
		return false
	}
	i := s.Tok
	if i >= s.EndTok || m.toks.End[i] > s.CondEnd {
		return false
	}
	switch m.toks.Word[i] {
	case token.If:
		return first
	case token.Else, token.Do:
		return true
	}
	return false
}

// Following is where the statement behind s begins; false if the hunk ends.
func (m *Model) Following(s *Statement) (line int, offset uint32, ok bool) {
	if s.NextLine >= m.HunkEnd(s.Line) {
		return 0, 0, false
	}
	if s.NextLine > s.LastLine {
		return s.NextLine, m.text.Lines[s.NextLine].Start, true
	}
	return s.LastLine, s.End, true
}

// LineCount is the number of lines that a piece of text takes when blanks
// around it do not count.
func LineCount(text []byte) int { return bytes.Count(bytes.TrimSpace(text), lineFeed) + 1 }

// RawLineCount is the number of lines that a piece of text touches.
func RawLineCount(text []byte) int { return bytes.Count(text, lineFeed) + 1 }

// BlockSize is the larger of the lines and the semicolons between the braces
// of a block. An empty block has size 1.
func BlockSize(text []byte) int {
	text = bytes.TrimLeft(text, blanks)
	text = bytes.TrimPrefix(text, []byte{'{'})
	if t := bytes.TrimRight(text, blanks); len(t) > 0 && t[len(t)-1] == '}' {
		text = t[:len(t)-1]
	}
	return max(LineCount(text), bytes.Count(text, []byte{';'}))
}

var lineFeed = []byte{'\n'}

const blanks = " \t\n\r\v\f"
