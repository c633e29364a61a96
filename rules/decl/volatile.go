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

A line with asm volatile is left alone.`,
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
	for i := first; i < lim; i++ {
		if p.Tokens.Kind[i] != token.Ident {
			continue
		}
		switch p.TokenText(i) {
		case "asm", "__asm__":
			if i+1 < lim && p.Tokens.Kind[i+1] == token.Ident && gap(p, i+1) {
				if w := p.TokenText(i + 1); w == "volatile" || w == "__volatile__" {
					return
				}
			}
		case "volatile":
			if i < tok {
				return
			}
		}
	}
	p.Warn(Volatile, p.TokenRange(tok), "volatile is hardly ever right in the kernel")
}
