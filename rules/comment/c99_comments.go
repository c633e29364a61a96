// SPDX-License-Identifier: GPL-2.0-or-later

package comment

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// C99Comments is reported for comments with two slashes, for those who do not
// want any.
var C99Comments = &analyzer.Rule{
	Type:   "C99_COMMENTS",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A comment with two slashes",
	Doc: `The kernel tolerates comments that begin with two slashes, and this rule
says nothing as long as it does. Whoever ignores the type
C99_COMMENT_TOLERANCE withdraws the tolerance: then every such comment is an
error. The licence line of a source file is none, because it has to be written
that way. The fix turns the comment into one with stars where its text
allows it.`,
	Bad:  "int a; // one\n",
	Good: "int a; /* one */\n",
	Link: "process/coding-style.html#commenting",
	Fix:  analyzer.FixSometimes,
}

var c99Comments = &analyzer.Check{
	Rules:  []*analyzer.Rule{C99Comments},
	Lines:  source.HasSlash,
	OnLine: checkC99Comments,
}

// checkC99Comments finds the slashes in the view, where they are left in place
// only for those who asked for this.
func checkC99Comments(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	i := bytes.Index(clean, []byte("//"))
	if i < 0 {
		return
	}
	raw := bytes.TrimRight(p.Raw(line), " \t\r")
	end := max(len(raw), i+2)
	at := p.Columns(line, i, end)
	f := p.Error(C99Comments, at, "write the comment as /* ... */")
	text := bytes.TrimSpace(raw[i+2 : end])
	if bytes.HasPrefix(text, []byte("SPDX-License-Identifier:")) && p.Text.Kind == source.C {
		f.DifferNarrower("the licence line of a source file is written with slashes")
		return
	}
	if len(text) == 0 || bytes.Contains(text, []byte("*/")) || bytes.HasSuffix(text, []byte{'\\'}) ||
		p.Text.Lines[line].Features.Has(source.Define) {
		return
	}
	f.Fix("Write the comment with stars", analyzer.Replace(at, "/* "+string(text)+" */"))
}
