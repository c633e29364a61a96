// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import "bytes"

// breaksPatch tells whether git am ends the log at the line: the separator, or
// the start of a diff.
func breaksPatch(line []byte) bool {
	return isSeparator(line) || startsDiff(line)
}

// isSeparator recognises "---" with nothing or blanks behind it.
func isSeparator(line []byte) bool {
	return len(line) >= 3 && string(line[:3]) == "---" && isBlank(line[3:])
}

func startsDiff(line []byte) bool {
	if len(line) < 6 {
		return false
	}
	switch line[0] {
	case 'd':
		return bytes.HasPrefix(line, []byte("diff -"))
	case 'I':
		return bytes.HasPrefix(line, []byte("Index: "))
	case '-':
		return string(line[:4]) == "--- " && !isSpace(line[4])
	}
	return false
}

// parseBody divides the body into log, notes, diffs and signature.
func (m *Message) parseBody() {
	line, end := m.BodyLines.First, m.BodyLines.End
	line = m.parseInBody(line)
	start := line
	for line < end && !m.endsLog(line) {
		line++
	}
	m.Log = m.trimBlank(Lines{start, line})
	for i := start; i < line; i++ {
		m.setClass(i, ClassLog)
	}
	m.parseTrailers()
	if line < end && isSeparator(m.Line(line)) {
		m.Separator = line
		m.setClass(line, ClassSeparator)
		line++
		notes := line
		for line < end && !m.opensFile(line) && !m.isSignature(line) {
			m.setClass(line, ClassNotes)
			line++
		}
		m.Notes = m.trimBlank(Lines{notes, line})
	}
	m.parseDiffs(line, end)
}

// endsLog tells whether the log ends in front of a line.
func (m *Message) endsLog(line int) bool {
	b := m.Line(line)
	if len(b) == 0 {
		return false
	}
	switch b[0] {
	case '-':
		if m.isSignature(line) && m.onlySignatureFollows(line) {
			return true
		}
	case 'd', 'I':
	case '@':
		return isHunkHeader(b) && m.hunkFollows(line)
	default:
		return false
	}
	if b[0] == 'I' && len(m.Headers) == 0 && m.Envelope < 0 {
		// "Index: " in a text that is no mail needs its row of '='.
		return startsDiff(b) && bytes.HasPrefix(m.Line(line+1), []byte("==="))
	}
	return breaksPatch(b)
}

// hunkFollows tells whether the line behind a hunk header belongs to a hunk,
// so that a quoted header in prose is not taken for a diff without file.
func (m *Message) hunkFollows(line int) bool {
	next := m.Line(line + 1)
	return line+1 < m.BodyLines.End && len(next) > 0 &&
		(next[0] == '+' || next[0] == '-' || next[0] == ' ')
}

// isSignature recognises the line between a mail and its signature.
func (m *Message) isSignature(line int) bool {
	b := m.Line(line)
	return string(b) == "-- "
}

// onlySignatureFollows tells whether at most a few lines follow, none of a diff.
func (m *Message) onlySignatureFollows(line int) bool {
	for i := line + 1; i < m.BodyLines.End; i++ {
		if startsDiff(m.Line(i)) {
			return false
		}
	}
	return true
}

// trimBlank takes blank lines off both ends.
func (m *Message) trimBlank(l Lines) Lines {
	for l.First < l.End && isBlank(m.Body.Line(l.First)) {
		l.First++
	}
	for l.End > l.First && isBlank(m.Body.Line(l.End-1)) {
		l.End--
	}
	return l
}

// parseInBody reads From:, Subject: and Date: at the top of a mail's body, which
// git am takes as the author and title of the commit.
func (m *Message) parseInBody(line int) int {
	if len(m.Headers) == 0 || m.indent > 0 {
		return line
	}
	first := line
	for first < m.BodyLines.End && isBlank(m.Body.Line(first)) {
		first++
	}
	end := first
	for end < m.BodyLines.End {
		b := m.Line(end)
		if end > first && len(b) > 0 && (b[0] == ' ' || b[0] == '\t') {
			end++
			continue
		}
		name, _, ok := cutHeader(b)
		if !ok || !(bytes.EqualFold(name, []byte("From")) ||
			bytes.EqualFold(name, []byte("Subject")) ||
			bytes.EqualFold(name, []byte("Date"))) {
			break
		}
		end++
	}
	if end == first || end < m.BodyLines.End && !isBlank(m.Body.Line(end)) {
		return line
	}
	m.InBody = parseHeaders(m.Body, Lines{first, end})
	for i := first; i < end; i++ {
		m.setClass(i, ClassHeader)
	}
	return end
}
