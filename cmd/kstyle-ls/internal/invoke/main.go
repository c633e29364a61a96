// SPDX-License-Identifier: GPL-2.0-or-later

// Command invoke gives the same random command lines to the kernel's
// scripts/checkpatch.pl and to kstyle-ls checkpatch, and compares standard
// output with the messages blanked, the kind of exit status, and whether
// anything was said on standard error. It prints the differences first, those
// that are meant with their reason.
//
// It measures and knows no rule.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

type options struct {
	seed          uint64
	count, show   int
	binary, cache string
	minimum       float64
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the command lines")
	flag.IntVar(&o.count, "n", 200, "how many command lines")
	flag.IntVar(&o.show, "show", 10, "how many differences to show")
	flag.StringVar(&o.binary, "bin", "bin/kstyle-ls", "the kstyle-ls to compare")
	flag.StringVar(&o.cache, "cache", ".cache", "folder for the tree")
	flag.Float64Var(&o.minimum, "min", 0, "fail if fewer agree, in percent")
	flag.Parse()
	share, err := compare(o)
	kernel.Exit("invoke", share >= o.minimum, err)
}

// compare runs all calls and returns the share that agrees, in percent.
func compare(o options) (float64, error) {
	tree, err := kernel.Find(o.cache, kernel.Progress(""))
	if err != nil {
		return 0, err
	}
	binary, err := filepath.Abs(o.binary)
	if err != nil {
		return 0, err
	}
	dir, err := filepath.Abs(filepath.Join(o.cache, "invoke"))
	if err != nil {
		return 0, err
	}
	s, err := newScratch(dir, o.seed, tree, binary)
	if err != nil {
		return 0, err
	}
	texts, err := s.texts()
	if err != nil {
		return 0, err
	}
	same, meant, shown := 0, 0, 0
	list := draw(rand.New(rand.NewPCG(o.seed, 3)), o.count, s)
	for _, c := range list {
		var both [2]outcome
		for i, program := range [][]string{{"perl", filepath.Join(tree.Root, "scripts", "checkpatch.pl")}, {s.program()}} {
			if err := s.refresh(c, texts); err != nil {
				return 0, err
			}
			if both[i], err = run(s, program, c); err != nil {
				return 0, err
			}
		}
		if both[0] == both[1] {
			same++
			continue
		}
		why := reason(c, both[0], both[1])
		if why != "" {
			meant++
			why = "(on purpose: " + why + ")\n"
		}
		if shown++; shown <= o.show {
			fmt.Printf("--- %s %s\n%s%s\n", strings.Join(c.args, " "), c.stdin, why, difference(both[0], both[1]))
		}
	}
	share := 100 * float64(same) / float64(max(1, len(list)))
	fmt.Printf("%d of %d command lines agree: %.1f%%; %d differ on purpose, %d otherwise\n", same, len(list), share, meant, len(list)-same-meant)
	return share, nil
}

// reason is why two outcomes differ on purpose, "" if they should not.
func reason(c call, theirs, ours outcome) string {
	switch {
	case theirs.status == 0 && c.has("--mailback"):
		return "--mailback ends the script at the first input that is clean"
	case c.has("--fix-inplace") && (c.has("-g") || c.has("--git")):
		return "the script writes the fixes of a commit into a file that is called like it"
	case theirs.status == 2 && theirs.stdout == "" && strings.Contains(strings.Join(c.args, " "), " HEAD~"):
		return "a range needs no --git, as in QEMU's fork of the script"
	case theirs.status == 0 && theirs.stdout == "" && theirs.spoke && ours.status == 2 && ours.spoke:
		return "a file that is not there is no success"
	}
	return ""
}

// outcome is what is compared.
type outcome struct {
	stdout string
	// status is the exit status; the script's own failures end with whatever
	// the system said last, and are all 2.
	status int
	spoke  bool
}

func run(s scratch, program []string, c call) (outcome, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program[0], append(program[1:], c.args...)...)
	cmd.Dir = c.dir
	cmd.Env = append(environment(s), c.env...)
	if c.stdin != "" {
		text, err := os.ReadFile(filepath.Join(s.sources(), c.stdin))
		if err != nil {
			return outcome{}, err
		}
		cmd.Stdin = bytes.NewReader(text)
	}
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return outcome{}, err
	}
	return outcome{blank(string(out), c), min(2, cmd.ProcessState.ExitCode()), spoke(complaint.Bytes())}, nil
}
