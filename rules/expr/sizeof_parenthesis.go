// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SizeofParenthesis is reported for sizeof without parentheses.
var SizeofParenthesis = &analyzer.Rule{
	Type:   "SIZEOF_PARENTHESIS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "sizeof without parentheses",
	Doc: `sizeof is written like a function, with its operand in parentheses, for a
variable as well as for a type: "sizeof(*p)", not "sizeof *p".`,
	Bad:  "int x = sizeof *p;\n",
	Good: "int x = sizeof(*p);\n",
	Link: "process/coding-style.html#spaces",
	Fix:  analyzer.FixSometimes,
}

var sizeofParenthesis = &analyzer.Check{
	Rules:  []*analyzer.Rule{SizeofParenthesis},
	Words:  []string{"sizeof"},
	OnWord: checkSizeofParenthesis,
}

// checkSizeofParenthesis looks at what follows sizeof. checkpatch wants a name
// there, with one star in front or none, and reports the first of a line.
func checkSizeofParenthesis(p *analyzer.Pass, tok int) {
	plain, ok := bareSizeof(p, tok)
	if !ok {
		return
	}
	last := unaryEnd(p, tok+1)
	if last < 0 {
		last = tok + 1
	}
	f := p.Warn(SizeofParenthesis, p.TokensRange(tok, last), "put the operand of sizeof in parentheses")
	if !plain {
		f.DifferWider("an operand that does not begin with a name")
	}
	for i, _ := p.LineTokens(p.TokenLine(tok)); i < tok; i++ {
		if p.Tokens.Word[i] != token.Sizeof {
			continue
		}
		if earlier, _ := bareSizeof(p, i); earlier {
			f.DifferWider("the second on a line")
		}
	}
	if unaryEnd(p, tok+1) >= 0 && !p.HasComment(tok, last) {
		f.Rewrite("Add parentheses", analyzer.Replace(p.TokensRange(tok, last),
			"sizeof("+p.RawText(p.TokensRange(tok+1, last))+")"))
	}
}

// bareSizeof reports whether the sizeof at tok has no parentheses, and whether
// it is followed by a blank and a name with one star or none, on the same line.
func bareSizeof(p *analyzer.Pass, tok int) (plain, ok bool) {
	k := p.Tokens.KindAt(tok + 1)
	name := tok + 1
	switch k {
	case token.Ident:
	case token.Star, token.Amp, token.String:
		if k == token.Star && p.Tokens.KindAt(tok+2) == token.Ident {
			name++
		} else if p.Tokens.KindAt(tok+2) == token.None || p.Tokens.KindAt(tok+2) == token.RParen {
			return false, false // a macro's argument, or a half-written line
		}
	default:
		return false, false
	}
	blank := p.Tokens.Start[tok+1] > p.Tokens.End[tok]
	return blank && p.Tokens.Kind[name] == token.Ident && p.TokenLine(name) == p.TokenLine(tok), blank || k != token.Ident
}

// unaryEnd is the last token of the unary expression or type that begins at
// token i, -1 if that cannot be told.
func unaryEnd(p *analyzer.Pass, i int) int {
	for k := p.Tokens.KindAt(i); k == token.Star || k == token.Amp; k = p.Tokens.KindAt(i) {
		i++
	}
	switch k := p.Tokens.KindAt(i); {
	case k == token.String:
		return i
	case k != token.Ident:
		return -1
	case p.Tokens.Word[i].IsKeyword():
		return typeEnd(p, i)
	}
	for {
		switch p.Tokens.KindAt(i + 1) {
		case token.Dot, token.Arrow:
			if p.Tokens.KindAt(i+2) != token.Ident {
				return -1
			}
			i += 2
		case token.LBrack, token.LParen:
			end := p.Closing(i + 1)
			if end < 0 {
				return -1
			}
			i = end
		case token.Ident, token.HashHash:
			return -1 // a type of several words, or pasted
		default:
			return i
		}
	}
}

// typeEnd is the last token of the type whose keyword is token i.
func typeEnd(p *analyzer.Pass, i int) int {
	switch p.Tokens.Word[i] {
	case token.Struct, token.Union, token.Enum:
		i++
		if p.Tokens.KindAt(i) != token.Ident {
			return -1
		}
	case token.Unsigned, token.Signed, token.Long, token.Short, token.Int, token.CharWord, token.Const:
		for p.Tokens.WordAt(i + 1).IsKeyword() {
			i++
		}
	default:
		return -1
	}
	for p.Tokens.KindAt(i+1) == token.Star && p.Tokens.KindAt(i+2) != token.Ident && p.Tokens.KindAt(i+2) != token.Number {
		i++
	}
	return i
}
