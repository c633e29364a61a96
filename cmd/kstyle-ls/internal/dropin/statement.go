// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

import (
	"regexp"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// mostQuoted bounds how many lines a finding shows.
const mostQuoted = 60

// macroTypes show the whole of the macro that they are about.
var macroTypes = set("COMPLEX_MACRO", "MULTISTATEMENT_MACRO_USE_DO_WHILE", "MACRO_ARG_REUSE", "MACRO_ARG_PRECEDENCE", "MACRO_ARG_UNUSED",
	"MACRO_WITH_FLOW_CONTROL", "SINGLE_STATEMENT_DO_WHILE_MACRO", "DO_WHILE_MACRO_WITH_TRAILING_SEMICOLON")

// wholeTypes show the whole statement that they are about.
var wholeTypes = set("VSPRINTF_SPECIFIER_PX", "VSPRINTF_POINTER_EXTENSION", "UNNECESSARY_MODIFIER", "MEMSET", "MINMAX", "USLEEP_RANGE",
	"NAKED_SSCANF", "SSCANF_TO_KSTRTO", "SUSPECT_COMMA_SEMICOLON", "ALLOC_WITH_MULTIPLY", "NON_OCTAL_PERMISSIONS", "EXPORTED_WORLD_WRITABLE")

// statement are the lines that a finding shows: its own, or those of the
// piece of text that it is about.
func (in *input) statement(f *analyzer.Finding) []string {
	own := in.line(f.Line)
	goesOn := func(string) bool { return false }
	stops := func(next string) bool { return strings.HasPrefix(next, "@@") }
	switch {
	case f.Rule.Type == "SUSPECT_CODE_INDENT":
		return in.withBody(f.Line)
	case f.Rule.Type == "SWITCH_CASE_INDENT_LEVEL":
		return in.withLabels(f.Line)
	case f.Rule.Type == "OPEN_BRACE" && !strings.Contains(own, "{"):
		goesOn = func(last string) bool { return !strings.Contains(last, "{") }
	case f.Rule.Type == "CONFIG_DESCRIPTION":
		return in.entry(f.Line)
	case f.Rule.Type == "UNNECESSARY_PARENTHESES" && arm.MatchString(own):
		depth := 0
		goesOn = func(last string) bool {
			depth, _ = follow(last[min(1, len(last)):], depth)
			return depth > 0 && !strings.Contains(last, "{")
		}
	case f.Rule.Type == "TRAILING_STATEMENTS" && arm.MatchString(own):
		return in.withCondition(f.Line)
	case macroTypes[f.Rule.Type] || f.Rule.Type == "TRAILING_SEMICOLON" && define.MatchString(own):
		goesOn = func(last string) bool { return strings.HasSuffix(last, "\\") }
	case wholeTypes[f.Rule.Type]:
		depth := 0
		goesOn = func(last string) bool {
			ended := false
			depth, ended = follow(last[min(1, len(last)):], depth)
			return !ended
		}
	case f.Rule.Type == "BRACES" && arm.MatchString(own) && len(in.arms(f.Line)) > 1:
		var lines []string
		for _, n := range in.arms(f.Line) {
			lines = append(lines, in.line(n), "[...]")
		}
		return lines
	case f.Rule.Type == "BRACES" && f.Level == analyzer.Strict:
	case f.Rule.Type == "BRACES" && strings.HasSuffix(strings.TrimRight(own, " \t"), "{"):
		depth := braces(own)
		goesOn = func(last string) bool {
			if last != own {
				depth += braces(last)
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

// follow counts parentheses over a line, which begins inside as many as depth
// says, and reports whether the statement ends in it. What stands in quotes
// does not count.
func follow(line string, depth int) (after int, ended bool) {
	quote := byte(0)
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case (c == ';' || c == '{' || c == '}') && depth <= 0:
			return depth, true
		}
	}
	return depth, false
}

// arm is a line that a statement with arms begins in.
var arm = regexp.MustCompile(`^[+ ]\s*(?:if|for|while|do|else\s+if|\}\s*else\s+if)\b`)

// arms are the lines that the arms of a statement begin in, told by their
// indent.
func (in *input) arms(n int) []int {
	heads := []int{n}
	indent := indentOf(in.line(n))
	for k := n + 1; k <= len(in.lines); k++ {
		l := in.line(k)
		if strings.HasPrefix(l, "-") || strings.TrimSpace(l[min(1, len(l)):]) == "" || indentOf(l) > indent {
			continue
		}
		switch text := strings.TrimSpace(l[1:]); {
		case strings.HasPrefix(strings.TrimLeft(text, "} \t"), "else"):
			heads = append(heads, k)
		case text == "{" || text == "}" || text[0] == '#' || text[0] == '*' || strings.HasPrefix(text, "/"):
		default:
			return heads
		}
	}
	return heads
}

// define is an added line that begins a macro.
var define = regexp.MustCompile(`^\+\s*#\s*define\b`)

// withCondition is a line and the last of the condition that begins in it.
func (in *input) withCondition(n int) []string {
	lines := []string{in.line(n)}
	depth, _ := follow(strings.TrimPrefix(lines[0], "+"), 0)
	for k := n + 1; depth > 0 && k <= len(in.lines) && k < n+mostQuoted; k++ {
		l := in.line(k)
		if strings.HasPrefix(l, "-") {
			continue
		}
		if depth, _ = follow(strings.TrimPrefix(l, "+"), depth); depth > 0 {
			continue
		}
		if k > n+1 {
			lines = append(lines, "[...]")
		}
		return append(lines, l)
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

// withLabels is the line of a switch and the labels in it that do not stand
// under it, with a mark where lines are left out.
func (in *input) withLabels(n int) []string {
	lines := []string{in.line(n)}
	depth := braces(lines[0])
	left := false
	for k := n + 1; k <= len(in.lines); k++ {
		l := in.line(k)
		if strings.HasPrefix(l, "-") {
			continue
		}
		outer := depth <= 1
		if depth += braces(l); depth <= 0 || strings.HasPrefix(l, "@@") {
			break
		}
		switch {
		case outer && label.MatchString(l) && indentOf(l) != indentOf(lines[0]):
			if left {
				lines = append(lines, "[...]")
			}
			lines = append(lines, l)
			left = false
		case outer:
			left = true
		}
	}
	return lines
}

// label is an added line that begins with one.
var label = regexp.MustCompile(`^\+\s*(?:case\s+|default:)`)

// braces is by how much a line deepens what comes behind it.
func braces(line string) int { return strings.Count(line, "{") - strings.Count(line, "}") }

// indentOf is the column that a line of a diff begins in.
func indentOf(line string) int {
	column := 0
	for i := 1; i < len(line); i++ {
		switch line[i] {
		case ' ':
			column++
		case '\t':
			column += 8 - column%8
		default:
			return column
		}
	}
	return column
}

// entry are the lines of a Kconfig entry, from its first at n up to the one
// before the last that was read: that ended the entry, unless the input did.
func (in *input) entry(n int) []string {
	last := n
	for last < len(in.lines) {
		last++
		l := in.line(last)
		if !strings.HasPrefix(l, "-") && (l == "" || l[0] != '+' && l[0] != ' ' || entryEnd.MatchString(l[1:])) {
			break
		}
	}
	lines := []string{in.line(n)}
	for k := n + 1; k < last; k++ {
		at := k
		for at < len(in.lines) && strings.HasPrefix(in.line(at), "-") {
			at++
		}
		lines = append(lines, in.line(at))
	}
	return lines
}

// entryEnd is what a Kconfig entry ends before.
var entryEnd = regexp.MustCompile(`^\s*(?:config|menuconfig|choice|endchoice|if|endif|menu|endmenu|source)\b`)
