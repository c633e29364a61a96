// SPDX-License-Identifier: GPL-2.0-or-later

package source

import "bytes"

// literal is the state of the reader between two bytes.
type literal uint8

const (
	inCode literal = iota
	inBlock
	inString
	inChar
)

// sanitiseHunk writes the view of one hunk. In parity mode an open quote runs
// on over line ends, as in checkpatch; otherwise it ends with its line unless
// a backslash carries it over, and only files of C and its kin have quotes
// and comments at all.
func sanitiseHunk(t *Text, h Hunk, mode Mode) {
	state := beginning(t, h, mode)
	s := newSanitiser(t, mode)
	for i := h.First; i < h.End; i++ {
		state = s.read(t, i, state)
	}
}

// beginning is the state in which a hunk begins.
func beginning(t *Text, h Hunk, mode Mode) literal {
	if !mode.Placed && startsInComment(t, h, mode.Parity) {
		return inBlock
	}
	return inCode
}

// startsInComment guesses whether a hunk begins inside a comment: by the first
// comment mark that is not quoted, or else by the look of its first line.
// checkpatch guesses so of whole files, too.
func startsInComment(t *Text, h Hunk, parity bool) bool {
	if t.Whole && !parity || h.First >= h.End {
		return false
	}
	for i := h.First; i < h.End; i++ {
		line := t.RawLine(i)
		if k := commentMark(line); k >= 0 {
			return line[k] == '*'
		}
	}
	first := t.RawLine(h.First)
	rest := bytes.TrimLeft(first, " \t\f\v")
	indent := len(first) - len(rest)
	stars := len(rest) - len(bytes.TrimLeft(rest, "*"))
	if stars < 2 && (stars == 0 || indent == 0 || first[indent-1] != ' ') {
		return false
	}
	rest = rest[stars:]
	return len(rest) == 0 || rest[0] == ' ' || rest[0] >= '\t' && rest[0] <= '\r'
}

// commentMark is the index of the first "/*" or "*/" of a line, or -1. A line
// with a mark that has double quotes on either side has none.
func commentMark(line []byte) int {
	mark := -1
	quote, last := bytes.IndexByte(line, '"'), bytes.LastIndexByte(line, '"')
	for i := 0; i+1 < len(line); i++ {
		if (line[i] != '/' || line[i+1] != '*') && (line[i] != '*' || line[i+1] != '/') {
			continue
		}
		if quote >= 0 && quote < i && i < last {
			return -1
		}
		if mark < 0 {
			mark = i
		}
	}
	return mark
}

type sanitiser struct {
	mode             Mode
	quotes, comments bool
}

func newSanitiser(t *Text, mode Mode) sanitiser {
	return sanitiser{mode: mode,
		quotes:   mode.Parity || t.Kind.In(CLike),
		comments: mode.Parity || t.Kind.In(CLike|1<<Asm|1<<Rust|1<<LinkerScript)}
}

// read makes the view of line i, which begins in a state, and returns the
// state at its end. It sets those features that need the lines above.
func (s *sanitiser) read(t *Text, i int, state literal) literal {
	l := &t.Lines[i]
	l.begins, l.Features = state, 0
	switch state {
	case inBlock:
		l.Features = BeginsInComment
	case inString, inChar:
		l.Features = BeginsInString
	}
	state = s.line(t.Clean[l.Start:l.End], t.Raw[l.Start:l.End], state)
	if int(l.End) < len(t.Raw) {
		t.Clean[l.End] = '\n'
	}
	return state
}

// line writes the view of one line and returns the state at its end.
func (s *sanitiser) line(dst, src []byte, state literal) literal {
	copy(dst, src)
	i := 0
	for i < len(src) {
		switch state {
		case inBlock:
			i, state = fillBlock(dst, src, i)
		case inString:
			i, state = fillQuote(dst, src, i, '"', state)
		case inChar:
			i, state = fillQuote(dst, src, i, '\'', state)
		default:
			i, state = s.code(dst, src, i)
		}
	}
	hideDirective(dst)
	if !s.mode.Parity && (state == inString || state == inChar) &&
		!bytes.HasSuffix(bytes.TrimSuffix(src, []byte{'\r'}), []byte{'\\'}) {
		return inCode
	}
	return state
}

// code goes over plain code until a comment or literal opens.
func (s *sanitiser) code(dst, src []byte, i int) (int, literal) {
	for ; i < len(src); i++ {
		switch src[i] {
		case '"':
			if s.quotes {
				return i + 1, inString
			}
		case '\'':
			if s.quotes && (s.mode.Parity || !digitSeparator(src, i)) {
				return i + 1, inChar
			}
		case '/':
			if !s.comments || i+1 == len(src) {
				continue
			}
			if src[i+1] == '*' {
				dst[i], dst[i+1] = Filler, Filler
				return i + 2, inBlock
			}
			if src[i+1] == '/' {
				k := i
				if s.mode.KeepSlashes {
					k += 2
				}
				for ; k < len(src); k++ {
					dst[k] = Filler
				}
				return len(src), inCode
			}
		}
	}
	return i, inCode
}

// digitSeparator tells 1'000 from a character constant.
func digitSeparator(src []byte, i int) bool {
	return i > 0 && i+1 < len(src) && isDigit(src[i-1]) && isDigit(src[i+1]) &&
		(i+2 >= len(src) || src[i+2] != '\'')
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func fillBlock(dst, src []byte, i int) (int, literal) {
	for ; i < len(src); i++ {
		if src[i] == '*' && i+1 < len(src) && src[i+1] == '/' {
			dst[i], dst[i+1] = Filler, Filler
			return i + 2, inCode
		}
		if src[i] != '\t' {
			dst[i] = Filler
		}
	}
	return i, inBlock
}

func fillQuote(dst, src []byte, i int, quote byte, state literal) (int, literal) {
	for ; i < len(src); i++ {
		switch c := src[i]; {
		case c == quote:
			return i + 1, inCode
		case c == '\\':
			dst[i] = 'X'
			if i+1 < len(src) {
				i++
				dst[i] = 'X'
			}
		case c != '\t':
			dst[i] = 'X'
		}
	}
	return i, state
}

// hideDirective blanks what is not code on a directive line: the name of an
// included file and the text of an #error or #warning.
func hideDirective(line []byte) {
	i := skipBlanks(line, 0)
	if i >= len(line) || line[i] != '#' {
		return
	}
	i = skipBlanks(line, i+1)
	word := i
	for i < len(line) && line[i] >= 'a' && line[i] <= 'z' {
		i++
	}
	switch string(line[word:i]) {
	case "include":
		open := bytes.IndexByte(line[i:], '<')
		if open < 0 {
			return
		}
		if end := bytes.IndexByte(line[i+open:], '>'); end > 0 {
			fillX(line[i+open+1 : i+open+end])
		}
	case "error", "warning":
		end := len(line)
		for end > i && (line[end-1] == '\\' || line[end-1] <= ' ') {
			end-- // a backslash carries the directive over to the next line
		}
		fillX(line[min(skipBlanks(line, i), end):end])
	}
}

func fillX(b []byte) {
	for i := range b {
		b[i] = 'X'
	}
}

func skipBlanks(line []byte, i int) int {
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	return i
}
