// SPDX-License-Identifier: GPL-2.0-or-later

package baseline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// errOutside is why findings of a file cannot be written down.
var errOutside = errors.New("lies outside of the folder of the baseline, so it cannot be in it")

// Record writes down what was found in a file in place of what the book knew of
// it. Of types that were not judged it keeps what it knew.
func (b *Book) Record(in analyzer.Input, found []*analyzer.Finding, judged func(typ string) bool) error {
	file, ok := b.path(in)
	if !ok {
		return errOutside
	}
	if _, err := b.load(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open()
	for k := range b.next {
		if k.Path == file && judged(k.Type) {
			delete(b.next, k)
		}
	}
	for k, known := range count(places(file, in.Bytes, found)) {
		b.next[k] = known
	}
	return nil
}

// open begins what is to be written with what is there: the counts themselves
// are read by others meanwhile. The lock is held.
func (b *Book) open() {
	if b.next != nil {
		return
	}
	b.next = Counts{}
	for k, known := range b.counts {
		b.next[k] = known
	}
}

// Compare notes what the book knows of a file that was checked and that is no
// longer there. With prune it is taken out.
func (b *Book) Compare(in analyzer.Input, judged func(typ string) bool, prune bool) {
	file, ok := b.path(in)
	if !ok {
		return
	}
	known, err := b.load()
	if err != nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now[file]
	delete(b.now, file)
	for k, had := range known {
		if k.Path != file || !judged(k.Type) || now[k].Count >= had.Count {
			continue
		}
		b.gone += had.Count - now[k].Count
		if prune {
			b.set(k, now[k])
		}
	}
}

// set puts a count in place of another. The lock is held.
func (b *Book) set(k Key, known Known) {
	b.open()
	if known.Count == 0 {
		delete(b.next, k)
	} else {
		b.next[k] = known
	}
}

// Missing notes what the book knows of files that are no longer there, and with
// prune takes it out.
func (b *Book) Missing(prune bool) {
	known, err := b.load()
	if err != nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	there := map[string]bool{}
	for k, had := range known {
		exists, asked := there[k.Path]
		if !asked {
			_, err := os.Lstat(filepath.Join(filepath.Dir(b.name), filepath.FromSlash(k.Path)))
			exists = !errors.Is(err, fs.ErrNotExist)
			there[k.Path] = exists
		}
		if exists {
			continue
		}
		b.gone += had.Count
		if prune {
			b.set(k, Known{})
		}
	}
}

// Gone is how many findings the book knows that are no longer there, as far as
// Compare and Missing have looked.
func (b *Book) Gone() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.gone
}

// Save writes the book so that at every moment the file is the old or the new
// one, and returns how many findings it knows now. A file that is no baseline
// is not overwritten: Record and Compare have looked.
func (b *Book) Save() (findings int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next == nil {
		return b.counts.findings(), nil
	}
	if err := renameio.WriteFile(b.name, b.next.Format(), 0o644); err != nil {
		return 0, fmt.Errorf("write the baseline: %w", err)
	}
	findings = b.next.findings()
	b.next, b.read = nil, false
	return findings, nil
}
