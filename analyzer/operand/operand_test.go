// SPDX-License-Identifier: GPL-2.0-or-later

package operand

import "testing"

func TestPieces(t *testing.T) {
	call := func(b []byte, i int) int {
		p, ok := LvalueOrCall(b, i)
		if !ok {
			return -1
		}
		return p.End
	}
	arg := func(b []byte, i int) int {
		a, ok := Arg(b, i, nil)
		if !ok {
			return -1
		}
		return a.End
	}
	for _, c := range []struct {
		name string
		read func([]byte, int) int
		text string
		want string // what is read; "-" for nothing
	}{
		{"Name", Name, "a1 b", "a1"},
		{"Name", Name, "a ## b ## 3", "a ## b"},
		{"Name", Name, "1a", "-"},
		{"Lvalue", Lvalue, "a->b.c[i + 1].d (x)", "a->b.c[i + 1].d"},
		{"Lvalue", Lvalue, "a [1]", "a"},
		{"Lvalue", Lvalue, "a[b[1]]", "a[b[1]"},
		{"Lvalue", Lvalue, "a->1", "a"},
		{"LooseMembers", LooseMembers, "a ->b [1] )", "a ->b [1] "},
		{"LooseMembers", LooseMembers, "a)", "-"},
		{"Parens", Parens, "(a(b)(c)) d", "(a(b)(c))"},
		{"Parens", Parens, "(a(b)", "-"},
		{"LvalueOrCall", call, "* a->b (c, (d))  == e", "* a->b (c, (d))  "},
		{"LvalueOrCall", call, "a (", "a "},
		{"LvalueOrCall", call, "1", "-"},
		{"Constant", Constant, "0x1fUL)", "0x1fUL"},
		{"Constant", Constant, "0b101u;", "0b101u"},
		{"Constant", Constant, "0789", "0789"},
		{"Constant", Constant, "12llu;", "12llu"},
		{"Constant", Constant, "1.5e-3f;", "1.5e-3f"},
		{"Constant", Constant, ".5;", ".5"},
		{"Constant", Constant, ".a", "-"},
		{"Constant", Constant, "1e5;", "1e5"},
		{"Constant", Constant, "0x1p-3;", "0x1p-3"},
		{"Constant", Constant, "a", "-"},
		{"String", String, `L"X	X" a`, `L"X	X"`},
		{"String", String, `"XX`, "-"},
		{"Arg", arg, ` foo(a) , b`, ` foo(a) `},
		{"Arg", arg, `"XX", b`, `"XX"`},
		{"Arg", arg, `(u8)a`, "-"},
	} {
		end := c.read([]byte(c.text), 0)
		got := "-"
		if end >= 0 {
			got = c.text[:end]
		}
		if got != c.want {
			t.Errorf("%s(%q) reads %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

type u8 struct{}

func (u8) CastType(b []byte, i int) int {
	if len(b) >= i+2 && string(b[i:i+2]) == "u8" {
		return i + 2
	}
	return -1
}

func TestArgWithCast(t *testing.T) {
	text := []byte("( u8 ) a->b, c")
	a, ok := Arg(text, 0, u8{})
	if !ok || string(text[a.Cast:a.CastEnd]) != "( u8 )" || string(text[a.Start:a.End]) != "a->b" {
		t.Errorf("got %+v, %v", a, ok)
	}
}
