// SPDX-License-Identifier: GPL-2.0-or-later

// Command getmaintainer asks the kernel's scripts/get_maintainer.pl and
// kstyle-ls maintainers who is to be told of the same files and patches: a
// random sample of a kernel tree, patches made from it, and patches given as
// arguments. It prints each difference and how many answers are the same.
//
// It measures and knows no rule.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

type options struct {
	seed           uint64
	count, patches int
	binary, cache  string
	minimum        float64
	given          []string
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the sample")
	flag.IntVar(&o.count, "n", 200, "how many files to draw")
	flag.IntVar(&o.patches, "patches", 50, "how many patches to make from the tree")
	flag.StringVar(&o.binary, "bin", "bin/kstyle-ls", "the kstyle-ls to measure")
	flag.StringVar(&o.cache, "cache", ".cache", "folder for the tree and the patches")
	flag.Float64Var(&o.minimum, "min", 0, "fail if fewer answers are the same, in percent")
	flag.Parse()
	o.given = flag.Args()
	share, err := compare(o)
	kernel.Exit("getmaintainer", share >= o.minimum, err)
}

// noHistory is what both programs are asked to leave out.
var noHistory = []string{"--no-git", "--no-git-fallback"}

func compare(o options) (float64, error) {
	tree, err := kernel.Find(o.cache, kernel.Progress(""))
	if err != nil {
		return 0, err
	}
	binary, err := filepath.Abs(o.binary)
	if err != nil {
		return 0, err
	}
	files, err := tree.Sample(o.seed, o.count, 1<<20)
	if err != nil {
		return 0, err
	}
	patches, err := o.patchFiles(tree)
	if err != nil {
		return 0, err
	}
	fmt.Printf("tree %s\nseed %d, %d files, %d patches\n\n", tree.Root, o.seed, len(files), len(patches))
	var all tally
	for _, part := range []struct {
		what   string
		flags  []string
		inputs []string
	}{{"files", []string{"-f"}, files}, {"patches", nil, patches}} {
		var t tally
		for _, input := range part.inputs {
			args := slices.Concat(noHistory, part.flags, []string{input})
			theirs, err := ask(tree.Root, append([]string{"perl", "scripts/get_maintainer.pl"}, args...))
			if err != nil {
				return 0, err
			}
			ours, err := ask(tree.Root, append([]string{binary, "maintainers"}, args...))
			if err != nil {
				return 0, err
			}
			t.add(input, theirs, ours)
		}
		t.print(part.what)
		all.sum(t)
	}
	all.print("all")
	return all.share(), nil
}

// patchFiles writes patches made from the tree and returns their paths with
// those given behind them, all absolute.
func (o options) patchFiles(tree kernel.Tree) ([]string, error) {
	made, err := tree.PatchFiles(o.seed, o.patches, 4*o.patches, 1<<20, filepath.Join(o.cache, fmt.Sprintf("maintainers-%d", o.seed)))
	if err != nil {
		return nil, err
	}
	given, err := kernel.Absolute(o.given)
	return append(made, given...), err
}

// ask runs a program in the tree and returns what it says, by line.
func ask(root string, argv []string) ([]string, error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = root
	// What the script draws by lot it then draws alike every time.
	cmd.Env = append(os.Environ(), "PERL_HASH_SEED=1", "PERL_PERTURB_KEYS=0")
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(argv, " "), err, complaint.String())
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n"), nil
}

// tally counts answers. Roles depend on an order that the script draws by lot
// where patterns are equally near, so they are counted apart.
type tally struct{ inputs, same, sameRoles, people int }

var role = regexp.MustCompile(` \([^()]*(?:\(.*\).*)*\)$`)

// add compares two answers as sets and prints how they differ.
func (t *tally) add(input string, theirs, ours []string) {
	bare := func(lines []string) []string {
		var out []string
		for _, l := range lines {
			out = append(out, role.ReplaceAllString(l, ""))
		}
		slices.Sort(out)
		return out
	}
	t.inputs++
	a, b := bare(theirs), bare(ours)
	t.people += len(a)
	if slices.Equal(a, b) {
		t.same++
	}
	slices.Sort(theirs)
	slices.Sort(ours)
	if slices.Equal(theirs, ours) {
		t.sameRoles++
		return
	}
	fmt.Printf("%s\n", input)
	for _, part := range []struct {
		mark    string
		of, not []string
	}{{"script", theirs, ours}, {"ours", ours, theirs}} {
		for _, l := range part.of {
			if !slices.Contains(part.not, l) {
				fmt.Printf("  only %s: %s\n", part.mark, l)
			}
		}
	}
}

func (t *tally) sum(u tally) {
	t.inputs += u.inputs
	t.same += u.same
	t.sameRoles += u.sameRoles
	t.people += u.people
}

// share is how many answers name the same people and lists, in percent.
func (t *tally) share() float64 {
	if t.inputs == 0 {
		return 100
	}
	return 100 * float64(t.same) / float64(t.inputs)
}

func (t *tally) print(what string) {
	fmt.Printf("%-8s %4d inputs, %5d people and lists: %4d the same (%.2f %%), %d with the same roles\n",
		what, t.inputs, t.people, t.same, t.share(), t.sameRoles)
}
