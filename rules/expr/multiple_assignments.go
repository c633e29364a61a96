// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// MultipleAssignments is reported for several assignments in one statement.
var MultipleAssignments = &analyzer.Rule{
	Type:   "MULTIPLE_ASSIGNMENTS",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "Several assignments in one statement",
	Doc: `One statement assigns one variable. "a = b = c" hides the second
assignment, and its value is that of b after conversion to its type. The head
of a for loop is left alone.`,
	Bad:  "void f(int a, int b)\n{\n\ta = b = 0;\n}\n",
	Good: "void f(int a, int b)\n{\n\ta = 0;\n\tb = 0;\n}\n",
	Link: "dev-tools/checkpatch.html#functions-and-variables",
	Fix:  analyzer.FixNever,
}

var multipleAssignments = &analyzer.Check{
	Rules:   []*analyzer.Rule{MultipleAssignments},
	Tokens:  []token.Kind{token.Assign},
	OnToken: checkMultipleAssignments,
}

// checkMultipleAssignments looks at the second "=" of a chain. checkpatch
// knows chains of simple lvalues that begin a line.
func checkMultipleAssignments(p *analyzer.Pass, tok int) {
	start := postfix(p, tok)
	if start < 0 {
		return
	}
	for p.Tokens.KindAt(p.Before(start)) == token.Star {
		start = p.Before(start)
	}
	first := p.Before(start)
	if !p.Tokens.KindAt(first).IsAssign() {
		return
	}
	lead := postfix(p, first)
	if lead < 0 {
		return
	}
	line := p.TokenLine(lead)
	view := p.Clean(line)
	if chainBegins(view) && p.TokenLine(tok) == line && p.TokenColumn(lead) == firstByte(view) {
		p.Strictly(MultipleAssignments, p.TokensRange(lead, tok), "one assignment a statement")
		return
	}
	for p.Tokens.KindAt(p.Before(lead)) == token.Star {
		lead = p.Before(lead)
	}
	if !beginsStatement(p, lead) || p.InDirective(line) {
		return
	}
	p.Strictly(MultipleAssignments, p.TokensRange(lead, tok), "one assignment a statement").AtLine(p.TokenLine(tok)).
		DifferWider("a chain in a declaration, through a pointer, or over line ends")
}

// chainBegins reports whether a line begins with "lvalue = lvalue =".
func chainBegins(line []byte) bool {
	i := firstByte(line)
	for n := 0; n < 2; n++ {
		i = operand.Lvalue(line, i)
		if i < 0 {
			return false
		}
		i = operand.Blanks(line, i)
		if i >= len(line) || line[i] != '=' {
			return false
		}
		i++
		if n == 0 {
			i = operand.Blanks(line, i)
		}
	}
	return i >= len(line) || line[i] != '='
}

// beginsStatement reports whether the assignment whose first token is given is
// a statement or a declaration of its own: nothing but a type stands between it
// and the end of what was before.
func beginsStatement(p *analyzer.Pass, tok int) bool {
	line := p.TokenLine(tok)
	first, _ := p.LineTokens(line)
	for i := tok - 1; i >= first; i-- {
		switch p.Tokens.Kind[i] {
		case token.Ident, token.Star, token.Comment:
			if w := p.Tokens.Word[i]; w == token.Return || w == token.Case || w == token.Else {
				return false
			}
		default:
			return false
		}
	}
	switch k := p.Before(first); p.Tokens.KindAt(k) {
	case token.Semi, token.LBrace, token.RBrace:
		return p.Text.Lines[line].Features&source.Directive == 0
	}
	return false
}
