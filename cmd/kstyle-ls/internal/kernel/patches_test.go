// SPDX-License-Identifier: GPL-2.0-or-later

package kernel

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var hunkHeader = regexp.MustCompile(`^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@`)

// TestPatchesCountRight makes patches and recounts every hunk, since a patch
// with wrong counts would measure the handling of broken patches only.
func TestPatchesCountRight(t *testing.T) {
	root := t.TempDir()
	var body strings.Builder
	for i := range 80 {
		fmt.Fprintf(&body, "\tif (x == %d)\n\t\treturn the_value(%d, x);\n", i, i)
	}
	for name, text := range map[string]string{"a.c": "int f(int x)\n{\n" + body.String() + "}\n", "short.h": "int f(int x);\n"} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree := Tree{Root: root}
	made, err := tree.Patches(7, 40, []string{"a.c", "short.h"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := tree.Patches(7, 40, []string{"a.c", "short.h"})
	if err != nil {
		t.Fatal(err)
	}
	hunks := 0
	for i, text := range made {
		if !bytes.Equal(text, again[i]) {
			t.Fatalf("patch %d differs in a second run of the same seed", i)
		}
		lines := strings.Split(string(text), "\n")
		for n := 0; n < len(lines); n++ {
			m := hunkHeader.FindStringSubmatch(lines[n])
			if m == nil {
				continue
			}
			hunks++
			before, after := count(m[1]), count(m[2])
			for before > 0 || after > 0 {
				n++
				switch {
				case strings.HasPrefix(lines[n], " "):
					before, after = before-1, after-1
				case strings.HasPrefix(lines[n], "-"):
					before--
				case strings.HasPrefix(lines[n], "+"):
					after--
				default:
					t.Fatalf("patch %d line %d: hunk ends early:\n%s", i, n+1, text)
				}
			}
			if before < 0 || after < 0 {
				t.Fatalf("patch %d line %d: wrong counts:\n%s", i, n+1, text)
			}
		}
	}
	if hunks < 40 {
		t.Errorf("only %d hunks in 40 patches", hunks)
	}
}

func count(text string) int {
	if text == "" {
		return 1
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}
