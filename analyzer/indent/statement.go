// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// begin takes the first token of a statement, a member, or what ends a list of
// them.
func (s *structure) begin(tok, line int) (next int, ok bool) {
	k, word := s.m.Tokens.Kind[tok], s.m.Tokens.Word[tok]
	t := s.top()
	if t.nest == inHead && t.word == token.While && !t.ready {
		// The end of a do loop.
		if word != token.While {
			return 0, false
		}
		s.set(tok, line, t.level)
		t.ready = true
		s.now = statement{first: tok, level: t.level}
		return 0, true
	}
	if word == token.Else {
		return 0, s.elseArm(tok, line)
	}
	s.done = nil
	level := s.inner()
	switch {
	case k == token.RBrace:
		return 0, s.shut(tok, line)
	case k == token.LBrace:
		s.braceFirst(tok, line)
		return 0, true
	case k == token.Semi:
		s.child(tok, line, level)
		return 0, s.end()
	case k.IsClose():
		return 0, false
	case t.nest != inList && (word == token.Case || word == token.Default):
		return s.label(tok, line)
	case t.nest != inList && k == token.Ident && s.m.Tokens.KindAt(s.after(tok)) == token.Colon:
		s.set(tok, line, level)
		return s.after(tok) + 1, s.sameLine(tok, s.after(tok))
	case word == token.If || word == token.For || word == token.While || word == token.Switch || s.isLoop(tok):
		if s.m.Tokens.KindAt(s.after(tok)) != token.LParen {
			return 0, false
		}
		s.head(tok, line, word)
		return 0, true
	case word == token.Do:
		s.child(tok, line, level)
		s.push(frame{nest: inHead, word: word, level: level, outer: s.column(tok), ready: true})
		return 0, true
	}
	s.child(tok, line, level)
	s.now = statement{first: tok, level: level, column: s.column(tok), assigns: word == token.Return}
	if word == token.Struct || word == token.Union || word == token.Enum {
		s.now.aggregate = word
	}
	if k.IsOpen() {
		s.push(frame{nest: inParen})
	}
	return 0, true
}

// sameLine reports whether two tokens are on one line.
func (s *structure) sameLine(a, b int) bool {
	return b < s.m.Tokens.Len() && s.m.Text.LineAt(s.m.Tokens.Start[a]) == s.m.Text.LineAt(s.m.Tokens.Start[b])
}

// head begins a conditional, a loop or a switch. An if behind an else on its
// line stands for both.
func (s *structure) head(tok, line int, word token.Word) {
	level := s.inner()
	if t := s.top(); word == token.If && t.nest == inHead && t.word == token.Else && s.sameLine(s.prev, tok) {
		level = t.level
		s.pop()
	}
	s.child(tok, line, level)
	if word == token.While {
		word = token.For // not the end of a do loop
	}
	s.push(frame{nest: inHead, word: word, level: level, outer: s.column(tok)})
	s.now = statement{first: tok, level: level}
}

var forEach = []byte("for_each")

// isLoop reports whether a name followed by a parenthesis is that of a loop.
func (s *structure) isLoop(tok int) bool {
	return s.m.Tokens.Kind[tok] == token.Ident && s.m.Tokens.KindAt(s.after(tok)) == token.LParen &&
		bytes.Contains(s.m.Text.Clean[s.m.Tokens.Start[tok]:s.m.Tokens.End[tok]], forEach)
}

// elseArm goes back to the if that an else belongs to.
func (s *structure) elseArm(tok, line int) bool {
	for i, f := range s.done {
		if f.word != token.If {
			continue
		}
		for k := len(s.done) - 1; k > i; k-- {
			s.push(s.done[k])
		}
		s.done = nil
		s.set(tok, line, f.level)
		s.push(frame{nest: inHead, word: token.Else, level: f.level, outer: s.column(tok), ready: true})
		return true
	}
	return false
}

// label takes a case label, which must end on its line.
func (s *structure) label(tok, line int) (next int, ok bool) {
	t := s.top()
	if t.nest != inSwitch {
		return 0, false
	}
	s.set(tok, line, t.level)
	questions := 0
	for i := s.after(tok); s.sameLine(tok, i); i = s.after(i) {
		switch s.m.Tokens.Kind[i] {
		case token.Question:
			questions++
		case token.Colon:
			if questions--; questions < 0 {
				return i + 1, true
			}
		case token.Semi, token.LBrace, token.RBrace:
			return 0, false
		}
	}
	return 0, false
}

// braceFirst opens a brace where a statement or a value may begin.
func (s *structure) braceFirst(tok, line int) {
	t := s.top()
	f := frame{nest: inBlock, level: s.inner(), outer: s.column(tok), within: between()}
	if t.nest == inHead {
		f.outer = t.outer
	}
	switch {
	case t.nest == inList:
		f.nest = inList
		f.within = statement{first: tok, level: f.level, column: f.outer}
	case t.nest == inHead && t.word == token.Switch:
		f.nest, f.level = inSwitch, t.level
	case t.nest == inHead:
		f.level = t.level
	case t.nest == inSwitch && s.prev >= 0 && s.m.Tokens.Kind[s.prev] == token.Colon:
		f.level = t.level // the block of a label
	}
	s.brace(tok, line, f)
}

// brace opens one. A list that goes on behind its brace is one of those whose
// lines stand under each other: they go along with the first.
func (s *structure) brace(tok, line int, f frame) {
	s.set(tok, line, f.level)
	if f.nest == inList && s.sameLine(tok, s.after(tok)) {
		s.push(frame{nest: inParen})
		s.now = f.within
		return
	}
	s.push(f)
	s.now = between()
}

// braceWithin opens a brace in the middle of a statement: the body of a
// function or of a macro that is a loop, members, or values.
func (s *structure) braceWithin(tok, line int) {
	f := frame{nest: inBlock, level: s.now.level, outer: s.now.column, within: between()}
	behind := s.m.Tokens.KindAt(s.prev)
	switch {
	case s.now.aggregate != token.NoWord && !s.now.assigns && behind != token.RParen:
		f.nest, f.within, f.word = inList, s.now, s.now.aggregate
	case s.now.assigns || s.top().nest == inList:
		f.nest, f.within = inList, s.now
	}
	s.brace(tok, line, f)
}

// shut closes a brace.
func (s *structure) shut(tok, line int) bool {
	t := *s.top()
	if len(s.open) == 0 || t.nest != inBlock && t.nest != inSwitch && t.nest != inList {
		return false
	}
	if t.nest != inList && s.now.first >= 0 {
		return false
	}
	s.set(tok, line, t.level)
	s.pop()
	if s.now = t.within; s.now.first >= 0 {
		return true
	}
	return s.end()
}

// end ends a statement, and with it the heads that have no other body.
func (s *structure) end() bool {
	s.now, s.done = between(), nil
	for len(s.open) > 0 && s.top().nest == inHead {
		t := s.top()
		if !t.ready {
			return false
		}
		if t.word == token.Do {
			t.word, t.ready = token.While, false
			return true
		}
		s.done = append(s.done, *t)
		s.pop()
	}
	return true
}
