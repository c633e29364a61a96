// SPDX-License-Identifier: GPL-2.0-or-later

package tree

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
)

// plant writes a small tree.
func plant(t *testing.T, files map[string]string) *Tree {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for name, text := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tr, err := Open(dir, treefs.Extra{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tr.Close() })
	return tr
}

func TestLists(t *testing.T) {
	tr := plant(t, map[string]string{
		"scripts/spelling.txt":                                   "# words\nteh||the\nabitrate||arbitrate\n",
		"scripts/const_structs.checkpatch":                       "# structs\nfile_operations\n",
		"Documentation/devicetree/bindings/vendor-prefixes.yaml": "  \"^acme,.*\":\n    description: Acme\n",
		"Documentation/devicetree/bindings/serial/acme.yaml":     "const: acme,uart9\nconst: \"acme,<chip>-spi\"\n",
		"LICENSES/preferred/GPL-2.0":                             "Valid-License-Identifier: GPL-2.0\nValid-License-Identifier: GPL-2.0-or-later\n",
		"LICENSES/exceptions/note":                               "SPDX-Exception-Identifier: Linux-syscall-note\n",
		"MAINTAINERS":                                            "A THING\nS:\tObsolete\nF:\tdrivers/old/\nF:\tfs/*/ancient.c\n\nB\nS:\tMaintained\nF:\tdrivers/new/\n",
	})
	if got, _ := tr.Spelling().Fix([]byte("teh"), 3); got != "the" {
		t.Errorf("teh is spelt %q", got)
	}
	if !tr.ConstStructs()["file_operations"] {
		t.Error("file_operations is not a constant struct")
	}
	for what, got := range map[string][2]bool{
		"vendor acme":           {tr.VendorPrefix("acme"), true},
		"vendor other":          {tr.VendorPrefix("other"), false},
		"acme,uart9":            {tr.Compatible("acme,uart9"), true},
		"acme,x1-spi":           {tr.Compatible("acme,x1-spi"), true},
		"acme,x1-i2c":           {tr.Compatible("acme,x1-i2c"), false},
		"obsolete folder":       {tr.Obsolete("drivers/old/a/b.c"), true},
		"obsolete star":         {tr.Obsolete("fs/x/ancient.c"), true},
		"star within one part":  {tr.Obsolete("fs/x/y/ancient.c"), false},
		"maintained":            {tr.Obsolete("drivers/new/a.c"), false},
		"a file":                {tr.Exists("scripts/spelling.txt"), true},
		"no file":               {tr.Exists("scripts/none"), false},
		"a file outside":        {tr.Exists("../etc/passwd"), false},
		"an absolute path":      {tr.Exists("/etc/passwd"), false},
		"not the kernel's root": {IsKernel(tr.dir), false},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %v, want %v", what, got[0], got[1])
		}
	}
}

func TestLinksOutsideDoNotCount(t *testing.T) {
	tr := plant(t, map[string]string{"a": ""})
	if err := os.Symlink("/etc/passwd", filepath.Join(tr.dir, "out")); err != nil {
		t.Fatal(err)
	}
	if tr.Exists("out") {
		t.Error("a link out of the root exists")
	}
}

func TestCamelCase(t *testing.T) {
	tr := plant(t, map[string]string{
		"include/linux/a.h": "#define PageFoo 1\nextern int fooBar(int x);\nstruct DevThing {\n\tint someField;\n\tunknown otherField;\n\tvoid *privPtr;\n};\ntypedef unsigned char Byte_tX;\nenum aB { CdE = 1 };\n",
	})
	for range 2 { // the second time from what was kept
		got := tr.readCamelCase()
		for _, w := range []string{"PageFoo", "fooBar", "DevThing", "someField", "Byte_tX", "aB"} {
			if !got[w] {
				t.Errorf("%s is not known", w)
			}
		}
		if seen, known := got["privPtr"]; !known || seen {
			t.Errorf("privPtr: known %t, seen by checkpatch %t", known, seen)
		}
		for _, w := range []string{"otherField", "CdE"} {
			if got[w] {
				t.Errorf("%s is known", w)
			}
		}
	}
}

func TestNothingThere(t *testing.T) {
	tr := plant(t, map[string]string{"x": ""})
	if _, known := tr.License("GPL-2.0"); known {
		t.Error("licences are known without LICENSES")
	}
	if tr.Compatible("a,b") || tr.VendorPrefix("a") || len(tr.CamelCase()) != 0 || tr.Obsolete("a") {
		t.Error("an empty tree knows something")
	}
}
