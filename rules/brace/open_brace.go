// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// OpenBrace is reported by the checks in open_brace*.go.
var OpenBrace = &analyzer.Rule{
	Type:   "OPEN_BRACE",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Opening brace on the wrong line",
	Doc: `The brace that opens a block stands at the end of the line with the
keyword or the condition; so does that of a struct, union or enum and of an
initialiser. The one exception is a function: its brace stands at the beginning
of the next line.

A function whose name looks like a loop, as foo_for_each_bar(), and a block that
belongs to nothing in front of it are not meant.`,
	Bad:  "void f(int x)\n{\n\tif (x)\n\t{\n\t\tg();\n\t\th();\n\t}\n}\n",
	Good: "void f(int x)\n{\n\tif (x) {\n\t\tg();\n\t\th();\n\t}\n}\n",
	Link: "process/coding-style.html#placing-braces-and-spaces",
	Fix:  analyzer.FixSometimes,
}

var openBraceControl = &analyzer.Check{
	Rules:   []*analyzer.Rule{OpenBrace},
	Tokens:  []token.Kind{token.LBrace},
	OnToken: checkOpenBraceControl,
}

// checkOpenBraceControl looks at a brace that begins a new line, and at the
// lines above whose parentheses end in front of it; they need not be new.
// checkpatch knows only that such a line has a keyword.
func checkOpenBraceControl(p *analyzer.Pass, brace int) {
	next := p.TokenLine(brace)
	if first(p, next) != brace || next == 0 || !p.SameHunk(next, next-1) {
		return
	}
	from, end := p.LineTokens(next - 1)
	top := next - 1
	for i := from; i < end; i++ {
		if p.Tokens.Kind[i] != token.RParen {
			continue
		}
		if open := p.Opening(i); open >= 0 {
			top = min(top, p.TokenLine(open))
		}
	}
	for line := top; line < next; line++ {
		judgeOpenBrace(p, line, next, brace)
	}
}

// judgeOpenBrace reports a brace that belongs to a keyword on a line, if that
// is what the line's parentheses say.
func judgeOpenBrace(p *analyzer.Pass, line, next, brace int) {
	word := p.LastHead(line)
	if word < 0 || p.Text.Lines[line].Features&source.Directive != 0 || !p.SameHunk(line, next) {
		return
	}
	block := p.C.Block(line, p.Text.Lines[line].Start, token.LParen)
	if block.End != next {
		return
	}
	for i := block.First; i < block.End; i++ {
		if bytes.IndexByte(p.Raw(i), '{') >= 0 {
			return
		}
	}
	f := p.Error(OpenBrace, p.TokenRange(brace), "the brace goes on the line above, behind %s", p.TokenText(word)).AtLine(line)
	end := p.Before(brace)
	for p.Tokens.KindAt(end) == token.Backslash {
		end = p.Before(end)
	}
	switch {
	case !headEnds(p, end):
		f.DifferNarrower("a block that belongs to nothing in front of it, or a function")
	default:
		edits, ok := raiseBrace(p, end, brace)
		switch {
		case ok && p.InDirective(line): // a backslash goes
			f.Rewrite("Put the brace on the line above", edits...)
		case ok:
			f.Fix("Put the brace on the line above", edits...)
		}
	}
}

// headEnds reports whether the head of a conditional, loop or switch ends with
// token i, and not that of a function.
func headEnds(p *analyzer.Pass, i int) bool {
	switch p.Tokens.WordAt(i) {
	case token.Do, token.Else:
		return true
	}
	if p.Tokens.KindAt(i) != token.RParen {
		return false
	}
	word := p.Before(p.Opening(i))
	switch p.Tokens.WordAt(word) {
	case token.If, token.For, token.Switch:
		return true
	case token.While:
		return true
	}
	return p.Tokens.KindAt(word) == token.Ident && p.IsLoopName(word) && isBlank(p.Text.Raw[p.Text.Lines[p.TokenLine(word)].Start])
}

var openBraceInit = &analyzer.Check{
	Rules:   []*analyzer.Rule{OpenBrace},
	Tokens:  []token.Kind{token.LBrace},
	OnToken: checkOpenBraceInit,
}

// checkOpenBraceInit looks at the brace of an initialiser and of a struct,
// union or enum that begins a line.
func checkOpenBraceInit(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	if first(p, line) != tok || line == 0 {
		return
	}
	above := bytes.TrimRight(p.Clean(line-1), blanks)
	what, seen := "", true
	switch {
	case len(above) > 0 && above[len(above)-1] == '=' && (len(above) == 1 || above[len(above)-2] != '='):
		what = "of an initialiser"
	case tagOnly(p, line-1, false):
		what = "of a struct, union or enum"
	case tagOnly(p, line-1, true) && p.SameHunk(line, line-1):
		what, seen = "of a struct, union or enum", false
	default:
		return
	}
	f := p.Error(OpenBrace, p.TokenRange(tok), "the brace %s goes on the line above", what)
	if !seen {
		f.DifferWider("words in front of the struct, or an attribute behind its name")
	}
	end := p.Before(tok)
	if end < 0 || p.TokenLine(end) != line-1 {
		f.DifferNarrower("the line above is one of another hunk")
		return
	}
	if edit, ok := join(p, end, tok); ok && fitsJoined(p, line) {
		f.Fix("Put the brace on the line above", edit)
	} else if edits, ok := raiseBrace(p, end, tok); ok {
		f.Fix("Put the brace on the line above", edits...)
	}
}

// fitsJoined reports whether a line that is more than a brace, and closes it,
// fits behind the line above.
func fitsJoined(p *analyzer.Pass, line int) bool {
	tok := first(p, line)
	end := p.Closing(tok)
	if end < 0 || p.TokenLine(end) != line {
		return false
	}
	return p.Width(bytes.TrimRight(p.Raw(line-1), blanks))+1+
		len(bytes.TrimSpace(p.Raw(line))) <= p.MaxLineLength()
}

// tagOnly reports whether a line is "struct x", union or enum alike, alone or
// behind typedef. With loose, other words may stand around it.
func tagOnly(p *analyzer.Pass, line int, loose bool) bool {
	from, end := p.LineTokens(line)
	tag := -1
	for i := from; i < end; i++ {
		if p.Tokens.Kind[i] != token.Ident {
			return false
		}
		switch w := p.Tokens.Word[i]; {
		case w == token.Struct || w == token.Union || w == token.Enum:
			if tag >= 0 {
				return false
			}
			tag = i
		case w == token.Typedef && i == from, i == tag+1:
		case loose && tag < 0 && (w == token.Static || w == token.Const || w == token.Extern || w == token.Volatile):
		case loose && tag >= 0 && i > tag && bytes.HasPrefix(p.C.Bytes(i), []byte("__")):
		default:
			return false
		}
	}
	return tag >= 0 && p.Text.Lines[line].Features&source.Directive == 0
}
