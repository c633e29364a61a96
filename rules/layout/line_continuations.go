// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// LineContinuations is reported for backslashes at the end of a line that do
// no good.
var LineContinuations = &analyzer.Rule{
	Type:   "LINE_CONTINUATIONS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A backslash that continues a line needlessly",
	Doc: `Code goes on to the next line by itself; only directives, macros above
all, need a backslash for it. It is reported where the line is no directive, no
assembler, and does not continue the line above.

A backslash inside a string is reported everywhere: it makes the indentation of
the next line part of the text. Close the string and open another one, the
compiler joins them.`,
	Bad:  "int a = 1 + \\\n\t2;\n",
	Good: "int a = 1 +\n\t2;\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixSometimes,
}

var lineContinuations = &analyzer.Check{
	Rules:  []*analyzer.Rule{LineContinuations},
	Lines:  source.Continued | source.HasQuote,
	OnLine: checkLineContinuations,
}

// checkLineContinuations looks at lines that end in a backslash: in the view,
// or inside a string, where only the raw line shows it.
func checkLineContinuations(p *analyzer.Pass, line int) {
	raw, clean := p.Raw(line), p.Clean(line)
	if len(raw) == 0 || raw[len(raw)-1] != '\\' {
		return
	}
	if clean[len(clean)-1] == '\\' {
		checkContinuedCode(p, line)
	}
	if bytes.Count(clean, []byte{'"'})%2 != 0 {
		reportContinuedString(p, line)
	}
}

// checkContinuedCode reports a backslash outside of directives, the macros of
// linker scripts, and assembler.
func checkContinuedCode(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	above := p.Clean(line - 1)
	if p.Text.Lines[line].Features.Has(source.Directive) || hasAsm(p, line) ||
		len(above) > 0 && above[len(above)-1] == '\\' || strings.HasSuffix(p.Text.Path, "/vmlinux.lds.h") {
		return
	}
	last := len(clean) - 1
	f := p.Warn(LineContinuations, p.Columns(line, last, last+1), "the backslash continues nothing that needs it")
	rawAbove := p.Raw(line - 1)
	switch {
	case !p.SameHunk(line-1, line) && !p.Text.Whole:
		f.DifferNarrower("what the line continues is not in the hunk")
	case len(rawAbove) > 0 && rawAbove[len(rawAbove)-1] == '\\':
		f.DifferNarrower("the line above is continued inside a comment or a string")
	case p.InDirective(line):
		f.DifferNarrower("a comment stands between the lines of the macro")
	case p.SameHunk(line, line+1) && !p.Text.Lines[line+1].Features.Has(source.Directive):
		kept := trimSpaces(clean, last)
		f.Rewrite("Remove the backslash", analyzer.Delete(p.Columns(line, kept, last+1)))
	}
}

// hasAsm reports whether the word for assembler is on a line.
func hasAsm(p *analyzer.Pass, line int) bool {
	first, end := p.LineTokens(line)
	for i := first; i < end; i++ {
		if w := p.Tokens.Word[i]; w == token.AsmPlain || w == token.AsmUnder {
			return true
		}
	}
	return false
}

// reportContinuedString reports a backslash inside a string. The fix closes
// the string and opens another, and wants a look: the parts of a message on
// two lines cannot be searched for, whichever way they are written.
func reportContinuedString(p *analyzer.Pass, line int) {
	last := len(p.Raw(line)) - 1
	f := p.Warn(LineContinuations, p.Columns(line, last, last+1), "the string goes on behind a backslash")
	if edits, ok := closeString(p, line); ok {
		f.MaybeFix("Close the string and open another", edits...)
	}
}

// closeString is the edits that end a string at the backslash of a line and
// begin another on the next one. In a macro the backslash stays.
func closeString(p *analyzer.Pass, line int) ([]fix.Edit, bool) {
	clean, raw := p.Clean(line), p.Raw(line)
	last := len(raw) - 1
	if clean[last] != 'X' || !p.SameHunk(line, line+1) || bytes.IndexByte(p.Clean(line+1), '"') < 0 {
		return nil, false
	}
	end := `"`
	if inMacro(p, line) {
		end = `" \`
	}
	next := p.Text.Lines[line+1].Start
	return []fix.Edit{analyzer.Replace(p.Columns(line, last, last+1), end), analyzer.Insert(next, `"`)}, true
}

// inMacro reports whether a line is part of a macro definition.
func inMacro(p *analyzer.Pass, line int) bool {
	for i := line; i >= 0 && p.SameHunk(i, line); i-- {
		if raw := p.Raw(i); i < line && (len(raw) == 0 || raw[len(raw)-1] != '\\') {
			return false
		}
		if p.Text.Lines[i].Features.Has(source.Directive) {
			return true
		}
	}
	return false
}
