// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Tabstop is reported for a statement that begins between two tab stops.
var Tabstop = &analyzer.Rule{
	Type:   "TABSTOP",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A statement begins between two tab stops",
	Doc: `Statements are indented with tabs and nothing else: spaces behind them are
for lining up what continues a line. Reported are lines that begin with tabs,
then spaces that make no whole tab, and then a keyword, a brace by itself, or
the declaration of a variable. Other statements cannot be told from the rest of
a long one by one line alone.`,
	Bad:  "int f(void)\n{\n\t  return 0;\n}\n",
	Good: "int f(void)\n{\n\treturn 0;\n}\n",
	Link: "process/coding-style.html#indentation",
	Fix:  analyzer.FixSometimes,
}

var tabstop = &analyzer.Check{
	Rules:  []*analyzer.Rule{Tabstop},
	Kinds:  source.CLike,
	Lines:  source.LeadTab,
	Early:  true,
	OnLine: checkTabstop,
}

// checkTabstop looks at what stands behind tabs and spaces. A comment counts
// as spaces.
func checkTabstop(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	tabs := 0
	for tabs < len(clean) && clean[tabs] == '\t' {
		tabs++
	}
	i := tabs
	for i < len(clean) && (clean[i] == ' ' || clean[i] == source.Filler) {
		i++
	}
	if i == len(clean) || (i-tabs)%p.TabSize() == 0 || !beginsStatement(p, line, i) {
		return
	}
	f := p.Warn(Tabstop, p.Columns(line, 0, i), "a statement begins between two tab stops")
	if !follows(p, line) {
		reindent(p, f, line)
	}
}

// follows reports whether a line right above, or a few lines above, is between
// two tab stops too: one fix for all of a definition is enough.
func follows(p *analyzer.Pass, line int) bool {
	for i := line - 1; i >= 0 && i > line-8; i-- {
		clean := p.Clean(i)
		if len(clean) > 0 && clean[0] != '\t' && clean[0] != ' ' && clean[0] != '#' {
			return false
		}
		n := leadingBlanks(p.Raw(i))
		if isTabstop(p, i) && n < len(clean) && p.Width(p.Raw(i)[:n])%p.TabSize() != 0 && clean[n] != source.Filler && beginsStatement(p, i, n) {
			return true
		}
	}
	return false
}

// beginsStatement reports whether at index i of a line stands a keyword, a
// brace by itself, or a declaration.
func beginsStatement(p *analyzer.Pass, line, i int) bool {
	clean := p.Clean(line)
	switch c := clean[i]; {
	case c == '{':
		return endsAt(clean, i+1)
	case c == '}':
		for i++; i < len(clean) && (isSpace(clean[i]) || clean[i] == source.Filler); i++ {
		}
		word := string(clean[i : i+wordLength(clean[i:])])
		return i == len(clean) || word == "else" || word == "while"
	case !isWord(c):
		return false
	}
	switch string(clean[i : i+wordLength(clean[i:])]) {
	case "do", "for", "while", "if", "else", "return", "goto", "continue", "switch", "default", "case", "break":
		return true
	}
	if p.C == nil {
		return false
	}
	first, end := p.LineTokens(line)
	for first < end && p.Tokens.Kind[first] == token.Comment {
		first++
	}
	return p.C.DeclaresName(first, end, func(k int) bool {
		kind := p.Tokens.KindAt(k)
		return k < end && (kind == token.Semi || kind == token.Assign || kind == token.Eq)
	})
}

// endsAt reports whether nothing but white space and comments follows.
func endsAt(clean []byte, i int) bool {
	for ; i < len(clean); i++ {
		if !isSpace(clean[i]) && clean[i] != source.Filler {
			return false
		}
	}
	return true
}

// wordLength is the length of the word that code begins with.
func wordLength(code []byte) int {
	n := 0
	for n < len(code) && isWord(code[n]) {
		n++
	}
	return n
}
