// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"unicode/utf8"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// spot is where a finding is, as programs that read our output want it: in
// the source file, also for what was found in a patch. Lines and columns count
// from one, columns in characters; the end is behind the last character.
type spot struct {
	path                             string
	line, column, endLine, endColumn int
	// shown is the column in the input, markers of a diff counted.
	shown int
	// inInput is true when the place is one of the input, so that the edits
	// of fixes, which are places of the input, mean the same text.
	inInput bool
}

// newSpot finds the place of a finding.
func newSpot(d *done, f *analyzer.Finding, lines lineTable) spot {
	s := spot{path: d.item.name, inInput: true}
	s.line, s.column = lines.position(f.Range.Start)
	s.endLine, s.endColumn = lines.position(f.Range.End)
	s.shown = s.column
	if f.Range.Len() == 0 && f.Line > 0 && f.Line <= lines.len() && f.Line != s.line {
		s.line, s.column, s.endLine, s.endColumn, s.shown = f.Line, 1, f.Line, 1, 1
	}
	if d.in.Form != analyzer.Patch || f.FileLine == 0 {
		return s
	}
	shift := f.FileLine - f.Line
	marker := 1 // the sign in front of each line of a diff
	return spot{
		path: f.Path, line: f.FileLine, column: max(1, s.column-marker),
		endLine: max(f.FileLine, s.endLine+shift), endColumn: max(1, s.endColumn-marker), shown: s.shown,
	}
}

// position is the line and the column in characters of an offset, from one.
func (t lineTable) position(offset uint32) (line, column int) {
	at := min(int(offset), len(t.text))
	i := t.at(at)
	return i + 1, utf8.RuneCount(t.text[t.start(i):at]) + 1
}
