// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// TrailingStatements is reported by the checks in trailing_statements*.go.
var TrailingStatements = &analyzer.Rule{
	Type:   "TRAILING_STATEMENTS",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Statement behind a condition, else or case",
	Doc: `Each statement has a line of its own: what a condition, a loop, an else or
a case label governs goes on the next line, indented. A brace may follow, and
so may "return" behind a case label. An if never follows a closing brace; if
"else if" was meant, say so.`,
	Bad:  "void f(int x)\n{\n\tif (x) g();\n}\n",
	Good: "void f(int x)\n{\n\tif (x)\n\t\tg();\n}\n",
	Link: "process/coding-style.html#indentation",
	Fix:  analyzer.FixSometimes,
}

var trailingStatementsHead = &analyzer.Check{
	Rules:  []*analyzer.Rule{TrailingStatements},
	Lines:  source.HasParen,
	OnLine: checkTrailingStatementsHead,
}

const nextLine = "this goes on a line of its own"

// checkTrailingStatementsHead looks behind the first parentheses of a line
// with if, while or for.
func checkTrailingStatementsHead(p *analyzer.Pass, line int) {
	if p.Text.Lines[line].Features&source.Directive != 0 {
		return
	}
	if !hasHead(p, line) {
		checkTrailingLoop(p, line)
		return
	}
	s := p.StatementOn(line, true)
	if s == nil || s.CondEnd == s.Start {
		return
	}
	rest := p.C.Rest(s)
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	if endsHead(rest) || endsLoop(p, s.Tok, s.CondEnd) {
		return
	}
	last := p.Tokens.Find(s.CondEnd - 1)
	body := p.After(last)
	hidden := p.EndsPlainDo(line)
	if body < 0 || hidden && p.Tokens.Kind[body] == token.Semi {
		return
	}
	if p.Tokens.Word[last] == token.Else && lineBeginsWithElse(p, last) {
		p.Error(TrailingStatements, p.TokensRange(last, body), nextLine).AtLine(line).
			DifferNarrower("the else says so already")
		return
	}
	f := p.Error(TrailingStatements, p.TokenRange(body), nextLine).AtLine(line)
	if hidden {
		f.DifferWider("a loop that is taken for the end of another, because of letters in front of it")
	}
	if endsInElse(p, line) {
		f.DifferNarrower(openElse)
		return
	}
	if p.TokenLine(last) == line {
		fixBody(p, f, last, body)
	}
}

const openElse = "the macro takes the arm of its else from where it is used"

// endsInElse reports whether a line ends a macro whose last word is else.
func endsInElse(p *analyzer.Pass, line int) bool {
	from, end := p.LineTokens(line)
	return from < end && p.Tokens.Word[end-1] == token.Else && p.InDirective(line)
}

// lineBeginsWithElse reports whether the else at token tok begins its line,
// behind a brace or not.
func lineBeginsWithElse(p *analyzer.Pass, tok int) bool {
	from, _ := p.LineTokens(p.TokenLine(tok))
	return from == tok || from == tok-1 && p.Tokens.Kind[from] == token.RBrace
}

// hasHead reports whether a line has an if, while or for with a parenthesis.
func hasHead(p *analyzer.Pass, line int) bool {
	from, end := p.LineTokens(line)
	for i := from; i+1 < end; i++ {
		switch p.Tokens.Word[i] {
		case token.If, token.While, token.For:
			if p.Tokens.Kind[i+1] == token.LParen {
				return true
			}
		}
	}
	return false
}

// endsHead reports whether nothing but a brace, backslashes and comments
// follows a head on its line.
func endsHead(rest []byte) bool {
	brace, slash := false, false
	for _, c := range rest {
		switch {
		case token.IsBlank(c) || c == source.Filler:
		case c == '{' && !brace && !slash:
			brace = true
		case c == '\\':
			slash = true
		default:
			return false
		}
	}
	return true
}

// endsLoop reports whether "} while" stands between token i and an offset.
func endsLoop(p *analyzer.Pass, i int, end uint32) bool {
	for ; i+1 < p.Tokens.Len() && p.Tokens.End[i+1] <= end; i++ {
		if p.Tokens.Kind[i] == token.RBrace && p.Tokens.Word[i+1] == token.While {
			return true
		}
	}
	return false
}

// checkTrailingLoop looks at loops made by macros, to which checkpatch pays no
// heed.
func checkTrailingLoop(p *analyzer.Pass, line int) {
	word := first(p, line)
	if word < 0 || p.Tokens.Kind[word] != token.Ident || p.Tokens.KindAt(word+1) != token.LParen ||
		p.Tokens.Word[word].IsKeyword() || !p.IsLoopName(word) || atFileScope(p, word) {
		return
	}
	last := p.Closing(word + 1)
	body := p.After(last)
	if last < 0 || body < 0 || p.TokenLine(body) != p.TokenLine(last) || p.Tokens.Kind[body] != token.Ident {
		return
	}
	if w := p.Tokens.Word[body]; p.InDirective(line) && (w == token.If || w == token.For || p.IsLoopName(body)) {
		return // a loop made of loops
	}
	f := p.Error(TrailingStatements, p.TokenRange(body), nextLine).AtLine(line).
		DifferWider("a loop made by a macro")
	fixBody(p, f, last, body)
}

// fixBody puts the statement that begins at token body, behind the head that
// ends with token last, on a line of its own. A block is spread over lines.
func fixBody(p *analyzer.Pass, f *analyzer.Finding, last, body int) {
	line := p.TokenLine(last)
	if p.TokenLine(body) != line || p.InDirective(line) {
		return
	}
	end := p.StatementEnd(body)
	if end < 0 || p.TokenLine(end) != line {
		return
	}
	blank := p.IndentLike(indent(p, line), 0)
	deeper := p.IndentLike(indent(p, line), 1)
	var edits []fix.Edit
	if p.Tokens.Kind[body] == token.LBrace {
		spread, ok := spreadBlock(p, body, end, blank, deeper)
		if !ok {
			return
		}
		edits = spread
	} else {
		edits = []fix.Edit{breakLine(p, body, deeper)}
	}
	switch next := p.After(end); {
	case endsLine(p, end):
	case p.Tokens.WordAt(next) == token.Else && p.Tokens.Kind[end] == token.Semi:
		edits = append(edits, breakLine(p, next, blank))
	default:
		return
	}
	f.Fix("Put the statement on a line of its own", edits...)
}

// breakLine puts token i on a new line that begins with the given blanks.
func breakLine(p *analyzer.Pass, i int, blank string) fix.Edit {
	at := p.TokenRange(i)
	end := at.Start
	for at.Start > 0 && isBlank(p.Text.Raw[at.Start-1]) {
		at.Start--
	}
	return analyzer.Replace(source.Range{Start: at.Start, End: end}, "\n"+blank)
}

// spreadBlock puts each statement of a block that stands on one line, and its
// closing brace, on a line of its own.
func spreadBlock(p *analyzer.Pass, open, shut int, blank, deeper string) ([]fix.Edit, bool) {
	if p.HasComment(open, shut) {
		return nil, false
	}
	var edits []fix.Edit
	for i := p.After(open); i != shut; {
		end := p.StatementEnd(i)
		if end < 0 || p.Tokens.Kind[end] != token.Semi {
			return nil, false
		}
		edits = append(edits, breakLine(p, i, deeper))
		i = p.After(end)
	}
	if len(edits) == 0 {
		return nil, false
	}
	return append(edits, breakLine(p, shut, blank)), true
}
