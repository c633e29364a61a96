// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"strings"
)

// HooksDir is where git looks for the hooks of a repository.
type HooksDir struct {
	// Path is absolute. The folder need not exist.
	Path string
	// Scope and Origin say where core.hooksPath is set: a scope of git's
	// configuration, such as local or global, and the file. Both are empty
	// where it is not set.
	Scope, Origin string
	// Top is the top of the work tree, Common the folder that git keeps for
	// all work trees.
	Top, Common string
}

// Hooks finds the folder of the hooks, and runs none.
func (r *Repo) Hooks(ctx context.Context) (HooksDir, error) {
	out, err := r.git(ctx, "rev-parse", "--git-common-dir")
	if err != nil {
		return HooksDir{}, err
	}
	d := HooksDir{Top: r.Top, Common: r.absolute(string(bytes.TrimSuffix(out, []byte("\n"))))}
	d.Path = filepath.Join(d.Common, "hooks")
	// Each setting is three fields: the scope, where it comes from, the value.
	// That of the command line is our own.
	out, err = r.git(ctx, "config", "-z", "--show-scope", "--show-origin", "--type=path", "--get-all", "core.hooksPath")
	if err != nil {
		return d, nil // not set
	}
	fields := strings.Split(string(out), "\x00")
	for i := 0; i+2 < len(fields); i += 3 {
		if fields[i] == "command" {
			continue
		}
		d.Scope, d.Origin = fields[i], strings.TrimPrefix(fields[i+1], "file:")
		d.Path = r.absolute(fields[i+2])
	}
	return d, nil
}

// absolute is a path that git gave, which counts from the top.
func (r *Repo) absolute(path string) string {
	if !filepath.IsAbs(path) {
		path = filepath.Join(r.Top, path)
	}
	return filepath.Clean(path)
}

// Merging reports whether the next commit concludes a merge.
func (r *Repo) Merging(ctx context.Context) bool {
	_, err := r.git(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", "MERGE_HEAD^{commit}")
	return err == nil
}

// autoComments are the characters that git tries for core.commentChar=auto.
const autoComments = "#;@!$%^&|:"

// CommentChar is what a comment in a commit message begins with; message is the
// text as it was given to the editor, which tells where git chooses by itself.
func (r *Repo) CommentChar(ctx context.Context, message []byte) byte {
	for _, key := range []string{"core.commentString", "core.commentChar"} {
		out, err := r.git(ctx, "config", "--get", key)
		value := strings.TrimSuffix(string(out), "\n")
		switch {
		case err != nil || value == "":
		case value == "auto":
			lines := bytes.Split(bytes.TrimSpace(message), []byte("\n"))
			if last := lines[len(lines)-1]; len(last) > 0 && strings.IndexByte(autoComments, last[0]) >= 0 {
				return last[0]
			}
		case len(value) == 1:
			return value[0]
		}
	}
	return '#'
}

// mostUnpublished bounds Unpublished: more commits than that are nobody's own.
const mostUnpublished = 200

// Unpublished lists the commits, oldest first and without merges, that a push
// of the commit local would show to others for the first time: those that are
// neither in what the remote has there, if it is known here, nor on any branch
// that was fetched. tooMany is true, and the list empty, if it is very long.
func (r *Repo) Unpublished(ctx context.Context, local, remote string) (ids []string, tooMany bool, err error) {
	if !isID(local) || remote != "" && !isID(remote) {
		return nil, false, errors.New("a hash was expected")
	}
	args := []string{"rev-list", "--reverse", "--no-merges", "--max-count=" + strconv.Itoa(mostUnpublished+1), local, "--not", "--remotes"}
	if remote != "" {
		if _, err := r.git(ctx, "cat-file", "-e", remote+"^{commit}"); err == nil {
			args = append(args, remote)
		}
	}
	out, err := r.git(ctx, append(args, "--")...)
	if err != nil {
		return nil, false, err
	}
	if ids = strings.Fields(string(out)); len(ids) > mostUnpublished {
		return nil, true, nil
	}
	return ids, false, nil
}
