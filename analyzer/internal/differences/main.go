// SPDX-License-Identifier: GPL-2.0-or-later

// Command differences lists where the default mode differs from checkpatch on
// purpose: by type and reason, how often, with examples drawn by a seed. It
// reads files, or patches by their suffix; "-" reads their names from the
// standard input, one a line.
//
//	go run ./analyzer/internal/differences [-root TREE] [-sample K] [-seed S]
//		[-context L] [-types A,B] [-reason TEXT] FILE...
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"math/rand/v2"
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

// settings are what the command line says.
type settings struct {
	root, types, reason string
	sample, context     int
	seed                uint64
}

func main() {
	var s settings
	flag.StringVar(&s.root, "root", "", "kernel tree")
	flag.StringVar(&s.types, "types", "", "only these types, separated by commas")
	flag.StringVar(&s.reason, "reason", "", "only reasons that contain this")
	flag.IntVar(&s.sample, "sample", 0, "how many examples of each reason to print")
	flag.IntVar(&s.context, "context", 0, "how many lines to print around an example")
	flag.Uint64Var(&s.seed, "seed", 1, "which examples are drawn")
	flag.Parse()
	if err := s.list(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "differences:", err)
		os.Exit(1)
	}
}

// list reads the texts and prints how they are judged differently.
func (s *settings) list(names []string) error {
	if len(names) == 1 && names[0] == "-" {
		text, err := io.ReadAll(os.Stdin)
		if err != nil {
			return err
		}
		names = strings.Fields(string(text))
	}
	a := analyzer.New(rules.All())
	o := analyzer.Defaults()
	o.Strict = true
	if s.root != "" {
		o.Facts.Tree = treefs.New(os.DirFS(s.root), treefs.Extra{})
	}
	found := map[difference][]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		lines := bytes.Split(text, []byte{'\n'})
		for _, parity := range []bool{false, true} {
			o.Parity = parity
			res, err := a.Check(context.Background(), analyzer.NamedInput(name, text), &o)
			if err != nil {
				return err
			}
			for _, f := range res.Findings {
				if d, differs := s.differs(f); differs {
					flagged := text[f.Range.Start:f.Range.End]
					found[d] = append(found[d], s.example(name, lines, f, flagged))
				}
			}
		}
	}
	return s.write(found)
}

// differs reads from a finding why it differs, if it does and is asked for.
func (s *settings) differs(f *analyzer.Finding) (difference, bool) {
	d := difference{typ: f.Rule.Type, sense: "wider", reason: f.Wider}
	if f.Narrower != "" {
		d.sense, d.reason = "narrower", f.Narrower
	}
	asked := s.types == "" || slices.Contains(strings.Split(s.types, ","), d.typ)
	return d, asked && d.reason != "" && strings.Contains(d.reason, s.reason)
}

// example is a finding as text: what is flagged, why, and the lines around it.
func (s *settings) example(name string, lines [][]byte, f *analyzer.Finding, flagged []byte) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\t%s:%d: %.40q %s\n", name, f.Line, flagged, f.Message)
	for n := max(f.Line-s.context, 1); n <= min(f.Line+s.context, len(lines)); n++ {
		mark := ' '
		if n == f.Line {
			mark = '>'
		}
		fmt.Fprintf(&b, "\t%c %s\n", mark, lines[n-1])
	}
	return b.String()
}

// write prints the differences, the most frequent first.
func (s *settings) write(found map[difference][]string) error {
	out := bufio.NewWriter(os.Stdout)
	kinds := slices.SortedFunc(maps.Keys(found), func(a, b difference) int {
		return cmp.Or(cmp.Compare(len(found[b]), len(found[a])), strings.Compare(a.typ+a.reason, b.typ+b.reason))
	})
	total := map[string]int{}
	for _, d := range kinds {
		places := found[d]
		total[d.sense] += len(places)
		fmt.Fprintf(out, "%6d %-8s %-28s %s\n", len(places), d.sense, d.typ, d.reason)
		for _, i := range s.draw(d, len(places)) {
			fmt.Fprint(out, places[i])
		}
	}
	fmt.Fprintf(out, "%d reasons: %d findings of checkpatch left out, %d of our own added\n", len(kinds), total["narrower"], total["wider"])
	return out.Flush()
}

// draw chooses among n examples of a difference, the same ones for the same
// seed whatever else is listed.
func (s *settings) draw(d difference, n int) []int {
	h := fnv.New64a()
	fmt.Fprint(h, d)
	chosen := rand.New(rand.NewPCG(s.seed, h.Sum64())).Perm(n)[:min(s.sample, n)]
	slices.Sort(chosen)
	return chosen
}
