// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// CommitMessage is reported for commits without a description.
var CommitMessage = &analyzer.Rule{
	Type:   "COMMIT_MESSAGE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Commit without a description",
	Doc: `Below the title a commit says what was wrong, why that matters and how
the change puts it right. Trailers alone are no description. A diff without any
text around it is not taken for a commit; neither are merges and the fixup! and
squash! commits that never leave a repository.`,
	Bad:     example(""),
	Good:    example(text + "\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#describe-your-changes",
}

var commitMessage = &analyzer.Check{Rules: []*analyzer.Rule{CommitMessage}, OnView: checkCommitMessage}

func checkCommitMessage(p *analyzer.Pass, v *analyzer.View) {
	if v.Script != nil {
		scriptCommitMessage(p, v)
		return
	}
	m := v.Message
	if !isCommit(v) || m.Cover {
		return
	}
	first := m.Log.First
	if v.CommitFile {
		for _, prefix := range []string{"Merge ", "fixup! ", "squash! ", "amend! ", "Revert "} {
			if strings.HasPrefix(m.Subject, prefix) {
				return
			}
		}
	}
	if v.CommitFile || m.SubjectRaw != "" && len(m.Headers) == 0 {
		first++
	}
	for line := first; line < m.Log.End; line++ {
		if m.Class(line) == patch.ClassLog && !isBlank(m.Line(line)) && !inTrailer(m, line) {
			return
		}
	}
	i := -1
	if m.Log.Len() > 0 {
		i = v.Index(m.Log.First)
	} else if m.Separator >= 0 {
		i = v.Index(m.Separator)
	}
	f := p.ReportView(v, analyzer.Warning, CommitMessage, i, 0, -1, "the commit has no description")
	if m.Log.Len() > 1 {
		f.DifferWider("checkpatch counts trailers as description")
	}
}

// isCommit tells whether a message claims to be a commit: it has a header or a
// text of its own, and a change. A mail without a change is a letter.
func isCommit(v *analyzer.View) bool {
	m := v.Message
	if v.CommitFile {
		return m.Log.Len() > 0
	}
	return len(m.Files) > 0 && (len(m.Headers) > 0 || m.Log.Len() > 0)
}

func inTrailer(m *patch.Message, line int) bool {
	for t := range m.Trailers {
		if m.Trailers[t].Lines.Has(line) {
			return true
		}
	}
	return false
}

// scriptCommitMessage counts as checkpatch does: the lines of the log that are
// not blank, with the sign-off or separator that ends it, must be two.
func scriptCommitMessage(p *analyzer.Pass, v *analyzer.View) {
	count, hasLog := 0, false
	for i := range v.Len() {
		l := v.Line(i)
		if l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader {
			continue
		}
		switch {
		case l.Has(patch.FlagLogStart):
			if !isBlank(l.Text) {
				count++
			}
		case hasLog && count < 2:
			p.ReportView(v, analyzer.Warning, CommitMessage, i, 0, -1, "the commit has no description")
			return
		}
		hasLog = l.Has(patch.FlagHasLog)
	}
}
