// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// WhileAfterBrace is reported for the while of a do loop on the line below its
// brace.
var WhileAfterBrace = &analyzer.Rule{
	Type:   "WHILE_AFTER_BRACE",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "while on the line below the brace",
	Doc: `The brace that closes the body of a do loop is followed by its while on
the same line, "} while (x);". A loop without a body that follows some other
block is none of it.`,
	Bad:  "void f(int x)\n{\n\tdo {\n\t\tg();\n\t}\n\twhile (x);\n}\n",
	Good: "void f(int x)\n{\n\tdo {\n\t\tg();\n\t} while (x);\n}\n",
	Link: "process/coding-style.html#placing-braces-and-spaces",
	Fix:  analyzer.FixSometimes,
}

var whileAfterBrace = &analyzer.Check{
	Rules:  []*analyzer.Rule{WhileAfterBrace},
	Words:  []string{"while"},
	OnWord: checkWhileAfterBrace,
}

// checkWhileAfterBrace looks at a while that begins a line. checkpatch takes
// one that ends in a semicolon for the end of a do loop if the line above ends
// in a brace and has the same indentation.
func checkWhileAfterBrace(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	if first(p, line) != tok || line == 0 {
		return
	}
	brace := p.Before(tok)
	above := p.Tokens.KindAt(brace) == token.RBrace && p.TokenLine(brace) == line-1
	loop := above && p.Tokens.WordAt(p.Before(p.Opening(brace))) == token.Do
	seen := endsIn(p.Clean(line-1), '}') && indentWidth(p, line) == indentWidth(p, line-1) && endsAtOnce(p, tok)
	if !loop && !seen {
		return
	}
	f := p.Error(WhileAfterBrace, p.TokenRange(tok), "while goes behind the brace: } while")
	switch {
	case !above:
		f.DifferNarrower("the line above is one of another hunk")
		return
	case !loop && p.Opening(brace) >= 0:
		f.DifferNarrower("a loop without a body behind a block")
		return
	case !seen:
		f.DifferWider("a comment behind the brace, or another indentation")
	}
	if edit, ok := join(p, brace, tok); ok && loop {
		f.Fix("Put while behind the brace", edit)
	}
}

// endsAtOnce reports whether a semicolon follows the condition of the loop at
// tok, on the line where it ends.
func endsAtOnce(p *analyzer.Pass, tok int) bool {
	open := p.After(tok)
	if p.Tokens.KindAt(open) != token.LParen {
		return false
	}
	end := p.Closing(open)
	return end >= 0 && p.Tokens.KindAt(end+1) == token.Semi && p.TokenLine(end+1) == p.TokenLine(end)
}
