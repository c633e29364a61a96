// SPDX-License-Identifier: GPL-2.0-or-later

// Command parity compares kstyle-ls with the kernel's scripts/checkpatch.pl
// on a random sample of a kernel tree, on patches made from it, and on
// patches given as arguments. It prints, per type, how many findings the
// script recorded, how many kstyle-ls reported and how many agree on file,
// line and type, with the differences first.
//
// It measures and knows no rule. Answers of the script are kept on disk, so a
// second run takes seconds.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// options are the command line's.
type options struct {
	seed     uint64
	count    int
	patches  int
	maxBytes int64
	binary   string
	cache    string
	jobs     int
	types    string
	show     int
	minimum  float64
	strict   bool
	given    []string
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the sample")
	flag.IntVar(&o.count, "n", 300, "how many files to draw")
	flag.IntVar(&o.patches, "patches", 60, "how many patches to make from the tree")
	flag.Int64Var(&o.maxBytes, "max-bytes", 150_000, "leave larger files out of the draw")
	flag.StringVar(&o.binary, "bin", "bin/kstyle-ls", "the kstyle-ls to measure")
	flag.StringVar(&o.cache, "cache", ".cache", "folder for the tree and the script's answers")
	flag.IntVar(&o.jobs, "jobs", 2, "how many scripts to run at once")
	flag.StringVar(&o.types, "types", "", "compare only these types, separated by commas")
	flag.IntVar(&o.show, "show", 40, "how many differing findings to list")
	flag.Float64Var(&o.minimum, "min", 0, "fail if recall or precision is below this percentage")
	flag.BoolVar(&o.strict, "strict", true, "compare the level CHECK as well")
	flag.Parse()
	o.given = flag.Args()
	agreed, err := compare(o)
	kernel.Exit("parity", agreed, err)
}

// compare does the whole run and tells if the minimum was reached.
func compare(o options) (bool, error) {
	tree, err := kernel.Find(o.cache, kernel.Progress("parity: "))
	if err != nil {
		return false, err
	}
	script, err := kernel.NewScript(tree, filepath.Join(o.cache, "checkpatch-answers"), o.strict)
	if err != nil {
		return false, err
	}
	files, err := tree.Sample(o.seed, o.count, o.maxBytes)
	if err != nil {
		return false, err
	}
	patches, err := o.patchFiles(tree)
	if err != nil {
		return false, err
	}
	fmt.Printf("tree %s\nseed %d, %d files, %d patches\n\n", tree.Root, o.seed, len(files), len(patches))
	var t tally
	for _, part := range []struct {
		asFiles bool
		inputs  []string
	}{{true, files}, {false, patches}} {
		recorded, err := script.All(part.asFiles, part.inputs, o.jobs, kernel.Progress("parity: "))
		if err != nil {
			return false, err
		}
		reported, err := o.askBinary(tree, part.asFiles, part.inputs)
		if err != nil {
			return false, err
		}
		t.add(recorded, reported)
	}
	t.only(o.types)
	t.print(os.Stdout, o.show)
	recall, precision := t.recallAndPrecision()
	return recall >= o.minimum && precision >= o.minimum, nil
}

// patchFiles writes the patches made from the tree and returns their paths
// with those given as arguments behind them, all absolute.
func (o options) patchFiles(tree kernel.Tree) ([]string, error) {
	made, err := tree.PatchFiles(o.seed, o.patches, o.patches, o.maxBytes, filepath.Join(o.cache, fmt.Sprintf("patches-%d", o.seed)))
	if err != nil {
		return nil, err
	}
	given, err := kernel.Absolute(o.given)
	return append(made, given...), err
}

// perRun bounds the number of inputs on one command line.
const perRun = 300

// askBinary runs kstyle-ls over the inputs, in the tree's root.
func (o options) askBinary(tree kernel.Tree, asFiles bool, inputs []string) ([]kernel.Finding, error) {
	binary, err := filepath.Abs(o.binary)
	if err != nil {
		return nil, err
	}
	var all []kernel.Finding
	for len(inputs) > 0 {
		now := inputs[:min(perRun, len(inputs))]
		inputs = inputs[len(now):]
		args := []string{"check", "--parity", "--format", "terse", "--root", tree.Root}
		if o.strict {
			args = append(args, "--strict")
		}
		if asFiles {
			args = append(args, "--file")
		} else {
			args = append(args, "--patch")
		}
		cmd := exec.Command(binary, append(append(args, "--"), now...)...)
		cmd.Dir = tree.Root
		var complaint bytes.Buffer
		cmd.Stderr = &complaint
		out, err := cmd.Output()
		var exit *exec.ExitError
		switch {
		case err == nil, errors.As(err, &exit) && exit.ExitCode() == 1:
		case errors.As(err, &exit) && exit.ExitCode() == 3:
			// It could not read some inputs; that is part of the result.
			fmt.Printf("kstyle-ls could not do all of its work:\n%s\n", complaint.String())
		default:
			return nil, fmt.Errorf("%s %s: %w: %s", binary, strings.Join(args, " "), err, complaint.String())
		}
		all = append(all, kernel.ParseTerse(out)...)
	}
	return all, nil
}
