// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"slices"
	"strings"
)

// lexeme is one preprocessing token, and the line it begins on, from 1.
type lexeme struct {
	text string
	line int
}

// endOfDirective is the line feed that ends a directive: the only blank that
// means something by itself.
const endOfDirective = "\n"

// lexemes cuts a C text into preprocessing tokens. It is written from the C
// standard (5.1.1.2, phases 1 to 3, and 6.4) and shares no code with anything
// in this project, because it is the witness of what the project's fixes did.
// Comments and blanks are left out; the end of a directive is kept, and so is
// whether a parenthesis touches the name of the macro that is being defined.
func lexemes(text []byte) []lexeme {
	l := &lexer{text: text, line: 1, fresh: true}
	l.splice()
	for l.next() {
	}
	return l.out
}

// lexer reads one text.
type lexer struct {
	text []byte
	at   int
	line int
	// joined are the offsets at which lines were spliced, ascending.
	joined []int
	out    []lexeme
	// fresh is true while nothing but blanks stood on the line; directive is
	// how many tokens of a directive have been read, 0 outside of one.
	fresh     bool
	directive int
}

// splice is phase 2: a backslash at the end of a line joins the next to it.
// Blanks behind the backslash are tolerated, as by gcc.
func (l *lexer) splice() {
	if bytes.IndexByte(l.text, '\\') < 0 {
		return
	}
	var out []byte
	for i := 0; i < len(l.text); i++ {
		if l.text[i] == '\\' {
			k := i + 1
			for k < len(l.text) && isBlank(l.text[k]) {
				k++
			}
			if k < len(l.text) && l.text[k] == '\n' {
				l.joined = append(l.joined, len(out))
				i = k
				continue
			}
		}
		out = append(out, l.text[i])
	}
	l.text = out
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' }

func isName(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// move goes on to an offset and counts the lines on the way.
func (l *lexer) move(to int) {
	l.line += bytes.Count(l.text[l.at:to], []byte{'\n'})
	for len(l.joined) > 0 && l.joined[0] <= to {
		l.joined = l.joined[1:]
		l.line++
	}
	l.at = to
}

// next reads a token, a comment or blanks; false at the end.
func (l *lexer) next() bool {
	if l.at == len(l.text) {
		l.finishDirective()
		return false
	}
	rest := l.text[l.at:]
	switch c := rest[0]; {
	case c == '\n':
		l.finishDirective()
		l.fresh = true
		l.move(l.at + 1)
	case isBlank(c):
		l.move(l.at + 1)
	case bytes.HasPrefix(rest, []byte("/*")):
		end := bytes.Index(rest[2:], []byte("*/"))
		if end < 0 {
			l.move(len(l.text))
			break
		}
		l.move(l.at + 2 + end + 2)
	case bytes.HasPrefix(rest, []byte("//")):
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			end = len(rest)
		}
		l.move(l.at + end)
	default:
		l.token(rest)
	}
	return true
}

func (l *lexer) finishDirective() {
	if l.directive > 0 {
		l.out = append(l.out, lexeme{endOfDirective, l.line})
	}
	l.directive = 0
}

// token reads the longest token there is.
func (l *lexer) token(rest []byte) {
	size := l.measure(rest)
	text := string(rest[:size])
	begins := l.fresh && (text == "#" || text == "%:")
	switch {
	case begins:
		l.directive = 1
	case l.directive > 0:
		l.directive++
		if text == "(" && l.directive == 4 && l.out[len(l.out)-2].text == "define" && l.at > 0 && !isBlank(l.text[l.at-1]) && l.text[l.at-1] != '/' {
			text = "(of a macro's parameters"
		}
	}
	l.fresh = false
	l.out = append(l.out, lexeme{text, l.line})
	l.move(l.at + size)
}

// measure is the length of the token that a text begins with.
func (l *lexer) measure(rest []byte) int {
	if c := rest[0]; l.directive == 2 && strings.HasPrefix(l.out[len(l.out)-1].text, "include") && (c == '<' || c == '"') {
		if end := bytes.IndexAny(rest[1:], map[byte]string{'<': ">\n", '"': "\"\n"}[c]); end >= 0 && rest[1+end] != '\n' {
			return end + 2
		}
	}
	if n := prefix(rest); n < len(rest) && (rest[n] == '"' || rest[n] == '\'') {
		return n + quoted(rest[n:])
	}
	if isDigit(rest[0]) || rest[0] == '.' && len(rest) > 1 && isDigit(rest[1]) {
		return number(rest)
	}
	n := 0
	for n < len(rest) && (isName(rest[n]) || n > 0 && isDigit(rest[n])) {
		n++
	}
	if n > 0 {
		return n
	}
	for _, p := range punctuators {
		if bytes.HasPrefix(rest, []byte(p)) {
			return len(p)
		}
	}
	return 1
}

// prefix is the length of the prefix of a string or character constant.
func prefix(rest []byte) int {
	for _, p := range []string{"u8", "u", "U", "L"} {
		if bytes.HasPrefix(rest, []byte(p)) && len(rest) > len(p) && (rest[len(p)] == '"' || rest[len(p)] == '\'') {
			return len(p)
		}
	}
	return 0
}

// quoted is the length of a constant in quotes. One without an end is a quote
// by itself, as in the text of an #error or of assembler.
func quoted(rest []byte) int {
	for i := 1; i < len(rest) && rest[i] != '\n'; i++ {
		switch rest[i] {
		case '\\':
			i++
		case rest[0]:
			return i + 1
		}
	}
	return 1
}

// number is the length of a preprocessing number.
func number(rest []byte) int {
	n := 1
	for n < len(rest) {
		switch c := rest[n]; {
		case (c == '+' || c == '-') && bytes.IndexByte([]byte("eEpP"), rest[n-1]) >= 0:
		case isDigit(c) || isName(c) || c == '.':
		default:
			return n
		}
		n++
	}
	return n
}

// punctuators of 6.4.6, longest first; a single character needs no mention.
var punctuators = []string{
	"%:%:", "...", "<<=", ">>=",
	"->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "*=", "/=", "%=", "+=", "-=", "&=", "^=", "|=", "##",
	"<:", ":>", "<%", "%>", "%:",
}

// firstDifference is the index of the first token in which two texts differ,
// -1 if they do not.
func firstDifference(a, b []lexeme) int {
	for i := range a {
		if i == len(b) || a[i].text != b[i].text {
			return i
		}
	}
	if len(b) > len(a) {
		return len(a)
	}
	return -1
}

// without leaves out tokens.
func without(all []lexeme, texts ...string) []lexeme {
	return slices.DeleteFunc(slices.Clone(all), func(l lexeme) bool { return slices.Contains(texts, l.text) })
}
