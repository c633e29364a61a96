// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// DefaultNoBreak is reported for a default case that is an empty statement.
var DefaultNoBreak = &analyzer.Rule{
	Type:   "DEFAULT_NO_BREAK",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Empty default case without break",
	Doc: `A default case that does nothing ends in break like any other. With a mere
semicolon, whoever adds a case behind it changes what the default does. Where
another case follows already, the semicolon falls through to it, and break would
be wrong.`,
	Bad:  "void f(int x)\n{\n\tswitch (x) {\n\tcase 1:\n\t\tg();\n\t\tbreak;\n\tdefault:\n\t\t;\n\t}\n}\n",
	Good: "void f(int x)\n{\n\tswitch (x) {\n\tcase 1:\n\t\tg();\n\t\tbreak;\n\tdefault:\n\t\tbreak;\n\t}\n}\n",
	Link: "dev-tools/checkpatch.html#others",
	Fix:  analyzer.FixSometimes,
}

var defaultNoBreak = &analyzer.Check{
	Rules:  []*analyzer.Rule{DefaultNoBreak},
	Lines:  source.HasColon,
	OnLine: checkDefaultNoBreak,
}

// checkDefaultNoBreak looks at a statement that is labels and a semicolon.
// checkpatch knows labels of one word, and reports the first of them; labels
// in front of those hide the rest.
func checkDefaultNoBreak(p *analyzer.Pass, line int) {
	if s := p.StatementOn(line, true); s != nil {
		i := skipComments(p, s.Tok, s.EndTok)
		if def := defaultBehind(p, i, s.EndTok); def >= 0 {
			reportDefault(p, def).AtLine(line)
		}
		return
	}
	from, end := p.LineTokens(line)
	for i := from; i < end; i++ {
		if p.Tokens.Word[i] != token.Default {
			continue
		}
		colon := p.After(i)
		if p.Tokens.KindAt(colon) != token.Colon || p.Tokens.KindAt(p.After(colon)) != token.Semi {
			continue
		}
		if hidesDefault(p, i) {
			reportDefault(p, i).DifferWider("a label of more than one word in front")
		}
	}
}

func reportDefault(p *analyzer.Pass, def int) *analyzer.Finding {
	semi := p.After(p.After(def))
	f := p.Warn(DefaultNoBreak, p.TokensRange(def, semi), "an empty default case ends in break")
	if next := p.After(semi); p.Tokens.WordAt(next) == token.Case {
		f.DifferNarrower("it falls through to the next case")
	} else if p.Tokens.KindAt(next) == token.RBrace {
		f.Rewrite("Write break;", analyzer.Replace(p.TokenRange(semi), "break;"))
	}
	return f
}

func skipComments(p *analyzer.Pass, i, lim int) int {
	for i < lim && p.Tokens.Kind[i] == token.Comment {
		i++
	}
	return i
}

// defaultBehind is the default that follows labels of one word each, from
// token i on, with a semicolon behind it; -1 if there is none.
func defaultBehind(p *analyzer.Pass, i, lim int) int {
	next := func(k int) int { return skipComments(p, k+1, lim) }
	for p.Tokens.WordAt(i) == token.Case && i < lim {
		k := next(i)
		if kind := p.Tokens.KindAt(k); kind != token.Ident && kind != token.Number {
			return -1
		}
		if k = next(k); p.Tokens.KindAt(k) != token.Colon {
			return -1
		}
		i = next(k)
	}
	if i >= lim || p.Tokens.WordAt(i) != token.Default {
		return -1
	}
	if k := next(i); p.Tokens.KindAt(k) == token.Colon && p.Tokens.KindAt(next(k)) == token.Semi {
		return i
	}
	return -1
}

// hidesDefault reports whether the labels in front of the default at token i
// begin with one that checkpatch does not take for one.
func hidesDefault(p *analyzer.Pass, i int) bool {
	k := p.Before(i)
	for p.Tokens.KindAt(k) == token.Colon {
		value := p.Before(k)
		word := p.Before(value)
		if p.Tokens.WordAt(word) != token.Case {
			return true
		}
		k = p.Before(word)
	}
	return false
}
