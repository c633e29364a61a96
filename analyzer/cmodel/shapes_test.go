// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// reach is the text of a model's tokens in front of token i, "" below 0.
func reach(m *Model, i int) string {
	if i <= 0 {
		return ""
	}
	return string(m.text.Clean[m.toks.Start[0]:m.toks.End[i-1]])
}

func TestShapes(t *testing.T) {
	lvalue := func(m *Model) int { return m.Lvalue(0, m.toks.Len()) }
	operand := func(m *Model) int { return m.Operand(0, m.toks.Len()) }
	call := func(m *Model) int { return m.LvalueOrCall(0, m.toks.Len()) }
	macro := func(m *Model) int { return m.DeclarationMacro(0, m.toks.Len()) }
	cast := func(m *Model) int { return m.Cast(0, m.toks.Len()) }
	tests := []struct {
		name      string
		read      func(*Model) int
		src, want string
	}{
		{"lvalue", lvalue, "a->b[i + 1].c + d", "a->b[i + 1].c"},
		{"lvalue", lvalue, "a -> b", "a"},
		{"lvalue", lvalue, "a##b.c", "a##b.c"},
		{"lvalue", lvalue, "1", ""},
		{"call", call, "&a->f(b, (c)) + 1", "&a->f(b, (c))"},
		{"call", call, "f(", "f"},
		{"operand", operand, "(int)x.y(z)", "(int)x.y(z)"},
		{"operand", operand, "(int *)x", ""},
		{"operand", operand, "0x1fUL + 1", "0x1fUL"},
		{"operand", operand, "12zu", ""},
		{"operand", operand, "1.5f", "1.5f"},
		{"operand", operand, "\"s\" X", "\"X\""},
		{"macro", macro, "static DEFINE_SPINLOCK(x)", "static DEFINE_SPINLOCK"},
		{"macro", macro, "DECLARE_BITMAP(x, 3)", "DECLARE_BITMAP"},
		{"macro", macro, "LIST_HEAD(x)", "LIST_HEAD"},
		{"macro", macro, "DEFINE(x)", ""},
		{"macro", macro, "static SHASH_DESC_ON_STACK(x)", ""},
		{"cast", cast, "(const struct a __user **)b", "(const struct a __user **)"},
		{"cast", cast, "(char unsigned)b", "(char unsigned)"},
		{"cast", cast, "(b)c", ""},
	}
	for _, tt := range tests {
		m, _ := read(tt.src + "\n")
		if got := reach(m, tt.read(m)); got != tt.want {
			t.Errorf("%s in %q is %q, want %q", tt.name, tt.src, got, tt.want)
		}
	}
}

func TestEndsType(t *testing.T) {
	tests := []struct {
		src  string
		want bool
	}{
		{"int", true}, {"print", true}, {"foo", false}, {"struct foo", true}, {"foo_t const", true},
		{"const", false}, {"x myu32", true}, {"u128", false}, {"char **const", true}, {"a *", false},
		{"typeof(a)", true}, {"typeof(a) *", true}, {"int []", true}, {"a []", false},
	}
	for _, tt := range tests {
		m, _ := read(tt.src + "\n")
		if got := m.EndsTypeOrStars(m.toks.Len()-1, 0); got != tt.want {
			t.Errorf("%q ends in a type: %v, want %v", tt.src, got, tt.want)
		}
	}
}

func TestBlocks(t *testing.T) {
	src := "switch (a) {\ncase 1: {\n\tb;\n}\ncase 2:\n}\nif (x)\n\ty;\nelse if (z) {\n} else\n\tw;\nv;\n"
	m, text := read(src)
	var outer []int
	b := m.OuterLines(0, 0, token.LBrace, func(l int) { outer = append(outer, l) })
	if b.End != 6 || b.Level != 0 || len(outer) != 4 {
		t.Errorf("block %+v with outer lines %v", b, outer)
	}
	if b := m.Block(0, 0, token.LParen); b.End != 1 || b.Closing != 3 {
		t.Errorf("parentheses: %+v", b)
	}
	if b := m.Block(6, text.Lines[6].Start, token.LBrace); b.End != 7 || b.Level != 0 {
		t.Errorf("brace on another line: %+v", b)
	}
	chain := m.Chain(6, text.Lines[6].Start)
	if len(chain) != 3 {
		t.Fatalf("%d arms, want 3", len(chain))
	}
	for i, want := range []string{"\n\ty;", " {\n}", "\n\tw;"} {
		if got := string(m.Rest(&chain[i])); got != want {
			t.Errorf("arm %d is %q, want %q", i, got, want)
		}
	}
}

func TestSizes(t *testing.T) {
	tests := []struct {
		text                string
		lines, touched, all int
	}{
		{"{\n}", 2, 2, 1},
		{" {\n\ta;\n\tb;\n}\n", 4, 5, 2},
		{"{ a; b; c; }", 1, 1, 3},
	}
	for _, tt := range tests {
		b := []byte(tt.text)
		if l, r, s := LineCount(b), RawLineCount(b), BlockSize(b); l != tt.lines || r != tt.touched || s != tt.all {
			t.Errorf("%q: %d lines, %d touched, size %d; want %d, %d, %d", tt.text, l, r, s, tt.lines, tt.touched, tt.all)
		}
	}
}

func TestFunctionName(t *testing.T) {
	src := "static int f(int x)\n{\n\ta;\n}\nint b;\nvoid g(void) {\n\tc;\n}\n"
	m, text := read(src)
	want := []string{"", "f", "f", "", "", "", "g", ""}
	for i := range text.Lines {
		m.Enter(i)
		if m.Function() != want[i] {
			t.Errorf("line %d is in %q, want %q", i+1, m.Function(), want[i])
		}
		m.Advance(i)
	}
	if got := calledName(" static int h (struct x *y)"); got != "h" {
		t.Errorf("section names %q", got)
	}
}

// TestHunks checks that nothing but learnt words crosses from one hunk to the
// next, and that no statement does.
func TestHunks(t *testing.T) {
	lines := []string{"foo *x = a", "(b) * c", "foo * d;"}
	var pieces []source.Piece
	for i, l := range lines {
		pieces = append(pieces, source.Piece{Bytes: []byte(l), Input: int32(i + 1), File: int32(i + 1)})
	}
	text := source.Assemble("p", "x.c", source.C, pieces, []int{0, 1, 2}, []string{"", "", ""}, source.Mode{})
	var toks token.Stream
	token.Scan(&toks, text.Clean, 0, len(text.Clean), token.NewWords(nil))
	m := New(text, &toks, Options{})
	for i := range lines {
		m.Enter(i)
		if !m.AtStart() {
			t.Errorf("hunk %d does not begin at the start", i)
		}
		s := m.Advance(i)
		if s == nil || s.LastLine != i {
			t.Errorf("statement of hunk %d: %+v", i, s)
		}
	}
	if m.Word(m.toks.Find(text.Lines[2].Start))&TypeName == 0 {
		t.Error("foo, learnt in the first hunk, is forgotten in the last")
	}
}
