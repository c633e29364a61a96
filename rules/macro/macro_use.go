// SPDX-License-Identifier: GPL-2.0-or-later

package macro

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// compileTime are further names of what evaluates nothing of what it gets.
var compileTime = map[string]bool{
	"_Generic":       true,
	"_Static_assert": true,
	"__same_type":    true,
	"static_assert":  true,
	"typecheck":      true,
}

// maxBack is how many tokens in front of a use are looked at, so that a value
// of tens of thousands of lines is not gone over for each of them.
const maxBack = 2000

// isLookedAt reports whether a use stands anywhere in the parentheses of
// something that works at compile time.
func isLookedAt(p *analyzer.Pass, d *cmodel.Macro, use int) bool {
	depth := 0
	for i := use - 1; i > max(d.Body, use-maxBack); i-- {
		switch p.Tokens.Kind[i] {
		case token.RParen:
			depth++
		case token.LParen:
			if depth > 0 {
				depth--
				continue
			}
			if k := prevInMacro(p, d, i); k >= 0 && p.Tokens.Kind[k] == token.Ident && worksAtCompileTime(p.TokenText(k)) {
				return true
			}
		case token.Semi, token.LBrace:
			return false
		}
	}
	return false
}

func worksAtCompileTime(name string) bool {
	return unevaluated[name] || compileTime[name] || strings.HasPrefix(name, "BUILD_BUG_ON") || strings.HasPrefix(name, "compiletime_assert")
}

// declaresName reports whether a use is the name that a declaration in the
// value declares: a type or another word stands directly in front, and behind
// it what may follow a name there. No argument but a name can stand here.
func declaresName(p *analyzer.Pass, d *cmodel.Macro, use int) bool {
	next := use + 1
	if next < d.EndTok {
		switch p.Tokens.Kind[next] {
		case token.Assign, token.Semi, token.LBrack, token.LParen:
		default:
			return false
		}
	}
	before := prevInMacro(p, d, use)
	if before < 0 {
		return false
	}
	if p.Tokens.Kind[before] == token.Ident {
		return !p.Tokens.Word[before].IsKeyword() || p.C.EndsType(before, d.Body)
	}
	if p.Tokens.Kind[before] != token.Star {
		return false
	}
	lead := before
	for lead > d.Body && p.Tokens.Kind[lead] == token.Star {
		lead--
	}
	product := p.Tokens.KindAt(next) != token.Assign || p.Tokens.Kind[lead] != token.Ident // nothing is assigned to one
	return !product || p.C.EndsTypeOrStars(before, d.Body)
}

// isLoopVariable reports whether a use is what the first part of the head of a
// loop assigns to, where the value of the macro begins with that loop.
func isLoopVariable(p *analyzer.Pass, d *cmodel.Macro, use int) bool {
	first, from := use, use
	for p.Tokens.KindAt(first-1) == token.LParen && p.Tokens.KindAt(use+1) == token.RParen && first == from {
		first--
		use++
	}
	start := valueStart(p, d)
	if start >= d.EndTok || p.Tokens.Word[start] != token.For || p.Tokens.KindAt(use+1) != token.Assign {
		return false
	}
	for i := start + 2; i < first; i++ {
		if p.Tokens.Kind[i] == token.Semi {
			return false
		}
	}
	k := p.Tokens.KindAt(prevInMacro(p, d, first))
	return k == token.LParen || k == token.Comma
}
