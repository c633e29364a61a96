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
	by map[listingKey]*vcs.Listing // nil: there is none
}

type listingKey struct {
	top  string
	base vcs.Base
}

// of is the base of a file with a text. Without an answer all is new.
func (b *bases) of(ctx context.Context, p *place, path string, text []byte) *base {
	at, ok := vcs.Locate(filepath.Dir(path))
	if !ok || p.settings.Older == "show" {
		return &base{}
	}
	rel, err := filepath.Rel(at.Top, path)
	list := b.listing(ctx, listingKey{at.Top, vcs.Base(cmp.Or(p.settings.Base, string(vcs.Head)))})
	if err != nil || list == nil {
		return &base{}
	}
	id, ok := list.Blob(filepath.ToSlash(rel))
	if !ok {
		return &base{}
	}
	if vcs.Same(id, text) {
		return &base{texts: [][]byte{text}}
	}
	if history := p.judgement.Options.Facts.History; history != nil {
		if old, ok := history.Blob(id); ok {
			return &base{texts: [][]byte{old}}
		}
	}
	return &base{}
}

func (b *bases) listing(ctx context.Context, key listingKey) *vcs.Listing {
	b.mu.Lock()
	defer b.mu.Unlock()
	if list, ok := b.by[key]; ok {
		return list
	}
	if b.by == nil {
		b.by = map[listingKey]*vcs.Listing{}
	}
	repo, err := vcs.Open(ctx, key.top)
	if err == nil {
		b.by[key], err = repo.Listing(ctx, key.base)
	}
	if err != nil {
		b.by[key] = nil
		b.s.log.Debug("no base", "repository", key.top, "err", err)
	}
	return b.by[key]
}
