// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"bytes"
	"io"
	"mime"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
)

// Header is one field of a message's header.
type Header struct {
	// Name as written, without the colon.
	Name string
	// Value is unfolded and freed of RFC 2047 encoding; UTF-8 unless the
	// message uses a character set without saying so.
	Value string
	// Raw is unfolded but not decoded.
	Raw string
	// Lines in the input: the first and the folded ones after it.
	Lines Lines
	// Span of the value in the input, folds included.
	Span Span
	// Folded and Encoded say how it was written.
	Folded, Encoded bool
}

// Is tells whether the header has the name, in any letter case.
func (h *Header) Is(name string) bool { return strings.EqualFold(h.Name, name) }

// cutHeader splits "Name: value". The value keeps its blanks.
func cutHeader(line []byte) (name, value []byte, ok bool) {
	colon := 0
	for colon < len(line) && isHeaderName(line[colon]) {
		colon++
	}
	if colon == 0 || colon == len(line) || line[colon] != ':' {
		return nil, nil, false
	}
	return line[:colon], line[colon+1:], true
}

func isHeaderName(c byte) bool {
	return isWord(c) || c == '-' || c == '.'
}

// knownHeader tells whether a name, in any letter case, is one that only a mail
// header (or the header of a distribution's patch) has. To and Cc are not
// among them: they are trailers as well.
func knownHeader(name []byte) bool {
	switch strings.ToLower(string(name)) {
	case "from", "subject", "date", "message-id", "received", "return-path",
		"mime-version", "content-type", "delivered-to", "in-reply-to",
		"author", "description", "origin", "forwarded", "last-update":
		return true
	}
	return false
}

// headerBlock finds the header that starts at a line. The returned line is the
// first that does not belong to it: the blank line, or whatever else stopped
// it. ok is false if there is no header.
func headerBlock(t *Text, from, limit int) (end int, ok bool) {
	line := from
	known := false
	for ; line < limit; line++ {
		b := trimCR(t.Line(line))
		if len(b) == 0 {
			break
		}
		if line > from && (b[0] == ' ' || b[0] == '\t') {
			continue
		}
		name, _, is := cutHeader(b)
		if !is {
			break
		}
		if line == from && !known && !knownHeader(name) && !strongStart(t, from, limit) {
			return from, false
		}
		known = known || knownHeader(name)
	}
	return line, known
}

// strongStart tells whether one of the lines up to the first blank one is a
// field that only a header has, every line before it being a field, too.
func strongStart(t *Text, from, limit int) bool {
	for line := from; line < limit; line++ {
		b := trimCR(t.Line(line))
		if len(b) == 0 {
			return false
		}
		if b[0] == ' ' || b[0] == '\t' {
			continue
		}
		name, _, is := cutHeader(b)
		if !is {
			return false
		}
		if knownHeader(name) {
			return true
		}
	}
	return false
}

// isMailHeader tells whether a header block has what a mail has at least.
func isMailHeader(t *Text, from, end int) bool {
	subject, other := false, false
	for line := from; line < end; line++ {
		name, _, is := cutHeader(t.Line(line))
		if !is {
			continue
		}
		switch strings.ToLower(string(name)) {
		case "subject":
			subject = true
		case "from", "date", "message-id":
			other = true
		}
	}
	return subject && other
}

// parseHeaders reads the fields of a header block.
func parseHeaders(t *Text, block Lines) []Header {
	var headers []Header
	for line := block.First; line < block.End; {
		b := trimCR(t.Line(line))
		name, value, is := cutHeader(b)
		if !is {
			line++
			continue
		}
		h := Header{Name: string(name), Lines: Lines{line, line + 1}}
		start := t.Range(line).Start + len(name) + 1
		start += len(value) - len(bytes.TrimLeft(value, " \t"))
		h.Span = Span{start, t.Range(line).Start + len(b)}
		raw := append([]byte(nil), bytes.TrimSpace(value)...)
		for line++; line < block.End; line++ {
			next := trimCR(t.Line(line))
			if len(next) == 0 || next[0] != ' ' && next[0] != '\t' {
				break
			}
			h.Folded = true
			h.Lines.End = line + 1
			h.Span.End = t.Range(line).Start + len(next)
			raw = append(append(raw, ' '), bytes.TrimSpace(next)...)
		}
		h.Raw = string(raw)
		h.Value, h.Encoded = DecodeWords(h.Raw)
		headers = append(headers, h)
	}
	return headers
}

// DecodeWords takes RFC 2047 encoding off a text. A text it cannot decode is
// returned as it is. decoded tells whether there was anything to take off.
func DecodeWords(raw string) (text string, decoded bool) {
	if !strings.Contains(raw, "=?") {
		return raw, false
	}
	decoder := mime.WordDecoder{CharsetReader: charsetReader}
	value, err := decoder.DecodeHeader(raw)
	if err != nil {
		return raw, false
	}
	return value, value != raw
}

// charsetReader makes UTF-8 of a character set by its name in mails.
func charsetReader(charset string, input io.Reader) (io.Reader, error) {
	enc, err := lookupCharset(charset)
	if err != nil {
		return nil, err
	}
	if enc == nil {
		return input, nil
	}
	return enc.NewDecoder().Reader(input), nil
}

// lookupCharset finds a character set; nil without error means UTF-8 or ASCII.
func lookupCharset(name string) (encoding.Encoding, error) {
	switch strings.ToLower(name) {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "unknown-8bit":
		return nil, nil
	}
	return ianaindex.MIME.Encoding(name)
}
