// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SuspectCommaSemicolon is reported for a comma where a statement ends.
var SuspectCommaSemicolon = &analyzer.Rule{
	Type:   "SUSPECT_COMMA_SEMICOLON",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Comma where a semicolon was meant",
	Doc: `Two assignments or calls that a comma joins are one statement. That is
rarely meant: a comma at the end of a line is easily taken for a semicolon, and
an if in front governs both. The heads of for loops and lists of names are not
meant.`,
	Bad:  "void f(int a, int b)\n{\n\ta = g(),\n\tb = h();\n}\n",
	Good: "void f(int a, int b)\n{\n\ta = g();\n\tb = h();\n}\n",
	Link: "process/coding-style.html#indentation",
	Fix:  analyzer.FixSometimes,
}

var suspectCommaSemicolon = &analyzer.Check{
	Rules:  []*analyzer.Rule{SuspectCommaSemicolon},
	Lines:  source.HasLetter,
	OnLine: checkSuspectCommaSemicolon,
}

// checkSuspectCommaSemicolon looks at statements of two simple expressions.
func checkSuspectCommaSemicolon(p *analyzer.Pass, line int) {
	s := p.Statement()
	if s == nil || s.EndTok-s.Tok < 4 || p.Tokens.Kind[s.EndTok-1] != token.Semi || s.Divided {
		return
	}
	comma := simpleItem(p, s.Tok, s.EndTok)
	if comma < 0 || p.Tokens.KindAt(comma) != token.Comma || simpleItem(p, comma+1, s.EndTok) != s.EndTok-1 {
		return
	}
	f := p.Warn(SuspectCommaSemicolon, p.TokenRange(comma), "this comma joins two statements, a semicolon meant?").AtLine(line)
	lead := p.Before(s.Tok)
	switch k := p.Tokens.KindAt(lead); {
	case lead < 0:
	case k == token.Comma, k == token.LParen, k.IsAssign(), inParens(p, s.Tok):
		f.DifferNarrower("the head of a for loop, a list or an argument")
	case k == token.Semi || k == token.LBrace || k == token.RBrace:
		fixComma(p, f, comma, line)
	}
}

// simpleItem skips "lvalue = operand" or an operand alone; -1 if there is
// none.
func simpleItem(p *analyzer.Pass, i, lim int) int {
	if k := p.C.Lvalue(i, lim); k >= 0 && k < lim && p.Tokens.Kind[k].IsAssign() {
		return p.C.Operand(k+1, lim)
	}
	return p.C.Operand(i, lim)
}

// fixComma makes two statements of one. Nothing governs it, so they mean the
// same.
func fixComma(p *analyzer.Pass, f *analyzer.Finding, comma, line int) {
	if p.InDirective(line) {
		return
	}
	edits := []fix.Edit{analyzer.Replace(p.TokenRange(comma), ";")}
	if next := comma + 1; p.TokenLine(next) == p.TokenLine(comma) {
		raw := p.Raw(line)
		blank := p.IndentLike(raw[:leadingBlanks(raw)], 0)
		edits[0] = analyzer.Replace(source.Range{Start: p.Tokens.Start[comma], End: p.Tokens.Start[next]}, ";\n"+blank)
	}
	f.Rewrite("Use a semicolon", edits...)
}

func leadingBlanks(line []byte) int {
	i := 0
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	return i
}
