// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// DuplicatedSysctlConst is reported for limits that exist already.
var DuplicatedSysctlConst = &analyzer.Rule{
	Type:   "DUPLICATED_SYSCTL_CONST",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A variable for a limit of a sysctl that is shared",
	Doc: `The limits of a sysctl are pointers, so every file used to have its own variables for 0,
1 and INT_MAX. include/linux/sysctl.h has them for all: SYSCTL_ZERO, SYSCTL_ONE and
SYSCTL_INT_MAX. The fix goes by the name of the variable and wants a look at its value.`,
	Bad:  "static struct ctl_table a = {\n\t.extra1 = &zero,\n};\n",
	Good: "static struct ctl_table a = {\n\t.extra1 = SYSCTL_ZERO,\n};\n",
	Link: "dev-tools/checkpatch.html#api-usage",
	Fix:  analyzer.FixAlways,
}

var duplicatedSysctlConst = &analyzer.Check{
	Rules:  []*analyzer.Rule{DuplicatedSysctlConst},
	Words:  []string{"int_max", "one", "zero"},
	OnWord: checkDuplicatedSysctlConst,
}

// sysctlShared maps names of variables to the shared limits.
var sysctlShared = map[string]string{
	"int_max": "SYSCTL_INT_MAX",
	"one":     "SYSCTL_ONE",
	"zero":    "SYSCTL_ZERO",
}

func checkDuplicatedSysctlConst(p *analyzer.Pass, tok int) {
	if p.Tokens.KindAt(tok-1) != token.Amp || p.Tokens.KindAt(tok-2) != token.Assign || p.Tokens.KindAt(tok-4) != token.Dot {
		return
	}
	if !p.Is(tok-3, "extra1") && !p.Is(tok-3, "extra2") || p.Tokens.Start[tok] != p.Tokens.End[tok-1] ||
		p.Tokens.Start[tok-3] != p.Tokens.End[tok-4] {
		return
	}
	name := p.Words.String(p.Tokens.Word[tok])
	line := p.TokenLine(tok)
	again := p.Reported(DuplicatedSysctlConst, line)
	at := source.Range{Start: p.Tokens.Start[tok-1], End: p.Tokens.End[tok]}
	f := p.Warn(DuplicatedSysctlConst, at, "%s is shared by all", sysctlShared[name])
	if again || p.TokenLine(tok-4) != line {
		f.DifferWider(analyzer.WiderSecond)
	}
	f.MaybeFix("Use "+sysctlShared[name], analyzer.Replace(at, sysctlShared[name]))
}
