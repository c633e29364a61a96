// SPDX-License-Identifier: GPL-2.0-or-later

package diff

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// PatchPrefix is reported for names that lack the a/ and b/ of a patch.
var PatchPrefix = &analyzer.Rule{
	Type:   "PATCH_PREFIX",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "File names of the patch have no a/ and b/ in front",
	Doc: `Patches are applied with -p1, which takes the first part of each path
off. Where that part is a folder of the kernel tree, the patch was made without
the usual prefix, for example with diff.noprefix, and names other files than it
means to. Nothing is said where there is no tree to look into.`,
	Bad:     example("--- drivers/x.c\n+++ drivers/x.c\n@@ -1 +1 @@\n-a\n+b\n"),
	Good:    example("--- a/drivers/x.c\n+++ b/drivers/x.c\n@@ -1 +1 @@\n-a\n+b\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html",
	Tree:    map[string]string{"drivers/x.c": "a\n"},
}

var patchPrefix = &analyzer.Check{Rules: []*analyzer.Rule{PatchPrefix}, OnView: checkPatchPrefix}

func checkPatchPrefix(p *analyzer.Pass, v *analyzer.View) {
	if !p.Facts.Tree.Present() {
		return
	}
	report := func(i int, name string) *analyzer.Finding {
		// Checkpatch takes a name without a slash for a prefix.
		prefix, _, ok := strings.Cut(name, "/")
		if !ok && v.Script == nil || prefix == "" || !p.Facts.Tree.Exists(prefix) {
			return nil
		}
		from := max(strings.Index(string(v.Line(i).Text), name), 0)
		return p.ReportView(v, analyzer.Warning, PatchPrefix, i, from, from+len(prefix),
			"%q is a folder of the tree: the path lacks the first part that -p1 takes off", prefix)
	}
	if v.Script != nil {
		for i := range v.Len() {
			l := v.Line(i)
			if l.Class != patch.ClassFileHeader || !hasPrefix(l.Text, "+++") {
				continue
			}
			if f := report(i, firstWord(l.Text[3:])); f != nil {
				f.AtLine(v.InputLine(lineBefore(v, i)))
			}
		}
		return
	}
	for _, file := range v.Message.Files {
		if file.NewLine >= 0 && file.NewName != "" {
			report(v.Index(file.NewLine), file.NewName)
		} else if file.OldLine >= 0 && file.OldName != "" {
			if f := report(v.Index(file.OldLine), file.OldName); f != nil {
				f.DifferWider("checkpatch looks at the name behind +++ only, which a deleted file does not have")
			}
		}
	}
}

// firstWord is the first word of a text.
func firstWord(b []byte) string {
	f := strings.Fields(string(b))
	if len(f) == 0 {
		return ""
	}
	return f[0]
}
