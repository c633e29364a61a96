// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"context"
	"path/filepath"
	"testing"
)

func TestHooks(t *testing.T) {
	r, git := repository(t)
	where := func(path, scope string) {
		t.Helper()
		d, err := r.Hooks(context.Background())
		if err != nil || d.Path != path || d.Scope != scope || d.Common != filepath.Join(r.Top, ".git") || (scope != "") != (d.Origin != "") {
			t.Errorf("got %+v, %v", d, err)
		}
	}
	where(filepath.Join(r.Top, ".git", "hooks"), "")
	git("config", "core.hooksPath", "my hooks/../hooks")
	where(filepath.Join(r.Top, "hooks"), "local")
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(r.Top, "global"))
	git("config", "--global", "core.hooksPath", "/shared\nhooks")
	where(filepath.Join(r.Top, "hooks"), "local")
	git("config", "--unset", "core.hooksPath")
	where("/shared\nhooks", "global")
}

func TestCommentChar(t *testing.T) {
	r, git := repository(t)
	for _, test := range []struct {
		set, message string
		want         byte
	}{
		{"", "x", '#'},
		{";", "x", ';'},
		{"auto", "x\n\n; Please\n; enter\n", ';'},
		{"auto", "x\n\nSigned-off-by: A\n", '#'},
		{"auto", "", '#'},
	} {
		git("config", "core.commentChar", test.set)
		if got := r.CommentChar(context.Background(), []byte(test.message)); got != test.want {
			t.Errorf("%q of %q: %q, want %q", test.set, test.message, got, test.want)
		}
	}
}

func TestUnpublished(t *testing.T) {
	r, git := repository(t)
	ctx := context.Background()
	if _, _, err := r.Unpublished(ctx, "--all", ""); err == nil {
		t.Error("an option was taken for a commit")
	}
	head, err := r.Revisions(ctx, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if ids, many, err := r.Unpublished(ctx, head[0], ""); err != nil || many || len(ids) != 1 {
		t.Errorf("new to all: %v, %v, %v", ids, many, err)
	}
	unknown := "1111111111111111111111111111111111111111"
	if ids, _, err := r.Unpublished(ctx, head[0], unknown); err != nil || len(ids) != 1 {
		t.Errorf("over something unknown: %v, %v", ids, err)
	}
	if ids, _, err := r.Unpublished(ctx, head[0], head[0]); err != nil || len(ids) != 0 {
		t.Errorf("known to the remote: %v, %v", ids, err)
	}
	git("update-ref", "refs/remotes/x/main", head[0])
	if ids, _, err := r.Unpublished(ctx, head[0], ""); err != nil || len(ids) != 0 {
		t.Errorf("fetched: %v, %v", ids, err)
	}
	if r.Merging(ctx) {
		t.Error("no merge is going on")
	}
}
