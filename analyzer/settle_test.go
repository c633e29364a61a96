// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// swaps reports a letter wherever it begins a line and offers to write another
// in its place; nothing is offered for 0.
func swaps(typ string, old, new byte) *analyzer.Check {
	rule := &analyzer.Rule{Type: typ, Levels: []analyzer.Level{analyzer.Warning}}
	return &analyzer.Check{Rules: []*analyzer.Rule{rule}, Kinds: source.CLike, OnLine: func(p *analyzer.Pass, line int) {
		raw := p.Raw(line)
		if len(raw) == 0 || raw[0] != old {
			return
		}
		at := p.Columns(line, 0, 1)
		if f := p.Warn(rule, at, "found"); new != 0 {
			f.Fix("Swap", analyzer.Replace(at, string(new)))
		}
	}}
}

func TestSettleBringsNothingIn(t *testing.T) {
	engine := analyzer.New([]*analyzer.Check{
		swaps("A_TO_B", 'a', 'b'), swaps("B_STAYS", 'b', 0), // to fix the one makes the other
		swaps("C_TO_D", 'c', 'd'), swaps("D_TO_E", 'd', 'e'), // the second is fixed in its turn
		swaps("F_TO_G", 'f', 'g'), swaps("G_TO_F", 'g', 'f'), // no end
	})
	for _, c := range []struct {
		name, in, want string
		stable         bool
	}{
		{"one that does harm", "a\n", "a\n", true},
		{"what was there before is no harm", "b\na\n", "b\nb\n", true},
		{"one that has a sequel", "c\n", "e\n", true},
		{"side by side", "a\nx\nx\nx\nx\nc\n", "a\nx\nx\nx\nx\ne\n", true},
		{"the neighbour of one that does harm", "a\nc\n", "a\ne\n", true},
		{"without end", "f\n", "", false},
	} {
		options := analyzer.Defaults()
		s, err := engine.Settle(context.Background(), analyzer.FileInput("a.c", "a.c", []byte(c.in)), &options, analyzer.FirstSafe)
		if err != nil {
			t.Fatal(err)
		}
		if s.Stable != c.stable || c.stable && string(s.Bytes) != c.want {
			t.Errorf("%s: stable %v, %q, want %v, %q", c.name, s.Stable, s.Bytes, c.stable, c.want)
		}
		again, err := engine.Settle(context.Background(), analyzer.FileInput("a.c", "a.c", s.Bytes), &options, analyzer.FirstSafe)
		if err != nil {
			t.Fatal(err)
		}
		if c.stable && !bytes.Equal(again.Bytes, s.Bytes) {
			t.Errorf("%s: a second run makes %q of %q", c.name, again.Bytes, s.Bytes)
		}
	}
}
