// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// LeadingSpace is reported for lines that begin with a space.
var LeadingSpace = &analyzer.Rule{
	Type:   "LEADING_SPACE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A line begins with a space",
	Doc: `Code starts in column 0 or behind tabs. A space in the first column is
either indentation of a foreign style or a slip.

Allowed are comments and the lines inside them, preprocessor directives, and
labels, which some people set one column in so that diff does not take them
for the head of a function. Blank lines and lines inside a string are left
alone. The fix turns every eight columns into a tab. Where there are fewer, it
indents the whole definition by its structure, if that is sure, and is offered
on the first of its lines; what continues a line at file scope, or a directive,
goes to the first tab stop.`,
	Bad:  "int f(void)\n{\n        return 0;\n}\n",
	Good: "int f(void)\n{\n out:\n\treturn 0;\n}\n",
	Link: "process/coding-style.html#indentation",
	Fix:  analyzer.FixSometimes,
}

var leadingSpace = &analyzer.Check{
	Rules:  []*analyzer.Rule{LeadingSpace},
	Kinds:  source.CLike,
	Lines:  source.LeadSpace | source.EndsInBlank,
	OnLine: checkLeadingSpace,
}

// checkLeadingSpace reports a line that begins with a space, unless a comment,
// a directive or a label follows the spaces.
func checkLeadingSpace(p *analyzer.Pass, line int) {
	raw, clean := p.Raw(line), p.Clean(line)
	if len(raw) == 0 || raw[0] != ' ' {
		return
	}
	n := 0
	for n < len(clean) && clean[n] == ' ' {
		n++
	}
	if n < len(clean) && (clean[n] == source.Filler || clean[n] == '#' || isLabel(clean[n:])) {
		return
	}
	blanks := leadingBlanks(raw)
	f := p.Warn(LeadingSpace, p.Columns(line, 0, blanks), "the line begins with a space")
	switch {
	case isBlank(p, line):
		f.DifferNarrower(onlyTrailing)
	case inLiteral(raw[:blanks], clean[:blanks]):
		f.DifferNarrower(ofLiteral)
	}
	if e, ok := retab(p, line); ok && e.New != "" && e.New[0] == '\t' {
		f.Fix("Indent with tabs", e)
	} else if f.Narrower == "" {
		if isFirst(p, line) {
			reindent(p, f, line)
		}
		if len(f.Fixes) == 0 {
			leadingFix(p, f, line)
		}
	}
}

// isFirst reports whether no line right above is reported for the same reason:
// one fix for all of a definition is enough.
func isFirst(p *analyzer.Pass, line int) bool {
	for i := line - 1; i >= 0; i-- {
		raw := p.Raw(i)
		if len(raw) == 0 || raw[0] == '\t' {
			continue
		}
		if raw[0] == ' ' {
			if n := leadingBlanks(p.Clean(i)); n < len(raw) && n < p.TabSize() && p.Clean(i)[n] != source.Filler && !isLabel(p.Clean(i)[n:]) {
				return false
			}
			continue
		}
		if c := p.Clean(i)[0]; c != '#' && c != source.Filler && !isLabel(p.Clean(i)) {
			return true
		}
	}
	return true
}

// isLabel reports whether code begins with a name that a colon touches. Names
// may be pasted together with ##.
func isLabel(code []byte) bool {
	i := 0
	for {
		start := i
		for i < len(code) && isWord(code[i]) {
			i++
		}
		if i == start || code[start] >= '0' && code[start] <= '9' {
			return false
		}
		if i < len(code) && code[i] == ':' {
			return true
		}
		for i < len(code) && isSpace(code[i]) {
			i++
		}
		if i+1 >= len(code) || code[i] != '#' || code[i+1] != '#' {
			return false
		}
		for i += 2; i < len(code) && isSpace(code[i]); i++ {
		}
	}
}

// isWord reports whether c is a letter, a digit or an underscore.
func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' && c < 0x80
}
