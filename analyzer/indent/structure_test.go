// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// tabs writes > for a tab, so that columns can be seen.
func tabs(s string) string { return strings.ReplaceAll(s, ">", "\t") }

func TestReindent(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a function", "int f(int a)\n{\n  if (a)\n    g(a,\n      1);\n  return 0;\n}\n", "int f(int a)\n{\n>if (a)\n>>g(a,\n>>  1);\n>return 0;\n}\n"},
		{"braces on their own lines", "int f(int a)\n{\n  if (a)\n    {\n      g();\n    }\n  else\n    {\n      h();\n    }\n}\n",
			"int f(int a)\n{\n>if (a)\n>{\n>>g();\n>}\n>else\n>{\n>>h();\n>}\n}\n"},
		{"the else of the outer if", "int f(int a)\n{\n  if (a) {\n    if (b)\n      g();\n  } else if (c)\n    h();\n  else\n    i();\n}\n",
			"int f(int a)\n{\n>if (a) {\n>>if (b)\n>>>g();\n>} else if (c)\n>>h();\n>else\n>>i();\n}\n"},
		{"a loop with its test behind", "int f(int a)\n{\n  do\n    g();\n  while (a);\n  do {\n    h();\n  } while (b);\n  i();\n}\n",
			"int f(int a)\n{\n>do\n>>g();\n>while (a);\n>do {\n>>h();\n>} while (b);\n>i();\n}\n"},
		{"labels", "int f(int a)\n{\n  switch (a) {\n    case 1: /* b */\n    case b ? 2 : 3:\n      g();\n      break;\n    default:\n      h();\n  }\nout:\n  return 0;\n}\n",
			"int f(int a)\n{\n>switch (a) {\n>case 1: /* b */\n>case b ? 2 : 3:\n>>g();\n>>break;\n>default:\n>>h();\n>}\nout:\n>return 0;\n}\n"},
		{"a list of values", "static const struct x y[] = {\n  { 1,\n    2 },\n  [3] = {\n    .a = 1,\n    .b = 2,\n  },\n};\n",
			"static const struct x y[] = {\n>{ 1,\n>  2 },\n>[3] = {\n>>.a = 1,\n>>.b = 2,\n>},\n};\n"},
		{"members", "struct x {\n  int a,\n      b;\n  union {\n    int c;\n  } u;\n};\n", "struct x {\n>int a,\n>    b;\n>union {\n>>int c;\n>} u;\n};\n"},
		{"macros without a semicolon", "int f(int a)\n{\n  NEED(a)\n  b = a;\n  NEED(b)\n  if (b)\n    NEED(c)\n}\n",
			"int f(int a)\n{\n>NEED(a)\n>b = a;\n>NEED(b)\n>if (b)\n>>NEED(c)\n}\n"},
		{"a macro that is a loop", "int f(int a)\n{\n  list_for_each_entry(a, b, c)\n    if (a)\n      g();\n  each(x) {\n    h();\n  }\n}\n",
			"int f(int a)\n{\n>list_for_each_entry(a, b, c)\n>>if (a)\n>>>g();\n>each(x) {\n>>h();\n>}\n}\n"},
		{"a macro that may be a loop", "int f(int a)\n{\n  each(x)\n    h();\n  i();\n}\n", ""},
		{"both arms", "int f(int a)\n{\n#ifdef A\n  if (a) {\n#else\n  if (b) {\n#endif\n    g();\n  }\n}\n",
			"int f(int a)\n{\n#ifdef A\n>if (a) {\n#else\n>if (b) {\n#endif\n>>g();\n>}\n}\n"},
		{"an else in front of #endif", "int f(int a)\n{\n#ifdef A\n  if (a)\n    g();\n  else\n#endif\n    h();\n  i();\n}\n",
			"int f(int a)\n{\n#ifdef A\n>if (a)\n>>g();\n>else\n#endif\n>>h();\n>i();\n}\n"},
		{"a macro in front of #if", "int f(int a)\n{\n  NEED(a)\n#ifdef A\n  if (a)\n    g();\n#endif\n}\n", "int f(int a)\n{\n>NEED(a)\n#ifdef A\n>if (a)\n>>g();\n#endif\n}\n"},
		{"an argument in front of #if", "int f(int a)\n{\n  g(h(a)\n#ifdef A\n    , b\n#endif\n    );\n  i();\n}\n", "int f(int a)\n{\n>g(h(a)\n#ifdef A\n>  , b\n#endif\n>  );\n>i();\n}\n"},
		{"arms that differ", "int f(int a)\n{\n#ifdef A\n  if (a) {\n#endif\n    g();\n#ifdef A\n  }\n#endif\n}\n", ""},
		{"a macro defined inside", "int f(int a)\n{\n#define B(x) \\\n  g(x)\n  B(a);\n}\n", "int f(int a)\n{\n#define B(x) \\\n  g(x)\n>B(a);\n}\n"},
		{"statements as arguments go along", "int f(int a)\n{\n  g(a,\n    if (b)\n      h();\n   );\n  i();\n}\n", "int f(int a)\n{\n>g(a,\n>  if (b)\n>    h();\n> );\n>i();\n}\n"},
		{"columns without sense", "int f(int a)\n{\n  g();\n    h();\n   i();\n     k();\n}\n", ""},
		{"too many braces", "int f(int a)\n{\n  g();\n}\n}\n", ""},
		{"an else without an if", "int f(int a)\n{\n  g();\n  else\n    h();\n}\n", ""},
		{"a case without a switch", "int f(int a)\n{\n  case 1:\n    h();\n}\n", ""},
	} {
		m := mover(c.in)
		got := ""
		if edits, ok := m.Reindent(source.Range{End: uint32(len(c.in))}); ok {
			got = string(fix.Apply([]byte(c.in), edits))
		}
		if got != tabs(c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, tabs(c.want))
		}
	}
}

// TestRoom moves lines that have no room where they go; 40 columns are allowed.
func TestRoom(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a comment comes nearer", "int f(int a)\n{\n  long_name = 1;        /* a comment */\n}\n", "int f(int a)\n{\n>long_name = 1;>/* a comment */\n}\n"},
		{"a comment goes above", "int f(int a)\n{\n  a_long_name = 12; /* a comment here */\n}\n", "int f(int a)\n{\n>/* a comment here */\n>a_long_name = 12;\n}\n"},
		{"a comment goes into the block", "int f(int a)\n{\n  if (long_name) { /* a comment her */\n  }\n}\n", "int f(int a)\n{\n>if (long_name) {\n>>/* a comment her */\n>}\n}\n"},
		{"a block on one line", "int f(int a)\n{\n  { int i; for (i = a; i; i--) g(); }\n}\n", "int f(int a)\n{\n>{\n>>int i;\n>>for (i = a; i; i--) g();\n>}\n}\n"},
		{"a block in a block", "int f(int a)\n{\n  { int i; if (i) { ggggggg(1); } }\n}\n", ""},
		{"a comment becomes a block", "int f(int a)\n{\n  /* a comment that has many words */\n  g();\n}\n", "int f(int a)\n{\n>/*\n> * a comment that has many words\n> */\n>g();\n}\n"},
		{"two comments", "int f(int a)\n{\n  /* a */ long_name = 1; /* a comm */\n}\n", ""},
		{"a message stays whole", "int f(int a)\n{\n  g(a, \"a message that is found here\");\n}\n", "int f(int a)\n{\n>g(a,\n>  \"a message that is found here\");\n}\n"},
		{"no room at all", "int f(int a)\n{\n  a_name_without_any_place_to_break_1();\n}\n", ""},
	} {
		m := mover(c.in)
		got := ""
		if edits, ok := m.Reindent(source.Range{End: uint32(len(c.in))}); ok {
			got = string(fix.Apply([]byte(c.in), edits))
		}
		if got != tabs(c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, tabs(c.want))
		}
	}
}
