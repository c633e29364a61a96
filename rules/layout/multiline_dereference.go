// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// MultilineDereference is reported for a member that stands on another line
// than what it is a member of.
var MultilineDereference = &analyzer.Rule{
	Type:   "MULTILINE_DEREFERENCE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A member on another line than its structure",
	Doc: `A line that ends in -> or . leaves the name of the member to the next one:
nobody finds it by searching, and it is hard to read. Break the line somewhere
else, or keep the inner structure in a variable. The fix joins the two lines
where they fit on one.`,
	Bad:  "int f(struct x *a)\n{\n\treturn a->\n\t\tb;\n}\n",
	Good: "int f(struct x *a)\n{\n\treturn a->b;\n}\n",
	Link: "dev-tools/checkpatch.html#indentation-and-line-breaks",
	Fix:  analyzer.FixSometimes,
}

var multilineDereference = &analyzer.Check{
	Rules:  []*analyzer.Rule{MultilineDereference},
	Lines:  source.LeadTab | source.LeadSpace | source.HasLetter,
	OnLine: checkMultilineDereference,
}

// checkMultilineDereference looks at a line that begins with a name, behind
// one that ends in -> or a dot.
func checkMultilineDereference(p *analyzer.Pass, line int) {
	if !p.Added(line - 1) {
		return
	}
	above := p.Clean(line - 1)
	end := trimSpaces(above, len(above))
	if end < 2 || above[end-1] != '.' && above[end-1] != '>' {
		return
	}
	dot := end - 1
	if above[end-1] == '>' {
		if dot--; above[dot] != '-' {
			return
		}
	}
	clean := p.Clean(line)
	from := skipSpaces(clean, 0)
	if from == len(clean) || !isLetter(clean[from]) || !endsInLvalue(above[:trimSpaces(above, dot)]) {
		return
	}
	f := p.Warn(MultilineDereference, p.Columns(line-1, dot, end), "the member stands on the next line")
	f.AtLine(line)
	if !p.SameHunk(line-1, line) {
		f.DifferNarrower(otherHunk)
		return
	}
	raw := bytes.TrimRight(p.Raw(line), " \t\r")
	if !oneRun(p, line-1, line) || p.Text.Lines[line-1].Features.Has(source.Directive) {
		return
	}
	if p.Width(p.Raw(line - 1)[:end])+p.Width(raw)-p.Width(raw[:from]) > p.MaxLineLength() {
		m := mover(p)
		head, ok := m.Head(line - 1)
		if !ok {
			return
		}
		if edits, ok := m.Refill(head, line); ok {
			f.Fix("Break the lines elsewhere", edits...)
		}
		return
	}
	f.Fix("Join the lines", analyzer.Delete(source.Range{
		Start: p.Text.Lines[line-1].Start + uint32(end), End: p.Text.Lines[line].Start + uint32(from)}))
}

// endsInLvalue reports whether code ends in a name, its members and indices.
func endsInLvalue(code []byte) bool {
	if len(code) == 0 {
		return false
	}
	if c := code[len(code)-1]; c != ']' {
		for i := len(code) - 1; i >= 0 && isWord(code[i]); i-- {
			if isLetter(code[i]) {
				return true
			}
		}
		return false
	}
	for i := len(code) - 2; i >= 0 && code[i] != ']'; i-- {
		if code[i] == '[' && endsInLvalue(code[:i]) {
			return true
		}
	}
	return false
}
