// SPDX-License-Identifier: GPL-2.0-or-later

package macro

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
)

// group stands in a flattened value for a pair of brackets with all they hold.
// It is a number with a suffix, so that a name in front of it makes it part of
// a longer name, as a call is one thing.
const group = "1u"

// flatten writes the value of a macro with every balanced pair of parentheses
// and braces as one group; so is a pair of square brackets with the byte in
// front of it. Brackets without a partner stay.
func flatten(value []byte) []byte {
	out := make([]byte, 0, len(value))
	var open []int
	for _, c := range value {
		from, ok := 0, false
		switch c {
		case '(', '{', '[':
			open = append(open, len(out))
		case ')', '}', ']':
			open, from, ok = partner(out, open, c)
		}
		out = append(out, c)
		if ok && (c != ']' || from > 0) {
			if c == ']' {
				from--
			}
			out = append(out[:from], group...)
		}
	}
	return joinStrings(out)
}

// partner finds the bracket that c closes and forgets those opened inside.
func partner(out []byte, open []int, c byte) (rest []int, at int, ok bool) {
	want := map[byte]byte{')': '(', '}': '{', ']': '['}[c]
	for i := len(open) - 1; i >= 0; i-- {
		if open[i] < len(out) && out[open[i]] == want {
			return open[:i], open[i], true
		}
	}
	return open, 0, false
}

// joinStrings drops names that stand beside a string: macros that are strings
// themselves.
func joinStrings(b []byte) []byte {
	for i := 0; i < len(b); i++ {
		if b[i] != '"' {
			continue
		}
		end := operand.String(b, i)
		if end < 0 {
			return b
		}
		for {
			next := operand.Blanks(b, end)
			name := operand.Name(b, next)
			if name < 0 {
				break
			}
			b = append(b[:end], b[name:]...)
		}
		start := nameBefore(b, i)
		for start < i {
			b = append(b[:start], b[i:]...)
			end -= i - start
			i = start
			start = nameBefore(b, i)
		}
		i = end - 1
	}
	return b
}

// nameBefore is where the name in front of offset i begins, blanks between
// them allowed; i if there is none.
func nameBefore(b []byte, i int) int {
	end := operand.BlanksBefore(b, i)
	start := end
	for start > 0 && operand.IsWord(b[start-1]) {
		start--
	}
	for start < end && operand.IsDigit(b[start]) {
		start++
	}
	if start == end {
		return i
	}
	return start
}

// isSimple reports whether a flattened value can stand in an expression, or
// wherever it is meant to, as it is: one operand, a loop that is complete, and
// so on.
func isSimple(b []byte) bool {
	return len(b) == 0 || isOperand(b) || isCharacter(b) || isPasted(b) || startsWord(b, "case") ||
		isLoop(b) || bytes.HasPrefix(b, []byte("({")) || isListItem(b)
}

// isOperand: one name with members, or a constant, a sign or "!" in front; or
// a name or constant and one comma or semicolon.
func isOperand(b []byte) bool {
	if n := len(b) - 1; b[n] == ',' || b[n] == ';' {
		rest := bytes.TrimPrefix(b[:n], []byte{'-'})
		return operand.Name(b, 0) == n || operand.Constant(rest, 0) == len(rest)
	}
	if b[0] == '!' || b[0] == '~' || b[0] == '-' {
		b = b[1:]
	}
	return operand.Lvalue(b, 0) == len(b) || operand.Constant(b, 0) == len(b)
}

func isCharacter(b []byte) bool { return string(b) == "'X'" || string(b) == "'XX'" }

// isPasted: an argument made a string.
func isPasted(b []byte) bool {
	if b[0] != '#' {
		return false
	}
	i := operand.Blanks(b, 1)
	end := max(operand.Name(b, i), operand.Constant(b, i))
	return end > 0 && operand.Blanks(b, end) == len(b)
}

// isListItem: a designated initialiser, or one that begins with an index or
// begins or ends with a string.
func isListItem(b []byte) bool {
	return b[0] == '[' || b[0] == '"' || b[len(b)-1] == '"' || hasDesignator(b)
}

// hasDesignator reports whether ".name =" stands anywhere.
func hasDesignator(b []byte) bool {
	for i := 0; i < len(b); i++ {
		if b[i] != '.' {
			continue
		}
		if end := operand.Name(b, i+1); end > 0 {
			if k := operand.Blanks(b, end); k < len(b) && b[k] == '=' {
				return true
			}
		}
	}
	return false
}

// isLoop: do ... while (...), with a semicolon or without; while (...) and a
// block; for (...), alone or with one name or constant behind it; and a do
// whose brace is not closed.
func isLoop(b []byte) bool {
	if i := afterWord(b, "do"); i > 0 {
		if i < len(b) && b[i] == '{' {
			return true
		}
		if i = constantAt(b, i); i < 0 {
			return false
		}
		i = operand.Blanks(b, i)
		k := afterWord(b[i:], "while")
		if k < 0 {
			return false
		}
		if i = constantAt(b, i+k); i < 0 {
			return false
		}
		return i == len(b) || string(b[i:]) == ";"
	}
	if i := afterWord(b, "while"); i > 0 {
		if i = constantAt(b, i); i < 0 {
			return false
		}
		i = constantAt(b, operand.Blanks(b, i))
		return i > 0 && operand.Blanks(b, i) == len(b)
	}
	if i := afterWord(b, "for"); i > 0 {
		i = constantAt(b, i)
		return i == len(b) || i > 0 && isLoopBody(b, i)
	}
	return false
}

// isLoopBody: one name or constant behind a blank.
func isLoopBody(b []byte, i int) bool {
	k := operand.Blanks(b, i)
	if k == i {
		return false
	}
	if operand.Name(b, k) == len(b) {
		return true
	}
	if k < len(b) && b[k] == '-' {
		k++
	}
	return constantAt(b, k) == len(b)
}

// constantAt is where the constant at i ends, -1 if there is none.
func constantAt(b []byte, i int) int {
	if i < 0 || i >= len(b) {
		return -1
	}
	return operand.Constant(b, i)
}

// afterWord is the offset of what follows a word at the start, blanks skipped;
// -1 if the text does not begin with it. A group may follow without a blank.
func afterWord(b []byte, word string) int {
	if !bytes.HasPrefix(b, []byte(word)) {
		return -1
	}
	return operand.Blanks(b, len(word))
}

// startsWord reports whether the text begins with a whole word.
func startsWord(b []byte, word string) bool {
	return bytes.HasPrefix(b, []byte(word)) && (len(b) == len(word) || !operand.IsWord(b[len(word)]))
}
