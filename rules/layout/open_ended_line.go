// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// OpenEndedLine is reported for a line that ends in an open parenthesis or
// bracket.
var OpenEndedLine = &analyzer.Rule{
	Type:   "OPEN_ENDED_LINE",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "The line ends in an open bracket",
	Doc: `What stands in parentheses begins on the line of the opening one, and the
lines that follow stand under it. A line that ends in ( or [ leaves the reader
with a call of nothing. The fix draws the next line up and moves the following
ones along, where all of them fit.`,
	Bad:  "int f(int a)\n{\n\treturn g(\n\t\ta, 1);\n}\n",
	Good: "int f(int a)\n{\n\treturn g(a, 1);\n}\n",
	Link: "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:  analyzer.FixSometimes,
}

var openEndedLine = &analyzer.Check{
	Rules:  []*analyzer.Rule{OpenEndedLine},
	Lines:  source.HasParen | source.HasBracket,
	OnLine: checkOpenEndedLine,
}

// checkOpenEndedLine looks at the last byte of a line that is no white space.
func checkOpenEndedLine(p *analyzer.Pass, line int) {
	at, ok := endsWith(p.Clean(line), "([")
	if !ok {
		return
	}
	p.Strictly(OpenEndedLine, p.Columns(line, at, at+1), "the line ends in an open '%c'", p.Clean(line)[at])
}
