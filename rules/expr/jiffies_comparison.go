// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// JiffiesComparison is reported for comparisons with the current time.
var JiffiesComparison = &analyzer.Rule{
	Type:   "JIFFIES_COMPARISON",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Comparison of jiffies that does not survive wrapping",
	Doc: `The counter jiffies wraps, a few minutes after boot for the first time,
and then a plain comparison of two points in time gives the wrong answer.
time_after(), time_before() and their kin compare differences and are right; the
64-bit forms go with get_jiffies_64().

Shifts of jiffies, comparisons for equality and comparisons of a difference, as
in "jiffies - start > HZ", do not suffer from wrapping and are not reported.`,
	Bad:  "int f(unsigned long timeout)\n{\n\treturn jiffies > timeout;\n}\n",
	Good: "int f(unsigned long timeout)\n{\n\treturn time_after(jiffies, timeout);\n}\n",
	Link: "driver-api/basics.html",
	Fix:  analyzer.FixSometimes,
}

var jiffiesComparison = &analyzer.Check{
	Rules:  []*analyzer.Rule{JiffiesComparison},
	Words:  []string{"jiffies", "get_jiffies_64"},
	OnWord: checkJiffiesComparison,
}

// checkJiffiesComparison looks at both sides of the word. checkpatch reports a
// line once for each of the two words, takes a shift for a comparison, and
// sees only operators that touch the word or the call.
func checkJiffiesComparison(p *analyzer.Pass, tok int) {
	first, last := tok, tok
	if call := p.TokenText(tok) != "jiffies"; call {
		if p.Tokens.KindAt(tok+1) != token.LParen || p.Tokens.KindAt(tok+2) != token.RParen {
			return
		}
		last = tok + 2
	}
	line := p.TokenLine(tok)
	op, behind := comparesNext(p, first, last, line)
	if op < 0 {
		checkJiffiesSum(p, first, last)
		return
	}
	f := p.Warn(JiffiesComparison, p.TokensRange(min(first, op), max(last, op)),
		"a comparison of %s fails when it wraps, use time_after() or its kin", p.TokenText(tok))
	if !firstCompared(p, tok, line) {
		f.DifferWider("the second on a line")
	}
	switch k := p.Tokens.Kind[op]; {
	case k == token.Shl || k == token.Shr:
		f.DifferNarrower("a shift, not a comparison")
	case k == token.Eq || k == token.Ne:
		f.DifferNarrower("equality does not suffer from wrapping")
	case !behind && p.Tokens.KindAt(p.After(last)) == token.Minus:
		f.DifferNarrower("a difference of times wraps as it should")
	default:
		fixJiffies(p, f, first, last, op, behind)
	}
}

// comparesNext is the comparison or shift that touches the operand on its
// line, and whether it stands behind it; -1 if none does.
func comparesNext(p *analyzer.Pass, first, last, line int) (op int, behind bool) {
	like := func(k token.Kind) bool { return k >= token.Eq && k <= token.Ge || k == token.Shl || k == token.Shr }
	if p.Tokens.KindAt(last+1) != token.None && like(p.Tokens.KindAt(last+1)) && p.TokenLine(last+1) == line {
		return last + 1, true
	}
	if first > 0 && like(p.Tokens.KindAt(first-1)) && p.TokenLine(first-1) == line {
		return first - 1, false
	}
	return -1, false
}

// firstCompared reports whether no other use of the word on the line in front
// of tok is compared.
func firstCompared(p *analyzer.Pass, tok, line int) bool {
	start, _ := p.LineTokens(line)
	for i := start; i < tok; i++ {
		if p.Tokens.Word[i] != p.Tokens.Word[tok] {
			continue
		}
		last := i
		if p.TokenText(i) != "jiffies" {
			last = i + 2
		}
		if op, _ := comparesNext(p, i, last, line); op >= 0 {
			return false
		}
	}
	return true
}

// checkJiffiesSum looks at "jiffies + x > y", which checkpatch does not see.
func checkJiffiesSum(p *analyzer.Pass, first, last int) {
	plus := p.After(last)
	if p.Tokens.KindAt(plus) != token.Plus || p.Tokens.KindAt(p.Before(first)) == token.Minus {
		return
	}
	op := p.After(plus)
	for i := 0; i < 12 && op >= 0; i++ {
		switch k := p.Tokens.Kind[op]; k {
		case token.Lt, token.Le, token.Gt, token.Ge:
			p.Warn(JiffiesComparison, p.TokensRange(first, op),
				"a comparison of %s fails when it wraps, use time_after() or its kin", p.TokenText(first)).
				DifferWider("a sum with it is compared")
			return
		case token.Ident, token.Number, token.Star, token.Dot, token.Arrow, token.Plus:
			op = p.After(op)
		default:
			return
		}
	}
}

// fixJiffies writes the comparison of two simple operands as a call. The types
// of both must be unsigned long, which is not seen here.
func fixJiffies(p *analyzer.Pass, f *analyzer.Finding, first, last, op int, behind bool) {
	from, to := first, last
	if behind {
		end := op + 1
		for k := p.Tokens.KindAt(end); k == token.Ident || k == token.Dot || k == token.Arrow; k = p.Tokens.KindAt(end) {
			end++
		}
		if end == op+1 || !closesOperand(p.Tokens.KindAt(end)) || !opensOperand(p.Tokens.KindAt(p.Before(first))) {
			return
		}
		to = end - 1
	} else {
		from = postfix(p, op)
		if from < 0 || !closesOperand(p.Tokens.KindAt(last+1)) || !opensOperand(p.Tokens.KindAt(p.Before(from))) {
			return
		}
	}
	if p.HasComment(from, to) {
		return
	}
	call := "time_after"
	switch p.Tokens.Kind[op] {
	case token.Lt:
		call = "time_before"
	case token.Le:
		call = "time_before_eq"
	case token.Ge:
		call = "time_after_eq"
	}
	if p.TokenText(first) != "jiffies" {
		call += "64"
	}
	l, r := p.RawText(p.TokensRange(from, op-1)), p.RawText(p.TokensRange(op+1, to))
	f.MaybeFix("Use "+call+"()", analyzer.Replace(p.TokensRange(from, to), call+"("+l+", "+r+")"))
}
