// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var bracesElse = &analyzer.Check{
	Rules:  []*analyzer.Rule{Braces},
	Words:  []string{"else"},
	OnWord: checkBracesElse,
}

// checkBracesElse looks at lines that are "} else" or "else {": one of the two
// arms has braces, the other has not.
func checkBracesElse(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	var code []int
	from, end := p.LineTokens(line)
	for i := from; i < end && len(code) < 3; i++ {
		if p.Tokens.Kind[i] != token.Comment {
			code = append(code, i)
		}
	}
	if len(code) != 2 {
		return
	}
	closes := code[1] == tok && p.Tokens.Kind[code[0]] == token.RBrace
	opens := code[0] == tok && p.Tokens.Kind[code[1]] == token.LBrace
	if !closes && !opens {
		return
	}
	f := p.Strictly(Braces, p.TokensRange(code[0], code[1]), "one arm of this statement has braces, the other has not")
	if closes && p.Tokens.KindAt(p.After(tok)) == token.LBrace {
		f.DifferNarrower("the other brace stands on the next line")
	}
	if brace := p.Before(tok); opens && p.Tokens.KindAt(brace) == token.RBrace && first(p, p.TokenLine(brace)) == brace &&
		indentWidth(p, p.TokenLine(brace)) == indentWidth(p, line) {
		f.DifferNarrower("the other brace stands on the line above")
	}
	if closes {
		fixElse(p, f, tok)
	}
}

// fixElse gives braces to the arm behind the else at token tok.
func fixElse(p *analyzer.Pass, f *analyzer.Finding, tok int) {
	body := p.After(tok)
	end := p.StatementEnd(body)
	if end < 0 || p.Tokens.Kind[body] == token.LBrace || p.Tokens.Word[body] == token.If ||
		p.Tokens.WordAt(p.After(end)) == token.Else || p.After(end) < 0 && !p.Text.Whole {
		return
	}
	if edits, ok := addBraces(p, tok, body, end); ok {
		finish(f, "Add the missing braces", edits, true)
	}
}

var bracesBlank = &analyzer.Check{
	Rules:  []*analyzer.Rule{Braces},
	Lines:  source.HasBrace | source.Blank,
	OnLine: checkBracesBlank,
}

// checkBracesBlank looks at blank lines inside of braces, at their beginning
// and end.
func checkBracesBlank(p *analyzer.Pass, line int) {
	if line == 0 {
		return
	}
	above := &p.Text.Lines[line-1]
	var f *analyzer.Finding
	switch {
	case p.Text.Lines[line].Features&source.Blank != 0:
		if !endsIn(p.Clean(line-1), '{') {
			return
		}
		f = p.Strictly(Braces, p.LineRange(line), "no blank line behind an opening brace")
		if p.SameHunk(line, line-1) {
			f.Fix("Remove the blank line", analyzer.Delete(wholeLine(p, line)))
		}
	case above.Features&source.Blank != 0 && bareBrace(p, line):
		f = p.Strictly(Braces, p.LineRange(line), "no blank line in front of a closing brace")
		if p.SameHunk(line, line-1) {
			f.Fix("Remove the blank line", analyzer.Delete(wholeLine(p, line-1)))
		}
	default:
		return
	}
	if !p.SameHunk(line, line-1) {
		f.DifferNarrower("the line above is one of another hunk")
	}
}

// bareBrace reports whether a line is a closing brace and nothing else, not
// even a comment.
func bareBrace(p *analyzer.Pass, line int) bool {
	from, end := p.LineTokens(line)
	return end == from+1 && p.Tokens.Kind[from] == token.RBrace
}
