// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// specimen is one file as the layers hand it on.
type specimen struct {
	name   string
	raw    []byte
	text   *source.Text
	tokens token.Stream
	chunks []syntax.Chunk
}

// layer is one step of the engine, run over one specimen.
type layer struct {
	name string
	run  func(*specimen)
}

// specimens reads the files that layers are measured on: the busy one and a
// random sample of sources.
func (o options) specimens(tree kernel.Tree) ([]*specimen, int, error) {
	names, err := tree.Sample(o.seed, 300, 300_000)
	if err != nil {
		return nil, 0, err
	}
	names = slices.DeleteFunc(names, func(n string) bool { return !strings.HasSuffix(n, ".c") })
	var all []*specimen
	size := 0
	for _, name := range append(names, busyFile) {
		raw, err := tree.Read(name)
		if err != nil {
			return nil, 0, err
		}
		size += len(raw)
		all = append(all, &specimen{name: name, raw: raw})
	}
	return all, size, nil
}

// layers prints what each step reaches on one processor.
func layers(o options, tree kernel.Tree) error {
	all, size, err := o.specimens(tree)
	if err != nil {
		return err
	}
	parser, err := syntax.NewParser()
	if err != nil {
		return err
	}
	defer parser.Close()
	words := token.NewWords(nil)
	var parsed syntax.Tree
	steps := []layer{
		{"lines, features, view", func(s *specimen) { s.text = source.New(s.name, s.name, source.C, s.raw, source.Mode{}) }},
		{"tokens", func(s *specimen) {
			s.tokens.Reset()
			token.Scan(&s.tokens, s.text.Clean, 0, len(s.text.Clean), words)
		}},
		{"statements (checkpatch's model)", func(s *specimen) {
			m := cmodel.New(s.text, &s.tokens, cmodel.Options{})
			for i := range s.text.Lines {
				m.Enter(i)
				m.Advance(i)
			}
		}},
		{"chunks", func(s *specimen) { s.chunks = syntax.Chunks(s.text.Clean, &s.tokens) }},
		{"mask", func(s *specimen) {
			for _, c := range s.chunks {
				parser.Mask(s.text.Clean, &s.tokens, c)
			}
		}},
		{"mask, parse, flatten (all)", func(s *specimen) {
			for _, c := range s.chunks {
				parser.ParseInto(&parsed, s.text.Clean, &s.tokens, c)
			}
		}},
	}
	engine := analyzer.New(rules.All())
	options := analyzer.Defaults()
	options.Strict = true
	var failure error
	steps = append(steps, layer{fmt.Sprintf("everything, %d types", len(engine.Rules())), func(s *specimen) {
		if _, err := engine.Check(context.Background(), analyzer.FileInput(s.name, s.name, s.raw), &options); err != nil {
			failure = err
		}
	}})
	out := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "layer, on %d files of %.1f MB, one processor\tms\tMB/s\t\n", len(all), float64(size)/1e6)
	for _, l := range steps {
		took := fastest(o.runs, func() {
			for _, s := range all {
				l.run(s)
			}
		})
		fmt.Fprintf(out, "%s\t%.1f\t%.1f\t\n", l.name, float64(took.Microseconds())/1000, float64(size)/1e6/took.Seconds())
	}
	return cmp.Or(failure, out.Flush())
}

// fastest is the shortest of several runs: what else the machine does can
// only make a run longer.
func fastest(times int, run func()) time.Duration {
	best := time.Duration(0)
	for range max(1, times) {
		began := time.Now()
		run()
		if took := time.Since(began); best == 0 || took < best {
			best = took
		}
	}
	return best
}

// checkCosts prints what each check and each layer takes on the specimens.
func checkCosts(o options, tree kernel.Tree) error {
	all, size, err := o.specimens(tree)
	if err != nil {
		return err
	}
	engine := analyzer.New(rules.All())
	options := analyzer.Defaults()
	options.Strict, options.Timing = true, true
	best := map[string]time.Duration{}
	for range max(1, o.runs) {
		sum := map[string]time.Duration{}
		for _, s := range all {
			result, err := engine.Check(context.Background(), analyzer.FileInput(s.name, s.name, s.raw), &options)
			if err != nil {
				return err
			}
			for name, took := range result.Timing {
				sum[name] += took
			}
		}
		for name, took := range sum {
			if least, ok := best[name]; !ok || took < least {
				best[name] = took
			}
		}
	}
	names := make([]string, 0, len(best))
	for name := range best {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(best[b], best[a]), cmp.Compare(a, b)) })
	out := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	var whole time.Duration
	for _, took := range best {
		whole += took
	}
	fmt.Fprintf(out, "check or (layer)\tms\tns a byte\tof the analysis\t\n")
	for _, name := range names {
		fmt.Fprintf(out, "%s\t%.2f\t%.3f\t%.1f%%\t\n", name, float64(best[name].Microseconds())/1000,
			float64(best[name].Nanoseconds())/float64(size), 100*float64(best[name])/float64(max(1, whole)))
	}
	return out.Flush()
}
