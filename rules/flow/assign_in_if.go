// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// AssignInIf is reported for an assignment in the condition of an if.
var AssignInIf = &analyzer.Rule{
	Type:   "ASSIGN_IN_IF",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Assignment in the condition of an if",
	Doc: `Assign first, then test: an assignment inside of a condition is easily
missed, or taken for a comparison. Loops are not meant, and neither are
statement expressions and initialisers that happen to stand in a condition.`,
	Bad:  "void f(int x)\n{\n\tif ((x = g()) < 0)\n\t\treturn;\n}\n",
	Good: "void f(int x)\n{\n\tx = g();\n\tif (x < 0)\n\t\treturn;\n}\n",
	Link: "dev-tools/checkpatch.html#comparison-style",
	Fix:  analyzer.FixSometimes,
}

var assignInIf = &analyzer.Check{
	Rules:  []*analyzer.Rule{AssignInIf},
	Words:  []string{"for", "if", "while"},
	OnWord: checkAssignInIf,
}

// checkAssignInIf looks at the conditions that begin on a line. checkpatch
// looks at the condition of the statement, from its first if on.
func checkAssignInIf(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	if p.Tokens.KindAt(tok+1) != token.LParen || p.Text.Lines[line].Features&source.Directive != 0 {
		return
	}
	from, end := p.LineTokens(line)
	found, at := -1, -1
	for i := from; i+1 < end && found < 0; i++ {
		w := p.Tokens.Word[i]
		if w != token.If && w != token.While && w != token.For || p.Tokens.Kind[i+1] != token.LParen {
			continue
		}
		if i < tok {
			return // the first of the line speaks for all
		}
		if w == token.If {
			found, at = assignment(p, i), i
		}
	}
	seen := scriptAssignment(p, line)
	switch {
	case found >= 0:
		f := p.Error(AssignInIf, p.TokenRange(found), "assign in front of the if").AtLine(line)
		switch {
		case seen < 0:
			f.DifferWider("a shift that assigns, or a condition that is not the statement's")
		case inLoopMacro(p, line):
			f.DifferNarrower("the head of a loop has no place in front of its if")
			return
		}
		fixAssignInIf(p, f, at, found)
	case seen >= 0:
		p.Error(AssignInIf, p.TokenRange(seen), "assign in front of the if").AtLine(line).
			DifferNarrower("a statement expression or an initialiser in the condition")
	}
}

// inLoopMacro reports whether a line goes on with the definition of a macro
// that is named like a loop.
func inLoopMacro(p *analyzer.Pass, line int) bool {
	m, ok := p.MacroOn(line)
	return ok && p.IsLoopName(m.Name)
}

// assignment is the first assignment in the condition of the if at token i that
// stands in no braces, -1 if there is none.
func assignment(p *analyzer.Pass, i int) int {
	shut := p.Closing(i + 1)
	if shut < 0 {
		return -1
	}
	for k := i + 2; k < shut; k++ {
		kind := p.Tokens.Kind[k]
		if kind == token.LBrace {
			if k = p.Closing(k); k < 0 {
				return -1
			}
		} else if kind.IsAssign() {
			return k
		}
	}
	return -1
}

// scriptAssignment is the assignment that checkpatch sees in the condition of
// the statement on a line, -1 if none.
func scriptAssignment(p *analyzer.Pass, line int) int {
	s := p.StatementOn(line, true)
	if s == nil || s.CondEnd == s.Start || p.EndsPlainDo(line) {
		return -1
	}
	inIf := false
	for i := s.Tok; i < s.EndTok && p.Tokens.End[i] < s.CondEnd; i++ {
		switch k := p.Tokens.Kind[i]; {
		case p.Tokens.Word[i] == token.If:
			inIf = inIf || p.Tokens.KindAt(i+1) == token.LParen
		case inIf && k.IsAssign() && k != token.ShlAssign && k != token.ShrAssign:
			return i
		}
	}
	return -1
}

// fixAssignInIf puts the assignment in front of the if, if it is the first
// thing that the condition does: "if ((x = f()) < 0)", "if (!(x = f()))". The
// if must be a statement of its own in a block. Where something other than a
// plain variable is assigned, its value might be another when it is read
// again.
func fixAssignInIf(p *analyzer.Pass, f *analyzer.Finding, word, assign int) {
	open := word + 2
	for p.Tokens.KindAt(open) == token.Bang {
		open++
	}
	line := p.TokenLine(word)
	if p.Tokens.KindAt(open) != token.LParen || p.Tokens.Kind[assign] != token.Assign || !beginsItsLine(p, word) || p.InDirective(line) {
		return
	}
	shut := p.Closing(open)
	name := p.C.Lvalue(open+1, assign+1)
	if shut < 0 || name != assign || p.TokenLine(shut) != line || p.HasComment(word, shut) {
		return
	}
	for i := assign + 1; i < shut; i++ {
		switch p.Tokens.Kind[i] {
		case token.Assign, token.Comma, token.Question, token.LBrace:
			if p.Tokens.Kind[i] != token.Comma || !inCall(p, i, assign) {
				return
			}
		}
	}
	switch k := p.Before(word); p.Tokens.KindAt(k) {
	case token.Semi, token.LBrace, token.RBrace:
		if directiveBetween(p, k, word) {
			return
		}
	default:
		return
	}
	raw := p.Raw(line)
	blank := p.IndentLike(raw[:leadingBlanks(raw)], 0)
	target := p.RawText(p.TokensRange(open+1, assign-1))
	edits := []fix.Edit{
		analyzer.Insert(p.Tokens.Start[word], p.RawText(p.TokensRange(open+1, shut-1))+";\n"+blank),
		analyzer.Replace(p.TokensRange(open, shut), target),
	}
	if assign == open+2 {
		f.Rewrite("Assign in front of the if", edits...)
	} else {
		f.MaybeFix("Assign in front of the if", edits...)
	}
}

// inCall reports whether a comma stands in parentheses of its own behind the
// assignment.
func inCall(p *analyzer.Pass, comma, assign int) bool {
	depth := 0
	for i := assign + 1; i < comma; i++ {
		switch p.Tokens.Kind[i] {
		case token.LParen:
			depth++
		case token.RParen:
			depth--
		}
	}
	return depth > 0
}
