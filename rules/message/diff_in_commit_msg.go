// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// DiffInCommitMsg is reported for pieces of diffs in a commit's text.
var DiffInCommitMsg = &analyzer.Rule{
	Type:   "DIFF_IN_COMMIT_MSG",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Piece of a diff in the commit text",
	Doc: `patch(1) finds the headers of a diff wherever they stand, even behind
blanks. A quotation of one in the description makes it apply the quotation. It
is reported once for a message.`,
	Bad:     example("As in\n\n  --- a/y.c\n  +++ b/y.c\n\n"),
	Good:    example(text + "\n"),
	Example: "x.patch",
	Link:    "dev-tools/checkpatch.html#commit-message",
}

var diffInCommitMsg = &analyzer.Check{Rules: []*analyzer.Rule{DiffInCommitMsg}, OnView: checkDiffInCommitMsg}

func checkDiffInCommitMsg(p *analyzer.Pass, v *analyzer.View) {
	for i := range v.Len() {
		l := v.Line(i)
		if !l.Has(patch.FlagLogStart) || len(l.Text) < 7 ||
			l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader {
			continue
		}
		is, counts := looksLikeDiff(l.Text)
		if !is && !counts {
			continue
		}
		if !is && v.Script != nil {
			continue
		}
		f := p.ReportView(v, analyzer.Error, DiffInCommitMsg, i, 0, -1,
			"a diff in the commit text: patch(1) may try to apply it")
		if !is {
			f.DifferWider("checkpatch knows hunk headers with both counts only")
		}
		return
	}
}

// looksLikeDiff recognises a header of a diff behind blanks. bare tells of a
// hunk header without one of its counts.
func looksLikeDiff(line []byte) (is, bare bool) {
	b := trimLeft(line)
	switch {
	case len(b) < 5:
		return false, false
	case b[0] == '@':
		full, any := hunkHeader(b)
		return full, any
	case b[0] == '-' || b[0] == '+':
		for _, mark := range []struct{ dashes, path string }{{"---", "a/"}, {"+++", "b/"}} {
			rest, ok := bytes.CutPrefix(b, []byte(mark.dashes))
			if ok && len(rest) > 0 && isSpace(rest[0]) && bytes.HasPrefix(trimLeft(rest), []byte(mark.path)) {
				return true, false
			}
		}
	case len(b) < len(line) && bytes.HasPrefix(b, []byte("diff")) && (len(b) == 4 || !isWord(b[4])):
		return samePaths(b[4:]), false
	}
	return false, false
}

// hunkHeader recognises "@@ -n,n +n,n @@"; any is true if counts are missing.
func hunkHeader(b []byte) (full, any bool) {
	full = true
	for _, open := range []string{"@@ -", " +"} {
		rest, ok := bytes.CutPrefix(b, []byte(open))
		if !ok {
			return false, false
		}
		n := digits(rest)
		if n == 0 {
			return false, false
		}
		rest = rest[n:]
		if len(rest) > 1 && rest[0] == ',' && isDigit(rest[1]) {
			rest = rest[1+digits(rest[1:]):]
		} else {
			full = false
		}
		b = rest
	}
	any = bytes.HasPrefix(b, []byte(" @@"))
	return full && any, any && !full
}

func digits(b []byte) int {
	n := 0
	for n < len(b) && isDigit(b[n]) {
		n++
	}
	return n
}

// samePaths finds "a/P b/P" with the same run of word characters and slashes.
func samePaths(b []byte) bool {
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("a/"))
		if i < 0 {
			return false
		}
		at += i + 2
		n := at
		for n < len(b) && (isWord(b[n]) || b[n] == '/') {
			n++
		}
		rest := b[n:]
		second, ok := bytes.CutPrefix(trimLeft(rest), []byte("b/"))
		if n == at || len(trimLeft(rest)) == len(rest) || !ok {
			continue
		}
		if tail, ok := bytes.CutPrefix(second, b[at:n]); ok && (len(tail) == 0 || !isWord(tail[0])) {
			return true
		}
	}
}
