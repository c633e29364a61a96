// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// DeepIndentation is reported for control flow six tabs deep.
var DeepIndentation = &analyzer.Rule{
	Type:   "DEEP_INDENTATION",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Control flow is nested too deep",
	Doc: `Whoever needs more than three levels of indentation should rather fix the
function, says the coding style. What is reported is an if, else, loop or
switch on a line with six tabs or more: move the inner part to a function of
its own, turn conditions round and leave early, or continue.`,
	Bad:  "int f(int a)\n{\n\t\t\t\t\t\tif (a)\n\t\t\t\t\t\t\treturn 0;\n}\n",
	Good: "int f(int a)\n{\n\tif (a)\n\t\treturn 0;\n}\n",
	Link: "process/coding-style.html#indentation",
	Fix:  analyzer.FixNever,
}

var deepIndentation = &analyzer.Check{
	Rules:  []*analyzer.Rule{DeepIndentation},
	Lines:  source.LeadTab,
	OnLine: checkDeepIndentation,
}

const deepTabs = "\t\t\t\t\t\t"

// checkDeepIndentation looks for a word of control flow on a deep line.
func checkDeepIndentation(p *analyzer.Pass, line int) {
	if !bytes.HasPrefix(p.Clean(line), []byte(deepTabs)) || p.Text.Lines[line].Features.Has(source.Directive) {
		return
	}
	first, end := p.LineTokens(line)
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] != token.Ident || !isControl(p, i, end) {
			continue
		}
		p.Warn(DeepIndentation, p.TokenRange(i), "nested too deep: move the inner part to a function of its own")
		return
	}
}

// isControl reports whether a token is a word of control flow: do and else,
// the words that take a parenthesis on the same line, and the macros that walk
// over a list.
func isControl(p *analyzer.Pass, i, end int) bool {
	switch p.Tokens.Word[i] {
	case token.Do, token.Else:
		return true
	case token.If, token.While, token.For, token.Switch:
		return i+1 < end && p.Tokens.Kind[i+1] == token.LParen
	}
	return i+1 < end && p.Tokens.Kind[i+1] == token.LParen && p.Tokens.Kind[i] == token.Ident && p.IsLoopName(i)
}
