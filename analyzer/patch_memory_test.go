// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// TestRecheckOfPatch counts which files of a patch are judged anew after an
// edit of one of them.
func TestRecheckOfPatch(t *testing.T) {
	rule := &analyzer.Rule{Type: "X", Levels: []analyzer.Level{analyzer.Warning}, Title: "x"}
	judged := ""
	a := analyzer.New([]*analyzer.Check{{Rules: []*analyzer.Rule{rule}, OnText: func(p *analyzer.Pass) {
		judged += strings.TrimSuffix(p.Text.Path, ".c")
		if strings.Contains(string(p.Text.Raw), "everything") {
			p.Stream()
		}
	}}})
	o := analyzer.Defaults()
	diff := func(name, line string) string {
		return fmt.Sprintf("--- a/%s.c\n+++ b/%s.c\n@@ -1 +1,2 @@\n int old;\n+%s\n", name, name, line)
	}
	mail := func(diffs ...string) string {
		return "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: x\n\n---\n" + strings.Join(diffs, "") + "\n"
	}
	b, c, d := diff("b", "int b;"), diff("c", "int c;"), diff("d", "int d;")
	var memory *analyzer.Memory
	for i, step := range []struct{ text, want string }{
		{mail(diff("a", "int a;"), b) + mail(c, d), "abcd"},
		{mail(diff("a", "int a;"), b) + mail(c, d), ""},
		{mail(diff("a", "int aa;\n+int;"), b) + mail(c, d), "a"},
		{mail(b) + mail(c, d), ""},
		{mail(b) + mail(diff("e", "int e;"), c, d, d), "ed"},
		{mail(d) + mail(c, b), ""},
		{mail(diff("a", "static foo *p;"), b) + mail(c, d), "abcd"}, // a type that all behind it know
		{mail(diff("a", "static foo *p;"), b) + mail(c, d), ""},
		{mail(b, diff("f", "everything")) + mail(c), "bfc"},
		{mail(b, diff("f", "everything")) + mail(c), "f"},
		{mail(b, strings.Replace(c, "int c", "int  c", 1)), "c"},
		{strings.Replace(mail(b, c), "Subject: x", "Subject: x\nContent-Transfer-Encoding: quoted-printable", 1), "bc"},
		{strings.Replace(mail(b, c), "Subject: x", "Subject: x\nContent-Transfer-Encoding: quoted-printable", 1), "bc"},
	} {
		judged = ""
		_, m, err := a.Recheck(context.Background(), memory, analyzer.NamedInput("x.mbox", []byte(step.text)), &o)
		if err != nil {
			t.Fatal(err)
		}
		if judged != step.want {
			t.Errorf("step %d: judged %q, want %q", i, judged, step.want)
		}
		memory = m
	}
}
