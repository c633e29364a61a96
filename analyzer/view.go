// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// View is one reading of what surrounds the files in a patch: headers, commit
// text, trailers, the headers of diffs. There are two kinds. Ours is one
// message, decoded, without the lines of hunks. That of checkpatch is the whole
// input as one stream, line by line, as it stands; it is made in parity mode.
// A check walks over either with the same code and asks Script where the two
// must differ.
type View struct {
	// Stream is the input.
	Stream *patch.Stream
	// Message is the message of our reading, nil in that of checkpatch.
	Message *patch.Message
	// Script is the walk of checkpatch, nil in our reading.
	Script *patch.Script
	// Name is how the user called the input.
	Name string
	// CommitFile tells that the input is a commit message being written. Its
	// title is the first line of the log.
	CommitFile bool

	headers patch.Lines // of Message, in the input
	lines   []int32     // of the body of Message, those not in hunks
	// texts are those of the hunks, in the reading of checkpatch.
	texts []*source.Text
}

// ViewLine is one line of a View.
type ViewLine struct {
	// Text is the line without its line feed, as it is to be judged.
	Text  []byte
	Class patch.Class
	Flags patch.ScriptFlags
	// Path is the file the line belongs to, "" above the first diff.
	Path string
}

// Has tells whether all the given states are on.
func (l ViewLine) Has(f patch.ScriptFlags) bool { return l.Flags&f == f }

// InHeader tells whether a line is judged as one of the mail header.
func (l ViewLine) InHeader() bool { return l.Flags&patch.FlagHeaderBefore != 0 }

// InLog tells whether a line is judged as commit text.
func (l ViewLine) InLog() bool { return l.Flags&patch.FlagLogBefore != 0 }

func newMessageView(name string, s *patch.Stream, m *patch.Message) *View {
	v := &View{Stream: s, Message: m, Name: name, CommitFile: s.Kind == patch.KindCommitMessage,
		headers: m.HeaderLines()}
	for i := m.BodyLines.First; i < m.BodyLines.End; i++ {
		switch m.Class(i) {
		case patch.ClassAdded, patch.ClassContext, patch.ClassRemoved, patch.ClassNoNewline,
			patch.ClassBinary, patch.ClassComment:
		default:
			v.lines = append(v.lines, int32(i))
		}
	}
	return v
}

// Len is the number of lines.
func (v *View) Len() int {
	if v.Script != nil {
		return len(v.Script.Lines)
	}
	return v.headers.Len() + len(v.lines)
}

// Line returns line i, from 0. It is cheap.
func (v *View) Line(i int) ViewLine {
	if v.Script != nil {
		l := &v.Script.Lines[i]
		return ViewLine{Text: v.Stream.Input.Line(i), Class: l.Class, Flags: l.Flags,
			Path: v.Script.Paths[l.Path]}
	}
	if i < v.headers.Len() {
		return ViewLine{Text: trimCR(v.Stream.Input.Line(v.headers.First + i)), Class: patch.ClassHeader,
			Flags: patch.FlagHeaderBefore | patch.FlagHeaderAfter}
	}
	n := v.body(i)
	l := ViewLine{Text: v.Message.Line(n), Class: v.Message.Class(n)}
	switch l.Class {
	case patch.ClassHeader:
		l.Flags = patch.FlagHeaderBefore | patch.FlagHeaderAfter
	case patch.ClassLog:
		l.Flags = patch.FlagLogStart | patch.FlagLogBefore | patch.FlagLogAfter | patch.FlagHasLog
	}
	return l
}

func trimCR(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] == '\r' {
		return b[:n-1]
	}
	return b
}

// Clean is line i as the tests of checkpatch see it: for a line of a hunk, with
// its marker, comments filled and the insides of literals blanked.
func (v *View) Clean(i int) []byte {
	l := v.Line(i)
	if v.Script == nil || !l.Class.InHunk() || len(l.Text) == 0 || l.Text[0] == '-' {
		return l.Text
	}
	at := sort.Search(len(v.texts), func(k int) bool {
		lines := v.texts[k].Lines
		return len(lines) > 0 && int(lines[len(lines)-1].Input) > i
	})
	if at == len(v.texts) {
		return l.Text
	}
	t := v.texts[at]
	k, ok := slices.BinarySearchFunc(t.Lines, int32(i+1), func(l source.Line, n int32) int { return cmp.Compare(l.Input, n) })
	if !ok {
		return l.Text
	}
	return append([]byte{l.Text[0]}, t.CleanLine(k)...)
}

// body is the line of the message's body that line i is.
func (v *View) body(i int) int { return int(v.lines[i-v.headers.Len()]) }

// Index is the line of the view that a line of the body of Message is, -1 if
// it is in no view.
func (v *View) Index(body int) int {
	lo, hi := 0, len(v.lines)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if int(v.lines[mid]) < body {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(v.lines) || int(v.lines[lo]) != body {
		return -1
	}
	return lo + v.headers.Len()
}

// Trailer is the trailer of Message that line i belongs to, nil if it belongs
// to none.
func (v *View) Trailer(i int) *patch.Trailer {
	if v.Message == nil || i < v.headers.Len() || i >= v.Len() {
		return nil
	}
	line, all := v.body(i), v.Message.Trailers
	k := sort.Search(len(all), func(k int) bool { return all[k].Lines.First > line }) - 1
	if k < 0 || line >= all[k].Lines.End {
		return nil
	}
	return &all[k]
}

// InputLine is the line of the input, from 0, of line i. Behind the last line
// it is that of the last.
func (v *View) InputLine(i int) int {
	n := v.Len()
	if i >= n {
		i = n - 1
	}
	switch {
	case i < 0 && v.Message != nil:
		return v.Message.Lines.First
	case v.Script != nil || i < 0:
		return max(i, 0)
	case i < v.headers.Len():
		return v.headers.First + i
	}
	return v.Message.InputLine(v.body(i))
}

// Span is where bytes [from, to) of line i are in the input. exact is false
// where the line was decoded: then the range is all it was made from, and
// nothing there can be edited.
func (v *View) Span(i, from, to int) (at source.Range, exact bool) {
	if v.Script != nil || i < v.headers.Len() {
		line := i
		if v.Script == nil {
			line += v.headers.First
		}
		s, ok := v.Stream.Input.InputSpan(line, from, to)
		return source.Range{Start: uint32(s.Start), End: uint32(s.End)}, ok
	}
	s, ok := v.Message.InputSpan(v.body(i), from, to)
	return source.Range{Start: uint32(s.Start), End: uint32(s.End)}, ok
}

// Whole is where line i is in the input, without its line end.
func (v *View) Whole(i int) (at source.Range, exact bool) {
	return v.Span(i, 0, len(v.Line(i).Text))
}

// Removal is the range of line i with its line feed, for taking it out; ok is
// false where the line cannot be edited.
func (v *View) Removal(i int) (at source.Range, ok bool) {
	at, ok = v.Whole(i)
	input := v.Stream.Input.Bytes()
	end := int(at.End)
	for end < len(input) && input[end] == '\r' {
		end++
	}
	if end < len(input) && input[end] == '\n' {
		end++
	}
	at.End = uint32(end)
	return at, ok
}

// ReportView adds a finding about bytes [from, to) of line i of a view; to may
// be -1 for the end of the line. Without line (i is -1) it is about the message
// as a whole: it stands at the last line in the reading of checkpatch, and at
// the first line of the message in ours.
func (p *Pass) ReportView(v *View, level Level, r *Rule, i, from, to int, format string, args ...any) *Finding {
	msg := fmt.Sprintf(format, args...)
	f := &Finding{Rule: r, Level: level, Message: msg, stream: v.Stream}
	switch {
	case i < 0:
		f.textLine = v.InputLine(-1)
		if v.Script != nil {
			f.textLine = v.lastNamed()
		}
		s := v.Stream.Input.Range(f.textLine)
		f.Range = source.Range{Start: uint32(s.Start), End: uint32(s.End)}
	default:
		if to < 0 {
			to = len(v.Line(i).Text)
		}
		f.Range, _ = v.Span(i, from, to)
		f.textLine = v.InputLine(i)
	}
	p.findings = append(p.findings, f)
	return f
}

// lastNamed is the last line that checkpatch could name: it makes up the place
// of a report behind the test for hunk headers.
func (v *View) lastNamed() int {
	i := len(v.Script.Lines) - 1
	for i > 0 && v.Script.Lines[i].Class == patch.ClassHunkHeader {
		i--
	}
	return max(i, 0)
}
