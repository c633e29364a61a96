// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SuspectCodeIndent is reported for the body of a condition or loop that does
// not stand one tab further in.
var SuspectCodeIndent = &analyzer.Rule{
	Type:   "SUSPECT_CODE_INDENT",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A body is not one tab further in than its head",
	Doc: `The first statement under an if, else, for, while or do stands one tab
further to the right than that word: where it does not, either the indentation
is wrong or the braces are, and readers are misled about what depends on the
condition. Reported at the word, with the two columns. Blank lines, directives
and labels between the two are passed over.

The fix moves the body, and joins an else with the if on the next line. Where
the statement behind the body stands in the same column, braces may be missing
instead: then it wants a look.`,
	Bad:  "int f(int a)\n{\n\tif (a)\n\treturn 1;\n\treturn 0;\n}\n",
	Good: "int f(int a)\n{\n\tif (a)\n\t\treturn 1;\n\treturn 0;\n}\n",
	Link: "process/coding-style.html#indentation",
	Fix:  analyzer.FixSometimes,
}

var suspectCodeIndent = &analyzer.Check{
	Rules:   []*analyzer.Rule{SuspectCodeIndent},
	Context: true,
	Lines:   source.HasLetter,
	OnLine:  checkSuspectCodeIndent,
}

// checkSuspectCodeIndent compares the column of a word of control flow with
// that of the first line of its body.
func checkSuspectCodeIndent(p *analyzer.Pass, line int) {
	if p.Text.Lines[line].Features.Has(source.Directive) || !hasBody(p, line) {
		return
	}
	stat := p.Statement()
	if stat == nil {
		s := p.C.StatementAt(line, p.Text.Lines[line].Start)
		stat = &s
	}
	b := bodyOf(p, stat)
	if !b.follows || len(b.rest) == 0 || b.macroEnd && endsMacro(p, line) {
		return
	}
	real := line + b.lines
	if real >= len(p.Text.Lines) && p.Text.Whole || !p.Added(line) && !(p.Added(real) && p.SameHunk(line, real)) {
		return
	}
	indent := indentOf(p, line)
	if b.indent%p.TabSize() == 0 && b.indent >= indent && b.indent <= indent+p.TabSize() && (b.indent > indent || b.mayStandUnder()) {
		return
	}
	first := p.Text.Lines[line].Start + uint32(skipSpaces(p.Raw(line), 0))
	f := p.Warn(SuspectCodeIndent, source.Range{Start: first, End: p.Text.Lines[line].End},
		"the body begins in column %d, the head in %d", b.indent, indent)
	switch head := controlColumn(p, line); {
	case head > indent && b.indent == head+p.TabSize():
		f.DifferNarrower("a label stands before the head on its line")
		return
	case inParens(p, line):
		f.DifferNarrower("the head is an argument of a macro")
		return
	case behindComment(p, line, b.indent):
		f.DifferNarrower("a comment stands before the head on its line")
		return
	case b.indent == indent && endsInElse(p, line) && p.SameHunk(line, line+1) && p.Text.Lines[line+1].Features.Has(source.Directive):
		f.DifferNarrower("the preprocessor takes the else away")
		return
	}
	bodyFix(p, f, line)
}

// hasBody reports whether a line holds a word of control flow that is followed
// by a body: not the while behind a brace, and not a switch, whose labels
// stand under it.
func hasBody(p *analyzer.Pass, line int) bool {
	first, end := p.LineTokens(line)
	found := false
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] != token.Ident {
			continue
		}
		w := p.Tokens.Word[i]
		if hasPrefixAt(p.Text.Clean, int(p.Tokens.Start[i]), "while") && i > first && p.Tokens.Kind[i-1] == token.RBrace {
			return false
		}
		found = found || w != token.Switch && isControl(p, i, end)
	}
	return found
}

// controlColumn is the column of the first word of control flow on a line that
// begins with a label, -1 if it does not.
func controlColumn(p *analyzer.Pass, line int) int {
	if !beginsWithLabel(p.Clean(line)) {
		return -1
	}
	first, end := p.LineTokens(line)
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] == token.Ident && isControl(p, i, end) {
			return p.Width(p.Text.Raw[p.Text.Lines[line].Start:p.Tokens.Start[i]])
		}
	}
	return -1
}

// inParens reports whether the first word of control flow on a line stands in
// parentheses that open before it.
func inParens(p *analyzer.Pass, line int) bool {
	first, end := p.LineTokens(line)
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] == token.LParen && p.Tokens.KindAt(i-1) == token.Ident {
			return true
		}
		if p.Tokens.Kind[i] == token.Ident && isControl(p, i, end) {
			return false
		}
	}
	return false
}

// behindComment reports whether a line begins with a comment and a body in the
// given column stands right under the head behind it.
func behindComment(p *analyzer.Pass, line, body int) bool {
	first, end := p.LineTokens(line)
	if first+1 >= end || p.Tokens.Kind[first] != token.Comment || !isControl(p, first+1, end) {
		return false
	}
	return p.Width(p.Text.Raw[p.Text.Lines[line].Start:p.Tokens.Start[first+1]])+p.TabSize() == body
}

// endsInElse reports whether else is the last word of a line.
func endsInElse(p *analyzer.Pass, line int) bool {
	first, end := p.LineTokens(line)
	return first < end && p.Tokens.Word[end-1] == token.Else
}

// endsMacro reports whether the line above begins or continues a macro.
func endsMacro(p *analyzer.Pass, line int) bool {
	above := p.Clean(line - 1)
	if end := trimSpaces(above, len(above)); end > 0 && above[end-1] == '\\' {
		return true
	}
	return line > 0 && p.Text.Lines[line-1].Features.Has(source.Define)
}

// body is what follows the condition of a statement.
type body struct {
	// follows is true if the body begins on another line than the condition
	// ends.
	follows bool
	// macroEnd is true if no backslash follows the condition.
	macroEnd bool
	// lines is how far below the statement's first line the body begins.
	lines int
	// rest is the text from the line on which the body begins.
	rest []byte
	// indent is the column in which that text begins.
	indent int
}

// bodyOf finds the first line of the body of a statement. Where a backslash
// stands by itself on a line, that is not counted as one.
func bodyOf(p *analyzer.Pass, stat *cmodel.Statement) body {
	rest := p.C.Rest(stat)
	rest = rest[:min(len(rest), maxRest)]
	b := body{lines: bytes.Count(p.C.Condition(stat), lineFeed), macroEnd: true}
	if bytes.IndexByte(rest, '\\') >= 0 {
		var gone int
		rest, gone = dropBareBackslashes(rest)
		b.lines += gone
	}
	i := afterDo(rest)
	if k := skipBlank(rest, i); k < len(rest) && rest[k] == '{' {
		i = k + 1
	}
	if k := skipBlank(rest, i); k < len(rest) && rest[k] == '\\' {
		i, b.macroEnd = k+1, false
	}
	if k := skipInLine(rest, i); k < len(rest) && rest[k] == '\n' {
		i, b.follows = k+1, true
		b.lines++
	}
	b.passOver(rest[i:])
	b.indent = p.Width(b.rest[:skipBlank(b.rest, 0)])
	return b
}

// maxRest is how much of a statement is looked at behind its condition: a macro
// that is one statement is gone over for each of its lines.
const maxRest = 4 << 10

var lineFeed = []byte{'\n'}

// passOver leaves out what may stand between a condition and its body: blank
// lines, directives and labels. An #else means that the lines do not follow
// each other.
func (b *body) passOver(rest []byte) {
	continued := false
	for {
		i := skipBlank(rest, 0)
		hash := i < len(rest) && rest[i] == '#'
		if hash {
			word := rest[skipBlank(rest, i+1):]
			if bytes.HasPrefix(word, []byte("else")) || bytes.HasPrefix(word, []byte("elif")) {
				b.follows = false
			}
		}
		blank := skipInLine(rest, 0)
		if !continued && !hash && !(blank < len(rest) && rest[blank] == '\n') && !beginsWithLabel(rest[i:]) {
			break
		}
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			break
		}
		continued = end > 0 && rest[end-1] == '\\'
		rest = rest[end+1:]
		b.lines++
	}
	b.rest = rest
}

// mayStandUnder reports whether a body may begin in the column of its head: a
// brace or an else.
func (b *body) mayStandUnder() bool {
	code := b.rest[skipBlank(b.rest, 0):]
	return len(code) > 0 && (code[0] == '{' || code[0] == '}') || string(code[:wordEnd(code)]) == "else"
}

// afterDo is the index behind the last do on the first line of a text.
func afterDo(text []byte) int {
	line := text
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		line = text[:end]
	}
	for i := len(line) - 2; i >= 0; i-- {
		if line[i] == 'd' && line[i+1] == 'o' && (i == 0 || !isWord(line[i-1])) && (i+2 == len(line) || !isWord(line[i+2])) {
			return i + 2
		}
	}
	return 0
}

// skipBlank is the first byte from i on that is no white space, line feeds and
// comments included.
func skipBlank(text []byte, i int) int {
	for i < len(text) && (isSpace(text[i]) || text[i] == '\n' || text[i] == source.Filler) {
		i++
	}
	return i
}

// skipInLine is skipBlank up to the end of the line.
func skipInLine(text []byte, i int) int {
	for i < len(text) && (isSpace(text[i]) || text[i] == source.Filler) {
		i++
	}
	return i
}

// beginsWithLabel reports whether code begins with a name and a colon.
func beginsWithLabel(code []byte) bool {
	for i := 0; i < len(code) && isLetter(code[i]); {
		i = skipBlank(code, i+wordEnd(code[i:]))
		if i < len(code) && code[i] == ':' {
			return true
		}
		if i+1 >= len(code) || code[i] != '#' || code[i+1] != '#' {
			return false
		}
		i = skipBlank(code, i+2)
	}
	return false
}

// dropBareBackslashes copies a text without the lines that hold a backslash
// and nothing else, and counts them.
func dropBareBackslashes(text []byte) (out []byte, gone int) {
	for {
		out = make([]byte, 0, len(text))
		dropped := 0
		for i := 0; i < len(text); {
			if text[i] == '\n' {
				k := skipBlank(text, i+1)
				if k > i+1 && k+1 < len(text) && text[k] == '\\' && text[k+1] == '\n' {
					out = append(out, '\n')
					dropped++
					i = k + 2
					continue
				}
			}
			out = append(out, text[i])
			i++
		}
		if dropped == 0 {
			return out, gone
		}
		gone += dropped
		text = out
	}
}
