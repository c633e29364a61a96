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
		m.forget()
		for _, w := range s.words {
			if w.modifier {
				m.addModifier(w.text)
			} else {
				m.addType(w.text)
			}
		}
	}
}

// Equal reports whether two states make no difference to what follows.
func (s State) Equal(o State) bool {
	return s.parens == o.parens && s.quiet == o.quiet && s.function == o.function && s.begun == o.begun &&
		s.vals.state == o.vals.state && s.vals.pending == o.vals.pending &&
		s.vals.colon == o.vals.colon && s.vals.directive == o.vals.directive &&
		sameWords(s.words, o.words)
}

func sameWords(a, b []learntWord) bool {
	if len(a) != len(b) {
		return false
	}
	return len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b)
}
