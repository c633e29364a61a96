// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// compiler makes objects as the kernel's build would.
type compiler struct {
	build kernel.Build
	// dir holds an object for as long as it is read.
	dir string
}

// result is what came of compiling one file.
type result struct {
	object object
	// warnings counts them by the flag that switches them off.
	warnings map[string]int
	// failure is what the compiler said when it made no object.
	failure string
	// included are the tree's files that were read but for the first.
	included []string
}

// patience is how long one file may take.
const patience = 3 * time.Minute

// compile makes the object of a C file by a command of the build. What of
// the tree's files lies below overlay, too, is taken from there.
func (c compiler) compile(command []string, overlay string) (result, error) {
	out, err := os.CreateTemp(c.dir, "*.o")
	if err != nil {
		return result{}, err
	}
	out.Close()
	defer os.Remove(out.Name())
	defer os.Remove(dependencies(out.Name()))
	said, err := c.run(command[0], c.arguments(command, overlay, out.Name()))
	if err != nil {
		return result{failure: fmt.Sprintf("%v\n%s", err, said)}, nil
	}
	r := result{warnings: warnings(said)}
	if r.object, err = readObject(out.Name()); err != nil {
		return r, err
	}
	rules, err := os.ReadFile(dependencies(out.Name()))
	r.included = included(rules, c.build.Tree.Root+"/")
	return r, err
}

// run runs a compiler and returns what it complains about.
func (c compiler) run(name string, args []string) ([]byte, error) {
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = c.build.Dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var said bytes.Buffer
	cmd.Stderr = &said
	err := cmd.Run()
	return said.Bytes(), err
}

// dependencies names the file that tells what went into an object.
func dependencies(object string) string { return strings.TrimSuffix(object, ".o") + ".d" }

// included are the files below root that a rule for make names, without root,
// but for the first.
func included(rules []byte, root string) []string {
	var all []string
	for _, word := range strings.Fields(string(rules)) {
		if file, below := strings.CutPrefix(word, root); below {
			all = append(all, filepath.Clean(file))
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(all[min(1, len(all)):])))
}

// arguments are those of the build's command but for these: the overlay
// stands before the tree wherever the tree is named, __LINE__ is always the
// same, and dependencies are written beside the object.
func (c compiler) arguments(command []string, overlay, out string) []string {
	root := c.build.Tree.Root + "/"
	source := command[len(command)-1]
	args := []string{"-Wno-builtin-macro-redefined", "-D__LINE__=0", "-MD", "-MF", dependencies(out)}
	words := command[1 : len(command)-1]
	for i := 0; i < len(words); i++ {
		word := words[i]
		switch {
		case strings.HasPrefix(word, "-Wp,-MMD"):
		case word == "-o":
			i++
		case word == "-include" && i+1 < len(words):
			i++
			args = append(args, word, c.laidOver(words[i], overlay))
		case strings.HasPrefix(word, "-I"+root):
			if over := c.laidOver(word[len("-I"):], overlay); over != word[len("-I"):] {
				args = append(args, "-I"+over)
			}
			args = append(args, word)
		default:
			args = append(args, word)
		}
	}
	if overlay != "" {
		args = append(args, "-iquote", filepath.Dir(source), "-fmacro-prefix-map="+overlay+"/=")
	}
	return append(args, "-o", out, c.laidOver(source, overlay))
}

// laidOver is the overlay's file in place of one of the tree, if it has it.
func (c compiler) laidOver(file, overlay string) string {
	rel, below := strings.CutPrefix(file, c.build.Tree.Root+"/")
	if overlay == "" || !below {
		return file
	}
	if _, err := os.Stat(filepath.Join(overlay, rel)); err != nil {
		return file
	}
	return filepath.Join(overlay, rel)
}

var warning = regexp.MustCompile(`(?m)warning: .*\[(-W[^\]]+)\]$`)

// warnings counts what a compiler warned of.
func warnings(said []byte) map[string]int {
	counts := map[string]int{}
	for _, m := range warning.FindAllSubmatch(said, -1) {
		counts[string(m[1])]++
	}
	return counts
}
