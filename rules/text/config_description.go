// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// ConfigDescription is reported for options without a help text.
var ConfigDescription = &analyzer.Rule{
	Type:   "CONFIG_DESCRIPTION",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Option of Kconfig with too short a help text",
	Doc: `Whoever configures a kernel sees the prompt of an option and its help
text, and decides by them. Four lines are the least (--min-conf-desc-length). Only
new entries with a prompt of their own count (bool, tristate or prompt).`,
	Bad:     "config FOO\n\tbool \"Foo\"\n\thelp\n\t  Enables foo.\n",
	Good:    "config FOO\n\tbool \"Foo\"\n\thelp\n\t  Enables foo.\n\t  It is large.\n\t  Your board has one,\n\t  if it is blue.\n",
	Example: "drivers/x/Kconfig",
	Link:    "kbuild/kconfig-language.html",
}

var configDescription = &analyzer.Check{
	Rules:  []*analyzer.Rule{ConfigDescription},
	Kinds:  source.AnyFile,
	OnText: checkConfigDescription,
}

func checkConfigDescription(p *analyzer.Pass) {
	if !strings.Contains(p.Text.Path, "Kconfig") {
		return
	}
	for i := range p.Text.Lines {
		if !p.Added(i) || !opensEntry(p.Clean(i)) {
			continue
		}
		var prompt, enough bool
		if p.Parity() {
			prompt, enough = scriptEntry(p, i)
		} else {
			prompt, enough = entry(p, i)
		}
		if prompt && !enough {
			p.Warn(ConfigDescription, p.LineRange(i), "describe the option in %d lines of help or more",
				p.Options().MinConfigHelp)
		}
	}
}

// keyword is the first word of a line.
func keyword(line []byte) string {
	b := trimLeft(line)
	n := 0
	for n < len(b) && isWord(b[n]) {
		n++
	}
	return string(b[:n])
}

func opensEntry(line []byte) bool {
	switch keyword(line) {
	case "config", "menuconfig", "choice":
		return true
	}
	return false
}

// endsEntry tells whether a line begins something else.
func endsEntry(line []byte) bool {
	switch keyword(line) {
	case "config", "menuconfig", "choice", "endchoice", "if", "endif", "menu", "endmenu", "source":
		return true
	}
	return false
}

// opensPrompt recognises bool, tristate and prompt with a text.
func opensPrompt(line []byte) bool {
	word := keyword(line)
	switch word {
	case "bool", "tristate", "prompt":
	default:
		return false
	}
	rest := trimLeft(trimLeft(line)[len(word):])
	return len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'')
}

func isHelp(line []byte) bool {
	return keyword(line) == "help" && isBlank(trimLeft(line)[len("help"):])
}

// scriptEntry reads an entry as checkpatch does: help texts end at words that
// could be keywords, and lines of them that begin with # do not count.
func scriptEntry(p *analyzer.Pass, i int) (prompt, enough bool) {
	help, count := false, 0
	for k := i + 1; p.SameHunk(i, k); k++ {
		line := p.Clean(k)
		switch {
		case p.Added(k) && opensPrompt(line):
			prompt = true
			continue
		case p.Added(k) && isHelp(line):
			help = true
			continue
		}
		line, _, _ = bytes.Cut(line, []byte{'#'})
		if isBlank(line) {
			continue
		}
		if endsEntry(line) {
			break
		}
		if help {
			count++
		}
	}
	return prompt, count >= p.Options().MinConfigHelp
}

// entry reads an entry as Kconfig does: a help text goes on as long as its lines
// are indented as far as the first. An entry that the hunk does not show to
// its end counts as good, unless the next line is in it.
func entry(p *analyzer.Pass, i int) (prompt, enough bool) {
	count := 0
	for k := i + 1; p.SameHunk(i, k); k++ {
		line := p.Raw(k)
		switch {
		case p.Added(k) && opensPrompt(line):
			prompt = true
		case isHelp(line):
			n, end := helpLines(p, i, k+1)
			if p.Added(k) {
				count += n
			}
			k = end - 1
		case endsEntry(line):
			return prompt, count >= p.Options().MinConfigHelp
		}
	}
	return prompt, count >= p.Options().MinConfigHelp
}

// helpLines counts the lines of a help text that are not blank, and finds its
// end.
func helpLines(p *analyzer.Pass, i, k int) (count, end int) {
	indent := -1
	for ; p.SameHunk(i, k); k++ {
		line := p.Raw(k)
		if isBlank(line) {
			continue
		}
		width := p.Width(line[:len(line)-len(trimLeft(line))])
		if indent < 0 {
			indent = width
		}
		if width < indent || width == 0 {
			break
		}
		count++
	}
	return count, k
}
