// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// commitWord finds what is meant to be a commit: the words that the kernel
// puts before one, and the hash. Line breaks of a log may lie in between.
var commitWord = regexp.MustCompile(`(?i:\bcommit|\bFixes:|\brevert[s]?|This reverts commit)[ \t]*\n?[ \t]*\b([0-9a-f]{7,40})\b`)

// mainline is where commits of the kernel can be read.
const mainline = "https://git.kernel.org/torvalds/c/"

// commitsIn returns where hashes of commits stand in a document.
func commitsIn(v *snapshot) []position.Span {
	var out []position.Span
	for _, m := range commitWord.FindAllSubmatchIndex(v.text.Bytes(), -1) {
		out = append(out, position.Span{Start: m[2], End: m[3]})
	}
	return out
}

// referenceAt says what the commit or link under a place is.
func (s *server) referenceAt(v *snapshot, at int) (says string, span position.Span, ok bool) {
	p := s.placeOf(v.doc)
	if history := p.judgement.Options.Facts.History; history != nil {
		for _, span := range commitsIn(v) {
			if at < span.Start || at >= span.End {
				continue
			}
			id := string(v.text.Bytes()[span.Start:span.End])
			switch c, found := history.Commit(id); {
			case found && c.Ambiguous:
				return fmt.Sprintf("%s could be several objects of this repository", id), span, true
			case found:
				return fmt.Sprintf("commit %.12s (\"%s\")", c.ID, c.Subject), span, true
			case history.Present():
				return fmt.Sprintf("commit %s is not in this repository", id), span, true
			}
		}
	}
	if p.quiet {
		return "", span, false
	}
	for _, l := range linksIn(v.text.Bytes()) {
		if at >= l.span.Start && at < l.span.End {
			return l.says + "\n" + l.target, l.span, true
		}
	}
	return "", span, false
}

// inLog reports whether a line of a patch or message is text that its author
// writes: the message itself, not a diff and not what git put there.
func inLog(v *snapshot, line int) bool {
	if v.doc.form.form == analyzer.Message {
		return !strings.HasPrefix(lineText(v, line), "#")
	}
	for _, m := range v.messages() {
		if !m.Lines.Has(line) || m.Encoded() {
			continue
		}
		for _, f := range m.Files {
			if line >= m.InputLine(f.Lines.First) {
				return false
			}
		}
		return !m.HeaderLines().Has(line)
	}
	return false
}

// inHeader reports whether a line is in the header of a mail.
func inHeader(v *snapshot, line int) bool {
	for _, m := range v.messages() {
		if m.HeaderLines().Has(line) {
			return true
		}
	}
	return false
}

func lineText(v *snapshot, line int) string {
	span := v.text.Line(line)
	return string(v.text.Bytes()[span.Start:span.End])
}
