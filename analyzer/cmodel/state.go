// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import "slices"

// State is everything a model carries from one line to the next. It is
// immutable and may be given to a model of another text: that is how a part
// of a text is read again without what stands above it, and how words learnt
// in one file of a patch hold for the next.
type State struct {
	vals     values
	parens   string
	words    []learntWord
	quiet    int // lines still without a statement of their own
	function string
	begun    string
}

// Snapshot is the state in front of a line that has not been entered yet.
func (m *Model) Snapshot(line int) State {
	s := State{vals: m.vals, parens: string(m.vals.parens), quiet: max(0, m.quiet-line+1), function: m.function, begun: m.begun}
	s.vals.parens = nil
	s.words = slices.Clip(m.learnt.words)
	return s
}

// Restore puts the model into a state in front of a line, which is then to be
// entered. If the line begins a hunk, only the learnt words count.
func (m *Model) Restore(s State, line int) {
	m.vals = s.vals
	m.vals.parens = []byte(s.parens)
	if len(m.vals.parens) == 0 {
		m.vals.reset()
	}
	m.quiet = line - 1 + s.quiet
	m.function, m.begun = s.function, s.begun
	m.cDone = 0
	if !sameWords(m.learnt.words, s.words) {
		more := s.words
		if n := len(m.learnt.words); n <= len(more) && sameWords(m.learnt.words, more[:n]) {
			more = more[n:]
		} else {
			m.forget()
		}
		for _, w := range more {
			if w.modifier {
				m.addModifier(w.text)
			} else {
				m.addType(w.text)
			}
		}
	}
}

// Settle forgets, in front of a line, everything but the learnt words, as if
// the file began there. It is for lines that stand outside of all brackets.
func (m *Model) Settle(line int) {
	m.Restore(State{words: m.learnt.words}, line)
}

// Equal reports whether two states make no difference to what follows.
func (s State) Equal(o State) bool {
	return s.equalPlace(o) && sameWords(s.words, o.words)
}

// EqualBut reports whether two states make no difference to a text that holds
// none of the words returned: they are learnt in one of the states only.
func (s State) EqualBut(o State) (words []string, ok bool) {
	if !s.equalPlace(o) {
		return nil, false
	}
	if sameWords(s.words, o.words) {
		return nil, true
	}
	a, b := s.words, o.words
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	for _, side := range [][]learntWord{a, b} {
		for _, w := range side {
			words = append(words, w.text)
		}
	}
	return words, true
}

// Follow is the state behind a text that was read from the state before to the
// state s, had it been read from now instead: what it taught is learnt on top
// of what is known now. It is for texts that EqualBut finds no difference to.
func (s State) Follow(before, now State) State {
	taught := s.words[min(len(before.words), len(s.words)):]
	if len(taught) == 0 {
		s.words = now.words
		return s
	}
	words := slices.Clip(now.words)
	for _, w := range taught {
		if !slices.Contains(now.words, w) {
			words = append(words, w)
		}
	}
	s.words = words
	return s
}

// equalPlace compares everything but the learnt words.
func (s State) equalPlace(o State) bool {
	return s.parens == o.parens && s.quiet == o.quiet && s.function == o.function && s.begun == o.begun &&
		s.vals.state == o.vals.state && s.vals.pending == o.vals.pending &&
		s.vals.colon == o.vals.colon && s.vals.directive == o.vals.directive
}

func sameWords(a, b []learntWord) bool {
	if len(a) != len(b) {
		return false
	}
	return len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b)
}
