// SPDX-License-Identifier: GPL-2.0-or-later

package fix

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const twoFiles = `From: A <a@b.c>

Subject line

--- a/x.c
+++ b/x.c
@@ -1,3 +1,5 @@ int f(void)
 one
+two
+three
 four
 five
@@ -10,2 +12,3 @@
 ten
+eleven
 twelve
--- a/y.c
+++ b/y.c
@@ -1 +1,2 @@
 y
+z
-- 
2.43.0
`

// edit replaces the first occurrence of old.
func edit(t *testing.T, text, old, new string) Edit {
	t.Helper()
	i := strings.Index(text, old)
	if i < 0 {
		t.Fatalf("no %q", old)
	}
	return Edit{Start: uint32(i), End: uint32(i + len(old)), New: new}
}

func TestHunkHeadersStayTrue(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new string
		want     []string // headers afterwards
	}{
		{"nothing counted changes", "+two\n", "+zwei\n", []string{"@@ -1,3 +1,5 @@ int f(void)", "@@ -10,2 +12,3 @@", "@@ -1 +1,2 @@"}},
		{"a line less", "+two\n", "", []string{"@@ -1,3 +1,4 @@ int f(void)", "@@ -10,2 +11,3 @@", "@@ -1 +1,2 @@"}},
		{"two lines more", "+two\n", "+a\n+b\n+c\n", []string{"@@ -1,3 +1,7 @@ int f(void)", "@@ -10,2 +14,3 @@", "@@ -1 +1,2 @@"}},
		{"in the second hunk", "+eleven\n", "+a\n+b\n", []string{"@@ -1,3 +1,5 @@ int f(void)", "@@ -10,2 +12,4 @@", "@@ -1 +1,2 @@"}},
		{"in the last file", "+z\n", "+z\n+\n", []string{"@@ -1,3 +1,5 @@ int f(void)", "@@ -10,2 +12,3 @@", "@@ -1 +1,3 @@"}},
		{"in the message", "Subject line\n", "Subject\n\nline\n", []string{"@@ -1,3 +1,5 @@ int f(void)", "@@ -10,2 +12,3 @@", "@@ -1 +1,2 @@"}},
	} {
		text := []byte(twoFiles)
		got := string(Apply(text, Recount(text, []Edit{edit(t, twoFiles, c.old, c.new)})))
		var headers []string
		for line := range strings.Lines(got) {
			if strings.HasPrefix(line, "@@") {
				headers = append(headers, strings.TrimSuffix(line, "\n"))
			}
		}
		if strings.Join(headers, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: headers %q, want %q", c.name, headers, c.want)
		}
	}
}

// TestGitAppliesEditedPatch has git, which believes no header that lies, apply
// a patch after edits that grow one hunk and empty another.
func TestGitAppliesEditedPatch(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("no git")
	}
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("x.c", "one\nfour\nfive\n6\n7\n8\n9\nnine\nnine-and-a-half\nten\ntwelve\n")
	write("y.c", "y\n")
	write("z.c", "")
	whole := strings.Replace(twoFiles, "-- \n2.43.0\n", "--- a/z.c\n+++ b/z.c\n@@ -0,0 +1 @@\n+only\n-- \n2.43.0\n", 1)
	text := []byte(whole)
	edits := []Edit{
		edit(t, whole, "+two\n", "+two\n+and a half\n"),
		edit(t, whole, "+eleven\n", ""),
		edit(t, whole, "+only\n", "+only\n+two\n"),
	}
	write("p.patch", string(Apply(text, Recount(text, edits))))
	cmd := exec.Command(git, "apply", "--whitespace=nowarn", "p.patch")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git apply: %v\n%s", err, out)
	}
	got, err := os.ReadFile(filepath.Join(dir, "x.c"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "one\ntwo\nand a half\nthree\nfour\nfive\n6\n7\n8\n9\nnine\nnine-and-a-half\nten\ntwelve\n"; string(got) != want {
		t.Errorf("x.c is %q, want %q", got, want)
	}
}

// TestLyingHeader checks that a hunk that counts more than it has ends where
// its lines end, and that an edit elsewhere leaves it as it is.
func TestLyingHeader(t *testing.T) {
	const lying = "--- a/x\n+++ b/x\n@@ -1,99 +1,99 @@\n a\n+b\nnot a hunk line\n--- a/y\n+++ b/y\n@@ -1 +1,2 @@\n a\n+b\n"
	text := []byte(lying)
	i := uint32(strings.LastIndex(lying, "+b\n"))
	got := string(Apply(text, Recount(text, []Edit{{Start: i, End: i, New: "+c\n"}})))
	if !strings.Contains(got, "@@ -1,99 +1,99 @@") || !strings.Contains(got, "@@ -1 +1,3 @@") {
		t.Errorf("headers are wrong:\n%s", got)
	}
}
