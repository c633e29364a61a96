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
	words    []Lesson
	quiet    int // lines still without a statement of their own
	function string
	begun    string
}

// Snapshot is the state in front of a line that has not been entered yet.
func (m *Model) Snapshot(line int) State {
	s := m.Place(line)
	s.words = slices.Clip(m.learnt.words)
	return s
}

// Place is the state in front of a line without the learnt words.
func (m *Model) Place(line int) State {
	s := State{vals: m.vals, parens: string(m.vals.parens), quiet: max(0, m.quiet-line+1), function: m.function, begun: m.begun}
	s.vals.parens = nil
	return s
}

// Restore puts the model into a state in front of a line, which is then to be
// entered. If the line begins a hunk, only the learnt words count.
func (m *Model) Restore(s State, line int) {
	m.GoTo(s, line)
	if !sameWords(m.learnt.words, s.words) {
		more := s.words
		if n := len(m.learnt.words); n <= len(more) && sameWords(m.learnt.words, more[:n]) {
			more = more[n:]
		} else {
			m.forget()
		}
		m.Learn(more)
	}
}

// GoTo is Restore without the learnt words, which stay as they are.
func (m *Model) GoTo(s State, line int) {
	m.vals = s.vals
	m.vals.parens = []byte(s.parens)
	if len(m.vals.parens) == 0 {
		m.vals.reset()
	}
	m.quiet = line - 1 + s.quiet
	m.function, m.begun = s.function, s.begun
}

// Settle forgets, in front of a line, everything but the learnt words, as if
// the file began there. It is for lines that stand outside of all brackets.
func (m *Model) Settle(line int) {
	m.GoTo(State{}, line)
}

// Equal reports whether two states make no difference to what follows.
func (s State) Equal(o State) bool {
	return s.SamePlace(o) && sameWords(s.words, o.words)
}

// SameWords compares the learnt words alone, which are all that counts where a
// hunk begins.
func (s State) SameWords(o State) bool { return sameWords(s.words, o.words) }

// SamePlace compares everything but the learnt words.
func (s State) SamePlace(o State) bool {
	return s.parens == o.parens && s.quiet == o.quiet && s.function == o.function && s.begun == o.begun &&
		s.vals.state == o.vals.state && s.vals.pending == o.vals.pending &&
		s.vals.colon == o.vals.colon && s.vals.directive == o.vals.directive
}

func sameWords(a, b []Lesson) bool {
	if len(a) != len(b) {
		return false
	}
	return len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b)
}
