// SPDX-License-Identifier: GPL-2.0-or-later

package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// LinuxVersionCode is reported for code that asks which kernel it is in.
var LinuxVersionCode = &analyzer.Rule{
	Type:   "LINUX_VERSION_CODE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "LINUX_VERSION_CODE in the tree",
	Doc: `Code in the tree is written for the version that it is part of. Branches for other
versions are dead code here; they belong into a copy outside the tree. Only the identifier counts,
not its mention in comments and strings.`,
	Bad:  "#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 0, 0)\n#endif\n",
	Good: "/* LINUX_VERSION_CODE is not needed. */\nint a;\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
}

var linuxVersionCode = &analyzer.Check{
	Rules:  []*analyzer.Rule{LinuxVersionCode},
	Words:  []string{"LINUX_VERSION_CODE"},
	OnWord: checkLinuxVersionCode,
}

func checkLinuxVersionCode(p *analyzer.Pass, tok int) {
	again := p.Reported(LinuxVersionCode, p.TokenLine(tok))
	f := p.Warn(LinuxVersionCode, p.TokenRange(tok), "code in the tree is for one version: no LINUX_VERSION_CODE")
	if again {
		f.DifferWider(analyzer.WiderSecond)
	} else if before := p.PrevCode(tok); p.Is(before, "define") || p.Is(before, "undef") {
		f.DifferNarrower(analyzer.NarrowOwner)
	}
}
