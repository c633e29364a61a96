// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// MalformedInclude is reported for two slashes in the name of a header.
var MalformedInclude = &analyzer.Rule{
	Type:   "MALFORMED_INCLUDE",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Two slashes in the name of a header",
	Doc: `Two slashes in a path are one to the file system, but not to whoever looks for users of
a header with grep. A comment behind the name may have as many slashes as it likes.`,
	Bad:  "#include <linux//types.h>\n",
	Good: "#include <linux/types.h> /* see http://example.org/ */\n",
	Link: "dev-tools/checkpatch.html#api-usage",
	Fix:  analyzer.FixSometimes,
}

var malformedInclude = &analyzer.Check{
	Rules:  []*analyzer.Rule{MalformedInclude},
	Words:  includeWords,
	OnWord: checkMalformedInclude,
}

func checkMalformedInclude(p *analyzer.Pass, tok int) {
	line, from, end, exact, ok := included(p, hashBefore(p, tok))
	if !ok {
		return
	}
	raw := p.Raw(line)
	k := bytes.Index(raw[from:end], []byte("//"))
	if k < 0 {
		return
	}
	at := p.Columns(line, from+k, from+k+2)
	f := p.Error(MalformedInclude, at, "two slashes in the name of a header")
	if !exact && bytes.ContainsAny(raw[from:from+k], "\">") {
		f.DifferNarrower("the slashes are behind the name")
		return
	}
	for at.End < p.Text.Lines[line].End && p.Text.Raw[at.End] == '/' {
		at.End++
	}
	if k > 0 {
		f.Rewrite("Remove the slash", analyzer.Delete(source.Range{Start: at.Start + 1, End: at.End}))
	}
}
