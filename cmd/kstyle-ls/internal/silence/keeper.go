// SPDX-License-Identifier: GPL-2.0-or-later

package silence

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// Keeper leaves out what the comments in a text and the records of its
// repository silence. The records are read again when their file changes. It
// is safe for concurrent use; the zero value knows comments only.
type Keeper struct {
	place vcs.Place
	found bool

	mu      sync.Mutex
	records Records
	size    int64
	changed time.Time
	last    reading
}

// NewKeeper returns the keeper for texts in a folder.
func NewKeeper(dir string) *Keeper {
	k := &Keeper{}
	k.place, k.found = vcs.Locate(dir)
	return k
}

// GitDir is where the records are kept; ok is false outside of repositories.
func (k *Keeper) GitDir() (dir string, ok bool) { return k.place.Common, k.found }

// Keep returns the findings that nothing silences. It is an
// analyzer.Options.Keep.
func (k *Keeper) Keep(in analyzer.Input, found []*analyzer.Finding) []*analyzer.Finding {
	commented := commented(in, k.remarks(in), found)
	silent, _ := k.load().Silent(in, found, func(f *analyzer.Finding) string { return k.PathOf(in, f) })
	if !slices.Contains(commented, true) && !slices.Contains(silent, true) {
		return found
	}
	var kept []*analyzer.Finding
	for i, f := range found {
		if !commented[i] && !silent[i] {
			kept = append(kept, f)
		}
	}
	return kept
}

// PathOf is the path from the top of the repository of the file that a finding
// is in.
func (k *Keeper) PathOf(in analyzer.Input, f *analyzer.Finding) string {
	if in.Form != analyzer.File {
		return f.Path
	}
	if abs, err := filepath.Abs(filepath.FromSlash(in.Name)); err == nil && k.found {
		if rel, err := filepath.Rel(k.place.Top, abs); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return strings.TrimPrefix(in.Path, "./")
}

// load returns the records, read again if their file is not what it was.
func (k *Keeper) load() Records {
	if !k.found {
		return Records{}
	}
	info, err := os.Stat(filepath.Join(k.place.Common, FileName))
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case err != nil:
		k.records, k.size, k.changed = Records{}, 0, time.Time{}
	case info.Size() != k.size || !info.ModTime().Equal(k.changed):
		// What cannot be read silences nothing.
		records, _, err := Load(k.place.Common)
		if err != nil {
			records = Records{}
		}
		k.records, k.size, k.changed = records, info.Size(), info.ModTime()
	}
	return k.records
}

// Keepers keeps by the repository that each input lies in: a patch or standard
// input lies where the program runs. It is safe for concurrent use.
type Keepers struct {
	mu    sync.Mutex
	byDir map[string]*Keeper
}

// Keep is that of the Keeper of the input's folder.
func (k *Keepers) Keep(in analyzer.Input, found []*analyzer.Finding) []*analyzer.Finding {
	return k.of(in).Keep(in, found)
}

func (k *Keepers) of(in analyzer.Input) *Keeper {
	dir := "."
	if in.Form == analyzer.File && in.Name != "-" {
		dir = filepath.Dir(filepath.FromSlash(in.Name))
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return &Keeper{}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.byDir == nil {
		k.byDir = map[string]*Keeper{}
	}
	one := k.byDir[abs]
	if one == nil {
		one = NewKeeper(abs)
		k.byDir[abs] = one
	}
	return one
}
