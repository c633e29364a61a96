// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// split gives each statement of a line that begins with the brace of a block a
// line of its own.
func (m *Mover) split(line, column int) ([]fix.Edit, bool) {
	const no = source.HasComment | source.Directive | source.Continued
	first, end := m.lineTokens(line)
	if m.Text.Lines[line].Features.Has(no) || line > 0 && m.Text.Lines[line-1].Features.Has(source.Continued) ||
		end-first < 3 || m.Tokens.Kind[first] != token.LBrace {
		return nil, false
	}
	var out []fix.Edit
	depth, from, at := 0, first, column
	for i := first; i < end; i++ {
		k := m.Tokens.Kind[i]
		switch {
		case i > first && k == token.LBrace, k == token.RBrace && i < end-1:
			return nil, false // one inside the other
		case k == token.LParen || k == token.LBrack:
			depth++
		case k == token.RParen || k == token.RBrack:
			depth--
		}
		if i < end-1 && i > first && (depth > 0 || k != token.Semi) {
			continue
		}
		inner, ok := m.fill(from, i+1, at)
		if !ok {
			return nil, false
		}
		out = append(out, inner...)
		if from, at = i+1, column+m.Tab; i < end-1 {
			if m.Tokens.Kind[from] == token.RBrace {
				at = column
			}
			out = append(out, fix.Edit{Start: m.Tokens.End[i], End: m.Tokens.Start[from], New: "\n" + m.Blanks(at)})
		}
	}
	return out, true
}

// fill breaks a statement that begins in a column, if it must be broken: one
// under a condition or loop goes below it.
func (m *Mover) fill(first, end, column int) ([]fix.Edit, bool) {
	if m.columns(m.Text.Raw[m.Tokens.Start[first]:m.Tokens.End[end-1]], column) <= m.Limit {
		return nil, true
	}
	switch m.Tokens.Word[first] {
	case token.If, token.For, token.While:
	default:
		return m.wrap(first, end, column)
	}
	depth := 0
	for i := first; i < end-1; i++ {
		switch m.Tokens.Kind[i] {
		case token.LParen:
			depth++
		case token.RParen:
			if depth--; depth > 0 {
				continue
			}
			head, ok := m.fill(first+1, i+1, column)
			if !ok {
				return nil, false
			}
			body, ok := m.fill(i+1, end, column+m.Tab)
			at := fix.Edit{Start: m.Tokens.End[i], End: m.Tokens.Start[i+1], New: "\n" + m.Blanks(column+m.Tab)}
			return append(append(head, at), body...), ok
		}
	}
	return nil, false
}

// Unfold gives the braces of a function that stands on one line, and each of
// its statements, lines of their own.
func (m *Mover) Unfold(line int) ([]fix.Edit, bool) {
	const no = source.HasComment | source.Directive | source.Continued | source.BeginsInComment
	first, end := m.lineTokens(line)
	if m.Text.Lines[line].Features.Has(no) || m.continues(line) || m.width(line) > 0 || end-first < 5 ||
		m.Tokens.Kind[first] != token.Ident || m.Tokens.Kind[end-1] != token.RBrace {
		return nil, false
	}
	open := -1
	for i := first; i < end-1; i++ {
		switch m.Tokens.Kind[i] {
		case token.LBrace:
			if open >= 0 || m.Tokens.Kind[i-1] != token.RParen {
				return nil, false
			}
			open = i
		case token.RBrace, token.Hash:
			return nil, false
		case token.Ident:
			if w := m.Tokens.Word[i]; w == token.If || w == token.Else || w == token.For || w == token.While || w == token.Do || w == token.Case {
				return nil, false
			}
		}
		if open < 0 && m.Tokens.Kind[i].IsAssign() {
			return nil, false
		}
	}
	if open < 0 || open+1 < end-1 && m.Tokens.Kind[end-2] != token.Semi {
		return nil, false
	}
	out, ok := m.fill(first, open, 0)
	if !ok {
		return nil, false
	}
	depth, from := 0, open+1
	out = append(out, m.newLine(open-1, 0), m.newLine(open, m.Tab))
	for i := open + 1; i < end-1; i++ {
		switch k := m.Tokens.Kind[i]; {
		case k.IsOpen():
			depth++
		case k.IsClose():
			depth--
		case k == token.Semi && depth == 0:
			inner, ok := m.fill(from, i+1, m.Tab)
			if !ok {
				return nil, false
			}
			out = append(out, inner...)
			if from = i + 1; from < end-1 {
				out = append(out, m.newLine(i, m.Tab))
			}
		}
	}
	if open+1 == end-1 {
		out[len(out)-1] = m.newLine(open, 0)
		return out, true
	}
	return append(out, m.newLine(end-2, 0)), true
}

// newLine breaks the line behind a token.
func (m *Mover) newLine(tok, column int) fix.Edit {
	return fix.Edit{Start: m.Tokens.End[tok], End: m.Tokens.Start[tok+1], New: "\n" + m.Blanks(column)}
}
