// SPDX-License-Identifier: GPL-2.0-or-later

package series

import (
	"maps"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// Numbering is about the n/m of subjects.
var Numbering = &analyzer.Rule{
	Type:   "SERIES_NUMBERING",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "The numbers of a series have gaps or do not fit",
	Doc: `The patches of a series are numbered "[PATCH n/m]" from 1 to m without gaps, so
that whoever gets them can tell whether one is missing. A number that is there
twice, is missing or is above m, an m that differs, and patches without numbers
among others with numbers are reported; so is a series without any numbers.

Commits that are checked as a series have no numbers yet and are left alone.`,
	Bad:     mail("PATCH 1/3] foo: change bar", "", text, "x.c") + mail("PATCH 3/3] foo: change baz", "", text, "y.c"),
	Good:    mail("PATCH 1/2] foo: change bar", "", text, "x.c") + mail("PATCH 2/2] foo: change baz", "", text, "y.c"),
	Example: "series.patch",
	Link:    "process/submitting-patches.html#the-canonical-patch-format",
}

var numbering = &analyzer.Check{Rules: []*analyzer.Rule{Numbering}, OnSeries: checkNumbering}

func checkNumbering(p *analyzer.Pass, s *analyzer.Series) {
	if s.Options.Commits || len(s.Mails) == 1 && s.Mails[0].Number < 0 {
		return
	}
	var with []*analyzer.Mail
	for _, m := range s.Mails {
		if m.Number >= 0 {
			with = append(with, m)
		}
	}
	if len(with) == 0 {
		p.ReportMail(s.Mails[0], analyzer.Error, Numbering, "number the patches of a series: git format-patch -n")
		return
	}
	count, ok := majority(with, func(m *analyzer.Mail) int { return m.Count })
	if !ok {
		count = with[0].Count
	}
	by := map[int]*analyzer.Mail{}
	for _, m := range s.Mails {
		switch {
		case m.Number < 0:
			p.ReportMail(m, analyzer.Error, Numbering, "this patch has no number, others of the series have")
			continue
		case m.Count != count:
			p.ReportMail(m, analyzer.Error, Numbering, "this is one of %d, others of the series are of %d", m.Count, count)
		case m.Number > count:
			p.ReportMail(m, analyzer.Error, Numbering, "number %d is above the count of %d", m.Number, count)
		case by[m.Number] != nil:
			p.ReportMail(m, analyzer.Error, Numbering, "there is a number %d already: %q", m.Number, by[m.Number].Subject)
		}
		by[m.Number] = m
	}
	reportGaps(p, with, by, count)
}

// mostGaps bounds what is told of numbers that are missing.
const mostGaps = 10

// reportGaps tells of numbers that no patch has, at the patch before the gap.
// The count is what somebody wrote, so it is not counted up to.
func reportGaps(p *analyzer.Pass, with []*analyzer.Mail, by map[int]*analyzer.Mail, count int) {
	before, last, told := with[0], 0, 0
	for _, n := range append(slices.Sorted(maps.Keys(by)), count+1) {
		if n > count+1 || told == mostGaps {
			break
		}
		switch n - last {
		case 0, 1:
		case 2:
			p.ReportMail(before, analyzer.Error, Numbering, "patch %d/%d is missing", last+1, count)
			told++
		default:
			p.ReportMail(before, analyzer.Error, Numbering, "patches %d to %d of %d are missing", last+1, n-1, count)
			told++
		}
		if by[n] != nil {
			before = by[n]
		}
		last = max(n, 0)
	}
}

// Version is about the vN of subjects.
var Version = &analyzer.Rule{
	Type:   "SERIES_VERSION",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "The mails of a series have different versions",
	Doc: `All mails of a series carry the same version, "[PATCH v2 n/m]" on each of them,
the cover letter included. Where they differ, mails of two postings were put
together, or one was forgotten when the version was raised.

git format-patch -v2 writes the version into all of them.`,
	Bad: mail("PATCH v2 1/3] foo: change bar", "", text, "x.c") + mail("PATCH v2 2/3] foo: change baz", "", text, "y.c") +
		mail("PATCH 3/3] foo: change qux", "", text, "z.c"),
	Good:    mail("PATCH v2 1/2] foo: change bar", "", text, "x.c") + mail("PATCH v2 2/2] foo: change baz", "", text, "y.c"),
	Example: "series.patch",
	Link:    "process/submitting-patches.html#the-canonical-patch-format",
}

var version = &analyzer.Check{Rules: []*analyzer.Rule{Version}, OnSeries: checkVersion}

func checkVersion(p *analyzer.Pass, s *analyzer.Series) {
	of := func(m *analyzer.Mail) int { return labelOf(m.SubjectRaw).version }
	usual, ok := majority(s.Mails, of)
	if !ok {
		usual = of(s.Mails[0])
	}
	for _, m := range s.Mails {
		if v := of(m); v != usual {
			p.ReportMail(m, analyzer.Error, Version, "this is version %d, others of the series are version %d", v, usual)
		}
	}
}
