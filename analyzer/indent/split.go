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
