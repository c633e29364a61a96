// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/bug"
)

// TestCheckSeries: mails of several inputs are one series in the order of
// their numbers, each finding comes back with its input, and a check that fails
// leaves the others alone.
func TestCheckSeries(t *testing.T) {
	defer bug.Hook(func(string) {})()
	count := &Rule{Type: "COUNT", Levels: []Level{Error}}
	broken := &Rule{Type: "BROKEN", Levels: []Level{Error}}
	a := New([]*Check{
		{Rules: []*Rule{broken}, OnSeries: func(*Pass, *Series) { panic("broken") }},
		{Rules: []*Rule{count}, OnSeries: func(p *Pass, s *Series) {
			for i, m := range s.Mails {
				p.ReportMail(m, Error, count, "%d of %d: %s", i, len(s.Patches()), m.Subject)
			}
			if c := s.Cover(); c == nil || c.Subject != "all" {
				t.Errorf("the cover letter is %v", c)
			}
		}},
	})
	mail := func(place, title, diff string) string {
		return "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: A <a@b.c>\nSubject: [PATCH " + place + "] " + title + "\n\nText.\n" + diff
	}
	const diff = "---\n--- a/x.c\n+++ b/x.c\n@@ -3 +3 @@\n-a\n+b\n"
	inputs := []Input{
		NamedInput("c.patch", []byte(mail("2/2", "two", diff))),
		NamedInput("x.c", []byte("int x;\n")),
		NamedInput("ab.mbox", []byte(mail("1/2", "one", diff)+"\n"+mail("0/2", "all", "")+"\nFrom 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: B <b@b.c>\nSubject: Re: [PATCH 1/2] one\n\nNice.\n")),
	}
	o := Defaults()
	results, err := a.CheckSeries(context.Background(), inputs, &o, SeriesOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, r := range results {
		for _, f := range r.Findings {
			got = append(got, fmt.Sprintf("%s:%d %s", inputs[i].Name, f.Line, f.Message))
		}
	}
	if s := strings.Join(got, "|"); s != "c.patch:3 2 of 2: two|ab.mbox:3 1 of 2: one|ab.mbox:15 0 of 2: all" {
		t.Error(s)
	}
	if len(results[0].Broken) != 1 || results[0].Broken[0] != "BROKEN" {
		t.Errorf("broken: %v", results[0].Broken)
	}
	o.Parity = true
	results, err = a.CheckSeries(context.Background(), inputs, &o, SeriesOptions{})
	if err != nil || len(results[0].Findings)+len(results[2].Findings) != 0 {
		t.Errorf("checkpatch knows no series: %v %v", results[0].Findings, err)
	}
}
