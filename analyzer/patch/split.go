// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import "bytes"

// isEnvelope tells whether a line is the "From " line in front of a message in
// a mailbox: a sender and a date with a time of day and a year.
func isEnvelope(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte("From "))
	if !ok || len(rest) < 15 {
		return false
	}
	rest = trimCR(rest)
	// The last colon stands before the seconds: "HH:MM:SS YYYY".
	colon := bytes.LastIndexByte(rest, ':')
	if colon < 5 || colon+3 >= len(rest) {
		return false
	}
	for _, at := range []int{colon - 4, colon - 2, colon - 1, colon + 1, colon + 2} {
		if !isDigit(rest[at]) {
			return false
		}
	}
	year := bytes.TrimLeft(rest[colon+3:], " ")
	digits := 0
	value := 0
	for digits < len(year) && isDigit(year[digits]) && digits < 6 {
		value = value*10 + int(year[digits]-'0')
		digits++
	}
	return digits >= 2 && value > 90
}

// splitMbox returns the line ranges of the messages in a text. Bytes before the
// first envelope are a message of their own unless they are blank.
//
// An envelope is believed at the start of the text, or where a hunk does not
// claim the line: a line of a hunk always has a marker in front, so a "From "
// in column 0 with a date cannot be one. In the text of a commit it could be a
// quotation, hence the blank line that must stand above it, as in every
// mailbox.
func splitMbox(t *Text) []Lines {
	var parts []Lines
	first := 0
	for i := 0; i < t.Len(); i++ {
		line := t.Line(i)
		if len(line) < 20 || line[0] != 'F' || !isEnvelope(line) {
			continue
		}
		if i > 0 && !isBlank(t.Line(i-1)) && !opensHeader(t, i+1) {
			continue
		}
		if i > first && !(first == 0 && allBlank(t, first, i)) {
			parts = append(parts, Lines{first, i})
		}
		first = i
	}
	if first < t.Len() {
		parts = append(parts, Lines{first, t.Len()})
	}
	return parts
}

// opensHeader tells whether a mail header seems to start at the line.
func opensHeader(t *Text, line int) bool {
	name, _, ok := cutHeader(t.Line(line))
	return ok && knownHeader(name)
}

func allBlank(t *Text, from, to int) bool {
	for i := from; i < to; i++ {
		if !isBlank(t.Line(i)) {
			return false
		}
	}
	return true
}

// isQuotedFrom tells whether a line is a "From " line quoted by the mboxrd
// rule: any number of '>' in front, one of which is to be taken off.
func isQuotedFrom(line []byte) bool {
	if len(line) == 0 || line[0] != '>' {
		return false
	}
	return bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From "))
}

func trimCR(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

func isBlank(line []byte) bool {
	for _, c := range line {
		if !isSpace(c) {
			return false
		}
	}
	return true
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isWord(c byte) bool { return isDigit(c) || isLetter(c) || c == '_' }
