// SPDX-License-Identifier: GPL-2.0-or-later

// Package series judges mails that are sent together: what no single patch
// shows. Its types are ours, not checkpatch's, and begin with SERIES_, or with
// the name of the tree whose maintainers ask for it.
package series

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	baseCommit,
	changelog,
	coverLetter,
	coverTemplate,
	duplicateSubject,
	fileOrder,
	fixesTag,
	netdevMax15,
	netdevSubjectTree,
	numbering,
	prefix,
	stableOrder,
	submitter,
	thread,
	version,
}

// label is what stands in brackets before the title of a mail.
type label struct {
	// version is 1 where none is given.
	version int
	// words are those that are neither numbers nor version, in lower case.
	words []string
	// place is "n/m" as it is written, "" if there is none.
	place string
}

// labelOf reads the brackets of a subject.
func labelOf(subject string) label {
	l := label{version: 1}
	for {
		subject = strings.TrimSpace(subject)
		if !strings.HasPrefix(subject, "[") {
			return l
		}
		inside, rest, ok := strings.Cut(subject[1:], "]")
		if !ok {
			return l
		}
		for _, word := range strings.FieldsFunc(inside, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' }) {
			l.add(strings.ToLower(word))
		}
		subject = rest
	}
}

func (l *label) add(word string) {
	if n, m, ok := strings.Cut(word, "/"); ok && isNumber(n) && isNumber(m) {
		l.place = word
		return
	}
	// "PATCHv2" is written as well.
	digits, isVersion := strings.CutPrefix(strings.TrimPrefix(word, "patch"), "v")
	if n, err := strconv.Atoi(digits); isVersion && err == nil && n > 0 {
		l.version = n
		return
	}
	if word != "patch" {
		l.words = append(l.words, word)
	}
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// tree is what the label says besides the version and that the patch is one
// for comments, or sent again.
func (l label) tree() string {
	var words []string
	for _, w := range l.words {
		if w != "rfc" && w != "resend" && w != "rft" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// has reports whether a word is in the label.
func (l label) has(word string) bool {
	for _, w := range l.words {
		if w == word {
			return true
		}
	}
	return false
}

// majority is the value that more than half of the mails have.
func majority[T comparable](mails []*analyzer.Mail, of func(*analyzer.Mail) T) (most T, ok bool) {
	count := map[T]int{}
	for _, m := range mails {
		count[of(m)]++
	}
	for value, n := range count {
		if 2*n > len(mails) {
			return value, true
		}
	}
	return most, false
}

// first is the mail that says things about all others: the cover letter, or
// the first patch.
func first(s *analyzer.Series) *analyzer.Mail {
	if c := s.Cover(); c != nil {
		return c
	}
	return s.Mails[0]
}

// bodyText is the text of a mail above its diffs.
func bodyText(m *analyzer.Mail) string {
	end := m.BodyLines.End
	if len(m.Files) > 0 {
		end = m.Files[0].Lines.First
	}
	var b strings.Builder
	for i := m.BodyLines.First; i < end; i++ {
		b.Write(m.Line(i))
		b.WriteByte('\n')
	}
	return b.String()
}

// mail is a patch for the examples of rules.
func mail(subject, extra, text, file string) string {
	return "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: Jane Doe <jane@example.org>\nSubject: [" + subject + "\n" + extra + "\n" +
		text + "Signed-off-by: Jane Doe <jane@example.org>\n---\n" + fmt.Sprintf("--- a/%s\n+++ b/%s\n@@ -1 +1 @@\n-a\n+b\n\n", file, file)
}

// withNotes puts a text below the separator of a patch.
func withNotes(mail, notes string) string {
	return strings.Replace(mail, "---\n--- a/", "---\n"+notes+"\n\n--- a/", 1)
}

// cover is a cover letter for the examples of rules.
func cover(subject, text string) string {
	return "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: Jane Doe <jane@example.org>\nSubject: [" + subject + "\n\n" + text + "\n"
}

const text = "A line of text that says why.\n\n"
