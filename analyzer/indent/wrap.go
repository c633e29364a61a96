// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"cmp"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// preferred is the width that the coding style asks for where it can be had.
const preferred = 80

// spot is a place at which a line may be broken.
type spot struct {
	// tok is the token that the line ends behind.
	tok int
	// depth is how many brackets are open there, counted from the beginning
	// of the line.
	depth int
	// open is the token of the bracket, or with value that of the operator or
	// keyword, under whose content the next line begins; -1 for column.
	open   int
	value  bool
	column int
	// binds is how tightly the token binds: what binds loosest in its bracket
	// is where to break. rank puts the spots of a line in order.
	binds, rank int
}

// wrapper breaks one line.
type wrapper struct {
	m          *Mover
	first, end int
	// inside is the bracket that the line begins in.
	inside token.Kind
	// begin is the column in which the line begins.
	begin int
	spots []spot
	// least is the first token behind which the line may be broken: a bracket
	// that is still open at its end must keep its line.
	least int
	limit int
	cuts  []spot
	tries int
	// What stands on more than one line is seen as one: see refill.
	line *joined
	// macro is true for the value of one.
	macro bool
}

// maxCuts is how many lines one may become, maxTries how many ways are tried,
// crumb how many columns are too few for a line.
const (
	maxCuts  = 8
	maxTries = 200
	crumb    = 6
)

// Wrap breaks a line that would begin in a column, so that none of the lines
// is longer than the limit: at the outermost commas and logical operators,
// each line under what its parenthesis holds, or else behind an assignment. It
// is false where the line cannot be broken: it is part of a directive, has a
// comment or a block on it, or nothing fits.
func (m *Mover) Wrap(line, column int) ([]fix.Edit, bool) {
	l := &m.Text.Lines[line]
	if l.Features.Has(source.Directive|source.Continued|source.BeginsInComment|source.HasBackslash) ||
		line > 0 && m.Text.Lines[line-1].Features.Has(source.Continued) || m.inLiteral(line) {
		return nil, false
	}
	if int(l.End-l.Start) > (maxCuts+1)*m.Limit {
		return nil, false // too long for as many lines as it may become
	}
	first, end := m.lineTokens(line)
	if first+1 < end && m.Tokens.Kind[first] == token.Comment {
		// What names a row of values stays in front of it.
		first++
		column = m.columns(m.Text.Raw[m.Tokens.Start[first-1]:m.Tokens.Start[first]], column)
	}
	for i := first; i < end; i++ {
		if m.Tokens.Kind[i] == token.Comment {
			return nil, false
		}
	}
	return m.wrap(first, end, column)
}

// wrap breaks what is between two tokens and begins in a column.
func (m *Mover) wrap(first, end, column int) ([]fix.Edit, bool) {
	w := wrapper{m: m, begin: column, first: first, end: end}
	if w.end-w.first < 2 || int(m.Tokens.End[end-1]-m.Tokens.Start[first]) > (maxCuts+1)*m.Limit || !w.survey() {
		return nil, false
	}
	if halves, ok := w.halve(); ok {
		return w.edits(halves), true
	}
	cuts, ok := w.narrowest()
	return w.edits(cuts), ok
}

// fit breaks the line so that no part is wider than a limit.
func (w *wrapper) fit(limit int) ([]spot, bool) {
	w.limit, w.cuts, w.tries = limit, nil, maxTries
	ok := w.cut(w.first, w.begin)
	return w.cuts, ok
}

// halve breaks a row of values in the middle, as tables are broken.
func (w *wrapper) halve() ([]spot, bool) {
	n := len(w.spots)
	if w.inside != token.LBrace || n < 3 || n%2 == 0 || w.end-w.first < 2*n+1 || w.end-w.first > 2*n+2 {
		return nil, false // not an even number of single tokens
	}
	for _, s := range w.spots {
		if s.binds != bindsComma || s.depth > 0 {
			return nil, false
		}
	}
	cut := w.spots[n/2]
	if w.behind(cut.tok, w.first, w.begin) > w.m.Limit || w.behind(w.end-1, cut.tok+1, w.begin) > w.m.Limit {
		return nil, false
	}
	return []spot{cut}, true
}

// How tightly tokens bind at which a line may be broken.
const (
	bindsComma = iota
	bindsAssign
	bindsQuestion
	bindsOr
	bindsAnd
	bindsPipe
	bindsCaret
	bindsAmp
	bindsCompare
	bindsShift
	bindsPlus
	bindsStar
	bindsNot
)

func binds(k token.Kind) int {
	switch {
	case k == token.Comma, k == token.Semi:
		return bindsComma
	case k.IsAssign():
		return bindsAssign
	}
	switch k {
	case token.Question:
		return bindsQuestion
	case token.OrOr:
		return bindsOr
	case token.AndAnd:
		return bindsAnd
	case token.Pipe:
		return bindsPipe
	case token.Caret:
		return bindsCaret
	case token.Amp:
		return bindsAmp
	case token.Shl, token.Shr:
		return bindsShift
	case token.Plus, token.Minus:
		return bindsPlus
	case token.Star, token.Slash, token.Percent:
		return bindsStar
	}
	if k.IsCompare() {
		return bindsCompare
	}
	return bindsNot
}

// order ranks the spots: commas, && and || before all others, unless the
// bracket they are in has something that binds less. Where an operator is all
// that is left, the line is broken behind it.
func (w *wrapper) order() {
	for i := range w.spots {
		s := &w.spots[i]
		if s.binds != bindsComma && s.binds != bindsOr && s.binds != bindsAnd {
			s.rank = 1
		}
		for _, o := range w.spots {
			if o.depth == s.depth && (o.open == s.open || s.depth == 0) && o.binds < s.binds && o.binds != bindsAssign {
				s.rank += 2
				break
			}
		}
	}
}

// survey finds the spots. It is false for a line with a block on it.
func (w *wrapper) survey() bool {
	m := w.m
	inside := w.enclosing()
	w.inside = inside
	w.least = w.first
	var open []int
	value, below := -1, false // the token that a value at depth 0 begins with
	for i := w.first; i < w.end; i++ {
		k := m.Tokens.Kind[i]
		switch {
		case k == token.RBrace && i == w.first:
			w.least = i + 1
			continue
		case k == token.LBrace && i < w.end-1, k == token.RBrace:
			return false
		case k.IsOpen():
			open = append(open, i)
			continue
		case k.IsClose():
			if len(open) == 0 {
				below = true
			} else {
				open = open[:len(open)-1]
			}
			continue
		case below || i == w.end-1 || m.Tokens.Kind[i+1] == token.LBrace:
			continue // a brace stays where it is
		}
		s := spot{tok: i, depth: len(open), open: -1, binds: binds(k)}
		if s.depth > 0 {
			s.open = open[s.depth-1]
		}
		switch {
		case k == token.Comma, k == token.AndAnd, k == token.OrOr, k == token.Semi && s.depth > 0:
		case k.IsAssign() && s.depth == 0 && inside == token.None && value < 0:
			value = i + 1
		case k == token.Question || k == token.Pipe || s.binds < bindsNot && m.spaced(i):
		default:
			if s.depth == 0 && m.Tokens.Word[i] == token.Return {
				value = i + 1
			}
			continue
		}
		if s.depth > 0 || w.bottom(&s, k, inside, value) {
			w.spots = append(w.spots, s)
		}
	}
	w.order()
	for _, b := range open {
		if m.Tokens.Kind[b] != token.LBrace {
			w.least = b
		}
	}
	return true
}

// bottom says where a line begins that is broken outside of the brackets that
// were opened on it: behind an assignment, under a value, or under what the
// line itself begins with. It is false where there is no such place.
func (w *wrapper) bottom(s *spot, k, inside token.Kind, value int) bool {
	switch {
	case k.IsAssign():
		s.column = w.begin + w.m.Tab
	case value >= 0 && k != token.Comma:
		s.open, s.value = value-1, true
	case inside != token.None:
		if s.column = w.begin; s.column > 0 {
			s.column = max(s.column, w.m.Tab) // no line begins with a space
		}
	default:
		return false
	}
	return true
}

// spaced reports whether blanks stand on both sides of a token.
func (m *Mover) spaced(i int) bool {
	return i > 0 && i+1 < m.Tokens.Len() && m.Tokens.End[i-1] < m.Tokens.Start[i] && m.Tokens.End[i] < m.Tokens.Start[i+1]
}

// enclosing is the bracket inside which a token stands, None outside of all. A
// brace that begins a block counts as outside.
func (m *Mover) enclosing(tok int) token.Kind {
	depth, i := 0, tok-1
	if m.Saw != nil {
		defer func() { m.Saw(i) }()
	}
	for ; i >= 0 && i > tok-20000; i-- {
		switch k := m.Tokens.Kind[i]; {
		case k.IsClose():
			depth++
		case k == token.Semi && depth == 0:
			return token.None
		case k.IsOpen():
			if depth--; depth >= 0 {
				continue
			}
			if k == token.LBrace && (i == 0 || !m.holdsValues(i)) {
				return token.None
			}
			return k
		}
	}
	return token.None
}

// holdsValues reports whether a brace begins a list of values.
func (m *Mover) holdsValues(brace int) bool {
	k := m.Tokens.Kind[brace-1]
	return k.IsAssign() || k == token.Comma || k == token.LBrace
}

// cut breaks what begins with token from in a column, if it must be broken.
func (w *wrapper) cut(from, column int) bool {
	width := w.behind(w.end-1, from, column)
	if width <= w.limit || from > w.first && w.onlyString(from) {
		return true
	}
	if w.tries--; len(w.cuts) == maxCuts || w.tries < 0 {
		return false
	}
	var fit []spot
	for _, s := range w.spots {
		if s.tok >= from && s.tok >= w.least && (w.behind(s.tok, from, column) <= w.limit || w.message(s.tok, from)) {
			fit = append(fit, s)
		}
	}
	slices.SortFunc(fit, func(a, b spot) int {
		return cmp.Or(cmp.Compare(w.crumb(&a), w.crumb(&b)), cmp.Compare(min(a.rank, 1), min(b.rank, 1)),
			cmp.Compare(a.depth, b.depth), cmp.Compare(a.rank, b.rank), cmp.Compare(b.tok, a.tok))
	})
	for _, s := range fit {
		s.column = w.target(&s)
		if w.behind(w.end-1, s.tok+1, s.column) >= width && !w.onlyString(s.tok+1) {
			continue // nothing is gained
		}
		w.cuts = append(w.cuts, s)
		if w.cut(s.tok+1, s.column) {
			return true
		}
		w.cuts = w.cuts[:len(w.cuts)-1]
	}
	return false
}

// crumb is 1 for a spot behind which next to nothing is left of what it is in,
// to be tried last.
func (w *wrapper) crumb(s *spot) int {
	if s.binds == bindsComma {
		return 0
	}
	depth, last := 0, s.tok+1
	for ; last < w.end-1 && last < s.tok+crumb; last++ {
		k := w.m.Tokens.Kind[last+1]
		if k.IsClose() && depth == 0 || k == token.Comma && depth == 0 {
			break
		}
		if k := w.m.Tokens.Kind[last]; k.IsOpen() {
			depth++
		} else if k.IsClose() {
			depth--
		}
	}
	if w.behind(last, s.tok+1, 0) < crumb {
		return 1
	}
	return 0
}

// behind is the column behind a token, on a line on which token from begins in
// a column.
func (w *wrapper) behind(tok, from, column int) int {
	return w.m.columns(w.span(from, tok), column)
}

// span is the text of the tokens from one to another on one line.
func (w *wrapper) span(from, tok int) []byte {
	if w.line != nil {
		return w.line.span(from-w.first, tok-w.first)
	}
	return w.m.Text.Raw[w.m.Tokens.Start[from]:w.m.Tokens.End[tok]]
}

// target is the column in which the line behind a spot begins. The bracket that
// it goes by may stand on another of the lines by now.
func (w *wrapper) target(s *spot) int {
	if s.open < 0 {
		return s.column
	}
	at := s.open // what the line to look at holds
	if s.value {
		at++
	}
	line, start := w.first, w.begin
	for _, c := range w.cuts {
		if c.tok < at {
			line, start = c.tok+1, c.column
		}
	}
	behind := w.behind(at, line, start)
	if s.value {
		return behind - len(w.span(at, at))
	}
	return behind
}

// edits breaks the line.
func (w *wrapper) edits(cuts []spot) []fix.Edit {
	var out []fix.Edit
	for _, c := range cuts {
		out = append(out, fix.Edit{Start: w.m.Tokens.End[c.tok], End: w.m.Tokens.Start[c.tok+1], New: "\n" + w.m.Blanks(c.column)})
	}
	return out
}
