// SPDX-License-Identifier: GPL-2.0-or-later

package module

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ExportSymbol is reported for exports that stand apart from what they export.
var ExportSymbol = &analyzer.Rule{
	Type:   "EXPORT_SYMBOL",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "An export apart from its function",
	Doc: `EXPORT_SYMBOL() follows directly on the closing brace of the function, or on the
definition of the variable, without a blank line: whoever changes the function sees that modules
use it. A file that exports what it does not define itself, such as routines in assembler, has no
better place and is not reported.`,
	Bad:  "void f(void)\n{\n}\n\nEXPORT_SYMBOL(f);\n",
	Good: "void f(void)\n{\n}\nEXPORT_SYMBOL(f);\n",
	Link: "process/coding-style.html#functions",
	Fix:  analyzer.FixSometimes,
}

var exportSymbol = &analyzer.Check{
	Rules: []*analyzer.Rule{ExportSymbol},
	Words: []string{
		"EXPORT_SYMBOL",
		"EXPORT_SYMBOL_FOR_MODULES",
		"EXPORT_SYMBOL_FOR_TESTS_ONLY",
		"EXPORT_SYMBOL_GPL",
		"EXPORT_SYMBOL_GPL_FUTURE",
		"EXPORT_SYMBOL_IF_KUNIT",
		"EXPORT_SYMBOL_NS",
		"EXPORT_SYMBOL_NS_GPL",
		"EXPORT_SYMBOL_RUST_GPL",
	},
	OnWord: checkExportSymbol,
}

func checkExportSymbol(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	open := p.NextCode(tok)
	name := p.NextCode(open)
	first, end := p.LineTokens(line)
	if p.Tokens.KindAt(open) != token.LParen || p.Tokens.KindAt(name) != token.Ident || name >= end ||
		p.Tokens.KindAt(first) == token.Hash {
		return
	}
	text := p.TokenText(name)
	s, follows := decider(p, line)
	if isFine(p, line, &s, follows, text) {
		return
	}
	blank := isBlank(p, line-1) && p.SameHunk(line, line-1)
	f := p.Warn(ExportSymbol, p.TokenRange(tok), "the export of %s should directly follow its definition", text)
	switch {
	case inMacro(p, line):
		f.DifferNarrower("the body of a macro")
	case follows && defines(p, &s, text, false):
		f.DifferNarrower("the definition is right above, behind what checkpatch takes for one statement")
	case follows && definesFirst(p, line, text):
		f.DifferNarrower("the definition is right above, of a pointer or by a macro with more arguments")
	case p.Text.Whole && !definedHere(p, text):
		f.DifferNarrower("what is exported is defined elsewhere")
	case blank:
		offerJoin(p, f, line, text)
	}
}

// inMacro reports whether a line goes on with the definition of a macro.
func inMacro(p *analyzer.Pass, line int) bool {
	return line > 0 && p.Text.Lines[line-1].Features&source.Continued != 0
}

// isFine reports whether checkpatch has nothing to say of an export of a name
// on a line: the statement that decides defines it, or none decides and no
// blank line stands above.
func isFine(p *analyzer.Pass, line int, s *cmodel.Statement, decides bool, name string) bool {
	if decides {
		return defines(p, s, name, true)
	}
	return !isBlank(p, line-1)
}

func isBlank(p *analyzer.Pass, line int) bool {
	return line >= 0 && p.Text.Lines[line].Features&source.Blank != 0
}

// realNext is the line that checkpatch takes for the one behind a statement:
// that on which it ends if more follows there, else the next one.
func realNext(p *analyzer.Pass, s *cmodel.Statement) int {
	n := s.NextLine
	if n >= len(p.Text.Lines) {
		return n
	}
	l := p.Text.Lines[n]
	if len(bytes.TrimSpace(p.Text.Clean[min(max(s.End, l.Start), l.End):l.End])) == 0 {
		n++
	}
	return n
}

// decider is the statement by which checkpatch judges an export: the first of
// its own that has the line behind it.
func decider(p *analyzer.Pass, line int) (s cmodel.Statement, ok bool) {
	top := definitionAbove(p, line)
	if top < 0 {
		top = line
	}
	// Whether a line has a statement of its own hangs on those that reach it.
	from := top
	hunk := max(p.Text.Hunks[p.Text.Lines[line].Hunk].First, top-reachLines)
	for k := top - 1; k >= hunk; k-- {
		if !p.C.HasCode(k) {
			continue
		}
		if t := p.C.StatementAt(k, p.Text.Lines[k].Start); t.Divided || t.NextLine < from {
			break
		}
		from = k
	}
	quiet := -1
	for k := from; k <= line; k++ {
		if k <= quiet || !p.C.HasCode(k) {
			continue
		}
		t := p.C.StatementAt(k, p.Text.Lines[k].Start)
		if !t.Divided {
			quiet = t.NextLine
		}
		if p.Added(k) && realNext(p, &t) == line {
			return t, true
		}
		if k >= top && t.Divided && t.LastLine < line-1 {
			k = max(k, t.LastLine-1) // nothing in a body reaches the export
		}
	}
	return s, false
}

// definitionAbove is the line on which the statement that ends in front of a
// line begins in checkpatch's eyes, as far up as can be; -1 if none ends there.
func definitionAbove(p *analyzer.Pass, line int) int {
	above := line - 1
	for above >= 0 && p.SameHunk(line, above) && above >= line-2 && isBlank(p, above) {
		above--
	}
	if !p.SameHunk(line, above) {
		return -1
	}
	from, end := p.LineTokens(above)
	if from == end {
		return -1
	}
	last, start := end-1, above
	if p.Tokens.Kind[last] == token.Semi && last > from && p.Tokens.Kind[last-1] == token.RBrace {
		last--
	}
	if p.Tokens.Kind[last] == token.RBrace {
		start = p.TokenLine(openingBrace(p, last))
	}
	hunk := p.Text.Hunks[p.Text.Lines[line].Hunk].First
	far := reachLines
	if start < above {
		far = initialiserLines
	}
	top := -1
	for k := start; k >= hunk && start-k <= far; k-- {
		if !p.C.HasCode(k) {
			continue
		}
		t := p.C.StatementAt(k, p.Text.Lines[k].Start)
		if realNext(p, &t) == line {
			top = k
		} else if k < start && start == above || p.Text.Raw[p.Text.Lines[k].Start] == '}' {
			break
		}
	}
	return top
}

// openingBrace is the token that the brace at token i closes, or i itself where
// that is out of sight.
func openingBrace(p *analyzer.Pass, i int) int {
	depth, k := 0, i
	defer func() { p.Saw(k) }()
	for ; k >= 0 && i-k < braceTokens; k-- {
		switch p.Tokens.Kind[k] {
		case token.RBrace:
			depth++
		case token.LBrace:
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return i
}

// braceTokens is how far back an opening brace is looked for.
const braceTokens = 50000

// reachLines is how far above its end a declaration may begin, and
// initialiserLines how far above the brace of an initialiser, which conditions
// of the preprocessor may cut into pieces.
const (
	reachLines       = 64
	initialiserLines = 400
)

// defines is checkpatch's view of a statement in front of an export: the body
// of a function ends it, or it mentions the name in a place that defines.
// A macro that defines must be the first thing of it, if that is asked for.
func defines(p *analyzer.Pass, s *cmodel.Statement, name string, first bool) bool {
	text := bytes.TrimRight(p.C.Text(s), " \t\r\n")
	if n := len(text); n > 1 && text[n-1] == '}' && text[n-2] == '\n' {
		return true
	}
	if prefixed(p, s, name) {
		return true
	}
	for i := s.Tok; i < s.EndTok; i++ {
		if p.Is(i, name) && (mentionDefines(p, i, s, first) || pointerNamed(p, s, i)) {
			return true
		}
	}
	return false
}

// mentionDefines reports whether the name at token i is followed, attributes
// aside, by what follows a definition.
func mentionDefines(p *analyzer.Pass, i int, s *cmodel.Statement, first bool) bool {
	k, end := i+1, s.EndTok
	for k < end && p.C.Is(k, cmodel.Attribute|cmodel.CallAttribute) {
		if p.C.Is(k, cmodel.CallAttribute) {
			if k = p.C.Match(k + 1); k < 0 {
				return false
			}
		}
		k++
	}
	if k >= end || k > i+1 && p.Tokens.Start[i+1] == p.Tokens.End[i] {
		return false
	}
	switch p.Tokens.Kind[k] {
	case token.Semi, token.Assign, token.Eq, token.LBrack:
		return true
	case token.LParen:
		return true
	case token.RParen:
		// DEFINE_MUTEX(name) and its kin, at the left margin.
		return k == i+1 && i-2 >= 0 && p.Tokens.Kind[i-1] == token.LParen && (i-2 == s.Tok || !first) && isDefining(p, i-2)
	}
	return false
}

// isDefining tells macros at the left margin whose argument is the name of
// what they define.
func isDefining(p *analyzer.Pass, i int) bool {
	line := p.TokenLine(i)
	name := p.Tokens.Text(p.Text.Clean, i)
	return p.Tokens.Start[i] == p.Text.Lines[line].Start &&
		(bytes.HasPrefix(name, []byte("DEFINE_")) || bytes.HasPrefix(name, []byte("DECLARE_")) || string(name) == "LIST_HEAD")
}

// pointerNamed reports whether the statement declares a pointer to a function
// with the name at token i: type (*name)(.
func pointerNamed(p *analyzer.Pass, s *cmodel.Statement, i int) bool {
	if i < s.Tok+3 || p.Tokens.Kind[i-1] != token.Star || p.Tokens.Kind[i-2] != token.LParen ||
		p.Tokens.KindAt(i+1) != token.RParen || p.Tokens.KindAt(i+2) != token.LParen {
		return false
	}
	t, ok := p.C.Declare(s.Tok, i)
	return ok && t.End == i-2 && p.Tokens.Start[s.Tok] == p.Text.Lines[s.Line].Start
}

// prefixed reports whether the statement is MACRO(foo) at the left margin and
// the name is foo with something in front, as macros make it.
func prefixed(p *analyzer.Pass, s *cmodel.Statement, name string) bool {
	i := s.Tok
	if p.Tokens.KindAt(i) == token.RBrace && p.TokenLine(i+1) > p.TokenLine(i) {
		i++
	}
	if i+2 >= s.EndTok || p.Tokens.Kind[i] != token.Ident || p.Tokens.Kind[i+1] != token.LParen ||
		p.Tokens.Kind[i+2] != token.Ident || p.Tokens.Start[i] != p.Text.Lines[p.TokenLine(i)].Start {
		return false
	}
	for _, c := range p.Tokens.Text(p.Text.Clean, i) {
		if c != '_' && (c < 'A' || c > 'Z') {
			return false
		}
	}
	part := append([]byte{'_'}, p.Tokens.Text(p.Text.Clean, i+2)...)
	k := bytes.Index([]byte(name), part)
	return k > 0 && operand.IsLetter(name[0])
}

// definedHere reports whether a whole file has the name anywhere but in
// exports, extern declarations and the first lines of directives.
func definedHere(p *analyzer.Pass, name string) bool {
	found := false
	p.EachName(name, func(i int) {
		if found || !p.Is(i, name) {
			return
		}
		first, _ := p.LineTokens(p.TokenLine(i))
		exported := p.Tokens.KindAt(i-1) == token.LParen && bytes.HasPrefix(p.Tokens.Text(p.Text.Clean, max(i-2, 0)), []byte("EXPORT_"))
		found = !exported && p.Tokens.Word[first] != token.Extern && p.Tokens.Kind[first] != token.Hash
	})
	return found
}

// offerJoin takes the blank lines between a definition and its export away.
func offerJoin(p *analyzer.Pass, f *analyzer.Finding, line int, name string) {
	from := line
	for p.SameHunk(line, from-1) && p.Text.Lines[from-1].Features&source.Blank != 0 {
		if from--; !p.Added(from) {
			return
		}
	}
	if s, ok := decider(p, from); ok && defines(p, &s, name, false) {
		f.Fix("Remove the blank line", analyzer.Delete(source.Range{Start: p.Text.Lines[from].Start, End: p.Text.Lines[line].Start}))
	}
}
