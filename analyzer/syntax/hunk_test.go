// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"strings"
	"testing"
)

// TestHunks parses parts of a text as the hunks of a patch show them.
func TestHunks(t *testing.T) {
	p := newParser(t)
	for _, c := range []struct{ name, text, want string }{
		{"within a function", "\tif (a)\n\t\treturn b();\n\tc = d;\n", "(if_statement (parenthesized_expression (identifier)) (return_statement (call_expression (identifier) (argument_list))))"},
		{"end of a function", "\t\ta();\n\t}\n\treturn b;\n}\n\nint x;\n", "(declaration (primitive_type) (identifier))"},
		{"end of a function, its last statement", "\t\ta();\n\t}\n\treturn b;\n}\n\nint x;\n", "(return_statement (identifier))"},
		{"begin of a function", "int x;\n\nint f(void)\n{\n\tif (a) {\n\t\tb();\n", "(if_statement (parenthesized_expression (identifier)) (compound_statement (expression_statement"},
		{"half a call", "\t\t  b, c);\n\td();\n", "(expression_statement (call_expression (identifier) (argument_list)))"},
		{"half a condition", "\t    b && c) {\n\t\td();\n\t}\n", "(if_statement (parenthesized_expression (binary_expression"},
		{"half an expression", "\t\t| B;\n\tc();\n", "(expression_statement (call_expression"},
		{"cut at the end", "\ta();\n\tb = c +\n", "(expression_statement (call_expression"},
		{"else", "\t} else {\n\t\ta();\n\t}\n", "(compound_statement (expression_statement (call_expression"},
		{"initialiser", "\t.a = 1,\n\t.b = c,\n};\n\nint x;\n", "(initializer_pair (field_designator (field_identifier)) (identifier))"},
		{"list", "\t},\n\t{ 1, 2 },\n\t{ 3,\n", "(initializer_list (number_literal) (number_literal))"},
		{"members", "\tint a;\n\tunsigned b:1;\n};\n", "(declaration"},
		{"arms", "\ta();\n#else\n\tb();\n#endif\n\tc();\n", "(expression_statement (call_expression"},
		{"do", "\tdo {\n\t\ta();\n", "(do_statement"},
		{"label", "out:\n\treturn a;\n}\n", "(labeled_statement (statement_identifier) (return_statement (identifier)))"},
		{"case", "\tcase A:\n\t\tb();\n\t\tbreak;\n\t}\n", "(case_statement (identifier) (expression_statement"},
		{"half a declaration", "int x;\n\nstatic int\n", "(declaration (primitive_type) (identifier))"},
		{"half an element", "\t\tA | B),\n\tC(d, e),\n", "(initializer_list (parenthesized_expression"},
		{"parameters", "\t\t    int b)\n{\n\treturn b;\n}\n", "(return_statement (identifier))"},
	} {
		t.Run(c.name, func(t *testing.T) {
			clean, toks := read(c.text)
			var all strings.Builder
			for _, k := range ChunksIn(clean, toks, 0, uint32(len(clean))) {
				if k.Kind != Code {
					continue
				}
				tree := p.Parse(clean, toks, k)
				checkTree(t, tree, k)
				if tree.HasError {
					t.Errorf("error at %q in %s", c.text[tree.ErrorAt:], sketch(tree))
				}
				all.WriteString(sketch(tree))
			}
			if !strings.Contains(all.String(), c.want) {
				t.Errorf("%s\ngives %s\nwhich has no %s", c.text, all.String(), c.want)
			}
		})
	}
}

func TestChunks(t *testing.T) {
	text := "// head\n#include <a.h>\n#define B(x) \\\n\t(x)\n\n/* about c */\nint c; /* behind */\n\nMODULE(d)\n" +
		"int e(void)\n{\n#ifdef F\n\tif (g) {\n#else\n\tif (h) {\n#endif\n\t}\n}\n" +
		"struct i {\n\tint j;\n} k;\n#if 0\nnot C {\n#endif\nint l[] = { 1 };\n"
	clean, toks := read(text)
	var got []string
	for _, c := range Chunks(clean, toks) {
		kind := []string{"code", "directives", "dead"}[c.Kind]
		got = append(got, kind+" "+text[c.Start:c.End])
	}
	want := []string{
		"directives // head\n#include <a.h>\n#define B(x) \\\n\t(x)\n",
		"code \n/* about c */\nint c; /* behind */\n",
		"code \nMODULE(d)\n",
		"code int e(void)\n{\n#ifdef F\n\tif (g) {\n#else\n\tif (h) {\n#endif\n\t}\n}\n",
		"code struct i {\n\tint j;\n} k;\n",
		"directives #if 0\n",
		"dead not C {\n",
		"directives #endif\n",
		"code int l[] = { 1 };\n",
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestChunksRecover checks that a slip spoils the function it is in and no
// other.
func TestChunksRecover(t *testing.T) {
	p := newParser(t)
	good := "int good(void)\n{\n\tif (a) {\n\t\tb();\n\t}\n\treturn 1;\n}\n\n"
	for _, bad := range []string{
		"int bad(void)\n{\n\tif (a) {\n\t\tb();\n\treturn 1;\n}\n\n",
		"int bad(void)\n{\n\tif (a (b) {\n\t\tb();\n\t}\n}\n\n",
		"int bad(void)\n{\n\ta[1();\n}\n\n",
		"int bad(void)\n{\n\t}\n\ta();\n}\n\n",
	} {
		trees := parseAll(t, p, good+bad+good+good)
		clean := 0
		for _, tree := range trees {
			if !tree.HasError {
				clean++
			}
		}
		if clean < 3 || clean == len(trees) {
			t.Errorf("%q: %d of %d trees are clean", bad, clean, len(trees))
		}
	}
}
