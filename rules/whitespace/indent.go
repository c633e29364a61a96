// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/indent"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// leadingBlanks counts the spaces and tabs that a line begins with.
func leadingBlanks(raw []byte) int {
	n := 0
	for n < len(raw) && (raw[n] == ' ' || raw[n] == '\t') {
		n++
	}
	return n
}

// retab is the edit that writes the indentation of a line with as many tabs
// as it takes, every column kept. ok is false where there is nothing to do,
// and where the blanks belong to a string that began on a line above.
func retab(p *analyzer.Pass, line int) (e fix.Edit, ok bool) {
	raw := p.Raw(line)
	n := leadingBlanks(raw)
	if inLiteral(raw[:n], p.Clean(line)[:n]) {
		return fix.Edit{}, false
	}
	width := p.Width(raw[:n])
	want := indentation(p, width)
	if n == len(raw) || want == string(raw[:n]) {
		return fix.Edit{}, false
	}
	if width > p.TabSize() && width%p.TabSize() != 0 && p.C != nil && !isTabstop(p, line) && beginsStatement(p, line, n) {
		return fix.Edit{}, false // it would be wrong in another way
	}
	return analyzer.Replace(p.Columns(line, 0, n), want), true
}

// indentation is the blanks that reach a column: tabs, then spaces.
func indentation(p *analyzer.Pass, width int) string {
	return strings.Repeat("\t", width/p.TabSize()) + strings.Repeat(" ", width%p.TabSize())
}

// inLiteral reports whether blanks belong to a string or character constant:
// the view shows spaces there as X.
func inLiteral(raw, clean []byte) bool {
	for i, c := range clean {
		if c == 'X' && raw[i] == ' ' {
			return true
		}
	}
	return false
}

// isTabstop reports whether a line is of the form that TABSTOP judges: tabs in
// front, then spaces.
func isTabstop(p *analyzer.Pass, line int) bool {
	blanks := p.Raw(line)[:leadingBlanks(p.Raw(line))]
	return len(blanks) > 0 && blanks[0] == '\t' && bytes.Count(blanks, []byte{'\t'}) == bytes.LastIndexByte(blanks, '\t')+1
}

// reindent adds the fix that indents the whole definition around a line by its
// structure, for a whole file where the structure is sure.
func reindent(p *analyzer.Pass, f *analyzer.Finding, line int) {
	if p.C == nil || !p.Text.Whole {
		return
	}
	piece, ok := p.Piece(p.Text.Lines[line].Start + uint32(leadingBlanks(p.Raw(line))))
	if !ok {
		return
	}
	m := &indent.Mover{Text: p.Text, Tokens: p.Tokens, Saw: p.Saw, Tab: p.TabSize(), Limit: p.MaxLineLength()}
	edits, ok := p.Reindented(piece, m.Reindent)
	start := p.Text.Lines[line].Start
	if ok && slices.ContainsFunc(edits, func(e fix.Edit) bool { return e.Start == start }) {
		f.Fix("Indent all of it by its structure", edits...)
	}
}

// isBlank reports whether a line is empty but for white space.
func isBlank(p *analyzer.Pass, line int) bool {
	return p.Text.Lines[line].Features.Has(source.Blank)
}

// Reasons for leaving out what checkpatch reports.
const (
	ofLiteral    = "the blanks are part of a string"
	onlyTrailing = "the blanks are trailing ones"
)
