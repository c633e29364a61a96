// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// LikelyMisuse is reported for likely() and unlikely() around too little or
// around what says so itself.
var LikelyMisuse = &analyzer.Rule{
	Type:   "LIKELY_MISUSE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "likely() or unlikely() at the wrong place",
	Doc: `likely() and unlikely() give back a truth value, so a comparison belongs
into their parentheses: "likely(x > 0)", not "likely(x) > 0". And IS_ERR(), its
kin and the WARN() macros say by themselves that they are unlikely; there the
hint is not needed. A condition that has more to it than such a call may well
have one.`,
	Bad:  "void f(int x)\n{\n\tif (likely(x) > 0)\n\t\tg();\n}\n",
	Good: "void f(int x)\n{\n\tif (likely(x > 0))\n\t\tg();\n}\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var likelyMisuse = &analyzer.Check{
	Rules:  []*analyzer.Rule{LikelyMisuse},
	Words:  []string{"likely", "unlikely"},
	OnWord: checkLikelyMisuse,
}

func checkLikelyMisuse(p *analyzer.Pass, tok int) {
	if p.Tokens.KindAt(tok+1) != token.LParen {
		return
	}
	checkComparedLikely(p, tok)
	checkNestedLikely(p, tok)
}

// checkComparedLikely looks at "likely(x) > y". checkpatch wants a simple
// operand, on one line, and takes a shift for a comparison.
func checkComparedLikely(p *analyzer.Pass, tok int) {
	end := p.Closing(tok + 1)
	if end < 0 {
		return
	}
	op := p.After(end)
	k := p.Tokens.KindAt(op)
	if (k < token.Eq || k > token.Ge) && k != token.Shl && k != token.Shr {
		return
	}
	line := p.TokenLine(tok)
	f := p.Warn(LikelyMisuse, p.TokensRange(tok, op), "the comparison belongs into the parentheses of %s()", p.TokenText(tok))
	if !simpleLikely(p, tok, end) || p.TokenLine(op) != line || op != end+1 || earlierLikely(p, tok, line) {
		f.DifferWider("more than a simple operand, or the second on a line")
	}
	if k == token.Shl || k == token.Shr {
		f.DifferNarrower("a shift, not a comparison")
		return
	}
	last := p.After(op)
	if kind := p.Tokens.KindAt(last); kind != token.Ident && kind != token.Number ||
		!closesOperand(p.Tokens.KindAt(p.After(last))) || p.HasComment(tok, last) {
		return
	}
	f.MaybeFix("Move the comparison inside", analyzer.Replace(p.TokensRange(end, last),
		" "+p.Tokens.Kind[op].String()+" "+p.TokenText(last)+")"))
}

// simpleLikely reports whether the argument is what checkpatch calls simple.
func simpleLikely(p *analyzer.Pass, tok, end int) bool {
	return p.TokenLine(end) == p.TokenLine(tok) && p.C.Operand(tok+2, end) == end
}

func earlierLikely(p *analyzer.Pass, tok, line int) bool {
	for i, _ := p.LineTokens(line); i < tok; i++ {
		if w := p.Tokens.Word[i]; (w == p.Tokens.Word[tok] || isLikely(p, i)) && p.Tokens.KindAt(i+1) == token.LParen {
			if end := p.Closing(i + 1); end >= 0 {
				if k := p.Tokens.KindAt(end + 1); k >= token.Eq && k <= token.Ge && simpleLikely(p, i, end) {
					return true
				}
			}
		}
	}
	return false
}

func isLikely(p *analyzer.Pass, i int) bool {
	if p.Tokens.Word[i] == token.NoWord {
		return false
	}
	s := p.TokenText(i)
	return s == "likely" || s == "unlikely"
}

// checkNestedLikely looks at "unlikely(IS_ERR(x))". checkpatch looks at how
// the first word begins, and not at what follows it.
func checkNestedLikely(p *analyzer.Pass, tok int) {
	word := tok + 2
	not := p.Tokens.KindAt(word) == token.Bang
	if not {
		word++
	}
	if p.Tokens.KindAt(word) != token.Ident {
		return
	}
	name := p.TokenText(word)
	if !strings.HasPrefix(name, "IS_ERR") && !strings.HasPrefix(name, "WARN") {
		return
	}
	f := p.Warn(LikelyMisuse, p.TokensRange(tok, word), "%s says by itself that it is unlikely", name)
	line := p.TokenLine(tok)
	if p.TokenLine(word) != line || earlierNested(p, tok, line) {
		f.DifferWider("over a line end, or the second on a line")
	}
	end := p.Closing(tok + 1)
	inner := p.Closing(word + 1)
	switch {
	case !hintsItself(name):
		f.DifferNarrower("another name that begins alike")
	case p.Tokens.KindAt(word+1) != token.LParen || end >= 0 && inner+1 != end:
		f.DifferNarrower("the condition has more to it than the call")
	case end >= 0 && !p.HasComment(tok, end):
		title := "Drop " + p.TokenText(tok) + "()"
		edits := []fix.Edit{analyzer.Delete(p.TokensRange(tok, tok+1)), analyzer.Delete(p.TokenRange(end))}
		if not == (p.TokenText(tok) == "likely") {
			f.Rewrite(title, edits...)
		} else {
			f.MaybeFix(title, edits...)
		}
	}
}

func earlierNested(p *analyzer.Pass, tok, line int) bool {
	for i, _ := p.LineTokens(line); i < tok; i++ {
		if !isLikely(p, i) || p.Tokens.KindAt(i+1) != token.LParen {
			continue
		}
		k := i + 2
		if p.Tokens.KindAt(k) == token.Bang {
			k++
		}
		if p.Tokens.KindAt(k) == token.Ident && (strings.HasPrefix(p.TokenText(k), "IS_ERR") || strings.HasPrefix(p.TokenText(k), "WARN")) {
			return true
		}
	}
	return false
}

// hintsItself reports whether a macro has unlikely() in it.
func hintsItself(name string) bool {
	switch name {
	case "IS_ERR", "IS_ERR_OR_NULL", "IS_ERR_VALUE", "WARN", "WARN_ON", "WARN_ONCE", "WARN_ON_ONCE", "WARN_RATELIMIT", "WARN_TAINT", "WARN_TAINT_ONCE":
		return true
	}
	return false
}
