// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"strings"
	"testing"
)

// maskCases are constructs that the grammar does not know, each in as little
// code as shows it. want is a part of the sketch of the trees, or empty where
// it is enough that there is no error.
var maskCases = []struct{ name, text, want string }{
	{"attribute words", "static int __init f(void __user *p, u32 __maybe_unused x)\n{\n\treturn 0;\n}\n",
		"(function_definition (storage_class_specifier) (primitive_type) (function_declarator (identifier) (parameter_list (parameter_declaration (primitive_type) (pointer_declarator (identifier))) (parameter_declaration (primitive_type) (identifier))))"},
	{"attributes behind a struct", "struct a {\n\tu8 b;\n} __packed __aligned(4);\n", "(struct_specifier (type_identifier) (field_declaration_list (field_declaration (primitive_type) (field_identifier))))"},
	{"attribute with arguments", "void f(const char *fmt, ...) __printf(1, 2);\n__printf(1, 2)\nvoid g(const char *fmt, ...);\n", ""},
	{"unknown attribute", "static some_attr int x;\nstatic struct y other_attr z = { 1 };\n", "(declaration (storage_class_specifier) (primitive_type) (identifier))"},
	{"variable with section", "static int x __section(\".a\") = 1;\n", "(init_declarator (identifier) (number_literal))"},
	{"GNU attribute", "int x __attribute__((aligned(8))), y;\nint __attribute__((weak)) f(void)\n{\n\treturn 1;\n}\n", ""},
	{"cleanup", "int f(void)\n{\n\tchar *p __free(kfree) = NULL;\n\n\treturn 0;\n}\n", "(init_declarator (pointer_declarator (identifier)) (null))"},
	{"type as argument", "int f(void)\n{\n\treturn g(container_of(p, struct x, m), min_t(unsigned int, a, b), h(void *, struct y *));\n}\n",
		"(call_expression (identifier) (argument_list (identifier) (identifier) (identifier)))"},
	{"loop macro", "void f(void)\n{\n\tlist_for_each_entry(p, &head, list)\n\t\tg(p);\n\tfor_each_x(i) {\n\t\tg(i);\n\t}\n}\n",
		"(while_statement (parenthesized_expression (comma_expression (identifier) (comma_expression (pointer_expression (identifier)) (identifier)))) (expression_statement"},
	{"loop macro with an expression", "void f(void)\n{\n\teach_x(p)\n\t\t++n;\n\teach_y(p)\n\t\t*q++ = 0;\n}\n", "(while_statement (parenthesized_expression (identifier)) (expression_statement (update_expression"},
	{"guard", "void f(void)\n{\n\tscoped_guard(mutex, &m) {\n\t\tg();\n\t}\n\tguard(mutex)(&m);\n}\n", "(while_statement"},
	{"declaring macro", "static DEFINE_MUTEX(m);\nstatic DECLARE_WORK(w, fn) = { 0 };\nDEFINE_X(y);\n",
		"(declaration (storage_class_specifier) (type_identifier) (identifier))"},
	{"declaring macro in a body", "void f(void)\n{\n\tDECLARE_BITMAP(b, 8) = { 0 };\n\tDEFINE_WAIT(w);\n\n\tg();\n}\n", "(init_declarator (identifier) (initializer_list (number_literal)))"},
	{"declaring macro in a struct", "struct a {\n\tDECLARE_BITMAP(map, 9);\n\tint b;\n};\n", "(field_declaration (type_identifier) (field_identifier)) (field_declaration (primitive_type) (field_identifier))"},
	{"struct group", "struct a {\n\tstruct_group(g,\n\t\tint b;\n\t\tint c;\n\t);\n\t__struct_group(t, g, __packed,\n\t\tint d;\n\t);\n};\n",
		"(field_declaration_list (field_declaration (primitive_type) (field_identifier)) (field_declaration (primitive_type) (field_identifier)) (field_declaration (primitive_type) (field_identifier)))"},
	{"system call", "SYSCALL_DEFINE2(x, int, a, char __user *, b)\n{\n\treturn a;\n}\n", "(function_definition (primitive_type) (function_declarator (identifier) (parameter_list)) (compound_statement (return_statement (identifier))))"},
	{"macro without semicolon", "MODULE_A(\"x\")\nstatic int y;\nEXPORT(z)\n\nint z(void)\n{\n\tLOCK(a)\n\treturn 0;\n}\n", "(compound_statement (expression_statement (call_expression"},
	{"word without semicolon", "void f(void)\n{\n\tLOCKED\n\tg();\n}\n", "(expression_statement (identifier)) (expression_statement (call_expression"},
	{"statement expression", "int f(void)\n{\n\treturn ({ int a = 1; if (a) g(); a; });\n}\n", "(argument_list (compound_statement (declaration (primitive_type) (init_declarator (identifier) (number_literal))) (if_statement"},
	{"typeof", "void f(void)\n{\n\ttypeof(*p) x = y;\n\t__typeof__(a) b;\n\tg((typeof(c))d);\n}\n", "(declaration (primitive_type) (init_declarator (identifier) (identifier)))"},
	{"case range", "int f(int x)\n{\n\tswitch (x) {\n\tcase 1 ... 5:\n\t\treturn 1;\n\tcase A: case B:\n\tdefault:\n\t\tbreak;\n\t}\n\treturn 0;\n}\n", "(case_statement (binary_expression (number_literal) (number_literal))"},
	{"label at the end of a block", "void f(void)\n{\n\tgoto out;\nout:\n}\n", "(labeled_statement (statement_identifier) (expression_statement))"},
	{"label before a declaration", "void f(void)\n{\nagain:\n\tint x = 1;\n\n\tg(x);\n}\n", "(labeled_statement (statement_identifier) (expression_statement)) (declaration"},
	{"computed goto", "void f(void)\n{\n\tvoid *l = &&out;\n\n\tgoto *l;\nout:\n\treturn;\n}\n", "(goto_statement (statement_identifier))"},
	{"asm", "void f(void)\n{\n\tasm volatile(\"nop\" : \"=r\" (a), [b] \"+m\" (*p) : \"i\" (sizeof(x)) : \"memory\");\n\tasm goto (\"x\" :::: out);\n}\nasm(\".globl x\");\n", "(expression_statement (call_expression (identifier) (argument_list (identifier))))"},
	{"register variable", "register unsigned long sp asm(\"sp\");\nvoid f(void)\n{\n\tregister long a asm(\"a0\") = 1;\n}\n", "(init_declarator (identifier) (number_literal))"},
	{"strings and macros", "void f(void)\n{\n\tg(\"a\" PRIu64 \"b\" FMT(x) \"c\", KERN_INFO \"d\");\n}\n", "(argument_list (concatenated_string (string_literal) (identifier) (string_literal) (identifier) (string_literal)) (concatenated_string (identifier) (string_literal)))"},
	{"arguments that are no expressions", "void f(void)\n{\n\tg(a, ==, b);\n\tg(a, return -1, ;);\n\tg(, x, );\n\tg(.a = 1);\n}\n", "(argument_list (identifier) (identifier) (identifier))"},
	{"block as argument", "void f(void)\n{\n\tg(a, { b(); c(); });\n}\n", "(argument_list (identifier) (compound_statement (expression_statement"},
	{"conditional arms kept", "void f(void)\n{\n#ifdef A\n\ta();\n#else\n\tb();\n#endif\n\tc();\n}\n",
		"(compound_statement (expression_statement (call_expression (identifier) (argument_list))) (expression_statement (call_expression (identifier) (argument_list))) (expression_statement"},
	{"conditional arms chosen", "void f(void)\n{\n#ifdef A\n\tif (a) {\n#else\n\tif (b) {\n#endif\n\t\tc();\n\t}\n}\n",
		"(compound_statement (if_statement (parenthesized_expression (identifier)) (compound_statement (expression_statement (call_expression (identifier) (argument_list))))))"},
	{"conditional in an expression", "int x =\n#ifdef A\n\t1 +\n#else\n\t2 +\n#endif\n\t3;\n", "(binary_expression (number_literal) (number_literal))"},
	{"conditional head", "#ifdef A\nint f(int a)\n#else\nint f(void)\n#endif\n{\n\treturn 0;\n}\nint g;\n", "(declaration (primitive_type) (identifier))"},
	{"conditional else if", "void f(void)\n{\n\tif (a)\n\t\tb();\n#ifdef C\n\telse if (c)\n\t\td();\n#endif\n\telse\n\t\te();\n}\n", "(else_clause (if_statement"},
	{"disabled arm", "void f(void)\n{\n#if 0\n\tthis is no C\n#else\n\ta();\n#endif\n}\n", "(compound_statement (expression_statement"},
	{"list without commas", "int x[] = {\n\tA(1)\n\tB(2)\n\t{ 3 },\n\t[4] 5,\n};\n", "(initializer_list (call_expression (identifier) (argument_list (number_literal))) (call_expression (identifier) (argument_list (number_literal))) (initializer_list (number_literal)) (initializer_pair (subscript_designator (number_literal)) (number_literal)))"},
	{"designators", "struct s x = {\n\t.a = 1, .b.c[2] = { 3 }, [0 ... 4] = 5,\n\td: 6,\n};\n", "(initializer_pair (subscript_range_designator (number_literal) (number_literal)) (number_literal))"},
	{"enum of macros", "enum {\n\tA(x),\n\tB = 2,\n\tC(y)\n\tD(z)\n};\n", "(enumerator_list (enumerator (identifier)) (enumerator (identifier) (number_literal)) (enumerator (identifier)) (enumerator (identifier)))"},
	{"unnamed bit field", "struct a {\n\tu8 :5;\n\tu8 b:3;\n\tint :0;\n};\n", "(field_declaration (primitive_type) (field_identifier) (bitfield_clause (number_literal)))"},
	{"machine", "MACHINE_START(X, \"x\")\n\t.init\t= f,\n\t.b = { 1 },\nMACHINE_END\nint y;\n", "(initializer_list (initializer_pair (field_designator (field_identifier)) (identifier))"},
	{"machine with braces", "define_machine(x) {\n\t.name = \"x\",\n};\n", "(initializer_list (initializer_pair (field_designator (field_identifier)) (string_literal)))"},
	{"machine in a body", "void f(void)\n{\n\tX_START(A, \"a\")\n\t\t.b = 1,\n\tX_END\n\n\tg();\n}\n", "(initializer_list (initializer_pair"},
	{"struct with a macro for a head", "DECLARE(a) {\n\tint b;\n\tenum c d:8;\n};\n", "(struct_specifier (type_identifier) (field_declaration_list (field_declaration"},
	{"macro and string", "char *a = B(c) \"d\";\n", "(concatenated_string (identifier) (string_literal))"},
	{"variable with the name of a type", "int f(void)\n{\n\tx = u16 + *s16;\n\t++u8;\n\treturn g(u32 - 1);\n}\n", "(update_expression (identifier))"},
	{"string over lines in a definition", "#define A \"a \\\n\tb: c\" \\\n\t(d)\nint x;\n", "(declaration (primitive_type) (identifier))"},
	{"comment over lines in a definition", "#define A {1}, /* a\n b */ {2},\\\n\t{3}\nint x;\n", "(declaration (primitive_type) (identifier))"},
	{"old style function", "int f(a, b)\nint a;\nchar *b;\n{\n\treturn a;\n}\n", "(function_definition (primitive_type) (function_declarator (identifier) (parameter_list (identifier) (identifier))) (declaration"},
	{"casts", "void f(void)\n{\n\ta = (u32)b + (foo_t)(c) + (struct x *)d + (__force __le32)e;\n}\n", "(cast_expression (type_descriptor (type_identifier)) (parenthesized_expression (identifier)))"},
	{"compound literal", "void f(void)\n{\n\tg((struct x){ .a = 1 }, (u8 []){ 1, 2 });\n}\n", "(compound_literal_expression (type_descriptor (struct_specifier (type_identifier))) (initializer_list"},
	{"function pointers", "typedef U32 (*fn)(void *a);\nstruct s {\n\tint (*f)(struct x *, int);\n\tfoo_t (*g)(void);\n};\nvoid f(int (*cb)(void));\n", "(field_declaration (type_identifier) (function_declarator (parenthesized_declarator (pointer_declarator (field_identifier))) (parameter_list"},
	{"type named again", "typedef __kernel_size_t size_t;\nunion u {\n\tu32 u32;\n\tu8 u8[4];\n};\nint f(void)\n{\n\treturn x.u32;\n}\n", "(field_declaration (primitive_type) (field_identifier))"},
	{"switch without braces", "void f(void)\n{\n\tswitch (x)\n\tcase 1: {\n\t\tg();\n\t}\n}\n", "(switch_statement (parenthesized_expression (identifier)) (compound_statement (case_statement"},
	{"operator in a macro", "void f(void)\n{\n\tx = timeout SCALE;\n\ty();\n}\n", "(assignment_expression (identifier) (identifier))"},
	{"inside of an initialiser", "{\n\t\"name\",\n\t.a = { B(), C() },\n},\n{ \"other\" },\n", "(initializer_list (initializer_list (string_literal) (initializer_pair"},
	{"enumeration base", "enum a : u8 {\n\tB,\n};\n", "(enum_specifier (type_identifier) (primitive_type) (enumerator_list"},
	{"multiplication", "void f(void)\n{\n\tx = a * b;\n\tfoo *c;\n\tfoo d;\n}\n", "(binary_expression (identifier) (identifier)))) (declaration (type_identifier) (pointer_declarator (identifier)))"},
	{"extern C", "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint x;\n#ifdef __cplusplus\n}\n#endif\n", "(declaration (primitive_type) (identifier))"},
	{"static assert", "static_assert(sizeof(struct x) == 4);\nstruct a {\n\tint b;\n};\n_Static_assert(1, \"x\");\n", ""},
	{"local label", "void f(void)\n{\n\t__label__ here;\nhere:\n\tg();\n}\n", "(labeled_statement"},
	{"do with a macro", "void f(void)\n{\n\tdo {\n\t\tg();\n\t} while_each_thread(a, b);\n}\n", "(do_statement"},
	{"condition in a macro", "void f(void)\n{\n\tif likely(x)\n\t\tg();\n}\n", "(if_statement (parenthesized_expression (call_expression"},
	{"alignof and sizeof", "int a = __alignof__(struct x) + __alignof__(y->z) + sizeof(int *) + sizeof *p;\n", "(alignof_expression (type_descriptor"},
	{"generic", "int a = _Generic(x, int: 1, default: 2);\n", ""},
	{"variadic arguments", "void f(va_list ap)\n{\n\tint x = va_arg(ap, int);\n\tchar *y = va_arg(ap, char *);\n}\n", "(call_expression (identifier) (argument_list (identifier) (identifier)))"},
	{"nested function type", "int (*f(int a))(void);\nint *(*g)(void);\n", ""},
	{"empty struct parts", "struct a {\n\tint b;;\n\t;\n};\nint x;;\n", ""},
}

func TestMask(t *testing.T) {
	p := newParser(t)
	for _, c := range maskCases {
		t.Run(c.name, func(t *testing.T) {
			var all strings.Builder
			for _, tree := range parseAll(t, p, c.text) {
				all.WriteString(sketch(tree))
				if tree.HasError {
					t.Errorf("error at %q", c.text[tree.ErrorAt:min(int(tree.ErrorAt)+20, len(c.text))])
				}
			}
			if !strings.Contains(all.String(), c.want) {
				t.Errorf("%s\ngives %s\nwhich has no %s", c.text, all.String(), c.want)
			}
		})
	}
}

// TestMaskedFlag checks which nodes say that they are not what is written.
func TestMaskedFlag(t *testing.T) {
	p := newParser(t)
	for text, want := range map[string]bool{
		"int f(void)\n{\n\treturn g(a, 1);\n}\n":                    false,
		"int f(void)\n{\n\t/* note */\n#define A\n\treturn 1;\n}\n": false,
		"static int x = 1;\n":                                       false,
		"int __init f(void);\n":                                     true,
		"int f(void)\n{\n\treturn g(struct x, 1);\n}\n":             true,
		"int f(void)\n{\n#if 0\n\ta();\n#endif\n\treturn 1;\n}\n":   true,
		"DEFINE(x)\n":                true,
		"int a[] = { B(1) C(2) };\n": true,
	} {
		tree := parseAll(t, p, text)[0]
		if got := tree.Nodes[0].Is(Masked); got != want {
			t.Errorf("%q: masked %v, want %v", text, got, want)
		}
	}
}

// TestErrorIsReported makes sure that a clean tree means something.
func TestErrorIsReported(t *testing.T) {
	p := newParser(t)
	for _, text := range []string{
		"int f(void)\n{\n\tx = = 1;\n}\n",
		"int f(void)\n{\n\tif (a {\n\t}\n}\n",
		"int = 3 4;\n",
		"int f(void)\n{\n\treturn +;\n}\n",
		"int f(void)\n{\n\tg(1;\n}\n",
		"this is not C at all, is it?\n",
		"int f(void)\n{\n\tg();\n",
		"struct { int a; } } x;\n",
	} {
		failed := false
		for _, tree := range parseAll(t, p, text) {
			failed = failed || tree.HasError
		}
		if !failed {
			t.Errorf("%q is understood", text)
		}
	}
}
