// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UseSpinlockT is reported for the struct behind spinlock_t.
var UseSpinlockT = &analyzer.Rule{
	Type:   "USE_SPINLOCK_T",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "struct spinlock",
	Doc: `Spinlocks are declared as spinlock_t: what is behind the name depends on the
configuration. Static locks, arrays and pointers are judged too; the definition of the struct
itself is not, nor are parameters, because a header may only have announced the struct.`,
	Bad:  "struct spinlock lock;\n",
	Good: "spinlock_t lock;\n",
	Link: "locking/spinlocks.html",
	Fix:  analyzer.FixAlways,
}

var useSpinlockT = &analyzer.Check{
	Rules:  []*analyzer.Rule{UseSpinlockT},
	Words:  []string{"spinlock"},
	OnWord: checkUseSpinlockT,
}

func checkUseSpinlockT(p *analyzer.Pass, tok int) {
	first, _ := p.LineTokens(p.TokenLine(tok))
	start := tok - 1
	if start < first || p.Tokens.Word[start] != token.Struct {
		return
	}
	next := p.NextCode(tok)
	if k := p.Tokens.KindAt(next); k != token.Ident && k != token.Star {
		return
	}
	name := next
	for p.Tokens.KindAt(name) == token.Star {
		name = p.NextCode(name)
	}
	behind := p.NextCode(name)
	switch p.Tokens.KindAt(behind) {
	case token.Semi, token.Assign, token.LBrack:
	default:
		return
	}
	whole := analyzer.Span{First: start, End: tok + 1}
	f := p.Warn(UseSpinlockT, p.SpanRange(whole), "struct spinlock is spelt spinlock_t")
	if start != first || name != tok+1 || behind != tok+2 || p.Tokens.Kind[behind] != token.Semi ||
		!p.OneLine(p.SpanRange(analyzer.Span{First: start, End: behind + 1})) {
		f.DifferWider("a static lock, an array or a pointer")
	}
	f.MaybeFix("Use spinlock_t", analyzer.Replace(source.Range{Start: p.Tokens.Start[start], End: p.Tokens.End[tok]}, "spinlock_t"))
}
