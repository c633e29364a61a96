// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import "bytes"

// scissors is what git writes above the part of a commit message file that it
// cuts off; a comment character and a blank stand in front.
const scissors = "------------------------ >8 ------------------------"

// ParseCommitMessage reads the file git opens for the text of a commit. Comment
// lines are set apart; below the scissors everything is, but the diff that git
// commit --verbose shows there is read into Files.
func ParseCommitMessage(data []byte, opt Options) *Stream {
	s := &Stream{Kind: KindCommitMessage}
	if len(data) > maxInput {
		data = data[:maxInput]
		s.Problems = append(s.Problems, Problem{Kind: ProblemTooLarge})
	}
	s.Input = newText(data)
	t := s.Input
	comment := opt.CommentChar
	if comment == 0 {
		comment = '#'
	}
	all := Lines{0, t.Len()}
	m := &Message{Lines: all, Envelope: -1, Body: t, BodyLines: all, Separator: -1,
		Signature: -1, Number: -1, Count: -1, comment: comment}
	m.classes = make([]Class, t.Len())
	m.crlf = allCRLF(t, all)
	end := all.End
	for i := all.First; i < all.End; i++ {
		if isScissors(m.Line(i), comment) {
			end = i
			break
		}
	}
	first, last := -1, -1
	for i := all.First; i < end; i++ {
		b := m.Line(i)
		switch {
		case m.isComment(b):
			m.setClass(i, ClassComment)
			continue
		default:
			m.setClass(i, ClassLog)
		}
		if !isBlank(b) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first >= 0 {
		m.Log = Lines{first, last + 1}
		m.SubjectRaw = string(bytes.TrimSpace(m.Line(first)))
		m.Subject = m.SubjectRaw
	}
	m.parseTrailers()
	m.parseVerbose(end)
	s.Messages = []*Message{m}
	return s
}

// parseVerbose reads the diff below the scissors.
func (m *Message) parseVerbose(line int) {
	end := m.BodyLines.End
	for line < end && !startsDiff(m.Line(line)) {
		m.setClass(line, ClassComment)
		line++
	}
	m.parseDiffs(line, end)
}

func isScissors(b []byte, comment byte) bool {
	return len(b) > 2 && b[0] == comment && b[1] == ' ' &&
		bytes.HasPrefix(b[2:], []byte(scissors))
}

// looksLikeCommitFile recognises a commit message file by the comments git
// puts into it.
func looksLikeCommitFile(t *Text, comment byte) bool {
	for i := 0; i < t.Len(); i++ {
		b := t.Line(i)
		if len(b) < 2 || b[0] != comment {
			continue
		}
		if isScissors(b, comment) ||
			bytes.HasPrefix(b[1:], []byte(" Please enter the commit message")) {
			return true
		}
	}
	return false
}
