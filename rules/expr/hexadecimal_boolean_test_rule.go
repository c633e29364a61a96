// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// HexadecimalBooleanTest is reported for a hexadecimal constant as an operand
// of && or ||.
var HexadecimalBooleanTest = &analyzer.Rule{
	Type:   "HEXADECIMAL_BOOLEAN_TEST",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Hexadecimal constant as a truth value",
	Doc: `A constant written in hexadecimal is nearly always a mask. As an operand
of && or || it only says true or false, so a single & or | was probably meant.`,
	Bad:  "int f(int x)\n{\n\treturn (x && 0x10);\n}\n",
	Good: "int f(int x)\n{\n\treturn (x & 0x10);\n}\n",
	Link: "process/coding-style.html#using-bool",
	Fix:  analyzer.FixSometimes,
}

var hexadecimalBooleanTest = &analyzer.Check{
	Rules:   []*analyzer.Rule{HexadecimalBooleanTest},
	Tokens:  []token.Kind{token.AndAnd, token.OrOr},
	OnToken: checkHexadecimalBooleanTest,
}

// checkHexadecimalBooleanTest looks at both neighbours of && and ||.
// checkpatch sees constants of decimal digits without suffix, on the same
// line, and reports a line once.
func checkHexadecimalBooleanTest(p *analyzer.Pass, tok int) {
	edge := func(i int, paren, bracket token.Kind) bool {
		k := p.Tokens.KindAt(i)
		return k == token.AndAnd || k == token.OrOr || k == paren || k == bracket
	}
	report := func(number, edge int) {
		hex, digits := isHexNumber(p, number)
		if !hex {
			return
		}
		f := p.Warn(HexadecimalBooleanTest, p.TokenRange(number),
			"a hexadecimal constant as a truth value: one & or | meant?")
		line := p.TokenLine(tok)
		if !digits || p.TokenLine(number) != line || p.TokenLine(edge) != line || earlierHexTest(p, tok) {
			f.DifferWider("constants with letters, over line ends, or the second on a line")
		}
		one := p.TokenText(tok)[:1]
		f.MaybeFix("Use "+one, analyzer.Replace(p.TokenRange(tok), one))
	}
	if edge(tok-2, token.LParen, token.LBrack) && p.Tokens.KindAt(tok-1) == token.Number {
		report(tok-1, tok-2)
	}
	if p.Tokens.KindAt(tok+1) == token.Number && edge(tok+2, token.RParen, token.RBrack) &&
		// The next operator reports a constant between two.
		!edge(tok+2, token.None, token.None) {
		report(tok+1, tok+2)
	}
}

// isHexNumber reports whether token i is a hexadecimal integer, and whether
// all its digits are decimal ones without a suffix.
func isHexNumber(p *analyzer.Pass, i int) (hex, digits bool) {
	s := p.TokenText(i)
	if len(s) < 3 || s[0] != '0' || s[1]|0x20 != 'x' {
		return false, false
	}
	for k := 2; k < len(s); k++ {
		if s[k] < '0' || s[k] > '9' {
			return true, false
		}
	}
	return true, true
}

// earlierHexTest reports whether checkpatch has found one on this line already.
func earlierHexTest(p *analyzer.Pass, tok int) bool {
	first, _ := p.LineTokens(p.TokenLine(tok))
	for i := first; i < tok-1; i++ {
		if p.Tokens.Kind[i] != token.Number {
			continue
		}
		_, digits := isHexNumber(p, i)
		l, r := p.Tokens.KindAt(i-1), p.Tokens.KindAt(i+1)
		logical := func(k token.Kind) bool { return k == token.AndAnd || k == token.OrOr }
		if digits && i > first && (logical(r) && (logical(l) || l == token.LParen || l == token.LBrack) ||
			logical(l) && (r == token.RParen || r == token.RBrack)) {
			return true
		}
	}
	return false
}
