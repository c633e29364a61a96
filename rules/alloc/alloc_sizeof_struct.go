// SPDX-License-Identifier: GPL-2.0-or-later

package alloc

import (
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// AllocSizeofStruct is reported for sizes that repeat the type.
var AllocSizeofStruct = &analyzer.Rule{
	Type:   "ALLOC_SIZEOF_STRUCT",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "p = kmalloc(sizeof(struct x), ...)",
	Doc: `With sizeof(*p) the size follows the type of the pointer when that changes; with the
type spelt out the two can fall apart unseen. Managed allocations and unions are judged as well.
The fix is safe where the pointer is declared in the same line with the type in question, and
wants a look elsewhere.`,
	Bad:  "static void f(void)\n{\n\tstruct x *p = kmalloc(sizeof(struct x), GFP_KERNEL);\n}\n",
	Good: "static void f(void)\n{\n\tstruct x *p = kmalloc(sizeof(*p), GFP_KERNEL);\n}\n",
	Link: "process/coding-style.html#allocating-memory",
	Fix:  analyzer.FixAlways,
}

var allocSizeofStruct = &analyzer.Check{
	Rules:  []*analyzer.Rule{AllocSizeofStruct},
	Words:  slices.Concat(slabCalls, managedCalls),
	OnWord: checkAllocSizeofStruct,
}

func checkAllocSizeofStruct(p *analyzer.Pass, tok int) {
	use, near := p.UseOf(tok)
	if use != analyzer.Called {
		return
	}
	open := p.NextCode(tok)
	size := p.NextCode(open)
	name := p.Words.String(p.Tokens.Word[tok])
	managed := slices.Contains(managedCalls, name)
	if managed {
		c, ok := p.CallAt(tok)
		if !ok {
			return
		}
		size = c.Arg(1).First
	}
	if p.Tokens.WordAt(size) != token.Sizeof || p.Tokens.KindAt(size+1) != token.LParen || p.Tokens.KindAt(size+3) != token.Ident {
		return
	}
	last := size + 4
	if p.Tokens.KindAt(last) != token.RParen {
		return
	}
	kind := p.Tokens.Word[size+2]
	to, ok := assigned(p, tok)
	if !ok || kind != token.Struct && kind != token.Union {
		return
	}
	base := near && !managed && kind == token.Struct && to.oneLine && to.lvalue != nil && p.Near(open, size) &&
		p.OneLine(p.SpanRange(analyzer.Span{First: tok, End: last + 1})) &&
		!p.Reported(AllocSizeofStruct, p.TokenLine(tok))
	at := p.SpanRange(analyzer.Span{First: size, End: last + 1})
	left := p.SpanText(to.left)
	f := p.Strictly(AllocSizeofStruct, at, "take the size from the pointer: sizeof(*%s)", left).AtLine(p.TokenLine(tok))
	if !base {
		f.DifferWider("a managed allocation, a union, or spread over lines")
	}
	edit := analyzer.Replace(at, "sizeof(*"+left+")")
	if declaredSame(p, to.left, size) {
		f.Rewrite("Take the size from the pointer", edit)
	} else {
		f.MaybeFix("Take the size from the pointer", edit)
	}
}

// declaredSame reports whether the left side is declared right there as a
// pointer to the type whose size is taken.
func declaredSame(p *analyzer.Pass, left analyzer.Span, size int) bool {
	k := left.First
	if left.Len() != 1 || k < 3 {
		return false
	}
	return p.Tokens.Kind[k-1] == token.Star && p.Tokens.Kind[k-2] == token.Ident &&
		p.Tokens.Word[k-3] == p.Tokens.Word[size+2] && p.TokenText(k-2) == p.TokenText(size+3)
}
