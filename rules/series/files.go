// SPDX-License-Identifier: GPL-2.0-or-later

package series

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// FileOrder is about files that earlier patches took away or made.
var FileOrder = &analyzer.Rule{
	Type:   "SERIES_FILE_ORDER",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A patch does not fit behind those before it",
	Doc: `Patches apply in their order. One that changes a file which an earlier patch of
the series removed or renamed, or that makes a file which an earlier one has
made, cannot be applied where it stands: the order is wrong, or patches of two
versions were mixed.`,
	Bad: "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: Jane Doe <jane@example.org>\nSubject: [PATCH 1/2] foo: remove it\n\n" +
		text + "Signed-off-by: Jane Doe <jane@example.org>\n---\ndiff --git a/x.c b/x.c\ndeleted file mode 100644\n--- a/x.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n\n" +
		mail("PATCH 2/2] foo: change bar", "", text, "x.c"),
	Good: mail("PATCH 1/2] foo: change bar", "", text, "x.c") +
		"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: Jane Doe <jane@example.org>\nSubject: [PATCH 2/2] foo: remove it\n\n" +
		text + "Signed-off-by: Jane Doe <jane@example.org>\n---\ndiff --git a/x.c b/x.c\ndeleted file mode 100644\n--- a/x.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
	Example: "series.patch",
	Link:    "process/submitting-patches.html#separate-your-changes",
}

var fileOrder = &analyzer.Check{Rules: []*analyzer.Rule{FileOrder}, OnSeries: checkFileOrder}

// fate is what an earlier patch did to a file.
type fate struct {
	mail *analyzer.Mail
	gone bool // removed or renamed; else made
}

func checkFileOrder(p *analyzer.Pass, s *analyzer.Series) {
	fates := map[string]fate{}
	for _, m := range s.Patches() {
		reported := false
		for _, f := range m.Files {
			if reported {
				break
			}
			old, before := fates[f.OldPath]
			made, again := fates[f.NewPath]
			switch {
			case f.Change != patch.Added && f.OldPath != "" && before && old.gone && old.mail != m:
				p.ReportMail(m, analyzer.Error, FileOrder, "%s was taken away by patch %s of the series", f.OldPath, placeOf(old.mail))
				reported = true
			case f.Change == patch.Added && again && !made.gone && made.mail != m:
				p.ReportMail(m, analyzer.Error, FileOrder, "%s was made by patch %s of the series already", f.NewPath, placeOf(made.mail))
				reported = true
			}
		}
		for _, f := range m.Files {
			switch f.Change {
			case patch.Deleted:
				fates[f.OldPath] = fate{m, true}
			case patch.Renamed:
				fates[f.OldPath] = fate{m, true}
				fates[f.NewPath] = fate{m, false}
			case patch.Added, patch.Copied:
				fates[f.NewPath] = fate{m, false}
			}
		}
	}
}
