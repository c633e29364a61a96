// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

func mover(text string) *Mover {
	m := &Mover{Text: source.New("a.c", "a.c", source.C, []byte(text), source.Mode{}), Tokens: &token.Stream{}, Tab: 8, Limit: 40}
	token.Scan(m.Tokens, m.Text.Clean, 0, len(text), token.NewWords(nil))
	return m
}

func TestAlign(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"one line", "f(a,\n\tb);\nx(c,\nd);\n", "f(a,\n  b);\nx(c,\nd);\n"},
		{"all of them", "f(a,\n\tb,\n    c\n);\n", "f(a,\n  b,\n  c\n  );\n"},
		{"what hangs on it", "f(a,\n\tg(b,\n\t  c),\n\td);\n", "f(a,\n  g(b,\n    c),\n  d);\n"},
		{"a bracket that does not move", "f(a, ({\n\tb;\n}));\n", "f(a, ({\n\tb;\n}));\n"},
		{"the block behind", "if (f(a,\n\tb)) {\n\tc(d,\n\t  e);\n}\n", "if (f(a,\n      b)) {\n\tc(d,\n\t  e);\n}\n"},
		{"comments", "f(a,\n\t/* b\n\t * c\n\t */\n\n\td);\n", "f(a,\n  /* b\n   * c\n   */\n\n  d);\n"},
		{"directives", "f(a,\n#ifdef A\n\tb);\n", ""},
		{"literals", "f(a,\n\t\"b\\\nc\");\n", ""},
		{"backslashes", "#define F f(a,\t\\\n\tb,\t\t\\\n\tc)\n", "#define F f(a,\t\\\n\t    b,\t\t\\\n\t    c)\n"},
		{"too wide", "#define F ff(a, gggggggg,\\\n\tbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)\n", ""},
	} {
		m := mover(c.in)
		open := 0
		for i := 0; m.Tokens.Start[i] < m.Text.Lines[1].Start; i++ {
			if m.Tokens.Kind[i] == token.LParen {
				open = i
			}
		}
		column := m.columns([]byte(c.in[:m.Tokens.End[open]]), 0)
		got := ""
		if moves, ok := m.Align(open, 1, column); ok {
			if edits, ok := m.Edits(moves); ok {
				got = string(fix.Apply([]byte(c.in), edits))
			}
		}
		if got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestShift(t *testing.T) {
	in := "  f(a,\n    b,\n    {\n\tc\n    });\n  g();\n"
	m := mover(in)
	moves, ok := m.Shift(0, 6)
	edits, fits := m.Edits(moves)
	want := "\tf(a,\n\t  b,\n\t  {\n\t      c\n\t  });\n  g();\n"
	if got := string(fix.Apply([]byte(in), edits)); !ok || !fits || got != want {
		t.Errorf("got %v %v\n%swant\n%s", ok, fits, got, want)
	}
	if _, ok := m.Shift(0, -3); ok {
		t.Error("a line moved to the left of column 0")
	}
}

func FuzzMove(f *testing.F) {
	f.Add("f(a,\n\tb /* c\n */, \"d\");\n", 1, 3)
	f.Fuzz(func(t *testing.T, in string, line, column int) {
		m := mover(in)
		if m.Tokens.Len() == 0 || line < 0 || line >= len(m.Text.Lines) || column < 0 || column > 200 {
			return
		}
		for _, run := range []func() ([]Move, bool){
			func() ([]Move, bool) { return m.Align(0, line, column) },
			func() ([]Move, bool) { return m.Shift(line, column-5) },
		} {
			moves, ok := run()
			if !ok {
				continue
			}
			edits, ok := m.Edits(moves)
			if !ok {
				continue
			}
			got := string(fix.Apply([]byte(in), edits))
			if more, ok := m.Wrap(line, column); ok {
				edits = more
				got += string(fix.Apply([]byte(in), edits))
				in += in
			}
			squash := strings.NewReplacer(" ", "", "\t", "", "\n", "")
			if squash.Replace(got) != squash.Replace(in) {
				t.Errorf("more than blanks changed: %q became %q", in, got)
			}
		}
	})
}
