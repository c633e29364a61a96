// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// ConsiderKstrto is reported for number parsers that cannot fail.
var ConsiderKstrto = &analyzer.Rule{
	Type:   "CONSIDER_KSTRTO",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "simple_strtoul() and its kin",
	Doc: `The simple_strto*() functions take "12abc" and numbers that overflow without a word, and
the strict_strto*() functions are gone. kstrtoul() and its kin take the whole string or return an
error. They want the string to hold nothing but the number: where more follows and is read on
purpose, the old functions are still needed.`,
	Bad:  "static long f(char *s)\n{\n\treturn simple_strtol(s, NULL, 10);\n}\n",
	Good: "static int f(char *s, long *out)\n{\n\treturn kstrtol(s, 10, out);\n}\n",
	Link: "process/deprecated.html#simple-strtol-simple-strtoll-simple-strtoul-simple-strtoull",
}

var considerKstrto = &analyzer.Check{
	Rules: []*analyzer.Rule{ConsiderKstrto},
	Words: []string{
		"simple_strtol",
		"simple_strtoll",
		"simple_strtoul",
		"simple_strtoull",
		"strict_strtol",
		"strict_strtoll",
		"strict_strtoul",
		"strict_strtoull",
	},
	OnWord: checkConsiderKstrto,
}

func checkConsiderKstrto(p *analyzer.Pass, tok int) {
	name := p.Words.String(p.Tokens.Word[tok])
	_, rest, _ := strings.Cut(name, "_")
	f := p.OnCall(analyzer.Warning, ConsiderKstrto, tok, "%s() hides errors: use k%s()", name, rest)
	if c, ok := p.CallAt(tok); f != nil && ok && c.Count == 3 && strings.HasPrefix(name, "simple_") {
		if end := p.SpanText(c.Arg(1)); end != "NULL" && end != "0" {
			f.DifferNarrower("the end of the number is asked for, which the others do not tell")
		}
	}
}
