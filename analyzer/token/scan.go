// SPDX-License-Identifier: GPL-2.0-or-later

// Package token cuts the sanitised view of a text into C tokens. It knows the
// lexical grammar of C and nothing else: not lines, not the preprocessor, not
// types, and it never sees what a comment or a string says. The view has the
// length and offsets of the raw text; see package source for how it is made.
package token

import "sort"

// CommentByte stands for each byte of a comment in the sanitised view, except
// tabs and newlines.
const CommentByte = 0x1C

// Stream is the tokens of a text in ascending order, as parallel arrays.
// Blanks, newlines included, are no tokens; every other byte is in exactly one.
type Stream struct {
	Kind  []Kind
	Start []uint32 // offset of the first byte
	End   []uint32 // offset behind the last byte
	Word  []Word   // of an Ident that the Words table lists, else NoWord
}

// Len returns the number of tokens.
func (s *Stream) Len() int { return len(s.Kind) }

// Reset empties the stream and keeps its memory.
func (s *Stream) Reset() {
	s.Kind, s.Start, s.End, s.Word = s.Kind[:0], s.Start[:0], s.End[:0], s.Word[:0]
}

// Find returns the index of the first token whose End is above offset: the
// token that covers it, or else the next one. It is Len() if there is none.
func (s *Stream) Find(offset uint32) int {
	return sort.Search(len(s.End), func(i int) bool { return s.End[i] > offset })
}

// KindAt returns the kind of token i, None outside the stream.
func (s *Stream) KindAt(i int) Kind {
	if uint(i) < uint(len(s.Kind)) {
		return s.Kind[i]
	}
	return None
}

// WordAt returns the word of token i, NoWord outside the stream.
func (s *Stream) WordAt(i int) Word {
	if uint(i) < uint(len(s.Word)) {
		return s.Word[i]
	}
	return NoWord
}

// Text returns the bytes of token i in text, which is the view the stream was
// made of or the raw text.
func (s *Stream) Text(text []byte, i int) []byte { return text[s.Start[i]:s.End[i]] }

// grow makes room for at least one more token. The first guess is one token
// in five bytes: the kernel has one in 5.9.
func (s *Stream) grow(left int) {
	need := len(s.Kind) + left/5 + 64
	if need < 2*cap(s.Kind) && cap(s.Kind) < 1<<16 {
		need = 2 * cap(s.Kind)
	}
	kind := make([]Kind, len(s.Kind), need)
	start := make([]uint32, len(s.Kind), need)
	end := make([]uint32, len(s.Kind), need)
	word := make([]Word, len(s.Kind), need)
	copy(kind, s.Kind)
	copy(start, s.Start)
	copy(end, s.End)
	copy(word, s.Word)
	s.Kind, s.Start, s.End, s.Word = kind, start, end, word
}

// Scan appends the tokens of clean[from:to] to dst. A token that begins before
// to but would end behind it is cut at to. words may be nil. Scanning a text
// in pieces that are split at newlines outside string literals gives the same
// tokens as scanning it at once.
func Scan(dst *Stream, clean []byte, from, to int, words *Words) {
	text := clean[:to]
	n := len(dst.Kind)
	room := min(cap(dst.Kind), cap(dst.Start), cap(dst.End), cap(dst.Word))
	kind, start, end, word := dst.Kind[:room], dst.Start[:room], dst.End[:room], dst.Word[:room]
	for i := from; i < len(text); {
		c := text[i]
		class := classes[c]
		if class == classBlank {
			i++
			continue
		}
		if n == room {
			dst.Kind, dst.Start, dst.End, dst.Word = kind[:n], start[:n], end[:n], word[:n]
			dst.grow(len(text) - i)
			room = cap(dst.Kind)
			kind, start, end, word = dst.Kind[:room], dst.Start[:room], dst.End[:room], dst.Word[:room]
		}
		var k Kind
		w := NoWord
		at := i
		switch class {
		case classLetter:
			for i++; i < len(text) && classes[text[i]] <= classDigit; i++ {
			}
			k = Ident
			if words != nil {
				w = words.ID(text[at:i])
			}
		case classSingle:
			k = singles[c]
			i++
		case classDigit:
			k, i = Number, numberEnd(text, i)
		default:
			k, i = scanRest(text, i)
		}
		kind[n], start[n], end[n], word[n] = k, uint32(at), uint32(i), w
		n++
	}
	dst.Kind, dst.Start, dst.End, dst.Word = kind[:n], start[:n], end[:n], word[:n]
}

// numberEnd returns the end of the preprocessing number that begins at i.
func numberEnd(text []byte, i int) int {
	for i++; i < len(text); i++ {
		c := text[i]
		if classes[c] <= classDigit || c == '.' {
			continue
		}
		if c != '+' && c != '-' {
			break
		}
		if p := text[i-1] | 0x20; p != 'e' && p != 'p' {
			break
		}
		// 0x1e+2 is one preprocessing number to the letter of the standard
		// and an error to every compiler; people who write it mean a sum.
		if text[i-1]|0x20 == 'e' && isHex(text, i) {
			break
		}
	}
	return i
}

// isHex reports whether the number that ends before i begins with 0x.
func isHex(text []byte, i int) bool {
	j := i
	for j > 0 && (classes[text[j-1]] <= classDigit || text[j-1] == '.') {
		j--
	}
	return i-j > 2 && text[j] == '0' && text[j+1]|0x20 == 'x'
}

// scanRest scans a token that begins with anything but a letter, a digit or a
// byte that is always a token of its own.
func scanRest(text []byte, i int) (Kind, int) {
	switch c := text[i]; c {
	case CommentByte:
		return Comment, CommentEnd(text, i)
	case '"':
		return String, literalEnd(text, i)
	case '\'':
		return Char, literalEnd(text, i)
	case '.':
		if i+1 < len(text) && classes[text[i+1]] == classDigit {
			return Number, numberEnd(text, i)
		}
		return scanOperator(text, i)
	default:
		if c < 0x80 && classes[c] == classOperator {
			return scanOperator(text, i)
		}
		// Bytes of one non-ASCII character stay together.
		for i++; c >= 0x80 && i < len(text) && text[i] >= 0x80; i++ {
		}
		return Other, i
	}
}

// someComment is compared with many bytes at once.
const someComment = "\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c" +
	"\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c"

// CommentEnd returns the end of the run of comment bytes at i.
func CommentEnd(text []byte, i int) int {
	for i+len(someComment) <= len(text) && string(text[i:i+len(someComment)]) == someComment {
		i += len(someComment)
	}
	for i < len(text) && text[i] == CommentByte {
		i++
	}
	return i
}

// literalEnd returns the end of the literal whose opening quote is at i. The
// inside of a literal is nothing but 'X', tabs and newlines; a newline belongs
// to it only if the escaping backslash (an 'X' as well) is in front of it and
// the literal is closed further down.
func literalEnd(text []byte, i int) int {
	quote := text[i]
	lineEnd := 0
	for j := i + 1; j < len(text); j++ {
		switch text[j] {
		case quote:
			return j + 1
		case 'X', '\t':
		case '\n', '\r':
			if lineEnd == 0 {
				lineEnd = j
			}
			if text[j-1] != 'X' && text[j-1] != '\r' {
				return lineEnd
			}
		default:
			if lineEnd != 0 {
				return lineEnd
			}
			return j
		}
	}
	if lineEnd != 0 {
		return lineEnd
	}
	return len(text)
}

// scanOperator scans the longest punctuator at i.
func scanOperator(text []byte, i int) (Kind, int) {
	var c1, c2 byte
	c0 := text[i]
	if i+1 < len(text) {
		c1 = text[i+1]
	}
	if i+2 < len(text) {
		c2 = text[i+2]
	}
	op := &operators[c0&0x7f]
	switch {
	case c0 == '.':
		if c1 == '.' && c2 == '.' {
			return Ellipsis, i + 3
		}
	case c0 == '-' && c1 == '>':
		return Arrow, i + 2
	case c1 == c0 && op.double != None:
		if c2 == '=' && op.doubleAssign != None {
			return op.doubleAssign, i + 3
		}
		return op.double, i + 2
	case c1 == '=' && op.assign != None:
		return op.assign, i + 2
	}
	return op.single, i + 1
}

// operator lists what can begin with one byte: itself, followed by '=',
// doubled, doubled and followed by '='.
type operator struct{ single, assign, double, doubleAssign Kind }

var operators = [128]operator{
	'=': {Assign, Eq, None, None},
	'+': {Plus, PlusAssign, Inc, None},
	'-': {Minus, MinusAssign, Dec, None},
	'*': {Star, StarAssign, None, None},
	'/': {Slash, SlashAssign, None, None},
	'%': {Percent, PercentAssign, None, None},
	'&': {Amp, AmpAssign, AndAnd, None},
	'|': {Pipe, PipeAssign, OrOr, None},
	'^': {Caret, CaretAssign, None, None},
	'!': {Bang, Ne, None, None},
	'<': {Lt, Le, Shl, ShlAssign},
	'>': {Gt, Ge, Shr, ShrAssign},
	'#': {Hash, None, HashHash, None},
	'.': {Dot, None, None, None},
}

var singles = [256]Kind{
	'(': LParen, ')': RParen, '[': LBrack, ']': RBrack, '{': LBrace, '}': RBrace,
	';': Semi, ',': Comma, ':': Colon, '?': Question, '~': Tilde,
	'\\': Backslash, '@': At,
}

// Classes of bytes. Letters and digits come first: one comparison tells what
// continues an identifier.
const (
	classLetter uint8 = iota
	classDigit
	classBlank
	classSingle
	classOperator
	classOther
)

var classes = makeClasses()

func makeClasses() (t [256]uint8) {
	for c := range t {
		switch {
		case c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' && c < 0x80:
			t[c] = classLetter
		case '0' <= c && c <= '9':
			t[c] = classDigit
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f':
			t[c] = classBlank
		case singles[c] != None:
			t[c] = classSingle
		case c < 0x80 && operators[c].single != None:
			t[c] = classOperator
		default:
			t[c] = classOther
		}
	}
	return t
}

// IsIdentByte reports whether c may continue an identifier.
func IsIdentByte(c byte) bool { return classes[c] <= classDigit }

// IsBlank reports whether c is white space to the tokeniser.
func IsBlank(c byte) bool { return classes[c] == classBlank }
