// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ConstantComparison is reported for a constant on the left of a comparison.
var ConstantComparison = &analyzer.Rule{
	Type:   "CONSTANT_COMPARISON",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Constant on the left of a comparison",
	Doc: `A comparison reads as a sentence about what varies: "if (x == 5)". The
constant goes to the right; compilers warn about an assignment that was meant to
be a comparison, so there is nothing to gain from writing it backwards. A name
in capitals counts as a constant.

Not meant are comparisons of two constants, as in "#if VERSION >= MAKE(1, 2)",
and constants that are the end of a longer operand, as in "a + 1 < b".`,
	Bad:  "int f(int x)\n{\n\treturn (5 == x);\n}\n",
	Good: "int f(int x)\n{\n\treturn (x == 5);\n}\n",
	Link: "dev-tools/checkpatch.html#comparison-style",
	Fix:  analyzer.FixSometimes,
}

var constantComparison = &analyzer.Check{
	Rules:   []*analyzer.Rule{ConstantComparison},
	Tokens:  []token.Kind{token.Eq, token.Ne, token.Lt, token.Le, token.Gt, token.Ge},
	OnToken: checkConstantComparison,
}

// checkConstantComparison looks at comparisons with a constant in front.
// checkpatch knows the last one of a line only.
func checkConstantComparison(p *analyzer.Pass, tok int) {
	left, right := tok-1, tok+1
	if left < 0 || !isConstant(p, left) {
		return
	}
	line := p.TokenLine(tok)
	view := p.Clean(line)
	to, ok := operand.LvalueOrCall(view, operand.Blanks(view, p.TokenColumn(tok)+int(p.Tokens.End[tok]-p.Tokens.Start[tok])))
	if !ok || p.TokenLine(left) != line || endsOperator(view, p.TokenColumn(left)) {
		return
	}
	if upperName(view[to.Start:to.End]) {
		return
	}
	later := laterConstantComparison(p, tok)
	if c := view[to.Start]; later && c >= 'A' && c <= 'Z' {
		return // an enumerator in capitals and small letters
	}
	f := p.Warn(ConstantComparison, p.TokensRange(left, tok), "the constant goes to the right side of a comparison")
	if later {
		f.DifferWider("another comparison follows on the line")
	}
	if bytes.IndexByte(view[p.TokenColumn(left):p.TokenColumn(tok)], '.') >= 0 {
		f.DifferWider("a floating constant")
	}
	switch {
	case upperName(view[to.Start:to.NameEnd]) && (to.ArgsEnd == to.NameEnd || p.InDirective(line)):
		f.DifferNarrower("both sides are constants")
	case unevaluated[string(view[to.Start:to.NameEnd])]:
		f.DifferNarrower("both sides are constants")
	case endsLonger(p, left):
		f.DifferNarrower("the constant ends a longer operand")
	case p.Tokens.Kind[left] == token.Ident && isVariable(p, left):
		f.DifferNarrower("a variable whose name is in capitals")
	}
	fixConstantComparison(p, f, left, tok, right)
}

// unevaluated are what gives a constant of whatever it gets.
var unevaluated = map[string]bool{"ARRAY_SIZE": true, "offsetof": true, "sizeof": true, "sizeof_field": true}

// isVariable reports whether the name at token i is assigned to or counted
// anywhere in the text.
func isVariable(p *analyzer.Pass, i int) bool {
	name := p.TokenText(i)
	found := false
	p.EachName(name, func(tok int) {
		if found || p.TokenText(tok) != name {
			return
		}
		switch next := p.Tokens.KindAt(tok + 1); {
		case next.IsAssign():
			// An enumerator has a value, too, but a comma or brace in front.
			before := p.Tokens.KindAt(p.Before(tok))
			found = before != token.Comma && before != token.LBrace && !isConst(p, tok)
		case next == token.Inc || next == token.Dec:
			found = true
		}
	})
	return found
}

// isConstant reports whether token i is a number or a name in capitals, as
// checkpatch counts them: a single underscore is one.
func isConstant(p *analyzer.Pass, i int) bool {
	switch p.Tokens.Kind[i] {
	case token.Number:
		b := p.Text.Clean[p.Tokens.Start[i]:p.Tokens.End[i]]
		return operand.Constant(b, 0) == len(b)
	case token.Ident:
		return upperName(p.Text.Clean[p.Tokens.Start[i]:p.Tokens.End[i]])
	}
	return false
}

func upperName(b []byte) bool {
	if len(b) == 0 || operand.IsDigit(b[0]) {
		return false
	}
	for _, c := range b {
		if c != '_' && !operand.IsDigit(c) && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// endsOperator reports whether what stands in front of column i on a line ends
// in an operator other than an assignment, or in a dot.
func endsOperator(line []byte, i int) bool {
	end := operand.BlanksBefore(line, i)
	if end == 0 {
		return false
	}
	switch line[end-1] {
	case '<', '>', '!', '~', '&', '|', ',', '^', '+', '-', '*', '/', '%', '.':
		// A single | is in checkpatch's list too.
		return true
	case '=':
		return end > 1 && (line[end-2] == '=' || line[end-2] == '!' || line[end-2] == '<' || line[end-2] == '>')
	}
	return false
}

// endsLonger reports whether the constant at tok is the last part of an
// operand that binds tighter than the comparison.
func endsLonger(p *analyzer.Pass, tok int) bool {
	switch k := p.Tokens.KindAt(p.Before(tok)); k {
	case token.RParen, token.RBrack, token.Plus, token.Minus, token.Star, token.Slash, token.Percent,
		token.Shl, token.Shr, token.Dot, token.Arrow:
		return k != token.RParen || !isCast(p, p.Before(tok))
	}
	return false
}

// isCast reports whether the group that closes at tok looks like a cast to a
// type of one or more words, and not like the head of a statement or a call.
func isCast(p *analyzer.Pass, tok int) bool {
	open := p.Opening(tok)
	if open < 0 || isName(p, p.Before(open)) {
		return false
	}
	switch p.Tokens.WordAt(p.Before(open)) {
	case token.If, token.While, token.For, token.Switch, token.Sizeof:
		return false
	}
	for i := open + 1; i < tok; i++ {
		if k := p.Tokens.Kind[i]; k != token.Ident && k != token.Star {
			return false
		}
	}
	return true
}

// laterConstantComparison reports whether checkpatch, which takes the last
// comparison of the line that begins with a constant, takes another one.
func laterConstantComparison(p *analyzer.Pass, tok int) bool {
	line := p.TokenLine(tok)
	view := p.Clean(line)
	_, end := p.LineTokens(line)
	for i := tok + 1; i < end; i++ {
		if k := p.Tokens.Kind[i]; k < token.Eq || k > token.Ge || !isConstant(p, i-1) {
			continue
		}
		if _, ok := operand.LvalueOrCall(view, operand.Blanks(view, p.TokenColumn(i)+int(p.Tokens.End[i]-p.Tokens.Start[i]))); ok {
			return true
		}
	}
	return false
}

// fixConstantComparison swaps the operands of a comparison if operators that
// bind less tightly, or parentheses, are on both sides of it. A name in capitals may stand for more than one
// operand, so only numbers are swapped unasked.
func fixConstantComparison(p *analyzer.Pass, f *analyzer.Finding, left, tok, right int) {
	before := p.Before(left)
	if k := p.Tokens.KindAt(before); k == token.Minus || k == token.Star || k == token.Amp ||
		!opensOperand(k) && p.Tokens.WordAt(before) != token.Return && k != token.Semi {
		return
	}
	end := right
	for end < p.Tokens.Len() && !closesOperand(p.Tokens.Kind[end]) {
		if p.Tokens.Kind[end].IsOpen() {
			if end = p.Closing(end); end < 0 {
				return
			}
		}
		end++
	}
	if end >= p.Tokens.Len() || p.TokenLine(end) != p.TokenLine(left) || p.HasComment(left, end) || !isWholeOperand(p, right, end) {
		return
	}
	constant, other := p.TokenText(left), p.RawText(p.TokensRange(right, end-1))
	title := "Put the constant to the right"
	edit := analyzer.Replace(p.TokensRange(left, end-1), other+" "+mirrored(p.Tokens.Kind[tok])+" "+constant)
	if p.Tokens.Kind[left] == token.Number && !p.InDirective(p.TokenLine(tok)) {
		f.Rewrite(title, edit)
	} else {
		f.MaybeFix(title, edit)
	}
}

// isWholeOperand reports whether the tokens from first up to end are one
// postfix expression with nothing but * and & in front.
func isWholeOperand(p *analyzer.Pass, first, end int) bool {
	start := postfix(p, end)
	for start > first && (p.Tokens.Kind[start-1] == token.Star || p.Tokens.Kind[start-1] == token.Amp) {
		start--
	}
	return start == first
}

func mirrored(k token.Kind) string {
	switch k {
	case token.Lt:
		return ">"
	case token.Le:
		return ">="
	case token.Gt:
		return "<"
	case token.Ge:
		return "<="
	}
	return k.String()
}

// isConst reports whether the name at token i is declared there, as a constant.
func isConst(p *analyzer.Pass, i int) bool {
	for k := i - 1; k >= 0 && i-k < 8 && p.Tokens.Kind[k] == token.Ident; k-- {
		if p.Tokens.WordAt(k) == token.Const {
			return true
		}
	}
	return false
}
