// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"strings"
	"testing"
)

func TestLexemes(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"longest first", "a+++b->c>>=d...", "a ++ + b -> c >>= d ..."},
		{"numbers", "0x1e+3 1.5e-3f .5 1..2", "0x1e+3 1.5e-3f .5 1..2"},
		{"strings", `L"a\"b" u8"c" 'd' '\'' x`, `L"a\"b" u8"c" 'd' '\'' x`},
		{"comments", "a/* \" */b//c\nd", "a b d"},
		{"no comment in a string", `"/*" a "*/"`, `"/*" a "*/"`},
		{"spliced name", "ab\\\ncd", "abcd"},
		{"spliced comment", "a // b \\\nc\nd", "a d"},
		{"directive", "#define A b\nc", "# define A b \n c"},
		{"continued directive", "#define A \\\n b\nc", "# define A b \n c"},
		{"no directive", "a # b\nc", "a # b c"},
		{"parameters", "#define A(b) c\n", "# define A (of a macro's parameters b ) c \n"},
		{"no parameters", "#define A (b) c\n", "# define A ( b ) c \n"},
		{"a header's name", "#include <a/b-c.h>\n", "# include <a/b-c.h> \n"},
		{"lost quote", "don't\nb", "don ' t b"},
	} {
		var texts []string
		for _, l := range lexemes([]byte(c.in)) {
			texts = append(texts, l.text)
		}
		if got := strings.Join(texts, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestDifferencesAreSeen feeds what a broken fix would write.
func TestDifferencesAreSeen(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"blanks", "a  = b;\n\n", "\ta = b ;", true},
		{"a comment", "a = /* x */ b;", "a = b; // y", true},
		{"operators grow together", "a + +b", "a ++b", false},
		{"a name splits", "ab", "a b", false},
		{"a blank in a string", `"a b"`, `"a  b"`, false},
		{"a directive swallows a line", "#define A b\nc", "#define A b c", false},
		{"a directive loses its end", "#define A b c\n", "#define A b\nc", false},
		{"a macro loses its parameters", "#define A(b) c", "#define A (b) c", false},
		{"something is missing", "a; b;", "a;", false},
		{"something is added", "a;", "a; b;", false},
	} {
		if same := firstDifference(lexemes([]byte(c.a)), lexemes([]byte(c.b))) < 0; same != c.same {
			t.Errorf("%s: same is %v, want %v", c.name, same, c.same)
		}
	}
}

// TestLexemeLines counts lines over comments, strings and spliced lines.
func TestLexemeLines(t *testing.T) {
	var got []int
	for _, l := range lexemes([]byte("a\n/* \n */ b \\\n c\n\nd")) {
		got = append(got, l.line)
	}
	want := []int{1, 3, 4, 6}
	if len(got) != len(want) {
		t.Fatalf("lines %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("lines %v, want %v", got, want)
		}
	}
}
