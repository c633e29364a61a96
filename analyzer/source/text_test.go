// SPDX-License-Identifier: GPL-2.0-or-later

package source

import (
	"strings"
	"testing"
)

// show makes fillers visible.
func show(b []byte) string { return strings.ReplaceAll(string(b), "\x1c", "~") }

func TestView(t *testing.T) {
	for _, c := range []struct{ name, in, right, parity string }{
		{"block", "a/* b\tc */d\n", "a~~~~\t~~~~d\n", ""},
		{"block over lines", "a /* b\n\tc */ d\n", "a ~~~~\n\t~~~~ d\n", ""},
		{"line comment", "a // b\tc\nd\n", "a ~~~~~~\nd\n", ""},
		{"string", "f(\"a\\\"b\tc\", '\\n');\n", "f(\"XXXX\tX\", 'XX');\n", ""},
		{"comment in string", "\"/* x\" y\n", "\"XXXX\" y\n", ""},
		{"quote in comment", "/* don't */ y\n", "~~~~~~~~~~~ y\n", ""},
		{"include", "#include <linux/a.h>\n", "#include <XXXXXXXXX>\n", ""},
		{"error", "#error don't\nx = 1;\n", "#error XXXXX\nx = 1;\n", "#error XXXXX\nXXXXXX\n"},
		{"open string", "f(\"ab\nx\n", "f(\"XX\nx\n", "f(\"XX\nX\n"},
		{"carried string", "f(\"a\\\nb\");\n", "f(\"XX\nX\");\n", ""},
	} {
		if c.parity == "" {
			c.parity = c.right
		}
		for _, parity := range []bool{false, true} {
			want := c.right
			if parity {
				want = c.parity
			}
			got := show(New("a.c", "a.c", C, []byte(c.in), Mode{Parity: parity}).Clean)
			if got != want {
				t.Errorf("%s (parity %v): view %q, want %q", c.name, parity, got, want)
			}
		}
	}
}

func TestKeepSlashes(t *testing.T) {
	got := show(New("a.c", "a.c", C, []byte("x // y\n"), Mode{KeepSlashes: true}).Clean)
	if want := "x //~~\n"; got != want {
		t.Errorf("view %q, want %q", got, want)
	}
}

func TestHunkStartsInComment(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  bool
	}{
		{"end mark first", []string{" text", " */", "int a;"}, true},
		{"open mark first", []string{"int a;", "/* b */"}, false},
		{"look of the first line", []string{" * text", "more"}, true},
		{"no blank before the star", []string{"* text", "more"}, false},
		{"two stars", []string{"** text"}, true},
		{"quoted mark", []string{"f(\"*/\");", "int b;"}, false},
	} {
		var pieces []Piece
		for i, l := range c.lines {
			pieces = append(pieces, Piece{Bytes: []byte(l), Input: int32(i + 1), File: int32(i + 1)})
		}
		x := Assemble("p", "a.c", C, pieces, []int{0}, []string{""}, Mode{})
		if got := startsInComment(x, x.Hunks[0], false); got != c.want {
			t.Errorf("%s: in comment %v, want %v", c.name, got, c.want)
		}
	}
}

func TestLineMap(t *testing.T) {
	pieces := []Piece{
		{Bytes: []byte("ab"), InputStart: 10, Input: 3, File: 7, Origin: Context},
		{Bytes: []byte("c"), InputStart: 20, Input: 5, File: 8},
	}
	x := Assemble("p", "a.c", C, pieces, []int{0}, []string{"f("}, Mode{})
	if got := x.ToInput(1); got != 11 {
		t.Errorf("offset 1 is %d in the input, want 11", got)
	}
	if got := x.ToInput(3); got != 20 {
		t.Errorf("offset 3 is %d in the input, want 20", got)
	}
	if got := x.LineAt(3); got != 1 {
		t.Errorf("offset 3 is on line %d, want 1", got)
	}
	whole := New("a", "a", Other, []byte("x\ny"), Mode{})
	if whole.FinalNewline || len(whole.Lines) != 2 {
		t.Errorf("two lines without a final newline: got %d lines, final newline %v", len(whole.Lines), whole.FinalNewline)
	}
}

func TestFeatures(t *testing.T) {
	for _, c := range []struct {
		line string
		want Feature
	}{
		{"  ", Blank | EndsInBlank},
		{"\r", Blank | EndsInBlank | HasCR},
		{"#  define A 1", Directive | Define | HasHash},
		{"#defined", Directive},
		{"/* x */", OnlyComment | HasComment},
		{" \tx \\", SpaceTab | HasTab | LeadSpace | Continued},
		{"\tx", LeadTab | HasTab},
	} {
		got := New("a.c", "a.c", C, []byte(c.line), Mode{}).Lines[0].Features
		if got&c.want != c.want {
			t.Errorf("%q: features %b lack %b", c.line, got, c.want&^got)
		}
		if c.want&Define == 0 && got&Define != 0 {
			t.Errorf("%q is taken for a definition", c.line)
		}
	}
}

func TestBeginsInComment(t *testing.T) {
	x := New("a.c", "a.c", C, []byte("a /* b\n\n /* c */ /* d\n */ // e\nf\n"), Mode{})
	for i, want := range []bool{false, true, true, true, false} {
		if got := x.Lines[i].Features.Has(BeginsInComment); got != want {
			t.Errorf("line %d begins in a comment: %v, want %v", i+1, got, want)
		}
	}
}

func FuzzView(f *testing.F) {
	f.Add([]byte("a/*b\n*/\"c\\\nd'"), true)
	f.Fuzz(func(t *testing.T, in []byte, parity bool) {
		x := New("a.c", "a.c", C, in, Mode{Parity: parity})
		if len(x.Clean) != len(in) {
			t.Fatalf("view of %d bytes for %d", len(x.Clean), len(in))
		}
		for i, c := range in {
			if (c == '\n') != (x.Clean[i] == '\n') {
				t.Fatalf("line feed differs at %d", i)
			}
		}
	})
}
