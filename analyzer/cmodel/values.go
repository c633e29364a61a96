// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// The states of the guess: what the last token left behind.
const (
	startOfExpression byte = 'E'
	afterOperator     byte = 'N'
	afterValue        byte = 'V'
	afterType         byte = 'T'
	afterComma        byte = 'C'
	inCast            byte = 'c'
	nothingPending    byte = '_'
)

// What Class answers.
const (
	// Unclassified: no operator, or a '*' that belongs to a type.
	Unclassified byte = 0
	// Unary and Binary: of - + * & &&.
	Unary  byte = 'U'
	Binary byte = 'B'
	// Conditional, CaseColon, LabelColon and FieldColon: of a colon.
	Conditional byte = 'O'
	CaseColon   byte = 'C'
	LabelColon  byte = 'L'
	FieldColon  byte = 'F'
	// OnValue: of ++ and -- behind a value.
	OnValue byte = 'V'
)

// values is the guess as it is carried from line to line.
type values struct {
	state     byte
	pending   byte // becomes the state behind the next parenthesis
	colon     byte // what the next colon is
	directive bool
	parens    []byte // what to restore at each ')'
}

func (v *values) reset() {
	v.state, v.pending, v.colon, v.directive = startOfExpression, nothingPending, Conditional, false
	v.parens = append(v.parens[:0], startOfExpression)
}

func (v *values) push(b byte) { v.parens = append(v.parens, b) }

func (v *values) pop() byte {
	n := len(v.parens) - 1
	b := v.parens[n]
	if n == 0 {
		v.parens[0] = startOfExpression
		return b
	}
	v.parens = v.parens[:n]
	return b
}

// Class is what checkpatch takes the operator of token i for. It is known for
// lines that Advance has been through.
func (m *Model) Class(i int) byte {
	if uint(i) < uint(len(m.class)) {
		return m.class[i]
	}
	return Unclassified
}

// AtStart reports whether, in front of the line to be advanced next, a
// statement may begin.
func (m *Model) AtStart() bool { return m.vals.state == startOfExpression }

// annotate goes over one line.
func (m *Model) annotate(line int) {
	i, lim := m.LineTokens(line)
	v := &m.vals
	ate := false // a type at the end of the line took the line feed along
	for i < lim {
		ate = false
		switch k := m.toks.Kind[i]; k {
		case token.Ident:
			i, ate = m.annotateWord(i, lim)
			continue
		case token.Hash:
			i = m.annotateHash(i, lim)
			continue
		case token.LParen:
			i = m.annotateParen(i, lim)
			continue
		case token.RParen:
			if s := v.pop(); s != nothingPending {
				v.state = s
			}
		case token.Number:
			v.state = afterValue
		case token.String, token.Char:
			if bytes.IndexByte(m.Bytes(i), 'X') >= 0 {
				v.state = afterValue
			}
		case token.Semi, token.LBrace, token.RBrace:
			v.state, v.colon = startOfExpression, Conditional
		case token.Comma:
			v.state = afterComma
		case token.Colon:
			m.annotateColon(i)
		case token.Minus, token.Plus, token.Star, token.Amp, token.AndAnd:
			m.class[i] = Unary
			if v.state == afterValue {
				m.class[i] = Binary
			}
			v.state = afterOperator
		case token.Inc, token.Dec:
			m.class[i] = Unclassified
			if v.state == afterValue {
				m.class[i] = OnValue
			}
		default:
			if k == token.LBrack || k == token.Question || k >= token.Assign {
				v.state = afterOperator
			}
			if k == token.Arrow {
				v.state = afterOperator
			}
		}
		i++
	}
	if !v.directive || ate || m.text.Lines[line].Features&source.Continued != 0 {
		return
	}
	v.state = v.pop()
	v.directive = false
}

func (m *Model) annotateColon(i int) {
	v := &m.vals
	m.class[i] = v.colon
	v.state = afterOperator
	if v.colon == CaseColon || v.colon == LabelColon {
		v.state = startOfExpression
	}
	v.colon = Conditional
}

func (m *Model) annotateParen(i, lim int) int {
	v := &m.vals
	if v.pending == nothingPending {
		if j := m.Cast(i, lim); j >= 0 {
			m.unclassify(i, j)
			v.push(v.state)
			v.state = inCast
			return j - 1
		}
	}
	v.push(v.pending)
	v.pending = nothingPending
	v.state = afterOperator
	return i + 1
}

func (m *Model) unclassify(i, j int) {
	for ; i < j; i++ {
		m.class[i] = Unclassified
	}
}

// annotateWord deals with the identifier of token i. It returns the token to
// go on with, and whether the line feed was passed on the way.
func (m *Model) annotateWord(i, lim int) (int, bool) {
	v := &m.vals
	w := m.Word(i)
	if w&typeStart != 0 {
		if j, ate := m.annotateType(i, lim); j > i {
			v.state = afterType
			return j, ate
		}
	}
	switch m.eaten(i) {
	case modWhole:
		v.state = afterType
		return i + 1, false
	case modPrefix:
		// The rest of the word is a word of its own.
		v.state = afterType
	}
	if w&CallAttribute != 0 && m.kind(i+1, lim) == token.LParen {
		if j := m.behindArguments(i, lim); j > i {
			v.state = afterType
			return j, false
		}
	}
	switch m.toks.Word[i] {
	case token.Attribute:
		v.pending = v.state
		v.state = afterOperator
		return i + 1, false
	case token.Sizeof:
		if m.kind(i+1, lim) == token.LParen {
			v.pending = afterValue
		}
		v.state = afterOperator
		return i + 1, false
	case token.Case:
		v.colon = CaseColon
		v.state = afterOperator
		return i + 1, false
	}
	switch {
	case w&condWord != 0:
		v.pending = startOfExpression
		v.state = afterOperator
		return i + 1, false
	case w&flowWord != 0:
		v.state = afterOperator
		return i + 1, false
	case w&casePrefix != 0:
		v.colon = CaseColon
		v.state = afterOperator
	}
	j := m.pasted(i, lim)
	switch m.kind(j, lim) {
	case token.LParen:
		v.pending = afterValue
	case token.Colon:
		if v.state == afterComma && m.fieldWidth(j+1, lim) || v.state == afterType {
			v.colon = FieldColon
		} else if v.state == startOfExpression {
			v.colon = LabelColon
		}
	}
	v.state = afterValue
	return j, false
}

// fieldWidth reports whether tokens look like the width of a bit-field and
// what ends it.
func (m *Model) fieldWidth(i, lim int) bool {
	if m.kind(i, lim) != token.Number {
		return false
	}
	for _, c := range m.Bytes(i) {
		if c < '0' || c > '9' {
			return false
		}
	}
	k := m.kind(i+1, lim)
	return k == token.Comma || k == token.Assign || k == token.Semi || k == token.Eq
}

// annotateType takes a type that a name, a comma, a parenthesis or the end of
// the line follows. It returns i if there is none.
func (m *Model) annotateType(i, lim int) (int, bool) {
	t, ok := m.Type(i, lim)
	if !ok {
		return i, false
	}
	end := t.Stars
	switch m.kind(end, lim) {
	case token.None, token.Ident, token.Comma, token.LParen, token.RParen:
		// A blank line end is part of the type, unless a word ended it.
		m.unclassify(i, end)
		return end, end == lim
	}
	// The last word may be the name instead of a part of the type.
	if t.Stars == t.Mods && t.Mods > t.Base {
		return t.Mods - 1, false
	}
	if t.Stars == t.Base && t.Base > t.First+1 && m.Is(t.First, Integer) {
		return t.Base - 1, false
	}
	return i, false
}

// eaten tells whether modifiers make up the word of token i, or its
// beginning.
func (m *Model) eaten(i int) Word {
	id := m.name[i]
	if n := uint32(len(m.learnt.modifiers)); n > 0 && m.names.checked[id] != n {
		m.names.checked[id] = n
		m.names.class[id] |= m.eatenByLearnt(m.Bytes(i))
	}
	w := m.names.class[id]
	if w&modWhole != 0 || w&(Modifier|modPrefix) == Modifier {
		return modWhole
	}
	return w & modPrefix
}

func (m *Model) eatenByLearnt(b []byte) Word {
	rest := b
	for len(rest) > 0 {
		n := 0
		for _, p := range prefixes {
			if len(p) <= len(rest) && string(rest[:len(p)]) == p {
				n = len(p)
				break
			}
		}
		if n == 0 {
			n = m.learnt.prefix(rest)
		}
		if n == 0 {
			break
		}
		rest = rest[n:]
	}
	switch len(rest) {
	case 0:
		return modWhole
	case len(b):
		return 0
	}
	return modPrefix
}

// behindArguments is the token behind the last ')' of the line: checkpatch
// takes the arguments of __aligned to reach that far.
func (m *Model) behindArguments(i, lim int) int {
	for j := lim - 1; j > i+1; j-- {
		if m.toks.Kind[j] == token.RParen {
			m.unclassify(i, j)
			return j + 1
		}
	}
	return i
}

// annotateHash deals with a '#', which is a directive wherever it stands.
func (m *Model) annotateHash(i, lim int) int {
	v := &m.vals
	if m.kind(i+1, lim) != token.Ident {
		return i + 1
	}
	name := m.Bytes(i + 1)
	switch {
	case string(name) == "define":
		if m.kind(i+2, lim) != token.Ident {
			return i + 1
		}
		j := m.pasted(i+2, lim)
		v.directive = true
		v.push(v.state)
		if m.kind(j, lim) == token.LParen && !m.gap(j) {
			v.pending = afterOperator
		}
		v.state = startOfExpression
		return j
	case string(name) == "undef":
		if m.kind(i+2, lim) != token.Ident {
			return i + 1
		}
		v.directive = true
		v.push(v.state)
		return m.pasted(i+2, lim)
	case string(name) == "include":
		v.directive = true
		v.push(v.state)
		return i + 2
	case bytes.HasPrefix(name, []byte("if")):
		v.directive = true
		v.push(v.state)
		v.push(v.state)
		v.state = startOfExpression
		return i + 2
	case bytes.HasPrefix(name, []byte("el")) && (bytes.HasPrefix(name[2:], []byte("se")) || bytes.HasPrefix(name[2:], []byte("if"))):
		v.directive = true
		v.push(v.parens[len(v.parens)-1])
		v.state = startOfExpression
		return i + 2
	case bytes.HasPrefix(name, []byte("endif")):
		v.directive = true
		v.pop()
		v.push(v.state)
		v.state = startOfExpression
		return i + 2
	}
	return i + 1
}
