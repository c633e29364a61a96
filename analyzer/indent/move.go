// SPDX-License-Identifier: GPL-2.0-or-later

// Package indent moves lines to other columns, and with a line all that hangs
// on it: what stands in brackets that were opened on it. It knows lines,
// columns and brackets; it must never know a rule, nor decide which line is
// wrong. Lines without room are broken, alone or with the statement they are
// part of. All it writes is blanks, line ends, backslashes in macros, and
// comments in another place; no token of C is another afterwards.
package indent

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// maxLines is how many lines are moved at most.
const maxLines = 600

// Mover moves lines of one text. It is used by one goroutine.
type Mover struct {
	Text   *source.Text
	Tokens *token.Stream
	// Tab is the columns of a tab, Limit those that a line may have.
	Tab, Limit int
	// Saw, if given, is told tokens far away that an answer depends on.
	Saw func(tok int)
}

// Move is a line, from 0, and the columns in which it begins before and after.
type Move struct{ Line, From, To int }

// bracket is one that is open. Lines that begin inside it move by as much as
// the line it was opened on; those inside the anchor go to its column.
type bracket struct {
	by     int
	anchor bool
}

// walk is the way over the lines of one group.
type walk struct {
	m       *Mover
	open    []bracket
	column  int // of lines inside the anchor
	comment int // by how much the last line moved that began a comment
	moves   []Move
	// blocks is true if a block moves with the line that opens it outside
	// all parentheses.
	blocks bool
}

// Align moves line to a column, together with all further lines that begin
// inside the bracket of token open, and what hangs on any of them. It is false
// where that cannot be done: a directive or a literal stands in the way, or the
// group is too long. A group that is cut off by the end of its hunk is moved as
// far as it goes.
func (m *Mover) Align(open, line, column int) ([]Move, bool) {
	w := walk{m: m, open: []bracket{{anchor: true}}, column: column}
	for i := open + 1; i < m.Tokens.Len() && m.Tokens.Start[i] < m.Text.Lines[line].Start; i++ {
		w.token(m.Tokens.Kind[i], 0)
	}
	return w.run(line)
}

// Shift moves line by a number of columns, and what hangs on it.
func (m *Mover) Shift(line, by int) ([]Move, bool) {
	w := walk{m: m, open: []bracket{{by: by}}, blocks: true}
	if moved, ok := w.line(line); !ok || !moved {
		return nil, ok
	}
	w.open = w.open[:0]
	first, end := m.lineTokens(line)
	for i := first; i < end; i++ {
		w.token(m.Tokens.Kind[i], by)
	}
	if len(w.open) == 0 {
		return w.moves, true
	}
	return w.run(line + 1)
}

// run goes on from line until no bracket is open any more.
func (w *walk) run(line int) ([]Move, bool) {
	lines := w.m.Text.Lines
	for i := line; i < len(lines) && len(w.open) > 0 && lines[i].Hunk == lines[line].Hunk; i++ {
		if i-line >= maxLines || lines[i].Features.Has(source.Directive) {
			return nil, false
		}
		if _, ok := w.line(i); !ok {
			return nil, false
		}
		by := 0
		if n := len(w.moves); n > 0 && w.moves[n-1].Line == i {
			by = w.moves[n-1].To - w.moves[n-1].From
		}
		first, end := w.m.lineTokens(i)
		for k := first; k < end; k++ {
			w.token(w.m.Tokens.Kind[k], by)
		}
	}
	return w.moves, true
}

// line moves one line. moved is false for one that is blank.
func (w *walk) line(i int) (moved, ok bool) {
	l := &w.m.Text.Lines[i]
	if l.Features.Has(source.Blank) {
		return false, true
	}
	if w.m.inLiteral(i) {
		return false, false
	}
	from := w.m.width(i)
	b := w.open[len(w.open)-1]
	to := from + b.by
	switch {
	case l.Features.Has(source.BeginsInComment):
		to = from + w.comment
	case b.anchor:
		to = w.column
	}
	w.comment = to - from
	if to < 0 {
		return false, false
	}
	w.moves = append(w.moves, Move{Line: i, From: from, To: to})
	return true, true
}

// token opens or closes a bracket.
func (w *walk) token(k token.Kind, by int) {
	switch {
	case k == token.LBrace && len(w.open) == 0 && !w.blocks:
		// The body of what the parenthesis belongs to stays where it is.
	case k.IsOpen():
		w.open = append(w.open, bracket{by: by})
	case k.IsClose() && len(w.open) > 0:
		w.open = w.open[:len(w.open)-1]
	}
}

// lineTokens bounds the tokens that begin on a line.
func (m *Mover) lineTokens(i int) (first, end int) {
	l := &m.Text.Lines[i]
	first = m.Tokens.Find(l.Start)
	if first < m.Tokens.Len() && m.Tokens.Start[first] < l.Start {
		first++
	}
	for end = first; end < m.Tokens.Len() && m.Tokens.Start[end] < l.End; end++ {
	}
	return first, end
}

// inLiteral reports whether a line begins inside a string or character
// constant.
func (m *Mover) inLiteral(i int) bool {
	start := m.Text.Lines[i].Start
	tok := m.Tokens.Find(start)
	return tok < m.Tokens.Len() && m.Tokens.Start[tok] < start
}

// blanks counts the spaces and tabs that a line begins with.
func (m *Mover) blanks(i int) int {
	raw := m.Text.RawLine(i)
	n := 0
	for n < len(raw) && (raw[n] == ' ' || raw[n] == '\t') {
		n++
	}
	return n
}

// width is the column in which the text of a line begins.
func (m *Mover) width(i int) int {
	return m.columns(m.Text.RawLine(i)[:m.blanks(i)], 0)
}

// columns is the column behind a text that begins in column from.
func (m *Mover) columns(text []byte, from int) int {
	for _, c := range text {
		if c == '\t' {
			from += m.Tab - from%m.Tab
		} else {
			from++
		}
	}
	return from
}

// Blanks are the tabs, and the spaces behind them, that reach a column.
func (m *Mover) Blanks(column int) string {
	return strings.Repeat("\t", column/m.Tab) + strings.Repeat(" ", column%m.Tab)
}

// Edits carries moves out. A line that would become longer than the limit is
// broken, or its comment makes room; where that cannot be done it is false.
func (m *Mover) Edits(moves []Move) ([]fix.Edit, bool) {
	var edits []fix.Edit
	for _, v := range moves {
		raw := m.Text.RawLine(v.Line)
		start := m.Text.Lines[v.Line].Start
		n := m.blanks(v.Line)
		if blanks := m.Blanks(v.To); blanks != string(raw[:n]) {
			edits = append(edits, fix.Edit{Start: start, End: start + uint32(n), New: blanks})
		}
		if v.To == v.From {
			continue
		}
		width := m.columns(raw[n:], v.To)
		if e, ok := m.backslash(v); ok {
			width = m.columns(raw, 0)
			edits = append(edits, e)
		}
		if before := m.columns(raw, 0); width > m.Limit && before <= m.Limit && !m.onlyString(m.lineTokens(v.Line)) {
			if narrowed, ok := m.narrow(v); ok {
				for len(edits) > 0 && edits[len(edits)-1].Start >= start {
					edits = edits[:len(edits)-1]
				}
				edits = append(edits, narrowed...)
				continue
			}
			more, ok := m.Wrap(v.Line, v.To)
			if !ok {
				more, ok = m.split(v.Line, v.To)
			}
			if !ok {
				return nil, false
			}
			edits = append(edits, more...)
		}
	}
	return edits, true
}

// backslash keeps the backslash at the end of a line in its column, if there
// is room before it.
func (m *Mover) backslash(v Move) (e fix.Edit, ok bool) {
	raw := m.Text.RawLine(v.Line)
	last := len(raw) - 1
	if last < 0 || raw[last] != '\\' || !m.Text.Lines[v.Line].Features.Has(source.Continued) {
		return e, false
	}
	end := last
	for end > 0 && (raw[end-1] == ' ' || raw[end-1] == '\t') {
		end--
	}
	n := m.blanks(v.Line)
	if end <= n || end == last {
		return e, false // nothing stands on the line
	}
	want := m.columns(raw[:last], 0)
	now := m.columns(raw[n:end], v.To)
	if now >= want {
		return e, false
	}
	fill := strings.Repeat(" ", want-now)
	if raw[end] == '\t' && want%m.Tab == 0 {
		fill = strings.Repeat("\t", want/m.Tab-now/m.Tab)
	}
	start := m.Text.Lines[v.Line].Start
	if fill == string(raw[end:last]) {
		return e, false
	}
	return fix.Edit{Start: start + uint32(end), End: start + uint32(last), New: fill}, true
}
