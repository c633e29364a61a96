// SPDX-License-Identifier: GPL-2.0-or-later

// Package walk finds the files below a folder that have rules, leaving out
// what git is told to ignore. It knows folders and names; it must never know
// what the files are wanted for.
package walk

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/glob"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// File is a file to be checked, one that git ignores, or a folder that cannot
// be read.
type File struct {
	Name string // below the folder as the user wrote it, with slashes
	Disk string // where to read it; empty with Ignored and Err
	// Ignored is where to read a file that git ignores. A folder that git
	// ignores is not walked and ends in a slash here.
	Ignored string
	Err     error
}

// Files calls yield for each file to be checked below dir, and for what git
// ignores there, in order of name, until it returns false. Symbolic links are not followed: they lead to files
// that are found under their own name, or out of the tree.
func Files(dir string, yield func(File) bool) {
	w := walker{yield: yield}
	w.above(dir)
	w.folder(dir, dir)
}

// walker remembers the ignore files on the way down.
type walker struct {
	yield  func(File) bool
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
	if err != nil && !w.yield(File{Name: shown, Err: err}) {
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
		if e.Name() != ".git" && !w.entry(dir, abs, below(shown, e.Name()), e) {
			return false
		}
	}
	return true
}

// entry handles what stands in a folder under the name that the user sees.
func (w *walker) entry(dir, absDir, name string, e fs.DirEntry) bool {
	disk := filepath.Join(dir, e.Name())
	ignored := w.ignored(absDir, e)
	switch {
	case e.IsDir() && ignored:
		return w.yield(File{Name: name, Ignored: disk + "/"})
	case e.IsDir():
		return w.folder(disk, name)
	case !e.Type().IsRegular() || !worthwhile(e.Name()):
		return true
	case ignored:
		return w.yield(File{Name: name, Ignored: disk})
	}
	return w.yield(File{Name: name, Disk: disk})
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
