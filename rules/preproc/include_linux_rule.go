// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// IncludeLinux is reported for headers of the machine that have a common one.
var IncludeLinux = &analyzer.Rule{
	Type:   "INCLUDE_LINUX",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "<asm/x.h> where <linux/x.h> exists",
	Doc: `A header below include/linux that includes its namesake of the machine is the one to
include: it adds what all machines share, and stays when the other one moves. The kernel tree says
which headers do so; without a tree nothing is reported. Names with irq, memory, time or reboot
in them are left alone, because there the two differ in what they are for. Code below arch/ is
another rule's affair.`,
	Bad:  "#include <asm/x.h>\n",
	Good: "#include <linux/x.h>\n#include <asm/y.h>\n",
	Tree: map[string]string{"include/linux/x.h": "#include <asm/x.h>\n", "include/linux/y.h": ""},
	Link: "process/submit-checklist.html#review-your-code",
	Fix:  analyzer.FixAlways,
}

var includeLinux = &analyzer.Check{
	Rules:  []*analyzer.Rule{IncludeLinux, ArchIncludeLinux},
	Words:  includeWords,
	OnWord: checkIncludeLinux,
}

// asmAllowed are parts of names that checkpatch lets pass.
var asmAllowed = []string{
	"irq",
	"memory",
	"reboot",
	"time",
}

func checkIncludeLinux(p *analyzer.Pass, tok int) {
	if !p.Facts.Tree.Present() {
		return
	}
	line, from, _, _, ok := included(p, hashBefore(p, tok))
	if !ok {
		return
	}
	raw := p.Raw(line)
	rest, ok := bytes.CutPrefix(raw[from:], []byte("asm/"))
	if !ok || raw[from-1] != '<' {
		return
	}
	end := bytes.Index(rest, []byte(".h>"))
	if end < 0 {
		return
	}
	name := string(rest[:end])
	for _, part := range asmAllowed {
		if strings.Contains(name, part) {
			return
		}
	}
	if p.Text.Path == "include/linux/"+name+".h" || !p.Facts.Tree.IncludesAsm(name) {
		return
	}
	at := p.Columns(line, from, from+len("asm/")+end+len(".h"))
	var f *analyzer.Finding
	if strings.HasPrefix(p.Text.Path, "arch/") {
		f = p.Strictly(ArchIncludeLinux, at, "consider <linux/%s.h>", name)
	} else {
		f = p.Warn(IncludeLinux, at, "include <linux/%s.h>", name)
	}
	f.MaybeFix("Include <linux/"+name+".h>", analyzer.Replace(p.Columns(line, from, from+len("asm")), "linux"))
}
