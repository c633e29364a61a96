// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ArchDefines is reported for questions to the compiler about the machine.
var ArchDefines = &analyzer.Rule{
	Type:   "ARCH_DEFINES",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A name of the compiler for a machine",
	Doc: `What the machine can do is asked with CONFIG_ names: __i386__ and its kin are what one
compiler says about itself, and are wrong when another one compiles for the same machine. Only #if
lines are judged, #elif included; headers of one machine below include/asm- may use
them, and so may headers for user space, which has no CONFIG_ names.`,
	Bad:  "#ifdef __i386__\n#endif\n",
	Good: "#ifdef CONFIG_X86_32\n#endif\n",
	Link: "dev-tools/checkpatch.html#api-usage",
}

var archDefines = &analyzer.Check{
	Rules:  []*analyzer.Rule{ArchDefines},
	Words:  []string{"__i386__", "__powerpc64__", "__s390x__", "__sun__"},
	OnWord: checkArchDefines,
}

func checkArchDefines(p *analyzer.Pass, tok int) {
	if strings.Contains(p.Text.Path, "include/asm-") {
		return
	}
	line := p.TokenLine(tok)
	first, _ := p.LineTokens(line)
	if p.Tokens.KindAt(first) != token.Hash {
		return
	}
	name := p.TokenText(first + 1)
	base := strings.HasPrefix(name, "if") && !p.Reported(ArchDefines, line)
	exported := isUapi(p.Text.Path)
	if !base && (name != "elif" || exported) {
		return
	}
	f := p.Strictly(ArchDefines, p.TokenRange(tok), "ask for a CONFIG_ name, not for what the compiler says of the machine")
	if exported {
		f.DifferNarrower("a header for user space has no CONFIG_ names")
	} else if !base {
		f.DifferWider("an #elif")
	}
}
