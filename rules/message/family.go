// SPDX-License-Identifier: GPL-2.0-or-later

// Package message judges subjects, commit messages and what they refer to.
package message

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	commitCommentSymbol,
	commitLogLongLine,
	commitLogLinks,
	commitMessage,
	diffInCommitMsg,
	emailSubject,
	gitCommitID,
	unknownCommitID,
	useRelativePath,
	utf8BeforePatch,
}

// example makes a patch with a commit text, for the examples of rules.
func example(text string) string {
	return exampleMail("", "foo: change bar", text)
}

func exampleMail(header, subject, text string) string {
	return header + "From: Jane Doe <jane@example.org>\nSubject: [PATCH] " + subject + "\n\n" + text +
		"Signed-off-by: Jane Doe <jane@example.org>\n---\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n"
}

const text = "A line of text that says why.\n"

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\n'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isWord(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }

func isHex(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// trimLeft takes blanks off the left.
func trimLeft(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}

func isBlank(b []byte) bool { return len(trimLeft(b)) == 0 }

// hasPrefixFold compares without regard to case; prefix is in lower case.
func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && bytes.EqualFold(b[:len(prefix)], []byte(prefix))
}

// findFold is the index of a word, without regard to case, -1 if there is none.
// Its first letter is looked for in both cases.
func findFold(b []byte, word string, from int) int {
	for i := from; i+len(word) <= len(b); i++ {
		if b[i]|0x20 == word[0] && bytes.EqualFold(b[i:i+len(word)], []byte(word)) {
			return i
		}
	}
	return -1
}

// findWord is findFold for a word that does not go on on its left.
func findWord(b []byte, word string, from int) int {
	for {
		i := findFold(b, word, from)
		if i <= 0 || !isWord(b[i-1]) {
			return i
		}
		from = i + 1
	}
}

// isTrailer tells whether a line of a message belongs to its trailers, so that
// it is no prose.
func isTrailer(v *analyzer.View, i int) bool {
	return v.Trailer(i) != nil
}

// pastSignOff tells whether a line of our reading stands behind the first
// sign-off, where checkpatch no longer looks for commit text.
func pastSignOff(v *analyzer.View, i int) bool {
	if v.Message == nil {
		return false
	}
	for t := range v.Message.Trailers {
		if v.Message.Trailers[t].Is("Signed-off-by") {
			first := v.Index(v.Message.Trailers[t].Lines.First)
			return first >= 0 && i >= first
		}
	}
	return false
}

const behindSignOff = "checkpatch does not read on behind the first sign-off"

// widen marks a finding that stands where checkpatch no longer looks.
func widen(v *analyzer.View, i int, f *analyzer.Finding) *analyzer.Finding {
	if pastSignOff(v, i) {
		f.DifferWider(behindSignOff)
	}
	return f
}

// logLines calls f for each line of the commit text, with the states that hold
// at the tests in front of the place where a header may turn into the text.
func logLines(v *analyzer.View, f func(i int, line []byte)) {
	for i := range v.Len() {
		if l := v.Line(i); l.InLog() {
			f(i, l.Text)
		}
	}
}

// lateLines is logLines for the tests behind that place.
func lateLines(v *analyzer.View, f func(i int, line []byte)) {
	for i := range v.Len() {
		if l := v.Line(i); l.Has(patch.FlagLogAfter) {
			f(i, l.Text)
		}
	}
}
