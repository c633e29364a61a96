// SPDX-License-Identifier: GPL-2.0-or-later

package series

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// Thread is about the headers that tie mails together.
var Thread = &analyzer.Rule{
	Type:   "SERIES_THREAD",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Error, analyzer.Warning},
	Title:  "The mails of a series are not one thread",
	Doc: `Every mail of a series but the first answers one of the series, as git send-email
and git format-patch --thread have it, and each has a Message-ID of its own. A
mail that answers something else is torn from the series in archives and
readers, and an ID that is there twice makes one of the two disappear.

Patches without Message-ID, as git format-patch writes them, are left alone: git
send-email makes the thread.`,
	Bad: mail("PATCH 1/2] foo: change bar", "Message-ID: <1@example.org>\n", text, "x.c") +
		mail("PATCH 2/2] foo: change baz", "Message-ID: <2@example.org>\nIn-Reply-To: <other@example.org>\n", text, "y.c"),
	Good: mail("PATCH 1/2] foo: change bar", "Message-ID: <1@example.org>\n", text, "x.c") +
		mail("PATCH 2/2] foo: change baz", "Message-ID: <2@example.org>\nIn-Reply-To: <1@example.org>\n", text, "y.c"),
	Example: "series.patch",
	Link:    "process/submitting-patches.html#explicit-in-reply-to-headers",
}

var thread = &analyzer.Check{Rules: []*analyzer.Rule{Thread}, OnSeries: checkThread}

func checkThread(p *analyzer.Pass, s *analyzer.Series) {
	ids := map[string]*analyzer.Mail{}
	for _, m := range s.Mails {
		id := headerValue(m, "Message-ID")
		if id == "" {
			return
		}
		if before := ids[id]; before != nil {
			p.ReportMail(m, analyzer.Error, Thread, "patch %s has the same Message-ID", placeOf(before))
			continue
		}
		ids[id] = m
	}
	for _, m := range s.Mails[1:] {
		parent := headerValue(m, "In-Reply-To")
		switch {
		case parent == "" && headerValue(m, "References") == "":
			p.ReportMail(m, analyzer.Warning, Thread, "this mail answers none of the series, it begins a thread of its own")
		case parent == headerValue(m, "Message-ID"):
			p.ReportMail(m, analyzer.Error, Thread, "this mail answers itself")
		case ids[parent] == nil && !refersToSeries(m, ids):
			p.ReportMail(m, analyzer.Warning, Thread, "this mail answers one that is not of the series")
		}
	}
}

// refersToSeries reports whether the thread of a mail leads to the series.
func refersToSeries(m *analyzer.Mail, ids map[string]*analyzer.Mail) bool {
	for _, id := range strings.Fields(headerValue(m, "References")) {
		if ids[id] != nil && ids[id] != m {
			return true
		}
	}
	return false
}

func headerValue(m *analyzer.Mail, name string) string {
	h, ok := m.Header(name)
	if !ok {
		return ""
	}
	return strings.TrimSpace(h.Value)
}

// Submitter is about who signs off last.
var Submitter = &analyzer.Rule{
	Type:   "SERIES_SUBMITTER",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "The patches of a series were signed off last by different people",
	Doc: `Whoever sends a series has had all of its patches in hands, and so is the last who
signs each of them off. A patch of a series whose last Signed-off-by: is somebody
else's was forgotten.

It is reported where more than half of the patches end in the same name.`,
	Bad: mail("PATCH 1/3] foo: change bar", "", text, "x.c") + mail("PATCH 2/3] foo: change baz", "", text, "y.c") +
		strings.ReplaceAll(mail("PATCH 3/3] foo: change qux", "", text, "z.c"), "Jane Doe <jane@example.org>", "Bob Doe <bob@example.org>"),
	Good: mail("PATCH 1/3] foo: change bar", "", text, "x.c") + mail("PATCH 2/3] foo: change baz", "", text, "y.c") +
		mail("PATCH 3/3] foo: change qux", "", text+"Signed-off-by: Bob Doe <bob@example.org>\n", "z.c"),
	Example: "series.patch",
	Link:    "process/submitting-patches.html#sign-your-work-the-developer-s-certificate-of-origin",
}

var submitter = &analyzer.Check{Rules: []*analyzer.Rule{Submitter}, OnSeries: checkSubmitter}

func checkSubmitter(p *analyzer.Pass, s *analyzer.Series) {
	patches := s.Patches()
	usual, ok := majority(patches, lastSignOff)
	if !ok || usual == "" {
		return
	}
	for _, m := range patches {
		if who := lastSignOff(m); who != "" && !sameMail(who, usual) {
			p.ReportMail(m, analyzer.Warning, Submitter, "signed off last by %s, others of the series by %s", who, usual)
		}
	}
}

// lastSignOff is the value of the last sign-off of a patch.
func lastSignOff(m *analyzer.Mail) string {
	for i := len(m.Trailers) - 1; i >= 0; i-- {
		if m.Trailers[i].Is("Signed-off-by") {
			return m.Trailers[i].Value
		}
	}
	return ""
}

// sameMail compares the addresses of two people.
func sameMail(a, b string) bool { return strings.EqualFold(address(a), address(b)) }

func address(s string) string {
	if _, rest, ok := strings.Cut(s, "<"); ok {
		s, _, _ = strings.Cut(rest, ">")
	}
	return strings.TrimSpace(s)
}
