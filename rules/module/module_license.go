// SPDX-License-Identifier: GPL-2.0-or-later

package module

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ModuleLicense is reported for licences that the module loader does not know.
var ModuleLicense = &analyzer.Rule{
	Type:   "MODULE_LICENSE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "MODULE_LICENSE() with another text",
	Doc: `The loader compares the text of MODULE_LICENSE() with a short list; another text taints
the kernel and hides the symbols that are for GPL modules. The list is "GPL", "GPL v2", "GPL and
additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL" and "Proprietary". In patches
"GPL" is asked for instead of "GPL v2", which means the same: which version it is says the SPDX
line.`,
	Bad:  "MODULE_LICENSE(\"LGPL\");\n",
	Good: "MODULE_LICENSE(\"GPL\");\n",
	Link: "process/license-rules.html#id1",
	Fix:  analyzer.FixSometimes,
}

var moduleLicense = &analyzer.Check{
	Rules:  []*analyzer.Rule{ModuleLicense},
	Words:  []string{"MODULE_LICENSE"},
	OnWord: checkModuleLicense,
}

// moduleLicenses are the texts that the loader knows, with their quotes.
var moduleLicenses = map[string]bool{
	`"Dual BSD/GPL"`:              true,
	`"Dual MIT/GPL"`:              true,
	`"Dual MPL/GPL"`:              true,
	`"GPL and additional rights"`: true,
	`"GPL v2"`:                    true,
	`"GPL"`:                       true,
	`"Proprietary"`:               true,
}

func checkModuleLicense(p *analyzer.Pass, tok int) {
	c, ok := p.CallAt(tok)
	if !ok || c.Count != 1 || c.Arg(0).Len() != 1 || p.Tokens.Kind[c.Arg(0).First] != token.String {
		return
	}
	at := c.Arg(0).First
	text := p.TokenText(at)
	base := p.OneLine(p.CallRange(&c)) && c.Close == tok+3
	var f *analyzer.Finding
	switch {
	case !moduleLicenses[text]:
		f = p.Warn(ModuleLicense, p.TokenRange(at), "the module loader does not know the licence %s", text)
	case text == `"GPL v2"` && !p.FileMode():
		f = p.Warn(ModuleLicense, p.TokenRange(at), "\"GPL\" means the same as \"GPL v2\"")
		f.MaybeFix("Write \"GPL\"", analyzer.Replace(p.TokenRange(at), "\"GPL\""))
	default:
		return
	}
	f.AtLine(p.TokenLine(tok))
	if !base {
		f.DifferWider(analyzer.WiderApart)
	}
}
