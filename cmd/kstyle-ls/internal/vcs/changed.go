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

// Changed is a file that differs from what it is compared with.
type Changed struct {
	// Path is from the top, as git has it.
	Path string
	// Blob names its content in the index, and is empty for a file that was
	// listed as it is in the work tree.
	Blob string
	// Before names its content in each version that it is compared with, and
	// is empty for those that do not have it.
	Before []string
	// Conflict is true for a file that a merge has left in conflict.
	Conflict bool
}

// StagedFiles lists the files that the next commit would change, with their
// contents in the index, and what they were in a base. While a merge is to be
// concluded, HEAD stands for all of its parents: what is as in one of them is
// nobody's change. Files that go, links and submodules are left out.
func (r *Repo) StagedFiles(ctx context.Context, base Base) ([]Changed, error) {
	if base == Index {
		return nil, errors.New("the index is the index: nothing differs")
	}
	tree, err := r.treeOf(ctx, base)
	if err != nil {
		return nil, err
	}
	files, err := r.compare(ctx, "diff-index", "--cached", "-M", tree)
	if err != nil || base != Head {
		return files, err
	}
	out, err := r.git(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", "MERGE_HEAD^{commit}")
	if err != nil {
		return files, nil // no merge
	}
	theirs, err := r.compare(ctx, "diff-index", "--cached", "-M", lastLine(out))
	if err != nil {
		return nil, err
	}
	return common(files, theirs), nil
}

// common are the files that differ from both sides.
func common(ours, theirs []Changed) []Changed {
	byPath := make(map[string]Changed, len(theirs))
	for _, c := range theirs {
		byPath[c.Path] = c
	}
	var both []Changed
	for _, c := range ours {
		if other, ok := byPath[c.Path]; ok {
			c.Before = append(c.Before, other.Before...)
			both = append(both, c)
		}
	}
	return both
}

// ChangedFiles lists the files of the work tree that git looks after and that
// may differ from a base, under the names that they have now.
func (r *Repo) ChangedFiles(ctx context.Context, base Base) ([]Changed, error) {
	if base == Index {
		return r.compareTree(ctx, "diff-files")
	}
	tree, err := r.treeOf(ctx, base)
	if err != nil {
		return nil, err
	}
	// Renames are looked for in the index alone: the work tree may have
	// filters, which are programs.
	files, err := r.compareTree(ctx, "diff-index", tree)
	if err != nil {
		return nil, err
	}
	staged, err := r.compare(ctx, "diff-index", "--cached", "-M", tree)
	if err != nil {
		return nil, err
	}
	was := map[string][]string{}
	for _, c := range staged {
		was[c.Path] = c.Before
	}
	for i := range files {
		if before, ok := was[files[i].Path]; ok {
			files[i].Before = before
		}
	}
	return files, nil
}

// Untracked lists the files of the work tree that git neither looks after nor
// is told to ignore. Links are left out, and so are repositories of their own.
func (r *Repo) Untracked(ctx context.Context) ([]Changed, error) {
	out, err := r.git(ctx, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":(top)")
	if err != nil {
		return nil, err
	}
	var files []Changed
	for _, name := range strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		info, err := os.Lstat(filepath.Join(r.Top, filepath.FromSlash(name)))
		if name != "" && err == nil && info.Mode().IsRegular() {
			files = append(files, Changed{Path: name, Before: []string{""}})
		}
	}
	return files, nil
}

// treeOf is what a base is compared by: the hash of its commit, or the empty
// tree before the first commit.
func (r *Repo) treeOf(ctx context.Context, base Base) (string, error) {
	if base != Head {
		return r.commitOf(ctx, base)
	}
	if out, err := r.git(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}"); err == nil {
		return lastLine(out), nil
	}
	out, err := r.git(ctx, "hash-object", "-t", "tree", "--stdin") // of no input
	return lastLine(out), err
}

// regular is what the modes of files begin with that are neither links nor
// submodules.
const regular = "100"

// compare lists the files of a raw diff of what git keeps that are there now.
func (r *Repo) compare(ctx context.Context, command string, args ...string) ([]Changed, error) {
	return r.rawDiff(ctx, nil, command, args...)
}

// compareTree is compare for a diff that looks at the work tree. Where times and
// size do not tell whether a file differs git reads it, and through a filter if
// one is configured.
func (r *Repo) compareTree(ctx context.Context, command string, args ...string) ([]Changed, error) {
	return r.rawDiff(ctx, r.withoutFilters(ctx), command, args...)
}

// withoutFilters are the variables that make programs of filters nothing.
func (r *Repo) withoutFilters(ctx context.Context) []string {
	out, err := r.git(ctx, "config", "-z", "--name-only", "--get-regexp", `^filter\.`)
	if err != nil {
		return nil // there are none
	}
	var variables []string
	n := 0
	for _, key := range strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		value := "" // no program
		if strings.HasSuffix(key, ".required") {
			value = "false"
		}
		variables = append(variables, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", n, key), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", n, value))
		n++
	}
	return append(variables, fmt.Sprintf("GIT_CONFIG_COUNT=%d", n))
}

func (r *Repo) rawDiff(ctx context.Context, variables []string, command string, args ...string) ([]Changed, error) {
	out, err := r.gitWith(ctx, variables, append([]string{command, "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--ignore-submodules"}, append(args, "--")...)...)
	if err != nil {
		return nil, err
	}
	var files []Changed
	fields := strings.Split(string(out), "\x00")
	for len(fields) > 1 {
		// ":oldmode newmode oldhash newhash status", then the path, or for a
		// rename the old and the new one.
		words := strings.Fields(strings.TrimPrefix(fields[0], ":"))
		if len(words) != 5 {
			return nil, errors.New("git " + command + ": not understood")
		}
		name, rest := fields[1], fields[2:]
		if (words[4][0] == 'R' || words[4][0] == 'C') && len(rest) > 0 {
			name, rest = rest[0], rest[1:]
		}
		fields = rest
		c := Changed{Path: name, Conflict: words[4] == "U", Before: []string{""}}
		if strings.HasPrefix(words[0], regular) {
			c.Before[0] = hashOrNone(words[2])
		}
		switch {
		case c.Conflict:
			files = add(files, c)
		case strings.HasPrefix(words[1], regular):
			c.Blob = hashOrNone(words[3])
			files = add(files, c)
		}
	}
	return files, nil
}

// add adds a file. One in conflict is listed a second time with what it was.
func add(files []Changed, c Changed) []Changed {
	if n := len(files); n > 0 && files[n-1].Path == c.Path {
		if c.Before[0] != "" {
			files[n-1].Before = c.Before
		}
		files[n-1].Conflict = files[n-1].Conflict || c.Conflict
		return files
	}
	return append(files, c)
}

// hashOrNone is a hash, or nothing for that of no object.
func hashOrNone(id string) string {
	if strings.Trim(id, "0") == "" {
		return ""
	}
	return id
}

// fewPaths is how many paths git is asked for by name; for more, all are listed.
const fewPaths = 100

// IndexBlobs are the hashes of the contents of files in the index, by their
// paths from the top. Those that are not there, in conflict, links or submodules
// are left out; of others than the given paths there may be some.
func (r *Repo) IndexBlobs(ctx context.Context, paths []string) (map[string]string, error) {
	args := []string{"--literal-pathspecs", "ls-files", "--stage", "--full-name", "-z", "--"}
	if len(paths) <= fewPaths {
		args = append(args, paths...)
	}
	out, err := r.git(ctx, args...)
	if err != nil {
		return nil, err
	}
	blobs := map[string]string{}
	for _, line := range strings.Split(string(out), "\x00") {
		words, name, _ := strings.Cut(line, "\t")
		if f := strings.Fields(words); len(f) == 3 && f[2] == "0" && strings.HasPrefix(f[0], regular) {
			blobs[name] = f[1]
		}
	}
	return blobs, nil
}

// Relative is a path as git names it, from the top of the work tree.
func (r *Repo) Relative(path string) (string, error) { return r.relative(path) }
