// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UnnecessaryElse is reported for an else behind a jump.
var UnnecessaryElse = &analyzer.Rule{
	Type:   "UNNECESSARY_ELSE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "else behind a jump",
	Doc: `Where the block of an if ends in break or return, nothing gets behind it
but what takes the other way, so else says nothing: leave it out and save a
level of indentation.

Two returns that stand side by side, one in each arm, are left alone. So is an
else whose chain has another arm that does go on: there it is needed.`,
	Bad:  "int f(int x)\n{\n\tif (x) {\n\t\tg();\n\t\treturn 1;\n\t} else {\n\t\th();\n\t}\n\treturn 0;\n}\n",
	Good: "int f(int x)\n{\n\tif (x) {\n\t\tg();\n\t\treturn 1;\n\t}\n\th();\n\treturn 0;\n}\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixNever,
}

var unnecessaryElse = &analyzer.Check{
	Rules:  []*analyzer.Rule{UnnecessaryElse},
	Words:  []string{"else"},
	OnWord: checkUnnecessaryElse,
}

// checkUnnecessaryElse looks at an else that has its line for itself, braces
// left out. checkpatch goes by the indentation of the line above, which must
// be new.
func checkUnnecessaryElse(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	tabs := leadingTabs(p.Clean(line))
	if tabs == 0 || line == 0 || !elseAlone(p, tok, line) {
		return
	}
	above := p.Clean(line - 1)
	if !p.Added(line-1) || leadingTabs(above) != tabs+1 {
		return
	}
	rest := above[tabs+1:]
	jump := ""
	switch {
	case beginsWord(rest, "break"):
		jump = "break"
	case beginsWord(rest, "return") && nextRawLine(p, line) && !returnsToo(p, line, tabs+1):
		jump = "return"
	default:
		return
	}
	f := p.Warn(UnnecessaryElse, p.TokenRange(tok), "else is not needed behind a %s", jump)
	switch {
	case !p.SameHunk(line, line-1):
		f.DifferNarrower("the line above is one of another hunk")
	case goesOn(p, tok):
		f.DifferNarrower("another arm of the chain goes on behind it")
	}
}

// leadingTabs is the number of tabs that a line begins with.
func leadingTabs(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, "\t"))
}

// beginsWord reports whether a text begins with a whole word.
func beginsWord(text []byte, word string) bool {
	return bytes.HasPrefix(text, []byte(word)) && (len(text) == len(word) || !token.IsIdentByte(text[len(word)]))
}

// elseAlone reports whether nothing but braces and comments shares the line of
// an else that tabs alone indent.
func elseAlone(p *analyzer.Pass, tok, line int) bool {
	view := p.Clean(line)
	from, end := p.LineTokens(line)
	if tok != from && (tok != from+1 || p.Tokens.Kind[from] != token.RBrace) || p.TokenColumn(from) != leadingTabs(view) {
		return false
	}
	brace := false
	for i := tok + 1; i < end; i++ {
		switch k := p.Tokens.Kind[i]; {
		case k == token.Comment:
		case k == token.LBrace && !brace:
			brace = true
		default:
			return false
		}
	}
	return true
}

// nextRawLine reports whether any line follows in the input.
func nextRawLine(p *analyzer.Pass, line int) bool {
	return line+1 < len(p.Text.Lines) || !p.Text.Whole
}

// returnsToo reports whether the line below, which must not be one that the
// patch takes away, is a return as deep as the one above.
func returnsToo(p *analyzer.Pass, line, tabs int) bool {
	if line+1 >= len(p.Text.Lines) || !followsDirectly(p, line) {
		return false
	}
	below := p.Clean(line + 1)
	return leadingTabs(below) == tabs && bytes.HasPrefix(below[tabs:], []byte("return"))
}

// followsDirectly reports whether the next line of the text is the next of the
// input too: no line that was taken away stands between.
func followsDirectly(p *analyzer.Pass, line int) bool {
	return line+1 < len(p.Text.Lines) && p.Text.Lines[line+1].Input == p.Text.Lines[line].Input+1
}

// goesOn reports whether an arm of the chain that the else at tok belongs to,
// other than the last, does not end in a jump.
func goesOn(p *analyzer.Pass, tok int) bool {
	end := p.Before(tok) // the last token of an arm
	for arms := 0; arms < 64 && end >= 0; arms++ {
		head, jumps, ok := armBefore(p, end)
		if !ok {
			return false
		}
		if !jumps {
			return true
		}
		prev := p.Before(head)
		if p.Tokens.WordAt(prev) != token.Else {
			return false
		}
		end = p.Before(prev)
	}
	return false
}

// armBefore is the if of the arm that ends with token end, and whether the
// arm's last statement is a jump. ok is false where that cannot be told.
func armBefore(p *analyzer.Pass, end int) (head int, jumps, ok bool) {
	var begin, last int
	switch p.Tokens.KindAt(end) {
	case token.RBrace:
		begin = p.Opening(end)
		if begin < 0 {
			return 0, false, false
		}
		last = lastStatement(p, begin, end)
	case token.Semi:
		begin = simpleStart(p, end)
		last = begin
	default:
		return 0, false, false
	}
	shut := p.Before(begin)
	if begin < 0 || p.Tokens.KindAt(shut) != token.RParen {
		return 0, false, false
	}
	head = p.Before(p.Opening(shut))
	if p.Tokens.WordAt(head) != token.If {
		return 0, false, false
	}
	return head, isJump(p, last), true
}

// lastStatement is where the last statement of a block begins, as far as a
// semicolon ends it; -1 if none does.
func lastStatement(p *analyzer.Pass, open, shut int) int {
	semi := p.Before(shut)
	if p.Tokens.KindAt(semi) != token.Semi || semi <= open {
		return -1
	}
	return simpleStart(p, semi)
}

// simpleStart is the first token of the statement without a block that the
// semicolon at token semi ends. Behind the head of another statement it is
// what follows the head.
func simpleStart(p *analyzer.Pass, semi int) int {
	i := semi
	for {
		k := p.Before(i)
		switch kind := p.Tokens.KindAt(k); {
		case k < 0:
			return -1
		case kind == token.Colon && question(p, k) >= 0:
			i = question(p, k)
		case kind == token.Semi, kind == token.LBrace, kind == token.RBrace, kind == token.Colon,
			p.Tokens.Word[k] == token.Else, p.Tokens.Word[k] == token.Do:
			return i
		case kind == token.RParen, kind == token.RBrack:
			open := p.Opening(k)
			if open < 0 {
				return -1
			}
			switch p.Tokens.WordAt(p.Before(open)) {
			case token.If, token.For, token.While, token.Switch:
				return i
			}
			i = open
		default:
			i = k
		}
	}
}

// question is the question mark that a colon goes with, -1 for the colon of a
// label.
func question(p *analyzer.Pass, colon int) int {
	inner := 0
	for k := p.Before(colon); k >= 0; k = p.Before(k) {
		switch kind := p.Tokens.Kind[k]; {
		case kind == token.Question:
			if inner == 0 {
				return k
			}
			inner--
		case kind == token.Colon:
			inner++
		case kind.IsClose() && kind != token.RBrace:
			if k = p.Opening(k); k < 0 {
				return -1
			}
		case kind == token.Semi, kind == token.LBrace, kind == token.RBrace, p.Tokens.Word[k] == token.Case:
			return -1
		}
	}
	return -1
}

// isJump reports whether a statement that begins at token i leaves its block.
func isJump(p *analyzer.Pass, i int) bool {
	switch p.Tokens.WordAt(i) {
	case token.Return, token.Break, token.Goto, token.Continue:
		return true
	}
	return false
}
