// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// TrailingWhitespace is reported for blanks at the end of a line.
var TrailingWhitespace = &analyzer.Rule{
	Type:   "TRAILING_WHITESPACE",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Blanks at the end of a line",
	Doc: `Blanks behind the last character of a line show up in every later diff
and in git's own warnings, and say nothing. Lines of nothing but blanks count
as well.`,
	Bad:  "int a; \n",
	Good: "int a;\n",
	Link: "process/coding-style.html#spaces",
	Fix:  analyzer.FixAlways,
}

var trailingWhitespace = &analyzer.Check{
	Rules:  []*analyzer.Rule{TrailingWhitespace},
	Kinds:  source.AnyFile,
	Lines:  source.EndsInBlank,
	OnLine: checkTrailingWhitespace,
}

// checkTrailingWhitespace reports the run of blanks that a line ends in. A
// carriage return is another rule's affair.
func checkTrailingWhitespace(p *analyzer.Pass, line int) {
	raw := bytes.TrimSuffix(p.Raw(line), []byte{'\r'})
	kept := len(bytes.TrimRight(raw, " \t"))
	if kept == len(raw) {
		return
	}
	at := p.Columns(line, kept, len(raw))
	p.Error(TrailingWhitespace, at, "trailing whitespace").
		Fix("Remove the trailing whitespace", analyzer.Delete(at))
}
