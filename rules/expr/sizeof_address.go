// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SizeofAddress is reported for the size of an address.
var SizeofAddress = &analyzer.Rule{
	Type:   "SIZEOF_ADDRESS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Size of an address",
	Doc: `"sizeof(&x)" is the size of a pointer, whatever x is. The size of x was
probably meant; the size of a pointer is better asked of a type.`,
	Bad:  "int x = sizeof(&y);\n",
	Good: "int x = sizeof(y);\n",
	Link: "process/coding-style.html#allocating-memory",
	Fix:  analyzer.FixAlways,
}

var sizeofAddress = &analyzer.Check{
	Rules:  []*analyzer.Rule{SizeofAddress},
	Words:  []string{"sizeof"},
	OnWord: checkSizeofAddress,
}

// checkSizeofAddress looks at "sizeof(&". checkpatch reports a line once.
func checkSizeofAddress(p *analyzer.Pass, tok int) {
	if !isSizeofAddress(p, tok) {
		return
	}
	at := p.TokenRange(tok + 2)
	f := p.Warn(SizeofAddress, p.TokensRange(tok, tok+2), "this is the size of a pointer").
		MaybeFix("Take the size of what it points to", analyzer.Delete(at))
	line := p.TokenLine(tok)
	if p.TokenLine(tok+2) != line {
		f.DifferWider("over a line end")
	}
	for i, _ := p.LineTokens(line); i < tok; i++ {
		if isSizeofAddress(p, i) {
			f.DifferWider("the second on a line")
		}
	}
}

func isSizeofAddress(p *analyzer.Pass, i int) bool {
	k := p.Tokens.KindAt(i + 2)
	return p.Tokens.Word[i] == token.Sizeof && p.Tokens.KindAt(i+1) == token.LParen && (k == token.Amp || k == token.AndAnd)
}
