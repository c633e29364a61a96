// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var trailingStatementsElse = &analyzer.Check{
	Rules:  []*analyzer.Rule{TrailingStatements},
	Words:  []string{"else"},
	OnWord: checkTrailingStatementsElse,
}

// checkTrailingStatementsElse looks at what follows an else that begins its
// line, behind a brace or not.
func checkTrailingStatementsElse(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	_, end := p.LineTokens(line)
	if !lineBeginsWithElse(p, tok) {
		return
	}
	rest := p.Clean(line)[p.TokenColumn(tok)+len("else"):]
	next := tok + 1
	for next < end && p.Tokens.Kind[next] == token.Comment {
		next++
	}
	if next == end || beginsIf(rest) {
		return
	}
	if k := p.Tokens.Kind[next]; k == token.Backslash && endsLine(p, next-1) || k == token.LBrace && endsLine(p, next) {
		return
	}
	f := p.Error(TrailingStatements, p.TokenRange(next), nextLine)
	fixBody(p, f, tok, next)
}

// beginsIf reports whether a blank and "if" come next, comments left out.
func beginsIf(rest []byte) bool {
	blank := false
	for i, c := range rest {
		switch {
		case token.IsBlank(c):
			blank = true
		case c == source.Filler:
		default:
			return blank && bytes.HasPrefix(rest[i:], []byte("if"))
		}
	}
	return false
}

var trailingStatementsIf = &analyzer.Check{
	Rules:  []*analyzer.Rule{TrailingStatements},
	Words:  []string{"if"},
	OnWord: checkTrailingStatementsIf,
}

// checkTrailingStatementsIf looks at an if behind a closing brace. checkpatch
// reports a line once.
func checkTrailingStatementsIf(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	from, _ := p.LineTokens(line)
	if tok == from || p.Tokens.Kind[tok-1] != token.RBrace {
		return
	}
	f := p.Error(TrailingStatements, p.TokenRange(tok), "an if goes on a line of its own, or was else if meant?")
	for i := from + 1; i < tok; i++ {
		if p.Tokens.Word[i] == token.If && p.Tokens.Kind[i-1] == token.RBrace {
			f.DifferWider("the second on a line")
		}
	}
	if from == tok-1 && !p.InDirective(line) {
		f.Fix("Put the if on a line of its own", breakLine(p, tok, p.IndentLike(indent(p, line), 0)))
	}
}

var trailingStatementsCase = &analyzer.Check{
	Rules:  []*analyzer.Rule{TrailingStatements},
	Lines:  source.HasColon,
	OnLine: checkTrailingStatementsCase,
}

// checkTrailingStatementsCase looks at what follows a case label. checkpatch
// takes everything up to the last colon of the line for the label, and any
// name that begins with "case" for the keyword.
func checkTrailingStatementsCase(p *analyzer.Pass, line int) {
	tok := first(p, line)
	if tok < 0 || p.Tokens.Kind[tok] != token.Ident {
		return
	}
	view := p.Clean(line)
	text := bytes.TrimLeft(view, " \t")
	named := bytes.HasPrefix(text, []byte("case"))
	if !named && p.Tokens.Word[tok] != token.Default {
		return
	}
	colon := -1
	if named {
		colon = bytes.LastIndexByte(view, ':')
	} else if k := tok + 1; p.Tokens.KindAt(k) == token.Colon && p.TokenLine(k) == line {
		colon = p.TokenColumn(k)
	}
	seen := colon >= 0 && !endsCase(view[colon+1:]) && !returnsAt(view[colon+1:])
	label := labelEnd(p, tok, line)
	if label < 0 {
		if seen {
			p.Error(TrailingStatements, p.TokenRange(tok), nextLine).DifferNarrower("a name that begins like a case")
		}
		return
	}
	body := statementBehind(p, label, line)
	switch {
	case body < 0 && seen:
		p.Error(TrailingStatements, p.TokenRange(tok), nextLine).DifferNarrower("nothing but comments, or a plain return")
	case body >= 0:
		f := p.Error(TrailingStatements, p.TokenRange(body), nextLine)
		if !seen {
			f.DifferWider("a colon behind the label hides it")
		}
		fixCase(p, f, body, line)
	}
}

// endsCase reports whether nothing follows a label but one brace, one
// backslash, and two runs of comment, as checkpatch counts them.
func endsCase(rest []byte) bool {
	i := 0
	blank := func() {
		for i < len(rest) && token.IsBlank(rest[i]) {
			i++
		}
	}
	comment := func() {
		blank()
		for i < len(rest) && rest[i] == source.Filler {
			i++
		}
	}
	one := func(c byte) {
		k := i
		blank()
		if i < len(rest) && rest[i] == c {
			i++
		} else {
			i = k
		}
	}
	comment()
	one('{')
	comment()
	one('\\')
	blank()
	return i == len(rest)
}

// returnsAt reports whether "return" and a blank come next.
func returnsAt(rest []byte) bool {
	rest = bytes.TrimLeft(rest, blanks)
	return bytes.HasPrefix(rest, []byte("return")) && len(rest) > len("return") && token.IsBlank(rest[len("return")])
}

// labelEnd is the colon of the last of the case labels that begin with token
// tok, on this line; -1 if it is no label.
func labelEnd(p *analyzer.Pass, tok, line int) int {
	last := -1
	for p.Tokens.WordAt(tok) == token.Case || p.Tokens.WordAt(tok) == token.Default {
		open := 0 // conditional expressions
		i := tok + 1
		for ; i < p.Tokens.Len() && p.TokenLine(i) == line; i++ {
			k := p.Tokens.Kind[i]
			if k == token.Question {
				open++
			} else if k == token.Colon {
				if open == 0 {
					break
				}
				open--
			} else if k == token.LParen || k == token.LBrack {
				if i = p.Closing(i); i < 0 {
					return -1
				}
			}
		}
		if p.Tokens.KindAt(i) != token.Colon || p.TokenLine(i) != line {
			return -1
		}
		last = i
		tok = p.After(i)
		if tok < 0 || p.TokenLine(tok) != line {
			break
		}
	}
	return last
}

// statementBehind is the token behind a label that should be on a line of its
// own, -1 if there is none.
func statementBehind(p *analyzer.Pass, label, line int) int {
	body := p.After(label)
	if body < 0 || p.TokenLine(body) != line {
		return -1
	}
	switch k := p.Tokens.Kind[body]; {
	case p.Tokens.Word[body] == token.Return, k == token.Backslash,
		k == token.LBrace && endsLine(p, body):
		return -1
	}
	return body
}

// labelIndent is the indentation of a label, or of its switch where the label
// is one step deeper and another fix moves it.
func labelIndent(p *analyzer.Pass, line int) []byte {
	own := indent(p, line)
	depth := 0
	for i, n := p.Before(first(p, line)), 0; i >= 0 && n < switchTokens; i, n = p.Before(i), n+1 {
		switch p.Tokens.Kind[i] {
		case token.RBrace:
			depth++
		case token.LBrace:
			if depth--; depth >= 0 {
				continue
			}
			head := p.TokenLine(i)
			if p.Tokens.Word[first(p, head)] == token.Switch && p.IndentLike(indent(p, head), 1) == string(own) {
				return indent(p, head)
			}
			return own
		}
	}
	return own
}

// switchTokens is how far back the switch of a label is looked for.
const switchTokens = 4000

// fixCase puts the statements behind a label on lines of their own.
func fixCase(p *analyzer.Pass, f *analyzer.Finding, body, line int) {
	if p.InDirective(line) {
		return
	}
	blank := p.IndentLike(labelIndent(p, line), 1)
	var edits []fix.Edit
	for i := body; ; {
		end := p.StatementEnd(i)
		if end < 0 || p.TokenLine(end) != line || p.Tokens.Kind[end] != token.Semi {
			return
		}
		edits = append(edits, breakLine(p, i, blank))
		if endsLine(p, end) {
			break
		}
		i = p.After(end)
	}
	f.Fix("Put the statements on lines of their own", edits...)
}
