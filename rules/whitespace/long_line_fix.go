// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/indent"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// breakLine adds the fix for a line that is too long: the table it is part of
// moves to the left, or it is broken.
func breakLine(p *analyzer.Pass, f *analyzer.Finding, line int) {
	if p.Text.Lines[line].Features.Has(source.OnlyComment) {
		return
	}
	m := &indent.Mover{Text: p.Text, Tokens: p.Tokens, Saw: p.Saw, Tab: p.TabSize(), Limit: p.MaxLineLength()}
	if t, ok := m.Table(line); ok { // one fix for all of its lines is enough
		if edits, ok := t.Narrow(m); ok {
			f.Fix("Move the values to the left", edits...)
			return
		}
	}
	raw := p.Raw(line)
	column := p.Width(raw[:leadingBlanks(raw)])
	edits, ok := m.Wrap(line, column)
	if !ok {
		edits, ok = m.BreakMacro(line)
	}
	if !ok {
		edits, ok = m.WrapMacro(line, column)
	}
	if ok {
		f.Fix("Break the line", edits...)
		return
	}
	if head, ok := m.Head(line); ok && head < line {
		if edits, ok := m.Refill(head, line); ok {
			f.Fix("Break the lines elsewhere", edits...)
		}
	}
}
