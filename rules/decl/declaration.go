// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// between is the text from the start of one token to the end of another.
func between(p *analyzer.Pass, from, to int) source.Range {
	return source.Range{Start: p.Tokens.Start[from], End: p.Tokens.End[to]}
}

// gap reports whether blanks stand in front of token i.
func gap(p *analyzer.Pass, i int) bool {
	return i > 0 && p.Tokens.Start[i] > p.Tokens.End[i-1]
}

// named finds the name that a type is followed by: the token behind one of the
// places where the type may end. blank asks for a blank in front of it.
func named(p *analyzer.Pass, s cmodel.Span, lim int, blank bool) (name int, ok bool) {
	for _, end := range []int{s.End, s.Stars, s.Mods, s.Base} {
		if end < lim && p.Tokens.Kind[end] == token.Ident && (!blank || gap(p, end)) {
			return end, true
		}
	}
	return 0, false
}

// followedBy reports whether token i is of one of the kinds.
func followedBy(p *analyzer.Pass, i, lim int, kinds ...token.Kind) bool {
	if i >= lim {
		return false
	}
	for _, k := range kinds {
		if p.Tokens.Kind[i] == k {
			return true
		}
	}
	return false
}

// isZero reports whether token i is a zero, NULL or false, as initialisers
// have it.
func isZero(p *analyzer.Pass, i, lim int) bool {
	if i >= lim {
		return false
	}
	text := p.TokenText(i)
	switch p.Tokens.Kind[i] {
	case token.Ident:
		return text == "NULL" || text == "false"
	case token.Number:
		return isZeroNumber(text)
	}
	return false
}

func isZeroNumber(s string) bool {
	if len(s) > 2 && s[0] == '0' && s[1]|0x20 == 'x' {
		s = s[2:]
	}
	if s == "" || s[0] != '0' {
		return false
	}
	switch suffix := lower(strings.TrimLeft(s, "0")); suffix {
	case "", "u", "l", "ul", "lu", "ll", "ull", "llu":
		return true
	}
	return false
}

func lower(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] |= 0x20
		}
	}
	return string(b)
}

// hasWord reports whether a word stands on a line.
func hasWord(p *analyzer.Pass, line int, word string) bool {
	first, end := p.LineTokens(line)
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] == token.Ident && p.TokenText(i) == word {
			return true
		}
	}
	return false
}

// firstOfLine reports whether token i is the first of its line.
func firstOfLine(p *analyzer.Pass, i int) bool {
	first, _ := p.LineTokens(p.TokenLine(i))
	return i == first
}

// lineEnd is behind the last token of the line that token i is on.
func lineEnd(p *analyzer.Pass, i int) int {
	_, end := p.LineTokens(p.TokenLine(i))
	return end
}
