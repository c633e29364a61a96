// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// isFunctionAlone reports whether "name (" declares a function for certain, and
// nothing else with it, so that an extern in front says nothing. A macro may
// make the name of a variable instead, as in KEY_OF(x), and a variable may
// follow behind a comma.
func isFunctionAlone(p *analyzer.Pass, name int) bool {
	closing := p.Closing(name + 1)
	return closing >= 0 && !inCapitals(p.TokenText(name)) && areParameters(p, name+2, closing) && endsDeclaration(p, closing+1)
}

// inCapitals reports whether a name is one that macros have.
func inCapitals(name string) bool { return strings.ToUpper(name) == name }

// areParameters reports whether the tokens from i to end can only be types of
// parameters, with or without names.
func areParameters(p *analyzer.Pass, i, end int) bool {
	for i < end {
		next := i
		for next < end && p.Tokens.Kind[next] != token.Comma {
			if p.Tokens.Kind[next] == token.HashHash {
				return false
			}
			if p.Tokens.Kind[next].IsOpen() {
				next = max(next, p.Closing(next))
			}
			next++
		}
		if p.Tokens.Kind[i] != token.Ellipsis && !isParameter(p, i, next) {
			return false
		}
		i = next + 1
	}
	return true
}

// isParameter: two words, a word and a star, or one word that is no variable.
// What the model takes for a type does not count: it learns from (name), too.
func isParameter(p *analyzer.Pass, i, end int) bool {
	if p.Tokens.Kind[i] != token.Ident {
		return false
	}
	if i+1 < end {
		return p.Tokens.Kind[i+1] == token.Ident || p.Tokens.Kind[i+1] == token.Star || p.Tokens.Kind[i+1] == token.LParen && isTypeWord(p.TokenText(i))
	}
	return isTypeWord(p.TokenText(i))
}

func isTypeWord(word string) bool {
	switch word {
	case "void", "bool", "char", "short", "int", "long", "unsigned", "signed", "float", "double",
		"u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64",
		"__u8", "__u16", "__u32", "__u64", "__s8", "__s16", "__s32", "__s64":
		return true
	}
	return strings.HasSuffix(word, "_t")
}

// endsDeclaration reports whether only attributes stand between token i and the
// end of the declaration.
func endsDeclaration(p *analyzer.Pass, i int) bool {
	for ; i < p.Tokens.Len(); i++ {
		switch p.Tokens.Kind[i] {
		case token.Semi, token.LBrace:
			p.Saw(i)
			return true
		case token.Ident, token.Comment:
		case token.LParen:
			if i = p.Closing(i); i < 0 {
				return false
			}
		default:
			p.Saw(i)
			return false
		}
	}
	p.Saw(i)
	return false
}

// openParen is the parenthesis in which token i stands within its statement, -1
// if there is none nearby.
func openParen(p *analyzer.Pass, i int) int {
	for k := p.Before(i); k >= 0 && i-k < parenTokens; k = p.Before(k) {
		switch kind := p.Tokens.Kind[k]; {
		case kind == token.LParen:
			return k
		case kind.IsClose():
			if k = p.Opening(k); k < 0 {
				return -1
			}
		case kind == token.Semi, kind == token.LBrace:
			return -1
		}
	}
	return -1
}

// parenTokens is how far back an open parenthesis is looked for.
const parenTokens = 200
