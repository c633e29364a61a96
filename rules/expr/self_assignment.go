// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SelfAssignment is reported for a variable that is assigned to itself.
var SelfAssignment = &analyzer.Rule{
	Type:   "SELF_ASSIGNMENT",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Variable assigned to itself",
	Doc: `An assignment of a variable to itself does nothing. As an initialiser,
"int x = x", it was once a trick to quieten a compiler that could not see where
the variable gets its value; it hides real errors. So does "*(&x)".`,
	Bad:  "void f(void)\n{\n\tint x = x;\n}\n",
	Good: "void f(int y)\n{\n\tint x = y;\n}\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixNever,
}

var selfAssignment = &analyzer.Check{
	Rules:   []*analyzer.Rule{SelfAssignment},
	Tokens:  []token.Kind{token.Assign},
	OnToken: checkSelfAssignment,
}

// checkSelfAssignment compares both sides of an assignment. checkpatch looks
// at the first on a line, of a plain name with a type in front or not.
func checkSelfAssignment(p *analyzer.Pass, tok int) {
	start := postfix(p, tok)
	if start < 0 || p.Tokens.Kind[start] != token.Ident {
		return
	}
	end, direct, odd := sameValue(p, tok, start)
	if end < 0 {
		return
	}
	if k := p.Tokens.KindAt(end); k != token.Semi && k != token.Comma {
		return
	}
	line := p.TokenLine(tok)
	if p.InDirective(line) {
		return
	}
	if k := p.Before(start); p.Tokens.KindAt(k) == token.Star && p.Tokens.KindAt(p.Before(k)) != token.Ident {
		return // what a pointer points to
	}
	f := p.Warn(SelfAssignment, p.TokensRange(start, end-1), "%s is assigned to itself", p.RawText(p.TokensRange(start, tok-1)))
	plain := start == tok-1 && leadIsType(p, start)
	if !plain || odd || !direct && start != tok-1 || p.TokenLine(end) != line {
		f.DifferWider("a member, several parentheses, or not at the beginning of a line")
	}
	switch k := p.Before(start); p.Tokens.KindAt(k) {
	case token.LParen:
		f.DifferNarrower("an argument, not a statement")
	case token.Comma:
		if p.Tokens.Kind[end] == token.Comma {
			f.DifferNarrower("an enumerator, not a statement")
		}
	}
}

// sameValue compares the tokens behind the assignment at tok with those from
// start up to it, and returns the token behind; -1 if they differ. A call is
// never the same twice. direct is false for a dereferenced address; odd says
// that this has several parentheses on one side of the &.
func sameValue(p *analyzer.Pass, tok, start int) (end int, direct, odd bool) {
	for i := start; i < tok; i++ {
		switch p.Tokens.Kind[i] {
		case token.LParen, token.Comment, token.Inc, token.Dec:
			return -1, false, false
		case token.Arrow:
			return -1, false, false // may be a register, where reading and writing do something
		}
	}
	i := tok + 1
	opened := 0
	direct = true
	if p.Tokens.KindAt(i) == token.Star {
		i, opened = skipParens(p, i+1)
		if p.Tokens.KindAt(i) != token.Amp {
			return -1, false, false
		}
		var more int
		i, more = skipParens(p, i+1)
		odd = opened > 1 || more > 1
		opened += more
		direct = false
	}
	for k := start; k < tok; k, i = k+1, i+1 {
		if i >= p.Tokens.Len() || p.Tokens.Kind[i] != p.Tokens.Kind[k] ||
			p.RawText(p.TokenRange(i)) != p.RawText(p.TokenRange(k)) {
			return -1, false, false
		}
	}
	for ; opened > 0; opened-- {
		if p.Tokens.KindAt(i) != token.RParen {
			return -1, false, false
		}
		i++
	}
	return i, direct, odd
}

func skipParens(p *analyzer.Pass, i int) (next, opened int) {
	for p.Tokens.KindAt(i) == token.LParen {
		i++
		opened++
	}
	return i, opened
}

// leadIsType reports whether nothing but the words and stars of a type stands
// in front of token i on its line.
func leadIsType(p *analyzer.Pass, i int) bool {
	first, _ := p.LineTokens(p.TokenLine(i))
	for k := first; k < i; k++ {
		if kind := p.Tokens.Kind[k]; kind != token.Ident && kind != token.Star {
			return false
		}
		if w := p.Tokens.Word[k]; w == token.Else || w == token.Do || w == token.Return || w == token.Case || w == token.Goto {
			return false
		}
	}
	return p.Text.Lines[p.TokenLine(i)].Features&source.Directive == 0
}
