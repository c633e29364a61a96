// SPDX-License-Identifier: GPL-2.0-or-later

// Command bench measures kstyle-ls and, in the same run on the same machine,
// the kernel's scripts/checkpatch.pl: CPU time, wall time and peak memory of
// whole processes, then what each layer of the engine reaches, what each check
// costs, how long a keystroke takes through the server, and what memory the
// server needs, at first and in the long run.
//
// It measures and knows no rule. Ratios within one run are worth more than
// the figures themselves, which move with what else the machine does.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

type options struct {
	binary  string
	cache   string
	runs    int
	patches int
	edits   int
	parts   string
	seed    uint64
}

func main() {
	var o options
	flag.StringVar(&o.binary, "bin", "bin/kstyle-ls", "the kstyle-ls to measure")
	flag.StringVar(&o.cache, "cache", ".cache", "folder for the tree and the patches")
	flag.IntVar(&o.runs, "runs", 5, "how often kstyle-ls is run; the median counts (the script runs once)")
	flag.IntVar(&o.patches, "patches", 100, "how many patches to check")
	flag.IntVar(&o.edits, "edits", 400, "how many keystrokes to send")
	flag.StringVar(&o.parts, "parts", "script,layers,checks,keystroke,header,others,memory", "what to measure; there are soak and corpus as well")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of patches and keystrokes")
	flag.Parse()
	if err := measure(o); err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(3)
	}
}

func measure(o options) error {
	tree, err := kernel.Find(o.cache, kernel.Progress("bench: "))
	if err != nil {
		return err
	}
	binary, err := filepath.Abs(o.binary)
	if err != nil {
		return err
	}
	o.binary = binary
	for _, part := range strings.Split(o.parts, ",") {
		run, ok := parts[part]
		if !ok {
			return fmt.Errorf("no part %q; there are script, layers, checks, keystroke, header, others, memory, soak and corpus", part)
		}
		if err := run(o, tree); err != nil {
			return fmt.Errorf("%s: %w", part, err)
		}
		fmt.Println()
	}
	return nil
}

var parts = map[string]func(options, kernel.Tree) error{
	"script":    againstScript,
	"layers":    layers,
	"checks":    checkCosts,
	"keystroke": keystrokes,
	"header":    headers,
	"others":    others,
	"memory":    memory,
	"soak":      soak,
	"corpus":    corpus,
}

// busyFile is the file that one-shot and keystroke figures are given for.
const busyFile = "kernel/sched/core.c"

// job is one set of inputs that both programs check.
type job struct {
	name    string
	asFiles bool
	inputs  []string
}

func (o options) jobs(tree kernel.Tree) ([]job, error) {
	kfence, err := filepath.Glob(filepath.Join(tree.Root, "mm", "kfence", "*.c"))
	if err != nil {
		return nil, err
	}
	for i, name := range kfence {
		if kfence[i], err = filepath.Rel(tree.Root, name); err != nil {
			return nil, err
		}
	}
	sources, err := tree.Sample(o.seed, 200, 150_000)
	if err != nil {
		return nil, err
	}
	sources = slices.DeleteFunc(sources, func(name string) bool {
		return !strings.HasSuffix(name, ".c") && !strings.HasSuffix(name, ".h")
	})
	made, err := tree.Patches(o.seed, o.patches, sources)
	if err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(filepath.Join(o.cache, "bench-patches"))
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var patches []string
	for i, text := range made {
		name := filepath.Join(dir, fmt.Sprintf("%04d.patch", i+1))
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return nil, err
		}
		patches = append(patches, name)
	}
	return []job{
		{"mm/kfence/*.c", true, kfence},
		{busyFile, true, []string{busyFile}},
		{fmt.Sprintf("%d patches", len(patches)), false, patches},
	}, nil
}

// againstScript runs both programs on each job and prints them side by side.
func againstScript(o options, tree kernel.Tree) error {
	jobs, err := o.jobs(tree)
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "whole process\tprogram\tCPU s\twall s\tpeak MB\tfindings\tCPU ratio\twall ratio\t")
	for _, j := range jobs {
		script, err := runOnce(tree.Root, tree.Command(j.asFiles, j.inputs...))
		if err != nil {
			return err
		}
		ours, err := runMedian(o.runs, tree.Root, o.command(tree, j))
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s\tcheckpatch.pl\t%.3f\t%.3f\t%.1f\t%d\t\t\t\n", j.name, script.cpu, script.wall, script.peakMB, script.findings)
		fmt.Fprintf(out, "\tkstyle-ls\t%.3f\t%.3f\t%.1f\t%d\t%.0f x\t%.0f x\t\n", ours.cpu, ours.wall, ours.peakMB, ours.findings, script.cpu/ours.cpu, script.wall/ours.wall)
	}
	return out.Flush()
}

// command is kstyle-ls's command line for a job.
func (o options) command(tree kernel.Tree, j job) []string {
	args := []string{o.binary, "check", "--parity", "--strict", "--format", "terse", "--root", tree.Root}
	if j.asFiles {
		args = append(args, "--file")
	} else {
		args = append(args, "--patch")
	}
	return append(append(args, "--"), j.inputs...)
}
