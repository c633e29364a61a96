// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// LineSpacing is reported for blank lines that are missing or too many.
var LineSpacing = &analyzer.Rule{
	Type:   "LINE_SPACING",
	Levels: []analyzer.Level{analyzer.Strict, analyzer.Warning},
	Title:  "A blank line is missing, or one too many",
	Doc: `One blank line separates functions from each other, and the declarations at
the head of a block from its statements. More than one in a row is too many.

A function or structure may be followed at once by what belongs to it: the
macros that export, register or describe it, the end of an #if, attributes,
and a static_assert about it. The fix inserts the blank line or removes the
surplus ones.`,
	Bad:  "int f(void)\n{\n\treturn 0;\n}\nint g(void);\n",
	Good: "int f(void)\n{\n\treturn 0;\n}\nEXPORT_SYMBOL(f);\n\nint g(void);\n",
	Link: "process/coding-style.html#functions",
	Fix:  analyzer.FixSometimes,
}

var missingBlankLine = &analyzer.Check{
	Rules:   []*analyzer.Rule{LineSpacing},
	Kinds:   source.CLike,
	Context: true,
	Lines:   source.HasBrace,
	OnLine:  checkMissingBlankLine,
}

var surplusBlankLine = &analyzer.Check{
	Rules:  []*analyzer.Rule{LineSpacing},
	Kinds:  source.CLike,
	Lines:  source.Blank,
	OnLine: checkSurplusBlankLine,
}

// checkMissingBlankLine looks for closing braces in column 0, and at the line
// behind them.
func checkMissingBlankLine(p *analyzer.Pass, above int) {
	brace := p.Clean(above)
	line := above + 1
	if brace[0] != '}' || !p.Added(line) || p.Text.Lines[line].Features.Has(source.Blank) {
		return
	}
	clean := p.Clean(line)
	end := trimSpaces(brace, len(brace))
	if end > 2 || end == 2 && brace[1] != ';' || belongsToBlock(clean) {
		return
	}
	f := p.Strictly(LineSpacing, p.LineRange(line), "a blank line belongs behind the definition above")
	first := skipSpaces(clean, 0)
	switch {
	case !p.SameHunk(line-1, line):
		f.DifferNarrower(otherHunk)
		return
	case clean[first] == '}':
		f.DifferNarrower("the brace above is no end of a definition: another one follows")
		return
	case hasPrefixAt(clean, first, "EXPORT_"):
		f.DifferNarrower("the export belongs to the definition above")
		return
	case hasPrefixAt(clean, first, "static_assert"):
		f.DifferNarrower("an assertion about the structure above")
		return
	}
	f.Fix("Insert a blank line", analyzer.Insert(p.Text.Lines[line].Start, "\n"))
}

// belongsToBlock reports whether a line may follow a definition at once.
func belongsToBlock(clean []byte) bool {
	i := skipSpaces(clean, 0)
	code := clean[i:]
	if code[0] == '#' {
		word := code[skipSpaces(code, 1):]
		return bytes.HasPrefix(word, []byte("end")) || bytes.HasPrefix(word, []byte("elif")) || bytes.HasPrefix(word, []byte("else"))
	}
	for _, word := range []string{"EXPORT_SYMBOL", "early_param", "ALLOW_ERROR_INJECTION", "DECLARE", "__setup"} {
		if hasPrefixAt(code, 0, word) {
			return true
		}
	}
	const module = "module_"
	if len(code) >= len(module) && bytes.EqualFold(code[:len(module)], []byte(module)) {
		return true
	}
	if rest, ok := bytes.CutPrefix(code, []byte("builtin_")); ok && bytes.Contains(rest[:wordEnd(rest)], []byte("driver")) {
		return true
	}
	return i == 0 && bytes.Contains(code[:runOf(code, isLowerUnder)], []byte("init")) || isAttribute(code)
}

// isAttribute reports whether code begins with a word in capitals that has
// ATTR in it, or with such a word behind static.
func isAttribute(code []byte) bool {
	if rest, ok := bytes.CutPrefix(code, []byte("static")); ok && len(rest) > 0 && isSpace(rest[0]) {
		code = rest[skipSpaces(rest, 0):]
	}
	return bytes.Contains(code[:runOf(code, isUpperUnder)], []byte("ATTR"))
}

// hasPrefixAt reports whether a word stands at i; more letters may follow.
func hasPrefixAt(clean []byte, i int, word string) bool {
	return len(clean)-i >= len(word) && string(clean[i:i+len(word)]) == word
}

// wordEnd is the length of the word that code begins with.
func wordEnd(code []byte) int { return runOf(code, isWord) }

// runOf is how many bytes at the beginning of code are in a class.
func runOf(code []byte, in func(byte) bool) int {
	n := 0
	for n < len(code) && in(code[n]) {
		n++
	}
	return n
}

func isLowerUnder(c byte) bool { return c == '_' || 'a' <= c && c <= 'z' }

func isUpperUnder(c byte) bool { return c == '_' || 'A' <= c && c <= 'Z' }

// checkSurplusBlankLine reports blank lines behind a blank line. Checkpatch
// reports every other line of a run, because it does not count a line that it
// has reported; we report a run once and remove all of it.
func checkSurplusBlankLine(p *analyzer.Pass, line int) {
	theirs := isSurplus(p, line)
	ours := line > 0 && isBlank(p, line-1) && p.SameHunk(line-1, line) && !(p.Added(line-1) && oursBegan(p, line-1))
	if !theirs && !ours {
		return
	}
	f := p.Strictly(LineSpacing, p.LineRange(line), "more than one blank line")
	if !ours && p.SameHunk(line-1, line) {
		f.DifferNarrower("the run of blank lines is reported once")
		return
	}
	end := line + 1
	for end < len(p.Text.Lines) && p.SameHunk(line, end) && p.Added(end) && isBlank(p, end) {
		end++
	}
	switch {
	case !ours:
		f.DifferNarrower(otherHunk)
	case !theirs:
		f.DifferWider("the run of blank lines began in another hunk")
	}
	stop := p.Text.Lines[end-1].End
	if end < len(p.Text.Lines) {
		stop = p.Text.Lines[end].Start
	} else if p.Text.FinalNewline {
		stop++
	}
	f.Fix("Remove the surplus blank lines", analyzer.Delete(source.Range{Start: p.Text.Lines[line].Start, End: stop}))
}

// oursBegan reports whether a blank line is itself behind another in its hunk.
func oursBegan(p *analyzer.Pass, line int) bool {
	return line > 0 && isBlank(p, line-1) && p.SameHunk(line-1, line)
}

// maxRun is how many blank lines above one are counted.
const maxRun = 1000

// isSurplus reports whether checkpatch reports an added blank line: the line
// above is blank and was not reported. It takes a line for reported only if
// nothing stands between the two, not even a removed line.
func isSurplus(p *analyzer.Pass, line int) bool {
	lines := p.Text.Lines
	surplus := false
	first := line
	for first > 0 && line-first < maxRun && isBlank(p, first-1) {
		first--
	}
	for i := first + 1; i <= line; i++ {
		next := lines[i].Input == lines[i-1].Input+1
		surplus = p.Added(i) && !(surplus && next)
	}
	return surplus && first < line
}

// isBlank reports whether nothing but white space is on a line.
func isBlank(p *analyzer.Pass, line int) bool {
	return skipSpaces(p.Clean(line), 0) == len(p.Clean(line))
}
