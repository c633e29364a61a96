// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var braces = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing},
	Lines:  source.HasBrace,
	OnLine: checkBraces,
}

// checkBraces reports an opening brace that touches what stands in front, and
// a closing one that touches what follows.
func checkBraces(p *analyzer.Pass, line int) {
	t := p.Tokens
	first, end := p.LineTokens(line)
	literal := hasLiteral(p, first, end)
	paren, openSeen, closeSeen := false, false, false
	for i := first; i < end; i++ {
		switch t.Kind[i] {
		case token.LParen:
			paren = true
		case token.LBrace:
			if i == first || t.Start[i] != t.End[i-1] {
				continue
			}
			w := t.Word[i-1]
			keyword := w == token.Else || w == token.Do
			if !keyword && (literal || !paren || t.Kind[i-1] != token.RParen) {
				continue
			}
			f := p.Error(Spacing, source.Range{Start: t.Start[i-1], End: t.End[i]}, "a space belongs in front of '{'")
			repeats(f, &openSeen)
			if !keyword && closesLiteral(p, i-1) {
				f.DifferNarrower("a compound literal: the type is in the parentheses")
			}
			space(p, f, "Insert a space", source.Range{Start: t.Start[i], End: t.Start[i]})
		case token.RBrace:
			checkCloseBrace(p, line, i, &closeSeen)
		}
	}
}

// checkCloseBrace reports a '}' that touches what follows it.
func checkCloseBrace(p *analyzer.Pass, line, i int, seen *bool) {
	at := p.Tokens.End[i]
	if at >= p.Text.Lines[line].End {
		return
	}
	switch c := p.Text.Clean[at]; {
	case c == ',' || c == ';' || c == ')' || c == '}' || isBlank(c):
		return
	}
	f := p.Error(Spacing, source.Range{Start: at - 1, End: at + 1}, "a space belongs behind '}'")
	repeats(f, seen)
	switch c := p.Text.Clean[at]; c {
	case ']', '.', '[', '-':
		f.DifferNarrower("the braces are part of an expression")
	default:
		space(p, f, "Insert a space", source.Range{Start: at, End: at})
	}
}

// hasLiteral reports whether the line has a known type in parentheses that
// touch a brace: checkpatch then leaves the line alone.
func hasLiteral(p *analyzer.Pass, first, end int) bool {
	t := p.Tokens
	for i := first; i+3 < end; i++ {
		if t.Kind[i] != token.LParen || t.Start[i+1] != t.End[i] {
			continue
		}
		if j := p.C.Cast(i, end); j >= 0 && j < end && t.Kind[j] == token.LBrace && t.Start[j] == t.End[j-1] {
			return true
		}
	}
	return false
}

// closesLiteral reports whether the ')' of token i ends "(word)" or
// "(struct word)" at a place where a value is expected: what follows then is a
// compound literal, whatever the word.
func closesLiteral(p *analyzer.Pass, i int) bool {
	t := p.Tokens
	k := i - 1
	for k > 0 && (t.Kind[k] == token.Star || t.Kind[k] == token.LBrack || t.Kind[k] == token.RBrack) {
		k--
	}
	words := 0
	for k > 0 && t.Kind[k] == token.Ident {
		k--
		words++
	}
	if words == 0 || k == 0 || t.Kind[k] != token.LParen {
		return false
	}
	switch prev := t.Kind[k-1]; {
	case prev.IsAssign(), prev == token.LParen, prev == token.Comma, prev == token.Amp, prev == token.Question, prev == token.Colon:
		return true
	case prev == token.Ident:
		return t.Word[k-1] == token.Return
	}
	return false
}
