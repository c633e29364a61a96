// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// MissingEOFNewline is reported for a last line without its line feed.
var MissingEOFNewline = &analyzer.Rule{
	Type:   "MISSING_EOF_NEWLINE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "The last line has no line feed",
	Doc: `A text is made of lines, and each of them ends in a line feed. Without
the last one tools that join files glue two lines together, and the next
person who adds a line changes this one as well. Files of code, of the build
and of the documentation are looked at, not those whose format is unknown.`,
	Bad:  "int a;",
	Good: "int a;\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

// textKinds are the kinds whose files are known to be made of lines.
const textKinds = source.AnyFile &^ (1 << source.Other)

var missingEOFNewline = &analyzer.Check{
	Rules:  []*analyzer.Rule{MissingEOFNewline},
	Kinds:  textKinds,
	OnText: checkMissingEOFNewline,
}

// checkMissingEOFNewline looks at the last line. Checkpatch looks at code
// alone.
func checkMissingEOFNewline(p *analyzer.Pass) {
	last := len(p.Text.Lines) - 1
	if p.Text.FinalNewline || !p.Added(last) {
		return
	}
	f := p.Warn(MissingEOFNewline, p.LineRange(last), "the last line has no line feed")
	if !measured(p) {
		f.DifferWider("files of the build and the documentation are made of lines too")
	}
	if p.Text.Whole {
		f.Fix("Add a line feed", analyzer.Insert(p.Text.Lines[last].End, "\n"))
	}
}
