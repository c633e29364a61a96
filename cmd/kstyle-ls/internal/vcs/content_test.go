// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository makes one with the commits of a script of git commands.
func repository(t *testing.T) (*Repo, func(args ...string)) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"}, args...)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	git("init", "-q")
	put(t, dir, "a.c", "one\n")
	put(t, dir, "sub/b c.c", "b\n")
	git("add", ".")
	git("commit", "-qm", "first")
	r, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return r, git
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestContent(t *testing.T) {
	r, git := repository(t)
	was := func(base Base, path, want string) {
		t.Helper()
		got, err := r.Content(context.Background(), base, path)
		if err != nil && want != "" || err == nil && string(got) != want {
			t.Errorf("%s of %s is %q, %v, want %q", path, base, got, err, want)
		}
		if want == "" && !errors.Is(err, ErrUnknownFile) {
			t.Errorf("%s of %s: error %v", path, base, err)
		}
	}
	put(t, r.Top, "a.c", "two\n")
	git("add", "a.c")
	put(t, r.Top, "a.c", "three\n")
	was(Head, filepath.Join(r.Top, "a.c"), "one\n")
	was(Index, "a.c", "two\n")
	was(Head, "sub/b c.c", "b\n")
	was(Head, "new.c", "")
	was(Index, "new.c", "")
	git("mv", "sub/b c.c", "moved.c")
	was(Head, "moved.c", "b\n")
	was(Index, "moved.c", "b\n")
	git("commit", "-qam", "second")
	git("checkout", "-qb", "topic", "HEAD~1")
	put(t, r.Top, "a.c", "topic\n")
	git("commit", "-qam", "third")
	was("main", "a.c", "one\n") // where topic parted from it
	was(Head, "a.c", "topic\n")
	if _, err := r.Content(context.Background(), "--all", "a.c"); err == nil {
		t.Error("an option was taken for a revision")
	}
	if _, err := r.Content(context.Background(), Head, "../x"); err == nil {
		t.Error("a file outside was looked for")
	}
	// In a conflict ours is what the index has.
	merge := exec.Command("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "merge", "-q", "main")
	merge.Dir = r.Top
	if merge.Run() == nil {
		t.Fatal("the merge was to end in a conflict")
	}
	was(Index, "a.c", "topic\n")
}

func TestLocate(t *testing.T) {
	r, git := repository(t)
	put(t, r.Top, "x/y/z.c", "")
	got, ok := Locate(filepath.Join(r.Top, "x", "y"))
	if !ok || got.Top != r.Top || got.Common != filepath.Join(r.Top, ".git") {
		t.Errorf("got %v, %v", got, ok)
	}
	other := filepath.Join(t.TempDir(), "second")
	git("worktree", "add", "-q", other)
	second, ok := Locate(other)
	if !ok || second.Top != other || second.Common != got.Common {
		t.Errorf("of a second work tree: %v, %v", second, ok)
	}
	if p, ok := Locate(filepath.Dir(other)); ok {
		t.Errorf("found %v where there is none", p)
	}
}

func TestLog(t *testing.T) {
	r, git := repository(t)
	put(t, r.Top, "a.c", "two\n")
	git("commit", "-qam", "x: second\n\nText.")
	all, err := r.Log(context.Background(), 10)
	if err != nil || len(all) != 2 || all[0].Subject != "x: second" || all[1].Subject != "first" || all[0].Author != "A <a@example.org>" || len(all[0].ID) < 12 {
		t.Errorf("got %v, %v", all, err)
	}
	if one, err := r.Log(context.Background(), 10, "sub/b c.c"); err != nil || len(one) != 1 || one[0].Subject != "first" {
		t.Errorf("of one file: %v, %v", one, err)
	}
	put(t, r.Top, "a.c", "three\n")
	put(t, r.Top, "ä b.c", "new\n")
	git("add", ".")
	if names, err := r.StagedNames(context.Background()); err != nil || strings.Join(names, "|") != "a.c|ä b.c" {
		t.Errorf("staged: %q, %v", names, err)
	}
}
