// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Identifier skips an identifier at token i, with others that ## joins to it;
// -1 if there is none.
func (m *Model) Identifier(i, lim int) int {
	if m.kind(i, lim) != token.Ident {
		return -1
	}
	return m.pasted(i, lim)
}

// Lvalue skips a name with its members and subscripts, which touch each other:
// "a->b[i].c". Calls are none of it. It is -1 if there is no name.
func (m *Model) Lvalue(i, lim int) int {
	i = m.Identifier(i, lim)
	if i < 0 {
		return -1
	}
	for i < lim && !m.gap(i) {
		switch m.toks.Kind[i] {
		case token.Dot, token.Arrow:
			if m.kind(i+1, lim) != token.Ident || m.gap(i+1) {
				return i
			}
			i = m.pasted(i+1, lim)
		case token.LBrack:
			k := i + 1
			for k < lim && m.toks.Kind[k] != token.RBrack {
				k++
			}
			if k == lim {
				return i
			}
			i = k + 1
		default:
			return i
		}
	}
	return i
}

// LvalueOrCall skips an optional & or *, an lvalue, and the arguments of one
// call if some follow; -1 if there is no lvalue.
func (m *Model) LvalueOrCall(i, lim int) int {
	if k := m.kind(i, lim); k == token.Amp || k == token.Star {
		i++
	}
	i = m.Lvalue(i, lim)
	if i < 0 {
		return -1
	}
	if m.kind(i, lim) == token.LParen {
		if j := m.match(i); j >= 0 && j < lim {
			return j + 1
		}
	}
	return i
}

// Operand skips a simple operand: an optional cast, then an lvalue or call, a
// number or a string; -1 if there is none.
func (m *Model) Operand(i, lim int) int {
	if m.kind(i, lim) == token.LParen {
		s, ok := m.Type(i+1, lim)
		if !ok || m.kind(s.Mods, lim) != token.RParen {
			return -1
		}
		i = s.Mods + 1
	}
	switch m.kind(i, lim) {
	case token.Number:
		if m.IsConstant(i) {
			return i + 1
		}
		return -1
	case token.String:
		return i + 1
	}
	return m.LvalueOrCall(i, lim)
}

// IsConstant reports whether token i is a number that checkpatch knows:
// binary, octal, decimal or hexadecimal with u and l behind it, or a floating
// constant.
func (m *Model) IsConstant(i int) bool {
	if m.toks.KindAt(i) != token.Number {
		return false
	}
	b := bytes.ToLower(m.Bytes(i))
	if len(b) > 2 && b[0] == '0' && (b[1] == 'x' || b[1] == 'b') {
		digits := b[2:]
		n := 0
		for n < len(digits) && isDigitOf(digits[n], b[1]) {
			n++
		}
		return n > 0 && isSuffix(digits[n:])
	}
	n := 0
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	if n > 0 && isSuffix(b[n:]) {
		return true
	}
	return isFloat(b)
}

func isDigitOf(c, base byte) bool {
	if base == 'b' {
		return c == '0' || c == '1'
	}
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f'
}

func isSuffix(b []byte) bool {
	switch string(b) {
	case "", "u", "l", "ul", "lu", "ll", "ull", "llu":
		return true
	}
	return false
}

func isFloat(b []byte) bool {
	if n := len(b); n > 0 && (b[n-1] == 'f' || b[n-1] == 'l') {
		b = b[:n-1]
	}
	if k := bytes.IndexByte(b, 'e'); k > 0 {
		exp := bytes.TrimPrefix(b[k+1:], []byte{'-'})
		if !allDigits(exp) {
			return false
		}
		b = b[:k]
	} else if bytes.IndexByte(b, '.') < 0 {
		return false
	}
	whole, part, _ := bytes.Cut(b, []byte{'.'})
	return len(whole)+len(part) > 0 && (len(whole) == 0 || allDigits(whole)) && (len(part) == 0 || allDigits(part))
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}

// DeclarationMacro reports whether the call that begins at token i declares
// something: DEFINE_MUTEX(...), LIST_HEAD(...) and their kin, with an optional
// storage word in front. It returns the token of the '(', or -1.
func (m *Model) DeclarationMacro(i, lim int) int {
	storage := false
	if i < lim && m.Is(i, Storage) {
		i++
		storage = true
	}
	if m.kind(i, lim) != token.Ident || m.kind(i+1, lim) != token.LParen {
		return -1
	}
	switch name := m.Bytes(i); string(name) {
	case "LIST_HEAD", "HLIST_HEAD", "LLIST_HEAD", "PLIST_HEAD", "XA_STATE", "XA_STATE_ORDER":
		return i + 1
	case "SKCIPHER_REQUEST_ON_STACK", "SHASH_DESC_ON_STACK", "AHASH_REQUEST_ON_STACK":
		if !storage {
			return i + 1
		}
	default:
		if definesByName(name) {
			return i + 1
		}
	}
	return -1
}

// definesByName: at most two upper-case parts, DEFINE or DECLARE, and one to
// six parts more.
func definesByName(name []byte) bool {
	parts := bytes.Split(name, []byte{'_'})
	if len(parts) > 9 {
		return false
	}
	for at, p := range parts {
		if s := string(p); s == "DEFINE" || s == "DECLARE" {
			if n := len(parts) - at - 1; n >= 1 && n <= 6 && at <= 2 && upperParts(parts[at+1:]) {
				return upperParts(parts[:at])
			}
		}
	}
	return false
}

func upperParts(parts [][]byte) bool {
	for _, p := range parts {
		for _, c := range p {
			if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
				return false
			}
		}
	}
	return true
}

// DeclaresName reports whether a declaration of a name begins at token i: an
// optional storage word, a type, and an identifier, with then content with the
// token behind it. A type that could end in more than one place is tried at
// each of them, the longest first.
func (m *Model) DeclaresName(i, lim int, then func(i int) bool) bool {
	s, ok := m.Declare(i, lim)
	if !ok {
		return false
	}
	last := -1
	for _, end := range [...]int{s.End, s.Stars, s.Mods, s.Base} {
		if end == last {
			continue
		}
		last = end
		if n := m.Identifier(end, lim); n >= 0 && then(n) {
			return true
		}
	}
	return false
}
