// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"strings"
	"sync"
	"time"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/silence"
)

// watched are the files outside the documents on which findings depend.
var watched = []string{
	"**/.checkpatch.conf", "**/kstyle.toml", "**/*.baseline", "**/MAINTAINERS", "**/scripts/spelling.txt",
	"**/scripts/const_structs.checkpatch", "**/.git/HEAD", "**/.git/index", "**/.git/logs/HEAD", "**/.git/" + silence.FileName,
}

// watchFiles asks the client to say when one of them changes.
func (s *server) watchFiles(ctx context.Context) error {
	options := protocol.DidChangeWatchedFilesRegistrationOptions{}
	for _, pattern := range watched {
		options.Watchers = append(options.Watchers, protocol.FileSystemWatcher{GlobPattern: protocol.Pattern(pattern)})
	}
	raw, err := protocol.Marshal(&options)
	if err != nil {
		return err
	}
	return s.client.RegisterCapability(ctx, &protocol.RegistrationParams{Registrations: []protocol.Registration{
		{ID: "kstyle.watch", Method: protocol.MethodWorkspaceDidChangeWatchedFiles, RegisterOptions: raw},
	}})
}

// news are changes of files that are not looked into yet.
type news struct {
	mu     sync.Mutex
	come   bool // there are some, and somebody will look
	beyond bool // not only the index: what is known of the tree may be wrong
}

// newsPause is how long news are gathered: a rebase writes the index hundreds
// of times.
const newsPause = 50 * time.Millisecond

func (s *server) DidChangeWatchedFiles(_ context.Context, p *protocol.DidChangeWatchedFilesParams) error {
	beyond := false
	for _, c := range p.Changes {
		beyond = beyond || !strings.HasSuffix(c.URI.Path(), "/.git/index")
	}
	if len(p.Changes) > 0 {
		s.filesChanged(beyond)
	}
	return nil
}

// filesChanged has everything looked at again, a little later. beyond tells that
// it is not the index alone that has changed.
func (s *server) filesChanged(beyond bool) {
	s.saved.Add(1)
	s.news.mu.Lock()
	defer s.news.mu.Unlock()
	s.news.beyond = s.news.beyond || beyond
	if s.news.come {
		return
	}
	s.news.come = true
	s.spawn("look at files that have changed", func(ctx context.Context) error {
		select {
		case <-time.After(newsPause):
		case <-ctx.Done():
			return nil
		}
		s.news.mu.Lock()
		beyond := s.news.beyond
		s.news.come, s.news.beyond = false, false
		s.news.mu.Unlock()
		s.log.Debug("files have changed", "onlyIndex", !beyond)
		if beyond {
			s.forgetPlaces(true)
		}
		s.forgetBases()
		s.recheck()
		return nil
	})
}
