// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"bytes"
	"strings"
)

// Trailer is a line "Name: value" of a commit's text.
type Trailer struct {
	// Name as written, without the colon.
	Name string
	// Value without blanks around it; continuation lines are joined by one
	// blank.
	Value string
	// Lines in Body: the first and its continuations.
	Lines Lines
	// NameSpan and ValueSpan are byte ranges in the first line, as
	// Message.Line returns it.
	NameSpan, ValueSpan Span
	// InBlock tells that it stands in the block at the end of the text,
	// where git finds it. A trailer elsewhere is a tag the kernel knows,
	// written in the middle of the text.
	InBlock bool
}

// Is tells whether the trailer has the name, in any letter case.
func (t *Trailer) Is(name string) bool { return strings.EqualFold(t.Name, name) }

// cutTrailer splits a line of the shape "Name: value": a name of letters,
// digits and hyphens, perhaps blanks, a colon.
func cutTrailer(b []byte) (name, value Span, ok bool) {
	start := 0
	for start < len(b) && (b[start] == ' ' || b[start] == '\t') {
		start++
	}
	end := start
	for end < len(b) && (isWord(b[end]) || b[end] == '-') {
		end++
	}
	if end == start || end >= len(b) || b[end] != ':' {
		return Span{}, Span{}, false
	}
	from := end + 1
	for from < len(b) && (b[from] == ' ' || b[from] == '\t') {
		from++
	}
	to := len(b)
	for to > from && isSpace(b[to-1]) {
		to--
	}
	return Span{start, end}, Span{from, to}, true
}

// isKernelTag tells whether a name, in any letter case, is a tag wherever it
// stands.
func isKernelTag(name []byte) bool {
	lower := strings.ToLower(string(name))
	switch lower {
	case "fixes", "link", "closes", "cc", "change-id", "reported-and-tested-by":
		return true
	}
	return strings.HasSuffix(lower, "-by")
}

// parseTrailers finds the trailers of the log.
func (m *Message) parseTrailers() {
	block := m.trailerBlock()
	for i := m.Log.First; i < m.Log.End; i++ {
		b := m.Line(i)
		inBlock := block.Has(i)
		if m.isComment(b) || len(b) > 0 && (b[0] == ' ' || b[0] == '\t') {
			continue
		}
		name, value, ok := cutTrailer(b)
		if !ok || !inBlock && !isKernelTag(b[name.Start:name.End]) {
			continue
		}
		t := Trailer{Name: string(b[name.Start:name.End]), Value: string(b[value.Start:value.End]),
			Lines: Lines{i, i + 1}, NameSpan: name, ValueSpan: value, InBlock: inBlock}
		for inBlock && t.Lines.End < block.End {
			next := m.Line(t.Lines.End)
			if len(next) == 0 || next[0] != ' ' && next[0] != '\t' || isBlank(next) {
				break
			}
			t.Value += " " + string(bytes.TrimSpace(next))
			t.Lines.End++
		}
		m.Trailers = append(m.Trailers, t)
	}
}

// isComment tells whether a line of a commit message file is a comment.
func (m *Message) isComment(b []byte) bool {
	return m.comment != 0 && len(b) > 0 && b[0] == m.comment
}

// trailerBlock finds the last paragraph of the log if it consists of trailers,
// by git's rule: all lines are, or one is a tag that git or the kernel's tools
// write and at least a quarter of the lines are trailers.
func (m *Message) trailerBlock() Lines {
	end := m.Log.End
	for end > m.Log.First && (isBlank(m.Line(end-1)) || m.isComment(m.Line(end-1))) {
		end--
	}
	first := end
	for first > m.Log.First && !isBlank(m.Line(first-1)) {
		first--
	}
	trailers, others, known := 0, 0, false
	for i := first; i < end; i++ {
		b := m.Line(i)
		if m.isComment(b) {
			continue
		}
		if b[0] == ' ' || b[0] == '\t' {
			continue
		}
		name, _, ok := cutTrailer(b)
		switch {
		case ok:
			trailers++
			known = known || isKernelTag(b[name.Start:name.End])
		case isPickLine(b):
			trailers++
			known = true
		default:
			others++
		}
	}
	if trailers > 0 && (others == 0 && (known || first > m.Log.First) || known && trailers*3 >= others) {
		return Lines{first, end}
	}
	return Lines{end, end}
}

// isPickLine recognises notes that stand among trailers: the line of git
// cherry-pick -x, and remarks in brackets by those who applied the patch.
func isPickLine(b []byte) bool {
	return bytes.HasPrefix(b, []byte("(cherry picked from commit ")) ||
		len(b) > 2 && b[0] == '[' && b[len(b)-1] == ']'
}
