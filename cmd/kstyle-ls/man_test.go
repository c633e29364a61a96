// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/batch"
)

// TestManualTellsAll looks for every command on a page of its own, for every
// option on its command's page, and for every setting in kstyle.toml(5).
func TestManualTellsAll(t *testing.T) {
	status := 0
	root := newRootCommand(&status)
	pages, err := manual(root, "2026-01-02")
	if err != nil {
		t.Fatal(err)
	}
	plain := func(name string) string {
		text := string(pages[name])
		if !strings.Contains(text, "2026-01-02") || !strings.Contains(text, "\n.SH NAME\n") {
			t.Errorf("%s has no date or no name:\n%.200s", name, text)
		}
		return strings.NewReplacer(`\-`, "-", `\fB`, "", `\fP`, "", `\fI`, "").Replace(text)
	}
	var each func(c *cobra.Command)
	each = func(c *cobra.Command) {
		if c.Hidden || foreign(c) {
			return
		}
		text := plain(manualName(c) + ".1")
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(text, "--"+f.Name) {
				t.Errorf("the page of %s lacks --%s", c.CommandPath(), f.Name)
			}
		})
		for _, sub := range c.Commands() {
			each(sub)
			if !sub.Hidden && !foreign(sub) && !strings.Contains(text, manualName(sub)+"(1)") {
				t.Errorf("the page of %s does not lead to %s", c.CommandPath(), sub.Name())
			}
		}
	}
	each(root)
	for _, name := range batch.Formats() {
		if batch.About(name) == "" || !strings.Contains(plain("kstyle-ls-check.1"), "\n"+name+"\n") {
			t.Errorf("the page of check does not tell of the format %s", name)
		}
	}
	file, override, err := config.Documented()
	if err != nil || len(file) == 0 || len(override) == 0 {
		t.Fatalf("%d settings, %d of overrides: %v", len(file), len(override), err)
	}
	text := plain("kstyle.toml.5")
	for _, s := range append(file, override...) {
		if !strings.Contains(text, "\n"+s.Key+"\n") {
			t.Errorf("kstyle.toml(5) lacks %s", s.Key)
		}
	}
	again, err := manual(newRootCommand(&status), "2026-01-02")
	if err != nil || len(again) != len(pages) {
		t.Fatalf("%d pages, then %d: %v", len(pages), len(again), err)
	}
	for name := range pages {
		if !bytes.Equal(pages[name], again[name]) {
			t.Errorf("%s is not the same twice", name)
		}
	}
}

func TestProseKeepsBlocks(t *testing.T) {
	got := prose("- is standard input, *all* of it:\n  a * b\n  c\nEnd.")
	want := "\\- is standard input, \\*all\\* of it:\n\n    a * b\n    c\n\nEnd."
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
