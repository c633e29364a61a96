// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// callee is the name of the innermost call around a token, -1 if there is none
// in sight.
func callee(p *analyzer.Pass, tok int) int {
	depth := 0
	for i := tok - 1; i > 0 && tok-i < 200; i-- {
		switch p.Tokens.Kind[i] {
		case token.RParen:
			depth++
		case token.LParen:
			if depth > 0 {
				depth--
			} else if p.Tokens.Kind[i-1] == token.Ident {
				return i - 1
			} else if p.Tokens.Kind[i-1] != token.LParen { // a macro gets format and arguments as one
				return -1
			}
		case token.Semi, token.LBrace, token.RBrace:
			return -1
		}
	}
	return -1
}

// prints reports whether a function of this name prints, as far as the name
// tells: it is a known one, or has a word of printing in it.
func prints(name []byte) bool {
	if source.IsLogCall(name) {
		return true
	}
	lower := bytes.ToLower(name)
	for _, part := range printWords {
		if bytes.Contains(lower, part) {
			return true
		}
	}
	return false
}

// printWords are parts of the names of functions and macros that print.
var printWords = [][]byte{
	[]byte("dbg"),
	[]byte("debug"),
	[]byte("err"),
	[]byte("log"),
	[]byte("msg"),
	[]byte("notice"),
	[]byte("out_string"),
	[]byte("dout"),
	[]byte("print"),
	[]byte("trace"),
	[]byte("warn"),
}
