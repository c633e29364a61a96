// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// QuotedWhitespace is reported for a blank before the line feed of a message.
var QuotedWhitespace = &analyzer.Rule{
	Type:   "QUOTED_WHITESPACE_BEFORE_NEWLINE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A blank before the line feed of a message",
	Doc: `A blank or tab before \n ends up at the end of a line of the log, where
nobody sees it. Take it out. It is reported in strings; a comment that shows
one is left alone. Removing the blank changes what is printed, so the fix wants
a look.`,
	Bad:  "static const char a[] = \"one \\n\";\n",
	Good: "static const char a[] = \"one\\n\";\n",
	Link: "process/coding-style.html#printing-kernel-messages",
	Fix:  analyzer.FixSometimes,
}

var quotedWhitespace = &analyzer.Check{
	Rules:  []*analyzer.Rule{QuotedWhitespace},
	OnText: checkQuotedWhitespace,
}

// checkQuotedWhitespace goes from one blank before \n to the next: they are
// rare, and looking for them is quicker than for quotes.
func checkQuotedWhitespace(p *analyzer.Pass) {
	for _, mark := range []string{" \\n", "\t\\n"} {
		for at := range p.Marks(mark) {
			line := p.Text.LineAt(uint32(at))
			if p.Added(line) && bytes.IndexByte(p.Raw(line), '"') >= 0 && firstMark(p, line) == at {
				reportQuotedWhitespace(p, line)
			}
		}
	}
}

// firstMark is the offset of the first blank before \n that has a quote before
// it on its line.
func firstMark(p *analyzer.Pass, line int) int {
	raw := p.Raw(line)
	for i := bytes.IndexByte(raw, '"'); i >= 0 && i+2 < len(raw); i++ {
		if (raw[i] == ' ' || raw[i] == '\t') && raw[i+1] == '\\' && raw[i+2] == 'n' {
			return i + int(p.Text.Lines[line].Start)
		}
	}
	return -1
}

// reportQuotedWhitespace reports the first run of blanks of a line that stands
// before \n inside a string.
func reportQuotedWhitespace(p *analyzer.Pass, line int) {
	raw, clean := p.Raw(line), p.Clean(line)
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\\' || raw[i+1] != 'n' || clean[i] != 'X' {
			if raw[i] == '\\' && clean[i] == 'X' {
				i++ // what is behind a backslash begins nothing
			}
			continue
		}
		start := i
		for start > 0 && (raw[start-1] == ' ' || raw[start-1] == '\t') && (clean[start-1] == 'X' || raw[start-1] == '\t') {
			start--
		}
		if start == i {
			i++
			continue
		}
		at := p.Columns(line, start, i)
		f := p.Warn(QuotedWhitespace, at, "a blank before the line feed of a message").
			MaybeFix("Remove the blank", analyzer.Delete(at))
		if inAssembler(p, p.Tokens.Find(at.Start)) {
			f.DifferNarrower("assembler, and no message")
		}
		return
	}
	p.Warn(QuotedWhitespace, p.LineRange(line), "a blank before the line feed of a message").
		DifferNarrower("text of a comment, or a backslash by itself")
}
