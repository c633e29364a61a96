// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// mostQuoted bounds how many lines a finding shows.
const mostQuoted = 60

// macroTypes show the whole of the macro that they are about.
var macroTypes = set("COMPLEX_MACRO", "MULTISTATEMENT_MACRO_USE_DO_WHILE", "MACRO_ARG_REUSE", "MACRO_ARG_PRECEDENCE", "MACRO_ARG_UNUSED",
	"MACRO_WITH_FLOW_CONTROL", "SINGLE_STATEMENT_DO_WHILE_MACRO", "DO_WHILE_MACRO_WITH_TRAILING_SEMICOLON")

// statement are the lines that a finding shows: its own, or those of the
// piece of text that it is about.
func (in *input) statement(f *analyzer.Finding) []string {
	own := in.line(f.Line)
	goesOn := func(string) bool { return false }
	stops := func(next string) bool { return strings.HasPrefix(next, "@@") }
	switch {
	case f.Rule.Type == "SUSPECT_CODE_INDENT":
		return in.withBody(f.Line)
	case f.Rule.Type == "CONFIG_DESCRIPTION":
		goesOn = func(string) bool { return true }
		stops = endsEntry
	case macroTypes[f.Rule.Type]:
		goesOn = func(last string) bool { return strings.HasSuffix(last, "\\") }
	case f.Rule.Type == "BRACES" && strings.HasSuffix(strings.TrimRight(own, " \t"), "{"):
		depth := strings.Count(own, "{") - strings.Count(own, "}")
		goesOn = func(last string) bool {
			if last != own {
				depth += strings.Count(last, "{") - strings.Count(last, "}")
			}
			return depth > 0
		}
	}
	lines := []string{own}
	for n := f.Line + 1; goesOn(lines[len(lines)-1]) && n <= len(in.lines) && len(lines) < mostQuoted; n++ {
		next := in.line(n)
		if stops(next) {
			break
		}
		if strings.HasPrefix(next, "-") {
			continue
		}
		lines = append(lines, next)
	}
	return lines
}

// withBody is a line and the first with something on it behind.
func (in *input) withBody(n int) []string {
	lines := []string{in.line(n)}
	for k := n + 1; k <= len(in.lines) && k < n+mostQuoted; k++ {
		next := in.line(k)
		if strings.HasPrefix(next, "-") {
			continue
		}
		if strings.TrimSpace(strings.TrimPrefix(next, "+")) != "" {
			return append(lines, next)
		}
		if len(lines) == 1 {
			lines = append(lines, "[...]")
		}
	}
	return lines
}

// entries are the words that a Kconfig entry ends before.
var entries = set("config", "menuconfig", "choice", "endchoice", "if", "endif", "menu", "endmenu", "source")

// endsEntry reports whether a line of a diff begins another Kconfig entry.
func endsEntry(line string) bool {
	if line == "" {
		return false
	}
	word, _, _ := strings.Cut(line[1:], " ")
	return entries[word]
}
