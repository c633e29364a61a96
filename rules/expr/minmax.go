// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Minmax is reported for min() and max() with a cast in their arguments.
var Minmax = &analyzer.Rule{
	Type:   "MINMAX",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Cast in an argument of min() or max()",
	Doc: `min() and max() insist on two arguments of one type. Where they have not,
min_t() and max_t() take the type as their first argument and convert both, which
says more than a cast of one of them.`,
	Bad:  "void f(int a, u8 b)\n{\n\tg(min((int)b, a));\n}\n",
	Good: "void f(int a, u8 b)\n{\n\tg(min_t(int, b, a));\n}\n",
	Link: "process/coding-style.html#don-t-re-invent-the-kernel-macros",
	Fix:  analyzer.FixSometimes,
}

var minmax = &analyzer.Check{
	Rules:  []*analyzer.Rule{Minmax},
	Words:  []string{"max", "min"},
	OnWord: checkMinmax,
}

// checkMinmax looks at both arguments. checkpatch knows the first call on the
// first line of a statement that has two simple arguments.
func checkMinmax(p *analyzer.Pass, tok int) {
	open := tok + 1
	if p.Tokens.KindAt(open) != token.LParen {
		return
	}
	a, ok := readMinmax(p, open)
	if !ok || a.cast1 == 0 && a.cast2 == 0 {
		return
	}
	name := p.TokenText(tok)
	f := p.Warn(Minmax, p.TokensRange(tok, a.shut), "%s_t() with a type says what the cast is for", name)
	line := p.TokenLine(tok)
	s := p.StatementOn(line, true)
	if s == nil {
		s = p.StatementOn(line, false)
	}
	if !a.simple || s == nil || s.Tok > tok || p.Statement() == nil && p.TokenLine(a.shut) != line || earlierMinmax(p, tok, line) {
		f.DifferWider("another argument, or a call that does not come first")
	}
	kind := a.type1
	if a.cast1 == 0 {
		kind = a.type2
	}
	if a.cast1 > 0 && a.cast2 > 0 && a.type1 != a.type2 || p.HasComment(tok, a.shut) {
		return
	}
	first, second := p.RawText(p.TokensRange(max(a.cast1, open)+1, a.comma-1)), p.RawText(p.TokensRange(max(a.cast2, a.comma)+1, a.shut-1))
	f.MaybeFix("Use "+name+"_t()", analyzer.Replace(p.TokensRange(tok, a.shut), name+"_t("+kind+", "+first+", "+second+")"))
}

// minmaxCall is the arguments of a call as they interest here.
type minmaxCall struct {
	comma, shut  int
	cast1, cast2 int // the parenthesis that ends a cast, 0 if there is none
	type1, type2 string
	simple       bool // both arguments are what checkpatch calls simple
}

// readMinmax reads the call whose parenthesis is token open. A cast counts
// only where it is of the whole argument.
func readMinmax(p *analyzer.Pass, open int) (c minmaxCall, ok bool) {
	c.shut = p.Closing(open)
	if c.shut < 0 {
		return c, false
	}
	for i := open + 1; i < c.shut; i++ {
		if k := p.Tokens.Kind[i]; k.IsOpen() {
			if i = p.Closing(i); i < 0 {
				return c, false
			}
		} else if k == token.Comma {
			if c.comma > 0 {
				return c, false
			}
			c.comma = i
		}
	}
	if c.comma <= open+1 || c.comma+1 >= c.shut {
		return c, false
	}
	end1, end2 := p.C.Operand(open+1, c.comma), p.C.Operand(c.comma+1, c.shut)
	c.simple = end1 == c.comma && end2 == c.shut
	if end1 == c.comma {
		c.cast1, c.type1 = castOf(p, open+1, c.comma)
	}
	if end2 == c.shut {
		c.cast2, c.type2 = castOf(p, c.comma+1, c.shut)
	}
	return c, true
}

// castOf is the parenthesis that ends the cast at token i, and its type.
func castOf(p *analyzer.Pass, i, lim int) (int, string) {
	end := p.C.Cast(i, lim)
	if end < 0 || end >= lim {
		return 0, ""
	}
	return end - 1, p.RawText(p.TokensRange(i+1, end-2))
}

// earlierMinmax reports whether checkpatch takes another call on the line.
func earlierMinmax(p *analyzer.Pass, tok, line int) bool {
	for i, _ := p.LineTokens(line); i < tok; i++ {
		if p.Tokens.Word[i] == token.NoWord || p.Tokens.KindAt(i+1) != token.LParen {
			continue
		}
		if name := p.TokenText(i); name != "min" && name != "max" {
			continue
		}
		if c, ok := readMinmax(p, i+1); ok && c.simple {
			return true
		}
	}
	return false
}
