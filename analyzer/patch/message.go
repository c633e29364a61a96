// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"bytes"
	"strings"
)

// Message is one mail, one commit as git shows it, or one diff.
type Message struct {
	// Input lines of the whole message.
	Lines Lines
	// Envelope is the input line "From hash date" or "commit hash" above the
	// header; -1 if there is none.
	Envelope int
	Headers  []Header

	// Body is the text all lines below count in. It is the input itself
	// (then its line numbers are the input's) unless an encoding had to be
	// taken off.
	Body *Text
	// BodyLines is the part of Body that is this message's.
	BodyLines Lines
	// InBody are the From:, Subject: and Date: lines at the top of the body
	// that git am takes instead of the header's; their lines count in Body.
	InBody []Header

	// Subject is the title of the commit: the subject without its
	// bracketed prefixes, or the first line of a commit message file.
	Subject string
	// SubjectRaw is the subject with its prefixes.
	SubjectRaw string
	// From is the author as written, decoded; empty if not given.
	From string
	// Number and Count are the n and m of "[PATCH n/m]"; -1 if not given.
	Number, Count int
	// Cover tells that it is the introduction of a series.
	Cover bool

	// Log is the commit's text without title, blank lines around it
	// removed. In a commit message file it starts with the title.
	Log Lines
	// Separator is the line "---" below the log; -1 if there is none.
	Separator int
	// Notes is the text between the separator and the diffs.
	Notes Lines
	// Trailers are those of the log, in order.
	Trailers []Trailer
	// Files are the diffs.
	Files []*File
	// Signature is the line "-- " above the sender's signature; -1 if none.
	Signature int

	Problems []Problem

	classes []Class
	indent  int // blanks in front of each line of the log (git show)
	crlf    bool
	quoted  bool // "From " lines are quoted with '>'
	comment byte // starts a comment in a commit message file, else 0
}

// Header returns the last header of a name, as mail programs do.
func (m *Message) Header(name string) (*Header, bool) {
	for i := len(m.Headers) - 1; i >= 0; i-- {
		if m.Headers[i].Is(name) {
			return &m.Headers[i], true
		}
	}
	return nil, false
}

// Line returns a line of the body as its author wrote it: without carriage
// returns that the transport added, the quoting of "From " lines, or the
// indentation git show adds.
func (m *Message) Line(line int) []byte {
	b := m.Body.Line(line)
	if m.crlf {
		b = trimCR(b)
	}
	return b[min(m.skip(line, b), len(b)):]
}

// skip is how many bytes at the start of a body line are not the author's.
func (m *Message) skip(line int, b []byte) int {
	switch {
	case m.quoted && isQuotedFrom(b):
		return 1
	case m.indent > 0 && m.Log.Has(line):
		n := 0
		for n < m.indent && n < len(b) && b[n] == ' ' {
			n++
		}
		return n
	}
	return 0
}

// InputLine returns the input line, from zero, of a line of the body.
func (m *Message) InputLine(line int) int { return m.Body.InputLine(line) }

// InputSpan returns where bytes [from, to) of Line(line) are in the input.
// exact is false where an encoding was taken off; see Text.InputSpan.
func (m *Message) InputSpan(line, from, to int) (span Span, exact bool) {
	skip := m.skip(line, m.Body.Line(line))
	return m.Body.InputSpan(line, from+skip, to+skip)
}

// Class returns what a line of the body is. Lines of the header are not in the
// body of an encoded message; see HeaderLines.
func (m *Message) Class(line int) Class {
	i := line - m.BodyLines.First
	if i < 0 || i >= len(m.classes) {
		return ClassNone
	}
	return m.classes[i]
}

func (m *Message) setClass(line int, c Class) {
	if i := line - m.BodyLines.First; i >= 0 && i < len(m.classes) {
		m.classes[i] = c
	}
}

func (m *Message) problem(kind ProblemKind, line int, file *File) {
	m.Problems = append(m.Problems, Problem{kind, line, file})
}

// Encoded tells whether positions in the body cannot be edited in the input.
func (m *Message) Encoded() bool { return m.Body.Decoded() }

// CRLF tells whether every line ends in CR LF, which Line takes off.
func (m *Message) CRLF() bool { return m.crlf }

// HeaderLines are the input lines of the header without the envelope.
func (m *Message) HeaderLines() Lines {
	if len(m.Headers) == 0 {
		return Lines{}
	}
	return Lines{m.Headers[0].Lines.First, m.Headers[len(m.Headers)-1].Lines.End}
}

// parseMessage reads one message.
func parseMessage(t *Text, lines Lines, opt Options) *Message {
	m := &Message{Lines: lines, Envelope: -1, Separator: -1, Signature: -1, Number: -1, Count: -1}
	line := lines.First
	for line < lines.End && isBlank(t.Line(line)) {
		line++
	}
	if line == lines.End {
		line = lines.First
	}
	isCommit := isCommitLine(t.Line(line))
	if isEnvelope(t.Line(line)) || isCommit {
		m.Envelope = line
		line++
	}
	end, isHeader := headerBlock(t, line, lines.End)
	if isHeader {
		m.Headers = parseHeaders(t, Lines{line, end})
		line = end
		if line < lines.End && len(trimCR(t.Line(line))) == 0 {
			line++
		}
	}
	if isCommit {
		m.indent = 4
	}
	m.quoted = opt.MboxRD && m.Envelope >= 0
	m.openBody(t, Lines{line, lines.End})
	m.crlf = allCRLF(m.Body, m.BodyLines)
	if m.crlf {
		m.problem(ProblemCarriageReturns, m.BodyLines.First, nil)
	}
	m.classes = make([]Class, m.BodyLines.Len())
	m.parseBody()
	m.identify()
	return m
}

// openBody chooses the text of the body.
func (m *Message) openBody(t *Text, lines Lines) {
	e := entityOf(m.Headers)
	if e.readable() {
		m.Body, m.BodyLines = t, lines
		if _, err := lookupCharset(e.charset); err != nil {
			m.problem(ProblemEncoding, lines.First, nil)
		}
	} else {
		var problems []Problem
		m.Body, problems = decodeBody(t, lines, e)
		m.BodyLines = Lines{0, m.Body.Len()}
		for _, p := range problems {
			p.Line = 0
			m.Problems = append(m.Problems, p)
		}
	}
	if e.flowed {
		m.problem(ProblemFlowed, m.BodyLines.First, nil)
	}
}

// isCommitLine recognises the first line of git show and git log.
func isCommitLine(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte("commit "))
	if !ok {
		return false
	}
	n := 0
	for n < len(rest) {
		if _, hex := hexDigit(rest[n]); !hex {
			break
		}
		n++
	}
	return n >= 40 && (n == len(rest) || isSpace(rest[n]))
}

// allCRLF tells whether all lines, of which there is one at least, end in CR;
// the last may be cut.
func allCRLF(t *Text, lines Lines) bool {
	n := 0
	for i := lines.First; i < lines.End; i++ {
		b := t.Line(i)
		if len(b) > 0 && b[len(b)-1] == '\r' {
			n++
			continue
		}
		if i == lines.End-1 && !t.EndsWithNewline(i) {
			break
		}
		return false
	}
	return n > 0
}

// identify fills in what the header and the lines above the log say.
func (m *Message) identify() {
	for _, list := range [][]Header{m.Headers, m.InBody} {
		for i := range list {
			switch h := &list[i]; {
			case h.Is("Subject"):
				m.SubjectRaw = h.Value
			case h.Is("From"), h.Is("Author"):
				m.From = h.Value
			}
		}
	}
	if m.SubjectRaw == "" && m.indent > 0 && m.Log.Len() > 0 {
		m.SubjectRaw = string(bytes.TrimSpace(m.Line(m.Log.First)))
	}
	m.Subject = m.parsePrefixes(m.SubjectRaw)
	m.Cover = m.Number == 0 && len(m.Files) == 0
}

// parsePrefixes takes "Re:" and "[...]" off a subject and notes the numbers.
func (m *Message) parsePrefixes(s string) string {
	for {
		s = strings.TrimSpace(s)
		if len(s) >= 3 && strings.EqualFold(s[:3], "re:") {
			s = s[3:]
			continue
		}
		if !strings.HasPrefix(s, "[") {
			return s
		}
		end := strings.IndexByte(s, ']')
		if end < 0 {
			return s
		}
		for _, word := range strings.Fields(s[1:end]) {
			n, count, ok := strings.Cut(strings.TrimSuffix(word, ","), "/")
			a, okA := parseInt(n)
			b, okB := parseInt(count)
			if ok && okA && okB {
				m.Number, m.Count = a, b
			}
		}
		s = s[end+1:]
	}
}

// parseInt reads a decimal number small enough for what patches count.
func parseInt(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	v := 0
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return 0, false
		}
		v = v*10 + int(s[i]-'0')
	}
	return v, true
}
