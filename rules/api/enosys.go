// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Enosys is reported for the error number that means "no such system call".
var Enosys = &analyzer.Rule{
	Type:   "ENOSYS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "ENOSYS for something else than a missing system call",
	Doc: `ENOSYS tells user space that a system call does not exist. Whoever returns it for
something else, such as an operation that a device does not have, makes programs fall back where
they should not; EOPNOTSUPP or EINVAL say what is meant. Comparing a result with ENOSYS is no
misuse, since another function chose it, and so is the entry in a table of error numbers: these
are reported only when checkpatch is to be matched.`,
	Bad:  "static int f(void)\n{\n\treturn -ENOSYS;\n}\n",
	Good: "static int f(int x)\n{\n\treturn x == -ENOSYS ? 0 : -EOPNOTSUPP;\n}\n",
	Link: "dev-tools/checkpatch.html#api-usage",
}

var enosys = &analyzer.Check{
	Rules:  []*analyzer.Rule{Enosys},
	Words:  []string{"ENOSYS"},
	OnWord: checkEnosys,
}

func checkEnosys(p *analyzer.Pass, tok int) {
	if p.Reported(Enosys, p.TokenLine(tok)) {
		return // one line says one thing
	}
	f := p.Warn(Enosys, p.TokenRange(tok), "ENOSYS means that a system call does not exist and nothing else")
	if comparesError(p, tok) {
		f.DifferNarrower("compared with, not returned")
	} else if before := p.PrevCode(tok); p.Is(before, "define") {
		f.DifferNarrower(analyzer.NarrowOwner)
	}
}

// comparesError reports whether the error number at token i is only compared
// with, by an operator or as the label of a case.
func comparesError(p *analyzer.Pass, i int) bool {
	before := p.PrevCode(i)
	if p.Tokens.KindAt(before) == token.Minus {
		before = p.PrevCode(before)
	}
	if k := p.Tokens.KindAt(before); k == token.Eq || k == token.Ne {
		return true
	}
	if p.Tokens.WordAt(before) == token.Case {
		return true
	}
	next := p.Tokens.KindAt(p.NextCode(i))
	return next == token.Eq || next == token.Ne
}
