// SPDX-License-Identifier: GPL-2.0-or-later

package diff

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// NotUnifiedDiff is reported for patches without a diff.
var NotUnifiedDiff = &analyzer.Rule{
	Type:   "NOT_UNIFIED_DIFF",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Input without a unified diff",
	Doc: `What is to be checked as a patch has no change in it that git or patch
could apply: no hunk, no header of git, no rename. Context diffs and the
combined diffs of merges count as none. Cover letters of a series are exempt,
and in a mailbox every message if another one has a diff.`,
	Bad:     "Some text.\n",
	Good:    example("--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html",
}

var notUnifiedDiff = &analyzer.Check{Rules: []*analyzer.Rule{NotUnifiedDiff}, OnView: checkNotUnifiedDiff}

func checkNotUnifiedDiff(p *analyzer.Pass, v *analyzer.View) {
	if v.CommitFile || strings.HasSuffix(v.Name, "cover-letter.patch") {
		return
	}
	if v.Script != nil {
		if v.Script.IsPatch || len(v.Script.Lines) == 0 {
			return
		}
	} else {
		if v.Message.Cover {
			return
		}
		for _, m := range v.Stream.Messages {
			if len(m.Files) > 0 {
				return
			}
		}
	}
	p.ReportView(v, analyzer.Error, NotUnifiedDiff, -1, 0, 0, "no unified diff found").Once("input")
}
