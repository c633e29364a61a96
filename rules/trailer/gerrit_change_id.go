// SPDX-License-Identifier: GPL-2.0-or-later

package trailer

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// GerritChangeID is reported for the marks of a review system.
var GerritChangeID = &analyzer.Rule{
	Type:   "GERRIT_CHANGE_ID",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Change-Id in the commit text",
	Doc: `A Change-Id is how Gerrit recognises the versions of a change. It means
nothing outside, and must go before the patch is sent.`,
	Bad:     example("Change-Id: I0123456789abcdef0123456789abcdef01234567\nSigned-off-by: Jane Doe <jane@example.org>\n"),
	Good:    example("Signed-off-by: Jane Doe <jane@example.org>\n"),
	Example: "x.patch",
	Link:    "dev-tools/checkpatch.html#commit-message",
	Fix:     analyzer.FixSometimes,
}

var gerritChangeID = &analyzer.Check{Rules: []*analyzer.Rule{GerritChangeID}, OnView: checkChangeID}

func checkChangeID(p *analyzer.Pass, v *analyzer.View) {
	for i := range v.Len() {
		l := v.Line(i)
		if len(l.Text) < 10 || l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader {
			continue
		}
		if v.Script != nil && (l.Path != "" || l.Has(patch.FlagSeparator)) || v.Script == nil && !l.InLog() && !l.InHeader() {
			continue
		}
		b := trimLeft(l.Text)
		if !hasPrefixFold(b, "change-id:") {
			continue
		}
		f := p.ReportView(v, analyzer.Error, GerritChangeID, i, len(l.Text)-len(b), -1, "remove the Change-Id before sending")
		if at, ok := v.Removal(i); ok {
			f.Fix("Remove the line", analyzer.Delete(at))
		}
	}
}
