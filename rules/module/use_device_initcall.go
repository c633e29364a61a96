// SPDX-License-Identifier: GPL-2.0-or-later

package module

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// UseDeviceInitcall is reported for the old name of a level of initcalls.
var UseDeviceInitcall = &analyzer.Rule{
	Type:   "USE_DEVICE_INITCALL",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "__initcall()",
	Doc: `__initcall() is the old name of device_initcall() and does not say when the function is
called among all others. Write device_initcall(), or the level that is meant; the definition of
the macro is not judged.`,
	Bad:  "__initcall(f);\n",
	Good: "device_initcall(f);\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var useDeviceInitcall = &analyzer.Check{
	Rules:  []*analyzer.Rule{UseDeviceInitcall},
	Words:  []string{"__initcall"},
	OnWord: checkUseDeviceInitcall,
}

func checkUseDeviceInitcall(p *analyzer.Pass, tok int) {
	if first, _ := p.LineTokens(p.TokenLine(tok)); first != tok {
		return
	}
	f := p.OnCall(analyzer.Warning, UseDeviceInitcall, tok, "say when: device_initcall() or another level")
	if f != nil && f.Narrower == "" {
		f.Rewrite("Use device_initcall()", analyzer.Replace(p.TokenRange(tok), "device_initcall"))
	}
}
