// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// SpaceBeforeTab is reported for a space that a tab follows.
var SpaceBeforeTab = &analyzer.Rule{
	Type:   "SPACE_BEFORE_TAB",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A space in front of a tab",
	Doc: `The tab swallows the space: nobody sees it, and it comes and goes in
diffs. It is reported once a line, in code and in comments alike. Inside a
string the blanks are text and stay as they are. The fix writes each such run
with tabs and keeps every column.`,
	Bad:  "int a; \t/* b */\n",
	Good: "int a;\t/* b */\n",
	Link: "process/coding-style.html#spaces",
	Fix:  analyzer.FixSometimes,
}

var spaceBeforeTab = &analyzer.Check{
	Rules:  []*analyzer.Rule{SpaceBeforeTab},
	Kinds:  source.CLike,
	Lines:  source.SpaceTab,
	OnLine: checkSpaceBeforeTab,
}

// checkSpaceBeforeTab reports the first run of blanks of a line in which a
// space comes before a tab, and mends all of them.
func checkSpaceBeforeTab(p *analyzer.Pass, line int) {
	raw, clean := p.Raw(line), p.Clean(line)
	var at source.Range
	var edits []fix.Edit
	outside, trailing := false, false
	for i := 0; i < len(raw); i++ {
		if raw[i] != ' ' && raw[i] != '\t' {
			continue
		}
		from := i
		for i < len(raw) && (raw[i] == ' ' || raw[i] == '\t') {
			i++
		}
		last, mixed := lastTab(raw[from:i])
		if !mixed || inLiteral(raw[from:i], clean[from:i]) {
			continue
		}
		if i == len(raw) {
			trailing = true
			break
		}
		if !outside {
			at, outside = p.Columns(line, from, from+last+1), true
		}
		edits = append(edits, tabsOnly(p, line, from, i))
	}
	if !outside {
		at = firstSpaceTab(p, line)
	}
	f := p.Warn(SpaceBeforeTab, at, "a space stands before a tab")
	switch {
	case !outside && trailing:
		f.DifferNarrower(onlyTrailing)
	case !outside:
		f.DifferNarrower(ofLiteral)
	default:
		f.Fix("Write the blanks with tabs", edits...)
	}
}

// lastTab is the index of the last tab of a run of blanks; mixed tells
// whether a space stands before it.
func lastTab(run []byte) (last int, mixed bool) {
	space := false
	for i, c := range run {
		if c == ' ' {
			space = true
		} else {
			last, mixed = i, mixed || space
		}
	}
	return last, mixed
}

// tabsOnly is the edit that writes the run [from, to) of a line with tabs in
// front and spaces behind, ending in the same column.
func tabsOnly(p *analyzer.Pass, line, from, to int) fix.Edit {
	raw := p.Raw(line)
	if from == 0 {
		return analyzer.Replace(p.Columns(line, 0, to), indentation(p, p.Width(raw[:to])))
	}
	size := p.TabSize()
	begin, end := p.Width(raw[:from]), p.Width(raw[:to])
	tabs := end/size - begin/size
	spaces := end % size
	return analyzer.Replace(p.Columns(line, from, to), strings.Repeat("\t", tabs)+strings.Repeat(" ", spaces))
}

// firstSpaceTab is where the first space stands that a tab follows.
func firstSpaceTab(p *analyzer.Pass, line int) source.Range {
	i := strings.Index(string(p.Raw(line)), " \t")
	return p.Columns(line, i, i+2)
}
