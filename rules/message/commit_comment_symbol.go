// SPDX-License-Identifier: GPL-2.0-or-later

package message

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// CommitCommentSymbol is reported for lines that git drops.
var CommitCommentSymbol = &analyzer.Rule{
	Type:   "COMMIT_COMMENT_SYMBOL",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Line of the commit text that begins with #",
	Doc: `git takes a line that begins with # for a comment when the commit is
edited, and drops it. Put a blank in front.`,
	Bad:     example("# make foo\n" + text + "\n"),
	Good:    example(" # make foo\n" + text + "\n"),
	Example: "x.patch",
	Link:    "dev-tools/checkpatch.html#commit-message",
	Fix:     analyzer.FixSometimes,
}

var commitCommentSymbol = &analyzer.Check{Rules: []*analyzer.Rule{CommitCommentSymbol}, OnView: checkCommentSymbol}

// checkCommentSymbol never sees the comments of a commit message file: they are
// no lines of its text.
func checkCommentSymbol(p *analyzer.Pass, v *analyzer.View) {
	if v.CommitFile {
		return
	}
	logLines(v, func(i int, line []byte) {
		if len(line) == 0 || line[0] != '#' {
			return
		}
		f := widen(v, i, p.ReportView(v, analyzer.Warning, CommitCommentSymbol, i, 0, 1,
			"git drops lines of a commit text that begin with #"))
		if at, exact := v.Span(i, 0, 0); exact {
			f.Fix("Put a blank in front", analyzer.Insert(at.Start, " "))
		}
	})
}
