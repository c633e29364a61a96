// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Table is definitions of macros below each other whose values begin in the
// same column. Blank lines and comments may stand between them, and those whose
// name reaches beyond the column.
type Table struct {
	// First and End bound its lines.
	First, End int
	column     int
	rows       []row
	// ragged is true if one touches it whose value stands in another column:
	// it is no table, or not as a whole.
	ragged bool
}

// row is one definition of a table.
type row struct {
	line, end int // what continues it included
	name      int // the column behind the name
	column    int // that of the value; 0 where there is none
	width     int // the longest of the lines
	blanks    source.Range
	fixed     bool // it cannot be moved
}

// A table has so many lines at most, and so many definitions at least.
const (
	maxRows = 4000
	minRows = 3
)

// Table is the table of which a line is the first that is too long. Whether it
// is follows from the lines above, mostly from the one: only this line depends
// on all of the table.
func (m *Mover) Table(line int) (t Table, ok bool) {
	asked := line
	for line > 0 && m.continues(line) {
		line--
	}
	r, ok := m.row(line)
	if !ok || r.column <= r.name || m.firstLong(r) != asked {
		return t, false
	}
	t = Table{First: line, End: r.end, column: r.column, rows: []row{r}}
	defer func() { t.see(m) }()
	hunk := m.Text.Lines[line].Hunk
	for i := line - 1; i >= 0 && line-i < maxRows && m.Text.Lines[i].Hunk == hunk; i-- {
		if m.continues(i) {
			continue
		}
		rows := len(t.rows)
		if !t.take(m, i, i+1) {
			break
		}
		t.First = i
		if len(t.rows) > rows && t.rows[rows].width > m.Limit {
			return t, false
		}
	}
	for i := r.end; i < len(m.Text.Lines) && i-line < maxRows && m.Text.Lines[i].Hunk == hunk && t.take(m, i, i-1); i = t.End {
		t.End = max(t.End, i+1)
	}
	slices.SortFunc(t.rows, func(a, b row) int { return a.line - b.line })
	return t, true
}

// firstLong is the first line of a definition that is too long, -1 if none is.
func (m *Mover) firstLong(r row) int {
	for i := r.line; i < r.end && r.width > m.Limit; i++ {
		if m.columns(m.Text.RawLine(i), 0) > m.Limit {
			return i
		}
	}
	return -1
}

// see says that an answer depends on all of the table and the lines that end
// it.
func (t *Table) see(m *Mover) {
	if m.Saw != nil {
		m.Saw(m.Tokens.Find(m.Text.Lines[max(t.First-1, 0)].Start))
		m.Saw(m.Tokens.Find(m.Text.Lines[min(t.End, len(m.Text.Lines)-1)].End))
	}
}

// continues reports whether a line goes on with what the one above began.
func (m *Mover) continues(line int) bool {
	return line > 0 && m.Text.Lines[line-1].Features.Has(source.Continued) && m.Text.Lines[line-1].Hunk == m.Text.Lines[line].Hunk
}

// take adds a line to the table. It is false for one that ends the table.
func (t *Table) take(m *Mover, line, beside int) bool {
	const between = source.Blank | source.OnlyComment
	if m.Text.Lines[line].Features&between != 0 {
		return true
	}
	r, ok := m.row(line)
	if ok && r.column != t.column && r.column != 0 && r.name < t.column {
		t.ragged = t.ragged || m.Text.Lines[beside].Features&between == 0
		return false
	}
	if !ok {
		return false
	}
	if r.column == t.column {
		t.rows = append(t.rows, r)
	}
	t.End = max(t.End, r.end)
	return true
}

// row reads a definition that begins on a line.
func (m *Mover) row(line int) (r row, ok bool) {
	l := &m.Text.Lines[line]
	first, end := m.lineTokens(line)
	if !l.Features.Has(source.Directive) || l.Features.Has(source.BeginsInComment) || first+2 >= end || m.Tokens.Kind[first] != token.Hash ||
		string(m.Tokens.Text(m.Text.Clean, first+1)) != "define" {
		return r, false
	}
	name := m.macroHead(first+2, end)
	if name < 0 {
		return r, false
	}
	behind := m.Tokens.End[name]
	r = row{line: line, end: line + 1, name: m.columns(m.Text.Raw[l.Start:behind], 0), fixed: l.Origin != source.Added}
	if name+1 < end && m.Tokens.Kind[name+1] != token.Comment && m.Tokens.Kind[name+1] != token.Backslash {
		r.blanks = source.Range{Start: behind, End: m.Tokens.Start[name+1]}
		r.column = m.columns(m.Text.Raw[behind:r.blanks.End], r.name)
	}
	r.width = m.columns(m.Text.RawLine(line), 0)
	for ; r.end < len(m.Text.Lines) && m.continues(r.end); r.end++ {
		next := &m.Text.Lines[r.end]
		r.fixed = r.fixed || next.Origin != source.Added || m.inLiteral(r.end) || next.Features.Has(source.BeginsInComment)
		r.width = max(r.width, m.columns(m.Text.RawLine(r.end), 0))
	}
	return r, true
}

// macroHead is the last token of the name and the parameters of a macro whose
// name is a token; -1 if they do not end before another.
func (m *Mover) macroHead(name, end int) int {
	if name+1 == end || m.Tokens.Kind[name+1] != token.LParen || m.Tokens.Start[name+1] != m.Tokens.End[name] {
		return name
	}
	for i := name + 2; i < end; i++ {
		if m.Tokens.Kind[i] == token.RParen {
			return i
		}
	}
	return -1
}

// Narrow moves the column of the values to the left, by as few tab stops as
// make all definitions fit. It is false where that cannot be had: one that must
// be broken is broken first.
func (t *Table) Narrow(m *Mover) ([]fix.Edit, bool) {
	if t.ragged || len(t.rows) < minRows {
		return nil, false
	}
	name, width := 0, 0
	for i := range t.rows {
		r := &t.rows[i]
		if r.fixed {
			return nil, false
		}
		name, width = max(name, r.name), max(width, r.width)
	}
	by := (width - m.Limit + m.Tab - 1) / m.Tab * m.Tab
	if by <= 0 || t.column-by <= name {
		return nil, false
	}
	var out []fix.Edit
	for i := range t.rows {
		out = append(out, t.rows[i].shift(m, by)...)
	}
	return out, true
}

// shift moves the value of a definition to the left, and the lines that
// continue it below it.
func (r *row) shift(m *Mover, by int) []fix.Edit {
	to := r.column - by
	fill := strings.Repeat(" ", to-r.name)
	if bytes.IndexByte(m.Text.Raw[r.blanks.Start:r.blanks.End], '\t') >= 0 && to-r.name > 1 {
		fill = strings.Repeat("\t", max(to/m.Tab-r.name/m.Tab, 0))
		if fill == "" {
			fill = strings.Repeat(" ", to-r.name)
		} else {
			fill += strings.Repeat(" ", to%m.Tab)
		}
	}
	out := []fix.Edit{{Start: r.blanks.Start, End: r.blanks.End, New: fill}}
	for i := r.line + 1; i < r.end; i++ {
		width, n := m.width(i), m.blanks(i)
		if width < r.column || n == len(m.Text.RawLine(i)) {
			continue
		}
		start := m.Text.Lines[i].Start
		out = append(out, fix.Edit{Start: start, End: start + uint32(n), New: m.Blanks(width - by)})
	}
	return out
}
