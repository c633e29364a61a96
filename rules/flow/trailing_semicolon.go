// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// TrailingSemicolon is reported for a semicolon that ends a head, or a macro.
var TrailingSemicolon = &analyzer.Rule{
	Type:   "TRAILING_SEMICOLON",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Semicolon behind a condition or a macro",
	Doc: `A semicolon behind a condition or the head of a loop is its whole body:
what stands indented below is not governed by it.

And the value of a macro does not end in a semicolon. Whoever uses the macro
writes one, and two of them part an if from its else. By default the case of a
switch may, and a macro that reads a list which is a macro itself.`,
	Bad:  "#define F(x) g(x);\n",
	Good: "#define F(x) g(x)\n",
	Link: "dev-tools/checkpatch.html#macros-attributes-and-symbols",
	Fix:  analyzer.FixSometimes,
}

var trailingSemicolonHead = &analyzer.Check{
	Rules:   []*analyzer.Rule{TrailingSemicolon},
	Context: true,
	Lines:   source.HasLetter,
	OnLine:  checkTrailingSemicolonHead,
}

// checkTrailingSemicolonHead looks at a head that ends in a semicolon with a
// deeper line below. checkpatch takes any "); " at the end of the lines that
// the parentheses of a head take for such a semicolon.
func checkTrailingSemicolonHead(p *analyzer.Pass, line int) {
	if p.Text.Lines[line].Features&source.Directive != 0 {
		return
	}
	word := p.LastHead(line)
	if word < 0 {
		return
	}
	if p.C.HunkEnd(line)-line > maxOpen && staysOpen(p, line) {
		return
	}
	block := p.C.Block(line, p.Text.Lines[line].Start, token.LParen)
	last := block.End - 1
	if block.Level != 0 || !endsCall(p.Raw(last)) || !p.SameHunk(line, block.End) || endsDo(p, word) {
		return
	}
	if indentWidth(p, block.End) <= indentWidth(p, line) {
		return
	}
	semi := lastCode(p, last)
	f := p.Warn(TrailingSemicolon, p.TokenRange(semi), "this semicolon is all that the head governs").AtLine(line)
	open := p.Opening(p.Before(semi))
	head := p.Before(open)
	switch w := p.Tokens.WordAt(head); {
	case w == token.If || w == token.For || w == token.Switch || w == token.While && !endsPlainLoop(p, head):
	case p.Tokens.KindAt(head) == token.Ident && p.IsLoopName(head) && beginsItsLine(p, head):
	default:
		f.DifferNarrower("a statement, and not only a semicolon")
	}
}

// maxOpen is how many lines are searched for the end of a parenthesis that is
// not closed: it may still end at an #else.
const maxOpen = 2000

// staysOpen reports whether a parenthesis of a line is not closed.
func staysOpen(p *analyzer.Pass, line int) bool {
	from, end := p.LineTokens(line)
	for i := from; i < end; i++ {
		if p.Tokens.Kind[i] == token.LParen && p.C.Match(i) < 0 {
			return true
		}
	}
	return false
}

// endsCall reports whether a line ends in a parenthesis and a semicolon.
func endsCall(raw []byte) bool {
	raw = bytes.TrimRight(raw, " \t\r")
	raw, ok := bytes.CutSuffix(raw, []byte{';'})
	return ok && bytes.HasSuffix(bytes.TrimRight(raw, " \t"), []byte{')'})
}

// endsDo reports whether a while stands behind a brace on its line.
func endsDo(p *analyzer.Pass, word int) bool {
	return p.Tokens.Word[word] == token.While && !beginsItsLine(p, word) && p.Tokens.Kind[word-1] == token.RBrace
}

// endsPlainLoop reports whether the while at token i ends a do loop.
func endsPlainLoop(p *analyzer.Pass, i int) bool {
	prev := p.Before(i)
	switch p.Tokens.KindAt(prev) {
	case token.RBrace:
		return p.Tokens.WordAt(p.Before(p.Opening(prev))) == token.Do
	case token.Semi:
		return p.Tokens.WordAt(p.Before(simpleStart(p, prev))) == token.Do
	}
	return false
}

func beginsItsLine(p *analyzer.Pass, i int) bool {
	from, _ := p.LineTokens(p.TokenLine(i))
	return from == i
}

// lastCode is the last token of a line that is no comment.
func lastCode(p *analyzer.Pass, line int) int {
	_, end := p.LineTokens(line)
	return p.Before(end)
}

// indentWidth is how many columns the blanks at the beginning of a line take.
func indentWidth(p *analyzer.Pass, line int) int {
	raw := p.Raw(line)
	return p.Width(raw[:leadingBlanks(raw)])
}

var trailingSemicolonMacro = &analyzer.Check{
	Rules:  []*analyzer.Rule{TrailingSemicolon},
	Lines:  source.Define,
	OnLine: checkTrailingSemicolonMacro,
}

// checkTrailingSemicolonMacro looks at the end of a macro's value. A function
// of the form "do ... while (0);" is another rule's affair.
func checkTrailingSemicolonMacro(p *analyzer.Pass, line int) {
	if strings.HasSuffix(p.Text.Path, "/vmlinux.lds.h") {
		return
	}
	m, ok := p.C.Macro(line)
	if !ok {
		return
	}
	semi := m.EndTok - 1
	for semi > m.Name && (p.Tokens.Kind[semi] == token.Comment || p.Tokens.Kind[semi] == token.Backslash) {
		semi--
	}
	if semi <= m.Name || p.Tokens.Kind[semi] != token.Semi || isDoWhile(p, &m, semi) {
		return
	}
	f := p.Warn(TrailingSemicolon, p.TokenRange(semi), "the value of a macro does not end in a semicolon").AtLine(line).
		MaybeFix("Remove the semicolon", analyzer.Delete(p.TokenRange(semi)))
	first := m.Body
	for first < semi && (p.Tokens.Kind[first] == token.Comment || p.Tokens.Kind[first] == token.Backslash) {
		first++
	}
	switch {
	case p.Tokens.Word[first] == token.Case:
		f.DifferNarrower("the case of a switch ends in a statement")
	case p.ReadsList(&m):
		f.DifferNarrower("the items of a list are not separated")
	case isMembers(p, first, semi):
		f.DifferNarrower("members of a structure end in one")
	}
}

// isMembers reports whether the tokens up to the semicolon at the end are a type
// and a name, a semicolon, and more of the same.
func isMembers(p *analyzer.Pass, first, end int) bool {
	words, members := 0, 0
	for i := first; i <= end; i++ {
		switch p.Tokens.Kind[i] {
		case token.Comment, token.Backslash:
		case token.Ident:
			if w := p.Tokens.Word[i]; w == token.Return || w == token.Goto {
				return false
			}
			words++
		case token.Semi:
			if words != 2 {
				return false
			}
			words = 0
			members++
		default:
			return false
		}
	}
	return members > 1
}

// isDoWhile reports whether a macro with parameters is "do { ... } while (0)".
func isDoWhile(p *analyzer.Pass, m *cmodel.Macro, semi int) bool {
	if m.Open < 0 {
		return false
	}
	code := func(i int) int {
		for i < m.EndTok && (p.Tokens.Kind[i] == token.Comment || p.Tokens.Kind[i] == token.Backslash) {
			i++
		}
		return i
	}
	i := code(m.Body)
	if p.Tokens.WordAt(i) != token.Do || p.Tokens.KindAt(code(i+1)) != token.LBrace {
		return false
	}
	back := func(i int) int {
		for i--; i > m.Body && (p.Tokens.Kind[i] == token.Comment || p.Tokens.Kind[i] == token.Backslash); i-- {
		}
		return i
	}
	k := semi
	for p.Tokens.Kind[k] == token.Semi {
		k = back(k)
	}
	zero := back(k)
	open := back(zero)
	while := back(open)
	return p.Tokens.Kind[k] == token.RParen && p.Tokens.Kind[zero] == token.Number && p.TokenText(zero) == "0" &&
		p.Tokens.Kind[open] == token.LParen && p.Tokens.Word[while] == token.While && p.Tokens.Kind[back(while)] == token.RBrace
}
