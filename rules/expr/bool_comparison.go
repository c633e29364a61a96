// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// BoolComparison is reported for comparisons with true and false.
var BoolComparison = &analyzer.Rule{
	Type:   "BOOL_COMPARISON",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "Comparison with true or false",
	Doc: `A truth value needs no comparison: write "if (x)" and "if (!x)". A value
that is not a bool may be neither 0 nor 1, and then a comparison with true is
wrong. The spelling TRUE and FALSE is meant as well.`,
	Bad:  "int f(bool x)\n{\n\treturn (x == true);\n}\n",
	Good: "int f(bool x)\n{\n\treturn x;\n}\n",
	Link: "dev-tools/checkpatch.html#comparison-style",
	Fix:  analyzer.FixSometimes,
}

var boolComparison = &analyzer.Check{
	Rules:   []*analyzer.Rule{BoolComparison},
	Tokens:  []token.Kind{token.Eq, token.Ne},
	OnToken: checkBoolComparison,
}

// checkBoolComparison looks at both operands. checkpatch looks at the first
// comparison of two names on a line only.
func checkBoolComparison(p *analyzer.Pass, tok int) {
	l, r := p.Before(tok), p.After(tok)
	left, right := isBoolWord(p, l), isBoolWord(p, r)
	if !left && !right {
		return
	}
	if k := p.Tokens.KindAt(l - 1); left && (k == token.Dot || k == token.Arrow) {
		return
	}
	word := r
	if !right {
		word = l
	}
	f := p.Strictly(BoolComparison, p.TokenRange(word), "comparison with %s is error prone, test the value itself", p.TokenText(word))
	line := p.Clean(p.TokenLine(tok))
	if p.TokenColumn(tok) != firstNameComparison(line) {
		f.DifferWider("not the first comparison on its line, or not of two names")
	}
	fixBoolComparison(p, f, tok, right)
}

// fixBoolComparison drops the comparison. What is compared may be no bool, and
// then the meaning changes.
func fixBoolComparison(p *analyzer.Pass, f *analyzer.Finding, tok int, right bool) {
	start := postfix(p, tok)
	if !right || start < 0 || p.HasComment(start, p.After(tok)) {
		return
	}
	if k := p.Tokens.KindAt(p.Before(start)); !opensOperand(k) && p.Tokens.WordAt(p.Before(start)) != token.Return {
		return
	}
	not := ""
	if isTrue := p.TokenText(p.After(tok))[0]|0x20 == 't'; isTrue != (p.Tokens.Kind[tok] == token.Eq) {
		not = "!"
	}
	f.MaybeFix("Drop the comparison", analyzer.Insert(p.Tokens.Start[start], not),
		fix.Edit{Start: p.Tokens.End[p.Before(tok)], End: p.Tokens.End[p.After(tok)]})
}

// opensOperand reports whether an operand that follows a token of this kind
// has nothing in front that binds tighter than a comparison.
func opensOperand(k token.Kind) bool {
	switch k {
	case token.LParen, token.LBrack, token.LBrace, token.AndAnd, token.OrOr, token.Comma,
		token.Question, token.Colon, token.Semi, token.RBrace:
		return true
	}
	return k.IsAssign()
}

func isBoolWord(p *analyzer.Pass, i int) bool {
	if i < 0 || p.Tokens.Kind[i] != token.Ident || p.Tokens.End[i]-p.Tokens.Start[i] > 5 {
		return false
	}
	k := p.Tokens.KindAt(i + 1)
	return isBoolText(p.Text.Raw[p.Tokens.Start[i]:p.Tokens.End[i]]) && k != token.Dot && k != token.Arrow && k != token.LParen
}

func isBoolText(b []byte) bool {
	return bytes.EqualFold(b, []byte("true")) || bytes.EqualFold(b, []byte("false"))
}

// firstNameComparison is the column of the first == or != on a line that has
// an lvalue on both sides, -1 if there is none.
func firstNameComparison(line []byte) int {
	for at := 0; at+1 < len(line); at++ {
		if line[at+1] != '=' || line[at] != '=' && line[at] != '!' {
			continue
		}
		if operand.Lvalue(line, operand.Blanks(line, at+2)) >= 0 && lvalueEnds(line, at) {
			return at
		}
		at++
	}
	return -1
}

// lvalueEnds reports whether an lvalue stands in front of the operator at i.
func lvalueEnds(line []byte, i int) bool {
	end := operand.BlanksBefore(line, i)
	if end == 0 {
		return false
	}
	if line[end-1] == ']' {
		open := bytes.LastIndexByte(line[:end], '[')
		// The index ends at the first bracket that closes.
		return open > 0 && bytes.IndexByte(line[open:end-1], ']') < 0 &&
			(operand.IsWord(line[open-1]) || line[open-1] == ']')
	}
	start := end
	for start > 0 && operand.IsWord(line[start-1]) {
		start--
	}
	return start < end && operand.IsLetter(line[start])
}
