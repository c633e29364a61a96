// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// DOSLineEndings is reported for carriage returns.
var DOSLineEndings = &analyzer.Rule{
	Type:   "DOS_LINE_ENDINGS",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A carriage return in the line",
	Doc: `Lines end in a line feed alone. A carriage return in front of it comes
from an editor or a mail program of another system, and makes every line of
the file differ from what it was. The fix takes it away, and blanks before
it. One in the middle of a line is reported and left alone.`,
	Bad:  "int a;\r\n",
	Good: "int a;\n",
	Link: "dev-tools/checkpatch.html#others",
	Fix:  analyzer.FixSometimes,
}

var dosLineEndings = &analyzer.Check{
	Rules:  []*analyzer.Rule{DOSLineEndings},
	Kinds:  source.AnyFile,
	OnText: checkDOSLineEndings,
}

// checkDOSLineEndings goes from one carriage return of the text to the next:
// there is none in nearly every file. Checkpatch does not see those in
// comments and strings.
func checkDOSLineEndings(p *analyzer.Pass) {
	next := 0
	for at := range p.Marks("\r") {
		line := p.Text.LineAt(uint32(at))
		if line >= next && p.Added(line) {
			reportCR(p, line, at-int(p.Text.Lines[line].Start))
		}
		next = line + 1
	}
}

// reportCR reports a line whose first carriage return is at column first, in
// bytes.
func reportCR(p *analyzer.Pass, line, first int) {
	raw := p.Raw(line)
	kept := len(bytes.TrimRight(raw, " \t\r\f\v"))
	atEnd := raw[len(raw)-1] == '\r'
	hidden := bytes.IndexByte(p.Clean(line), '\r') < 0
	if hidden && !atEnd {
		return // text of a comment or a string
	}
	at := p.Columns(line, first, first+1)
	if atEnd {
		at = p.Columns(line, len(raw)-1, len(raw))
	}
	f := p.Error(DOSLineEndings, at, "the line ends in a carriage return")
	if hidden {
		f.DifferWider("the carriage return ends a line inside a comment or a string")
	}
	if atEnd {
		f.Fix("Remove the carriage return", analyzer.Delete(p.Columns(line, kept, len(raw))))
	}
}
