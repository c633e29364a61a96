// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// lookout looks after the files on which findings depend for clients that
// watch none: when a document is opened or saved, and at a key behind a pause.
type lookout struct {
	mu   sync.Mutex
	last time.Time
	seen map[string]stamp
}

// stamp tells one state of a file from another; the zero value is no file.
type stamp struct {
	size    int64
	changed time.Time
}

// lookPause is how long a look holds.
const lookPause = time.Second

// lookAround looks whether files around a document have changed. It costs a few
// dozen questions to the file system.
func (s *server) lookAround(doc *document, now bool) {
	if s.caps.watch || !doc.uri.IsFile() {
		return
	}
	s.lookout.mu.Lock()
	defer s.lookout.mu.Unlock()
	if !now && time.Since(s.lookout.last) < cmp.Or(s.opts.LookPause, lookPause) {
		return
	}
	s.lookout.last = time.Now()
	s.spawn("look around", func(context.Context) error {
		if any, beyond := s.lookout.look(s.folderOf(doc)); any {
			s.filesChanged(beyond)
		}
		return nil
	})
}

// look reports whether a file around a folder is not what it was, and whether it
// is another one than the index. What is seen first is no news.
func (l *lookout) look(dir string) (any, beyond bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, name := range around(dir) {
		var is stamp
		if info, err := os.Stat(name); err == nil {
			is = stamp{info.Size(), info.ModTime()}
		}
		was, known := l.seen[name]
		l.seen[name] = is
		if known && was != is {
			any, beyond = true, beyond || filepath.Base(name) != "index"
		}
	}
	return any, beyond
}

// around are the files that may matter to what is in a folder.
func around(dir string) []string {
	var names []string
	if at, ok := vcs.Locate(dir); ok {
		own := at.Own()
		names = append(names, filepath.Join(own, "HEAD"), filepath.Join(own, "index"), filepath.Join(own, "logs", "HEAD"))
	}
	if root, ok := treeRoot(dir, ""); ok {
		for _, name := range []string{"MAINTAINERS", "scripts/spelling.txt", "scripts/const_structs.checkpatch"} {
			names = append(names, filepath.Join(root, filepath.FromSlash(name)))
		}
	}
	for {
		names = append(names, filepath.Join(dir, config.Name), filepath.Join(dir, config.CheckpatchName))
		up := filepath.Dir(dir)
		if up == dir {
			return names
		}
		dir = up
	}
}
