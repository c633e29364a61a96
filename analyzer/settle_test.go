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
		{"what was there before makes no second right", "b\na\n", "b\na\n", true},
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

// finds reports lines that begin with a letter, and what tell adds to that.
func finds(typ string, first byte, tell func(p *analyzer.Pass, f *analyzer.Finding, raw []byte)) *analyzer.Check {
	rule := &analyzer.Rule{Type: typ, Levels: []analyzer.Level{analyzer.Warning}}
	return &analyzer.Check{Rules: []*analyzer.Rule{rule}, Kinds: source.CLike, OnLine: func(p *analyzer.Pass, line int) {
		if raw := p.Raw(line); len(raw) > 0 && raw[0] == first {
			tell(p, p.Warn(rule, p.Columns(line, 0, 1), "found %s", raw), raw)
		}
	}}
}

func dropBlank(_ *analyzer.Pass, f *analyzer.Finding, raw []byte) {
	if at := bytes.IndexByte(raw, ' '); at > 0 {
		f.Fix("Drop", analyzer.Delete(source.Range{Start: f.Range.Start + uint32(at), End: f.Range.Start + uint32(at) + 1}))
	}
}

// TestSettleBringsNothingInForTheScript has checks of which only parity mode
// shows the findings.
func TestSettleBringsNothingInForTheScript(t *testing.T) {
	engine := analyzer.New([]*analyzer.Check{
		swaps("A_TO_B", 'a', 'b'), swaps("G_TO_H", 'g', 'h'),
		finds("B_IS_NOTHING", 'b', func(_ *analyzer.Pass, f *analyzer.Finding, _ []byte) { f.DifferNarrower("it is nothing") }),
		finds("E_IS_UNSEEN", 'e', func(_ *analyzer.Pass, f *analyzer.Finding, raw []byte) {
			if bytes.ContainsRune(raw, ' ') {
				f.DifferWider("the script wants no blank")
			}
		}),
		finds("BLANK", 'e', dropBlank), finds("BLANK_TOO", 'a', dropBlank),
	})
	for _, c := range []struct{ name, in, want string }{
		{"one that gives the script something to say", "a\n", "a\n"},
		{"one that makes it readable", "e \n", "e \n"},
		{"it was readable before", "e\n", "e\n"},
		{"two of which one does harm", "g\na\n", "h\na\n"},
		{"apart", "a\nx\nx\nx\nx\nx\ng\n", "a\nx\nx\nx\nx\nx\nh\n"},
		{"two on one line", "a x\n", "ax\n"},
		{"one for another", "b\nx\nx\na\n", "b\nx\nx\na\n"},
	} {
		options := analyzer.Defaults()
		in := analyzer.FileInput("a.c", "a.c", []byte(c.in))
		s, err := engine.Settle(context.Background(), in, &options, analyzer.FirstSafe)
		if err != nil {
			t.Fatal(err)
		}
		if !s.Stable || string(s.Bytes) != c.want {
			t.Errorf("%s: stable %v, %q, want %q", c.name, s.Stable, s.Bytes, c.want)
		}
		options.Parity = true
		before, _ := engine.Check(context.Background(), in, &options)
		in.Bytes = s.Bytes
		after, _ := engine.Check(context.Background(), in, &options)
		if len(after.Findings) > len(before.Findings) {
			t.Errorf("%s: %d findings for the script, %d before", c.name, len(after.Findings), len(before.Findings))
		}
	}
}
