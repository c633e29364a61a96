// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	for _, c := range [][4]string{
		{"LONG_LINE", "LongLine", "longLine", "long_line.go"},
		{"DOS_LINE_ENDINGS", "DOSLineEndings", "dosLineEndings", "dos_line_endings.go"},
		{"MISSING_EOF_NEWLINE", "MissingEOFNewline", "missingEOFNewline", "missing_eof_newline.go"},
		{"HEXADECIMAL_BOOLEAN_TEST", "HexadecimalBooleanTest", "hexadecimalBooleanTest", "hexadecimal_boolean_test_rule.go"},
		{"ARCH_INCLUDE_LINUX", "ArchIncludeLinux", "archIncludeLinux", "arch_include_linux_rule.go"},
		{"BRACES", "Braces", "braces", "braces.go"},
	} {
		if e, u, f := exported(c[0]), unexported(c[0]), fileName(c[0]); e != c[1] || u != c[2] || f != c[3] {
			t.Errorf("%s gives %s, %s, %s", c[0], e, u, f)
		}
	}
}

func TestEnlist(t *testing.T) {
	for _, c := range [][2]string{
		{"package x\n\nvar Checks = []*analyzer.Check{}\n", "package x\n\nvar Checks = []*analyzer.Check{\n\tbb,\n}\n"},
		{"var Checks = []*analyzer.Check{\n\taa,\n\tcc,\n}\n", "var Checks = []*analyzer.Check{\n\taa,\n\tbb,\n\tcc,\n}\n"},
		{"var Checks = []*analyzer.Check{\n\taa,\n}\n", "var Checks = []*analyzer.Check{\n\taa,\n\tbb,\n}\n"},
		{"var Checks = []*analyzer.Check{\n\tcc,\n}\n", "var Checks = []*analyzer.Check{\n\tbb,\n\tcc,\n}\n"},
	} {
		got, err := enlist(c[0], "bb")
		if err != nil || got != c[1] {
			t.Errorf("%q gives %q, %v", c[0], got, err)
		}
	}
	if _, err := enlist("package x\n", "bb"); err == nil {
		t.Error("a file without a list is taken")
	}
}

// TestScaffoldFailsAsIntended adds a rule to a copy of the project, which must
// build, and whose new case must fail because nothing is reported yet.
func TestScaffoldFailsAsIntended(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a copy of the project")
	}
	top := filepath.Join("..", "..", "..")
	copied := t.TempDir()
	for _, part := range []string{"analyzer", "rules", "testdata/rules", "go.mod", "go.sum"} {
		from, err := filepath.Abs(filepath.Join(top, part))
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(copied, part)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("cp", "-r", from, to).CombinedOutput(); err != nil {
			t.Fatalf("copy %s: %v\n%s", part, err, out)
		}
	}
	if _, err := create(copied, "spacing", "NO_SUCH_TEST"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(copied, "rules", "spacing", "no_such_test_rule.go"))
	if err != nil {
		t.Fatal(err)
	}
	if formatted, err := format.Source(text); err != nil || string(formatted) != string(text) {
		t.Errorf("the rule file is not formatted: %v\n%s", err, text)
	}
	if _, err := create(copied, "spacing", "NO_SUCH_TEST"); err == nil {
		t.Error("an existing rule is overwritten")
	}
	cmd := exec.Command("go", "test", "-mod=mod", "./rules", "-run", "Cases/no_such_test")
	cmd.Dir = copied
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "expected and not reported: WARNING NO_SUCH_TEST") {
		t.Errorf("the new case does not fail as intended: %v\n%s", err, out)
	}
}
