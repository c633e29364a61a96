// SPDX-License-Identifier: GPL-2.0-or-later

package ready

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// TestQuote has a shell read back what was quoted for it.
func TestQuote(t *testing.T) {
	words := []string{
		"a", "", "a b", "it's", `"Bob O'Example" <bob@example.org>`, "--to=Bob Ö. <b@c>", "$(id)", "`id`", "a\\b", "*", "~", "a;b", "--cc=$HOME",
		"--x y=z", "=", "a\tb", "!", "#x", "'",
	}
	var quoted []string
	for _, w := range words {
		quoted = append(quoted, Quote(w))
	}
	out, err := exec.Command("sh", "-c", `printf '%s\0' `+strings.Join(quoted, " ")).Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"); strings.Join(got, "\x00") != strings.Join(words, "\x00") {
		t.Errorf("a shell reads %q, want %q", got, words)
	}
}

func TestBuildHasNoFindingTwice(t *testing.T) {
	const mbox = "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: A <a@b.c>\nSubject: [PATCH 1/2] x\n\nText.\n\n" +
		"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: A <a@b.c>\nSubject: [PATCH 2/2] y\n\nText.\n"
	rule := &analyzer.Rule{Type: "X"}
	var found []*analyzer.Finding
	for _, line := range []int{3, 9, 99} { // the last stands nowhere
		found = append(found, &analyzer.Finding{Rule: rule, Level: analyzer.Warning, Line: line})
	}
	p := Build([]Input{{Name: "m", Disk: "-m", Text: []byte(mbox), Findings: found, Fails: func(analyzer.Level) bool { return true }}}, nil, 0)
	if len(p.Mails) != 2 || p.Mails[0].Warning != 1 || p.Mails[1].Warning != 2 || p.Open != 3 || p.Ready {
		t.Errorf("%+v", p)
	}
	if got := Line(p.Commands[1]); got != "git mailsplit -o./-m.d ./-m" {
		t.Errorf("%s", got)
	}
}
