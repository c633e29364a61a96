// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/indent"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ParenthesisAlignment is reported for the second line of what stands in
// parentheses if it does not begin under the first.
var ParenthesisAlignment = &analyzer.Rule{
	Type:   "PARENTHESIS_ALIGNMENT",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A continued line does not stand under its parenthesis",
	Doc: `What goes on to the next line begins in the column behind the parenthesis
it is in, reached with tabs and then spaces. Looked at is the line behind one that
opens a parenthesis and ends in a comma, && or ||, whatever it begins with.
Directives and blank lines in between are left alone, and so are lists in which
each macro holds the next one, which are meant to look flat. The fix moves the
line, and all that hangs on it, to where it belongs.`,
	Bad:  "int f(int a,\n\tint b);\n",
	Good: "int f(int a,\n      int b);\n",
	Link: "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:  analyzer.FixSometimes,
}

var parenthesisAlignment = &analyzer.Check{
	Rules:   []*analyzer.Rule{ParenthesisAlignment},
	Kinds:   source.CLike,
	Context: true,
	Early:   true,
	OnLine:  checkParenthesisAlignment,
}

// checkParenthesisAlignment looks at a line behind one that leaves a
// parenthesis open. That line must be new, this one need not be.
func checkParenthesisAlignment(p *analyzer.Pass, line int) {
	if p.C == nil || line == 0 || !p.Text.Lines[line-1].Features.Has(source.HasParen) || !p.Added(line-1) {
		return
	}
	above := p.Clean(line - 1)
	list := endsInListOperator(above)
	if !list && (p.Parity() || !p.Text.Lines[line-1].Features.Has(source.HasComment)) {
		return
	}
	first, end := p.LineTokens(line - 1)
	theirs := list && opensCall(p, first, end)
	if !theirs && (p.Parity() || !ourList(p, line, first, end)) {
		return
	}
	open, ok := lastOpen(p, first, end)
	if !ok {
		return
	}
	tabs := 0
	for tabs < len(above) && above[tabs] == '\t' {
		tabs++
	}
	at := int(p.Tokens.Start[open] - p.Text.Lines[line-1].Start)
	column := p.Width(above[tabs:at]) + 1
	raw := p.Raw(line)
	blanks := raw[:leadingBlanks(raw)]
	if isIndent(blanks, tabs+column/p.TabSize(), column%p.TabSize()) || isIndent(blanks, tabs, column) {
		return
	}
	f := p.Strictly(ParenthesisAlignment, p.Columns(line, 0, len(blanks)), "the line belongs under what stands behind '('")
	good := p.Width(p.Raw(line - 1)[:at]) + 1
	lines := p.Text.Lines
	switch {
	case !p.Text.Kind.In(source.CFiles):
		f.DifferNarrower(deviceTree)
	case !p.SameHunk(line-1, line):
		f.DifferNarrower(otherHunk)
	case lines[line].Features.Has(source.Directive):
		f.DifferNarrower("a directive is no argument")
	case lines[line].Features.Has(source.Blank):
		f.DifferNarrower("the line is blank")
	case repeats(p, open, line):
		f.DifferNarrower("a list in which each macro holds the next one")
	case p.Width(blanks) == good:
		f.DifferNarrower("the line stands in the right column")
	default:
		if !theirs {
			f.DifferWider("checkpatch knows only some ways to begin a line")
		}
		alignFix(p, f, open, line, good)
	}
}

// ourList reports whether a line goes on with a list that the line above
// opens, whatever that begins with: a call through a member, a value that is
// returned, a condition. A comment behind the comma does not matter. Directives
// and macros are left alone, and so are lines without code.
func ourList(p *analyzer.Pass, line, first, end int) bool {
	const no = source.Directive | source.Blank | source.OnlyComment | source.BeginsInComment | source.Continued
	if (p.Text.Lines[line].Features|p.Text.Lines[line-1].Features)&no != 0 || !p.Added(line) || !p.SameHunk(line-1, line) {
		return false
	}
	last := end - 1
	for last >= first && p.Tokens.Kind[last] == token.Comment {
		last--
	}
	switch p.Tokens.KindAt(last) {
	case token.Comma, token.AndAnd, token.OrOr:
	default:
		return false
	}
	open, ok := lastOpen(p, first, last+1)
	if !ok || inAssembler(p, last) || p.Tokens.KindAt(open+1) == token.LBrace || isTracePart(p, open) ||
		declaresByMacro(p, first, open) {
		return false
	}
	now, _ := p.LineTokens(line)
	begins := p.Tokens.KindAt(now)
	return begins != token.RParen && begins != token.Semi
}

// declaresByMacro reports whether what a parenthesis opens are the parts of a
// declaration that a macro makes, as in "static DECLARE_TABLE(name,": such
// tables are indented with a tab.
func declaresByMacro(p *analyzer.Pass, first, open int) bool {
	name := open - 1
	if name <= first || runOf(p.C.Bytes(name), isUpperDigit) != len(p.C.Bytes(name)) || p.Tokens.Start[first] != p.Text.Lines[p.TokenLine(first)].Start {
		return false
	}
	for i := first; i < name; i++ {
		if w := p.Tokens.Word[i]; w != token.Static && w != token.Const {
			return false
		}
	}
	return true
}

// repeats reports whether a line begins with the same name as the one whose
// parenthesis it is in, right under it: such lists are meant to look flat.
func repeats(p *analyzer.Pass, open, line int) bool {
	if indentOf(p, line) != indentOf(p, line-1) {
		return false
	}
	first, _ := p.LineTokens(line)
	return open > 0 && p.Tokens.KindAt(open-1) == token.Ident && p.Tokens.KindAt(first+1) == token.LParen &&
		bytes.Equal(p.C.Bytes(open-1), p.C.Bytes(first))
}

// alignFix adds the fix that moves a line, and all others in the same
// parenthesis, to a column.
func alignFix(p *analyzer.Pass, f *analyzer.Finding, open, line, column int) {
	m := mover(p)
	moves, ok := m.Align(open, line, column)
	looked(p, moves)
	if !ok || unsettles(p, moves) {
		return
	}
	if edits, ok := m.Edits(moves); ok && len(edits) > 0 {
		f.Fix("Align with the parenthesis", edits...)
	}
}

// unsettles reports whether a statement would come to stand between two tab
// stops: some macros take statements as arguments.
func unsettles(p *analyzer.Pass, moves []indent.Move) bool {
	for _, v := range moves {
		first, _ := p.LineTokens(v.Line)
		if v.To%p.TabSize() == 0 || p.Tokens.KindAt(first) == token.Comment {
			continue
		}
		switch p.Tokens.KindAt(p.Before(first)) {
		case token.Semi, token.LBrace, token.RBrace:
			return true
		}
		if k := p.Tokens.KindAt(first); k == token.LBrace || k == token.RBrace || isKeyword(p.Tokens.WordAt(first)) {
			return true
		}
	}
	return false
}

// endsInListOperator reports whether code ends in a comma, && or ||.
func endsInListOperator(clean []byte) bool {
	end := trimSpaces(clean, len(clean))
	if end == 0 {
		return false
	}
	switch c := clean[end-1]; c {
	case ',':
		return true
	case '&', '|':
		return end > 1 && clean[end-2] == c
	}
	return false
}

// isIndent reports whether blanks are so many tabs and then so many spaces.
func isIndent(blanks []byte, tabs, spaces int) bool {
	return len(blanks) == tabs+spaces && bytes.Count(blanks[:tabs], []byte{'\t'}) == tabs &&
		len(strings.Trim(string(blanks[tabs:]), " ")) == 0
}

// opensCall reports whether a line begins with what checkpatch looks at: else
// if, a name or a pointer to a function with an optional type before it, or
// the assignment of a call, and an opening parenthesis behind it.
func opensCall(p *analyzer.Pass, first, end int) bool {
	paren := func(i int) bool { return i < end && p.Tokens.Kind[i] == token.LParen }
	if first >= end {
		return false
	}
	if first+1 < end && p.Tokens.Word[first+1] == token.If && isKeyword(p.Tokens.Word[first]) && paren(first+2) {
		return true
	}
	if n := p.C.Identifier(first, end); n >= 0 && paren(n) || isPointedName(p, first, end) {
		return true
	}
	if s, ok := p.C.Declare(first, end); ok {
		for _, i := range [...]int{s.End, s.Stars, s.Mods, s.Base} {
			if n := p.C.Identifier(i, end); n >= 0 && paren(n) || isPointedName(p, i, end) {
				return true
			}
		}
	}
	return assignsCall(p, first, end)
}

// isPointedName reports whether "(*name) (" stands at token i.
func isPointedName(p *analyzer.Pass, i, end int) bool {
	if i+1 >= end || p.Tokens.Kind[i] != token.LParen || p.Tokens.Kind[i+1] != token.Star {
		return false
	}
	n := p.C.Identifier(i+2, end)
	return n >= 0 && n+1 < end && p.Tokens.Kind[n] == token.RParen && p.Tokens.Kind[n+1] == token.LParen
}

// assignsCall reports whether "a->b = name (" begins the line, with stars
// before it or not.
func assignsCall(p *analyzer.Pass, first, end int) bool {
	for first < end && p.Tokens.Kind[first] == token.Star {
		first++
	}
	n := p.C.Lvalue(first, end)
	if n < 0 || n >= end || p.Tokens.Kind[n] != token.Assign {
		return false
	}
	n = p.C.Identifier(n+1, end)
	return n >= 0 && n < end && p.Tokens.Kind[n] == token.LParen
}

func isKeyword(w token.Word) bool {
	switch w {
	case token.Do, token.For, token.While, token.If, token.Else, token.Return, token.Goto,
		token.Continue, token.Switch, token.Default, token.Case, token.Break:
		return true
	}
	return false
}

// lastOpen is the last parenthesis of a line that is not closed on it. There
// is none if as many close as open, whichever they are.
func lastOpen(p *analyzer.Pass, first, end int) (tok int, ok bool) {
	var open []int
	opens, closes := 0, 0
	for i := first; i < end; i++ {
		switch p.Tokens.Kind[i] {
		case token.LParen:
			opens++
			open = append(open, i)
		case token.RParen:
			closes++
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	if closes >= opens || len(open) == 0 {
		return 0, false
	}
	return open[len(open)-1], true
}
