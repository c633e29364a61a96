// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Base names what the files of a work tree are compared with.
type Base string

// The bases that are not revisions.
const (
	Head  Base = "HEAD"
	Index Base = "index"
)

// ErrUnknownFile is returned by Content for a file that the base does not have:
// it is new, or git does not look after it.
var ErrUnknownFile = errors.New("not in the base")

// Content is what a file of the work tree was in a base: at a commit, in the
// index, or, for a branch or any other revision, where the work at hand parted
// from it. A file that the index says was renamed is looked for under its old
// name. The path is absolute or relative to Top. No filter is run: the content
// is as git keeps it.
func (r *Repo) Content(ctx context.Context, base Base, path string) ([]byte, error) {
	name, err := r.relative(path)
	if err != nil {
		return nil, err
	}
	if base == Index {
		// Stage 2 is ours while a merge is in conflict.
		for _, stage := range []string{":0:", ":2:"} {
			if out, err := r.git(ctx, "cat-file", "blob", stage+name); err == nil {
				return out, nil
			}
		}
		return nil, ErrUnknownFile
	}
	commit, err := r.commitOf(ctx, base)
	if err != nil {
		return nil, err
	}
	if out, err := r.git(ctx, "cat-file", "blob", commit+":"+name); err == nil {
		return out, nil
	}
	old, ok := r.renamedFrom(ctx, commit, name)
	if !ok {
		return nil, ErrUnknownFile
	}
	return r.git(ctx, "cat-file", "blob", commit+":"+old)
}

// Sides is Content for a file that a merge has perhaps put together: while one
// waits to be concluded, what the other side has is as old as what we have. So
// there may be two texts, and only what is in neither is new.
func (r *Repo) Sides(ctx context.Context, base Base, path string) ([][]byte, error) {
	name, err := r.relative(path)
	if err != nil {
		return nil, err
	}
	var sides [][]byte
	ours, err := r.Content(ctx, base, path)
	if err == nil {
		sides = append(sides, ours)
	} else if !errors.Is(err, ErrUnknownFile) {
		return nil, err
	}
	theirs := ""
	switch base {
	case Head:
		theirs = "MERGE_HEAD:" + name
	case Index:
		theirs = ":3:" + name
	}
	if theirs != "" && r.mergeWaits() {
		if out, err := r.git(ctx, "cat-file", "blob", theirs); err == nil {
			sides = append(sides, out)
		}
	}
	if len(sides) == 0 {
		return nil, ErrUnknownFile
	}
	return sides, nil
}

// mergeWaits reports whether a merge waits to be concluded, without git.
func (r *Repo) mergeWaits() bool {
	own, ok := ownFolder(r.Top)
	if !ok {
		return false
	}
	_, err := os.Stat(filepath.Join(own, "MERGE_HEAD"))
	return err == nil
}

// relative is a path as git names it, from the top of the work tree.
func (r *Repo) relative(path string) (string, error) {
	if filepath.IsAbs(path) {
		// git says where the top really is; the path may lead there by a link.
		if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
			path = filepath.Join(dir, filepath.Base(path))
		}
		rel, err := filepath.Rel(r.Top, path)
		if err != nil {
			return "", fmt.Errorf("%s is not in %s: %w", path, r.Top, err)
		}
		path = rel
	}
	if !filepath.IsLocal(path) {
		return "", fmt.Errorf("%s is not in %s", path, r.Top)
	}
	return filepath.ToSlash(path), nil
}

// commitOf is the hash of the commit that a base stands for.
func (r *Repo) commitOf(ctx context.Context, base Base) (string, error) {
	if base == "" || strings.HasPrefix(string(base), "-") {
		return "", fmt.Errorf("%q is no revision", base)
	}
	if base == Head {
		return string(Head), nil
	}
	out, err := r.git(ctx, "rev-parse", "--verify", "--end-of-options", string(base)+"^{commit}")
	if err != nil {
		return "", err
	}
	id := lastLine(out)
	if !isID(id) {
		return "", fmt.Errorf("%s names no commit", base)
	}
	if out, err = r.git(ctx, "merge-base", "HEAD", id); err != nil {
		return id, nil // nothing in common: compare with it as it is
	}
	return lastLine(out), nil
}

func lastLine(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1]
}

// renamedFrom asks where a file of the index came from since a commit.
func (r *Repo) renamedFrom(ctx context.Context, commit, name string) (string, bool) {
	for _, m := range r.renames(ctx, commit) {
		if m.to == name {
			return m.from, true
		}
	}
	return "", false
}

// renamed is a file that has another name in the index than in a commit.
type renamed struct{ from, to string }

// renames asks which those are. Without an answer there are none.
func (r *Repo) renames(ctx context.Context, commit string) []renamed {
	out, err := r.git(ctx, "diff", "--cached", "--name-status", "-z", "-M", "--diff-filter=R", "--no-ext-diff", "--no-textconv", commit, "--")
	if err != nil {
		return nil
	}
	// Each is three fields: R and the likeness, the old name, the new.
	var list []renamed
	fields := strings.Split(string(out), "\x00")
	for i := 0; i+2 < len(fields); i += 3 {
		list = append(list, renamed{fields[i+1], fields[i+2]})
	}
	return list
}
