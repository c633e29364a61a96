// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"regexp"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// StaticConstCharArray is reported at the declaration.
var StaticConstCharArray = &analyzer.Rule{
	Type:   "STATIC_CONST_CHAR_ARRAY",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "An array of strings that could be constant",
	Doc: `An array of strings is meant to be read: static const char * const names[]
puts it where nothing writes to it, and out of the stack.

Looked at are arrays on one line: pointers to const char that are not constant
themselves, byte arrays in functions that are built anew at each call, and
static strings without const.`,
	Bad:  "static const char *names[] = {\n\t\"a\",\n};\n",
	Good: "static const char * const names[] = {\n\t\"a\",\n};\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var staticConstCharArray = &analyzer.Check{
	Rules:  []*analyzer.Rule{StaticConstCharArray},
	Words:  []string{"_u8", "__u8", "char", "int8_t", "s_int8_t", "u8", "u_int8_t"},
	OnWord: checkCharArray,
}

// The shapes, on the view of a line. They run only where one of the words is
// on it.
var (
	pointerArray = regexp.MustCompile(`\bstatic\s+const\s+char\s*(\*)\s*(\w+)\s*\[\s*\]\s*=`)
	constArray   = regexp.MustCompile(`^\s*(const)\s+(?:char|unsigned\s+char|_*u8|(?:[us]_)?int8_t)\s+\w+\s*\[\s*(?:\w+\s*)?\]\s*=\s*"`)
	staticString = regexp.MustCompile(`\b(static)\s+char\s+(\w+)\s*\[\s*\]\s*=\s*"`)
	localArray   = regexp.MustCompile(`^\s+(?:static\s+|const\s+)?(char\s+\*)\s*\w+\s*\[\s*\]\s*=\s*\{`)
)

// checkCharArray tries the shapes once a line, at its first such word.
func checkCharArray(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, _ := p.LineTokens(line)
	for i := first; i < tok; i++ {
		switch w := p.TokenText(i); w {
		case "_u8", "__u8", "char", "int8_t", "s_int8_t", "u8", "u_int8_t":
			return
		}
	}
	view := p.Clean(line)
	report := func(m []int, msg string) *analyzer.Finding {
		return p.Warn(StaticConstCharArray, p.Columns(line, m[0], m[1]), "%s", msg)
	}
	at := func(col int) uint32 { return p.Text.Lines[line].Start + uint32(col) }
	if m := pointerArray.FindSubmatchIndex(view); m != nil {
		report(m, "make the pointers constant as well: static const char * const").
			MaybeFix("Make the pointers constant", analyzer.Replace(source.Range{Start: at(m[2]), End: at(m[4])}, "* const "))
	}
	if m := constArray.FindSubmatchIndex(view); m != nil {
		report(m, "make the array static, or it is built at each call").
			MaybeFix("Make the array static", analyzer.Insert(at(m[2]), "static "))
	}
	if m := staticString.FindSubmatchIndex(view); m != nil {
		report(m, "make the string constant: static const char").
			MaybeFix("Make the string constant", analyzer.Insert(at(m[3]), " const"))
	}
	if m := localArray.FindSubmatchIndex(view); m != nil {
		report(m, "make the array static and constant: static const char * const")
	}
}
