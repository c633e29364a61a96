// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// StaticConst is reported at the words to be swapped.
var StaticConst = &analyzer.Rule{
	Type:   "STATIC_CONST",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "static, const and the type in an unusual order",
	Doc:    `Kernel code writes "static const" and then the type. C allows other orders, and a search for the usual one then misses the line.`,
	Bad:    "const static int limit = 1;\n",
	Good:   "static const int limit = 1;\n",
	Link:   "dev-tools/checkpatch.html#type-descriptions",
	Fix:    analyzer.FixAlways,
}

// ConstConst is reported at the second const.
var ConstConst = &analyzer.Rule{
	Type:   "CONST_CONST",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "const said twice of one type",
	Doc: `The second const of "const int const" says what the first has said. For a
pointer, "const char * const" may have been meant: that makes the pointer
constant, too.`,
	Bad:  "const int const limit = 1;\n",
	Good: "const int limit = 1;\nconst char * const name;\n",
	Link: "dev-tools/checkpatch.html#functions-and-variables",
	Fix:  analyzer.FixAlways,
}

var staticConst = &analyzer.Check{
	Rules:  []*analyzer.Rule{StaticConst},
	Words:  []string{"const", "static"},
	OnWord: checkStaticConst,
}

// checkStaticConst looks at the first words of a line.
func checkStaticConst(p *analyzer.Pass, tok int) {
	lim := lineEnd(p, tok)
	if !firstOfLine(p, tok) || tok+2 >= lim || !gap(p, tok+1) || !gap(p, tok+2) {
		return
	}
	if p.TokenText(tok) == "const" {
		if p.TokenText(tok+1) != "static" {
			return
		}
		if _, ok := p.C.Type(tok+2, lim); ok {
			r := between(p, tok, tok+1)
			p.Warn(StaticConst, r, "write static const").Rewrite("Write static const", analyzer.Replace(r, "static const"))
		}
		return
	}
	base, ok := basicType(p, tok+1, lim)
	if !ok || base >= lim || p.TokenText(base) != "const" || !gap(p, base) {
		return
	}
	r := between(p, tok+1, base)
	want := "const " + string(p.Text.Raw[p.Tokens.Start[tok+1]:p.Tokens.End[base-1]])
	f := p.Warn(StaticConst, r, "write static %s", want)
	if strings.Contains(want, "inline") {
		f.DifferNarrower("the compiler wants inline in front of the type")
		return
	}
	f.Rewrite("Put const in front of the type", analyzer.Replace(r, want))
}

// basicType reads a type without modifiers and stars and returns the token
// behind it.
func basicType(p *analyzer.Pass, i, lim int) (int, bool) {
	s, ok := p.C.Type(i, lim)
	if !ok || s.First != i {
		return 0, false
	}
	return s.Base, true
}

var constConst = &analyzer.Check{
	Rules:  []*analyzer.Rule{ConstConst},
	Words:  []string{"const"},
	OnWord: checkConstConst,
}

// checkConstConst looks at a type between two const. checkpatch sees the first
// on a line alone.
func checkConstConst(p *analyzer.Pass, tok int) {
	lim := lineEnd(p, tok)
	base := constTwice(p, tok, lim)
	if base < 0 || base+2 < lim && gap(p, base+1) && p.Tokens.Kind[base+1] == token.Ident && p.Tokens.Kind[base+2] == token.LBrack {
		return
	}
	r := p.TokenRange(base)
	r.Start = p.Tokens.End[base-1]
	msg := "const is said twice"
	if followedBy(p, base+1, lim, token.Star) {
		msg = "const is said twice; was const * const meant?"
	}
	f := p.Warn(ConstConst, p.TokenRange(base), "%s", msg)
	f.Rewrite("Remove the second const", analyzer.Delete(r))
	first, _ := p.LineTokens(p.TokenLine(tok))
	for i := first; i < tok; i++ {
		if p.TokenText(i) == "const" && constTwice(p, i, lim) >= 0 {
			f.DifferWider("not the first on the line")
			break
		}
	}
}

// constTwice is the second const around a type that begins behind the one at
// tok, or -1.
func constTwice(p *analyzer.Pass, tok, lim int) int {
	if tok+2 >= lim || !gap(p, tok+1) {
		return -1
	}
	base, ok := basicType(p, tok+1, lim)
	if !ok || base >= lim || p.TokenText(base) != "const" || !gap(p, base) {
		return -1
	}
	return base
}

// isModifier reports whether token i is a word that may stand beside a type.
func isModifier(p *analyzer.Pass, i int) bool { return p.C.Is(i, cmodel.Modifier) }
