// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// Only strings that macros made of code may be taken out: one that stands in
// a source is the text's own, and a change of it a change of meaning.
func TestMadeStrings(t *testing.T) {
	texts := [2][]byte{
		[]byte(`f("(a)", "own", "both", '"', "\"x\"", "!b");`),
		[]byte(`f("a", "new", "both", '"', "\"x\"", "!b", "!b");`),
	}
	sources := [2][]byte{[]byte(`assert((a)); f("own", '"'); assert(!b);`), []byte(`assert(a); f("new", '"'); assert(!b);`)}
	got := slices.Sorted(maps.Keys(madeStrings(texts, sources)))
	if diff := cmp.Diff([]string{`"!b"`, `"(a)"`, `"a"`}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSameButSpelling(t *testing.T) {
	needGCC(t)
	root, overlay := t.TempDir(), t.TempDir()
	const head = `extern void fail(const char *);
#define assert(x) do { if (!(x)) fail(#x); } while (0)
`
	write := func(dir, text string) string {
		t.Helper()
		name := filepath.Join(dir, "a.c")
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	c := compiler{build: kernel.Build{Tree: kernel.Tree{Root: root}, Dir: root}, dir: t.TempDir()}
	command := []string{"gcc", "-O2", "-c", "-o", "a.o", write(root, head+`void f(int *p) { assert(p != (void *)0); fail("x"); }`)}
	for _, test := range []struct {
		text string
		want bool
	}{
		{`void f(int *p) { assert(p); fail("x"); }`, true},
		{`void f(int *p) { assert(!p); fail("x"); }`, false},
		{`void f(int *p) { assert(p != (void *)0); fail("x"); return; }`, true},
		{`void f(int *p) { assert(p); fail("y"); }`, false},
	} {
		write(overlay, head+test.text)
		got, err := c.sameButSpelling(command, overlay)
		if err != nil || got != test.want {
			t.Errorf("%s: %v, %v; want %v", test.text, got, err, test.want)
		}
	}
}
