// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ComparisonToNull is reported for comparisons with NULL.
var ComparisonToNull = &analyzer.Rule{
	Type:   "COMPARISON_TO_NULL",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "Comparison with NULL",
	Doc: `A pointer is tested as it is: "if (!p)" for "if (p == NULL)" and "if (p)"
for "if (p != NULL)". It is shorter, and nothing can be mistyped for an
assignment. An assignment in parentheses may be compared, which shows that it is
meant: "while ((p = next(p)) != NULL)". NULL on the left is the affair of
CONSTANT_COMPARISON.`,
	Bad:  "int f(char *p)\n{\n\tif (p == NULL)\n\t\treturn 1;\n\treturn 0;\n}\n",
	Good: "int f(char *p)\n{\n\tif (!p)\n\t\treturn 1;\n\treturn 0;\n}\n",
	Link: "dev-tools/checkpatch.html#comparison-style",
	Fix:  analyzer.FixSometimes,
}

var comparisonToNull = &analyzer.Check{
	Rules:  []*analyzer.Rule{ComparisonToNull},
	Words:  []string{"NULL"},
	OnWord: checkComparisonToNull,
}

// checkComparisonToNull looks at "x == NULL". checkpatch wants a simple lvalue
// or call in front, on the same line.
func checkComparisonToNull(p *analyzer.Pass, tok int) {
	op := p.Before(tok)
	if k := p.Tokens.KindAt(op); k != token.Eq && k != token.Ne {
		return
	}
	start := postfix(p, op)
	line := p.TokenLine(tok)
	view := p.Clean(line)
	seen := op == tok-1 && p.TokenLine(op) == line && simpleEnds(view, p.TokenColumn(op))
	if !seen && (start < 0 || assigns(p, start, op)) {
		return
	}
	from := op
	if start >= 0 {
		from = start
	}
	not := "!"
	if p.Tokens.Kind[op] == token.Ne {
		not = ""
	}
	f := p.Strictly(ComparisonToNull, p.TokensRange(from, tok), "comparison with NULL, %q says the same", not+"pointer").
		AtLine(line)
	if !seen {
		f.DifferWider("the pointer is more than a name or call, or on another line")
	}
	if start >= 0 {
		fixComparisonToNull(p, f, start, op, tok, not)
	}
}

// assigns reports whether an operand in parentheses is an assignment. To
// compare its value says that it is meant.
func assigns(p *analyzer.Pass, start, op int) bool {
	if p.Tokens.Kind[start] != token.LParen {
		return false
	}
	for i := start + 1; i < op; i++ {
		switch k := p.Tokens.Kind[i]; {
		case k.IsAssign():
			return true
		case k.IsOpen():
			if i = p.Closing(i); i < 0 {
				return false
			}
		}
	}
	return false
}

// fixComparisonToNull writes !x for x == NULL and x for x != NULL. The first
// has the same value everywhere; the second only where a truth value is asked
// for. In a macro the name may be a parameter that stands for more than one
// operand.
func fixComparisonToNull(p *analyzer.Pass, f *analyzer.Finding, start, op, tok int, not string) {
	start = withPrefix(p, start)
	if start < 0 || p.HasComment(start, tok) {
		return
	}
	lead, tail := p.Before(start), p.After(tok)
	if !opensOperand(p.Tokens.KindAt(lead)) && p.Tokens.WordAt(lead) != token.Return ||
		!closesOperand(p.Tokens.KindAt(tail)) {
		return
	}
	title := "Test the pointer itself"
	last := p.Before(op)
	edits := []fix.Edit{{Start: p.Tokens.End[last], End: p.Tokens.End[tok]}}
	if not != "" {
		edits = append([]fix.Edit{analyzer.Insert(p.Tokens.Start[start], not)}, edits...)
	}
	if p.InDirective(p.TokenLine(tok)) || not == "" && !inTruthContext(p, lead, tail) {
		f.MaybeFix(title, edits...)
	} else {
		f.Rewrite(title, edits...)
	}
}

// withPrefix extends an operand by the * in front of it; -1 where something
// else is in front that binds to it, such as a cast.
func withPrefix(p *analyzer.Pass, start int) int {
	for {
		k := p.Before(start)
		if p.Tokens.KindAt(k) != token.Star {
			return start
		}
		lead := p.Before(k)
		if kind := p.Tokens.KindAt(lead); kind != token.Star && !opensOperand(kind) && p.Tokens.WordAt(lead) != token.Return {
			return -1 // a product, or a cast in front
		}
		start = k
	}
}

func closesOperand(k token.Kind) bool {
	switch k {
	case token.RParen, token.RBrack, token.RBrace, token.AndAnd, token.OrOr, token.Comma,
		token.Question, token.Colon, token.Semi:
		return true
	}
	return false
}

// inTruthContext reports whether the operand between two tokens is only asked
// whether it is true: beside && or ||, in front of ?, or as the whole
// condition of a statement.
func inTruthContext(p *analyzer.Pass, lead, tail int) bool {
	l, t := p.Tokens.KindAt(lead), p.Tokens.KindAt(tail)
	if l == token.AndAnd || l == token.OrOr || t == token.AndAnd || t == token.OrOr || t == token.Question {
		return true
	}
	if l != token.LParen || t != token.RParen {
		return false
	}
	k := p.Before(lead)
	switch w := p.Tokens.WordAt(k); w {
	case token.If, token.While:
		return true
	}
	return p.Tokens.KindAt(k) == token.Bang
}

// simpleEnds reports whether an lvalue, or a call of one, ends in front of the
// operator at i.
func simpleEnds(line []byte, i int) bool {
	end := operand.BlanksBefore(line, i)
	if end > 0 && line[end-1] == ')' {
		open := openingByte(line, end-1)
		if open < 0 {
			return false
		}
		end = open
	}
	return lvalueEnds(line, end)
}

// openingByte is the column of the parenthesis that the one at i closes.
func openingByte(line []byte, i int) int {
	depth := 0
	for ; i >= 0; i-- {
		switch line[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// firstByte is the column of the first byte that is not blank.
func firstByte(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}
