// SPDX-License-Identifier: GPL-2.0-or-later

package maintainers

import (
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// Query is a change that somebody is to be told of.
type Query struct {
	// Paths from the root of the tree that are changed.
	Paths []string
	// Prose is text in which a keyword counts wherever it stands, in lines:
	// the mail's header, the commit's text.
	Prose []string
	// Diff is lines of diffs with their marks.
	Diff []string
	// Contents are whole files in which a keyword counts.
	Contents []string
}

// Add puts another change into the query.
func (q *Query) Add(other Query) {
	q.Paths = append(q.Paths, other.Paths...)
	q.Prose = append(q.Prose, other.Prose...)
	q.Diff = append(q.Diff, other.Diff...)
	q.Contents = append(q.Contents, other.Contents...)
}

// OfMessage is the query for the patch in a mail.
func OfMessage(input *patch.Text, m *patch.Message) Query {
	var q Query
	for _, f := range m.Files {
		for _, name := range []string{f.OldPath, f.NewPath} {
			if name != "" {
				q.Paths = append(q.Paths, name)
			}
		}
	}
	slices.Sort(q.Paths)
	q.Paths = slices.Compact(q.Paths)
	for i := m.Lines.First; i < m.HeaderLines().End; i++ {
		q.Prose = append(q.Prose, string(input.Line(i)))
	}
	diff := m.BodyLines.End
	if len(m.Files) > 0 {
		diff = m.Files[0].Lines.First
	}
	for i := m.BodyLines.First; i < m.BodyLines.End; i++ {
		line := string(m.Line(i))
		switch {
		case i >= diff:
			q.Diff = append(q.Diff, line)
		case !isFixes(line):
			q.Prose = append(q.Prose, line)
		}
	}
	return q
}

// isFixes recognises the line that names a commit: its words are that commit's
// and no keywords.
func isFixes(line string) bool {
	rest, ok := strings.CutPrefix(line, "Fixes:")
	if !ok {
		return false
	}
	id := strings.TrimLeft(rest, " \t")
	digits := len(id) - len(strings.TrimLeft(id, "0123456789abcdefABCDEF"))
	return len(id) < len(rest) && digits >= 6
}

// keywords reports whether a keyword of the section is in the change, and
// which.
func (s *Section) keywords(q *Query, found func(keyword string)) {
	for i := range s.Entries {
		e := &s.Entries[i]
		if e.Letter != Keyword {
			continue
		}
		if x := e.expr(); x.err == nil && x.occurs(q) {
			found(e.Value)
		}
	}
}

func (x expression) occurs(q *Query) bool {
	return slices.ContainsFunc(q.Contents, x.plain.MatchString) || slices.ContainsFunc(q.Prose, x.plain.MatchString) ||
		len(q.Diff) > 0 && slices.ContainsFunc(q.Diff, x.changed().MatchString)
}
