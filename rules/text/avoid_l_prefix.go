// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// AvoidLPrefix is reported for ranges of code under a local name.
var AvoidLPrefix = &analyzer.Rule{
	Type:   "AVOID_L_PREFIX",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Range of code under a name that begins with .L",
	Doc: `A name that begins with .L does not get into the table of symbols, so
that the range between SYM_*_START and SYM_*_END is lost for tools that read it.
Give it another name; SYM_*_START_LOCAL keeps it local.`,
	Bad:     "SYM_CODE_START(.Lfoo)\n",
	Good:    "SYM_CODE_START_LOCAL(foo)\n",
	Example: "arch/x86/x.S",
	Link:    "core-api/asm-annotations.html",
}

var avoidLPrefix = &analyzer.Check{
	Rules:  []*analyzer.Rule{AvoidLPrefix},
	Kinds:  1<<source.Asm | 1<<source.LinkerScript,
	Lines:  source.HasParen,
	OnLine: checkAvoidLPrefix,
}

func checkAvoidLPrefix(p *analyzer.Pass, i int) {
	line := p.Clean(i)
	if !strings.HasSuffix(p.Text.Path, ".S") || !bytes.Contains(line, []byte("SYM_")) {
		return
	}
	from, to, digits := annotation(line)
	if to == 0 {
		return
	}
	x := p.Warn(AvoidLPrefix, p.Columns(i, from, to), "no name that begins with .L for a range of code")
	if digits {
		x.DifferWider("checkpatch does not expect digits in front of SYM_")
	}
}

// annotation finds the name that a SYM_*_START or SYM_*_END at the start of a
// line is for; to is 0 unless it begins with .L.
func annotation(line []byte) (from, to int, digits bool) {
	rest := trimLeft(line)
	name := len(line) - len(rest)
	end := name
	for end < len(line) && (line[end] >= 'A' && line[end] <= 'Z' || line[end] == '_' || isDigit(line[end])) {
		end++
	}
	macro := string(line[name:end])
	prefix, after, ok := strings.Cut(macro, "SYM_")
	if !ok || prefix != "" && (!strings.HasSuffix(prefix, "_") || strings.Count(prefix, "_") > 1 || prefix == "_") {
		return 0, 0, false
	}
	digits = strings.ContainsAny(prefix, "0123456789")
	kind, tail, ok := strings.Cut(after, "_")
	if !ok || kind == "" || strings.ContainsAny(macro[len(prefix):], "0123456789") {
		return 0, 0, false
	}
	var suffix string
	if s, is := strings.CutPrefix(tail, "START"); is {
		suffix = s
	} else if s, is := strings.CutPrefix(tail, "END"); is {
		suffix = s
	} else {
		return 0, 0, false
	}
	if suffix != "" && (suffix[0] != '_' || len(suffix) == 1) {
		return 0, 0, false
	}
	arg, ok := bytes.CutPrefix(trimLeft(line[end:]), []byte{'('})
	arg = trimLeft(arg)
	if !ok || !bytes.HasPrefix(arg, []byte(".L")) {
		return 0, 0, false
	}
	from = len(line) - len(arg)
	to = from
	for to < len(line) && (isWord(line[to]) || line[to] == '.' || line[to] == '$') {
		to++
	}
	return from, to, digits
}
