// SPDX-License-Identifier: GPL-2.0-or-later

// Command fixes measures what "kstyle-ls check --fix" does to C, on files drawn
// from a kernel tree or on all C below a folder that is laid out like one.
//
// It fixes copies, twice: by fixes that keep every token, and by all safe ones.
// For both it tells if a second run changes anything; for the first, if the
// tokens are the same to a lexer that shares no code with the project. Then it
// asks the kernel's own script about the texts before and after, and prints by
// type what has gone, what has stayed and what was not there before. It ends
// with status 1 if a token or the second run differs, or something is new.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// options are the command line's.
type options struct {
	seed     uint64
	count    int
	maxBytes int64
	binary   string
	cache    string
	jobs     int
	show     int
	quick    bool
	folder   string
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the sample")
	flag.IntVar(&o.count, "n", 150, "how many files to draw; those that are not C are left out")
	flag.Int64Var(&o.maxBytes, "max-bytes", 150_000, "leave larger files out of the draw")
	flag.StringVar(&o.binary, "bin", "bin/kstyle-ls", "the kstyle-ls to measure")
	flag.StringVar(&o.cache, "cache", ".cache", "folder for the tree, the copies and the script's answers")
	flag.IntVar(&o.jobs, "jobs", 2, "how many scripts to run at once")
	flag.IntVar(&o.show, "show", 20, "how many findings of a kind to list")
	flag.BoolVar(&o.quick, "quick", false, "ask kstyle-ls check --parity instead of the script")
	flag.Parse()
	if flag.NArg() > 1 {
		fmt.Fprintln(os.Stderr, "fixes: give one folder, or none to draw files from a kernel tree")
		os.Exit(2)
	}
	o.folder = flag.Arg(0)
	good, err := measure(o)
	kernel.Exit("fixes", good, err)
}

// measure does the whole run and tells if tokens and second runs are the same
// and nothing is found that was not there before.
func measure(o options) (bool, error) {
	tree, err := kernel.Find(o.cache, kernel.Progress("fixes: "))
	if err != nil {
		return false, err
	}
	ours, err := kernel.NewOurs(o.binary, tree)
	if err != nil {
		return false, err
	}
	from, files, err := o.files(tree)
	if err != nil {
		return false, err
	}
	if len(files) == 0 {
		return false, fmt.Errorf("no C file in %s", from)
	}
	fmt.Printf("tree %s\n%d files of %s\n\n", tree.Root, len(files), from)
	b := bench{ours: ours, files: files}
	if b.before, err = o.copies("before", from, files); err != nil {
		return false, err
	}
	if b.layout, err = o.copies("layout", from, files); err != nil {
		return false, err
	}
	if b.all, err = o.copies("all", from, files); err != nil {
		return false, err
	}
	good, err := b.runs()
	if err != nil {
		return false, err
	}
	judge := b.quick
	if !o.quick {
		script, err := kernel.NewScript(tree, filepath.Join(o.cache, "checkpatch-answers"), true)
		if err != nil {
			return false, err
		}
		judge = func(dir string) ([]kernel.Finding, error) {
			return script.In(dir).All(true, files, o.jobs, kernel.Progress("fixes: "))
		}
	}
	t, err := b.compare(judge)
	if err != nil {
		return false, err
	}
	t.print(os.Stdout, o.show)
	return good && len(t.fresh) == 0, nil
}

// files are the C files to measure on, relative to the folder they are in.
func (o options) files(tree kernel.Tree) (from string, files []string, err error) {
	isC := func(name string) bool { return strings.HasSuffix(name, ".c") || strings.HasSuffix(name, ".h") }
	if o.folder == "" {
		files, err = tree.Sample(o.seed, o.count, o.maxBytes)
		return tree.Root, slices.DeleteFunc(files, func(name string) bool { return !isC(name) }), err
	}
	err = filepath.WalkDir(o.folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && isC(name) {
			name, err = filepath.Rel(o.folder, name)
			files = append(files, name)
		}
		return err
	})
	return o.folder, files, err
}

// copies puts copies of files below the cache folder, laid out as they were.
func (o options) copies(name, from string, files []string) (string, error) {
	dir, err := filepath.Abs(filepath.Join(o.cache, "fixes", name))
	if err != nil {
		return "", err
	}
	return dir, kernel.Copy(dir, from, files)
}
