// SPDX-License-Identifier: GPL-2.0-or-later

package operand

// Constant reads a number: hexadecimal, octal, binary or decimal with the
// suffixes of integers, or a floating one. Signs are not part of it.
func Constant(b []byte, i int) int {
	if i >= len(b) {
		return -1
	}
	if b[i] == '0' && i+1 < len(b) {
		switch b[i+1] | 0x20 {
		case 'x':
			if end := run(b, i+2, isHexDigit); end > i+2 {
				return hexEnd(b, end)
			}
		case 'b':
			if end := run(b, i+2, func(c byte) bool { return c == '0' || c == '1' }); end > i+2 {
				return Suffix(b, end)
			}
		}
	}
	end := run(b, i, IsDigit)
	if end < len(b) && b[end] == '.' {
		frac := run(b, end+1, IsDigit)
		if end > i || frac > end+1 {
			return floatEnd(b, exponent(b, frac))
		}
		return -1
	}
	if end == i {
		return -1
	}
	if e := exponent(b, end); e > end {
		return floatEnd(b, e)
	}
	return Suffix(b, end)
}

// Suffix skips the suffix of an integer constant: u, l, ul, lu, ll, ull, llu
// in either case. It returns i where there is none.
func Suffix(b []byte, i int) int {
	is := func(k int, c byte) bool { return k < len(b) && b[k]|0x20 == c }
	switch {
	case is(i, 'l') && is(i+1, 'l') && is(i+2, 'u'), is(i, 'u') && is(i+1, 'l') && is(i+2, 'l'):
		return i + 3
	case is(i, 'l') && (is(i+1, 'l') || is(i+1, 'u')), is(i, 'u') && is(i+1, 'l'):
		return i + 2
	case is(i, 'l'), is(i, 'u'):
		return i + 1
	}
	return i
}

// hexEnd finishes a hexadecimal constant whose digits end at i: a binary
// exponent makes it a floating one.
func hexEnd(b []byte, i int) int {
	if i < len(b) && b[i]|0x20 == 'p' {
		k := i + 1
		if k < len(b) && b[k] == '-' {
			k++
		}
		if end := run(b, k, IsDigit); end > k {
			return floatEnd(b, end)
		}
	}
	return Suffix(b, i)
}

func exponent(b []byte, i int) int {
	if i >= len(b) || b[i]|0x20 != 'e' {
		return i
	}
	k := i + 1
	if k < len(b) && b[k] == '-' {
		k++
	}
	if end := run(b, k, IsDigit); end > k {
		return end
	}
	return i
}

func floatEnd(b []byte, i int) int {
	if i < len(b) && (b[i]|0x20 == 'f' || b[i]|0x20 == 'l') {
		return i + 1
	}
	return i
}

// String reads a string of the sanitised view, with its prefix if any.
func String(b []byte, i int) int {
	if i+1 < len(b) && (b[i] == 'L' || b[i] == 'u') && (i == 0 || !IsWord(b[i-1])) {
		i++
	}
	if i >= len(b) || b[i] != '"' {
		return -1
	}
	for i++; i < len(b) && (b[i] == 'X' || b[i] == '\t'); i++ {
	}
	if i < len(b) && b[i] == '"' {
		return i + 1
	}
	return -1
}

// Argument is an operand as it may stand for an argument: a constant, a
// string, an lvalue or a call, with an optional cast.
type Argument struct {
	// Cast to CastEnd is the cast with its parentheses; empty if none.
	Cast, CastEnd int
	// Start to End is what is cast, with the white space behind a call.
	Start, End int
	// Part is set for lvalues and calls.
	Part   Part
	IsPart bool
}

// Types tells where the type that begins at i ends, -1 if none does: one that
// may stand in a cast in front of the stars.
type Types interface {
	CastType(b []byte, i int) int
}

// Arg reads an argument; white space in front is skipped. types may be nil:
// then no cast is known.
func Arg(b []byte, i int, types Types) (Argument, bool) {
	i = Blanks(b, i)
	a := Argument{Cast: i, CastEnd: i}
	if types != nil && i < len(b) && b[i] == '(' {
		if end := types.CastType(b, Blanks(b, i+1)); end >= 0 {
			if end = Blanks(b, end); end < len(b) && b[end] == ')' {
				a.CastEnd = end + 1
			}
		}
	}
	a.Start = Blanks(b, a.CastEnd)
	if end := String(b, a.Start); end >= 0 {
		a.End = end
		return a, true
	}
	if p, ok := LvalueOrCall(b, a.Start); ok {
		a.Part, a.IsPart, a.End = p, true, p.End
		return a, true
	}
	if end := Constant(b, a.Start); end >= 0 {
		a.End = end
		return a, true
	}
	return Argument{}, false
}

func isHexDigit(c byte) bool { return IsDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

func run(b []byte, i int, in func(byte) bool) int {
	for i < len(b) && in(b[i]) {
		i++
	}
	return i
}
