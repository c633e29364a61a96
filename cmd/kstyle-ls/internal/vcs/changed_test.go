// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// listed is a list of changed files as one text: names, what each was, and
// conflicts.
func listed(t *testing.T, r *Repo, files []Changed, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	h := r.History()
	defer h.Close()
	var out []string
	for _, c := range files {
		text := fmt.Sprintf("%q", c.Path)
		for _, id := range c.Before {
			was, _ := h.Blob(id)
			text += fmt.Sprintf(" %q", was)
		}
		if c.Blob != "" {
			now, _ := h.Blob(c.Blob)
			text += fmt.Sprintf(" -> %q", now)
		}
		if c.Conflict {
			text += " in conflict"
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func TestStagedFiles(t *testing.T) {
	r, git := repository(t)
	ctx := context.Background()
	staged := func(base Base, want string) {
		t.Helper()
		files, err := r.StagedFiles(ctx, base)
		if got := listed(t, r, files, err); got != want {
			t.Errorf("staged since %s: got %s, want %s", base, got, want)
		}
	}
	staged(Head, "")
	put(t, r.Top, "a.c", "two\n")
	git("add", "a.c")
	put(t, r.Top, "a.c", "not staged\n")
	staged(Head, `"a.c" "one\n" -> "two\n"`)
	files, err := r.ChangedFiles(ctx, Head)
	if got := listed(t, r, files, err); got != `"a.c" "one\n"` {
		t.Errorf("work tree: %s", got)
	}
	git("mv", "sub/b c.c", "sub/new\nname.c")
	put(t, r.Top, "\xff.c", "bytes\n")
	if err := os.Symlink("a.c", filepath.Join(r.Top, "link.c")); err != nil {
		t.Fatal(err)
	}
	git("add", "\xff.c", "link.c")
	staged(Head, `"a.c" "one\n" -> "two\n"; "sub/new\nname.c" "b\n" -> "b\n"; "\xff.c" "" -> "bytes\n"`)
	git("rm", "-qf", "a.c")
	staged(Head, `"sub/new\nname.c" "b\n" -> "b\n"; "\xff.c" "" -> "bytes\n"`)
	git("commit", "-qm", "second")
	staged(Head, "")
	staged("HEAD~1", `"sub/new\nname.c" "b\n" -> "b\n"; "\xff.c" "" -> "bytes\n"`)
	if _, err := r.StagedFiles(ctx, "--all"); err == nil {
		t.Error("an option was taken for a revision")
	}
	if blobs, err := r.IndexBlobs(ctx, []string{"\xff.c", "*.c", "link.c"}); err != nil || len(blobs) != 1 || len(blobs["\xff.c"]) < 40 {
		t.Errorf("blobs %q, %v", blobs, err)
	}
	if blobs, err := r.IndexBlobs(ctx, make([]string, fewPaths+1)); err != nil || len(blobs) != 2 || blobs["sub/new\nname.c"] == "" {
		t.Errorf("all blobs %q, %v", blobs, err)
	}
}

func TestStagedFilesBeforeTheFirstCommit(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}} {
		put(t, dir, "a.c", "one\n")
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	r, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	files, err := r.StagedFiles(context.Background(), Head)
	if got := listed(t, r, files, err); got != `"a.c" "" -> "one\n"` {
		t.Errorf("got %s", got)
	}
}

func TestStagedFilesOfAMerge(t *testing.T) {
	r, git := repository(t)
	ctx := context.Background()
	put(t, r.Top, "a.c", "main\n")
	put(t, r.Top, "theirs.c", "theirs\n")
	git("add", ".")
	git("commit", "-qm", "second")
	git("checkout", "-qb", "topic", "HEAD~1")
	put(t, r.Top, "a.c", "topic\n")
	git("commit", "-qam", "third")
	merge := exec.Command("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "merge", "-q", "main")
	merge.Dir = r.Top
	if merge.Run() == nil {
		t.Fatal("the merge was to end in a conflict")
	}
	files, err := r.StagedFiles(ctx, Head)
	if got := listed(t, r, files, err); !strings.HasSuffix(got, "in conflict") || strings.Contains(got, "theirs.c") {
		t.Errorf("in conflict: %s", got)
	}
	put(t, r.Top, "a.c", "solved\n")
	git("add", "a.c")
	files, err = r.StagedFiles(ctx, Head)
	if got := listed(t, r, files, err); got != `"a.c" "topic\n" "main\n" -> "solved\n"` {
		t.Errorf("solved: %s", got)
	}
}

// TestChangedFilesRunsNoFilter has a file that git would read through a filter
// to know whether it differs: its times and size are those of the index.
func TestChangedFilesRunsNoFilter(t *testing.T) {
	r, git := repository(t)
	ctx := context.Background()
	script := filepath.Join(t.TempDir(), "filter")
	mark := script + ".ran"
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch '"+mark+"'\ncat\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	// As soon as git has the index anew, what is in it is of the same moment.
	put(t, r.Top, ".gitattributes", "*.c filter=a.=b\n")
	for _, name := range []string{"a.=b", "other"} {
		git("config", "filter."+name+".clean", script)
		git("config", "filter."+name+".required", "true")
	}
	runs := func() bool {
		_, err := os.Stat(mark)
		return err == nil
	}
	for _, ask := range []func() ([]Changed, error){
		func() ([]Changed, error) { return r.ChangedFiles(ctx, Head) },
		func() ([]Changed, error) { return r.ChangedFiles(ctx, Index) },
	} {
		put(t, r.Top, "a.c", "abc\n")
		git("add", "a.c")
		os.Remove(mark)
		if err := os.Chtimes(filepath.Join(r.Top, ".git", "index"), time.Unix(1, 0), time.Unix(1, 0)); err != nil {
			t.Fatal(err)
		}
		if _, err := ask(); err != nil {
			t.Fatal(err)
		}
		if runs() {
			t.Error("the filter ran")
		}
		// It would have run: plain git does.
		cmd := exec.Command("git", "diff-files")
		cmd.Dir = r.Top
		if out, err := cmd.CombinedOutput(); err != nil || !runs() {
			t.Fatalf("the test cannot fail: %v, %s", err, out)
		}
		os.Remove(mark)
	}
}

func TestUntracked(t *testing.T) {
	r, git := repository(t)
	put(t, r.Top, "a.c", "changed\n")
	put(t, r.Top, "new.c", "new\n")
	put(t, r.Top, "sub/new\nname.c", "new\n")
	put(t, r.Top, "build/out.c", "ignored\n")
	put(t, r.Top, ".gitignore", "/build\n/.gitignore\n")
	put(t, r.Top, "staged.c", "staged\n")
	git("add", "staged.c")
	git("init", "-q", "inner")
	put(t, r.Top, "inner/x.c", "of another repository\n")
	if err := os.Symlink("/etc/passwd", filepath.Join(r.Top, "link.c")); err != nil {
		t.Fatal(err)
	}
	files, err := r.Untracked(context.Background())
	if got := listed(t, r, files, err); got != `"new.c" ""; "sub/new\nname.c" ""` {
		t.Errorf("got %s", got)
	}
}
