// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Yield is reported for a wait that may never end.
var Yield = &analyzer.Rule{
	Type:   "YIELD",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "yield()",
	Doc: `yield() gives the processor to others of the same priority, if there are any: whoever
waits with it for another task may wait for ever. Wait on a queue or a completion, or call
cond_resched(). Members of structs that are called yield are something else.`,
	Bad:  "static void f(void)\n{\n\tyield();\n}\n",
	Good: "static void f(struct x *x)\n{\n\tcond_resched();\n\tx->yield();\n}\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
}

var yield = &analyzer.Check{
	Rules:  []*analyzer.Rule{Yield},
	Words:  []string{"yield"},
	OnWord: checkYield,
}

func checkYield(p *analyzer.Pass, tok int) {
	open := p.NextCode(tok)
	if p.Tokens.KindAt(open) == token.LParen && p.Tokens.KindAt(p.NextCode(open)) == token.RParen {
		p.OnCall(analyzer.Warning, Yield, tok, "yield() is generally wrong: wait for an event instead")
	}
}
