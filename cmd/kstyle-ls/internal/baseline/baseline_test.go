// SPDX-License-Identifier: GPL-2.0-or-later

package baseline

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

var rule = &analyzer.Rule{Type: "BAD"}

// bad finds every "bad".
func bad(name, text string) (analyzer.Input, []*analyzer.Finding) {
	in := analyzer.NamedInput(name, []byte(text))
	var out []*analyzer.Finding
	for at := 0; ; at += 3 {
		i := strings.Index(text[at:], "bad")
		if i < 0 {
			return in, out
		}
		at += i
		out = append(out, &analyzer.Finding{Rule: rule, Range: source.Range{Start: uint32(at), End: uint32(at + 3)}})
	}
}

func all(string) bool { return true }

const before = `int bad0;

int f(int x)
{
	bad1();
	x = 1;
	bad2();
}

int g(void)
{
	bad3();
}
`

// written is a book about one file with the given text.
func written(t *testing.T, text string) (dir string, b *Book) {
	t.Helper()
	dir = t.TempDir()
	file := filepath.Join(dir, "a.c")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	b = (&Books{Track: true}).At(filepath.Join(dir, "kstyle.baseline"))
	in, found := bad(file, text)
	if err := b.Record(in, found, all); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Save(); err != nil {
		t.Fatal(err)
	}
	return dir, b
}

func TestOnlyNewOnesAreReported(t *testing.T) {
	dir, b := written(t, before)
	for _, c := range []struct{ name, from, to, want string }{
		{"as it was", "", "", ""},
		{"lines shifted", "int bad0", "/* x */\n\nint bad0", ""},
		{"lines moved within a function", "\tbad1();\n\tx = 1;\n\tbad2();\n", "\tbad2();\n\tbad1();\n", ""},
		{"a known line edited", "bad1();", "bad1(7);", ""},
		{"one more, in front of those that are known", "\tbad1", "\tbad9();\n\tbad1", "9"},
		{"one more of the same line", "\tbad3();", "\tbad3();\n\tbad3();", "3"},
		{"in a function that had none", "int g", "int h(void)\n{\n\tbad8();\n}\n\nint g", "8"},
		{"moved to another function", "\tbad3();\n}", "}\n\nint h(void)\n{\n\tbad3();\n}", "3"},
		{"one known less, one new more", "\tbad1();", "\tbad7();", ""},
	} {
		in, found := bad(filepath.Join(dir, "a.c"), strings.Replace(before, c.from, c.to, 1))
		got := ""
		for _, f := range b.fresh(in, found) {
			got += string(in.Bytes[f.Range.End])
		}
		if got != c.want {
			t.Errorf("%s: reported %q, want %q", c.name, got, c.want)
		}
	}
	in, found := bad(filepath.Join(filepath.Dir(dir), "other", "a.c"), before)
	if got := b.fresh(in, found); len(got) != 4 {
		t.Errorf("a file elsewhere: %d reported", len(got))
	}
}

func TestPrune(t *testing.T) {
	dir, b := written(t, before)
	file := filepath.Join(dir, "a.c")
	in, found := bad(file, strings.Replace(before, "\tbad1();\n", "", 1))
	b.fresh(in, found)
	b.Compare(in, func(string) bool { return false }, true)
	if b.Gone() != 0 {
		t.Error("what was not judged is gone")
	}
	b.fresh(in, found)
	b.Compare(in, all, true)
	if b.Gone() != 1 {
		t.Errorf("%d are gone, not 1", b.Gone())
	}
	if n, err := b.Save(); n != 3 || err != nil {
		t.Errorf("%d known, %v", n, err)
	}
	in, found = bad(file, before)
	if got := b.fresh(in, found); len(got) != 1 {
		t.Errorf("what was pruned is not reported: %d", len(got))
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	b.Missing(true)
	if n, err := b.Save(); n != 0 || err != nil {
		t.Errorf("of a file that is gone %d are known, %v", n, err)
	}
}

func TestPartsAreKept(t *testing.T) {
	dir, b := written(t, before)
	in, _ := bad(filepath.Join(dir, "a.c"), before)
	if err := b.Record(in, nil, func(typ string) bool { return typ != "BAD" }); err != nil {
		t.Fatal(err)
	}
	if n, _ := b.Save(); n != 4 {
		t.Errorf("%d known: types that were not judged are lost", n)
	}
	if err := b.Record(analyzer.NamedInput(filepath.Join(dir, "..", "x.c"), nil), nil, all); !errors.Is(err, errOutside) {
		t.Errorf("a file outside: %v", err)
	}
}

func TestReadAgainWhenChanged(t *testing.T) {
	dir, b := written(t, before)
	in, found := bad(filepath.Join(dir, "a.c"), before)
	if err := os.WriteFile(b.Name(), []byte(header+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := b.fresh(in, found); len(got) != 4 {
		t.Errorf("%d reported with an empty baseline", len(got))
	}
	if err := os.Remove(b.Name()); err != nil {
		t.Fatal(err)
	}
	if got := b.fresh(in, found); len(got) != 4 || !errors.Is(b.Err(), fs.ErrNotExist) {
		t.Errorf("%d reported without one: %v", len(got), b.Err())
	}
}

func TestFormat(t *testing.T) {
	c := Counts{
		{"b\t\".c", "A", ""}: {1, []string{"00"}}, {"a.c", "B", "f"}: {2, nil}, {"#a.c", "A", "g"}: {3, []string{"0a", "0b", "0c"}},
	}
	text := c.Format()
	back, err := Parse("x", text)
	if err != nil || !maps.EqualFunc(c, back, func(a, b Known) bool { return a.Count == b.Count && slices.Equal(a.Marks, b.Marks) }) {
		t.Errorf("%q: %v %v", text, back, err)
	}
	if again := back.Format(); !bytes.Equal(again, text) {
		t.Errorf("%q is not %q", again, text)
	}
	if _, err := Parse("x", nil); err != nil {
		t.Errorf("an empty file: %v", err)
	}
}

func TestDamage(t *testing.T) {
	for line, want := range map[string]string{
		"a.c\tA\tf\t1":              "x:2: 4 fields between tabs, not 5",
		"a.c\tA\tf\tone\t":          "x:2: the fourth field is no count",
		"a.c\tA\tf\t0\t":            "x:2: the fourth field is no count",
		"/a.c\tA\tf\t1\t":           "x:2: the path does not lie below",
		"../a.c\tA\tf\t1\t":         "x:2: the path does not lie below",
		"a/../../b.c\tA\tf\t1\t":    "x:2: the path does not lie below",
		"\"a.c\tA\tf\t1\t":          "x:2: the path in quotes does not end",
		"a.c\ta b\tf\t1\t":          "x:2: the second field is no type",
		"<<<<<<< HEAD":              "x:2: a merge was left in conflict",
		"a\tA\t\t1\t\na\tA\t\t2\t":  "x:3: the same as line 2",
		strings.Repeat("bad\n", 20): "and 15 more",
	} {
		_, err := Parse("x", []byte(header+"\n"+line+"\n"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", line, err, want)
		}
	}
	if _, err := Parse("x", []byte("root:x:0:0\n")); err == nil || strings.Contains(err.Error(), "root") {
		t.Errorf("a file that is something else: %v", err)
	}
}

// FuzzParse holds that what is read can be written and read again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(header + "\na.c\tA\tf\t1\t00 01\n\"b\\t.c\"\tA\t\t2\t\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("x", data)
		if err != nil {
			return
		}
		text := c.Format()
		back, err := Parse("x", text)
		if err != nil || !bytes.Equal(back.Format(), text) {
			t.Errorf("%q: %v", text, err)
		}
	})
}
