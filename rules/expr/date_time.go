// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// DateTime is reported for macros that give the time of the build.
var DateTime = &analyzer.Rule{
	Type:   "DATE_TIME",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Time of the build in the code",
	Doc: `__DATE__, __TIME__ and __TIMESTAMP__ make two builds of the same source
differ. The kernel is built reproducibly and refuses them.`,
	Bad:  "char *x = __DATE__;\n",
	Good: "char *x = version;\n",
	Link: "dev-tools/checkpatch.html#macros-attributes-and-symbols",
	Fix:  analyzer.FixNever,
}

var dateTime = &analyzer.Check{
	Rules:  []*analyzer.Rule{DateTime},
	Words:  []string{"__DATE__", "__TIMESTAMP__", "__TIME__"},
	OnWord: checkDateTime,
}

func checkDateTime(p *analyzer.Pass, tok int) {
	p.Error(DateTime, p.TokenRange(tok), "%s makes every build differ", p.TokenText(tok))
}
