// SPDX-License-Identifier: GPL-2.0-or-later

// Package text judges words and files that are not C: licences, help texts, spelling, device trees.
package text

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	avoidLPrefix,
	configDescription,
	deprecatedVariable,
	embeddedFilename,
	invalidUTF8,
	invalidUTF8InMessage,
	maintainersStyle,
	preferLoreArchive,
	preferLoreArchiveInMessage,
	prose,
	proseInMessage,
	spdxLicenseTag,
	undocumentedDTString,
}

// example makes a patch with a commit text, for the examples of rules.
func example(text string) string {
	return "From: Jane Doe <jane@example.org>\nSubject: [PATCH] foo: change bar\n\n" + text +
		"\nSigned-off-by: Jane Doe <jane@example.org>\n---\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n"
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isWord(c byte) bool { return isDigit(c) || isLetter(c) || c == '_' }

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\n'
}

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

// boundary tells whether a word begins or ends between two bytes of a text.
func boundary(b []byte, at int) bool {
	left := at > 0 && isWord(b[at-1])
	right := at < len(b) && isWord(b[at])
	return left != right
}

// inComment tells whether a byte of line i is part of a comment.
func inComment(p *analyzer.Pass, i, col int) bool {
	clean := p.Clean(i)
	return col < len(clean) && clean[col] == source.Filler
}

// outside tells whether a line of a view is in no text of a file, so that the
// checks of a view must look at it.
func outside(l *analyzer.ViewLine) bool {
	if l.Has(patch.FlagSkipped) {
		return false
	}
	switch l.Class {
	case patch.ClassFileHeader, patch.ClassHunkHeader, patch.ClassAdded, patch.ClassContext:
		return false
	}
	return true
}
