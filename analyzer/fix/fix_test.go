// SPDX-License-Identifier: GPL-2.0-or-later

package fix

import (
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		name   string
		groups []Group
		kept   int
		want   string
	}{
		{"apart", []Group{{{1, 2, "X"}}, {{4, 5, "Y"}}}, 2, "aXcdYf"},
		{"overlap: the first wins", []Group{{{1, 3, "X"}}, {{2, 4, "Y"}}}, 1, "aXdef"},
		{"touching", []Group{{{1, 2, "X"}}, {{2, 3, "Y"}}}, 1, "aXcdef"},
		{"all or nothing", []Group{{{4, 5, "X"}}, {{0, 1, "Y"}, {4, 6, "Z"}}}, 1, "abcdXf"},
		{"the same edit twice", []Group{{{1, 2, "X"}}, {{1, 2, "X"}, {4, 5, "Y"}}}, 2, "aXcdYf"},
		{"all of it is done", []Group{{{1, 2, "X"}, {4, 5, "Y"}}, {{1, 2, "X"}}}, 2, "aXcdYf"},
		{"half of it is done", []Group{{{1, 2, "X"}, {4, 5, "Y"}}, {{1, 2, "X"}, {3, 3, "Z"}}}, 1, "aXcdYf"},
		{"half of a larger one", []Group{{{1, 2, "X"}}, {{1, 2, "X"}, {4, 5, "Y"}}, {{1, 2, "X"}, {3, 3, "Z"}}}, 2, "aXcdYf"},
		{"a larger one of two", []Group{{{1, 2, "X"}}, {{4, 5, "Y"}}, {{1, 2, "X"}, {3, 3, "Z"}, {4, 5, "Y"}}}, 3, "aXcZdYf"},
		{"disorder is left out", []Group{{{3, 4, ""}, {1, 2, ""}}}, 0, "abcdef"},
		{"behind the end is left out", []Group{{{5, 9, "X"}}}, 1, "abcdef"},
	} {
		edits, kept := Choose(c.groups)
		if len(kept) != c.kept {
			t.Errorf("%s: kept %d groups, want %d", c.name, len(kept), c.kept)
		}
		if got := string(Apply([]byte("abcdef"), edits)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestToInput edits the new side of a hunk and looks at the patch.
func TestToInput(t *testing.T) {
	const in = " a b\n+cd\n-gone\n+ef\n g\n"
	pieces := []source.Piece{
		{Bytes: []byte("a b"), InputStart: 1, Origin: source.Context},
		{Bytes: []byte("cd"), InputStart: 6},
		{Bytes: []byte("ef"), InputStart: 16},
		{Bytes: []byte("g"), InputStart: 20, Origin: source.Context},
	}
	x := source.Assemble("p", "a.c", source.C, pieces, []int{0}, []string{""}, source.Mode{})
	for _, c := range []struct {
		name string
		edit Edit
		ok   bool
		want string
	}{
		{"within a line", Edit{4, 5, "X"}, true, " a b\n+Xd\n-gone\n+ef\n g\n"},
		{"a new line", Edit{6, 6, "\nnew"}, true, " a b\n+cd\n+new\n-gone\n+ef\n g\n"},
		{"a line in front", Edit{4, 4, "new\n"}, true, " a b\n+new\n+cd\n-gone\n+ef\n g\n"},
		{"join two lines", Edit{6, 7, " "}, true, " a b\n+cd ef\n-gone\n g\n"},
		{"drop a line", Edit{4, 7, ""}, true, " a b\n-gone\n+ef\n g\n"},
		{"drop the last added line", Edit{7, 10, ""}, true, " a b\n+cd\n-gone\n g\n"},
		{"context", Edit{0, 1, "X"}, false, ""},
		{"join with context", Edit{9, 10, " "}, false, ""},
	} {
		edits, ok := ToInput(x, []Edit{c.edit})
		if ok != c.ok {
			t.Errorf("%s: ok %v, want %v", c.name, ok, c.ok)
			continue
		}
		if !ok {
			continue
		}
		if got := string(Apply([]byte(in), edits)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
