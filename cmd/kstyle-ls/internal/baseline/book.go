// SPDX-License-Identifier: GPL-2.0-or-later

package baseline

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// maxBytes is the largest baseline that is read.
const maxBytes = 256 << 20

// Books are the baselines in use, by their files. They are safe for concurrent
// use; the zero value is ready.
type Books struct {
	// Track remembers what is there now, for Compare.
	Track bool

	mu    sync.Mutex
	books map[string]*Book
}

// At returns the book of a file, which need not be there.
func (b *Books) At(name string) *Book {
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.books == nil {
		b.books = map[string]*Book{}
	}
	one := b.books[name]
	if one == nil {
		one = &Book{name: name, track: b.Track, now: map[string]Counts{}}
		b.books[name] = one
	}
	return one
}

// All are the books that were asked for, by name.
func (b *Books) All() []*Book {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []*Book
	for _, one := range b.books {
		out = append(out, one)
	}
	slices.SortFunc(out, func(x, y *Book) int { return strings.Compare(x.name, y.name) })
	return out
}

// Book is one baseline. It is read again when its file changes.
type Book struct {
	name  string
	track bool

	mu      sync.Mutex
	read    bool
	size    int64
	changed time.Time
	counts  Counts
	err     error

	now  map[string]Counts // what is there now, by path
	gone int               // findings that are known and no longer there
	next Counts            // what is to be written, nil if nothing
}

// Name is the file's absolute path.
func (b *Book) Name() string { return b.name }

// Err is what is wrong with the file; errors.Is fs.ErrNotExist if there is
// none.
func (b *Book) Err() error {
	_, err := b.load()
	return err
}

// load returns the counts, read again if the file is not what it was.
func (b *Book) load() (Counts, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	info, err := os.Stat(b.name)
	if err != nil {
		b.read, b.counts = true, nil
		b.err = fmt.Errorf("baseline %s: %w", b.name, underlying(err))
		return nil, b.err
	}
	if b.read && b.err == nil && info.Size() == b.size && info.ModTime().Equal(b.changed) {
		return b.counts, nil
	}
	b.read, b.size, b.changed = true, info.Size(), info.ModTime()
	data, err := read(b.name, info)
	if err != nil {
		b.counts, b.err = nil, fmt.Errorf("baseline %s: %w", b.name, underlying(err))
		return nil, b.err
	}
	b.counts, b.err = Parse(b.name, data)
	return b.counts, b.err
}

// underlying is an error without the path, which stands in front.
func underlying(err error) error {
	var p *fs.PathError
	switch {
	case !errors.As(err, &p):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return missing{}
	}
	return p.Err
}

// missing is the error about a file that is not there.
type missing struct{}

func (missing) Error() string        { return "there is no such file; --update-baseline makes it" }
func (missing) Is(target error) bool { return target == fs.ErrNotExist }

func read(name string, info fs.FileInfo) ([]byte, error) {
	if !info.Mode().IsRegular() {
		return nil, errors.New("is no regular file")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err == nil && len(data) > maxBytes {
		err = fmt.Errorf("larger than %d MiB", maxBytes>>20)
	}
	return data, err
}

// Put has the book leave out what it knows, behind whatever the options keep
// silent already.
func (b *Book) Put(o *analyzer.Options) {
	before := o.Keep
	o.Keep = func(in analyzer.Input, found []*analyzer.Finding) []*analyzer.Finding {
		if before != nil {
			found = before(in, found)
		}
		return b.fresh(in, found)
	}
}

// fresh are the findings in a file that the book does not know. A patch is
// judged as it is: what it adds is new.
func (b *Book) fresh(in analyzer.Input, found []*analyzer.Finding) []*analyzer.Finding {
	file, ok := b.path(in)
	if !ok || in.Form != analyzer.File {
		return found
	}
	known, err := b.load()
	if err != nil {
		return found // it is told elsewhere
	}
	all := places(file, in.Bytes, found)
	if b.track {
		b.mu.Lock()
		b.now[file] = count(all)
		b.mu.Unlock()
	}
	return known.fresh(all, found)
}

// path is the path of an input from the folder of the book.
func (b *Book) path(in analyzer.Input) (string, bool) {
	abs, err := filepath.Abs(filepath.FromSlash(in.Name))
	if err != nil {
		return "", false
	}
	dir := filepath.Dir(b.name)
	rel, err := filepath.Rel(dir, abs)
	if err != nil || !filepath.IsLocal(rel) {
		// The folder may be reached by a link.
		real, errDir := filepath.EvalSymlinks(dir)
		file, errFile := filepath.EvalSymlinks(abs)
		if errDir != nil || errFile != nil {
			return "", false
		}
		if rel, err = filepath.Rel(real, file); err != nil || !filepath.IsLocal(rel) {
			return "", false
		}
	}
	return filepath.ToSlash(rel), true
}
