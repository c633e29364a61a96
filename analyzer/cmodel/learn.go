// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// learnt are the types and modifiers that a text taught, in order. The slice
// only grows, so that a State may share it.
type learnt struct {
	words     []Lesson
	types     map[string]bool
	modifiers map[string]bool
	lengths   uint64 // bit n: a modifier of n bytes exists; bit 63: longer ones
}

// Lesson is a word that a text taught: a type or a modifier.
type Lesson struct {
	text     string
	modifier bool
}

// Matters reports whether a text may be read in another way if the lesson is
// known. A type is seen at the end of words as well, a modifier wherever it
// stands in them.
func (l Lesson) Matters(seen []byte) bool {
	for at := 0; ; at++ {
		k := bytes.Index(seen[at:], []byte(l.text))
		if k < 0 {
			return false
		}
		at += k
		if end := at + len(l.text); l.modifier || end == len(seen) || !token.IsIdentByte(seen[end]) {
			return true
		}
	}
}

// Lessons are what the model has been taught so far, in order. The list only
// grows.
func (m *Model) Lessons() []Lesson { return slices.Clip(m.learnt.words) }

// Knows reports whether the model has had a lesson.
func (m *Model) Knows(l Lesson) bool {
	if l.modifier {
		return m.learnt.modifiers[l.text]
	}
	return m.learnt.types[l.text]
}

// Learn teaches the model what another text, or part of one, taught.
func (m *Model) Learn(lessons []Lesson) {
	for _, l := range lessons {
		if l.modifier {
			m.addModifier(l.text)
		} else {
			m.addType(l.text)
		}
	}
}

// endsInType reports whether a learnt type is a suffix of b.
func (l *learnt) endsInType(b []byte) bool {
	if len(l.types) == 0 {
		return false
	}
	for i := range b {
		if l.types[string(b[i:])] {
			return true
		}
	}
	return false
}

// prefix is the length of the shortest learnt modifier that b begins with.
func (l *learnt) prefix(b []byte) int {
	if l.lengths == 0 {
		return 0
	}
	for n := 1; n <= len(b); n++ {
		if l.lengths>>min(n, 63)&1 != 0 && l.modifiers[string(b[:n])] {
			return n
		}
	}
	return 0
}

func (m *Model) addType(text string) {
	l := &m.learnt
	if l.types[text] {
		return
	}
	if l.types == nil {
		l.types = make(map[string]bool)
	}
	l.types[text] = true
	l.words = append(l.words, Lesson{text: text})
	m.names.class[m.names.find([]byte(text))] |= TypeName | Learnt
	m.names.class[0] = 0
}

func (m *Model) addModifier(text string) {
	l := &m.learnt
	if l.modifiers[text] {
		return
	}
	if l.modifiers == nil {
		l.modifiers = make(map[string]bool)
	}
	l.modifiers[text] = true
	l.lengths |= 1 << min(len(text), 63)
	l.words = append(l.words, Lesson{text: text, modifier: true})
	m.names.class[m.names.find([]byte(text))] |= Modifier | modWhole | Learnt
	m.names.class[0] = 0
	m.runFrom = -1
}

// give makes the model know the types that it was given. They are no part of
// what it learns.
func (m *Model) give() {
	for _, name := range m.given {
		if m.learnt.types == nil {
			m.learnt.types = make(map[string]bool, len(m.given))
		}
		m.learnt.types[name] = true
		m.names.class[m.names.find([]byte(name))] |= TypeName
		m.names.class[0] = 0
	}
}

// forget takes everything learnt away.
func (m *Model) forget() {
	m.names.forget()
	m.learnt = learnt{}
	m.give()
	m.runFrom, m.cDone = -1, 0
}

// learn offers the words of a statement, up to its first '{', that look like
// types or modifiers. What is no declaration at all is offered as well: that
// is how checkpatch comes to know so many types.
func (m *Model) learn(s *Statement) {
	m.learnCasts(s)
	begins := m.vals.state == startOfExpression
	i, end := s.Tok, s.EndTok
	// Learning from casts comes last in checkpatch. It makes no difference
	// unless a cast teaches a word that the head of its own statement uses.
	if m.kind(i, end) != token.Ident {
		return
	}
	behind := m.pasted(i, end)
	call := m.kind(behind, end) == token.LParen
	if !call && m.toks.Word[i] != token.Else {
		if !begins || !m.learnDeclared(i, end) {
			m.learnFirst(s, i, end)
		}
	}
	if begins {
		m.learnArguments(i, end)
	}
}

// learnCasts takes "(word *)" for a cast.
func (m *Model) learnCasts(s *Statement) {
	i := max(s.Tok, m.cDone)
	for ; i < s.EndTok; i++ {
		k := m.toks.Kind[i]
		if k == token.LBrace {
			break
		}
		if k != token.LParen || m.kind(i+1, s.EndTok) != token.Ident || m.gap(i+1) {
			continue
		}
		j := m.pasted(i+1, s.EndTok)
		word := j
		for m.kind(j, s.EndTok) == token.Ident && m.Is(j, Sparse) {
			j++
		}
		stars := j
		for m.kind(j, s.EndTok) == token.Star {
			j++
		}
		if m.kind(j, s.EndTok) == token.RParen && (j > stars || m.gap(j)) {
			m.offer(i+1, word)
		}
	}
	m.cDone = max(m.cDone, i)
}

// learnDeclared takes the words in front of a declared name for its type. It
// reports whether the statement looks like a declaration.
func (m *Model) learnDeclared(i, end int) bool {
	// The words that may be skipped, each only behind the one before.
	starts := [4]int{i}
	n := 1
	for _, class := range [...]Word{Storage, Inline} {
		if m.kind(i, end) == token.Ident && m.Is(i, class) {
			i++
			starts[n] = i
			n++
		}
	}
	if m.word(i, end) == token.Const {
		starts[n] = i + 1
		n++
	}
	for n--; n >= 0; n-- {
		if from, to := m.declared(starts[n], end); to > from {
			m.offer(from, to)
			return true
		}
	}
	return false
}

// declared bounds the words in front of a declared name: at least one, as few
// as what follows allows.
func (m *Model) declared(from, end int) (int, int) {
	run := from
	for m.kind(run, end) == token.Ident || m.kind(run, end) == token.HashHash && run > from {
		run++
	}
	if run == from || m.kind(run-1, end) == token.HashHash {
		return from, from
	}
	last := m.wordStart(run-1, from)
	before := m.wordStart(last-1, from)
	if endsDeclarator(m.kind(run, end)) {
		if m.Is(last, Modifier) && before > from {
			if b2 := m.wordStart(before-1, from); m.Is(b2, Sparse) && b2 > from {
				return from, b2
			}
			return from, before
		}
		if m.Is(before, Sparse) && before > from && last > before {
			return from, before
		}
		if last > from {
			return from, last
		}
		if m.kind(run, end) != token.LParen {
			return from, from
		}
	}
	return m.declaredPointer(from, last, run, end)
}

// declaredPointer is declared for names behind stars or in "(*name)".
func (m *Model) declaredPointer(from, last, run, end int) (int, int) {
	j := run
	for m.kind(j, end) == token.Star {
		j++
	}
	switch m.kind(j, end) {
	case token.Ident:
		if j == run {
			return from, from
		}
		j = m.pasted(j, end)
	case token.LParen:
		if m.kind(j+1, end) != token.Star || m.gap(j+1) {
			return from, from
		}
		if j = m.nextRParen(j+1, end); j < 0 {
			return from, from
		}
		j++
	default:
		return from, from
	}
	if m.kind(j, end) == token.Ident && m.Is(j, Modifier) {
		j++
	}
	if !endsDeclarator(m.kind(j, end)) {
		return from, from
	}
	if m.Is(last, Sparse) && last > from {
		return from, last
	}
	return from, run
}

// wordStart is the first token of the pasted identifier that ends with i.
func (m *Model) wordStart(i, from int) int {
	for i-2 >= from && m.toks.Kind[i-1] == token.HashHash {
		i -= 2
	}
	return max(i, from)
}

// endsDeclarator: what stands behind a declared name, "=" being any operator
// that begins with it.
func endsDeclarator(k token.Kind) bool {
	return k == token.Semi || k == token.Assign || k == token.Comma || k == token.LParen || k == token.Eq
}

// learnFirst takes a word in the first column for a type.
func (m *Model) learnFirst(s *Statement, i, end int) {
	if m.toks.Start[i] != s.Start {
		return
	}
	for _, class := range [...]Word{Storage, Inline} {
		if m.Is(i, class) && m.kind(i+1, end) == token.Ident {
			i++
		}
	}
	if m.toks.Word[i] == token.Const && m.kind(i+1, end) == token.Ident {
		i++
	}
	j := m.pasted(i, end)
	if m.kind(j, end) == token.Colon && !m.gap(j) {
		return
	}
	m.offer(i, j)
}

// learnArguments takes the arguments of what looks like a function declaration
// for types, each with a name or without.
func (m *Model) learnArguments(i, end int) {
	if m.word(i, end) == token.Typedef {
		i++
	}
	for i < end && m.Is(i, Storage|Inline) {
		i++
	}
	t, ok := m.Type(i, end)
	if !ok {
		return
	}
	j := t.Stars
	switch m.kind(j, end) {
	case token.Ident:
		j = m.pasted(j, end)
	case token.LParen:
		if m.kind(j+1, end) != token.Star || m.gap(j+1) || m.kind(j+2, end) != token.Ident {
			return
		}
		if j = m.pasted(j+2, end); m.kind(j, end) != token.RParen || m.gap(j) {
			return
		}
		j++
	}
	if m.kind(j, end) != token.LParen || j == t.Stars {
		return
	}
	close := -1
	for k := j + 1; k < end && m.toks.Kind[k] != token.LBrace; k++ {
		if m.toks.Kind[k] == token.RParen {
			close = k
		}
	}
	if close < 0 || close == j+1 || m.gap(j+1) || m.gap(close) {
		// Blanks next to the parentheses hide the argument there.
		if close < 0 || close == j+1 {
			return
		}
	}
	m.eachArgument(j+1, close)
}

func (m *Model) eachArgument(from, close int) {
	for i := from; i < close; {
		end := i
		for end < close && m.toks.Kind[end] != token.Comma {
			end++
		}
		first, last := i == from, end == close
		if !(first && m.gap(i)) && !(last && m.gap(close)) {
			m.learnArgument(i, end)
		}
		i = end + 1
	}
}

func (m *Model) learnArgument(i, end int) {
	if m.word(i, end) == token.Const && m.kind(i+1, end) == token.Ident {
		i++
	}
	if m.kind(i, end) != token.Ident {
		return
	}
	word := m.pasted(i, end)
	j := word
	for m.kind(j, end) == token.Ident && m.Is(j, Sparse) {
		j++
	}
	for m.kind(j, end) == token.Star {
		j++
	}
	if m.kind(j, end) == token.Ident {
		j = m.pasted(j, end)
	}
	if j == end {
		m.offer(i, word)
	}
}
