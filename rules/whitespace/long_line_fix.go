// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/indent"
)

// breakLine adds the fix for a line that is too long: the table it is part of
// moves to the left, or it is broken.
func breakLine(p *analyzer.Pass, f *analyzer.Finding, line int) {
	m := &indent.Mover{Text: p.Text, Tokens: p.Tokens, Saw: p.Saw, Tab: p.TabSize(), Limit: p.MaxLineLength()}
	if t := narrowTable(p, m, line); t != nil {
		if t.table.Leads(m, line) { // one fix for all of them is enough
			f.Fix("Move the values to the left", t.edits...)
		}
		return
	}
	raw := p.Raw(line)
	if edits, ok := m.Wrap(line, p.Width(raw[:leadingBlanks(raw)])); ok {
		f.Fix("Break the line", edits...)
		return
	}
	if head := m.Head(line); head < line {
		if edits, ok := m.Refill(head, line); ok {
			f.Fix("Break the lines elsewhere", edits...)
		}
	}
}

// table is one of definitions, and what makes it narrower.
type table struct {
	table indent.Table
	edits []fix.Edit
	ok    bool
}

// narrowTable is the table that a line is part of, nil if there is none that
// can be made narrower. It is asked once for all lines of the table.
func narrowTable(p *analyzer.Pass, m *indent.Mover, line int) *table {
	t, ok := p.Kept().(*table)
	if !ok || !t.table.Has(line) {
		t = &table{}
		if t.table, ok = m.Table(line); !ok {
			return nil
		}
		t.edits, t.ok = t.table.Narrow(m)
		p.Keep(t)
	}
	t.table.See(m)
	if !t.ok {
		return nil
	}
	return t
}
