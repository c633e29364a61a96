// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import "bytes"

// maxCount keeps line numbers of lying headers far from overflow.
const maxCount = 1 << 28

// isHunkHeader tells whether a line is a well-formed hunk header.
func isHunkHeader(b []byte) bool {
	_, ok := parseHunkHeader(b)
	return ok
}

// parseHunkHeader reads "@@ -a[,b] +c[,d] @@ section".
func parseHunkHeader(b []byte) (h Hunk, ok bool) {
	rest, ok := bytes.CutPrefix(b, []byte("@@ -"))
	if !ok {
		return h, false
	}
	h.OldStart, h.OldCount, rest, ok = hunkRange(rest)
	if !ok || !bytes.HasPrefix(rest, []byte(" +")) {
		return h, false
	}
	h.NewStart, h.NewCount, rest, ok = hunkRange(rest[2:])
	if !ok || !bytes.HasPrefix(rest, []byte(" @@")) {
		return h, false
	}
	section := rest[3:]
	if len(section) > 0 && section[0] == ' ' {
		section = section[1:]
	}
	h.Section = Span{len(b) - len(section), len(b)}
	return h, true
}

// hunkRange reads "start" or "start,count".
func hunkRange(b []byte) (start, count int, rest []byte, ok bool) {
	start, rest, ok = hunkNumber(b)
	if !ok {
		return 0, 0, nil, false
	}
	if len(rest) > 0 && rest[0] == ',' {
		count, rest, ok = hunkNumber(rest[1:])
		return start, count, rest, ok
	}
	return start, 1, rest, true
}

func hunkNumber(b []byte) (v int, rest []byte, ok bool) {
	n := 0
	for n < len(b) && isDigit(b[n]) {
		v = min(v*10+int(b[n]-'0'), maxCount)
		n++
	}
	return v, b[n:], n > 0
}

// hunk reads a hunk: as many lines as its header promises, unless what follows
// cannot belong to it.
func (p *diffParser) hunk() {
	h, ok := parseHunkHeader(p.m.Line(p.line))
	if !ok {
		p.m.problem(ProblemHunkHeader, p.line, p.file)
		p.mark(ClassCorrupt)
		return
	}
	if p.file == nil {
		p.m.problem(ProblemNoFile, p.line, nil)
		p.open()
	}
	hunk := &h
	hunk.Header = p.line
	p.file.Hunks = append(p.file.Hunks, hunk)
	p.mark(ClassHunkHeader)
	w := hunkWalk{hunk: hunk, oldLeft: h.OldCount, newLeft: h.NewCount,
		oldLine: int32(h.OldStart), newLine: int32(h.NewStart)}
	for (w.oldLeft > 0 || w.newLeft > 0) && p.line < p.end {
		if !p.hunkLine(&w) {
			break
		}
	}
	if p.line < p.end && isNoNewline(p.m.Line(p.line)) {
		p.add(&w, ClassNoNewline, 0)
	}
	if w.oldLeft > 0 || w.newLeft > 0 {
		kind := ProblemHunkShort
		if p.line >= p.end {
			kind = ProblemTruncated
		}
		p.m.problem(kind, min(p.line, p.end-1), p.file)
	}
}

// hunkWalk is the state inside a hunk.
type hunkWalk struct {
	hunk             *Hunk
	oldLeft, newLeft int
	oldLine, newLine int32
	lied             bool // the count of the old side was too small
}

func isNoNewline(b []byte) bool { return len(b) > 1 && b[0] == '\\' && b[1] == ' ' }

// hunkLine takes one line of a hunk; false if it does not belong to it.
func (p *diffParser) hunkLine(w *hunkWalk) bool {
	b := p.m.Line(p.line)
	if len(b) == 0 {
		if w.oldLeft <= 0 || w.newLeft <= 0 || p.restIsBlank() {
			return false
		}
		p.m.problem(ProblemBlankStripped, p.line, p.file)
		p.add(w, ClassContext, 0)
		return true
	}
	switch b[0] {
	case '+':
		if w.newLeft <= 0 {
			return false
		}
		p.add(w, ClassAdded, 1)
	case '-':
		if p.headerInHunk(w) || w.oldLeft <= 0 && !p.lies(w) {
			return false
		}
		p.add(w, ClassRemoved, 1)
	case ' ':
		if w.newLeft <= 0 || w.oldLeft <= 0 && !p.lies(w) {
			return false
		}
		p.add(w, ClassContext, 1)
	case '\\':
		p.add(w, ClassNoNewline, 0)
	default:
		return p.unmarked(b)
	}
	return true
}

// lies takes a line for which the header counted none on the old side. The new
// side decides how long a hunk is, as it does for checkpatch.pl; a lie about
// the other is noted once.
func (p *diffParser) lies(w *hunkWalk) bool {
	if w.newLeft <= 0 {
		return false
	}
	if !w.lied {
		p.m.problem(ProblemHunkLong, p.line, p.file)
	}
	w.lied = true
	return true
}

// add records a line of the hunk.
func (p *diffParser) add(w *hunkWalk, c Class, marker uint8) {
	l := HunkLine{Line: int32(p.line), Class: c, Marker: marker}
	if c == ClassContext || c == ClassRemoved {
		l.Old = w.oldLine
		w.oldLine++
		w.oldLeft--
	}
	if c == ClassContext || c == ClassAdded {
		l.New = w.newLine
		w.newLine++
		w.newLeft--
	}
	w.hunk.Lines = append(w.hunk.Lines, l)
	p.mark(c)
}

// restIsBlank tells whether only blank lines follow, as at the end of a file
// whose last hunk was cut.
func (p *diffParser) restIsBlank() bool {
	for i := p.line; i < p.end; i++ {
		if !isBlank(p.m.Body.Line(i)) {
			return false
		}
	}
	return true
}

// headerInHunk tells whether a line starting with '-' is the header of the next
// file or the signature although the hunk is not complete. "--- a" and "+++ b"
// could be a removed and an added line; a hunk header behind them settles it,
// for inside a hunk it would have a marker, unless the hunk ends there.
func (p *diffParser) headerInHunk(w *hunkWalk) bool {
	if string(p.m.Line(p.line)) == "-- " {
		return p.m.onlySignatureFollows(p.line) && p.end-p.line <= 4
	}
	if !bytes.HasPrefix(p.m.Line(p.line), []byte("--- ")) ||
		!bytes.HasPrefix(p.m.Line(p.line+1), []byte("+++ ")) ||
		!isHunkHeader(p.m.Line(p.line+2)) {
		return false
	}
	return w.oldLeft != 1 || w.newLeft != 1
}

// unmarked takes a line inside a hunk that has no marker: the start of the next
// diff if the count lied, else the rest of a line a mail program broke.
func (p *diffParser) unmarked(b []byte) bool {
	if p.m.opensFile(p.line) || bytes.HasPrefix(b, []byte("@@ -")) || isEnvelope(b) {
		return false
	}
	p.m.problem(ProblemWrapped, p.line, p.file)
	p.mark(ClassCorrupt)
	return true
}
