// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// CodeIndent is reported for indentation that spells a tab with spaces.
var CodeIndent = &analyzer.Rule{
	Type:   "CODE_INDENT",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Spaces where a tab belongs",
	Doc: `Indentation is made of tabs, eight columns each; spaces follow them only
to reach a column that is no tab stop. A run of eight spaces, or a space in
front of a tab, says that the line was indented with something else. Comments
and the bodies of macros count too.

Left alone are lines that are blank altogether, and lines inside a string,
whose blanks are text. The fix keeps every column where it is.`,
	Bad:  "int f(void)\n{\n        return 0;\n}\n",
	Good: "int f(void)\n{\n\treturn 0;\n}\n",
	Link: "process/coding-style.html#indentation",
	Fix:  analyzer.FixSometimes,
}

var codeIndent = &analyzer.Check{
	Rules:  []*analyzer.Rule{CodeIndent},
	Kinds:  source.CLike,
	Lines:  source.LeadSpace | source.LeadTab | source.EndsInBlank,
	OnLine: checkCodeIndent,
}

// checkCodeIndent reports a run of spaces as wide as a tab, or a space before
// a tab, in the white space that a line begins with. Checkpatch always counts
// eight spaces, whatever the size of a tab.
func checkCodeIndent(p *analyzer.Pass, line int) {
	raw := p.Raw(line)
	end, run, widest, before := 0, 0, 0, false
	for ; end < len(raw) && isSpace(raw[end]); end++ {
		if raw[end] == ' ' {
			run++
			widest = max(widest, run)
			continue
		}
		before = before || run > 0 && raw[end] == '\t'
		run = 0
	}
	blank := end == len(raw)
	theirs := widest >= 8 || before && !blank
	ours := (widest >= p.TabSize() || before) && !blank
	if !theirs && !ours {
		return
	}
	at := p.Columns(line, 0, leadingBlanks(raw))
	f := p.Error(CodeIndent, at, "indent with tabs, not with spaces")
	switch {
	case blank:
		f.DifferNarrower(onlyTrailing)
	case inLiteral(raw[:end], p.Clean(line)[:end]):
		f.DifferNarrower(ofLiteral)
	case !theirs:
		f.DifferWider("a tab has fewer columns than eight here")
	case !ours:
		f.DifferNarrower("a tab has more columns than eight here")
	}
	if e, ok := retab(p, line); ok {
		f.Fix("Indent with tabs", e)
	}
}

// isSpace reports whether c is white space within a line.
func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'
}
