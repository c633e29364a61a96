// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ReturnVoid is reported for a return without value at the end of a function.
var ReturnVoid = &analyzer.Rule{
	Type:   "RETURN_VOID",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "return at the end of a void function",
	Doc: `A function without value returns at its closing brace; a return in front
of it says nothing. Where a label stands in front of the return, C wants some
statement behind it, so it stays.`,
	Bad:  "void f(void)\n{\n\tg();\n\treturn;\n}\n",
	Good: "void f(void)\n{\n\tg();\n}\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var returnVoid = &analyzer.Check{
	Rules:  []*analyzer.Rule{ReturnVoid},
	Lines:  source.HasBrace,
	OnLine: checkReturnVoid,
}

// checkReturnVoid looks at a brace in column 0 with a return above. checkpatch
// goes by lines: the one above the return, in the input, must be there, new or
// context, and no label.
func checkReturnVoid(p *analyzer.Pass, line int) {
	from, end := p.LineTokens(line)
	if from == end || p.Tokens.Kind[from] != token.RBrace || p.TokenColumn(from) != 0 || !onlyComments(p, from+1, end) {
		return
	}
	tok := p.Before(p.Before(from))
	if p.Tokens.WordAt(tok) != token.Return || p.Tokens.KindAt(p.Before(from)) != token.Semi {
		return
	}
	seen := returnSeen(p, line)
	lead := p.Before(tok)
	needed := true
	switch p.Tokens.KindAt(lead) {
	case token.Semi, token.LBrace, token.RBrace:
		needed = false
	}
	at := p.TokenLine(tok)
	if !seen && (needed || !p.Added(at) || directiveBetween(p, tok, from)) {
		return
	}
	f := p.Warn(ReturnVoid, p.TokenRange(tok), "a function without value needs no return at its end").AtLine(line)
	switch {
	case seen && needed:
		f.DifferNarrower("a label or a condition in front needs the statement")
		return
	case !seen:
		f.DifferWider("a comment or blank lines behind the return, or another indentation")
	}
	if lead >= 0 && !directiveBetween(p, lead, from) && alone(p, at) && !p.InDirective(at) {
		gone := fullLine(p, at)
		for l := at - 1; p.Added(l) && p.SameHunk(l, at) && p.Text.Lines[l].Features&source.Blank != 0; l-- {
			gone.Start = p.Text.Lines[l].Start
		}
		f.Rewrite("Remove the return", analyzer.Delete(gone))
	}
}

func onlyComments(p *analyzer.Pass, from, end int) bool {
	for i := from; i < end; i++ {
		if p.Tokens.Kind[i] != token.Comment {
			return false
		}
	}
	return true
}

// alone reports whether a line is "return;" and nothing else.
func alone(p *analyzer.Pass, line int) bool {
	from, end := p.LineTokens(line)
	return end == from+2
}

// returnSeen reports whether checkpatch sees a return above the brace.
func returnSeen(p *analyzer.Pass, line int) bool {
	if line == 0 || !p.Added(line-1) {
		return false
	}
	above := p.Clean(line - 1)
	if leadingTabs(above) != 1 || !bytes.HasPrefix(above[1:], []byte("return")) {
		return false
	}
	rest := bytes.TrimSpace(above[1+len("return"):])
	if string(rest) != ";" {
		return false
	}
	return labelFree(p, line)
}

// labelFree reports whether the line of the input that is two above a line is
// one of the text, and no label.
func labelFree(p *analyzer.Pass, line int) bool {
	want := p.Text.Lines[line].Input - 2
	for l := line - 1; l >= 0 && p.Text.Lines[l].Input >= want; l-- {
		if p.Text.Lines[l].Input != want {
			continue
		}
		view := p.Clean(l)
		i := operand.Name(view, operand.Blanks(view, 0))
		if i < 0 {
			return true
		}
		i = operand.Blanks(view, i)
		return i >= len(view) || view[i] != ':'
	}
	return false
}
