// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// TestNew feeds texts before and after fixes, with findings as "line TYPE
// message", and looks which of those after count as new.
func TestNew(t *testing.T) {
	for _, c := range []struct {
		name, before, after, was, is, want string
	}{
		{"the same code on another line", "a\n\nb\n", "a\nb\n", "3 X m", "2 X n", ""},
		{"other code", "a\nb\n", "a\nb\n", "1 X m", "2 X n", "2"},
		{"another type", "a\n", "a\n", "1 X m", "1 Y m", "1"},
		{"one before, two after", "a b\n", "a\nb\n", "1 X m", "1 X m;2 X m", "2"},
		{"two before, one after", "a\nb\n", "a b\n", "1 X m;2 X m", "1 X m", ""},
		{"said of the line beside it", "if (a) {\nb();\n}\n", "if (a)\nb();\n", "2 X m", "1 X m", ""},
		{"something else is said of it", "if (a) {\nb();\n}\n", "if (a)\nb();\n", "2 X m", "1 X n", "1"},
		{"two lines further", "a\nb\nc\n", "a\nb\nc\n", "3 X m", "1 X m", "1"},
		{"much is gone before it", "f(a, 0, b);\nf(c, 0, d);\nf(e, 1, g);\n", "r(a);\nr(c);\nf(e, 1, g);\n", "3 X m", "3 X n", ""},
		{"and of the line above", "f(a, 0, b);\nf(c, 0, d);\nf(e, 1, g);\n", "r(a);\nr(c);\nf(e, 1, g);\n", "1 X m", "3 X n", "3"},
		{"a comment, and the word behind it is gone", "a;\n// c\nextern b;\n", "a;\n// c\nb;\n", "2 X m", "2 X n", ""},
		{"a line, and the word behind it is gone", "a;\nextern b;\n", "a;\nb;\n", "2 X m", "1 X n", "1"},
		{"names change places", "if (1 == a)\nif (2 == a)\nx\n", "if (a == 1)\nif (a == 2)\nx\n", "2 X m", "2 X n", ""},
	} {
		var got []string
		x, y := lexemes([]byte(c.before)), lexemes([]byte(c.after))
		places := align(x, y)
		table := &table{}
		table.add("t.c",
			version{findings(c.was), spans(x, strings.Count(c.before, "\n"), func(k int) int { return k })},
			version{findings(c.is), spans(y, strings.Count(c.after, "\n"), func(k int) int { return places[k] })},
			offer{})
		for _, line := range table.fresh {
			got = append(got, strings.Split(line, ":")[1])
		}
		if all := strings.Join(got, " "); all != c.want {
			t.Errorf("%s: new on lines %q, want %q", c.name, all, c.want)
		}
	}
}

func findings(list string) []kernel.Finding {
	var out []kernel.Finding
	for _, one := range strings.Split(list, ";") {
		part := strings.Fields(one)
		out = append(out, kernel.ParseTerse([]byte("t.c:"+part[0]+": ERROR:"+part[1]+": "+part[2]+"\n"))...)
	}
	return out
}
