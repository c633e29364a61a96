// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Volatile is reported at the first such word of a line.
var Volatile = &analyzer.Rule{
	Type:   "VOLATILE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "volatile in kernel code",
	Doc: `Where data changes behind the compiler's back, locks, barriers, READ_ONCE()
and the accessors for devices do what volatile seems to promise. It is almost
never right.

A line with asm volatile is left alone. By default so are pointers to volatile
void, and constants of BPF programs.`,
	Bad:  "volatile int ready;\n",
	Good: "int ready;\n",
	Link: "process/volatile-considered-harmful.html",
	Fix:  analyzer.FixNever,
}

var volatileWord = &analyzer.Check{
	Rules:  []*analyzer.Rule{Volatile},
	Words:  []string{"volatile"},
	OnWord: checkVolatile,
}

func checkVolatile(p *analyzer.Pass, tok int) {
	first, lim := p.LineTokens(p.TokenLine(tok))
	inline := false
	for i := first; i < lim; i++ {
		if p.Tokens.Kind[i] != token.Ident {
			continue
		}
		switch p.TokenText(i) {
		case "asm", "__asm__", "asm_inline":
			if i+1 < lim && p.Tokens.Kind[i+1] == token.Ident && gap(p, i+1) {
				if w := p.TokenText(i + 1); w == "volatile" || w == "__volatile__" {
					inline = p.TokenText(i) == "asm_inline"
					if !inline {
						return
					}
				}
			}
		case "volatile":
			if i < tok {
				return
			}
		}
	}
	f := p.Warn(Volatile, p.TokenRange(tok), "volatile is hardly ever right in the kernel")
	switch next := p.After(tok); {
	case inline:
		f.DifferNarrower("asm_inline is asm, too")
	case p.Is(next, "void") && isPassed(p, tok):
		f.DifferNarrower("a pointer to volatile void takes any pointer and reads nothing")
	case bpfOwn.MatchString(p.Text.Path) && p.Tokens.WordAt(p.Before(tok)) == token.Const:
		f.DifferNarrower("a constant that the loader of a BPF program sets")
	}
}

// isPassed reports whether the type at token i is one of a parameter, an
// argument or a result, not of a member or variable.
func isPassed(p *analyzer.Pass, i int) bool {
	k := i
	for k+1 < len(p.Tokens.Kind) && (p.Tokens.Kind[k] == token.Ident || p.Tokens.Kind[k] == token.Star) {
		k++
	}
	p.Saw(k)
	return p.Tokens.KindAt(k) == token.LParen || openParen(p, i) >= 0
}
