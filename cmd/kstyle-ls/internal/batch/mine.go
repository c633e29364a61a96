// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/linediff"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// errConflict is why a file is not checked that a merge left in conflict.
var errConflict = errors.New("in conflict; not checked (solve it and 'git add' it)")

// compares reports whether the run is about changes against a base.
func (q *Request) compares() bool { return q.Staged || q.DiffBase != "" }

// base is what changes are counted from.
func (q *Request) base() vcs.Base {
	if q.DiffBase == "" {
		return vcs.Head
	}
	return q.DiffBase
}

// changed yields the files that differ from the base: those in the index, or
// those of the work tree. Paths that the user gave limit them; a file that he
// named is checked although it does not differ.
func (r *runner) changed(ctx context.Context, each func(item) bool) {
	limits, ok := r.limits(each)
	if !ok {
		return
	}
	list := r.inWorkTree
	if r.q.Staged {
		list = r.q.Repo.StagedFiles
	}
	files, err := list(ctx, r.q.base())
	if err != nil {
		each(item{name: string(r.q.base()), err: err})
		return
	}
	seen := map[string]bool{}
	for _, c := range files {
		seen[c.Path] = true
		if limits.have(c.Path) && !each(r.changedItem(c)) {
			return
		}
	}
	if !r.q.SkipUnchanged {
		r.unchanged(ctx, limits, seen, each)
	}
}

// inWorkTree lists the files of the work tree that differ from a base. Those
// that git does not look after yet are new ones, as far as their names tell that
// they have a style: the others are logs, notes, and patches that were made.
func (r *runner) inWorkTree(ctx context.Context, base vcs.Base) ([]vcs.Changed, error) {
	files, err := r.q.Repo.ChangedFiles(ctx, base)
	if err != nil {
		return nil, err
	}
	untracked, err := r.q.Repo.Untracked(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range untracked {
		switch source.KindOf(c.Path) {
		case source.Other, source.Patch, source.Message:
		default:
			files = append(files, c)
		}
	}
	return files, nil
}

// unchanged yields the files that the user named and that were not seen among
// those that differ.
func (r *runner) unchanged(ctx context.Context, limits limits, seen map[string]bool, each func(item) bool) {
	var paths []string
	for _, l := range limits {
		if !l.dir && !seen[l.path] {
			seen[l.path] = true
			paths = append(paths, l.path)
		}
	}
	if len(paths) == 0 {
		return
	}
	blobs, err := r.q.Repo.IndexBlobs(ctx, paths)
	if err != nil {
		each(item{name: "index", err: err})
		return
	}
	for _, path := range paths {
		blob, known := blobs[path]
		if !each(r.unchangedItem(path, blob, known)) {
			return
		}
	}
}

// limit is a path that the user gave, from the top of the work tree.
type limit struct {
	path string
	dir  bool
}

type limits []limit

// have reports whether a path is one of those, or below one; without any all
// are meant.
func (l limits) have(path string) bool {
	for _, one := range l {
		if path == one.path || one.dir && (one.path == "." || strings.HasPrefix(path, one.path+"/")) {
			return true
		}
	}
	return len(l) == 0
}

// limits reads the paths of the request; ok is false when there is nothing
// left to do.
func (r *runner) limits(each func(item) bool) (all limits, ok bool) {
	given := 0
	for _, name := range r.q.Paths {
		given++
		if name == "-" {
			if !each(r.changedStdin()) {
				return nil, false
			}
			continue
		}
		abs, err := filepath.Abs(name)
		if err == nil {
			abs, err = r.q.Repo.Relative(abs)
		}
		if err != nil {
			if !each(item{name: name, err: err}) {
				return nil, false
			}
			continue
		}
		info, err := os.Stat(name)
		if err != nil && !r.q.Staged {
			if !each(item{name: name, err: err}) {
				return nil, false
			}
			continue
		}
		all = append(all, limit{abs, err == nil && info.IsDir()})
	}
	return all, given == 0 || len(all) > 0
}

// changedItem is a file that the base has in another version, or not at all.
func (r *runner) changedItem(c vcs.Changed) item {
	it := r.repoItem(c.Path)
	if c.Conflict && r.q.Staged {
		it.err = errConflict
		return it
	}
	if r.q.Staged {
		it.load = func(context.Context) ([]byte, error) { return r.blob(c.Blob) }
	}
	it.before = func(context.Context) ([][]byte, error) {
		var all [][]byte
		for _, id := range c.Before {
			text, err := r.blob(id)
			if err != nil {
				return nil, err
			}
			all = append(all, text)
		}
		return all, nil
	}
	return it
}

// unchangedItem is a file that the user named and that no list of changes has:
// it is as it was, or git does not look after it.
func (r *runner) unchangedItem(path, blob string, known bool) item {
	it := r.repoItem(path)
	it.named = true
	if r.q.Staged {
		if !known {
			it.err = errors.New("not in the index; 'git add' it, or check it without --staged")
			return it
		}
		it.load = func(context.Context) ([]byte, error) { return r.blob(blob) }
	}
	it.before = func(context.Context) ([][]byte, error) {
		if !known {
			return [][]byte{nil}, nil
		}
		text, err := r.blob(blob)
		return [][]byte{text}, err
	}
	return it
}

// changedStdin is standard input as a newer version of the file whose name it
// goes by.
func (r *runner) changedStdin() item {
	it := r.stdin()
	if r.q.StdinName == "" {
		it.err = errors.New("standard input as a version of which file? See --stdin-filename")
		return it
	}
	it.before = func(ctx context.Context) ([][]byte, error) {
		abs, err := filepath.Abs(r.q.StdinName)
		if err != nil {
			return nil, err
		}
		text, err := r.q.Repo.Content(ctx, r.q.base(), abs)
		if errors.Is(err, vcs.ErrUnknownFile) {
			return [][]byte{nil}, nil
		}
		return [][]byte{text}, err
	}
	return it
}

// repoItem is a file by its path from the top of the work tree.
func (r *runner) repoItem(path string) item {
	it := item{name: path, disk: filepath.Join(r.q.Repo.Top, filepath.FromSlash(path)), atTop: true}
	if source.KindOf(path) == source.Other {
		it.form = AsFile // what looks like a patch in it is not one
	}
	return it
}

// blob is content that git keeps; none for no hash.
func (r *runner) blob(id string) ([]byte, error) {
	if id == "" {
		return nil, nil
	}
	text, ok := r.history.Blob(id)
	if !ok {
		return nil, fmt.Errorf("git does not give the content %s: it is missing, or larger than %d MiB", id, maxBytes>>20)
	}
	return text, nil
}

// onlyMine has findings left out that no change touches, in this and every
// further reading of the input. It works on the judgement of one input.
func (r *runner) onlyMine(ctx context.Context, d *done) error {
	if d.item.before == nil || r.q.WholeFile {
		return nil
	}
	before, err := d.item.before(ctx)
	if err != nil {
		return err
	}
	keep := d.judge.Options.Keep
	d.judge.Options.Keep = func(in analyzer.Input, found []*analyzer.Finding) []*analyzer.Finding {
		if keep != nil {
			found = keep(in, found)
		}
		var mine []*analyzer.Finding
		mine, d.older = split(before, in.Bytes, found)
		return mine
	}
	return nil
}

// split tells findings that a change against every earlier version touches
// from those that were there.
func split(before [][]byte, text []byte, found []*analyzer.Finding) (mine, older []*analyzer.Finding) {
	changes := make([]*linediff.Changes, len(before))
	for i, b := range before {
		changes[i] = linediff.Since(b, text)
	}
	for _, f := range found {
		touched := true
		for _, c := range changes {
			touched = touched && c.Touch(int(f.Range.Start), int(f.Range.End))
		}
		if touched {
			mine = append(mine, f)
		} else {
			older = append(older, f)
		}
	}
	return mine, older
}
