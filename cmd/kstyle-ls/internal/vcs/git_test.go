// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// newRepo makes a repository with three commits and returns it with their ids.
func newRepo(t *testing.T) (*Repo, []string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
	t.Setenv("GIT_CONFIG_SYSTEM", "/dev/null")
	for _, name := range []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"} {
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) string {
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Ada Example", "-c", "user.email=ada@example.org"}, args...)...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	run("init", "-q", "-b", "main")
	var ids []string
	for i, text := range []string{"int a;\n", "int a;\nint b;\n", "int a;\nint b; \n"} {
		if err := os.WriteFile(filepath.Join(dir, "a.c"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		run("add", "a.c")
		run("commit", "-q", "-m", []string{"one: begin", "two: go\non\n\nWhy.", "three: blanks"}[i])
		ids = append(ids, run("rev-parse", "HEAD"))
	}
	repo, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return repo, ids
}

func TestRevisions(t *testing.T) {
	repo, ids := newRepo(t)
	for _, c := range []struct {
		revision string
		want     []string
	}{
		{"HEAD", ids[2:]},
		{"HEAD~2", ids[:1]},
		{"HEAD~2..HEAD", ids[1:]},
		{"HEAD..HEAD", nil},
	} {
		got, err := repo.Revisions(t.Context(), c.revision)
		if err != nil || strings.Join(got, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: %v, %v; want %v", c.revision, got, err, c.want)
		}
	}
	for _, wrong := range []string{"", "nothing", "--all", "--output=/tmp/x", "-1", "a.c"} {
		if got, err := repo.Revisions(t.Context(), wrong); err == nil {
			t.Errorf("%q gives %v", wrong, got)
		}
	}
}

func TestPatchAndStaged(t *testing.T) {
	repo, ids := newRepo(t)
	text, err := repo.Patch(t.Context(), ids[2])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"From " + ids[2], "Subject: [PATCH] three: blanks\n", "+int b; \n", "--- a/a.c\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the patch lacks %q:\n%s", want, text)
		}
	}
	if text, err := repo.Staged(t.Context()); err != nil || len(text) != 0 {
		t.Errorf("nothing is staged, but: %s, %v", text, err)
	}
	if err := os.WriteFile(filepath.Join(repo.Top, "a.c"), []byte("int a;\nint c;\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := repo.git(t.Context(), "add", "a.c"); err != nil {
		t.Fatal(err)
	}
	if text, err := repo.Staged(t.Context()); err != nil || !strings.Contains(string(text), " int a;\n-int b; \n+int c;\n") {
		t.Errorf("staged: %s, %v", text, err)
	}
}

// TestRepositoryRunsNothing sets every way of running a program that a
// repository has, and none may be taken.
func TestRepositoryRunsNothing(t *testing.T) {
	repo, ids := newRepo(t)
	mark := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(t.TempDir(), "evil")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch "+mark+"\ncat >/dev/null\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"core.fsmonitor", "core.pager", "diff.external", "diff.evil.textconv", "diff.evil.command", "core.editor", "gpg.program", "filter.evil.smudge"} {
		if out, err := exec.Command("git", "-C", repo.Top, "config", key, script).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	if err := os.WriteFile(filepath.Join(repo.Top, ".git", "info", "attributes"), []byte("* diff=evil\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(repo.Top, "a.c"), []byte("int a;\nint c;\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("git", "-C", repo.Top, "-c", "core.fsmonitor=false", "add", "a.c").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	os.Remove(mark)
	h := repo.History()
	defer h.Close()
	_, revisions := repo.Revisions(t.Context(), "HEAD~1..HEAD")
	_, patch := repo.Patch(t.Context(), ids[2])
	_, staged := repo.Staged(t.Context())
	if err := errors.Join(revisions, patch, staged); err != nil {
		t.Error(err)
	}
	h.Commit(ids[0])
	if _, err := os.Stat(mark); err == nil {
		t.Error("the repository had a program run")
	}
}

func TestHistory(t *testing.T) {
	repo, ids := newRepo(t)
	h := repo.History()
	defer h.Close()
	for range 2 {
		if c, ok := h.Commit(ids[1][:12]); !ok || c.ID != ids[1] || c.Subject != "two: go on" || c.Ambiguous {
			t.Errorf("%s: %+v, %v", ids[1][:12], c, ok)
		}
		if c, ok := h.Commit(strings.ToUpper(ids[0])); !ok || c.Subject != "one: begin" {
			t.Errorf("%s: %+v, %v", ids[0], c, ok)
		}
		for _, wrong := range []string{"0123456789ab", "HEAD", "", "xyz", ids[0] + "\n" + ids[1]} {
			if c, ok := h.Commit(wrong); ok {
				t.Errorf("%q: %+v", wrong, c)
			}
		}
	}
	tree, err := repo.git(t.Context(), "rev-parse", "HEAD^{tree}")
	if err != nil {
		t.Fatal(err)
	}
	if c, ok := h.Commit(strings.TrimSpace(string(tree))); ok {
		t.Errorf("a tree is taken for a commit: %+v", c)
	}
	// An answer must not be mistaken for that to the next question.
	if c, ok := h.Commit(ids[2]); !ok || c.Subject != "three: blanks" {
		t.Errorf("%s: %+v, %v", ids[2], c, ok)
	}
}

func TestBlob(t *testing.T) {
	repo, ids := newRepo(t)
	h := repo.History()
	defer h.Close()
	id, err := repo.git(t.Context(), "rev-parse", ids[1]+":a.c")
	if err != nil {
		t.Fatal(err)
	}
	blob := strings.TrimSpace(string(id))
	for _, name := range []string{blob, blob[:10]} {
		if data, ok := h.Blob(name); !ok || string(data) != "int a;\nint b;\n" {
			t.Errorf("%s: %q, %v", name, data, ok)
		}
	}
	for _, wrong := range []string{"0000000000", ids[0], "HEAD:a.c", "", "0123456789"} {
		if data, ok := h.Blob(wrong); ok {
			t.Errorf("%q: %q", wrong, data)
		}
	}
	if c, ok := h.Commit(ids[1]); !ok || c.Subject != "two: go on" {
		t.Errorf("a commit behind blobs: %+v, %v", c, ok)
	}
}

func TestIdentity(t *testing.T) {
	repo, _ := newRepo(t)
	t.Setenv("GIT_COMMITTER_NAME", "Eve Example")
	t.Setenv("GIT_COMMITTER_EMAIL", "eve@example.org")
	if name, address, ok := repo.History().Identity(); !ok || name != "Eve Example" || address != "eve@example.org" {
		t.Errorf("from the environment: %q, %q, %v", name, address, ok)
	}
	os.Unsetenv("GIT_COMMITTER_NAME")
	os.Unsetenv("GIT_COMMITTER_EMAIL")
	if name, address, ok := repo.History().Identity(); ok {
		t.Errorf("made up: %q, %q", name, address)
	}
}

func TestLazy(t *testing.T) {
	repo, ids := newRepo(t)
	l := LazyHistory(repo.Top)
	defer l.Close()
	if c, ok := l.Commit(ids[0]); !ok || c.ID != ids[0] {
		t.Errorf("%+v, %v", c, ok)
	}
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(t.TempDir()))
	none := LazyHistory(t.TempDir())
	defer none.Close()
	if _, ok := none.Commit(ids[0]); ok || none.Present() {
		t.Error("a folder without a repository has a history")
	}
}

func TestOpenOutside(t *testing.T) {
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(t.TempDir()))
	if _, err := Open(t.Context(), t.TempDir()); !errors.Is(err, ErrNone) {
		t.Errorf("an empty folder: %v", err)
	}
}
