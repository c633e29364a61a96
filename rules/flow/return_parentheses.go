// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ReturnParentheses is reported for a returned value in parentheses.
var ReturnParentheses = &analyzer.Rule{
	Type:   "RETURN_PARENTHESES",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Parentheses around a returned value",
	Doc: `return is no function: a value that is one name, call, constant or string
needs no parentheses behind it. Longer expressions may have them.`,
	Bad:  "int f(int x)\n{\n\treturn (x);\n}\n",
	Good: "int f(int x)\n{\n\treturn x;\n}\n",
	Link: "dev-tools/checkpatch.html#functions-and-variables",
	Fix:  analyzer.FixSometimes,
}

var returnParentheses = &analyzer.Check{
	Rules:  []*analyzer.Rule{ReturnParentheses},
	Words:  []string{"return"},
	OnWord: checkReturnParentheses,
}

// checkReturnParentheses looks at "return (x);". checkpatch sees it only where
// a statement of its own begins, on one line.
func checkReturnParentheses(p *analyzer.Pass, tok int) {
	open := tok + 1
	if p.Tokens.KindAt(open) != token.LParen {
		return
	}
	shut := p.C.Match(open)
	if shut < 0 || p.Tokens.KindAt(shut+1) != token.Semi {
		return
	}
	one := p.TokenLine(open) == p.TokenLine(shut)
	first, last := open, shut
	for p.Tokens.Kind[first] == token.LParen && p.Tokens.Kind[last] == token.RParen && first < last {
		first++
		last--
	}
	end := p.C.Operand(first, last+1)
	if end < 0 || end != last+1 && p.Tokens.Kind[end] != token.Question {
		return
	}
	line := p.TokenLine(tok)
	s := p.StatementOn(line, false)
	seen := one && s != nil && s.Tok == tok && s.EndTok == shut+2
	if !seen && first == last && p.InDirective(line) {
		return // what may be a parameter of a macro stands in parentheses
	}
	f := p.Error(ReturnParentheses, p.TokensRange(open, shut), "return is no function, it needs no parentheses")
	if !seen {
		f.DifferWider("a return that does not begin a statement in the script's reading, or of several lines")
	}
	if one && p.Closing(open) == shut {
		text := p.RawText(p.TokensRange(open+1, shut-1))
		f.Rewrite("Remove the parentheses", analyzer.Replace(p.TokensRange(tok, shut), "return "+text))
	}
}
