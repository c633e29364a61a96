// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ElseAfterBrace is reported for an else on the line below its brace.
var ElseAfterBrace = &analyzer.Rule{
	Type:   "ELSE_AFTER_BRACE",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "else on the line below the brace",
	Doc: `The brace that closes the block of an if is followed by its else on the
same line, "} else {". An else that comes behind a comment or a directive is
left alone.`,
	Bad:  "void f(int x)\n{\n\tif (x) {\n\t\tg();\n\t}\n\telse {\n\t\th();\n\t}\n}\n",
	Good: "void f(int x)\n{\n\tif (x) {\n\t\tg();\n\t} else {\n\t\th();\n\t}\n}\n",
	Link: "process/coding-style.html#placing-braces-and-spaces",
	Fix:  analyzer.FixSometimes,
}

var elseAfterBrace = &analyzer.Check{
	Rules:  []*analyzer.Rule{ElseAfterBrace},
	Lines:  source.HasLetter,
	OnLine: checkElseAfterBrace,
}

// checkElseAfterBrace compares a line that begins with else with the one
// above. checkpatch looks at letters and not at words, and wants the same
// indentation and no comment behind the brace.
func checkElseAfterBrace(p *analyzer.Pass, line int) {
	if line == 0 || p.Text.Lines[line-1].Features&source.HasBrace == 0 ||
		!bytes.HasPrefix(bytes.TrimLeft(p.Clean(line), " \t"), []byte("else")) {
		return
	}
	tok := first(p, line)
	isElse := p.Tokens.WordAt(tok) == token.Else
	seen := endsIn(p.Clean(line-1), '}') && indentWidth(p, line) == indentWidth(p, line-1)
	if !isElse {
		if seen {
			p.Error(ElseAfterBrace, p.TokenRange(tok), "else goes behind the brace").
				DifferNarrower("a name that begins alike")
		}
		return
	}
	brace := p.Before(tok)
	if p.Tokens.KindAt(brace) != token.RBrace || p.TokenLine(brace) != line-1 {
		if seen {
			p.Error(ElseAfterBrace, p.TokenRange(tok), "else goes behind the brace").
				DifferNarrower("the line above is one of another hunk")
		}
		return
	}
	f := p.Error(ElseAfterBrace, p.TokenRange(tok), "else goes behind the brace: } else")
	if !seen {
		f.DifferWider("a comment behind the brace, or another indentation")
	}
	if edit, ok := join(p, brace, tok); ok {
		f.Fix("Put else behind the brace", edit)
	}
}
