// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"strings"
	"testing"
)

func scriptClasses(in string) (string, *Script) {
	s := Parse([]byte(in), Options{}).Script()
	var b strings.Builder
	for _, l := range s.Lines {
		b.WriteByte("_HELCSNAFU+ -n*!xs"[l.Class])
	}
	return b.String(), s
}

func TestScriptClasses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"mail", "From: A\nSubject: x\n\ntext\nSigned-off-by: A\nmore\n---\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
			"HHELLASAFAFU-+"},
		{"log ends at the separator", "From: A\n\ntext\n---\nmore\n", "HELLA"},
		{"header never ends", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\nSigned-off-by: A\n", "FHFU-+H"},
		{"plain diff", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", "EFU-+"},
		{"title taken for a header", "mm: fix\ncommit x\n fold\ntext\n", "HHHE"},
		{"carriage returns", "From: A\r\n\r\ntext\r\n", "HHE"},
		{"surplus lines", "\n+++ b/x\n@@ -1 +1 @@\n+a\n+b\n c\n", "EFU+!!"},
		{"corrupt", "\n+++ b/x\n@@ -1 +1,3 @@\n+a\nb\n+c\n", "EFU+x+"},
	}
	for _, tt := range tests {
		if got, _ := scriptClasses(tt.in); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestScriptState(t *testing.T) {
	_, s := scriptClasses("From: A\n\n new mode { a => b }\n---\n MAINTAINERS | 2\nrename from x\ndiff --git a/p/q r/p/q\n+++ linux/p/z\n@@ -3,0 +4,2 @@ f(\n+a\n-b\n+c\n+d\n")
	if !s.HasLog || !s.IsPatch {
		t.Errorf("log %v patch %v", s.HasLog, s.IsPatch)
	}
	if s.Lines[2].Has(FlagPatch) || !s.Lines[5].Has(FlagPatch|FlagMaintainers) {
		t.Errorf("flags %b %b", s.Lines[2].Flags, s.Lines[5].Flags)
	}
	if got := strings.Join(s.Paths, ","); got != ",p/q,p/z" {
		t.Errorf("paths %q", got)
	}
	if l := s.Lines[11]; l.New != 5 || !l.Has(FlagInHunk|FlagSanitised) || s.Paths[l.Path] != "p/z" {
		t.Errorf("line %+v", l)
	}
	if l := s.Lines[12]; l.Has(FlagInHunk) {
		t.Errorf("line behind the hunk %+v", l)
	}
}

func TestMovesFile(t *testing.T) {
	for in, want := range map[string]bool{
		"new file mode 100644":            true,
		"deleted file mode 100644 ":       true,
		"new file mode x":                 false,
		"rename from a/b-c.d":             true,
		"rename to a b":                   false,
		"rename to a+b":                   false,
		" a/{b => c}/d | 2":               true,
		"+\tmatch x { => }":               true,
		"+\tmatch x { A => B, C => D }":   false,
		"+\tmatch x { a b => c }":         false,
		"+\tif (a) { b => c } else { = }": true,
	} {
		if MovesFile([]byte(in)) != want {
			t.Errorf("%q: want %v", in, want)
		}
	}
}
