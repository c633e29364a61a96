// SPDX-License-Identifier: GPL-2.0-or-later

// Package patch is the model of what reaches a maintainer by mail: messages,
// the commit texts in them, their trailers, and the unified diffs below. It
// knows the forms that git format-patch, git am, mbox files, quilt and plain
// diff -u write, and the forms in which mail programs spoil them. It also knows
// how checkpatch.pl walks the same lines (Script), because agreement with it is
// measured.
//
// It reads bytes and returns values. It must never open a file, ask git, or
// judge: what is wrong with the form of the input itself is recorded as a
// Problem, everything else is for the rules. Values are immutable once
// returned and may be shared between goroutines.
package patch

import "bytes"

// Kind says what an input is.
type Kind uint8

// The kinds of input.
const (
	KindText          Kind = iota // none of the below
	KindDiff                      // a diff, perhaps with text above it, without mail header
	KindMail                      // one message with a header: git format-patch, quilt, a mail
	KindMbox                      // messages with "From " lines between them
	KindCommitMessage             // the file git opens in the editor
)

// String returns the name used in output of tests and debugging.
func (k Kind) String() string {
	switch k {
	case KindDiff:
		return "diff"
	case KindMail:
		return "mail"
	case KindMbox:
		return "mbox"
	case KindCommitMessage:
		return "commit message"
	}
	return "text"
}

// Stream is a parsed input: one or more messages.
type Stream struct {
	Kind     Kind
	Input    *Text
	Messages []*Message
	// Problems of the input as a whole; each message has its own.
	Problems []Problem
}

// ProblemKind says what is wrong with the form of an input.
type ProblemKind uint8

// The problems that are recorded.
const (
	// ProblemTooLarge: the input was cut, it is larger than offsets allow.
	ProblemTooLarge ProblemKind = iota
	// ProblemWrapped: a line inside a hunk has no marker, as when a mail
	// program broke a long line in two.
	ProblemWrapped
	// ProblemHunkShort: the hunk ends before its header said.
	ProblemHunkShort
	// ProblemHunkLong: lines with a marker follow a hunk that is complete.
	ProblemHunkLong
	// ProblemHunkHeader: a line starts like a hunk header but is none.
	ProblemHunkHeader
	// ProblemNoFile: a hunk without a file header above it.
	ProblemNoFile
	// ProblemBlankStripped: an empty context line lost its blank. Tools
	// accept it.
	ProblemBlankStripped
	// ProblemCarriageReturns: every line ends in CR LF, in transport.
	ProblemCarriageReturns
	// ProblemFlowed: sent as format=flowed, which changes blanks.
	ProblemFlowed
	// ProblemTruncated: the input ends inside a binary patch or a hunk.
	ProblemTruncated
	// ProblemEncoding: a transfer encoding or character set could not be
	// taken off; the bytes are read as they are.
	ProblemEncoding
	// ProblemBinary: a binary patch has a line that cannot be one.
	ProblemBinary
	// ProblemCombined: a combined diff (@@@), which cannot be applied.
	ProblemCombined
	// ProblemMultipart: a multipart message without its boundary.
	ProblemMultipart
)

// Problem is something wrong with the form of an input.
type Problem struct {
	Kind ProblemKind
	// Line counts from zero in the Body of the message, or in the Input for
	// problems of the stream.
	Line int
	// Hunk and file the problem belongs to, or nil.
	File *File
}

// Options change how an input is read.
type Options struct {
	// CommentChar starts a comment in a commit message file; zero means '#'.
	CommentChar byte
	// MboxRD takes one '>' off ">From " lines, which git does only for
	// mailboxes said to be mboxrd.
	MboxRD bool
}

// Parse reads an input of any kind but a commit message file, for which there
// is ParseCommitMessage. It never fails: a text that is no patch is one message
// of KindText without diffs. The bytes must not be changed afterwards.
func Parse(data []byte, opt Options) *Stream {
	s := &Stream{}
	if len(data) > maxInput {
		data = data[:maxInput]
		s.Problems = append(s.Problems, Problem{Kind: ProblemTooLarge})
	}
	s.Input = newText(data)
	parts := splitMbox(s.Input)
	for _, part := range parts {
		s.Messages = append(s.Messages, parseMessage(s.Input, part, opt))
	}
	s.Kind = kindOf(s)
	return s
}

// kindOf tells the kind from what was found.
func kindOf(s *Stream) Kind {
	if len(s.Messages) > 1 {
		return KindMbox
	}
	if len(s.Messages) == 0 {
		return KindText
	}
	m := s.Messages[0]
	switch {
	case m.Envelope >= 0 || len(m.Headers) > 0:
		return KindMail
	case len(m.Files) > 0:
		return KindDiff
	}
	return KindText
}

// detectWindow is how many bytes Detect looks at.
const detectWindow = 256 << 10

// Detect guesses the kind of an input from its first bytes, without reading it
// all. It is made for deciding how to open a file whose name tells nothing.
func Detect(data []byte) Kind {
	cut := len(data) > detectWindow
	if cut {
		data = data[:detectWindow]
	}
	t := newText(data)
	if t.Len() == 0 {
		return KindText
	}
	if looksLikeCommitFile(t, '#') {
		return KindCommitMessage
	}
	parts := splitMbox(t)
	if len(parts) > 1 {
		return KindMbox
	}
	line := 0
	enveloped := isEnvelope(t.Line(0))
	if enveloped {
		line = 1
	}
	end, isHeader := headerBlock(t, line, t.Len())
	if enveloped && isHeader {
		return KindMail
	}
	if !hasDiff(t, line) {
		if isHeader && isMailHeader(t, line, end) {
			return KindMail
		}
		return KindText
	}
	if isHeader {
		return KindMail
	}
	return KindDiff
}

// hasDiff tells whether a file header followed by a hunk, or git's header and a
// line that only follows it, is in the text. Documents quote single lines.
func hasDiff(t *Text, from int) bool {
	for i := from; i < t.Len(); i++ {
		line := t.Line(i)
		if len(line) < 4 {
			continue
		}
		switch line[0] {
		case 'd':
			if bytes.HasPrefix(line, []byte("diff --git ")) && followsGit(t.Line(i+1)) {
				return true
			}
		case '-':
			if bytes.HasPrefix(line, []byte("--- ")) && bytes.HasPrefix(t.Line(i+1), []byte("+++ ")) &&
				isHunkHeader(trimCR(t.Line(i+2))) {
				return true
			}
		}
	}
	return false
}

// followsGit tells whether a line may stand below "diff --git".
func followsGit(line []byte) bool {
	for _, prefix := range []string{"index ", "--- ", "old mode ", "new file mode ", "deleted file mode ",
		"similarity index ", "dissimilarity index ", "rename from ", "copy from "} {
		if bytes.HasPrefix(line, []byte(prefix)) {
			return true
		}
	}
	return false
}
