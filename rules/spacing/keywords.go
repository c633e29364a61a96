// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var keywords = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing},
	Lines:  source.HasParen,
	OnLine: checkKeywords,
}

// checkKeywords reports a keyword that touches its parenthesis.
func checkKeywords(p *analyzer.Pass, line int) {
	first, end := p.LineTokens(line)
	seen := false
	for i := first; i+1 < end; i++ {
		switch p.Tokens.Word[i] {
		case token.If, token.While, token.For, token.Switch:
		default:
			continue
		}
		if p.Tokens.Kind[i+1] != token.LParen || p.Tokens.Start[i+1] != p.Tokens.End[i] {
			continue
		}
		at := source.Range{Start: p.Tokens.Start[i], End: p.Tokens.End[i+1]}
		f := p.Error(Spacing, at, "a space belongs between '%s' and its parenthesis", p.TokenText(i))
		repeats(f, &seen)
		space(p, f, "Insert a space", source.Range{Start: p.Tokens.End[i], End: p.Tokens.End[i]})
	}
}

var returnParen = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing},
	Words:  []string{"return"},
	OnWord: checkReturnParen,
}

// checkReturnParen reports a return that touches a parenthesis which does not
// hold all of the value. Where it does, RETURN_PARENTHESES would have it gone.
func checkReturnParen(p *analyzer.Pass, tok int) {
	if p.Tokens.KindAt(tok+1) != token.LParen || p.Tokens.Start[tok+1] != p.Tokens.End[tok] {
		return
	}
	s := p.Statement()
	head := s != nil && s.Tok == tok
	if j := p.C.Match(tok + 1); j >= 0 && p.Tokens.KindAt(j+1) == token.Semi && (!head || j+2 == s.EndTok) {
		return
	}
	at := source.Range{Start: p.Tokens.Start[tok], End: p.Tokens.End[tok+1]}
	f := p.Error(Spacing, at, "a space belongs between 'return' and the parenthesis")
	if !head {
		f.DifferWider("checkpatch looks at the beginning of statements only")
	}
	space(p, f, "Insert a space", source.Range{Start: p.Tokens.End[tok], End: p.Tokens.End[tok]})
}

var directives = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing},
	Lines:  source.Directive,
	OnLine: checkDirective,
}

// checkDirective reports more than one blank behind #ifdef, #ifndef and #elif.
func checkDirective(p *analyzer.Pass, line int) {
	first, end := p.LineTokens(line)
	if first+1 >= end || p.Tokens.Kind[first] != token.Hash || p.Tokens.Kind[first+1] != token.Ident {
		return
	}
	name := p.TokenText(first + 1)
	switch name {
	case "ifdef", "ifndef", "elif":
	default:
		return
	}
	gap := blanksAfter(p.Text.Clean, p.Tokens.End[first+1], p.Text.Lines[line].End)
	if gap.Len() < 2 {
		return
	}
	f := p.Error(Spacing, gap, "one space behind #%s, not %d", name, gap.Len())
	if first+2 < end {
		space(p, f, "Leave one space", gap)
	}
}

var beforeSemicolon = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing},
	Lines:  source.HasSemi,
	OnLine: checkBeforeSemicolon,
}

// checkBeforeSemicolon reports blanks in front of the ';' that ends a line.
func checkBeforeSemicolon(p *analyzer.Pass, line int) {
	l := &p.Text.Lines[line]
	clean := bytes.TrimRight(p.Clean(line), " \t\r\f\v")
	if len(clean) == 0 || clean[len(clean)-1] != ';' {
		return
	}
	at := l.Start + uint32(len(clean)) - 1
	gap := blanksBefore(p.Text.Clean, l.Start, at)
	if gap.Len() == 0 || gap.Start == l.Start {
		return
	}
	f := p.Warn(Spacing, source.Range{Start: gap.Start, End: at + 1}, "no space in front of ';'")
	tidy(p, f, "Remove the space", gap)
}
