// SPDX-License-Identifier: GPL-2.0-or-later

package diff

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// Obsolete is reported for changes to what MAINTAINERS calls obsolete.
var Obsolete = &analyzer.Rule{
	Type:   "OBSOLETE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Change to a file that MAINTAINERS calls obsolete",
	Doc: `An entry of MAINTAINERS with the status Obsolete has been replaced by
something better, which should be used and changed instead. Only necessary
changes are welcome. Nothing is said where there is no tree with that file.`,
	Bad:     example("--- a/old/x.c\n+++ b/old/x.c\n@@ -1 +1 @@\n-a\n+b\n"),
	Good:    example("--- a/new/x.c\n+++ b/new/x.c\n@@ -1 +1 @@\n-a\n+b\n"),
	Example: "x.patch",
	Tree:    map[string]string{"MAINTAINERS": "OLD\nS:\tObsolete\nF:\told/\n"},
	Link:    "process/maintainers.html",
}

var obsolete = &analyzer.Check{Rules: []*analyzer.Rule{Obsolete}, OnView: checkObsolete}

// checkObsolete names each file once; checkpatch names it for each line of the
// header that does.
func checkObsolete(p *analyzer.Pass, v *analyzer.View) {
	if !p.Facts.Tree.Present() {
		return
	}
	report := func(i int, path string) {
		if path != "" && p.Facts.Tree.Obsolete(path) {
			p.ReportView(v, analyzer.Warning, Obsolete, i, 0, -1,
				"MAINTAINERS calls %s obsolete: no unnecessary changes", path)
		}
	}
	if v.Script != nil {
		for i := range v.Len() {
			if l := v.Line(i); l.Class == patch.ClassFileHeader {
				report(i, l.Path)
			}
		}
		return
	}
	for _, f := range v.Message.Files {
		report(headerLine(v, f), f.Path())
	}
}

var obsoleteInFile = &analyzer.Check{
	Rules:  []*analyzer.Rule{Obsolete},
	Kinds:  source.AnyFile,
	OnText: checkObsoleteInFile,
}

// checkObsoleteInFile has no use for someone who reads an old file in an
// editor, and reports as checkpatch does in parity mode only.
func checkObsoleteInFile(p *analyzer.Pass) {
	if !p.FileMode() || !p.Parity() || len(p.Text.Lines) == 0 {
		return
	}
	if p.Facts.Tree.Obsolete(p.Text.Path) {
		p.Warn(Obsolete, source.Range{}, "MAINTAINERS calls %s obsolete", p.Text.Path).
			DifferNarrower("nothing is being changed when a file is checked whole")
	}
}
