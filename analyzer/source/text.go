// SPDX-License-Identifier: GPL-2.0-or-later

// Package source holds one immutable text as every layer above sees it: its
// bytes, its lines with their features, its sanitised view, and where each
// line came from (a file, or a hunk of a patch). It knows nothing of rules,
// of syntax beyond comments and literals, or of the world outside: no files,
// no git, no options but the few that change how a text is read.
package source

import "bytes"

// Filler stands in the sanitised view for a byte of a comment. It is neither
// a blank nor a letter, so that a comment beside an operator is seen as what
// it is.
const Filler = 0x1c

// Origin says whether a line is new or only surrounds what is new.
type Origin uint8

const (
	// Added lines are judged. Every line of a file is an added line.
	Added Origin = iota
	// Context lines of a hunk are read but not judged.
	Context
)

// Line is one line of a Text, without its line feed.
type Line struct {
	// Start and End bound the line in Text.Raw, in bytes from 0. A carriage
	// return before the line feed is part of the line.
	Start, End uint32
	// Features says which bytes and shapes occur; see Feature.
	Features Feature
	// InputStart is the offset in bytes of the line's first byte in the
	// input it came from: behind the diff marker, for a patch.
	InputStart uint32
	// Input is the line's number in that input, from 1.
	Input int32
	// File is the line's number in the new version of the file, from 1.
	File int32
	// Hunk indexes Text.Hunks.
	Hunk int32
	// Origin tells added lines from context.
	Origin Origin
	// begins is what the line begins in the middle of.
	begins literal
}

// Hunk is a run of lines that follow each other in the file. A file that is
// checked whole is one hunk.
type Hunk struct {
	// First and End bound the hunk in Text.Lines: [First, End).
	First, End int
	// Section is the text behind the second @@, if any.
	Section string
}

// Removed is a line that a patch takes away.
type Removed struct {
	// Before indexes the line of Text.Lines in front of which it stood.
	Before int
	// Text is its content behind the diff marker.
	Text []byte
	// Input is its number in the patch, from 1.
	Input int32
}

// Text is one text to judge: a file, or what a patch makes of the parts of a
// file that it shows. It is immutable and safe for concurrent reading.
type Text struct {
	// Name is how the user called it.
	Name string
	// Path is relative to the root of the tree where that is known, with
	// forward slashes; rules about directories look at it.
	Path string
	Kind Kind
	// Raw is the text; Clean has the same length and offsets, with comments
	// filled with Filler and the insides of literals with X.
	Raw, Clean []byte
	Lines      []Line
	Hunks      []Hunk
	Removed    []Removed
	// Whole is true when the lines are all there are: a file, not hunks.
	Whole bool
	// FinalNewline is false when the last line lacks its line feed.
	FinalNewline bool
	// NewFile is true when a patch creates the file.
	NewFile bool
	// Decoded is true when the input holds the lines in another encoding: a
	// place in the text is then only known to the line, and cannot be edited.
	Decoded bool
}

// Mode changes how a text is read.
type Mode struct {
	// Parity reads as checkpatch does: quotes that are left open swallow the
	// lines that follow, in every kind of file.
	Parity bool
	// Placed says that the lines are those of a whole file, of which a patch
	// shows some: nothing about its beginning needs to be guessed.
	Placed bool
	// KeepSlashes leaves the two slashes of a // comment in the view.
	KeepSlashes bool
}

// Range is a run of bytes, from 0, End excluded.
type Range struct{ Start, End uint32 }

// Len is the length in bytes.
func (r Range) Len() int { return int(r.End - r.Start) }

// Piece is one line handed to Assemble.
type Piece struct {
	Bytes      []byte
	InputStart uint32
	Input      int32
	File       int32
	Origin     Origin
}

// New reads a whole file. The bytes are kept, not copied, and must not change.
func New(name, path string, kind Kind, raw []byte, mode Mode) *Text {
	t := &Text{Name: name, Path: path, Kind: kind, Raw: raw, Whole: true}
	t.Lines = make([]Line, 0, bytes.Count(raw, newline)+1)
	t.FinalNewline = len(raw) == 0 || raw[len(raw)-1] == '\n'
	t.addLines(0, len(raw))
	t.Hunks = []Hunk{{First: 0, End: len(t.Lines)}}
	t.finish(mode)
	return t
}

// Assemble makes a Text of the new side of hunks: pieces in order, cut into
// hunks at the indices in starts (the first is 0), with one section text each.
func Assemble(name, path string, kind Kind, pieces []Piece, starts []int, sections []string, mode Mode) *Text {
	t := &Text{Name: name, Path: path, Kind: kind, FinalNewline: true}
	size := 0
	for i := range pieces {
		size += len(pieces[i].Bytes) + 1
	}
	t.Raw = make([]byte, 0, size)
	t.Lines = make([]Line, len(pieces))
	for i := range starts {
		end := len(pieces)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		t.Hunks = append(t.Hunks, Hunk{First: starts[i], End: end, Section: sections[i]})
		for k := starts[i]; k < end; k++ {
			p := &pieces[k]
			from := uint32(len(t.Raw))
			t.Raw = append(t.Raw, p.Bytes...)
			t.Lines[k] = Line{Start: from, End: uint32(len(t.Raw)), InputStart: p.InputStart,
				Input: p.Input, File: p.File, Hunk: int32(i), Origin: p.Origin}
			t.Raw = append(t.Raw, '\n')
		}
	}
	t.finish(mode)
	return t
}

var newline = []byte{'\n'}

func (t *Text) finish(mode Mode) {
	t.Clean = make([]byte, len(t.Raw))
	for _, h := range t.Hunks {
		sanitiseHunk(t, h, mode)
	}
	for i := range t.Lines {
		l := &t.Lines[i]
		l.Features |= viewFeatures(rawFeatures(t.Raw[l.Start:l.End]), t.Clean[l.Start:l.End])
	}
}

// RawLine is the text of line i (from 0), without its line feed.
func (t *Text) RawLine(i int) []byte { return t.Raw[t.Lines[i].Start:t.Lines[i].End] }

// CleanLine is the sanitised view of line i (from 0).
func (t *Text) CleanLine(i int) []byte { return t.Clean[t.Lines[i].Start:t.Lines[i].End] }

// LineAt is the index of the line that holds the byte at offset; an offset
// behind the last line belongs to the last line.
func (t *Text) LineAt(offset uint32) int {
	lo, hi := 0, len(t.Lines)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if t.Lines[mid].Start <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(lo-1, 0)
}

// ToInput maps an offset in bytes in Raw to one in the input.
func (t *Text) ToInput(offset uint32) uint32 {
	if t.Whole || len(t.Lines) == 0 {
		return offset
	}
	l := &t.Lines[t.LineAt(offset)]
	for l.Input == 0 && l.Start > 0 {
		// A line that the input does not show: the end of the last it does.
		l = &t.Lines[t.LineAt(l.Start-1)]
		offset = l.End
	}
	if t.Decoded {
		return l.InputStart
	}
	return l.InputStart + min(offset, l.End+1) - l.Start
}
