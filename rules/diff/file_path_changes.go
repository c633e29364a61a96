// SPDX-License-Identifier: GPL-2.0-or-later

package diff

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// FilePathChanges is reported for files that come, go or move.
var FilePathChanges = &analyzer.Rule{
	Type:   "FILE_PATH_CHANGES",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Files come, go or move, and MAINTAINERS stays as it is",
	Doc: `MAINTAINERS names files by their paths. A patch that adds, deletes or
moves files should say there who looks after them. It is reported once for a
message, and not if MAINTAINERS is changed by it or by another message of the
same series.`,
	Bad: example("diff --git a/x.c b/x.c\nnew file mode 100644\n--- /dev/null\n+++ b/x.c\n@@ -0,0 +1 @@\n+a\n"),
	Good: example("diff --git a/x.c b/x.c\nnew file mode 100644\n--- /dev/null\n+++ b/x.c\n@@ -0,0 +1 @@\n+a\n" +
		"diff --git a/MAINTAINERS b/MAINTAINERS\n--- a/MAINTAINERS\n+++ b/MAINTAINERS\n@@ -1 +1 @@\n-a\n+b\n"),
	Example: "x.patch",
	Link:    "process/maintainers.html",
}

const pathMessage = "files are added, moved or deleted: does MAINTAINERS need a change?"

var filePathChanges = &analyzer.Check{Rules: []*analyzer.Rule{FilePathChanges}, OnView: checkFilePathChanges}

func checkFilePathChanges(p *analyzer.Pass, v *analyzer.View) {
	if v.Script != nil {
		scriptFilePathChanges(p, v)
		return
	}
	if v.CommitFile || changesMaintainers(v) {
		return
	}
	for _, f := range v.Message.Files {
		i, seen := -1, true
		switch f.Change {
		case patch.Added:
			i = findHeader(v, f, "new file mode")
			seen = f.GitLine >= 0
		case patch.Deleted:
			i = findHeader(v, f, "deleted file mode")
			seen = f.GitLine >= 0
		case patch.Renamed:
			i = findHeader(v, f, "rename from")
			seen = patch.MovesFile(v.Line(i).Text)
		default:
			continue
		}
		x := p.ReportView(v, analyzer.Warning, FilePathChanges, i, 0, -1, pathMessage)
		if !seen {
			x.DifferWider("checkpatch knows git's headers with plain names only")
		}
		return
	}
}

// changesMaintainers tells whether a message of the input changes MAINTAINERS.
func changesMaintainers(v *analyzer.View) bool {
	for _, m := range v.Stream.Messages {
		for _, f := range m.Files {
			if f.Path() == "MAINTAINERS" {
				return true
			}
		}
	}
	return false
}

func scriptFilePathChanges(p *analyzer.Pass, v *analyzer.View) {
	for i := range v.Len() {
		l := v.Line(i)
		if l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader || l.InLog() ||
			l.Has(patch.FlagMaintainers) || !patch.MovesFile(l.Text) || !patch.MovesFile(v.Clean(i)) {
			continue
		}
		p.ReportView(v, analyzer.Warning, FilePathChanges, i, 0, -1, pathMessage)
		return
	}
}

var filePathChangesInFile = &analyzer.Check{
	Rules:  []*analyzer.Rule{FilePathChanges},
	Kinds:  source.AnyFile,
	Lines:  source.HasAngle,
	OnLine: checkFilePathChangesInFile,
}

// checkFilePathChangesInFile is for agreement only: checkpatch takes the braces
// of "match x { A => B }" for those of a diffstat in any file.
func checkFilePathChangesInFile(p *analyzer.Pass, line int) {
	if !p.Parity() || !p.FileMode() || !bytes.Contains(p.Clean(line), []byte("=>")) || !patch.MovesFile(p.Clean(line)) {
		return
	}
	p.Warn(FilePathChanges, p.LineRange(line), pathMessage).Once("input").
		DifferNarrower("braces in the text of a file are no sign that files move")
}
