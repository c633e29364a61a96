// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// macroEnd is what the lines of a macro end in.
const macroEnd = " \\"

// BreakMacro breaks the definition of a macro that stands on one line: in the
// middle of a value that stands in a column, or behind the name and parameters,
// so that the value begins on a line of its own. It is false where fewer blanks
// between them would do: that is a matter of the table.
func (m *Mover) BreakMacro(line int) ([]fix.Edit, bool) {
	l := &m.Text.Lines[line]
	r, ok := m.row(line)
	if !ok || r.column == 0 || r.end > line+1 || l.Features.Has(source.HasComment) || m.continues(line) || m.inLiteral(line) {
		return nil, false
	}
	_, end := m.lineTokens(line)
	value := m.Tokens.Find(r.blanks.End)
	below := m.width(line)/m.Tab*m.Tab + m.Tab
	if r.mayMove(m) {
		return nil, false
	}
	fits := r.name+len(macroEnd) <= m.Limit && m.columns(m.Text.Raw[r.blanks.End:m.Tokens.End[end-1]], below) <= m.Limit
	if r.column > r.name+1 || bytes.IndexByte(m.Text.Raw[r.blanks.Start:r.blanks.End], '\t') >= 0 {
		if edits, cuts, ok := m.breakValue(value, end, r.column); ok && (cuts == 1 || cuts == 2 && !fits) {
			return edits, true
		}
	}
	if r.name+len(macroEnd) > m.Limit {
		return nil, false
	}
	begin := fix.Edit{Start: r.blanks.Start, End: r.blanks.End, New: macroEnd + "\n" + m.Blanks(below)}
	if fits {
		return []fix.Edit{begin}, true
	}
	edits, _, ok := m.breakValue(value, end, below)
	return append([]fix.Edit{begin}, edits...), ok
}

// WrapMacro breaks the last line of a macro, which begins in a column.
func (m *Mover) WrapMacro(line, column int) ([]fix.Edit, bool) {
	l := &m.Text.Lines[line]
	if !m.continues(line) || l.Features.Has(source.Directive|source.Continued|source.BeginsInComment|source.HasComment) || m.inLiteral(line) {
		return nil, false
	}
	head := line - 1
	for head > 0 && m.continues(head) {
		head--
	}
	if r, ok := m.row(head); !ok || r.column > 0 && r.mayMove(m) {
		return nil, false
	}
	first, end := m.lineTokens(line)
	edits, _, ok := m.breakValue(first, end, column)
	return edits, ok
}

// mayMove reports whether the definition would fit if its value stood so many
// tab stops nearer to the name as there is room for.
func (r *row) mayMove(m *Mover) bool {
	return r.column > r.name+1 && r.width-(r.column-r.name-1)/m.Tab*m.Tab <= m.Limit
}

// breakValue breaks part of the value of a macro, which begins in a column, and
// tells at how many places.
func (m *Mover) breakValue(first, end, column int) (edits []fix.Edit, cuts int, ok bool) {
	if end-first < 2 || int(m.Tokens.End[end-1]-m.Tokens.Start[first]) > (maxCuts+1)*m.Limit {
		return nil, 0, false
	}
	w := wrapper{m: m, begin: column, first: first, end: end, macro: true}
	if !w.survey() {
		return nil, 0, false
	}
	at, ok := w.fit(m.Limit - len(macroEnd))
	if !ok || len(at) == 0 {
		return nil, 0, false
	}
	for _, e := range w.edits(at) {
		e.New = macroEnd + e.New
		edits = append(edits, e)
	}
	return edits, len(at), true
}

// enclosing is the bracket that the line begins in.
func (w *wrapper) enclosing() token.Kind {
	if w.macro {
		return token.LParen // its lines stand below each other
	}
	return w.m.enclosing(w.first)
}
