// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// UseFunc is reported for the old name of __func__.
var UseFunc = &analyzer.Rule{
	Type:   "USE_FUNC",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Old spelling of __func__",
	Doc:    `__func__ is C99; __FUNCTION__ is an older name that only gcc and its kin know.`,
	Bad:    "char *x = __FUNCTION__;\n",
	Good:   "char *x = __func__;\n",
	Link:   "dev-tools/checkpatch.html#type-descriptions",
	Fix:    analyzer.FixAlways,
}

var useFunc = &analyzer.Check{
	Rules:  []*analyzer.Rule{UseFunc},
	Words:  []string{"__FUNCTION__"},
	OnWord: checkUseFunc,
}

// checkUseFunc reports every use; checkpatch reports a line once.
func checkUseFunc(p *analyzer.Pass, tok int) {
	f := p.Warn(UseFunc, p.TokenRange(tok), "use __func__").
		Rewrite("Use __func__", analyzer.Replace(p.TokenRange(tok), "__func__"))
	if !firstWordOnLine(p, tok) {
		f.DifferWider("the second on a line")
	}
}
