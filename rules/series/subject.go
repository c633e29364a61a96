// SPDX-License-Identifier: GPL-2.0-or-later

package series

import (
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// Prefix is about the words in brackets.
var Prefix = &analyzer.Rule{
	Type:   "SERIES_PREFIX",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "The mails of a series are for different trees",
	Doc: `The words in brackets say for which tree a patch is and how far along it is:
"[PATCH net-next 1/3]", "[RFC PATCH 1/3]". A series goes to one tree as a whole,
so they are the same on all of its mails. What is for another tree is another
series.`,
	Bad: mail("PATCH net-next 1/3] foo: change bar", "", text, "x.c") + mail("PATCH net-next 2/3] foo: change baz", "", text, "y.c") +
		mail("PATCH net 3/3] foo: change qux", "", text, "z.c"),
	Good:    mail("PATCH net-next 1/2] foo: change bar", "", text, "x.c") + mail("PATCH net-next 2/2] foo: change baz", "", text, "y.c"),
	Example: "series.patch",
	Link:    "process/submitting-patches.html#subject-line",
}

var prefix = &analyzer.Check{Rules: []*analyzer.Rule{Prefix}, OnSeries: checkPrefix}

func checkPrefix(p *analyzer.Pass, s *analyzer.Series) {
	of := func(m *analyzer.Mail) string {
		return strings.Join(slices.Sorted(slices.Values(labelOf(m.SubjectRaw).words)), " ")
	}
	usual, ok := majority(s.Mails, of)
	if !ok {
		usual = of(s.Mails[0])
	}
	for _, m := range s.Mails {
		if words := of(m); words != usual {
			p.ReportMail(m, analyzer.Warning, Prefix, "this is %s, others of the series are %s", quoteLabel(words), quoteLabel(usual))
		}
	}
}

// quoteLabel shows the words of a label.
func quoteLabel(words string) string {
	if words == "" {
		return `plain "[PATCH]"`
	}
	return `"[PATCH ` + words + `]"`
}

// DuplicateSubject is about two patches with one title.
var DuplicateSubject = &analyzer.Rule{
	Type:   "SERIES_DUPLICATE_SUBJECT",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Two patches of a series have the same title",
	Doc: `A title is what people look for in a log and quote in Fixes: tags. Two patches
with the same one cannot be told apart, and often one of them was sent twice by
mistake, from a folder that still held an older file.`,
	Bad:     mail("PATCH 1/2] foo: change bar", "", text, "x.c") + mail("PATCH 2/2] foo: change bar", "", text, "y.c"),
	Good:    mail("PATCH 1/2] foo: change bar", "", text, "x.c") + mail("PATCH 2/2] foo: change baz", "", text, "y.c"),
	Example: "series.patch",
	Link:    "process/submitting-patches.html#subject-line",
}

var duplicateSubject = &analyzer.Check{Rules: []*analyzer.Rule{DuplicateSubject}, OnSeries: checkDuplicateSubject}

func checkDuplicateSubject(p *analyzer.Pass, s *analyzer.Series) {
	seen := map[string]*analyzer.Mail{}
	for _, m := range s.Patches() {
		title := strings.ToLower(strings.Join(strings.Fields(m.Subject), " "))
		if title == "" {
			continue
		}
		if before := seen[title]; before != nil {
			p.ReportMail(m, analyzer.Warning, DuplicateSubject, "patch %s has this title, too: say how they differ", placeOf(before))
			continue
		}
		seen[title] = m
	}
}

// placeOf names a mail by its number, or by its place among those given.
func placeOf(m *analyzer.Mail) string {
	if place := labelOf(m.SubjectRaw).place; place != "" {
		return place
	}
	return "#" + number(m.Place+1)
}
