// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// unset is the level of a line on which nothing begins that has one.
const unset = -1

// levels is the work of indenting one top-level piece anew.
type levels struct {
	m     *Mover
	first int   // its first line
	level []int // by line from first
}

// Reindent indents a function, or another definition at file scope, by its
// structure alone: each statement, member and brace as many tabs deep as it is
// nested, and what continues a line as far from it as before. Directives stay
// where they are. It is false where the structure is not sure: brackets or
// keywords do not fit together, arms of a conditional leave different things
// open, a line begins in a literal, or lines of one level stand in columns too
// different for the piece to have been indented by anybody.
func (m *Mover) Reindent(piece source.Range) ([]fix.Edit, bool) {
	if piece.Start >= piece.End {
		return nil, false
	}
	l := levels{m: m, first: m.Text.LineAt(piece.Start)}
	last := m.Text.LineAt(piece.End - 1)
	if last-l.first >= maxLines || m.Text.Lines[last].Hunk != m.Text.Lines[l.first].Hunk {
		return nil, false
	}
	l.level = make([]int, last-l.first+1)
	for i := range l.level {
		l.level[i] = unset
	}
	s := structure{m: m, first: l.first, level: l.level}
	if !s.read() || !s.plausible() {
		return nil, false
	}
	return m.Edits(l.moves())
}

// isLabel reports whether a line begins with the target of a goto, which
// stands in column 0 or one further in.
func (l *levels) isLabel(line int) bool {
	first, end := l.m.lineTokens(line)
	return first+1 < end && l.m.Tokens.Kind[first] == token.Ident && l.m.Tokens.Kind[first+1] == token.Colon &&
		l.m.Tokens.Word[first] != token.Default
}

// plausible reports whether somebody indented the piece by the same structure:
// nearly all lines stand where those beside them do, and further to the right
// than what they are inside of.
func (s *structure) plausible() bool { return s.odd <= 1 || 4*s.odd <= s.even }

// moves puts each line where it belongs. A line that has no level goes along
// with the last one that has; so does a comment, unless it stands in the
// column of the next.
func (l *levels) moves() []Move {
	var out []Move
	by := 0
	directive := false
	for i, level := range l.level {
		line := l.first + i
		f := l.m.Text.Lines[line].Features
		if directive || f.Has(source.Directive) {
			directive = f.Has(source.Continued)
			continue
		}
		if f.Has(source.Blank) {
			continue
		}
		from := l.m.width(line)
		to := from + by
		switch {
		case f.Has(source.OnlyComment) && !f.Has(source.BeginsInComment):
			if next := l.next(i); next >= 0 && l.m.width(l.first+next) == from {
				to = l.level[next] * l.m.Tab
			}
		case level >= 0 && l.isLabel(line):
			to = min(from, 1)
		case level >= 0:
			to = level * l.m.Tab
		}
		to = max(to, 0)
		if !l.isLabel(line) {
			by = to - from
		}
		out = append(out, Move{Line: line, From: from, To: to})
	}
	return out
}

// next is the next line with a level, by index; -1 if the piece ends first.
func (l *levels) next(i int) int {
	for i++; i < len(l.level); i++ {
		if l.level[i] >= 0 && !l.isLabel(l.first+i) {
			return i
		}
	}
	return -1
}
