// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

var (
	relative = regexp.MustCompile(`\]\(([^)#:]+\.md)\)`)
	absolute = regexp.MustCompile(`^<https://docs\.kernel\.org/[A-Za-z0-9/_.-]+\.html(#[A-Za-z0-9._-]+)?>$`)
	fences   = regexp.MustCompile("(?m)^```+")
)

// TestEveryRuleHasAPage writes all pages twice over an older set, and follows
// every link in them.
func TestEveryRuleHasAPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "rules")
	all := analyzer.New(rules.All())
	if err := writePages(dir, all); err != nil {
		t.Fatal(err)
	}
	stale := filepath.Join(dir, "no_such_rule.md")
	if err := os.WriteFile(stale, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := writePages(dir, all); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); err == nil {
		t.Error("the page of a rule that is gone stays")
	}
	linked := map[string]bool{}
	names, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil || len(names) != len(all.Rules())+1 {
		t.Fatalf("%d pages for %d rules and an index: %v", len(names), len(all.Rules()), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(fences.FindAll(text, -1))%2 != 0 {
			t.Errorf("%s: a code block is not closed", filepath.Base(name))
		}
		for _, m := range relative.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(dir, m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", filepath.Base(name), m[1])
			}
			if filepath.Base(name) == index {
				linked[m[1]] = true
			}
		}
	}
	for _, r := range all.Rules() {
		if !linked[pageName(r.Type)] {
			t.Errorf("the index does not lead to %s", r.Type)
		}
		checkPage(t, r, filepath.Join(dir, pageName(r.Type)))
	}
}

// checkPage expects everything that a rule says of itself on its page.
func checkPage(t *testing.T, r *analyzer.Rule, name string) {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Error(err)
		return
	}
	text := string(raw)
	want := []string{"# " + r.Type + "\n", strings.TrimSuffix(r.Title, "."), levels(r), "| " + rules.FamilyOf(r.Type) + " |",
		"| " + fixWord(r.Fix) + " |", strings.TrimSpace(r.Doc), "\nReported:\n\n```", "(" + index + ")"}
	if r.Good != "" {
		want = append(want, "\nNot reported:\n\n```")
	}
	if r.Link != "" {
		link := "<https://docs.kernel.org/" + r.Link + ">"
		if !absolute.MatchString(link) {
			t.Errorf("%s: %s is no link to a page of the kernel's documents", r.Type, link)
		}
		want = append(want, link)
	}
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the page of %s lacks %q", r.Type, w)
		}
	}
}
