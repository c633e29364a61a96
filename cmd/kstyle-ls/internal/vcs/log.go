// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"context"
	"strconv"
	"strings"
)

// Entry is one commit of a log.
type Entry struct {
	ID      string // twelve digits or more
	Subject string
	Author  string // Name <address>
}

// Log lists the last commits of HEAD, newest first, without merges; with
// paths, relative to the top, only those that touched one of them.
func (r *Repo) Log(ctx context.Context, most int, paths ...string) ([]Entry, error) {
	args := []string{"log", "--no-merges", "--no-show-signature", "--no-color", "--no-ext-diff", "--no-textconv", "--abbrev=12",
		"--max-count=" + strconv.Itoa(most), "--format=%h%x00%s%x00%an <%ae>%x00"}
	if len(paths) > 0 {
		args = append(args, "--")
		for _, p := range paths {
			args = append(args, ":(literal,top)"+p)
		}
	} else {
		args = append(args, "--end-of-options", "HEAD", "--")
	}
	out, err := r.git(ctx, args...)
	if err != nil {
		return nil, err
	}
	var entries []Entry
	fields := strings.Split(string(out), "\x00")
	for i := 0; i+2 < len(fields); i += 3 {
		entries = append(entries, Entry{strings.TrimSpace(fields[i]), fields[i+1], fields[i+2]})
	}
	return entries, nil
}

// StagedNames lists the files that the next commit would change.
func (r *Repo) StagedNames(ctx context.Context) ([]string, error) {
	out, err := r.git(ctx, "diff", "--cached", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--")
	if err != nil {
		return nil, err
	}
	return strings.FieldsFunc(string(out), func(c rune) bool { return c == 0 }), nil
}
