// SPDX-License-Identifier: GPL-2.0-or-later

package macro

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SingleStatementDoWhileMacro is reported at the name of the macro.
var SingleStatementDoWhileMacro = &analyzer.Rule{
	Type:   "SINGLE_STATEMENT_DO_WHILE_MACRO",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A loop around the only statement of a macro",
	Doc: `The loop do ... while (0) makes one statement of several. One statement
needs no loop around it, unless it is an if, a loop or a switch.`,
	Bad:  "#define STEP(x) do { step(x); } while (0)\n",
	Good: "#define STEP(x) step(x)\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixNever,
}

// DoWhileMacroWithTrailingSemicolon is reported at the semicolon.
var DoWhileMacroWithTrailingSemicolon = &analyzer.Rule{
	Type:   "DO_WHILE_MACRO_WITH_TRAILING_SEMICOLON",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A semicolon behind the while (0) of a macro",
	Doc: `The semicolon belongs to the line that uses the macro. A second one in the
macro ends an if that the macro stands in, and its else is orphaned.`,
	Bad:  "#define STEP(x) do { first(x); second(); } while (0);\n",
	Good: "#define STEP(x) do { first(x); second(); } while (0)\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixAlways,
}

var doWhile = &analyzer.Check{
	Rules:  []*analyzer.Rule{SingleStatementDoWhileMacro, DoWhileMacroWithTrailingSemicolon},
	Lines:  source.Define,
	OnLine: checkDoWhile,
}

// checkDoWhile looks at function-like macros that are one do ... while (0).
func checkDoWhile(p *analyzer.Pass, line int) {
	d, ok := definition(p, line)
	if !ok || d.Open < 0 {
		return
	}
	body := bodyTokens(p, &d)
	n := len(body)
	semis := 0
	for n > 0 && p.Tokens.Kind[body[n-1]] == token.Semi {
		n--
		semis++
	}
	if !isDoWhileZero(p, body[:n]) {
		return
	}
	inner := body[2 : n-5]
	count := 0
	for _, i := range inner {
		if p.Tokens.Kind[i] == token.Semi {
			count++
		}
	}
	if count == 1 && !startsControl(p, inner) {
		p.Warn(SingleStatementDoWhileMacro, at(p, &d), "one statement needs no do { } while (0) around it")
	}
	if semis > 0 {
		r := source.Range{Start: p.Tokens.Start[body[n]], End: p.Tokens.End[body[len(body)-1]]}
		p.Warn(DoWhileMacroWithTrailingSemicolon, r, "the semicolon belongs to the line that uses the macro").
			AtLine(line).MaybeFix("Remove the semicolon", analyzer.Delete(r))
	}
}

// bodyTokens are the tokens of a macro's value without comments and
// continuations.
func bodyTokens(p *analyzer.Pass, d *cmodel.Macro) []int {
	var out []int
	for i := d.Body; i < d.EndTok; i++ {
		if k := p.Tokens.Kind[i]; k != token.Comment && k != token.Backslash {
			out = append(out, i)
		}
	}
	return out
}

// isDoWhileZero: do { ... } while (0).
func isDoWhileZero(p *analyzer.Pass, body []int) bool {
	n := len(body)
	if n < 7 {
		return false
	}
	t := p.Tokens
	return t.Word[body[0]] == token.Do && t.Kind[body[1]] == token.LBrace &&
		t.Kind[body[n-5]] == token.RBrace && t.Word[body[n-4]] == token.While && t.Kind[body[n-3]] == token.LParen &&
		p.TokenText(body[n-2]) == "0" && t.Kind[body[n-1]] == token.RParen
}

func startsControl(p *analyzer.Pass, inner []int) bool {
	if len(inner) == 0 {
		return false
	}
	switch p.Tokens.Word[inner[0]] {
	case token.If, token.While, token.For, token.Switch:
		return true
	}
	return false
}
