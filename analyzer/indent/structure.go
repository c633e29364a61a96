// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// nest is what a frame is open for.
type nest uint8

const (
	inParen  nest = iota // whatever stands in brackets inside a statement
	inBlock              // statements in braces
	inSwitch             // the same, with labels
	inList               // members, enumerators or values in braces
	inHead               // the body of an if, a loop or the like is awaited
)

// frame is one level of nesting.
type frame struct {
	nest nest
	// word is that of a head, where While means the end of a do loop, or what
	// a list of members belongs to.
	word token.Word
	// level is that of the line which begins what the frame belongs to.
	level int
	// column is where lines inside begin, -1 before the first, and last where
	// the last one did; outer that of the line which begins what the frame
	// belongs to.
	column, last, outer int
	// ready is true for a head that is read up to its body.
	ready bool
	// within is the statement that a list or a block is part of.
	within statement
}

// statement is the one at hand, in the middle of which one is.
type statement struct {
	first     int // token, -1 between statements
	level     int
	column    int        // of its line
	assigns   bool       // it has an assignment, or returns something
	aggregate token.Word // Struct, Union or Enum if it names one
}

// between is the state behind a statement.
func between() statement { return statement{first: -1} }

// structure reads tokens of one top-level piece and tells the level of each
// line on which a statement, a member, a label or a brace begins. It goes by
// brackets and keywords alone, so that macros need not be known, and reads both
// arms of a conditional: they must leave things in the same state.
type structure struct {
	m     *Mover
	first int // line
	level []int
	open  []frame
	now   statement
	// done are the heads whose bodies have just ended, innermost first: what
	// an else may belong to.
	done []frame
	// prev is the token of code before the one at hand, -1 at the beginning.
	prev int
	arms []arms
	// even are lines that stand where those beside them do, and further to the
	// right than what they are inside of; odd are the others.
	even, odd int
}

// arms is an open conditional of the preprocessor.
type arms struct {
	before structure
	ends   []structure
	both   bool // there is an #else
}

// read goes over all lines. It is false where the structure is not sure.
func (s *structure) read() bool {
	s.now, s.prev = between(), -1
	continued := false
	for i := range s.level {
		f := s.m.Text.Lines[s.first+i].Features
		if continued || f.Has(source.Directive) {
			if !continued && !s.directive(s.first+i) {
				return false
			}
			continued = f.Has(source.Continued)
			continue
		}
		if f.Has(source.Continued) || s.m.inLiteral(s.first+i) {
			return false
		}
		first, end := s.m.lineTokens(s.first + i)
		for k := first; k < end; k++ {
			if s.m.Tokens.Kind[k] == token.Comment {
				continue
			}
			next, ok := s.token(k, i)
			if !ok {
				return false
			}
			k = max(k, min(next, end)-1)
			s.prev = k
		}
	}
	// A conditional may begin in one piece and end in another.
	for _, a := range s.arms {
		if len(a.before.open) > 0 {
			return false
		}
	}
	return len(s.open) == 0
}

// directive follows conditionals of the preprocessor.
func (s *structure) directive(line int) bool {
	word := s.m.Text.CleanLine(line)
	word = bytes.TrimLeft(word[bytes.IndexByte(word, '#')+1:], " \t")
	n := len(s.arms) - 1
	switch {
	case bytes.HasPrefix(word, []byte("if")):
		if len(s.open) > 0 && s.now.first >= 0 && s.top().nest != inList && s.top().nest != inParen && s.isMacroCall() && !s.end() {
			return false
		}
		s.arms = append(s.arms, arms{before: s.snapshot()})
	case n < 0 && (bytes.HasPrefix(word, []byte("el")) || bytes.HasPrefix(word, []byte("endif"))):
		return len(s.open) == 0 // it began in the piece before
	case bytes.HasPrefix(word, []byte("el")):
		a := &s.arms[n]
		a.ends = append(a.ends, s.snapshot())
		a.both = a.both || bytes.HasPrefix(word, []byte("else"))
		s.restore(a.before)
	case bytes.HasPrefix(word, []byte("endif")):
		a := s.arms[n]
		s.arms = s.arms[:n]
		if !a.both {
			a.ends = append(a.ends, a.before)
		}
		for _, end := range a.ends {
			if !s.continues(end) {
				return false
			}
			if !slices.EqualFunc(end.done, s.done, func(a, b frame) bool { return a.like(&b) }) {
				s.done = nil
			}
		}
	}
	return true
}

// continues reports whether an arm of a conditional leaves the same open as the
// last one. One of the two may have a head whose body follows the #endif.
func (s *structure) continues(end structure) bool {
	same := 0
	for same < min(len(s.open), len(end.open)) && s.open[same].like(&end.open[same]) {
		same++
	}
	for _, rest := range [][]frame{s.open[same:], end.open[same:]} {
		for i := range rest {
			if rest[i].nest != inHead || !rest[i].ready || s.now.first >= 0 || end.now.first >= 0 {
				return false
			}
		}
	}
	return (len(s.open) == same || len(end.open) == same) && (end.now.first < 0) == (s.now.first < 0)
}

// like reports whether two frames mean the same, wherever they began.
func (f *frame) like(o *frame) bool {
	return f.nest == o.nest && f.word == o.word && f.level == o.level && f.ready == o.ready
}

func (s *structure) snapshot() structure {
	return structure{open: slices.Clone(s.open), now: s.now, done: s.done, prev: s.prev}
}

func (s *structure) restore(from structure) {
	s.open, s.now, s.done, s.prev = slices.Clone(from.open), from.now, from.done, from.prev
}

func (s *structure) top() *frame {
	if len(s.open) == 0 {
		return &frame{nest: inBlock, level: -1, outer: unset}
	}
	return &s.open[len(s.open)-1]
}

func (s *structure) push(f frame) {
	f.column, f.last = unset, unset
	s.open = append(s.open, f)
}

func (s *structure) pop() { s.open = s.open[:len(s.open)-1] }

// inner is the level of what begins inside the innermost frame.
func (s *structure) inner() int { return s.top().level + 1 }

// child is set for what stands side by side with others inside a frame.
func (s *structure) child(tok, line, level int) {
	if !s.beginsLine(tok) || s.level[line] != unset {
		return
	}
	s.level[line] = level
	at := s.m.width(s.first + line)
	t := s.top()
	switch {
	case len(s.open) == 0 || at == 0:
		return // at the margin stands what is there for a while only
	case t.column == at || t.column == unset && at > t.outer:
		s.even++
	case t.last == at:
		s.even++
		t.column = at
	default:
		s.odd++
	}
	if t.last = at; t.column == unset {
		t.column = at
	}
}

// column is where the line of a token begins.
func (s *structure) column(tok int) int { return s.m.width(s.m.Text.LineAt(s.m.Tokens.Start[tok])) }

// set gives a line the level of the token that it begins with.
func (s *structure) set(tok, line, level int) {
	if s.beginsLine(tok) && s.level[line] == unset {
		s.level[line] = level
	}
}

// beginsLine reports whether a token is the first of code on its line.
func (s *structure) beginsLine(tok int) bool {
	for i := int(s.m.Tokens.Start[tok]) - 1; i >= 0; i-- {
		switch s.m.Text.Clean[i] {
		case '\n':
			return true
		case ' ', '\t', source.Filler:
		default:
			return false
		}
	}
	return true
}

// after is the next token of code.
func (s *structure) after(tok int) int {
	for tok++; s.m.Tokens.KindAt(tok) == token.Comment; tok++ {
	}
	return tok
}

// token takes one more token of code; line is an index of level. next is where
// to go on if that is not the token behind.
func (s *structure) token(tok, line int) (next int, ok bool) {
	k := s.m.Tokens.Kind[tok]
	switch {
	case s.top().nest == inParen:
		return 0, s.inside(k)
	case s.now.first < 0 || s.endsMacro(tok, k):
		return s.begin(tok, line)
	case k == token.Ident && len(s.open) > 0 && s.top().nest != inList && s.isMacroCall() && s.beginsLine(tok):
		return 0, false // a macro that is the head of a loop, perhaps
	}
	switch {
	case k == token.LBrace:
		s.braceWithin(tok, line)
	case k.IsOpen():
		s.push(frame{nest: inParen})
	case k == token.RBrace:
		return 0, s.shut(tok, line)
	case k.IsClose():
		return 0, false
	case k == token.Semi:
		return 0, s.end()
	case k == token.Comma && s.top().nest == inList && s.top().word != token.Struct && s.top().word != token.Union:
		s.now = between()
	case k.IsAssign():
		s.now.assigns = true
	case k == token.Ident:
		switch s.m.Tokens.Word[tok] {
		case token.Struct, token.Union, token.Enum:
			s.now.aggregate = s.m.Tokens.Word[tok]
		case token.If, token.For, token.Switch, token.Do, token.Else, token.Case, token.Default, token.Return, token.While:
			return 0, false // something does not end as it should
		}
	}
	return 0, true
}

// inside takes a token in brackets.
func (s *structure) inside(k token.Kind) bool {
	switch {
	case k.IsOpen():
		s.push(frame{nest: inParen})
	case k.IsClose():
		s.pop()
		if t := s.top(); t.nest == inHead && !t.ready {
			t.ready = true
			s.now = between()
		}
	}
	return true
}

// isMacroCall reports whether the statement at hand is, so far, one call.
func (s *structure) isMacroCall() bool {
	first := s.now.first
	if s.m.Tokens.KindAt(s.prev) != token.RParen || s.m.Tokens.KindAt(s.after(first)) != token.LParen || s.m.Tokens.Word[first] != token.NoWord {
		return false
	}
	depth := 0
	for i := s.after(first); i < s.prev; i = s.after(i) {
		switch kind := s.m.Tokens.Kind[i]; {
		case kind.IsOpen():
			depth++
		case kind.IsClose():
			if depth--; depth == 0 {
				return false
			}
		}
	}
	return s.beginsLine(first)
}

// endsMacro reports whether the statement at hand is the call of a macro that
// needs no semicolon, and the token begins the next: in the same column.
func (s *structure) endsMacro(tok int, k token.Kind) bool {
	if k != token.Ident && k != token.RBrace && k != token.Star || !s.isMacroCall() || !s.beginsLine(tok) {
		return false
	}
	if k == token.RBrace {
		return s.top().nest != inList && s.end()
	}
	return s.column(tok) == s.column(s.now.first) && s.end()
}
