// SPDX-License-Identifier: GPL-2.0-or-later

// Package operand reads the small pieces of an expression as checkpatch knows
// them from the sanitised view of a text: names with their members, calls,
// constants, strings, casts. Much of what checkpatch reports hangs on whether
// a piece of text is such an operand, with blanks and all, and not on what C
// would say; checks that want the latter look at tokens or at the tree. The
// package knows bytes alone: no lines, no types but those it is told.
//
// All functions take the view and an offset in bytes from 0 at which the piece
// must begin, and return the offset behind it, or -1 if there is none.
package operand

// Blanks skips white space, line ends included.
func Blanks(b []byte, i int) int {
	for i < len(b) && IsBlank(b[i]) {
		i++
	}
	return i
}

// BlanksBefore is the offset at which the white space that ends at i begins.
func BlanksBefore(b []byte, i int) int {
	for i > 0 && IsBlank(b[i-1]) {
		i--
	}
	return i
}

// IsBlank reports whether c is white space. The filler of comments is not.
func IsBlank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// IsLetter reports whether c may begin a name.
func IsLetter(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }

// IsDigit reports whether c is a decimal digit.
func IsDigit(c byte) bool { return c >= '0' && c <= '9' }

// IsWord reports whether c may be part of a name.
func IsWord(c byte) bool { return IsLetter(c) || IsDigit(c) }

// Word reads one name.
func Word(b []byte, i int) int {
	if i >= len(b) || !IsLetter(b[i]) {
		return -1
	}
	for i < len(b) && IsWord(b[i]) {
		i++
	}
	return i
}

// Name reads a name and the names that ## pastes to it.
func Name(b []byte, i int) int {
	end := Word(b, i)
	for end >= 0 {
		k := Blanks(b, end)
		if k+1 >= len(b) || b[k] != '#' || b[k+1] != '#' {
			return end
		}
		next := Word(b, Blanks(b, k+2))
		if next < 0 {
			return end
		}
		end = next
	}
	return -1
}

// Lvalue reads a name and its members: a->b, a.b, a[b], without blanks
// between. An index ends at the first closing bracket.
func Lvalue(b []byte, i int) int {
	end := Name(b, i)
	for end >= 0 {
		next := Member(b, end)
		if next < 0 {
			return end
		}
		end = next
	}
	return -1
}

// Member reads one ->b, .b or [b].
func Member(b []byte, i int) int {
	switch {
	case i >= len(b):
		return -1
	case b[i] == '.':
		return Name(b, i+1)
	case b[i] == '-' && i+1 < len(b) && b[i+1] == '>':
		return Name(b, i+2)
	case b[i] == '[':
		for k := i + 1; k < len(b); k++ {
			if b[k] == ']' {
				return k + 1
			}
		}
	}
	return -1
}

// LooseMembers reads a name and at least one member, with blanks allowed
// between and behind.
func LooseMembers(b []byte, i int) int {
	end := Name(b, i)
	if end < 0 {
		return -1
	}
	n := 0
	for {
		end = Blanks(b, end)
		next := Member(b, end)
		if next < 0 {
			if n == 0 {
				return -1
			}
			return end
		}
		n++
		end = next
	}
}

// Parens reads a group in parentheses that are balanced.
func Parens(b []byte, i int) int {
	if i >= len(b) || b[i] != '(' {
		return -1
	}
	depth := 0
	for ; i < len(b); i++ {
		switch b[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// Part is an lvalue, or a call of one, and what it is made of.
type Part struct {
	// Start to NameEnd is the lvalue with a & or * in front, if any.
	Start, NameEnd int
	// ArgsEnd is behind the parenthesis of a call; NameEnd if it is none.
	ArgsEnd int
	// End is behind the white space that follows.
	End int
}

// LvalueOrCall reads an lvalue with an optional & or * in front, and the
// arguments behind it if it is called.
func LvalueOrCall(b []byte, i int) (Part, bool) {
	p := Part{Start: i}
	if i < len(b) && (b[i] == '&' || b[i] == '*') {
		i = Blanks(b, i+1)
	}
	p.NameEnd = Lvalue(b, i)
	if p.NameEnd < 0 {
		return Part{}, false
	}
	p.ArgsEnd = p.NameEnd
	k := Blanks(b, p.NameEnd)
	if end := Parens(b, k); end >= 0 {
		p.ArgsEnd, k = end, Blanks(b, end)
	}
	p.End = k
	return p, true
}
