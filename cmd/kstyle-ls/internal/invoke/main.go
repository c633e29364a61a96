// SPDX-License-Identifier: GPL-2.0-or-later

// Command invoke gives the same random command lines to the kernel's
// scripts/checkpatch.pl and to kstyle-ls checkpatch, and compares standard
// output with the messages blanked, the exit status, and whether anything was
// said on standard error. It prints the differences first.
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
	"regexp"
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
	if err != nil {
		fmt.Fprintf(os.Stderr, "invoke: %v\n", err)
		os.Exit(3)
	}
	if share < o.minimum {
		os.Exit(1)
	}
}

// flags are drawn from; each group gives at most one.
var flags = [][]string{
	{"", "", "--strict", "--subjective", "--no-strict"},
	{"", "", "--terse", "--emacs", "--showfile", "--emacs --showfile", "-terse"},
	{"", "--show-types", "--show-types"},
	{"", "", "-q", "--quiet -q", "--no-summary", "--summary-file"},
	{"", "", "--types TRAILING_WHITESPACE,SPACING,LONG_LINE", "--ignore LONG_LINE,SPACING", "--ignore=trailing_whitespace", "--types NO_SUCH"},
	{"", "", "", "--max-line-length=60", "--max-line-length 120", "--tab-size=4"},
	{"", "", "", "--no-signoff", "--nofixes-tag", "--test-only=space", "--mailback"},
	{"", "", "", "", "--color=never", "--color=always", "--nocolor", "--color"},
	{"", "", "", "", "", "", "--bad-option", "--list-types", "--ter"},
}

// call is one command line: flags, then inputs.
type call struct {
	args  []string
	stdin string
}

// calls draws command lines over the files of a scratch folder.
func calls(random *rand.Rand, count int, patches, sources []string) []call {
	var all []call
	for range count {
		var c call
		for _, group := range flags {
			if f := group[random.IntN(len(group))]; f != "" {
				c.args = append(c.args, strings.Fields(f)...)
			}
		}
		kind := random.IntN(10)
		pick := func(from []string) string { return from[random.IntN(len(from))] }
		switch {
		case kind < 5:
			c.args = append(c.args, pick(patches))
		case kind < 8:
			c.args = append(c.args, "-f", pick(sources))
		case kind < 9:
			c.args = append(c.args, pick(patches), pick(patches))
		default:
			c.stdin = pick(patches)
			c.args = append(c.args, "-")
		}
		all = append(all, c)
	}
	return all
}

func compare(o options) (float64, error) {
	tree, err := kernel.Find(o.cache, func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) })
	if err != nil {
		return 0, err
	}
	binary, err := filepath.Abs(o.binary)
	if err != nil {
		return 0, err
	}
	patches, sources, err := scratch(o, tree)
	if err != nil {
		return 0, err
	}
	random := rand.New(rand.NewPCG(o.seed, 3))
	same, shown := 0, 0
	list := calls(random, o.count, patches, sources)
	for _, c := range list {
		theirs, err := run(tree.Root, []string{"perl", "scripts/checkpatch.pl"}, c)
		if err != nil {
			return 0, err
		}
		ours, err := run(tree.Root, []string{binary, "checkpatch"}, c)
		if err != nil {
			return 0, err
		}
		if theirs == ours {
			same++
			continue
		}
		if shown++; shown <= o.show {
			fmt.Printf("--- %s %s\n%s\n", strings.Join(c.args, " "), c.stdin, difference(theirs, ours))
		}
	}
	share := 100 * float64(same) / float64(max(1, len(list)))
	fmt.Printf("%d of %d command lines agree: %.1f%%\n", same, len(list), share)
	return share, nil
}

// scratch writes patches below the cache and draws small source files.
func scratch(o options, tree kernel.Tree) (patches, sources []string, err error) {
	sources, err = tree.Sample(o.seed, 40, 12_000)
	if err != nil {
		return nil, nil, err
	}
	made, err := tree.Patches(o.seed, 40, sources)
	if err != nil {
		return nil, nil, err
	}
	dir, err := filepath.Abs(filepath.Join(o.cache, "invoke"))
	if err != nil {
		return nil, nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, nil, err
	}
	for i, text := range made {
		name := filepath.Join(dir, fmt.Sprintf("%04d.patch", i+1))
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return nil, nil, err
		}
		patches = append(patches, name)
	}
	return patches, sources, nil
}

// outcome is what is compared.
type outcome struct {
	stdout string
	status int
	spoke  bool
}

func run(dir string, program []string, c call) (outcome, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program[0], append(program[1:], c.args...)...)
	cmd.Dir = dir
	if c.stdin != "" {
		text, err := os.ReadFile(c.stdin)
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
	return outcome{blank(string(out)), cmd.ProcessState.ExitCode(), complaint.Len() > 0}, nil
}

var (
	message = regexp.MustCompile(`(?m)^((?:\x1b\[\d+m)?(?:.*?:\d+: )?(?:ERROR|WARNING|CHECK):(?:\x1b\[\d+m)*(?:[A-Z0-9_]+:)?(?:\x1b\[0m)? ).*$`)
	note    = regexp.MustCompile(`(?m)^(NOTE: )(?:[^UI].*|I[^g].*)\n(?:      .*\n)*`)
	help    = regexp.MustCompile(`(?s)^(Usage: ).*$`)
)

// blank takes out what is said in own words.
func blank(text string) string {
	text = message.ReplaceAllString(text, "$1")
	text = note.ReplaceAllString(text, "$1\n")
	text = help.ReplaceAllString(text, "$1\n")
	if strings.HasPrefix(text, "#\tMessage type") {
		return "#\tMessage type\n"
	}
	return text
}

// difference shows the first lines that differ.
func difference(theirs, ours outcome) string {
	var b strings.Builder
	if theirs.status != ours.status || theirs.spoke != ours.spoke {
		fmt.Fprintf(&b, "status %d, ours %d; spoke %v, ours %v\n", theirs.status, ours.status, theirs.spoke, ours.spoke)
	}
	a, c := strings.Split(theirs.stdout, "\n"), strings.Split(ours.stdout, "\n")
	for i := 0; i < max(len(a), len(c)); i++ {
		x, y := "(end)", "(end)"
		if i < len(a) {
			x = a[i]
		}
		if i < len(c) {
			y = c[i]
		}
		if x != y {
			for k := max(0, i-3); k < i; k++ {
				fmt.Fprintf(&b, "  %q\n", a[k])
			}
			for k := i; k < min(len(a), i+3); k++ {
				fmt.Fprintf(&b, "- %q\n", a[k])
			}
			for k := i; k < min(len(c), i+3); k++ {
				fmt.Fprintf(&b, "+ %q\n", c[k])
			}
			break
		}
	}
	return b.String()
}
