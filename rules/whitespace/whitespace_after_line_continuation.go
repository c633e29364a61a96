// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// WhitespaceAfterLineContinuation is reported for blanks behind a backslash
// that should have continued a line.
var WhitespaceAfterLineContinuation = &analyzer.Rule{
	Type:   "WHITESPACE_AFTER_LINE_CONTINUATION",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Blanks behind the backslash of a continued line",
	Doc: `A backslash continues a line only if the line feed follows at once. With
blanks in between, compilers differ: some join the lines and warn, others end
the macro there. All lines of a macro are looked at, and nothing else; text
in comments and strings may have such backslashes.`,
	Bad:  "#define A(x) \\ \n\tdo_a(x)\n",
	Good: "#define A(x) \\\n\tdo_a(x)\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixSometimes,
}

var whitespaceAfterLineContinuation = &analyzer.Check{
	Rules:  []*analyzer.Rule{WhitespaceAfterLineContinuation},
	Lines:  source.EndsInBlank,
	OnLine: checkWhitespaceAfterLineContinuation,
}

// checkWhitespaceAfterLineContinuation reports blanks behind a last backslash.
// Checkpatch looks only at lines with the word define behind a hash.
func checkWhitespaceAfterLineContinuation(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	kept := len(bytes.TrimRight(clean, " \t\r\f\v"))
	if kept == len(clean) || kept == 0 || clean[kept-1] != '\\' {
		return
	}
	at := p.Columns(line, kept, len(clean))
	define := hasDefine(clean[:kept-1])
	foreign := string(clean[kept:]) == "\r"
	if !define && (foreign || !inDefine(p, line)) {
		return
	}
	f := p.Warn(WhitespaceAfterLineContinuation, at, "blanks behind the backslash may end the macro here")
	switch {
	case foreign:
		f.DifferNarrower("the whole line end is the one of another system")
	case !define:
		f.DifferWider("the line is further down in a macro")
	}
	f.Fix("Remove the blanks behind the backslash", analyzer.Delete(at))
}

// hasDefine reports whether a # with the word define behind it is there.
func hasDefine(code []byte) bool {
	for {
		i := bytes.IndexByte(code, '#')
		if i < 0 {
			return false
		}
		code = bytes.TrimLeft(code[i+1:], " \t")
		if bytes.HasPrefix(code, []byte("define")) {
			return true
		}
	}
}

// inDefine reports whether a line belongs to a macro that a line above began.
// Blanks behind a backslash do not end it for this purpose.
func inDefine(p *analyzer.Pass, line int) bool {
	for i := line - 1; i >= 0 && p.SameHunk(i, line); i-- {
		clean := bytes.TrimRight(p.Clean(i), " \t\r\f\v")
		if len(clean) == 0 || clean[len(clean)-1] != '\\' {
			return false
		}
		if p.Text.Lines[i].Features.Has(source.Define) {
			return true
		}
	}
	return false
}
