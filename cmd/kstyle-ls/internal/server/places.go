// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/baseline"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/settings"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/silence"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/tree"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// place is what is known of the folder that a document lies in: its tree, its
// repository, and how texts are judged there. It does not change; when the
// client's wishes or the files that it was read from do, there is a new one.
type place struct {
	root      string // what paths are relative to; empty for none
	quiet     bool   // nothing here looks like this style
	settings  Settings
	judgement *settings.Judgement // the engine tells old options from new by the address
	keeper    *silence.Keeper     // of what is kept silent
}

// places are those in use. Documents of one folder share one.
type places struct {
	mu     sync.Mutex
	byDir  map[string]*place // or by file, where files of a folder are judged differently
	loader *settings.Loader  // of the project's own settings
	trees  map[string]*tree.Tree
	// baselines are those that the project's settings name.
	baselines   baseline.Books
	history     map[string]*vcs.Lazy // by the top of the work tree
	maintainers map[*tree.Tree]*maintainers.File
	told        string // what is wrong with the project's settings
}

// markers say that a folder and what is below it is meant to be in this style.
var markers = []string{"kstyle.toml", ".checkpatch.conf", "scripts/checkpatch.pl"}

// placeOf returns the place of a document.
func (s *server) placeOf(doc *document) *place {
	path, dir := pathOf(doc.uri), s.folderOf(doc)
	s.places.mu.Lock()
	defer s.places.mu.Unlock()
	of := dir
	if doc.uri.IsFile() && s.places.loader.Varies(path) {
		of = path
	}
	isPatch := doc.form.form == analyzer.Patch
	if isPatch {
		of += "\x00patch" // the files in it may be judged each in its own way
	}
	if p := s.places.byDir[of]; p != nil {
		return p
	}
	p := s.newPlace(dir, path, isPatch)
	s.places.byDir[of] = p
	return p
}

// folderOf is the folder that a document belongs to: the work tree, for a
// message that git keeps in a folder of its own.
func (s *server) folderOf(doc *document) string {
	if !doc.uri.IsFile() {
		return s.firstFolder()
	}
	dir := filepath.Dir(pathOf(doc.uri))
	if filepath.Base(dir) == ".git" {
		return filepath.Dir(dir)
	}
	if filepath.Base(filepath.Dir(dir)) == "worktrees" {
		// There git says where the work tree's .git is.
		if link, err := os.ReadFile(filepath.Join(dir, "gitdir")); err == nil {
			return filepath.Dir(strings.TrimSpace(string(link)))
		}
	}
	return dir
}

// newPlace looks around in the file system. s.places is locked.
func (s *server) newPlace(dir, path string, isPatch bool) *place {
	p := &place{settings: s.settingsFor(dir)}
	seen := false // the folder is there, so that what is not in it is not there
	if dir != "" {
		info, err := os.Stat(dir)
		seen = err == nil && info.IsDir()
	}
	o := analyzer.Defaults()
	p.root = s.rootOf(dir)
	if seen && !p.settings.NoTree {
		if root, ok := treeRoot(dir, p.settings.Tree); ok {
			p.root = root
			if t := s.openTree(root); t != nil {
				o.Facts.Tree = t
			}
		}
	}
	if seen {
		o.Facts.History = s.openHistory(dir)
	}
	p.keeper = &silence.Keeper{}
	if seen {
		p.keeper = silence.NewKeeper(dir)
	}
	o.Keep = p.keeper.Keep
	said := config.Defaults()
	var of func(string) *config.Settings
	if seen {
		said = s.projectSays(path)
		if isPatch {
			of = s.sayOfPatched(p)
		}
	}
	p.judgement = settings.Judge(&o, p.settings.over(said), of)
	s.baselineOf(p.judgement)
	switch p.settings.Enable {
	case "always":
	case "never":
		p.quiet = true
	default:
		// What cannot be looked at is judged.
		p.quiet = seen && !marked(dir)
	}
	if p.quiet {
		s.log.Info("quiet: nothing here looks like kernel style; the setting enable changes that", "folder", dir)
	}
	return p
}

// projectSays is what the project's files say of a path. One that cannot be
// understood says nothing, and is told.
func (s *server) projectSays(path string) *config.Settings {
	said, err := s.places.loader.For(path)
	if err == nil {
		return said
	}
	s.log.Warn("the project's settings are left out", "err", err)
	if text := err.Error(); s.client != nil && s.phase.Load() == phaseRunning && s.places.told != text {
		s.places.told = text // one file holds for many folders
		s.tell(protocol.MessageTypeWarning, fmt.Sprintf("kstyle: the project's settings are left out: %v", err))
	}
	return config.Defaults()
}

// sayOfPatched answers what holds for the files that a patch changes, below
// the root of its place; nil where that is not known. Each folder may have a
// file of settings of its own.
func (s *server) sayOfPatched(p *place) func(path string) *config.Settings {
	loader := s.places.loader
	if p.root == "" {
		return nil
	}
	return func(path string) *config.Settings {
		said, err := loader.For(filepath.Join(p.root, filepath.FromSlash(path)))
		if err != nil {
			return nil // what holds for the patch holds
		}
		return p.settings.over(said)
	}
}

// baselineOf has the project's baseline leave out what it knows. One that
// cannot be read knows nothing, and is told.
func (s *server) baselineOf(j *settings.Judgement) {
	if j.Settings.Baseline == "" {
		return
	}
	book := s.places.baselines.At(j.Settings.Baseline)
	if err := book.Err(); err != nil {
		s.log.Warn("the baseline is left out", "err", err)
		if s.client != nil && s.phase.Load() == phaseRunning {
			s.tell(protocol.MessageTypeWarning, fmt.Sprintf("kstyle: %v", err))
		}
	}
	book.Put(j.Options) // it is read again when it changes
}

// tell shows a message to the user.
func (s *server) tell(kind protocol.MessageType, text string) {
	s.spawn("show a message", func(ctx context.Context) error {
		return s.client.ShowMessage(ctx, &protocol.ShowMessageParams{Type: kind, Message: text})
	})
}

// treeRoot is the root of the kernel tree: the one that was set, or the one
// that holds dir.
func treeRoot(dir, set string) (string, bool) {
	if set != "" && filepath.IsAbs(set) {
		return filepath.Clean(set), true
	}
	return tree.Find(dir)
}

// marked reports whether dir or a folder above it has a marker.
func marked(dir string) bool {
	for {
		for _, name := range markers {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				return true
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return false
		}
		dir = up
	}
}

// openTree returns the tree below root, opened once; nil if it cannot be.
func (s *server) openTree(root string) *tree.Tree {
	if t := s.places.trees[root]; t != nil {
		return t
	}
	t, err := tree.Open(root, treefs.Extra{Codespell: s.dictionary(root)})
	if err != nil {
		s.log.Warn("open the tree", "root", root, "err", err)
		return nil
	}
	s.places.trees[root] = t
	return t
}

// dictionary is that of codespell for the tree below root, nil for none.
func (s *server) dictionary(root string) []byte {
	said, err := s.places.loader.For(filepath.Join(root, "x"))
	if err != nil {
		return nil // the file is told to be wrong where it is read
	}
	text, err := settings.Dictionary(said)
	if err != nil {
		s.log.Warn("read the dictionary", "err", err)
	}
	return text
}

// openHistory returns the history of the repository that dir is in, one for
// all of its folders.
func (s *server) openHistory(dir string) *vcs.Lazy {
	if at, ok := vcs.Locate(dir); ok {
		dir = at.Top
	}
	h := s.places.history[dir]
	if h == nil {
		h = vcs.LazyHistory(dir)
		s.places.history[dir] = h
	}
	return h
}

// forgetPlaces has everything looked at anew. Trees that checks may still use
// are given back when the last of them has ended, by the garbage collector.
func (s *server) forgetPlaces(filesChanged bool) {
	s.places.mu.Lock()
	defer s.places.mu.Unlock()
	clear(s.places.byDir)
	s.places.told = ""
	s.places.loader = settings.New(s.engine, settings.Options{})
	if filesChanged {
		clear(s.places.trees)
		clear(s.places.maintainers)
		for _, h := range s.places.history {
			h.Forget()
		}
	}
}

func (s *server) closePlaces() {
	s.places.mu.Lock()
	defer s.places.mu.Unlock()
	for _, h := range s.places.history {
		h.Close()
	}
	for root, t := range s.places.trees {
		if err := t.Close(); err != nil {
			s.log.Debug("close the tree", "root", root, "err", err)
		}
	}
}

// recheck has every open document looked at again, as after new settings.
func (s *server) recheck() {
	s.sweeps.forget()
	s.docs.mu.Lock()
	defer s.docs.mu.Unlock()
	for _, doc := range s.docs.open {
		doc.again(doc.newest())
	}
	s.refresh()
}

// refresh has the client ask again for what it does not get unasked.
func (s *server) refresh() {
	if s.caps.lens && s.caps.lensRefresh {
		s.spawn("refresh code lenses", func(ctx context.Context) error { return s.client.CodeLensRefresh(ctx) })
	}
	if s.caps.pull && s.caps.refresh {
		s.spawn("refresh diagnostics", func(ctx context.Context) error { return s.client.DiagnosticRefresh(ctx) })
	}
}
