// SPDX-License-Identifier: GPL-2.0-or-later

package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Strncpy is reported for a copy that may leave out the NUL.
var Strncpy = &analyzer.Rule{
	Type:   "STRNCPY",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "strncpy() may leave the NUL out",
	Doc: `strncpy() does not end the destination when the source is too long, and fills the rest
with NULs when it is short. Which of the two was wanted decides what to use: strscpy() for a
string, strscpy_pad() for a string in a field that must be filled, and the __nonstring attribute
with memcpy_and_pad() for a field that need not end in a NUL. No fix can know.`,
	Bad:  "static void f(char *d, char *s)\n{\n\tstrncpy(d, s, 16);\n}\n",
	Good: "static void f(char *d, char *s)\n{\n\tstrscpy_pad(d, s, 16);\n}\n",
	Link: "process/deprecated.html#strncpy-on-nul-terminated-strings",
}

var strncpy = &analyzer.Check{
	Rules:  []*analyzer.Rule{Strncpy},
	Words:  []string{"strncpy"},
	OnWord: checkStrncpy,
}

func checkStrncpy(p *analyzer.Pass, tok int) {
	p.OnCall(analyzer.Warning, Strncpy, tok, "strncpy() may leave the NUL out: use strscpy() or strscpy_pad()")
}
