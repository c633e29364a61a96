// SPDX-License-Identifier: GPL-2.0-or-later

package walk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFiles(t *testing.T) {
	top := t.TempDir()
	for name, text := range map[string]string{
		".git/info/exclude": "local.c\n", ".gitignore": "*.mod.c\n/build/\n", "a.c": "", "a.mod.c": "", "local.c": "", "a.o": "",
		"build/b.c": "", "sub/.gitignore": "!keep.mod.c\n", "sub/keep.mod.c": "", "sub/x.h": "", "sub/deep/Kconfig": "", ".git/hook.c": "",
	} {
		p := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(top, filepath.Join(top, "sub", "loop")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		dir, want string
		most      int
	}{
		{"", "a.c (a.mod.c) (build/) (local.c) sub/deep/Kconfig sub/keep.mod.c sub/x.h", 99},
		{"sub", "deep/Kconfig keep.mod.c x.h", 99},
		{"", "a.c (a.mod.c)", 2},
		{"nowhere", "error", 99},
	} {
		dir := filepath.Join(top, c.dir)
		var got []string
		Files(dir, func(f File) bool {
			name := strings.TrimPrefix(f.Name, dir+"/")
			if f.Err != nil {
				name = "error"
			}
			if f.Ignored != "" {
				name = "(" + strings.TrimPrefix(f.Ignored, dir+"/") + ")"
			}
			got = append(got, name)
			return len(got) < c.most
		})
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.dir, got, c.want)
		}
	}
}
