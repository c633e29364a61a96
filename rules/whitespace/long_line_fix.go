// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/indent"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// breakLine adds the fix for a line that is too long: the table it is part of
// moves to the left, or it is broken.
func breakLine(p *analyzer.Pass, f *analyzer.Finding, line int) {
	raw := p.Raw(line)
	comment := p.Text.Lines[line].Features.Has(source.OnlyComment)
	if comment && !bytes.HasSuffix(raw, []byte("*/")) {
		return
	}
	m := &indent.Mover{Text: p.Text, Tokens: p.Tokens, Saw: p.Saw, Tab: p.TabSize(), Limit: p.MaxLineLength()}
	if comment {
		if edits, ok := m.Narrow(line); ok {
			f.Fix("Break the comment", edits...)
		}
		return
	}
	if t, ok := m.Table(line); ok { // one fix for all of its lines is enough
		if edits, ok := t.Narrow(m); ok {
			f.Fix("Move the values to the left", edits...)
			return
		}
	}
	column := p.Width(raw[:leadingBlanks(raw)])
	for _, way := range []func() ([]fix.Edit, bool){
		func() ([]fix.Edit, bool) { return m.Wrap(line, column) },
		func() ([]fix.Edit, bool) { return m.BreakMacro(line) },
		func() ([]fix.Edit, bool) { return m.WrapMacro(line, column) },
		func() ([]fix.Edit, bool) { return m.Unfold(line) },
	} {
		if edits, ok := way(); ok {
			f.Fix("Break the line", edits...)
			return
		}
	}
	if edits, ok := m.Narrow(line); ok {
		f.Fix("Give the comment room", edits...)
		return
	}
	if head, ok := m.Head(line); ok && head < line {
		if edits, ok := m.Refill(head, line); ok {
			f.Fix("Break the lines elsewhere", edits...)
		}
	}
}
