// SPDX-License-Identifier: GPL-2.0-or-later

package diff

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// CorruptedPatch is reported for patches that cannot be applied as they are.
var CorruptedPatch = &analyzer.Rule{
	Type:   "CORRUPTED_PATCH",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Patch that is damaged",
	Doc: `Inside a hunk each line begins with a plus, a minus or a blank, and the
numbers in its header say how many there are. A mail program that wraps long
lines, or an edit by hand without correcting the numbers, leaves a patch that
cannot be applied.`,
	Bad:     example("--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n-one\ntwo\n+three\n four\n"),
	Good:    example("--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n-one two\n+three\n four\n"),
	Example: "x.patch",
	Link:    "process/email-clients.html",
}

var corruptedPatch = &analyzer.Check{Rules: []*analyzer.Rule{CorruptedPatch}, OnView: checkCorruptedPatch}

func checkCorruptedPatch(p *analyzer.Pass, v *analyzer.View) {
	if v.Script != nil {
		for i := range v.Len() {
			l := v.Line(i)
			if l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader ||
				!l.Has(patch.FlagInHunk) || len(l.Text) == 0 {
				continue
			}
			if c := l.Text[0]; c == '+' || c == '-' || c == ' ' || hasPrefix(l.Text, "\\ No newline") {
				continue
			}
			p.ReportView(v, analyzer.Error, CorruptedPatch, i, 0, -1, "line without marker inside a hunk").Once("input")
		}
		return
	}
	if v.CommitFile {
		return
	}
	flowed := false
	for _, problem := range v.Message.Problems {
		if problem.Kind == patch.ProblemFlowed {
			flowed = true
			continue
		}
		what, wider := describe(problem.Kind)
		if what == "" {
			continue
		}
		if flowed {
			what += " (sent as format=flowed)"
		}
		i := v.Index(problem.Line)
		if i < 0 {
			i = nearest(v, problem)
		}
		f := p.ReportView(v, analyzer.Error, CorruptedPatch, i, 0, -1, "%s", what)
		if wider {
			f.DifferWider("checkpatch trusts the numbers in the header of a hunk")
		}
	}
}

// describe says what a problem is; wider tells that checkpatch does not see it.
func describe(kind patch.ProblemKind) (what string, wider bool) {
	switch kind {
	case patch.ProblemWrapped:
		return "line without marker inside a hunk: was it wrapped?", false
	case patch.ProblemHunkShort:
		return "the hunk ends before its header says", true
	case patch.ProblemHunkLong:
		return "the hunk is longer than its header says", true
	case patch.ProblemTruncated:
		return "the patch ends in the middle of a change", true
	case patch.ProblemHunkHeader:
		return "malformed header of a hunk", true
	case patch.ProblemNoFile:
		return "hunk without the name of a file", true
	case patch.ProblemBinary:
		return "malformed line in a binary patch", true
	}
	return "", false
}

// nearest is a line of the view for a problem on a line that is in none, such
// as one of a hunk: the header of the file.
func nearest(v *analyzer.View, problem patch.Problem) int {
	for line := problem.Line; line >= v.Message.BodyLines.First; line-- {
		if i := v.Index(line); i >= 0 {
			return i
		}
	}
	return -1
}
