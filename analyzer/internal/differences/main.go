// SPDX-License-Identifier: GPL-2.0-or-later

// Command differences lists where the default mode differs from checkpatch on
// purpose: by type and reason, how often, with examples drawn evenly. It reads
// files, or patches by their suffix.
//
//	go run ./analyzer/internal/differences [-root TREE] [-show N] FILE...
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// difference is one kind of deliberate difference.
type difference struct {
	typ, sense, reason string
}

func main() {
	root := flag.String("root", "", "kernel tree")
	show := flag.Int("show", 0, "how many examples of each reason to print")
	flag.Parse()
	if err := list(*root, *show, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "differences:", err)
		os.Exit(1)
	}
}

func list(root string, show int, names []string) error {
	a := analyzer.New(rules.All())
	o := analyzer.Defaults()
	o.Strict = true
	if root != "" {
		o.Facts.Tree = treefs.New(os.DirFS(root), treefs.Extra{})
	}
	found := map[difference][]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, parity := range []bool{false, true} {
			o := o
			o.Parity = parity
			res, err := a.Check(context.Background(), analyzer.NamedInput(name, text), &o)
			if err != nil {
				return err
			}
			for _, f := range res.Findings {
				note(found, name, text, f)
			}
		}
	}
	return write(found, show)
}

// note keeps a finding that says why it differs.
func note(found map[difference][]string, name string, text []byte, f *analyzer.Finding) {
	d := difference{typ: f.Rule.Type, sense: "wider", reason: f.Wider}
	if f.Narrower != "" {
		d.sense, d.reason = "narrower", f.Narrower
	}
	if d.reason == "" {
		return
	}
	lines := bytes.Split(text, []byte{'\n'})
	line := ""
	if f.Line > 0 && f.Line <= len(lines) {
		line = string(lines[f.Line-1])
	}
	found[d] = append(found[d], fmt.Sprintf("%s:%d: %s", name, f.Line, line))
}

// write prints the differences, the most frequent first.
func write(found map[difference][]string, show int) error {
	out := bufio.NewWriter(os.Stdout)
	kinds := slices.SortedFunc(maps.Keys(found), func(a, b difference) int {
		return cmp.Or(cmp.Compare(len(found[b]), len(found[a])), strings.Compare(a.typ+a.reason, b.typ+b.reason))
	})
	total := map[string]int{}
	for _, d := range kinds {
		places := found[d]
		total[d.sense] += len(places)
		fmt.Fprintf(out, "%6d %-8s %-28s %s\n", len(places), d.sense, d.typ, d.reason)
		for i := range min(show, len(places)) {
			fmt.Fprintf(out, "\t%s\n", places[i*len(places)/min(show, len(places))])
		}
	}
	fmt.Fprintf(out, "%d reasons: %d findings of checkpatch left out, %d of our own added\n", len(kinds), total["narrower"], total["wider"])
	return out.Flush()
}
