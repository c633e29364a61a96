// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// DefineArchHas is reported for macros that say what a machine has.
var DefineArchHas = &analyzer.Rule{
	Type:   "DEFINE_ARCH_HAS",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "#define ARCH_HAS_...",
	Doc: `What a machine has is said by a Kconfig symbol that it selects, or by a #define with the
name of the thing itself: then it can be asked for with #ifdef thing and cannot go missing
unnoticed when a header is not included. HAVE_ARCH_ names and #undef are not judged.`,
	Bad:  "#define ARCH_HAS_FOO\n",
	Good: "#define foo foo\n",
	Link: "dev-tools/checkpatch.html#macros-attributes-and-symbols",
}

var defineArchHas = &analyzer.Check{
	Rules:  []*analyzer.Rule{DefineArchHas},
	OnText: checkDefineArchHas,
}

func checkDefineArchHas(p *analyzer.Pass) {
	p.EachName("ARCH_HA", func(tok int) {
		if !isArchHas(p.TokenText(tok)) || !p.Is(tok-1, "define") || p.Tokens.KindAt(tok-2) != token.Hash {
			return
		}
		f := p.Error(DefineArchHas, p.TokenRange(tok), "say what a machine has in Kconfig, or with the name of the thing")
		if !p.Near(tok-1, tok) || !p.Near(tok-2, tok-1) {
			f.DifferWider(analyzer.WiderApart)
		}
	})
}

// isArchHas tells the names, with or without two underscores in front.
func isArchHas(name string) bool {
	if len(name) > 2 && name[:2] == "__" {
		name = name[2:]
	}
	return len(name) >= 8 && name[:8] == "ARCH_HAS" || len(name) >= 9 && name[:9] == "ARCH_HAVE"
}
