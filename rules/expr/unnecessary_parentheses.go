// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UnnecessaryParentheses is reported for parentheses that group nothing. The
// form in conditions is in unnecessary_parentheses_if.go.
var UnnecessaryParentheses = &analyzer.Rule{
	Type:   "UNNECESSARY_PARENTHESES",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "Parentheses that group nothing",
	Doc: `Parentheses around what binds together anyway make an expression longer,
not clearer:

- "&(a->b)" and "*(a[i])": members and indices bind tighter;
- "(a->b)(c)": a function pointer is called like a function;
- "if ((a == b) && (c))": comparisons bind tighter than && and ||;
- "if ((a == b))": one pair is enough. A second pair around "==" makes compilers
  believe that the comparison is an assignment in disguise.

Parentheses around a single name are left alone: in a macro it may be a
parameter. Those around an assignment are needed.`,
	Bad:  "void f(struct a *x)\n{\n\tg(&(x->y));\n}\n",
	Good: "void f(struct a *x)\n{\n\tg(&x->y);\n}\n",
	Link: "dev-tools/checkpatch.html#spacing-and-brackets",
	Fix:  analyzer.FixSometimes,
}

var unnecessaryParenthesesAddress = &analyzer.Check{
	Rules:   []*analyzer.Rule{UnnecessaryParentheses},
	Tokens:  []token.Kind{token.Amp, token.Star},
	OnToken: checkAddressParentheses,
}

// checkAddressParentheses looks at "&(a->b)" and "*(a->b)". It does not matter
// whether the operator is a unary one: members bind tighter than either.
func checkAddressParentheses(p *analyzer.Pass, tok int) {
	if p.Tokens.KindAt(tok+1) != token.LParen || !beginsMember(p, tok+2) {
		return
	}
	line := p.TokenLine(tok)
	view := p.Clean(line)
	at := p.TokenColumn(tok) + 1
	paren := operand.Blanks(view, at)
	if paren >= len(view) || view[paren] != '(' || p.Tokens.Kind[tok] == token.Star && paren != at {
		return
	}
	end := memberGroup(view, paren)
	if end < 0 {
		return
	}
	reportGroup(p, line, paren, end)
}

// beginsMember reports whether token i is a name that a member, an index or
// another part of the name follows. It is a quick look.
func beginsMember(p *analyzer.Pass, i int) bool {
	if p.Tokens.KindAt(i) != token.Ident {
		return false
	}
	switch p.Tokens.KindAt(i + 1) {
	case token.Dot, token.Arrow, token.LBrack, token.HashHash:
		return true
	}
	return false
}

// memberGroup reads "( a->b )", a name with members in parentheses.
func memberGroup(line []byte, i int) int {
	if i >= len(line) || line[i] != '(' {
		return -1
	}
	end := operand.LooseMembers(line, operand.Blanks(line, i+1))
	if end < 0 {
		return -1
	}
	if end = operand.Blanks(line, end); end < len(line) && line[end] == ')' {
		return end + 1
	}
	return -1
}

// reportGroup reports the parentheses at columns open and end-1 of a line.
func reportGroup(p *analyzer.Pass, line, open, end int) *analyzer.Finding {
	at := p.Columns(line, open, end)
	return p.Strictly(UnnecessaryParentheses, at, "parentheses around %s are not needed",
		bytes.TrimSpace(p.Raw(line)[open+1:end-1])).
		Rewrite("Remove the parentheses", dropGroup(p, line, open, end)...)
}

// dropGroup takes two parentheses away with the blanks inside of them.
func dropGroup(p *analyzer.Pass, line, open, end int) []fix.Edit {
	view := p.Clean(line)
	return []fix.Edit{
		analyzer.Delete(p.Columns(line, open, operand.Blanks(view, open+1))),
		analyzer.Delete(p.Columns(line, operand.BlanksBefore(view, end-1), end)),
	}
}

var unnecessaryParenthesesCall = &analyzer.Check{
	Rules:   []*analyzer.Rule{UnnecessaryParentheses},
	Tokens:  []token.Kind{token.LParen},
	OnToken: checkCallParentheses,
}

// checkCallParentheses looks at "(a->b)(c)". checkpatch takes the first such
// text of a line, whatever stands in front of it but if.
func checkCallParentheses(p *analyzer.Pass, tok int) {
	if !beginsMember(p, tok+1) {
		return
	}
	line := p.TokenLine(tok)
	view := p.Clean(line)
	open := p.TokenColumn(tok)
	end := calledGroup(view, open)
	if end < 0 {
		return
	}
	lead := p.Before(tok)
	if p.Tokens.WordAt(lead) == token.If && p.TokenLine(lead) == line && operand.BlanksBefore(view, open) == columnEnd(p, lead) {
		return
	}
	f := p.Strictly(UnnecessaryParentheses, p.Columns(line, open, end), "a function pointer needs no parentheses to be called")
	if firstCalledGroup(view) != open {
		f.DifferWider("the second on a line")
	}
	switch k := p.Tokens.KindAt(lead); {
	case k == token.Ident && p.Tokens.Word[lead] != token.Return && p.Tokens.Word[lead] != token.Else && p.Tokens.Word[lead] != token.Case,
		k == token.RParen, k == token.RBrack:
		f.DifferNarrower("the arguments of a call or the head of a statement")
		return
	}
	f.Rewrite("Remove the parentheses", dropGroup(p, line, open, end)...)
}

// calledGroup reads "( a->b )" with a parenthesis behind it, and returns the
// end of the group.
func calledGroup(line []byte, i int) int {
	end := memberGroup(line, i)
	if end < 0 {
		return -1
	}
	k := end
	for k < len(line) && (line[k] == ' ' || line[k] == '\t') {
		k++
	}
	if k < len(line) && line[k] == '(' {
		return end
	}
	return -1
}

func firstCalledGroup(line []byte) int {
	for i, c := range line {
		if c == '(' && calledGroup(line, i) >= 0 {
			return i
		}
	}
	return -1
}

// columnEnd is where token i ends in its line.
func columnEnd(p *analyzer.Pass, i int) int {
	return int(p.Tokens.End[i] - p.Text.Lines[p.TokenLine(i)].Start)
}

var unnecessaryParenthesesDouble = &analyzer.Check{
	Rules:  []*analyzer.Rule{UnnecessaryParentheses},
	Words:  []string{"if"},
	OnWord: checkDoubleParentheses,
}

// checkDoubleParentheses looks at "if ((a == b))". checkpatch reports the
// first of a line, for comparisons of lvalues and calls.
func checkDoubleParentheses(p *analyzer.Pass, tok int) {
	d, ok := readDouble(p, tok)
	if !ok {
		return
	}
	line := p.TokenLine(tok)
	view := p.Clean(line)
	hint := ""
	if string(view[d.left.End:d.left.End+d.op]) == "==" {
		hint = ", or is = meant?"
	}
	first, last := columnEnd(p, tok+1), operand.BlanksBefore(view, d.end-1)
	f := p.Warn(UnnecessaryParentheses, p.Columns(line, first, last), "one pair of parentheses is enough%s", hint).
		Rewrite("Remove the inner parentheses",
			analyzer.Delete(p.Columns(line, first, d.left.Start)), analyzer.Delete(p.Columns(line, operand.BlanksBefore(view, d.right.End), d.end-1)))
	if !firstWordOnLine(p, tok) {
		f.DifferWider("the second on a line")
	}
}

// double is a comparison that several pairs of parentheses enclose.
type double struct {
	left, right operand.Part
	op          int // length of the comparison
	end         int // column behind the last parenthesis
}

// readDouble reads what follows the if at token tok.
func readDouble(p *analyzer.Pass, tok int) (d double, ok bool) {
	open := 0
	for p.Tokens.KindAt(tok+1+open) == token.LParen {
		open++
	}
	line := p.TokenLine(tok)
	if open < 2 || p.TokenLine(tok+open) != line || p.HasComment(tok, tok+open) {
		return d, false
	}
	view := p.Clean(line)
	if d.left, ok = operand.LvalueOrCall(view, operand.Blanks(view, columnEnd(p, tok+open))); !ok {
		return d, false
	}
	if d.op = comparison(view, d.left.End); d.op == 0 {
		return d, false
	}
	if d.right, ok = operand.LvalueOrCall(view, operand.Blanks(view, d.left.End+d.op)); !ok {
		return d, false
	}
	d.end = d.right.End
	for n := 0; n < open; n++ {
		d.end = operand.Blanks(view, d.end)
		if d.end >= len(view) || view[d.end] != ')' {
			return d, false
		}
		d.end++
	}
	return d, true
}

// comparison is the length of the comparison at column i, 0 if there is none.
func comparison(line []byte, i int) int {
	if i >= len(line) {
		return 0
	}
	eq := i+1 < len(line) && line[i+1] == '='
	switch line[i] {
	case '<':
	case '>':
		if i > 0 && line[i-1] == '-' {
			return 0
		}
	case '=', '!':
		if !eq {
			return 0
		}
	default:
		return 0
	}
	if eq {
		return 2
	}
	return 1
}
