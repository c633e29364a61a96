// SPDX-License-Identifier: GPL-2.0-or-later

package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Strlcpy is reported for a copy that reads its whole source.
var Strlcpy = &analyzer.Rule{
	Type:   "STRLCPY",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "strlcpy() reads the whole source",
	Doc: `strlcpy() measures the source before it copies, beyond the limit it was given, and fails
where the source has no NUL. strscpy() stops at the limit. It returns something else: the number
of bytes copied or -E2BIG, so only a call whose result nobody looks at is changed by the fix.`,
	Bad:  "static void f(char *d, char *s)\n{\n\tstrlcpy(d, s, 16);\n}\n",
	Good: "static void f(char *d, char *s)\n{\n\tstrscpy(d, s, 16);\n}\n",
	Link: "process/deprecated.html#strlcpy",
	Fix:  analyzer.FixSometimes,
}

var strlcpy = &analyzer.Check{
	Rules:  []*analyzer.Rule{Strlcpy},
	Words:  []string{"strlcpy"},
	OnWord: checkStrlcpy,
}

// checkStrlcpy offers to change the name alone: without its result, strscpy()
// with the same arguments writes the same bytes wherever strlcpy() was sound.
func checkStrlcpy(p *analyzer.Pass, tok int) {
	f := p.OnCall(analyzer.Warning, Strlcpy, tok, "strlcpy() reads the whole source: use strscpy()")
	if f != nil && f.Narrower == "" && isStatement(p, tok) {
		f.Rewrite("Call strscpy()", analyzer.Replace(p.TokenRange(tok), "strscpy"))
	}
}
