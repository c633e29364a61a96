// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// MaintainersStyle is reported for entries of MAINTAINERS in a bad form.
var MaintainersStyle = &analyzer.Rule{
	Type:   "MAINTAINERS_STYLE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Entry of MAINTAINERS in another form or order",
	Doc: `The lines of an entry are a capital letter, a colon, one tab and a
value. They stand in the order M R L S W Q B C P T F X N K, and patterns of files
(F and X) are sorted by their bytes. scripts/parse-maintainers.pl keeps them so.`,
	Bad:     "FOO\nM: Jane Doe <jane@example.org>\n",
	Good:    "FOO\nM:\tJane Doe <jane@example.org>\n",
	Example: "MAINTAINERS",
	Link:    "process/maintainers.html",
	Fix:     analyzer.FixSometimes,
}

// maintainersOrder is the order of the lines of an entry.
const maintainersOrder = "MRLSWQBCPTFXNK"

var maintainersStyle = &analyzer.Check{
	Rules:  []*analyzer.Rule{MaintainersStyle},
	Kinds:  1 << source.Maintainers,
	Lines:  source.HasColon,
	OnLine: checkMaintainersStyle,
}

func checkMaintainersStyle(p *analyzer.Pass, i int) {
	line := p.Raw(i)
	if p.Text.Path != "MAINTAINERS" || !isEntry(line) {
		return
	}
	value := trimLeft(line[2:])
	if len(line) < 4 || line[2] != '\t' || isSpace(line[3]) {
		x := p.Warn(MaintainersStyle, p.Columns(i, 0, len(line)-len(value)), "one tab behind %s", line[:2])
		if len(value) > 0 {
			x.Fix("Use one tab", analyzer.Replace(p.Columns(i, 2, len(line)-len(value)), "\t"))
		}
	}
	above := p.Raw(i - 1)
	if !isEntry(above) || !p.Parity() && !p.SameHunk(i-1, i) {
		return
	}
	here, before := strings.IndexByte(maintainersOrder, line[0]), strings.IndexByte(maintainersOrder, above[0])
	switch {
	case here < 0:
		p.Warn(MaintainersStyle, p.Columns(i, 0, 2), "unknown kind of line %s", line[:2])
	case before >= 0 && here < before:
		p.Warn(MaintainersStyle, p.Columns(i, 0, 2), "%s stands in front of %s", line[:2], above[:2])
	case here == before && (line[0] == 'F' || line[0] == 'X') && bytes.Compare(trimLeft(above[2:]), value) > 0:
		p.Warn(MaintainersStyle, p.LineRange(i), "patterns of files are sorted by name")
	}
}

func isEntry(line []byte) bool {
	return len(line) >= 2 && line[1] == ':' && line[0] >= 'A' && line[0] <= 'Z'
}
