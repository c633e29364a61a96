// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
)

// Memset is reported for memset() of nothing or of one byte.
var Memset = &analyzer.Rule{
	Type:   "MEMSET",
	Levels: []analyzer.Level{analyzer.Error, analyzer.Warning},
	Title:  "memset() with the arguments swapped",
	Doc: `memset() takes the value and then the size. A size of 0 writes nothing and is an ERROR:
the value and the size were meant to be the other way round. A size of 1 is a WARNING; there it may
be meant. Only literal sizes are judged.`,
	Bad:  "static void f(int *a)\n{\n\tmemset(a, sizeof(*a), 0);\n}\n",
	Good: "static void f(int *a)\n{\n\tmemset(a, 0, sizeof(*a));\n}\n",
	Link: "dev-tools/checkpatch.html#others",
	Fix:  analyzer.FixSometimes,
}

var memset = &analyzer.Check{
	Rules:  []*analyzer.Rule{Memset},
	Words:  []string{"memset"},
	OnWord: checkMemset,
}

func checkMemset(p *analyzer.Pass, tok int) {
	c, ok := p.CallAt(tok)
	use, _ := p.UseOf(tok)
	if !ok || c.Count != 3 || use == analyzer.Declared || use == analyzer.Defined {
		return
	}
	size := c.Arg(2)
	digits := string(p.Tokens.Text(p.Text.Clean, size.End-1))
	base := readsFirst(p, &c, 3)
	if size.Len() != 1 && !base {
		return
	}
	level := analyzer.Error
	switch digits {
	case "0", "0x0", "0X0":
	case "1", "0x1", "0X1":
		level = analyzer.Warning
	default:
		return
	}
	if !base && use != analyzer.Called {
		return
	}
	f := p.Report(level, Memset, p.CallRange(&c), "memset() takes the value, then the size: a size of %s", digits).AtLine(p.TokenLine(tok))
	switch {
	case use == analyzer.Member:
		f.DifferNarrower(analyzer.NarrowMember)
		return
	case !base:
		f.DifferWider("not the first of its statement, or with more than simple arguments")
	}
	f.MaybeFix("Swap value and size", swapArgs(p, &c, 1, 2)...)
}

// readsFirst reports whether checkpatch judges this call by its statement: it
// must stand on the statement's first line, have simple arguments, and no other
// call of the same function there may have those.
func readsFirst(p *analyzer.Pass, c *analyzer.Call, count int) bool {
	if !p.Leads(c) || !p.SimpleArgs(c) {
		return false
	}
	for i := p.Statement().Tok; i < c.Name; i++ {
		if p.Tokens.Word[i] != p.Tokens.Word[c.Name] {
			continue
		}
		if earlier, ok := p.CallAt(i); ok && earlier.Count == count && p.SimpleArgs(&earlier) {
			return false
		}
	}
	return true
}

// swapArgs makes two arguments change places.
func swapArgs(p *analyzer.Pass, c *analyzer.Call, i, k int) []fix.Edit {
	a, b := c.Arg(i), c.Arg(k)
	return []fix.Edit{
		analyzer.Replace(p.SpanRange(a), p.SpanText(b)),
		analyzer.Replace(p.SpanRange(b), p.SpanText(a)),
	}
}
