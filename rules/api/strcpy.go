// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Strcpy is reported for copies of a string without a limit.
var Strcpy = &analyzer.Rule{
	Type:   "STRCPY",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "strcpy() has no limit",
	Doc: `strcpy() writes on behind the end of the destination when the source is longer. strscpy()
knows the size of the destination, always ends it with a NUL, and says when something was cut
off. The fix is offered only where the destination is a plain name, for a look: strscpy() finds
the size by itself only when that is an array and not a pointer.`,
	Bad:  "static void f(char *d, char *s)\n{\n\tstrcpy(d, s);\n}\n",
	Good: "static void f(char *d, char *s)\n{\n\tstrscpy(d, s, 16);\n}\n",
	Link: "process/deprecated.html#strcpy",
	Fix:  analyzer.FixSometimes,
}

var strcpy = &analyzer.Check{
	Rules:  []*analyzer.Rule{Strcpy},
	Words:  []string{"strcpy"},
	OnWord: checkStrcpy,
}

func checkStrcpy(p *analyzer.Pass, tok int) {
	f := p.OnCall(analyzer.Warning, Strcpy, tok, "strcpy() has no limit: use strscpy()")
	if f == nil || f.Narrower != "" || !isStatement(p, tok) {
		return
	}
	f.MaybeFix("Call strscpy()", analyzer.Replace(p.TokenRange(tok), "strscpy"))
}

// isStatement reports whether the call at tok stands alone, so that nothing
// looks at what it returns.
func isStatement(p *analyzer.Pass, tok int) bool {
	c, ok := p.CallAt(tok)
	if !ok || p.Tokens.KindAt(p.NextCode(c.Close)) != token.Semi {
		return false
	}
	before := p.PrevCode(tok)
	for p.Tokens.KindAt(before) == token.Backslash {
		before = p.PrevCode(before)
	}
	switch p.Tokens.KindAt(before) {
	case token.Semi, token.LBrace, token.RBrace, token.Colon, token.None:
		return true
	case token.RParen:
		// The body of an if or a loop; a cast ends in the same way, but
		// then the line begins with it.
		return p.TokenLine(before) != p.TokenLine(tok)
	}
	return p.Tokens.WordAt(before) == token.Else
}
