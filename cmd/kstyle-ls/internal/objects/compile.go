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
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	args := c.arguments(command, overlay, out.Name())
	cmd := exec.CommandContext(ctx, command[0], args...)
	cmd.Dir = c.build.Dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return result{failure: fmt.Sprintf("%v\n%s", err, said.Bytes())}, nil
	}
	r := result{warnings: warnings(said.Bytes())}
	r.object, err = readObject(out.Name())
	return r, err
}

// arguments are those of the build's command but for these: the overlay
// stands before the tree wherever the tree is named, __LINE__ is always the
// same, and no dependencies are written.
func (c compiler) arguments(command []string, overlay, out string) []string {
	root := c.build.Tree.Root + "/"
	source := command[len(command)-1]
	rel := strings.TrimPrefix(source, root)
	args := []string{"-Wno-builtin-macro-redefined", "-D__LINE__=0"}
	words := command[1 : len(command)-1]
	for i := 0; i < len(words); i++ {
		word := words[i]
		switch {
		case strings.HasPrefix(word, "-Wp,-MMD"):
		case word == "-o":
			i++
		case overlay != "" && strings.HasPrefix(word, "-I"+root):
			args = append(args, "-I"+filepath.Join(overlay, strings.TrimPrefix(word, "-I"+root)), word)
		default:
			args = append(args, word)
		}
	}
	if overlay != "" {
		args = append(args, "-iquote", filepath.Dir(source), "-fmacro-prefix-map="+overlay+"/=")
		if _, err := os.Stat(filepath.Join(overlay, rel)); err == nil {
			source = filepath.Join(overlay, rel)
		}
	}
	return append(args, "-o", out, source)
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
