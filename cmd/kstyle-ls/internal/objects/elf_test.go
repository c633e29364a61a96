// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// needGCC skips a test where nothing can be compiled to ELF.
func needGCC(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("gcc"); err != nil || runtime.GOOS != "linux" {
		t.Skip("needs gcc that makes ELF")
	}
}

// objectOf is the object of a C text.
func objectOf(t *testing.T, text string) object {
	t.Helper()
	needGCC(t)
	source := filepath.Join(t.TempDir(), "a.c")
	if err := os.WriteFile(source, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("gcc", "-O2", "-fpie", "-c", "-o", source+".o", source).CombinedOutput(); err != nil {
		t.Fatalf("gcc: %v\n%s", err, out)
	}
	o, err := readObject(source + ".o")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Each change of meaning must be seen, in the section where it shows; another
// spelling of the same must not.
func TestDifferences(t *testing.T) {
	const base = `extern int g(const char *);
extern int h(const char *);
static int count(void) { static int calls; return ++calls; }
int table[2] = { 1, 2 };
int f(int *p) { if (p == (void *)0) return g("a"); else return *p + count(); }
int (*const way)(const char *) = g;
`
	for _, test := range []struct {
		name, old, new string
		want           string // a section that differs
	}{
		{"extern", "extern int g(", "int g(", ""},
		{"layout", "{ if (p", "{\n\tif (p", ""},
		{"comparison", "p == (void *)0", "!p", ""},
		{"parentheses", `return g("a")`, `return (g("a"))`, ""},
		{"else", "else return *p", "return *p", ""},
		{"initialised", "static int calls;", "static int calls = 0;", ""},
		{"local names", "calls", "tally", ""},
		{"code", "==", "!=", ".text"},
		{"string", `"a"`, `"b"`, ".rodata.str1.1"},
		{"data", "{ 1, 2 }", "{ 1, 3 }", ".data"},
		{"read-only", "int table", "const int table", ".data"},
		{"who is called", "return g", "return h", ".text"},
		{"whose address", "= g;", "= h;", ".data.rel.ro"},
		{"who may see it", "int f(", "__attribute__((weak)) int f(", globals},
	} {
		changed := strings.ReplaceAll(base, test.old, test.new)
		if changed == base {
			t.Fatalf("%s: changes nothing", test.name)
		}
		got := objectOf(t, base).differences(objectOf(t, changed))
		if test.want == "" && len(got) > 0 || test.want != "" && !slices.Contains(got, test.want) {
			t.Errorf("%s: differs in %q, want %q", test.name, got, test.want)
		}
	}
}
