// SPDX-License-Identifier: GPL-2.0-or-later

package alloc

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// KreallocArgReuse is reported for a pointer that is lost when memory is short.
var KreallocArgReuse = &analyzer.Rule{
	Type:   "KREALLOC_ARG_REUSE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "p = krealloc(p, ...)",
	Doc: `When krealloc() fails it returns NULL and the old memory stays. Whoever assigned the
result to the only pointer to it has lost it. Keep the result in another variable until it has
been checked. The array and vmalloc variants are judged as well, and pointers that are reached
through a star. What devm_krealloc() was given stays with the device, so it is not lost.`,
	Bad:  "static void f(void *p)\n{\n\tp = krealloc(p, 8, GFP_KERNEL);\n}\n",
	Good: "static void f(void *p)\n{\n\tvoid *q = krealloc(p, 8, GFP_KERNEL);\n\n\tif (q)\n\t\tp = q;\n}\n",
	Link: "core-api/memory-allocation.html",
}

var kreallocArgReuse = &analyzer.Check{
	Rules:  []*analyzer.Rule{KreallocArgReuse},
	Words:  []string{"krealloc", "krealloc_array", "kvrealloc"},
	OnWord: checkKreallocArgReuse,
}

func checkKreallocArgReuse(p *analyzer.Pass, tok int) {
	to, ok := assigned(p, tok)
	if !ok {
		return
	}
	c, ok := p.CallAt(tok)
	if !ok {
		return
	}
	name := p.Words.String(p.Tokens.Word[tok])
	arg := c.Arg(0)
	line := p.TokenLine(tok)
	base := name == "krealloc" && to.oneLine && p.Near(tok, c.Open) && c.Count > 1 && to.lvalue != nil &&
		p.OneLine(p.SpanRange(analyzer.Span{First: tok, End: arg.End + 1})) &&
		p.SpanText(arg) == string(to.lvalue) && !p.Reported(KreallocArgReuse, line)
	same := sameText(p, to.left, arg)
	if !base && !same {
		return
	}
	f := p.Warn(KreallocArgReuse, p.SpanRange(analyzer.Span{First: to.left.First, End: arg.End}),
		"if %s() fails, the only pointer to the old memory is lost", name).AtLine(line)
	switch {
	case !same:
		f.DifferNarrower("another pointer of the same name")
	case !base:
		f.DifferWider("a variant of krealloc(), a pointer behind a star, or spread over lines")
	}
}
