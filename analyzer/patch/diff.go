// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import "bytes"

// Change says what a diff does to its file.
type Change uint8

// The changes.
const (
	Modified Change = iota
	Added
	Deleted
	Renamed
	Copied
)

// File is one file of a diff. Lines count in the Body of the message.
type File struct {
	// Lines from the first line of the header to the last of the diff.
	Lines Lines
	// OldPath and NewPath have lost their first component (the a/ and b/);
	// they are empty where the file does not exist.
	OldPath, NewPath string
	// OldName and NewName are the same as written, unquoted.
	OldName, NewName string
	Change           Change
	// OldMode and NewMode are octal digits, empty if not given.
	OldMode, NewMode string
	// OldBlob and NewBlob are the hashes of the "index" line, shortened or
	// not, all zero for a file that does not exist; empty if not given.
	OldBlob, NewBlob string
	// Similarity in percent of a rename or copy; -1 if not given.
	Similarity int
	// Binary tells that there is no text to read.
	Binary bool
	Hunks  []*Hunk

	// Lines of the parts of the header; -1 where missing.
	GitLine, OldLine, NewLine, IndexLine int
}

// Path is the path after the change, or before it if the file is deleted.
func (f *File) Path() string {
	if f.NewPath != "" {
		return f.NewPath
	}
	return f.OldPath
}

// HasNewText tells whether the diff shows lines of a file as it will be.
func (f *File) HasNewText() bool { return !f.Binary && f.Change != Deleted && len(f.Hunks) > 0 }

// Bytes are the lines of the diff in the body of its message.
func (f *File) Bytes(m *Message) []byte {
	return m.Body.data[m.Body.Range(f.Lines.First).Start:m.Body.Range(f.Lines.End).Start]
}

// Same tells whether two diffs of the messages m and n are the same line by
// line, wherever in their messages they are, and are read in the same way.
func (f *File) Same(m *Message, g *File, n *Message) bool {
	if m.Encoded() || n.Encoded() || m.quoted != n.quoted || m.crlf != n.crlf || m.indent != n.indent ||
		f.OldPath != g.OldPath || f.NewPath != g.NewPath || f.OldBlob != g.OldBlob ||
		f.Change != g.Change || len(f.Hunks) != len(g.Hunks) || !bytes.Equal(f.Bytes(m), g.Bytes(n)) {
		return false
	}
	by := f.Lines.First - g.Lines.First
	for i := range f.Hunks {
		if !f.Hunks[i].same(g.Hunks[i], by) {
			return false
		}
	}
	return true
}

// same tells whether a hunk is another that is so many lines further down.
func (h *Hunk) same(g *Hunk, by int) bool {
	if h.Header != g.Header+by || h.OldStart != g.OldStart || h.OldCount != g.OldCount || h.NewStart != g.NewStart ||
		h.NewCount != g.NewCount || h.Section != g.Section || len(h.Lines) != len(g.Lines) {
		return false
	}
	for i, l := range g.Lines {
		l.Line += int32(by)
		if h.Lines[i] != l {
			return false
		}
	}
	return true
}

// Hunk is one hunk. Lines count in the Body of the message.
type Hunk struct {
	// Header is the line with "@@".
	Header int
	// As the header says; a start is zero for a file that does not exist.
	OldStart, OldCount, NewStart, NewCount int
	// Section is the text behind the second "@@", in bytes of the line.
	Section Span
	Lines   []HunkLine
}

// HunkLine is one line of a hunk.
type HunkLine struct {
	Line int32 // in Body
	Old  int32 // line of the old file, from one; 0 for an added line
	New  int32 // line of the new file, from one; 0 for a removed line
	// Class is ClassAdded, ClassContext, ClassRemoved or ClassNoNewline.
	Class Class
	// Marker is the length of what stands before the content: 1, or 0 for
	// an empty context line whose blank was stripped.
	Marker uint8
}

// diffParser walks over the diffs of a message.
type diffParser struct {
	m    *Message
	line int
	end  int
	file *File
}

// parseDiffs reads lines up to end.
func (m *Message) parseDiffs(line, end int) {
	p := &diffParser{m: m, line: line, end: end}
	for p.line < p.end {
		p.step()
	}
	p.close(p.line)
}

// opensFile tells whether a diff begins at a line outside of hunks.
func (m *Message) opensFile(line int) bool {
	b := m.Line(line)
	if len(b) < 4 {
		return false
	}
	switch b[0] {
	case 'd':
		return bytes.HasPrefix(b, []byte("diff -"))
	case 'I':
		return bytes.HasPrefix(b, []byte("Index: ")) &&
			bytes.HasPrefix(m.Line(line+1), []byte("==="))
	case '-':
		return bytes.HasPrefix(b, []byte("--- ")) &&
			bytes.HasPrefix(m.Line(line+1), []byte("+++ "))
	case '@':
		return isHunkHeader(b)
	}
	return false
}

// step reads one line outside of hunks, or a whole hunk.
func (p *diffParser) step() {
	b := p.m.Line(p.line)
	switch {
	case bytes.HasPrefix(b, []byte("diff --git ")):
		p.openGit(b)
	case bytes.HasPrefix(b, []byte("--- ")) && bytes.HasPrefix(p.m.Line(p.line+1), []byte("+++ ")):
		p.namePair()
	case bytes.HasPrefix(b, []byte("@@ -")):
		p.hunk()
	case bytes.HasPrefix(b, []byte("@@@ -")):
		p.m.problem(ProblemCombined, p.line, p.file)
		p.mark(ClassHunkHeader)
	case string(b) == "-- ":
		p.signature()
	case string(b) == "GIT binary patch" && p.file != nil:
		p.file.Binary = true
		p.mark(ClassBinary)
		p.binary()
	case bytes.HasPrefix(b, []byte("Binary files ")) && p.file != nil:
		p.file.Binary = true
		p.mark(ClassBinary)
	case p.file != nil && len(p.file.Hunks) == 0 && p.extended(b):
		p.mark(ClassFileHeader)
	default:
		p.between(b)
	}
}

func (p *diffParser) mark(c Class) {
	p.m.setClass(p.line, c)
	p.line++
}

// open starts a new file; close ends the current one.
func (p *diffParser) open() *File {
	p.close(p.line)
	p.file = &File{Similarity: -1, GitLine: -1, OldLine: -1, NewLine: -1, IndexLine: -1}
	p.file.Lines.First = p.line
	p.m.Files = append(p.m.Files, p.file)
	return p.file
}

func (p *diffParser) close(line int) {
	if p.file != nil {
		p.file.Lines.End = line
		p.file.settle()
	}
	p.file = nil
}

// settle decides what the change is once all of the header is known.
func (f *File) settle() {
	if f.OldName == devNull {
		f.OldName, f.OldPath = "", ""
		f.Change = Added
	}
	if f.NewName == devNull {
		f.NewName, f.NewPath = "", ""
		f.Change = Deleted
	}
	switch f.Change {
	case Added:
		f.OldName, f.OldPath = "", ""
	case Deleted:
		f.NewName, f.NewPath = "", ""
	}
}

// openGit reads "diff --git a/x b/y".
func (p *diffParser) openGit(b []byte) {
	f := p.open()
	f.GitLine = p.line
	if a, c, ok := gitPaths(b[len("diff --git "):]); ok {
		f.OldName, f.NewName = a, c
		f.OldPath, f.NewPath = stripFirst(a), stripFirst(c)
	}
	p.mark(ClassFileHeader)
}

// namePair reads a "---" and the "+++" line below it.
func (p *diffParser) namePair() {
	f := p.file
	if f == nil || len(f.Hunks) > 0 || f.OldLine >= 0 {
		f = p.open()
	}
	f.OldLine = p.line
	f.OldName = filePath(p.m.Line(p.line)[4:])
	f.OldPath = stripFirst(f.OldName)
	p.mark(ClassFileHeader)
	f.NewLine = p.line
	f.NewName = filePath(p.m.Line(p.line)[4:])
	f.NewPath = stripFirst(f.NewName)
	p.mark(ClassFileHeader)
	if f.GitLine < 0 {
		// Without git's header a missing file is told by its name, and by
		// nothing else; the mode is unknown.
		f.settle()
	}
}

// extended reads git's lines between "diff --git" and "---".
func (p *diffParser) extended(b []byte) bool {
	f := p.file
	cut := func(prefix string) ([]byte, bool) {
		return bytes.CutPrefix(b, []byte(prefix))
	}
	name := func(v []byte) string { return filePath(v) }
	if v, ok := cut("old mode "); ok {
		f.OldMode = string(trimCR(v))
	} else if v, ok := cut("new mode "); ok {
		f.NewMode = string(trimCR(v))
	} else if v, ok := cut("new file mode "); ok {
		f.NewMode, f.Change = string(trimCR(v)), Added
	} else if v, ok := cut("deleted file mode "); ok {
		f.OldMode, f.Change = string(trimCR(v)), Deleted
	} else if v, ok := cut("rename from "); ok {
		f.OldPath, f.Change = name(v), Renamed
	} else if v, ok := cut("rename to "); ok {
		f.NewPath, f.Change = name(v), Renamed
	} else if v, ok := cut("copy from "); ok {
		f.OldPath, f.Change = name(v), Copied
	} else if v, ok := cut("copy to "); ok {
		f.NewPath, f.Change = name(v), Copied
	} else if v, ok := cut("similarity index "); ok {
		if n, okNumber := parseInt(string(bytes.TrimSuffix(trimCR(v), []byte("%")))); okNumber {
			f.Similarity = n
		}
	} else if v, ok := cut("index "); ok {
		p.index(v)
	} else if _, ok := cut("dissimilarity index "); !ok && !bytes.HasPrefix(b, []byte("===")) {
		return false
	}
	return true
}

// index reads "a..b" or "a..b mode".
func (p *diffParser) index(v []byte) {
	fields := bytes.Fields(v)
	if len(fields) == 0 {
		return
	}
	a, b, ok := bytes.Cut(fields[0], []byte(".."))
	if !ok || !isHex(a) || !isHex(b) {
		return
	}
	f := p.file
	f.IndexLine = p.line
	f.OldBlob, f.NewBlob = string(a), string(b)
	if len(fields) > 1 && f.OldMode == "" && f.NewMode == "" {
		f.OldMode, f.NewMode = string(fields[1]), string(fields[1])
	}
}

func isHex(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	for _, c := range b {
		if _, ok := hexDigit(c); !ok {
			return false
		}
	}
	return true
}

// signature takes the rest of the message, unless another diff follows.
func (p *diffParser) signature() {
	p.close(p.line)
	p.m.Signature = p.line
	for p.line < p.end {
		if p.line > p.m.Signature && p.m.opensFile(p.line) {
			p.m.Signature = -1
			return
		}
		p.mark(ClassSignature)
	}
}

// binary reads the data of a binary patch: literal or delta blocks of lines
// that begin with their length, each block ending in an empty line.
func (p *diffParser) binary() {
	for p.line < p.end {
		b := p.m.Line(p.line)
		if !bytes.HasPrefix(b, []byte("literal ")) && !bytes.HasPrefix(b, []byte("delta ")) {
			return
		}
		p.mark(ClassBinary)
		for p.line < p.end && len(p.m.Line(p.line)) > 0 {
			if data := p.m.Line(p.line); !isLetter(data[0]) || len(data) > 66 || p.m.opensFile(p.line) {
				p.m.problem(ProblemBinary, p.line, p.file)
				return
			}
			p.mark(ClassBinary)
		}
		if p.line >= p.end {
			p.m.problem(ProblemTruncated, p.end-1, p.file)
			return
		}
		p.mark(ClassBinary)
	}
}

// between takes a line that belongs to no hunk and no header.
func (p *diffParser) between(b []byte) {
	if bytes.HasPrefix(b, []byte("diff -")) || bytes.HasPrefix(b, []byte("Index: ")) {
		// A foreign header; the names come with the next lines.
		p.open()
		p.mark(ClassFileHeader)
		return
	}
	if p.file != nil && len(p.file.Hunks) > 0 && len(b) > 0 &&
		(b[0] == '+' || b[0] == '-' || b[0] == ' ') && p.m.Class(p.line-1) != ClassNone {
		if c := p.m.Class(p.line - 1); c != ClassBeyond {
			p.m.problem(ProblemHunkLong, p.line, p.file)
		}
		p.mark(ClassBeyond)
		return
	}
	p.mark(ClassNone)
}
