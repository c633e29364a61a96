// SPDX-License-Identifier: GPL-2.0-or-later

package module

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// definitionTokens is how long a definition without a body may be.
const definitionTokens = 200

// definesFirst reports whether what ends in a semicolon on the line above
// defines a pointer to a function, or is a macro that defines, with the name
// first and more arguments behind it.
func definesFirst(p *analyzer.Pass, line int, name string) bool {
	from, end := p.LineTokens(line - 1)
	if from == end || p.Tokens.Kind[end-1] != token.Semi {
		return false
	}
	i := end - 2
	defer func() { p.Saw(max(i, 0)) }()
	for ; i > 0 && i > end-definitionTokens; i-- {
		switch p.Tokens.Kind[i] {
		case token.Semi, token.LBrace, token.RBrace, token.Hash:
			return false
		}
		if !p.Is(i, name) {
			continue
		}
		switch p.Tokens.KindAt(i + 1) {
		case token.RParen:
			return p.Tokens.Kind[i-1] == token.Star && p.Tokens.KindAt(i-2) == token.LParen && p.Tokens.KindAt(i+2) == token.LParen
		case token.Comma:
			return p.Tokens.Kind[i-1] == token.LParen && i > 1 && isMacroName(p.Tokens.Text(p.Text.Clean, i-2))
		}
	}
	return false
}

// isMacroName reports whether a name is in capitals.
func isMacroName(name []byte) bool { return len(name) > 0 && bytes.Equal(bytes.ToUpper(name), name) }
