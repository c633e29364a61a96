// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Span is where a type reaches, as token indices behind each of its parts.
// Checkpatch matches greedily but gives back what the pattern around it
// needs, so a caller may accept any of the ends; they ascend.
type Span struct {
	// First is the first token of the base word, behind leading modifiers.
	First int
	// Base is behind the base word: "struct x", "unsigned int", "u8".
	Base int
	// Mods is behind the modifiers that follow the base.
	Mods int
	// Stars is behind the run of '*', "[]" and const that follows those.
	Stars int
	// End is behind the modifiers and inline words that follow the stars.
	End int
}

// Type recognises a type at token i, using tokens before lim alone: modifiers,
// a base type, modifiers, then stars and so on. Comments stand in its way.
func (m *Model) Type(i, lim int) (Span, bool) {
	if i >= lim || !m.Is(i, typeStart) {
		return Span{}, false
	}
	first := m.modifiers(i, lim)
	if first >= lim || !m.Is(first, typeStart) {
		return Span{}, false
	}
	base := m.baseType(first, lim)
	if base < 0 {
		return Span{}, false
	}
	return m.extend(first, base, lim), true
}

// NonpointerType recognises a type without stars. It returns the token behind
// it, or -1.
func (m *Model) NonpointerType(i, lim int) int {
	s, ok := m.Type(i, lim)
	if !ok {
		return -1
	}
	return s.Mods
}

// Declare recognises an optional storage word, with an optional inline word
// behind it, and a type.
func (m *Model) Declare(i, lim int) (Span, bool) {
	if i < lim && m.Is(i, Storage) {
		k := i + 1
		if k < lim && m.Is(k, Inline) {
			if s, ok := m.Type(k+1, lim); ok {
				return s, true
			}
		}
		if s, ok := m.Type(k, lim); ok {
			return s, true
		}
	}
	return m.Type(i, lim)
}

// Cast recognises "(type)" at token i and returns the token behind the ')',
// or -1.
func (m *Model) Cast(i, lim int) int {
	if m.kind(i, lim) != token.LParen {
		return -1
	}
	s, ok := m.Type(i+1, lim)
	if !ok {
		return -1
	}
	if m.kind(s.End, lim) == token.RParen {
		return s.End + 1
	}
	if m.kind(s.Stars, lim) == token.Ident && m.Is(s.First, Integer) {
		if base := m.misordered(s.First, lim); base > s.Base {
			s = m.extend(s.First, base, lim)
			if m.kind(s.End, lim) == token.RParen {
				return s.End + 1
			}
		}
	}
	return -1
}

// modifiers skips the modifiers that stand before a base type.
func (m *Model) modifiers(i, lim int) int {
	if m.runFrom >= 0 && m.runFrom <= i && i < m.runEnd && m.runEnd <= lim {
		return m.runEnd
	}
	from := i
	for i < lim && m.Is(i, Modifier|CallAttribute) {
		n := m.modifier(i, lim)
		if n < 0 || n >= lim || !m.gap(n) || m.toks.Kind[n] != token.Ident {
			break
		}
		i = n
	}
	if i > from {
		m.runFrom, m.runEnd = from, i
	}
	return i
}

// modifier skips one modifier, with its arguments if it takes any; -1 if
// there is none.
func (m *Model) modifier(i, lim int) int {
	switch w := m.Word(i); {
	case i >= lim:
	case w&Modifier != 0:
		return i + 1
	case w&CallAttribute != 0 && m.kind(i+1, lim) == token.LParen:
		if j := m.match(i + 1); j >= 0 && j < lim {
			return j + 1
		}
	}
	return -1
}

// baseType skips the base word of a type; -1 if there is none.
func (m *Model) baseType(i, lim int) int {
	w := m.Word(i)
	switch {
	case w&Tag != 0:
		if i+1 < lim && m.toks.Kind[i+1] == token.Ident {
			return m.pasted(i+1, lim)
		}
		if w&TypeName != 0 {
			return i + 1 // "union" is learnt now and then
		}
	case w&TypeName != 0:
		return i + 1
	case w&Integer != 0:
		return m.integer(i, lim)
	case w&Typeof != 0:
		if m.kind(i+1, lim) == token.LParen {
			if j := m.nextRParen(i+2, lim); j >= 0 {
				return j + 1
			}
		}
	}
	if j := m.pasted(i, lim); j > i+1 && m.Is(j-1, TypeName) {
		return j
	}
	return -1
}

// pasted skips an identifier, with others that ## joins to it.
func (m *Model) pasted(i, lim int) int {
	for i++; i+1 < lim && m.toks.Kind[i] == token.HashHash && m.toks.Kind[i+1] == token.Ident; {
		i += 2
	}
	return i
}

// nextRParen is the first ')' from token i on, -1 if there is none before
// lim. The last search is remembered: a line of "typeof(" is no reason to go
// over it again and again.
func (m *Model) nextRParen(i, lim int) int {
	if m.parenFrom < 0 || i < m.parenFrom || i > m.parenEnd {
		j := i
		for j < m.toks.Len() && m.toks.Kind[j] != token.RParen {
			j++
		}
		m.parenFrom, m.parenEnd = i, j
	}
	if m.parenEnd < lim {
		return m.parenEnd
	}
	return -1
}

// extend follows what may stand behind a base type.
func (m *Model) extend(first, i, lim int) Span {
	s := Span{First: first, Base: i}
	for i < lim && m.Is(i, Modifier|CallAttribute) && m.gap(i) {
		n := m.modifier(i, lim)
		if n < 0 {
			break
		}
		i = n
	}
	s.Mods = i
	for i < lim {
		switch m.toks.Kind[i] {
		case token.Star:
			i++
			continue
		case token.LBrack:
			if m.kind(i+1, lim) == token.RBrack {
				i += 2
				continue
			}
		case token.Ident:
			if m.toks.Word[i] == token.Const && i > s.Mods {
				i++
				continue
			}
		}
		break
	}
	s.Stars = i
	for i < lim && m.Is(i, Modifier|Inline|CallAttribute) && m.gap(i) {
		n := i + 1
		if !m.Is(i, Modifier|Inline) {
			if n = m.modifier(i, lim); n < 0 {
				break
			}
		}
		i = n
	}
	s.End = i
	return s
}

// integer skips the words of an integer type in their usual order, the
// longest combination first, and so char, int, short, long and signed ones.
func (m *Model) integer(i, lim int) int {
	w := m.toks.Word[i]
	k := i
	signed := w == token.Signed || w == token.Unsigned
	if signed {
		k++
		w = m.word(k, lim)
	}
	switch w {
	case token.CharWord, token.Int:
		return k + 1
	case token.Short:
		if m.word(k+1, lim) == token.Int {
			return k + 2
		}
		return k + 1
	case token.Long:
		k++
		if m.word(k, lim) == token.Int {
			return k + 1
		}
		if m.word(k, lim) == token.Long {
			k++
			if m.word(k, lim) == token.Int {
				k++
			}
		}
		return k
	}
	if signed {
		return i + 1
	}
	return -1
}

// misorderedTypes are the orders of integer words that checkpatch knows and
// dislikes: '-' for signed or unsigned, else the first letter.
var misorderedTypes = []string{
	"c-", "il-", "ill-", "is", "is-", "i-", "i-l", "i-s", "l-", "l-i", "li-",
	"ll-", "ll-i", "lli-", "s-", "si-", "-is",
}

// misordered skips the longest run of integer words in an unusual order, -1 if
// there is none.
func (m *Model) misordered(i, lim int) int {
	var buf [5]byte
	n, best := 0, -1
	for ; n < len(buf) && i+n < lim; n++ {
		switch m.toks.Word[i+n] {
		case token.CharWord:
			buf[n] = 'c'
		case token.Int:
			buf[n] = 'i'
		case token.Long:
			buf[n] = 'l'
		case token.Short:
			buf[n] = 's'
		case token.Signed, token.Unsigned:
			buf[n] = '-'
		default:
			return best
		}
		for _, order := range misorderedTypes {
			if order == string(buf[:n+1]) {
				best = i + n + 1
			}
		}
	}
	return best
}

// Misordered recognises, at token i, modifiers and an integer type whose words
// stand in an unusual order, and what may follow a type.
func (m *Model) Misordered(i, lim int) (Span, bool) {
	if i < lim && m.Is(i, Storage) {
		i++
		if i < lim && m.Is(i, Inline) {
			i++
		}
	}
	first := i
	if i < lim && m.Is(i, Modifier|CallAttribute) {
		first = m.modifiers(i, lim)
	}
	if first >= lim {
		return Span{}, false
	}
	base := m.misordered(first, lim)
	if base < 0 {
		return Span{}, false
	}
	return m.extend(first, base, lim), true
}

// EndsType reports whether the text up to and with the identifier of token i
// ends in a known type. Like checkpatch it does not ask for a boundary at the
// left: "hint" ends in "int".
func (m *Model) EndsType(i, from int) bool { return m.endsType(i, from, false) }

func (m *Model) endsType(i, from int, whole bool) bool {
	for ; i >= from && m.toks.KindAt(i) == token.Ident; i-- {
		if i > from && m.Is(i-1, Tag) {
			return true
		}
		if m.Is(i, TypeName|Integer) || !whole && m.endsInTypeName(m.Bytes(i)) {
			return true
		}
		if !m.Is(i, Modifier|Inline) {
			return false
		}
	}
	return m.endsInStars(i, from, whole)
}

// EndsWholeType is EndsTypeOrStars for a type that is not the end of a longer
// word.
func (m *Model) EndsWholeType(i, from int) bool {
	if i < from {
		return false
	}
	if m.toks.Kind[i] == token.Ident {
		return m.endsType(i, from, true)
	}
	return m.endsInStars(i, from, true)
}

// EndsTypeOrStars is EndsType for any last token: stars and "[]" may follow
// the type.
func (m *Model) EndsTypeOrStars(i, from int) bool {
	if i < from {
		return false
	}
	if m.toks.Kind[i] == token.Ident {
		return m.EndsType(i, from)
	}
	return m.endsInStars(i, from, false)
}

func (m *Model) endsInStars(i, from int, whole bool) bool {
	stars := i
	for ; i >= from; i-- {
		switch m.toks.Kind[i] {
		case token.Star:
			continue
		case token.RBrack:
			if i > from && m.toks.Kind[i-1] == token.LBrack {
				i--
				continue
			}
		case token.Ident:
			if m.toks.Word[i] == token.Const && i < stars {
				continue
			}
			return i < stars && m.endsType(i, from, whole)
		case token.RParen:
			return m.endsInTypeof(i, from)
		}
		return false
	}
	return false
}

// endsInTypeof reports whether the ')' of token i closes a typeof.
func (m *Model) endsInTypeof(i, from int) bool {
	for k := i - 1; k > from && i-k < 32; k-- {
		switch m.toks.Kind[k] {
		case token.RParen:
			return false
		case token.LParen:
			if m.Is(k-1, Typeof) {
				return true
			}
		}
	}
	return false
}

// endings are the words that checkpatch takes for a type wherever a word ends
// in one of them.
var endings = [][]byte{
	[]byte("FILE"), []byte("bool"), []byte("char"), []byte("double"), []byte("float"),
	[]byte("int"), []byte("long"), []byte("short"), []byte("signed"), []byte("unchar"),
	[]byte("ulong"), []byte("ushort"), []byte("void"),
}

func (m *Model) endsInTypeName(b []byte) bool {
	if namesTypeBySuffix(b) || isSizedType(b) {
		return true
	}
	for _, e := range endings {
		if bytes.HasSuffix(b, e) {
			return true
		}
	}
	if n := len(b); n > 0 && b[n-1] >= '2' && b[n-1] <= '8' {
		for k := max(n-4, 0); k < n-1; k++ {
			if isSizedType(b[k:]) {
				return true
			}
		}
	}
	return m.learnt.endsInType(b)
}
