// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Narrow makes room on a line that stays where it is: see narrow.
func (m *Mover) Narrow(line int) ([]fix.Edit, bool) {
	column := m.width(line)
	edits, ok := m.narrow(Move{Line: line, From: column, To: column})
	if ok && edits[0].New == string(m.Text.Raw[edits[0].Start:edits[0].End]) {
		edits = edits[1:]
	}
	return edits, ok && len(edits) > 0
}

// narrow makes room on a line that moves and would become too long because of
// a comment: one behind the code comes nearer to it or goes to a line of its
// own above, one without code is broken into lines. The edits begin with that of
// the blanks at the beginning of the line.
func (m *Mover) narrow(v Move) ([]fix.Edit, bool) {
	l := &m.Text.Lines[v.Line]
	if !l.Features.Has(source.HasComment) || l.Features.Has(source.BeginsInComment|source.Continued|source.Directive) {
		return nil, false
	}
	first, end := m.lineTokens(v.Line)
	raw := m.Text.RawLine(v.Line)
	last := end - 1
	if first >= end || m.Tokens.Kind[last] != token.Comment || !bytes.HasSuffix(raw, []byte("*/")) {
		return nil, false
	}
	comment := raw[m.Tokens.Start[last]-l.Start:]
	if !bytes.HasPrefix(comment, []byte("/* ")) || bytes.Count(comment, []byte("*/")) != 1 {
		return nil, false // of a special kind, or two of them
	}
	if first == last {
		return m.breakComment(v, comment)
	}
	for i := first; i < last; i++ {
		if m.Tokens.Kind[i] == token.Comment {
			return nil, false
		}
	}
	n := m.blanks(v.Line)
	code := raw[n : m.Tokens.End[last-1]-l.Start]
	behind := m.columns(code, v.To)
	blanks := fix.Edit{Start: l.Start, End: l.Start + uint32(n), New: m.Blanks(v.To)}
	was := m.columns(raw[:m.Tokens.Start[last]-l.Start], 0)
	for _, at := range []int{was, behind + 1} {
		if at > behind && at+len(comment) <= m.Limit {
			return []fix.Edit{blanks, {Start: m.Tokens.End[last-1], End: m.Tokens.Start[last], New: m.gap(behind, at)}}, true
		}
	}
	if m.Tokens.Kind[last-1] == token.LBrace {
		return m.enter(v, comment, blanks)
	}
	return m.lift(v, code, comment, blanks)
}

// enter puts the comment behind the brace that begins a block into the block.
func (m *Mover) enter(v Move, comment []byte, blanks fix.Edit) ([]fix.Edit, bool) {
	_, end := m.lineTokens(v.Line)
	if v.To+m.Tab+len(comment) > m.Limit {
		return nil, false
	}
	return []fix.Edit{blanks, {Start: m.Tokens.End[end-2], End: m.Text.Lines[v.Line].End, New: "\n" + m.Blanks(v.To+m.Tab) + string(comment)}}, true
}

// gap is the blanks between two columns.
func (m *Mover) gap(from, to int) string {
	if to%m.Tab != 0 || to-from == 1 {
		return string(bytes.Repeat([]byte{' '}, to-from))
	}
	return string(bytes.Repeat([]byte{'\t'}, (to-from+m.Tab-1)/m.Tab))
}

// lift puts the comment of a statement that begins and ends on the line above
// it.
func (m *Mover) lift(v Move, code, comment []byte, blanks fix.Edit) ([]fix.Edit, bool) {
	l := &m.Text.Lines[v.Line]
	first, end := m.lineTokens(v.Line)
	before := first - 1
	for before >= 0 && m.Tokens.Kind[before] == token.Comment {
		before--
	}
	begins := before < 0
	if !begins {
		switch m.Tokens.Kind[before] {
		case token.Semi, token.LBrace, token.RBrace, token.RParen:
			begins = true
		}
	}
	if !begins || m.Tokens.Kind[end-2] != token.Semi || m.columns(code, v.To) > m.Limit {
		return nil, false
	}
	above := m.Blanks(v.To) + string(comment)
	if v.To+len(comment) > m.Limit {
		var ok bool
		if above, ok = m.block(v.To, comment); !ok {
			return nil, false
		}
	}
	blanks.New = above + "\n" + blanks.New
	return []fix.Edit{blanks, {Start: m.Tokens.End[end-2], End: l.End}}, true
}

// breakComment fills a comment into as many lines as it needs.
func (m *Mover) breakComment(v Move, comment []byte) ([]fix.Edit, bool) {
	text, ok := m.block(v.To, comment)
	l := &m.Text.Lines[v.Line]
	return []fix.Edit{{Start: l.Start, End: l.End, New: text}}, ok
}

// block is a comment of one line as a block of lines.
func (m *Mover) block(column int, comment []byte) (string, bool) {
	margin := m.Blanks(column)
	width := max(preferred, column+preferred/2) - column
	out := margin + "/*"
	at := width
	for _, word := range bytes.Fields(comment[len("/*") : len(comment)-len("*/")]) {
		if column+len(" * ")+len(word) > m.Limit {
			return "", false
		}
		if at+1+len(word) > width {
			out += "\n" + margin + " *"
			at = len(" *")
		}
		out += " " + string(word)
		at += 1 + len(word)
	}
	return out + "\n" + margin + " */", true
}
