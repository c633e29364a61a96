// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

func read(src string) (*Model, *source.Text) {
	text := source.New("x.c", "x.c", source.C, []byte(src), source.Mode{Parity: true})
	var toks token.Stream
	token.Scan(&toks, text.Clean, 0, len(text.Clean), token.NewWords(nil))
	return New(text, &toks, Options{}), text
}

// walk advances over all lines and returns the statement of each.
func walk(m *Model, text *source.Text) []*Statement {
	var all []*Statement
	for i := range text.Lines {
		m.Enter(i)
		all = append(all, m.Advance(i))
	}
	return all
}

func TestStatements(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string // by line; "-" for none
	}{
		{"simple", "a = 1;\nb = 2;\n", []string{"a = 1;", "b = 2;"}},
		{"head and body", "if (a)\n\tb();\nc();\n", []string{"if (a)\n\tb();", "-", "c();"}},
		{"the line behind #define", "#define A 1\nint x;\nint y;\n", []string{"#define A 1\n", "-", "int y;"}},
		{"for is divided", "for (;;)\n\tb();\n", []string{"for (;;)\n\tb();", "\tb();"}},
		{"block", "f(a)\n{\n\tb();\n};\n", []string{"f(a)\n{\n\tb();\n};", "{\n\tb();\n};", "\tb();", "};"}},
		{"glued directive", "#include <a>\nint x;\n", []string{"#include <X>\nint x;", "-"}},
		{"else in the middle", "{\n#if 1\na;\n#else\nb;\n#endif\n}\n", []string{"{\n#if 1\na;\n#else\nb;", "#if 1\na;"}},
		{"unclosed", "f(a\nb;\nc\n", []string{"f(a\nb;\nc\n", "b;", "c\n"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, text := read(tt.src)
			got := walk(m, text)
			for i, want := range tt.want {
				s := "-"
				if got[i] != nil {
					s = string(m.Text(got[i]))
				}
				if s != want {
					t.Errorf("line %d: statement %q, want %q", i+1, s, want)
				}
			}
		})
	}
}

func TestConditions(t *testing.T) {
	tests := []struct{ src, want string }{
		{"if (a) b();\n", "if (a)"},
		{"\telse b();\n", "\telse"},
		{"else if (a) b();\n", "else if (a)"},
		{"a = 1;\n", ""},
		{"foo\nbar(1) x;\n", "foo\nbar(1)"},
	}
	for _, tt := range tests {
		m, _ := read(tt.src)
		s := m.StatementAt(0, 0)
		if got := string(m.Condition(&s)); got != tt.want {
			t.Errorf("condition of %q is %q, want %q", tt.src, got, tt.want)
		}
	}
}

// TestMemo checks that what is remembered for later lines is what a fresh
// model says of them.
func TestMemo(t *testing.T) {
	src := "A(x)\nB\nelse\nif (y)\nC(z; w)\n#ifdef Q\nD\n#endif\nE {\n x;\n}\n#define X \\\n y;\nfoo\nbar;\n"
	m, text := read(src)
	for i := range text.Lines {
		fresh, _ := read(src)
		got, want := m.StatementAt(i, text.Lines[i].Start), fresh.StatementAt(i, text.Lines[i].Start)
		if got != want {
			t.Errorf("line %d: %+v, want %+v", i+1, got, want)
		}
	}
}

func TestTypes(t *testing.T) {
	tests := []struct{ src, want string }{
		{"int x", "int"},
		{"unsigned long long int x", "unsigned long long int"},
		{"const struct foo *const *p", "const struct foo *const *"},
		{"void __user *p", "void __user *"},
		{"typeof(a + b) c", "typeof(a + b)"},
		{"foo_t * x", "foo_t *"},
		{"foo *x", ""},
		{"const foo *x", ""},
		{"struct /* c */ foo x", ""},
		{"int const __init f(void)", "int const __init"},
		{"u8 x", "u8"},
		{"u128 x", ""},
	}
	for _, tt := range tests {
		m, text := read(tt.src + "\n")
		s, ok := m.Type(0, m.toks.Len())
		got := ""
		if ok {
			got = string(text.Clean[:m.toks.End[s.Stars-1]])
		}
		if got != tt.want {
			t.Errorf("type in %q is %q, want %q", tt.src, got, tt.want)
		}
	}
}

func TestLearning(t *testing.T) {
	tests := []struct{ name, src, types, modifiers string }{
		{"declaration", "foo *x;\n", "foo", ""},
		{"cast", "int x = (bar *)y;\n", "bar", ""},
		{"several words", "static foo int x;\n", "", "foo"},
		{"first column", "baz {\n", "baz", ""},
		{"call", "baz(x) {\n", "", ""},
		{"arguments", "int f(foo a, const bar *b);\n", "foo bar", ""},
		{"blank hides", "int f( foo a, bar b );\n", "", ""},
		{"barred", "goto *x;\nDEFINE_FOO *y;\n", "", ""},
		{"label", "out:\n", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, text := read(tt.src)
			walk(m, text)
			var types, modifiers []string
			for _, w := range m.learnt.words {
				if w.modifier {
					modifiers = append(modifiers, w.text)
				} else {
					types = append(types, w.text)
				}
			}
			if got := strings.Join(types, " "); got != tt.types {
				t.Errorf("types %q, want %q", got, tt.types)
			}
			if got := strings.Join(modifiers, " "); got != tt.modifiers {
				t.Errorf("modifiers %q, want %q", got, tt.modifiers)
			}
		})
	}
}

func TestOperators(t *testing.T) {
	tests := []struct{ src, want string }{
		{"a = b * -c;\n", "BU"},
		{"x = (int)-1 + (foo)-1;\n", "UBB"},
		{"return *p && &q;\n", "UBU"},
		{"int *p, *q;\n", "U"},
		{"sizeof(x) * y;\n", "B"},
		{"if (x) *y = 1;\n", "U"},
		{"case 1: default: a ? b : c;\n", "CLO"},
		{"int a:3;\n", "F"},
		{"#define X(a) -a\n", "U"},
	}
	for _, tt := range tests {
		m, text := read(tt.src)
		walk(m, text)
		var got []byte
		for i := range m.class {
			if c := m.Class(i); c != Unclassified {
				got = append(got, c)
			}
		}
		if string(got) != tt.want {
			t.Errorf("classes in %q are %q, want %q", tt.src, got, tt.want)
		}
	}
}

// TestRestore checks that a model restored in the middle goes on as one that
// read everything.
func TestRestore(t *testing.T) {
	src := "foo *x;\n#define Y(a) a\nint f(foo b)\n{\n\tfoo * c;\n\treturn (foo)-1;\n}\n#if X\nint y = 1\n#else\n+ 2;\n#endif\n"
	whole, text := read(src)
	var states []State
	for i := range text.Lines {
		states = append(states, whole.Snapshot(i))
		whole.Enter(i)
		whole.Advance(i)
	}
	end := whole.Snapshot(len(text.Lines))
	for i := range text.Lines {
		if i == 0 {
			continue
		}
		m, _ := read(src)
		m.Restore(states[i], i)
		for k := i; k < len(text.Lines); k++ {
			if !m.Snapshot(k).Equal(states[k]) {
				t.Fatalf("restored at line %d: state differs at line %d", i+1, k+1)
			}
			m.Enter(k)
			m.Advance(k)
		}
		if !m.Snapshot(len(text.Lines)).Equal(end) {
			t.Errorf("restored at line %d: state differs at the end", i+1)
		}
	}
}

func TestTypedefs(t *testing.T) {
	_, text := read("int y = (foo)-1 - (bar)-1;\n")
	var toks token.Stream
	token.Scan(&toks, text.Clean, 0, len(text.Clean), token.NewWords(nil))
	m := New(text, &toks, Options{Typedefs: []string{"absent", "foo"}})
	for range 2 {
		m.Enter(0)
		m.Advance(0)
		if foo, bar := m.Is(4, TypeName), m.Is(9, TypeName); !foo || bar {
			t.Errorf("foo is a type: %v; bar is a type: %v", foo, bar)
		}
		m.addType("bar")
		m.Restore(State{}, 0)
	}
}

func TestComments(t *testing.T) {
	src := "/* a */\nx;\ny;\n// b\nz;\n/*\n * c\n */\nw;\nv; /* d */\nu;\nt;\n"
	m, text := read(src)
	want := []bool{true, true, true, true, true, false, true, true, true, true, true, false}
	for i := range text.Lines {
		if got := m.HasComment(i); got != want[i] {
			t.Errorf("line %d: %v, want %v", i+1, got, want[i])
		}
	}
}

func TestMacro(t *testing.T) {
	m, _ := read("#define FOO(a, b...) \\\n\tdo { \\\n\t\ta; /* x */ \\\n\t} while (0)\nint x;\n")
	d, ok := m.Macro(0)
	if !ok {
		t.Fatal("no macro")
	}
	if got := strings.Join(m.Params(&d), " "); got != "a b..." {
		t.Errorf("parameters %q", got)
	}
	if got := string(m.JoinedBody(&d)); got != "do { \t\ta;  \t} while (0)" {
		t.Errorf("body %q", got)
	}
	if d.LastLine != 3 {
		t.Errorf("last line %d, want 3", d.LastLine)
	}
}

// TestHostile reads texts that make careless models quadratic.
func TestHostile(t *testing.T) {
	n := 100_000
	tests := []struct{ name, src string }{
		{"nested parentheses", strings.Repeat("(\n", n)},
		{"nested braces", strings.Repeat("{\n", n) + strings.Repeat("}\n", n)},
		{"braces and directives", strings.Repeat("{\n#if 1\n", n)},
		{"directive in the middle", strings.Repeat("{\n", n) + "#if 1\n#else\n#endif\n" + strings.Repeat("}\n", n)},
		{"one long line", strings.Repeat("const (a * b) typeof( ", 50_000)},
		{"modifiers", strings.Repeat("const ", n) + "\n" + strings.Repeat("volatile\n", n)},
		{"glued lines", strings.Repeat("FOO(a)\n", n) + "{ }\n"},
		{"words", strings.Repeat("a b\n", n) + "{ }\n"},
		{"labels", strings.Repeat("int f(x) y:\n", n) + "{ }\n"},
		{"__aligned", strings.Repeat("__aligned(x) ", n)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			m, text := read(tt.src)
			walk(m, text)
			for i := range text.Lines {
				m.HasComment(i)
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %v", d)
			} else {
				t.Logf("took %v", d)
			}
		})
	}
}

// BenchmarkModel reads KSTYLE_BENCH_FILE, a large C file.
func BenchmarkModel(b *testing.B) {
	name := os.Getenv("KSTYLE_BENCH_FILE")
	if name == "" {
		b.Skip("KSTYLE_BENCH_FILE is not set")
	}
	raw, err := os.ReadFile(filepath.Clean(name))
	if err != nil {
		b.Fatal(err)
	}
	text := source.New(name, name, source.C, raw, source.Mode{Parity: true})
	var toks token.Stream
	token.Scan(&toks, text.Clean, 0, len(text.Clean), token.NewWords(nil))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		m := New(text, &toks, Options{})
		for i := range text.Lines {
			m.Enter(i)
			m.Advance(i)
		}
	}
}
