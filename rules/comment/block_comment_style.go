// SPDX-License-Identifier: GPL-2.0-or-later

package comment

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// BlockCommentStyle is reported for comments of several lines that are not
// written as a column of stars.
var BlockCommentStyle = &analyzer.Rule{
	Type:   "BLOCK_COMMENT_STYLE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A block comment without its column of stars",
	Doc: `A comment of more than one line has a star at the beginning of each of
them, all in one column, one to the right of the slash that opens it; its end
stands alone on the last line. Text on the first line, behind the opening, is
accepted.

The first line behind the opening is the one that is looked at for a missing
star; each star is compared with the one above it, and not reported where it
stands right and the one above does not. The fix puts the whole comment into
form and keeps every word of it.`,
	Bad:  "/*\n   one\n   two */\nint a;\n",
	Good: "/*\n * one\n * two\n */\nint a;\n",
	Link: "process/coding-style.html#commenting",
	Fix:  analyzer.FixSometimes,
}

var blockCommentStyle = &analyzer.Check{
	Rules: []*analyzer.Rule{BlockCommentStyle},
	Kinds: source.CLike,
	Lines: source.HasComment | source.BeginsInComment | source.HasSlash |
		source.HasQuote | source.HasTick | source.BeginsInString, // checkpatch reads the text, strings as well
	OnLine: checkBlockComment,
}

// behindComment is the check for the line behind one with a comment: it may
// have none itself.
var behindComment = &analyzer.Check{
	Rules:  []*analyzer.Rule{BlockCommentStyle},
	Kinds:  source.CLike,
	OnLine: checkFirstStar,
}

// checkBlockComment looks at the end of a comment and at the column of a star.
func checkBlockComment(p *analyzer.Pass, line int) {
	raw := p.Raw(line)
	checkTrailingEnd(p, line, raw)
	checkStarColumn(p, line, raw)
}

// checkFirstStar reports the line behind the opening of a comment if it does
// not begin with a star.
func checkFirstStar(p *analyzer.Pass, line int) {
	if line == 0 || !p.Text.Lines[line-1].Features.Has(source.HasComment) || !p.Added(line-1) {
		return
	}
	raw, above := p.Raw(line), p.Raw(line-1)
	if startsWithStar(raw) || !endsInFiller(p.Clean(line-1)) ||
		!bytes.Contains(above, []byte("/*")) || endsComment(above) {
		return
	}
	blanks := leadingBlanks(raw)
	f := p.Warn(BlockCommentStyle, p.Columns(line, blanks, max(blanks, len(bytes.TrimRight(raw, " \t\r")))),
		"a line of a block comment begins with a star")
	f.AtLine(line)
	b, open := blockAt(p, line)
	switch {
	case !open:
		f.DifferNarrower("no comment is open on this line")
	case !p.SameHunk(line-1, line):
		f.DifferNarrower("the line above belongs to another hunk")
	case b.first != line-1:
		f.DifferNarrower("the comment began further up")
	default:
		restyle(p, f, b)
	}
}

// checkTrailingEnd reports an end of a comment with text before it. Ends with
// more than one star close a box.
func checkTrailingEnd(p *analyzer.Pass, line int, raw []byte) {
	text := bytes.TrimRight(raw, " \t")
	if !bytes.HasSuffix(text, []byte("*/")) || bytes.HasSuffix(text, []byte("**/")) {
		return
	}
	end := len(text) - 2
	before := bytes.TrimLeft(text[:end], " \t")
	if len(before) == 0 || bytes.Contains(text[:end], []byte("/*")) {
		return
	}
	f := p.Warn(BlockCommentStyle, p.Columns(line, end, end+2), "the end of a block comment stands on a line of its own")
	b, open := blockAt(p, line)
	switch {
	case !open || b.last != line || b.end != end:
		f.DifferNarrower("no comment of several lines ends here")
	default:
		restyle(p, f, b)
	}
}

// checkStarColumn compares the column of a star with that of the one above.
func checkStarColumn(p *analyzer.Pass, line int, raw []byte) {
	blanks := leadingBlanks(raw)
	if blanks == len(raw) || raw[blanks] != '*' || p.Clean(line)[blanks] != source.Filler ||
		!p.Added(line-1) || !endsInFiller(p.Clean(line-1)) {
		return
	}
	above := p.Raw(line - 1)
	if !startsWithStar(above) && (!bytes.Contains(above, []byte("/*")) || endsComment(above)) {
		return
	}
	column := p.Width(raw[:blanks])
	if column == starColumn(p, above) {
		return
	}
	f := p.Warn(BlockCommentStyle, p.Columns(line, 0, blanks+1), "the stars of a block comment stand in one column")
	b, open := blockAt(p, line)
	switch {
	case !open:
	case !p.SameHunk(line-1, line):
		f.DifferNarrower("the line above belongs to another hunk")
	case b.first >= 0 && column == b.column+1:
		f.DifferNarrower("the star stands right, the one above does not")
	default:
		restyle(p, f, b)
	}
}

// starColumn is the column of the star that the line above a star is compared
// by: the first, where nothing but blanks and a slash come before it, or else
// the last one on the line.
func starColumn(p *analyzer.Pass, above []byte) int {
	i := leadingBlanks(above)
	if i < len(above) && above[i] == '/' {
		i++
	}
	if i >= len(above) || above[i] != '*' {
		i = bytes.LastIndexByte(above, '*')
	}
	return p.Width(above[:i])
}

func startsWithStar(raw []byte) bool {
	i := leadingBlanks(raw)
	return i < len(raw) && raw[i] == '*'
}

// leadingBlanks counts the spaces and tabs that a line begins with.
func leadingBlanks(raw []byte) int {
	n := 0
	for n < len(raw) && (raw[n] == ' ' || raw[n] == '\t') {
		n++
	}
	return n
}

// endsInFiller reports whether the view of a line ends in a comment.
func endsInFiller(clean []byte) bool {
	clean = bytes.TrimRight(clean, " \t")
	return len(clean) > 0 && clean[len(clean)-1] == source.Filler
}

// endsComment reports whether a line ends in the mark that ends a comment.
func endsComment(raw []byte) bool {
	return bytes.HasSuffix(bytes.TrimRight(raw, " \t"), []byte("*/"))
}
