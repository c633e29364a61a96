// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// A copy must be compiled in place of the tree's file, with the includes that
// the file would have had.
func TestArguments(t *testing.T) {
	overlay := t.TempDir()
	for _, name := range []string{"a/b.c", "include/linux/k.h"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(overlay, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(overlay, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c := compiler{build: kernel.Build{Tree: kernel.Tree{Root: "/k"}}}
	command := []string{"gcc", "-Wp,-MMD,a/.b.o.d", "-I/k/include", "-I./include", "-include", "/k/include/linux/k.h",
		"-include", "/k/include/linux/l.h", "-c", "-o", "a/b.o", "/k/a/b.c"}
	always := []string{"-Wno-builtin-macro-redefined", "-D__LINE__=0", "-MD", "-MF", "o.d"}
	for _, test := range []struct {
		overlay string
		want    []string
	}{
		{"", []string{"-I/k/include", "-I./include", "-include", "/k/include/linux/k.h",
			"-include", "/k/include/linux/l.h", "-c", "-o", "o.o", "/k/a/b.c"}},
		{overlay, []string{"-I" + overlay + "/include", "-I/k/include", "-I./include", "-include", overlay + "/include/linux/k.h",
			"-include", "/k/include/linux/l.h", "-c", "-iquote", "/k/a", "-fmacro-prefix-map=" + overlay + "/=", "-o", "o.o", overlay + "/a/b.c"}},
	} {
		if diff := cmp.Diff(append(always[:5:5], test.want...), c.arguments(command, test.overlay, "o.o")); diff != "" {
			t.Errorf("overlay %q (-want +got):\n%s", test.overlay, diff)
		}
	}
}

func TestIncluded(t *testing.T) {
	rules := "b.o: /k/a/b.c /k/include/k.h \\\n include/generated/g.h /k/a/../a/l.h \\\n /k/include/k.h\n"
	if diff := cmp.Diff([]string{"a/l.h", "include/k.h"}, included([]byte(rules), "/k/")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
