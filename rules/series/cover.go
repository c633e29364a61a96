// SPDX-License-Identifier: GPL-2.0-or-later

package series

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

func number(n int) string { return strconv.Itoa(n) }

// CoverLetter is about a series without an introduction.
var CoverLetter = &analyzer.Rule{
	Type:   "SERIES_COVER_LETTER",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A series has no cover letter",
	Doc: `A mail 0/m says what a series is for as a whole. It is asked for where the
setting cover-letter says from how many patches on, and for the networking
trees from three on, whose maintainers do.

git format-patch --cover-letter prepares one.`,
	Bad: mail("PATCH net-next 1/3] foo: change bar", "", text, "x.c") + mail("PATCH net-next 2/3] foo: change baz", "", text, "y.c") +
		mail("PATCH net-next 3/3] foo: change qux", "", text, "z.c"),
	Good:    mail("PATCH net-next 1/2] foo: change bar", "", text, "x.c") + mail("PATCH net-next 2/2] foo: change baz", "", text, "y.c"),
	Example: "series.patch",
	Link:    "process/maintainer-netdev.html",
}

var coverLetter = &analyzer.Check{Rules: []*analyzer.Rule{CoverLetter}, OnSeries: checkCoverLetter}

// netdevCover is from how many patches on netdev asks for a cover letter.
const netdevCover = 3

func checkCoverLetter(p *analyzer.Pass, s *analyzer.Series) {
	n := len(s.Patches())
	if s.Cover() != nil || n < 2 {
		return
	}
	most, who := s.Options.CoverLetter, "this project"
	if (most == 0 || most > netdevCover) && isNetdevLabel(labelOf(s.Mails[0].SubjectRaw)) {
		most, who = netdevCover, "netdev"
	}
	if most > 0 && n >= most {
		p.ReportMail(s.Mails[0], analyzer.Warning, CoverLetter, "%d patches and no cover letter, which %s wants from %d on", n, who, most)
	}
}

// CoverTemplate is about what git left to be filled in.
var CoverTemplate = &analyzer.Rule{
	Type:   "SERIES_COVER_TEMPLATE",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "The cover letter was not filled in",
	Doc: `git format-patch --cover-letter writes "*** SUBJECT HERE ***" and "*** BLURB HERE
***" where the author is to write, b4 writes "EDITME:". A cover letter that still
has them, or has no text at all, says nothing.`,
	Bad:     cover("PATCH 0/1] foo: make it work", "*** BLURB HERE ***\n") + mail("PATCH 1/1] foo: change bar", "", text, "x.c"),
	Good:    cover("PATCH 0/1] foo: make it work", "It did not.\n") + mail("PATCH 1/1] foo: change bar", "", text, "x.c"),
	Link:    "process/submitting-patches.html#the-canonical-patch-format",
	Example: "series.patch",
}

var coverTemplate = &analyzer.Check{Rules: []*analyzer.Rule{CoverTemplate}, OnSeries: checkCoverTemplate}

func checkCoverTemplate(p *analyzer.Pass, s *analyzer.Series) {
	c := s.Cover()
	if c == nil {
		return
	}
	if strings.Contains(c.SubjectRaw, "*** SUBJECT HERE ***") || strings.HasPrefix(c.Subject, "EDITME:") {
		p.ReportMail(c, analyzer.Error, CoverTemplate, "the title is still to be written")
	}
	for i := range c.View.Len() {
		if line := string(c.View.Line(i).Text); strings.TrimSpace(line) == "*** BLURB HERE ***" {
			p.ReportView(c.View, analyzer.Error, CoverTemplate, i, 0, -1, "the text is still to be written")
			return
		}
	}
	if strings.TrimSpace(bodyText(c)) == "" {
		p.ReportMail(c, analyzer.Error, CoverTemplate, "the cover letter has no text")
	}
}

// Changelog is about what changed since the version before.
var Changelog = &analyzer.Rule{
	Type:   "SERIES_CHANGELOG",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A further version does not say what changed",
	Doc: `From version 2 on, the cover letter or the part of a patch below its "---" says
what changed since the version before: "v2:", "Changes in v2", "v1 -> v2". Whoever
read the last version looks there first.

One place in the series is enough.`,
	Bad:     mail("PATCH v2] foo: change bar", "", text, "x.c"),
	Good:    withNotes(mail("PATCH v2] foo: change bar", "", text, "x.c"), "Changes in v2: nothing but the name."),
	Example: "series.patch",
	Link:    "process/submitting-patches.html#the-canonical-patch-format",
}

var changelog = &analyzer.Check{Rules: []*analyzer.Rule{Changelog}, OnSeries: checkChangelog}

// saysChange finds the words that begin a change log.
var saysChange = regexp.MustCompile(`(?im)^\W*(?:chang(?:es?|ed|elog)\b.*\bv(?:ersion)? ?\d|v(?:ersion)? ?\d+ ?(?:[:.)]|->|=>|→|\.\.|$|/|,|-|–|—|\(|\[|changes?|of|to|and|since)|(?:since|differences?|new|delta|updates?|fixed|modifications?)\b.*\bv(?:ersion)? ?\d|change ?log|changes (?:since|from|in|against|compared)|revision history|history:?$|range-diff)`)

func checkChangelog(p *analyzer.Pass, s *analyzer.Series) {
	m := first(s)
	v := labelOf(m.SubjectRaw).version
	if v < 2 || labelOf(m.SubjectRaw).has("resend") {
		return
	}
	for _, m := range s.Mails {
		if saysChange.MatchString(bodyText(m)) {
			return
		}
	}
	p.ReportMail(m, analyzer.Warning, Changelog, "say below --- or in the cover letter what changed since v%d", v-1)
}

// BaseCommit is about what a series applies to.
var BaseCommit = &analyzer.Rule{
	Type:   "SERIES_BASE_COMMIT",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A series does not say what it is based on",
	Doc: `A line "base-commit:" at the end of the cover letter or of the first patch tells
people and robots what the series applies to. Without it they guess, and test
something else than what was meant.

git format-patch --base=auto writes it.`,
	Bad: mail("PATCH 1/1] foo: change bar", "", text, "x.c"),
	Good: mail("PATCH 1/1] foo: change bar", "", text, "x.c") +
		"base-commit: 0123456789abcdef0123456789abcdef01234567\n",
	Example: "series.patch",
	Link:    "process/submitting-patches.html#providing-base-tree-information",
}

var baseCommit = &analyzer.Check{Rules: []*analyzer.Rule{BaseCommit}, OnSeries: checkBaseCommit}

func checkBaseCommit(p *analyzer.Pass, s *analyzer.Series) {
	if s.Options.Commits {
		return
	}
	for _, m := range s.Mails {
		for i := m.BodyLines.First; i < m.BodyLines.End; i++ {
			if strings.HasPrefix(string(m.Line(i)), "base-commit: ") {
				return
			}
		}
	}
	p.ReportMail(first(s), analyzer.Strict, BaseCommit, "no base-commit: line, see git format-patch --base")
}
