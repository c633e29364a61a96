// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// isName reports whether token i is a name that is no keyword.
func isName(p *analyzer.Pass, i int) bool {
	return p.Tokens.KindAt(i) == token.Ident && !p.Tokens.WordAt(i).IsKeyword()
}

// postfix finds where the postfix expression begins that ends in front of
// token end: a name, constant or group with the members, indices and calls
// behind it, -1 if there is none. Prefix operators are not part of it; a cast
// in front of a group is, because it cannot be told from a call.
func postfix(p *analyzer.Pass, end int) int {
	i := p.Before(end)
	for i >= 0 {
		switch p.Tokens.Kind[i] {
		case token.Ident:
			if p.Tokens.Word[i].IsKeyword() {
				return -1
			}
			k := p.Before(i)
			if kind := p.Tokens.KindAt(k); kind != token.Dot && kind != token.Arrow {
				return i
			}
			i = p.Before(k)
		case token.Number, token.String, token.Char:
			return i
		case token.RBrack:
			i = p.Before(p.Opening(i))
		case token.Inc, token.Dec:
			i = p.Before(i)
		case token.RParen:
			open := p.Opening(i)
			if open < 0 {
				return -1
			}
			k := p.Before(open)
			switch {
			case isName(p, k), p.Tokens.KindAt(k) == token.RParen, p.Tokens.KindAt(k) == token.RBrack:
				i = k
			default:
				return open
			}
		default:
			return -1
		}
	}
	return -1
}

// firstWordOnLine reports whether token i is the first on its line with its
// word, so that a finding which checkpatch makes once a line is not repeated.
func firstWordOnLine(p *analyzer.Pass, i int) bool {
	first, _ := p.LineTokens(p.TokenLine(i))
	for k := first; k < i; k++ {
		if p.Tokens.Word[k] == p.Tokens.Word[i] {
			return false
		}
	}
	return true
}
