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
as well, and so do form feeds. Where the line ends in a carriage return, that
is what is reported.`,
	Bad:  "int a; \n",
	Good: "int a;\n",
	Link: "process/coding-style.html#spaces",
	Fix:  analyzer.FixSometimes,
}

var trailingWhitespace = &analyzer.Check{
	Rules:  []*analyzer.Rule{TrailingWhitespace},
	Kinds:  source.AnyFile,
	Lines:  source.EndsInBlank,
	OnLine: checkTrailingWhitespace,
}

// checkTrailingWhitespace reports the run of blanks that a line ends in. A
// line with a carriage return outside comments and strings is another rule's
// affair; with one inside a comment, checkpatch takes it for a blank.
func checkTrailingWhitespace(p *analyzer.Pass, line int) {
	raw := p.Raw(line)
	if bytes.IndexByte(p.Clean(line), '\r') >= 0 {
		return
	}
	kept := len(bytes.TrimRight(raw, " \t\r\f\v"))
	at := p.Columns(line, kept, len(raw))
	f := p.Error(TrailingWhitespace, at, "trailing whitespace")
	switch {
	case raw[len(raw)-1] == '\r':
		f.DifferNarrower("the blank is a carriage return")
	case p.Clean(line)[len(raw)-1] == 'X' && bytes.ContainsAny(raw[kept:], " \f\v"):
		// Blanks before a line end inside a string are text.
	default:
		f.Fix("Remove the trailing whitespace", analyzer.Delete(at))
	}
}
