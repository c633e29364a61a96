// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

import (
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// TestQuotedLines expects the lines that the script quotes, which were seen in
// its answers.
func TestQuotedLines(t *testing.T) {
	for _, test := range []struct {
		typ, text string
		line      int
		want      string
	}{
		{"LONG_LINE", "int a;\nint b;\n", 1, "+int a;"},
		{"VSPRINTF_SPECIFIER_PX", "\tp(\"%px;)\",\n\t  x);\n\ty();\n", 1, "+\tp(\"%px;)\",\n+\t  x);"},
		{"BRACES", "\tif (a) {\n\t\tb();\n\t} else if (c) {\n\t\td();\n\t} else {\n\t\te();\n\t}\n\tf();\n", 1, "+\tif (a) {\n[...]\n+\t} else if (c) {\n[...]\n+\t} else {\n[...]"},
		{"BRACES", "\tif (a) {\n\t\tb();\n\t}\n\tf();\n", 1, "+\tif (a) {\n+\t\tb();\n+\t}"},
		{"SWITCH_CASE_INDENT_LEVEL", "\tswitch (x) {\n\t\tcase 1:\n\t\t\tbreak;\n\tcase 2:\n\t\tdefault:\n\t}\n", 1, "+\tswitch (x) {\n+\t\tcase 1:\n[...]\n+\t\tdefault:"},
		{"CONFIG_DESCRIPTION", "config A\n\tbool \"a\"\n\tselect B\n\nconfig C\n", 1, "+config A\n+\tbool \"a\"\n+\tselect B\n+"},
		{"CONFIG_DESCRIPTION", "config A\n\tbool \"a\"\n\tselect B\n", 1, "+config A\n+\tbool \"a\""},
		{"OPEN_BRACE", "int\nf(int a,\n  int b) {\n\tc();\n", 1, "+int\n+f(int a,\n+  int b) {"},
		{"UNNECESSARY_PARENTHESES", "\tif ((a == b) &&\n\t    (c == d))\n\t\te();\n", 1, "+\tif ((a == b) &&\n+\t    (c == d))"},
		{"TRAILING_STATEMENTS", "\tif (a &&\n\t    b &&\n\t    c) d();\n", 1, "+\tif (a &&\n[...]\n+\t    c) d();"},
		{"COMPLEX_MACRO", "#define A \\\n\tb; \\\n\tc\nint d;\n", 1, "+#define A \\\n+\tb; \\\n+\tc"},
	} {
		in := newInput("x", []byte(test.text), true)
		f := &analyzer.Finding{Rule: &analyzer.Rule{Type: test.typ}, Line: test.line, Level: analyzer.Warning}
		if got := strings.Join(in.statement(f), "\n"); got != test.want {
			t.Errorf("%s quotes\n%s\nwant\n%s", test.typ, got, test.want)
		}
	}
}
