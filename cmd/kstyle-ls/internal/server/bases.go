// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"cmp"
	"context"
	"path/filepath"
	"sync"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// bases answers what many files are compared with: git is asked once for each
// repository, and for the content of those files only that have changed.
type bases struct {
	s  *server
	mu sync.Mutex
	by map[listedKey]*listed // nil: there is none
}

type listedKey struct {
	top  string
	base vcs.Base
}

// listed is a repository with what a base has of it.
type listed struct {
	repo    *vcs.Repo
	files   *vcs.Listing
	merging bool // so that what the base does not have may be the other side's
}

// of is the base of a file with a text. Without an answer all is new.
func (b *bases) of(ctx context.Context, p *place, path string, text []byte) *base {
	at, ok := vcs.Locate(filepath.Dir(path))
	if !ok || p.settings.Older == "show" {
		return &base{}
	}
	key := listedKey{at.Top, vcs.Base(cmp.Or(p.settings.Base, string(vcs.Head)))}
	rel, err := filepath.Rel(at.Top, path)
	in := b.listing(ctx, key)
	if err != nil || in == nil {
		return &base{}
	}
	id, known := in.files.Blob(filepath.ToSlash(rel))
	switch {
	case known && vcs.Same(id, text):
		return &base{texts: [][]byte{text}}
	case !known && !in.merging:
		return &base{}
	}
	texts, err := in.repo.Sides(ctx, key.base, path)
	if err != nil {
		return &base{}
	}
	return &base{texts: texts}
}

func (b *bases) listing(ctx context.Context, key listedKey) *listed {
	b.mu.Lock()
	defer b.mu.Unlock()
	if in, ok := b.by[key]; ok {
		return in
	}
	if b.by == nil {
		b.by = map[listedKey]*listed{}
	}
	b.by[key] = nil
	repo, err := vcs.Open(ctx, key.top)
	if err == nil {
		var files *vcs.Listing
		if files, err = repo.Listing(ctx, key.base); err == nil {
			b.by[key] = &listed{repo, files, repo.Merging(ctx)}
		}
	}
	if err != nil {
		b.s.log.Debug("no base", "repository", key.top, "err", err)
	}
	return b.by[key]
}
