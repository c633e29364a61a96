// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// statistics counts over all inputs.
type statistics struct {
	types  map[string]*typeCount
	timing map[string]time.Duration
	bytes  int64
	lines  int64
	// parsed are the bytes of C that were parsed, opaque those of them that
	// the parser could make nothing of.
	parsed, opaque int64
}

type typeCount struct {
	level            analyzer.Level
	findings, inputs int
	fixable          int
}

func newStatistics() *statistics {
	return &statistics{types: map[string]*typeCount{}, timing: map[string]time.Duration{}}
}

// add counts one input.
func (s *statistics) add(d done) {
	s.bytes += int64(len(d.text))
	s.lines += int64(newLineTable(d.text).len())
	s.parsed += int64(d.result.Parsed)
	s.opaque += int64(d.result.NotUnderstood)
	seen := map[string]bool{}
	for _, f := range d.result.Findings {
		t := s.types[f.Rule.Type]
		if t == nil {
			t = &typeCount{}
			s.types[f.Rule.Type] = t
		}
		t.level = max(t.level, f.Level)
		t.findings++
		if !seen[f.Rule.Type] {
			seen[f.Rule.Type] = true
			t.inputs++
		}
		if analyzer.FirstSafe(f) >= 0 {
			t.fixable++
		}
	}
	for name, took := range d.result.Timing {
		s.timing[name] += took
	}
}

// print writes the counts, most frequent first.
func (s *statistics) print(w io.Writer) {
	names := slices.SortedFunc(maps.Keys(s.types), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.types[b].findings, s.types[a].findings), cmp.Compare(a, b))
	})
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintf(t, "findings\tin inputs\tfixable\tlevel\ttype\n")
	sum := 0
	for _, name := range names {
		c := s.types[name]
		sum += c.findings
		fmt.Fprintf(t, "%d\t%d\t%d\t%s\t%s\n", c.findings, c.inputs, c.fixable, c.level, name)
	}
	fmt.Fprintf(t, "%d\t\t\t\tin %d lines, %d bytes\n", sum, s.lines, s.bytes)
	_ = t.Flush() // these are words on the side; findings are out already
	if s.parsed > 0 {
		fmt.Fprintf(w, "%d of %d bytes of C were not understood by the parser (%.3f%%); checks of words and lines saw them\n",
			s.opaque, s.parsed, 100*float64(s.opaque)/float64(s.parsed))
	}
}

// printTiming writes what each check and each layer took, dearest first.
func (s *statistics) printTiming(w io.Writer) {
	names := slices.SortedFunc(maps.Keys(s.timing), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.timing[b], s.timing[a]), cmp.Compare(a, b))
	})
	var sum time.Duration
	for _, took := range s.timing {
		sum += took
	}
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "ms\tshare\tcheck or (layer)\t\n")
	for _, name := range names {
		fmt.Fprintf(t, "%.3f\t%.1f%%\t%s\t\n", float64(s.timing[name].Microseconds())/1000,
			100*float64(s.timing[name])/float64(max(1, sum)), name)
	}
	fmt.Fprintf(t, "%.3f\t\tthe whole analysis\t\n", float64(sum.Microseconds())/1000)
	_ = t.Flush() // these are words on the side; findings are out already
}
