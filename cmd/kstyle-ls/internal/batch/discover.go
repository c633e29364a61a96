// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/glob"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// item is one input before it is read.
type item struct {
	// name is how the input is printed: as the user wrote it, or below a
	// folder as he wrote it.
	name string
	// disk is where to read it, empty for what comes from elsewhere.
	disk string
	// named is true for an input that the user named himself: it is read
	// whatever its name says.
	named bool
	// stdin is true for standard input.
	stdin bool
	// load gets the content of what is not on disk.
	load func(context.Context) ([]byte, error)
	// form is what the input is where that is known already.
	form Form
	// atFile makes findings be named by the file and line that a patch
	// changes, since the user has never seen the patch.
	atFile bool
	// err is why the input cannot be had.
	err error
}

// items yields all inputs in order.
func (r *runner) items(ctx context.Context, yield func(item) bool) {
	stop := false
	each := func(it item) bool {
		stop = stop || !yield(it)
		return !stop
	}
	for _, name := range r.q.Paths {
		if stop {
			return
		}
		if name == "-" {
			each(r.stdin())
			continue
		}
		info, err := os.Stat(name)
		switch {
		case err != nil:
			each(item{name: name, err: err})
		case info.IsDir():
			walk(name, each)
		default:
			each(item{name: name, disk: name, named: true})
		}
	}
	for _, revision := range r.q.Revisions {
		if stop {
			return
		}
		r.commits(ctx, revision, each)
	}
	if r.q.Staged && !stop {
		each(item{name: "staged changes", named: true, form: AsPatch, atFile: true, load: r.q.Repo.Staged})
	}
}

// shownID is how much of a commit's hash names it.
const shownID = 12

// commits yields one item for each commit of a revision or range.
func (r *runner) commits(ctx context.Context, revision string, each func(item) bool) {
	ids, err := r.q.Repo.Revisions(ctx, revision)
	if err != nil {
		each(item{name: revision, err: err})
		return
	}
	for _, id := range ids {
		load := func(ctx context.Context) ([]byte, error) { return r.q.Repo.Patch(ctx, id) }
		if !each(item{name: id[:min(shownID, len(id))], named: true, form: AsPatch, load: load}) {
			return
		}
	}
}

// walk sends one item for each file to be checked below dir, in order of
// name, until the consumer says stop. Symbolic links are not followed: they
// lead to files that are found under their own name, or out of the tree.
func walk(dir string, yield func(item) bool) {
	w := walker{yield: yield}
	w.above(dir)
	w.folder(dir, dir)
}

// walker remembers the ignore files on the way down.
type walker struct {
	yield  func(item) bool
	levels []level
}

// level is the patterns written in one folder.
type level struct {
	dir  string // absolute or as walked, cleaned
	list glob.List
}

// ignoreFile is where git looks for patterns in each folder.
const ignoreFile = ".gitignore"

// above collects the patterns of the folders above dir, up to the top of the
// repository, so that checking a part of a tree ignores the same files as
// checking all of it. Outside a repository there is nothing above.
func (w *walker) above(dir string) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return // the walk itself will report what is wrong
	}
	var parents []string
	top := abs
	for !exists(filepath.Join(top, ".git")) {
		up := filepath.Dir(top)
		if up == top {
			return
		}
		top = up
		parents = append(parents, top)
	}
	if list := readIgnore(filepath.Join(top, ".git", "info", "exclude")); len(list) > 0 {
		w.levels = append(w.levels, level{top, list})
	}
	for i := len(parents) - 1; i >= 0; i-- {
		if list := readIgnore(filepath.Join(parents[i], ignoreFile)); len(list) > 0 {
			w.levels = append(w.levels, level{parents[i], list})
		}
	}
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

func readIgnore(name string) glob.List {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil // most folders have none
	}
	return glob.ParseList(string(text))
}

// folder walks one folder. shown is its name as the user would write it. It
// returns false to end the walk.
func (w *walker) folder(dir, shown string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil && !w.yield(item{name: shown, err: err}) {
		return false
	}
	if list := readIgnore(filepath.Join(dir, ignoreFile)); len(list) > 0 {
		if abs, err := filepath.Abs(dir); err == nil {
			w.levels = append(w.levels, level{abs, list})
			defer func() { w.levels = w.levels[:len(w.levels)-1] }()
		}
	}
	abs := ""
	if len(w.levels) > 0 {
		if abs, err = filepath.Abs(dir); err != nil {
			abs = dir
		}
	}
	for _, e := range entries {
		if e.Name() == ".git" || w.ignored(abs, e) {
			continue
		}
		name := below(shown, e.Name())
		switch {
		case e.IsDir():
			if !w.folder(filepath.Join(dir, e.Name()), name) {
				return false
			}
		case e.Type().IsRegular() && worthwhile(e.Name()):
			if !w.yield(item{name: name, disk: filepath.Join(dir, e.Name())}) {
				return false
			}
		}
	}
	return true
}

// below joins a name to its folder as the user wrote it.
func below(folder, name string) string {
	if folder == "." {
		return name
	}
	if strings.HasSuffix(folder, "/") {
		return folder + name
	}
	return folder + "/" + name
}

// ignored asks the ignore files from the nearest folder upwards.
func (w *walker) ignored(absDir string, e fs.DirEntry) bool {
	for i := len(w.levels) - 1; i >= 0; i-- {
		rel, err := filepath.Rel(w.levels[i].dir, filepath.Join(absDir, e.Name()))
		if err != nil {
			continue
		}
		switch w.levels[i].list.Verdict(filepath.ToSlash(rel), e.IsDir()) {
		case glob.Chosen:
			return true
		case glob.Rejected:
			return false
		}
	}
	return false
}

// worthwhile tells if a file found in a folder is of a kind that has rules.
func worthwhile(base string) bool {
	return source.KindOf(base) != source.Other
}
