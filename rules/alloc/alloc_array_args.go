// SPDX-License-Identifier: GPL-2.0-or-later

package alloc

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// AllocArrayArgs is reported for a size where the count belongs.
var AllocArrayArgs = &analyzer.Rule{
	Type:   "ALLOC_ARRAY_ARGS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Count and size of an array in the wrong order",
	Doc: `kcalloc() and kmalloc_array() take how many elements there are and then how large one
is. The product is the same the other way round, but readers and the compiler's checks of sizes
expect the order; the fix swaps the two. For the managed functions it is the argument behind the
device that counts. A count that is computed from sizes, such as sizeof(a) / sizeof(a[0]), is
one.`,
	Bad:  "static void *f(int n)\n{\n\treturn kcalloc(sizeof(int), n, GFP_KERNEL);\n}\n",
	Good: "static void *f(int n)\n{\n\treturn kcalloc(n, sizeof(int), GFP_KERNEL);\n}\n",
	Link: "process/coding-style.html#allocating-memory",
	Fix:  analyzer.FixSometimes,
}

var allocArrayArgs = &analyzer.Check{
	Rules:  []*analyzer.Rule{AllocArrayArgs},
	Words:  arrayCalls,
	OnWord: checkAllocArrayArgs,
}

func checkAllocArrayArgs(p *analyzer.Pass, tok int) {
	use, near := p.UseOf(tok)
	if use == analyzer.NotCalled || use == analyzer.Declared || use == analyzer.Defined {
		return
	}
	open := p.NextCode(tok)
	next := p.NextCode(open)
	base := near && next >= 0 && p.Near(open, next) && p.Tokens.Word[next] == token.Sizeof &&
		!p.Reported(AllocArrayArgs, p.TokenLine(tok))
	c, ok := p.CallAt(tok)
	name := p.Words.String(p.Tokens.Word[tok])
	count := 0
	if strings.HasPrefix(name, "devm_") {
		count = 1
	}
	wrong := ok && use == analyzer.Called && isSize(p, c.Arg(count))
	if !base && !wrong {
		return
	}
	f := p.Warn(AllocArrayArgs, p.SpanRange(analyzer.Span{First: tok, End: open + 1}),
		"%s() takes the number of elements first, then the size of one", name)
	switch {
	case !wrong:
		f.DifferNarrower("a count, or no allocation")
		return
	case !base:
		f.DifferWider("spread over lines, or behind the device of a managed function")
	}
	if a, b := c.Arg(count), c.Arg(count+1); b.Len() > 0 && !mentions(p, b, token.Sizeof) {
		f.Rewrite("Swap count and size", analyzer.Replace(p.SpanRange(a), p.SpanText(b)),
			analyzer.Replace(p.SpanRange(b), p.SpanText(a)))
	}
}

// isSize reports whether an argument is sizeof and its operand, alone.
func isSize(p *analyzer.Pass, s analyzer.Span) bool {
	if s.Len() < 2 || p.Tokens.Word[s.First] != token.Sizeof {
		return false
	}
	depth := 0
	for i := s.First + 1; i < s.End; i++ {
		switch k := p.Tokens.Kind[i]; {
		case k.IsOpen():
			depth++
		case k.IsClose():
			depth--
		case depth == 0 && k.IsOperator() && i > s.First+1:
			return false
		}
	}
	return true
}

func mentions(p *analyzer.Pass, s analyzer.Span, w token.Word) bool {
	for i := s.First; i < s.End; i++ {
		if p.Tokens.Word[i] == w {
			return true
		}
	}
	return false
}
