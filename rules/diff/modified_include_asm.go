// SPDX-License-Identifier: GPL-2.0-or-later

package diff

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// ModifiedIncludeAsm is reported for changes below include/asm/.
var ModifiedIncludeAsm = &analyzer.Rule{
	Type:   "MODIFIED_INCLUDE_ASM",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Change below include/asm/",
	Doc: `include/asm/ was a link to the headers of one architecture that old
build systems made. A patch to a file there belongs below
arch/NAME/include/asm/.`,
	Bad:     example("--- a/include/asm/x.h\n+++ b/include/asm/x.h\n@@ -1 +1 @@\n-a\n+b\n"),
	Good:    example("--- a/arch/x86/include/asm/x.h\n+++ b/arch/x86/include/asm/x.h\n@@ -1 +1 @@\n-a\n+b\n"),
	Example: "x.patch",
	Link:    "process/submit-checklist.html#review-your-code",
}

const includeAsm = "include/asm/"

var modifiedIncludeAsm = &analyzer.Check{Rules: []*analyzer.Rule{ModifiedIncludeAsm}, OnView: checkModifiedIncludeAsm}

func checkModifiedIncludeAsm(p *analyzer.Pass, v *analyzer.View) {
	report := func(i int) *analyzer.Finding {
		return p.ReportView(v, analyzer.Error, ModifiedIncludeAsm, i, 0, -1,
			"change the header below arch/*/include/asm/ instead of one in include/asm/")
	}
	if v.Script != nil {
		for i := range v.Len() {
			l := v.Line(i)
			if l.Class == patch.ClassFileHeader && hasPrefix(l.Text, "+++") && strings.HasPrefix(l.Path, includeAsm) {
				report(i).AtLine(v.InputLine(lineBefore(v, i)))
			}
		}
		return
	}
	for _, f := range v.Message.Files {
		if strings.HasPrefix(f.NewPath, includeAsm) {
			report(headerLine(v, f))
		}
	}
}

var modifiedIncludeAsmInFile = &analyzer.Check{
	Rules:  []*analyzer.Rule{ModifiedIncludeAsm},
	Kinds:  source.AnyFile,
	OnText: checkModifiedIncludeAsmInFile,
}

// checkModifiedIncludeAsmInFile judges the path of a file that is checked
// whole. Checkpatch names line 0 for it, which no editor has.
func checkModifiedIncludeAsmInFile(p *analyzer.Pass) {
	if p.FileMode() && strings.HasPrefix(p.Text.Path, includeAsm) && len(p.Text.Lines) > 0 {
		p.Error(ModifiedIncludeAsm, source.Range{}, "change the header below arch/*/include/asm/ instead of one in include/asm/")
	}
}
