// SPDX-License-Identifier: GPL-2.0-or-later

// Command terse prints findings one a line in checkpatch's terse form. It is
// the smallest way to run the engine, for work on rules; it has no options but
// those that the scorer gives and knows no tree.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

func main() {
	o := analyzer.Defaults()
	a := analyzer.New(rules.All())
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	file := false
	args := os.Args[1:]
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "--parity":
			o.Parity = true
		case arg == "--strict":
			o.Strict = true
		case arg == "-f":
			file = true
		case arg == "--format", arg == "--root":
			i++
		case strings.HasPrefix(arg, "-") || arg == "check":
		default:
			judge(out, a, arg, file, &o)
		}
	}
}

func judge(out *bufio.Writer, a *analyzer.Analyzer, name string, file bool, o *analyzer.Options) {
	text, err := os.ReadFile(name)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	in := analyzer.FileInput(name, name, text)
	if !file && strings.HasSuffix(name, ".patch") {
		in.Form = analyzer.Patch
	}
	res, err := a.Check(context.Background(), in, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	for _, f := range res.Findings {
		fmt.Fprintf(out, "%s:%d: %s:%s: %s\n", name, f.Line, f.Level, f.Rule.Type, f.Message)
	}
}
