// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// Listing is all files of a base with their content's names, for who wants to
// look at many: one call of git where Content needs some for each file.
type Listing struct {
	blobs map[string]string // by path from the top
}

// Listing lists the files of a base.
func (r *Repo) Listing(ctx context.Context, base Base) (*Listing, error) {
	args := []string{"ls-files", "--stage", "--full-name", "-z", "--", ":(top)"}
	if base != Index {
		commit, err := r.commitOf(ctx, base)
		if err != nil {
			return nil, err
		}
		args = []string{"ls-tree", "-r", "-z", "--full-tree", commit, "--"}
	}
	out, err := r.git(ctx, args...)
	if err != nil {
		return nil, err
	}
	l := &Listing{blobs: map[string]string{}}
	for _, line := range strings.Split(string(out), "\x00") {
		// "mode blob id<tab>path" of a tree, "mode id stage<tab>path" of the index.
		words, path, ok := strings.Cut(line, "\t")
		fields := strings.Fields(words)
		if !ok || len(fields) < 3 {
			continue
		}
		id := fields[2]
		if base == Index {
			if id = fields[1]; fields[2] == "1" || fields[2] == "3" {
				continue // not ours while a merge is in conflict
			}
		}
		l.blobs[path] = id
	}
	if base != Index {
		r.addRenamed(ctx, base, l)
	}
	return l, nil
}

// addRenamed adds the new names of files that the index says were renamed
// since the base.
func (r *Repo) addRenamed(ctx context.Context, base Base, l *Listing) {
	commit, err := r.commitOf(ctx, base)
	if err != nil {
		return
	}
	for _, m := range r.renames(ctx, commit) {
		if id, ok := l.blobs[m.from]; ok && l.blobs[m.to] == "" {
			l.blobs[m.to] = id
		}
	}
}

// Blob is the hash of a file's content, by its path from the top.
func (l *Listing) Blob(path string) (id string, ok bool) {
	id, ok = l.blobs[path]
	return id, ok
}

// Same reports whether content is what the hash names.
func Same(id string, content []byte) bool {
	var h hash.Hash
	switch len(id) {
	case 2 * sha1.Size:
		h = sha1.New()
	case 2 * sha256.Size:
		h = sha256.New()
	default:
		return false
	}
	fmt.Fprintf(h, "blob %d\x00", len(content))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil)) == id
}
