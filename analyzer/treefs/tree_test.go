// SPDX-License-Identifier: GPL-2.0-or-later

package treefs

import (
	"maps"
	"testing"
	"testing/fstest"

	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
)

var _ facts.Tree = (*Tree)(nil)

func tree(files map[string]string) *Tree {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return New(m, Extra{
		Codespell: []byte("abandonned->abandoned, x\nclas->class, disabled because of name clash\nteh->not this\n"),
		Typedefs:  ParseTypedefs([]byte("foo_type # why\ntwo words\n")),
	})
}

func TestExists(t *testing.T) {
	x := tree(map[string]string{"drivers/a.c": ""})
	for name, want := range map[string]bool{
		"drivers/a.c": true, "drivers": true, "drivers/": true, "drivers/../drivers/a.c": true,
		"drivers/b.c": false, "/drivers/a.c": false, "../drivers": false, "": true, "a\x00": false,
	} {
		if x.Exists(name) != want {
			t.Errorf("Exists(%q) is %v", name, !want)
		}
	}
	if !x.IsFile("drivers/a.c") || x.IsFile("drivers") {
		t.Error("IsFile: a file is one, a folder is none")
	}
	if x.Present() {
		t.Error("one file is no kernel tree")
	}
	all := map[string]string{}
	for _, name := range rootNames {
		all[name+"/x"] = ""
	}
	if !tree(all).Present() {
		t.Error("a tree with all of its parts is one")
	}
}

func TestSpelling(t *testing.T) {
	x := tree(map[string]string{"scripts/spelling.txt": "# a comment\nteh||the\n\nadress||address\n"})
	for word, want := range map[string]string{"teh": "the", "adress": "address", "abandonned": "abandoned", "clas": ""} {
		if got, _ := x.Spelling().Fix([]byte(word), len(word)); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
	if !x.Typedefs()["foo_type"] || len(x.Typedefs()) != 1 {
		t.Errorf("typedefs %v", x.Typedefs())
	}
}

func TestDeviceTree(t *testing.T) {
	x := tree(map[string]string{
		vendorsFile:                   "patternProperties:\n  \"^acme,.*\":\n    description: A\n  \"^other\": x\n",
		bindingsFolder + "/a.yaml":    "const: acme,foo-uart\n - acme,bar.1\n",
		bindingsFolder + "/b/old.txt": "\"acme,<.*>-spi\" and acme,qe<.*>-gpio <acme,s<number>-can>\n",
	})
	if !x.VendorPrefix("acme") || x.VendorPrefix("other") || x.VendorPrefix("") {
		t.Error("vendors")
	}
	for compatible, want := range map[string]bool{
		"acme,foo-uart": true, "acme,foo": true, "acme,foo-uart-2": false, "acme,bar.1": true,
		"acme,bar+1": false, "acme,b.r": true, "acme,x12-spi": true, "acme,X-spi": true, "acme,s7-can": true,
		"acme,qe12-gpio": true, "acme,qf12-gpio": false, "acme,qe-gpio": true, "beta,x12-i2c": false,
		"acme,": true, "+": false,
	} {
		for range 2 { // the second answer is a remembered one
			if x.Compatible(compatible) != want {
				t.Errorf("Compatible(%q) is %v", compatible, !want)
			}
		}
	}
}

func TestLicense(t *testing.T) {
	x := tree(map[string]string{
		"LICENSES/preferred/GPL-2.0":    "Valid-License-Identifier: GPL-2.0\nValid-License-Identifier: GPL-2.0-only\nLicense-Text:\nValid-License-Identifier: no\n",
		"LICENSES/preferred/MIT":        "Valid-License-Identifier: MIT\n",
		"LICENSES/exceptions/Note":      "SPDX-Exception-Identifier: Linux-syscall-note\nSPDX-Licenses: GPL-2.0, GPL-2.0-only\n",
		"LICENSES/deprecated/GPL-1.0":   "Valid-License-Identifier: GPL-1.0+\n",
		"LICENSES/not-a-folder/ignored": "Valid-License-Identifier: X\n",
	})
	for expression, want := range map[string]bool{
		"GPL-2.0": true, "gpl-2.0-only": true, "GPL-2.0 */": true, "(GPL-2.0-only OR MIT)": true,
		"GPL-2.0 WITH Linux-syscall-note": true, "MIT WITH Linux-syscall-note": false,
		"((GPL-2.0 WITH Linux-syscall-note) OR MIT)": true, "GPL-2.0 OR": false, "GPL-2.0 MIT": false,
		"GPL-2.0 AND MIT OR GPL-1.0+": true, "no": false, "X": false, "": false, "(MIT": false, "MIT)": false,
		"GPL-3.0": false, "GPL-2.0 WITH nonsense": false, "GPL-2.0 WITH": false,
	} {
		if valid, known := x.License(expression); valid != want || !known {
			t.Errorf("License(%q) is %v, known %v", expression, valid, known)
		}
	}
	if _, known := tree(nil).License("GPL-2.0"); known {
		t.Error("a tree without licences knows none")
	}
}

func TestObsolete(t *testing.T) {
	x := tree(map[string]string{"MAINTAINERS": "A\nS:\tMaintained\nF:\tdrivers/a/\n\nB\nS:\tOrphan / Obsolete\nF:\tdrivers/b/\nF:\tnet/*.c\nF:\tfs/old\nX:\tdrivers/b/new/\nN:\tzork\n"})
	for name, want := range map[string]bool{
		"drivers/a/x.c": false, "drivers/b/x.c": true, "drivers/b/new/x.c": false,
		"net/x.c": true, "net/x/x.c": false, "net/x.h": false, "fs/old": true, "fs/older": true, "fs/old/x": false, "lib/zork.c": true,
	} {
		if x.Obsolete(name) != want {
			t.Errorf("Obsolete(%q) is %v", name, !want)
		}
	}
}

func TestCamelCase(t *testing.T) {
	for line, want := range map[string]string{
		"#define FooBar 1":                      "FooBar",
		"#  define fooBar(x) x":                 "fooBar",
		"#define FOO_BAR FooBar":                "",
		"typedef struct foo FooType;":           "FooType",
		"typedef u32 MyInt;":                    "MyInt",
		"typedef Unknown MyInt;":                "",
		"struct FooBar {":                       "FooBar",
		"enum FooBar;":                          "FooBar",
		"\tu32 SomeField;":                      "SomeField",
		"extern const char * GetName(int aBc);": "GetName",
		"static inline int DoIt(void)":          "DoIt",
		"struct foo * PtrName[4];":              "PtrName",
		"unsigned long long BigNum, b;":         "BigNum",
		" * The Comment is no Declaration (x);": "",
		"return SomeThing(x);":                  "",
		"int lower_case;":                       "",
	} {
		got := map[string]bool{}
		mixedNames([]byte(line+"\n"), got)
		if len(got) > 1 || got[want] != (want != "") || want == "" && len(got) != 0 {
			t.Errorf("%q: %v, want %q", line, got, want)
		}
	}
	got := map[string]bool{}
	mixedNames([]byte("struct foo *PtrName[4];\n"), got)
	if apart, known := got["PtrName"]; !known || apart {
		t.Errorf("a name that a star touches: %v", got)
	}
	x := tree(map[string]string{"include/linux/a.h": "#include <asm/a.h>\n#define FooBar 1\n",
		"include/linux/c.h": "#ifdef A\n# include <asm/c.h>\n#endif\n", "kernel/b.c": "struct BarFoo {\n"})
	if !x.CamelCase()["FooBar"] || x.CamelCase()["BarFoo"] || !x.CamelCaseOf("kernel/b.c")["BarFoo"] {
		t.Error("names of headers and of one file")
	}
	if !x.IncludesAsm("a") || x.IncludesAsm("b") || x.IncludesAsm("c") || x.IncludesAsm("../../kernel/b") {
		t.Error("IncludesAsm")
	}
}

func TestHostileExpression(t *testing.T) {
	x := tree(map[string]string{"LICENSES/preferred/MIT": "Valid-License-Identifier: MIT\n"})
	deep := ""
	for range 10000 {
		deep += "("
	}
	if valid, _ := x.License(deep + "MIT"); valid {
		t.Error("deep nesting is not valid")
	}
}

func TestDeprecatedCalls(t *testing.T) {
	tree := New(fstest.MapFS{"scripts/checkpatch.pl": {Data: []byte("our %other = (\n\t\"x\" => \"y\",\n);\n" +
		"our %deprecated_apis = (\n\t\"old_call\"\t\t=> \"new_call\",\n\t# \"gone\"\n\t\"a b\" => \"c\",\n);\n\"z\" => \"y\",\n")}}, Extra{})
	want := map[string]string{"old_call": "new_call"}
	if got := tree.DeprecatedCalls(); !maps.Equal(got, want) {
		t.Errorf("DeprecatedCalls() = %v, want %v", got, want)
	}
	if got := New(fstest.MapFS{}, Extra{}).DeprecatedCalls(); len(got) != 0 {
		t.Errorf("without a script: %v", got)
	}
}
