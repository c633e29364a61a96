// SPDX-License-Identifier: GPL-2.0-or-later

// Command objects proves by compiling that "kstyle-ls check --fix" does not
// change what code means.
//
// It draws C files of a kernel tree, those with the rarer fixes rather than
// others, compiles each, makes all safe fixes in a copy, compiles that in its
// place, and compares the objects: every section, relocation and global
// symbol. Where they differ it makes the fixes of one type after the other to
// name the guilty. It ends with status 1 if an object differs or a file no
// longer compiles. The tree is not written to.
//
// What may depend on lines is taken out of both: __LINE__ is 0, and there is
// no debugging information and no table of BUG(). So are, for a second look,
// strings that macros make of code, as assert() does, and the compiler's guess
// from a return or goto which branches are likely. Types whose fixes make
// other code on purpose are declared, with the reason; those must compile.
// What the configuration leaves out of a file is not compiled and so not proved.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// options are the command line's.
type options struct {
	seed     uint64
	count    int
	pool     int
	maxBytes int64
	binary   string
	cache    string
	jobs     int
	types    string
	headers  bool
	show     int
	given    []string
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the sample")
	flag.IntVar(&o.count, "n", 100, "how many files to compile")
	flag.IntVar(&o.pool, "pool", 20, "for each of them, how many to look at for fixes")
	flag.Int64Var(&o.maxBytes, "max-bytes", 150_000, "leave larger files out of the draw")
	flag.StringVar(&o.binary, "bin", "bin/kstyle-ls", "the kstyle-ls to measure")
	flag.StringVar(&o.cache, "cache", ".cache", "folder for the tree, the build and the copies")
	flag.IntVar(&o.jobs, "jobs", 2, "how many compilers to run at once")
	flag.StringVar(&o.types, "types", "", "make only the fixes of these types, separated by commas")
	flag.BoolVar(&o.headers, "headers", false, "fix what the files include, not the files")
	flag.IntVar(&o.show, "show", 40, "how many lines of a guilty change to print")
	flag.Parse()
	o.given = flag.Args()
	good, err := measure(o)
	kernel.Exit("objects", good, err)
}

// typeFlags restrict kstyle-ls to the types that were asked for.
func (o options) typeFlags() []string {
	if o.types == "" {
		return nil
	}
	return []string{"--types", o.types}
}

// measure does the whole run and tells if all objects are the same.
func measure(o options) (bool, error) {
	tree, err := kernel.Find(o.cache, kernel.Progress("objects: "))
	if err != nil {
		return false, err
	}
	ours, err := kernel.NewOurs(o.binary, tree)
	if err != nil {
		return false, err
	}
	cache, err := filepath.Abs(filepath.Join(o.cache, "objects"))
	if err != nil {
		return false, err
	}
	build, err := tree.Configure(cache, o.jobs, kernel.Progress("objects: "))
	if err != nil {
		return false, err
	}
	candidates, err := o.draw(tree, ours)
	if err != nil {
		return false, err
	}
	p := &proof{
		options: o, ours: ours, build: build,
		compiler: compiler{build: build, dir: filepath.Join(cache, "objects")},
		fixed:    filepath.Join(cache, "fixed"), alone: filepath.Join(cache, "alone"),
	}
	if err := os.MkdirAll(p.compiler.dir, 0o755); err != nil {
		return false, err
	}
	if err := p.before(candidates); err != nil {
		return false, err
	}
	fmt.Printf("tree %s\n%d of %d files compile, of %d drawn\n", tree.Root, len(p.subjects), p.tried, len(candidates))
	if len(p.subjects) == 0 {
		return false, fmt.Errorf("no file compiles; look into %s", build.Dir)
	}
	if err := p.after(); err != nil {
		return false, err
	}
	return p.report(os.Stdout), nil
}
