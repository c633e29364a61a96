// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// HotplugSection is reported for sections that no longer exist.
var HotplugSection = &analyzer.Rule{
	Type:   "HOTPLUG_SECTION",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "__devinit and its kin",
	Doc: `Devices come and go on every machine, so the sections that were thrown away without
CONFIG_HOTPLUG are gone, and their names with them: code that uses one does not compile. Checkpatch
looks at the lines around a change as well; we do not.`,
	Bad:  "static int __devinit f(void)\n{\n}\n",
	Good: "static int f(void)\n{\n}\n",
	Link: "core-api/cpu_hotplug.html",
	Fix:  analyzer.FixSometimes,
}

var hotplugSection = &analyzer.Check{
	Rules:   []*analyzer.Rule{HotplugSection},
	Words:   []string{"__devexit", "__devexitconst", "__devexitdata", "__devinit", "__devinitconst", "__devinitdata"},
	Context: true,
	OnWord:  checkHotplugSection,
}

func checkHotplugSection(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	again, added := p.Reported(HotplugSection, line), p.Added(line)
	if again && !added {
		return
	}
	f := p.Warn(HotplugSection, p.TokenRange(tok), "%s is gone", p.TokenText(tok))
	if !added {
		f.DifferNarrower("a line that is not new")
		return
	}
	if again {
		f.DifferWider(analyzer.WiderSecond)
	}
	gone := p.TokenRange(tok)
	for int(gone.End) < len(p.Text.Raw) && p.Text.Raw[gone.End] == ' ' {
		gone.End++
	}
	if gone.End == p.Tokens.End[tok] { // nothing behind it: the blank before goes
		for gone.Start > p.Text.Lines[line].Start && p.Text.Raw[gone.Start-1] == ' ' {
			gone.Start--
		}
	}
	f.MaybeFix("Remove it", analyzer.Delete(source.Range(gone)))
}
