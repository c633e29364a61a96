// SPDX-License-Identifier: GPL-2.0-or-later

// Package vcs asks git. It is the only package that starts git, and it trusts
// neither the repository nor names that come from outside: argument lists are
// fixed, names stand where git cannot take them for options, no hook, pager,
// external diff, text conversion or network helper is run, and every call has
// a time limit. It only reads, and it knows nothing of rules or patches.
package vcs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// patience bounds one call of git.
const patience = 60 * time.Second

// Repo is a git repository with a work tree. It is safe for concurrent use.
type Repo struct {
	// Top is the absolute path of the work tree's top.
	Top string
}

// ErrNone is returned by Open for a folder that is in no repository.
var ErrNone = errors.New("not in a git repository")

// Open finds the repository that a folder is in.
func Open(ctx context.Context, dir string) (*Repo, error) {
	r := &Repo{Top: dir}
	out, err := r.git(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, errors.New("git is not installed")
		}
		if strings.Contains(err.Error(), "not a git repository") {
			return nil, ErrNone
		}
		return nil, err
	}
	top := strings.TrimSuffix(string(out), "\n")
	if top == "" {
		return nil, ErrNone // a bare repository has no files to check
	}
	r.Top = filepath.FromSlash(top)
	return r, nil
}

// settings override what a repository or user may have set that would run
// programs or change what git prints.
var settings = []string{
	"-c", "core.fsmonitor=false",
	"-c", "core.hooksPath=/dev/null",
	"-c", "core.pager=cat",
	"-c", "core.quotePath=true",
	"-c", "protocol.allow=never",
	"-c", "diff.external=",
	"-c", "diff.noprefix=false",
	"-c", "diff.mnemonicPrefix=false",
	"-c", "diff.suppressBlankEmpty=false",
	"-c", "diff.orderFile=/dev/null",
	"-c", "log.showSignature=false",
	"-c", "format.signOff=false",
	"-c", "color.ui=false",
}

// passed are the variables that git gets to see. GIT_INDEX_FILE matters in
// hooks, where git commits from an index of its own.
var passed = []string{
	"PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "SYSTEMROOT",
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_COMMON_DIR", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
	"GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
}

func environment() []string {
	env := []string{"LC_ALL=C", "GIT_PAGER=cat", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1"}
	for _, name := range passed {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// command prepares a call of git in the repository.
func (r *Repo) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append(append([]string{"--no-pager"}, settings...), args...)...)
	cmd.Dir = r.Top
	cmd.Env = environment()
	return cmd
}

// git runs git and returns what it wrote. The error has git's own words.
func (r *Repo) git(ctx context.Context, args ...string) ([]byte, error) {
	return r.gitWith(ctx, nil, args...)
}

// gitWith is git with further variables.
func (r *Repo) gitWith(ctx context.Context, variables []string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := r.command(ctx, args...)
	cmd.Env = append(cmd.Env, variables...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	switch {
	case err == nil:
		return out, nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("git %s: no answer within %v", args[0], patience)
	case complaint.Len() > 0:
		first, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return nil, fmt.Errorf("git %s: %s", args[0], strings.TrimPrefix(first, "fatal: "))
	}
	return nil, fmt.Errorf("git %s: %w", args[0], err)
}

// Revisions lists the commits that a revision or range names, oldest first,
// without merges. A range is all that git takes for one, such as A..B; any
// other revision is one commit.
func (r *Repo) Revisions(ctx context.Context, revision string) ([]string, error) {
	if revision == "" || strings.HasPrefix(revision, "-") {
		return nil, fmt.Errorf("%q is no revision", revision)
	}
	args := []string{"rev-list", "--reverse", "--no-merges"}
	single := !strings.Contains(revision, "..")
	if single {
		args = []string{"rev-list", "--max-count=1", "--parents"}
	}
	out, err := r.git(ctx, append(args, "--end-of-options", revision, "--")...)
	if err != nil {
		return nil, err
	}
	if single {
		ids := strings.Fields(string(out))
		switch {
		case len(ids) == 0:
			return nil, fmt.Errorf("%s names no commit", revision)
		case len(ids) > 2:
			return nil, fmt.Errorf("%s is a merge, which is no patch; name a range such as %s^1..%s", revision, revision, revision)
		}
		return ids[:1], nil
	}
	return strings.Fields(string(out)), nil
}

// Last lists the newest count commits that a revision reaches, oldest first,
// without merges.
func (r *Repo) Last(ctx context.Context, revision string, count int) ([]string, error) {
	if revision == "" || strings.HasPrefix(revision, "-") || count < 1 {
		return nil, fmt.Errorf("%q is no revision", revision)
	}
	out, err := r.git(ctx, "rev-list", "--no-merges", fmt.Sprintf("--max-count=%d", count), "--end-of-options", revision, "--")
	if err != nil {
		return nil, err
	}
	ids := strings.Fields(string(out))
	slices.Reverse(ids)
	return ids, nil
}

// Tracks reports whether a name, given from the current folder, is exactly
// that of a tracked file.
func (r *Repo) Tracks(ctx context.Context, name string) bool {
	here := &Repo{Top: "."}
	out, err := here.git(ctx, "--literal-pathspecs", "ls-files", "-z", "--", name)
	return err == nil && string(out) == name+"\x00"
}

// Patch is a commit as git would mail it.
func (r *Repo) Patch(ctx context.Context, id string) ([]byte, error) {
	if !isID(id) {
		return nil, fmt.Errorf("%q is no commit id", id)
	}
	return r.git(ctx, "format-patch", "-M", "--stdout", "-1", "--no-ext-diff", "--no-textconv", "--no-color",
		"--src-prefix=a/", "--dst-prefix=b/", "--no-attach", "--no-cover-letter", "--subject-prefix=PATCH",
		"--no-numbered", "--no-thread", "--no-notes", "--no-add-header", "--no-to", "--no-cc", "--unified=3", id, "--")
}

// wholeFile is more lines of context than any file has, so that a diff shows
// all of what surrounds a change.
const wholeFile = "--unified=1000000"

// Staged is what the next commit would change, as a diff with all of each
// changed file as context.
func (r *Repo) Staged(ctx context.Context) ([]byte, error) {
	return r.git(ctx, "diff", "--cached", "-M", "--no-ext-diff", "--no-textconv", "--no-color",
		"--src-prefix=a/", "--dst-prefix=b/", wholeFile, "--")
}

// Identity is the name and address of whoever commits here; ok is false where
// they are not configured.
func (r *Repo) Identity(ctx context.Context) (name, address string, ok bool) {
	out, err := r.git(ctx, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
	if err != nil {
		return "", "", false
	}
	name, rest, found := strings.Cut(string(out), " <")
	address, _, closed := strings.Cut(rest, ">")
	return name, address, found && closed
}

// isID tells if a text is a hash or the beginning of one.
func isID(s string) bool {
	if len(s) < 4 || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return false
		}
	}
	return true
}
