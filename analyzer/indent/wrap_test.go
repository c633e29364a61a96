// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a call", "\tfirst_function(argument, another_one);\n", "\tfirst_function(argument,\n\t\t       another_one);\n"},
		{"outer before inner", "\tff(a, ggggggggggg(b, ccccccccc), dddd);\n", "\tff(a, ggggggggggg(b, ccccccccc),\n\t   dddd);\n"},
		{"inner where it must", "\tff(gggggggggggg(b, cccccccccccc), d);\n", "\tff(gggggggggggg(b,\n\t\t\tcccccccccccc),\n\t   d);\n"},
		{"a condition", "\tif (first_of_all && second_of_all) {\n", "\tif (first_of_all &&\n\t    second_of_all) {\n"},
		{"a loop", "\tfor (index = 0; index < count; index++)\n", "\tfor (index = 0; index < count;\n\t     index++)\n"},
		{"an assignment", "\tfirst_of_all = second_of->third_one;\n", "\tfirst_of_all =\n\t\tsecond_of->third_one;\n"},
		{"a value", "\treturn first_of_all && second_of_alls;\n", "\treturn first_of_all &&\n\t       second_of_alls;\n"},
		{"arguments that continue", "\tf(a,\n\t  first_of_all, second_of_all, third_one,\n\t  b);\n", ""},
		{"a row of values", "int a[] = {\n/*a*/ 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18,\n};\n", ""},
		{"a comment", "\tfirst_function(argument, another_one); /* b */\n", ""},
		{"a macro", "#define A first_function(argument, another_one)\n", ""},
		{"the end of a macro", "#define A \\\n\tfirst_function(argument, another_one)\n", ""},
		{"a block", "\tif (first_of_all && second_of_all) { f(); }\n", ""},
		{"the brace of a list", "static const int first_of_all_and_more[] = {\n", ""},
		{"one name", "\ta_function_of_a_very_long_name_indeed();\n", ""},
		{"an open bracket", "\tfffffffffffff(a, ggggggggggggggggggg(b,\n\t\t\t\t\t     c));\n", ""},
	} {
		m := mover(c.in)
		got := ""
		if edits, ok := m.Wrap(0, m.width(0)); ok {
			got = string(fix.Apply([]byte(c.in), edits))
		}
		if c.name == "the end of a macro" {
			if _, ok := m.Wrap(1, 10); ok {
				t.Errorf("%s: it is broken, and its rest leaves the macro", c.name)
			}
		}
		if c.name == "a row of values" {
			edits, _ := m.Wrap(1, 0)
			got = string(fix.Apply([]byte(c.in), edits))
			c.want = "int a[] = {\n/*a*/ 0x11, 0x12, 0x13, 0x14,\n\t0x15, 0x16, 0x17, 0x18,\n};\n"
		}
		if c.name == "arguments that continue" {
			edits, _ := m.Wrap(1, 10)
			got = string(fix.Apply([]byte(c.in), edits))
			c.want = "\tf(a,\n\t  first_of_all, second_of_all,\n\t  third_one,\n\t  b);\n"
		}
		if got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
