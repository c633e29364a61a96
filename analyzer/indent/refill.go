// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// joined is tokens of several lines as they would stand on one.
type joined struct {
	text       []byte
	start, end []int    // of each token in the text
	gaps       []string // what stands in front of each token
}

func (j *joined) span(from, to int) []byte { return j.text[j.start[from]:j.end[to]] }

// Refill breaks anew what begins with a line and goes on until all brackets
// that are opened on it are closed, and at least to the end of another: as Wrap
// would if all of it stood on one line, whichever way it is broken now. It is
// false where it cannot be done: a directive, a comment, a block or a string of
// several pieces is part of it.
func (m *Mover) Refill(line, last int) ([]fix.Edit, bool) {
	first, end, ok := m.extent(line, last)
	if !ok || end-first < 2 {
		return nil, false
	}
	return m.refill(first, end, m.width(line), -1)
}

// maxComment is how many tokens of comments in front of a statement are looked
// over: a comment is a token for each of its lines.
const maxComment = 200

// Head is the line on which the statement begins that a line is part of; false
// where a directive or a comment stands in it, which Refill does not take.
func (m *Mover) Head(line int) (head int, ok bool) {
	for n := 0; n < 2*maxCuts && !ok; n++ {
		if m.Text.Lines[line].Features.Has(source.Directive | source.Continued | source.BeginsInComment) {
			break
		}
		i, _ := m.lineTokens(line)
		behind := i
		for i--; i >= 0 && m.Tokens.Kind[i] == token.Comment && behind-i < maxComment; i-- {
		}
		if m.Saw != nil {
			m.Saw(max(i, 0))
		}
		if ok = i < 0 || m.ends(i); ok || i < behind-1 {
			break
		}
		line = m.Text.LineAt(m.Tokens.Start[i])
	}
	return line, ok
}

// ends reports whether a statement begins behind a token.
func (m *Mover) ends(i int) bool {
	switch m.Tokens.Kind[i] {
	case token.Semi, token.LBrace, token.RBrace:
		return true
	case token.Ident:
		return m.Tokens.Word[i] == token.Else || m.Tokens.Word[i] == token.Do
	case token.Colon:
		return i > 0 && (m.Tokens.Kind[i-1] == token.Ident && (i < 2 || m.ends(i-2)) || m.Tokens.Word[i-1] == token.Default)
	case token.RParen:
		depth := 0
		for k := i; k >= 0 && k > i-2000; k-- {
			switch {
			case m.Tokens.Kind[k].IsClose():
				depth++
			case m.Tokens.Kind[k].IsOpen():
				if depth--; depth == 0 {
					return k > 0 && m.Tokens.Word[k-1] != token.Return && isKeyword(m.Tokens.Word[k-1])
				}
			}
		}
	}
	return false
}

// RefillHead breaks the head of a function anew with its type on a line of its
// own.
func (m *Mover) RefillHead(line, name int) ([]fix.Edit, bool) {
	first, end, ok := m.extent(line, line)
	if !ok || name <= first || name >= end || m.width(line) > 0 {
		return nil, false
	}
	return m.refill(first, end, 0, name)
}

// refill breaks the tokens [first, end) anew. If head is the token of a name,
// a line begins with it.
func (m *Mover) refill(first, end, column, head int) ([]fix.Edit, bool) {
	j, ok := m.join(first, end)
	if !ok || len(j.text) > (maxCuts+1)*m.Limit {
		return nil, false
	}
	w := wrapper{m: m, begin: column, first: first, end: end, line: j}
	if head >= 0 {
		// Behind the type all is as if the line began with the name.
		tail := wrapper{m: m, begin: column, first: head, end: end, line: j.from(head - first)}
		if !tail.survey() {
			return nil, false
		}
		cuts, ok := tail.narrowest()
		if !ok || w.behind(head-1, first, column) > m.Limit {
			return nil, false
		}
		return w.rewrite(append([]spot{{tok: head - 1, column: column}}, cuts...)), true
	}
	if !w.survey() {
		return nil, false
	}
	cuts, ok := w.narrowest()
	if !ok {
		return nil, false
	}
	out := w.rewrite(cuts)
	return out, len(out) > 0
}

// extent bounds the tokens from the beginning of a line to the end of the one
// on which the last bracket is closed that was opened on the way, and at least
// to another line.
func (m *Mover) extent(line, last int) (first, end int, ok bool) {
	first, end = m.lineTokens(line)
	depth, from, loop := 0, first, false
	for n := 0; n < 3*maxCuts && line < len(m.Text.Lines); n++ {
		l := &m.Text.Lines[line]
		if l.Features.Has(source.Directive) || l.Features.Has(source.Continued) || l.Features.Has(source.BeginsInComment) ||
			l.Origin != source.Added || m.inLiteral(line) {
			return 0, 0, false
		}
		for i := from; i < end; i++ {
			switch k := m.Tokens.Kind[i]; {
			case k == token.Comment || k == token.Hash || k == token.Backslash:
				return 0, 0, false
			case k == token.LBrace && i == end-1 || k == token.RBrace && i == first:
			case k == token.LBrace || k == token.RBrace || k == token.Semi && depth > 0 && !loop:
				return 0, 0, false
			case k.IsOpen():
				depth++
				loop = loop || i > 0 && m.Tokens.Word[i-1] == token.For
			case k.IsClose() && depth > 0:
				depth--
			}
		}
		if depth == 0 && line >= last && m.Tokens.Kind[end-1] != token.Dot && m.Tokens.Kind[end-1] != token.Arrow {
			if m.Saw != nil {
				m.Saw(end)
			}
			return first, end, true
		}
		line++
		if line < len(m.Text.Lines) && m.Text.Lines[line].Hunk != l.Hunk {
			break
		}
		if line < len(m.Text.Lines) {
			from, end = m.lineTokens(line)
		}
	}
	return 0, 0, false
}

// join is the tokens [first, end) on one line.
func (m *Mover) join(first, end int) (*joined, bool) {
	j := &joined{}
	for i := first; i < end; i++ {
		gap := ""
		if i > first {
			raw := m.Text.Raw[m.Tokens.End[i-1]:m.Tokens.Start[i]]
			gap = string(raw)
			switch {
			case bytes.IndexByte(raw, '\n') >= 0:
				if m.splitString(i) {
					return nil, false
				}
				gap = m.joint(i)
			case bytes.IndexByte(raw, '\t') >= 0:
				gap = " " // no column is left to stand in
			}
		}
		j.text = append(j.text, gap...)
		j.gaps = append(j.gaps, gap)
		j.start = append(j.start, len(j.text))
		j.text = append(j.text, m.Text.Raw[m.Tokens.Start[i]:m.Tokens.End[i]]...)
		j.end = append(j.end, len(j.text))
	}
	return j, true
}

// from is the same without the first n tokens.
func (j *joined) from(n int) *joined {
	return &joined{text: j.text, start: j.start[n:], end: j.end[n:], gaps: j.gaps[n:]}
}

// splitString reports whether a token goes on with a string that is in pieces.
func (m *Mover) splitString(i int) bool {
	word := func(k token.Kind) bool { return k == token.String || k == token.Ident }
	a, b := m.Tokens.Kind[i-1], m.Tokens.Kind[i]
	return word(a) && word(b) && (a == token.String || b == token.String)
}

// joint is what stands between a token and the one before if both are drawn
// to one line.
func (m *Mover) joint(i int) string {
	a, b := m.Tokens.Kind[i-1], m.Tokens.Kind[i]
	switch {
	case a == token.LParen, a == token.LBrack, b.IsClose(), b == token.Comma, b == token.Semi, b == token.LBrack,
		a == token.Dot, a == token.Arrow, b == token.Dot, b == token.Arrow:
		return ""
	case b == token.LParen && a == token.Ident && !isKeyword(m.Tokens.Word[i-1]):
		return ""
	case a == token.RParen && i > 1 && m.Tokens.Kind[i-2] == token.Star:
		return "" // a cast
	}
	return " "
}

// isKeyword reports whether a word is one that a space belongs behind.
func isKeyword(w token.Word) bool {
	switch w {
	case token.If, token.For, token.While, token.Switch, token.Return:
		return true
	}
	return false
}

// narrowest is where to cut so that no part is too wide: by the width that is
// preferred, if that costs no more than one line, or no more than none if it
// takes an expression apart.
func (w *wrapper) narrowest() ([]spot, bool) {
	wide, ok := w.fit(w.m.Limit)
	if !ok {
		return nil, false
	}
	narrow, ok := w.fit(preferred)
	if !ok || w.m.Limit <= preferred {
		return wide, true
	}
	costs := len(wide) + 1
	if slices.Contains(w.m.Tokens.Kind[w.first:w.end], token.String) {
		costs-- // messages are long
	}
	for _, s := range narrow {
		if w.crumb(&s) > 0 {
			return wide, true
		}
		if s.binds >= bindsAssign && s.binds != bindsOr && s.binds != bindsAnd && s.binds != bindsPipe {
			costs = len(wide)
		}
	}
	if len(narrow) > costs {
		return wide, true
	}
	return narrow, true
}

// rewrite is the edits that make of several lines what the cuts say.
func (w *wrapper) rewrite(cuts []spot) []fix.Edit {
	var out []fix.Edit
	for i := w.first + 1; i < w.end; i++ {
		want := w.line.gaps[i-w.first]
		for _, c := range cuts {
			if c.tok == i-1 {
				want = "\n" + w.m.Blanks(c.column)
			}
		}
		e := fix.Edit{Start: w.m.Tokens.End[i-1], End: w.m.Tokens.Start[i], New: want}
		if string(w.m.Text.Raw[e.Start:e.End]) != want {
			out = append(out, e)
		}
	}
	return out
}
