// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/indent"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// OpenEndedLine is reported for a line that ends in an open parenthesis or
// bracket.
var OpenEndedLine = &analyzer.Rule{
	Type:   "OPEN_ENDED_LINE",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "The line ends in an open bracket",
	Doc: `What stands in parentheses begins on the line of the opening one, and the
lines that follow stand under it. A line that ends in ( or [ leaves the reader
with a call of nothing. The fix draws the next line up and moves the following
ones along, where all of them fit, or breaks the lines outside of the bracket.

The parts of a trace event are macros whose arguments are lists of lines, each
on its own; they are laid out that way everywhere and are not reported.`,
	Bad:  "int f(int a)\n{\n\treturn g(\n\t\ta, 1);\n}\n",
	Good: "int f(int a)\n{\n\treturn g(a, 1);\n}\n",
	Link: "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:  analyzer.FixSometimes,
}

var openEndedLine = &analyzer.Check{
	Rules:  []*analyzer.Rule{OpenEndedLine},
	Lines:  source.HasParen | source.HasBracket,
	OnLine: checkOpenEndedLine,
}

// checkOpenEndedLine looks at the last byte of a line that is no white space.
func checkOpenEndedLine(p *analyzer.Pass, line int) {
	at, ok := endsWith(p.Clean(line), "([")
	if !ok {
		return
	}
	here := p.Columns(line, at, at+1)
	f := p.Strictly(OpenEndedLine, here, "the line ends in an open '%c'", p.Clean(line)[at])
	open := p.Tokens.Find(here.Start)
	if isTracePart(p, open) {
		f.DifferNarrower("a part of a trace event is a list of lines")
		return
	}
	if !joinNext(p, f, line, open) {
		breakAnew(p, f, line, open)
	}
}

// breakAnew adds the fix that breaks elsewhere what cannot be drawn up: outside
// of the bracket, or a function between its type and its name.
func breakAnew(p *analyzer.Pass, f *analyzer.Finding, line, open int) {
	m := mover(p)
	edits, ok := m.Refill(line, line)
	if !ok && p.Tokens.KindAt(open) == token.LParen && p.Tokens.KindAt(open-1) == token.Ident {
		edits, ok = m.RefillHead(line, open-1)
	}
	if ok {
		f.Fix("Break the lines elsewhere", edits...)
	}
}

// isTracePart reports whether a parenthesis belongs to one of the macros that
// the parts of a trace event are made of.
func isTracePart(p *analyzer.Pass, open int) bool {
	if open == 0 || p.Tokens.KindAt(open-1) != token.Ident {
		return false
	}
	switch string(p.Tokens.Text(p.Text.Clean, open-1)) {
	case "TP_STRUCT__entry", "TP_fast_assign", "TP_printk", "TP_PROTO", "TP_ARGS", "TP_CONDITION":
		return true
	}
	return false
}

// joinNext adds the fix that draws the line behind an open bracket up to it. It
// is false where that cannot be done.
func joinNext(p *analyzer.Pass, f *analyzer.Finding, line, open int) bool {
	next := line + 1
	if !p.SameHunk(line, next) || !oneRun(p, line, next) || p.Text.Lines[line].Features.Has(source.Continued) ||
		p.Text.Lines[next].Features&(source.Blank|source.BeginsInComment) != 0 || isStatements(p, open) {
		return false
	}
	if first, _ := p.LineTokens(next); p.Tokens.KindAt(first) == token.Comment {
		return false
	}
	column := p.Width(p.Text.Raw[p.Text.Lines[line].Start:p.Tokens.End[open]])
	m := mover(p)
	moves, ok := m.Align(open, next, column)
	looked(p, moves)
	if !ok || len(moves) == 0 || moves[0].Line != next {
		return false
	}
	if inAssembler(p, open+1) {
		keepOperands(p, moves)
	}
	join := analyzer.Delete(source.Range{Start: p.Tokens.End[open], End: p.Text.Lines[next].Start + uint32(leadingBlanks(p.Raw(next)))})
	edits := []fix.Edit{join}
	if p.Width(p.Raw(next))-moves[0].From+column > p.MaxLineLength() {
		if edits, ok := m.Refill(line, line); ok {
			f.Fix("Break the lines elsewhere", edits...)
			return true
		}
		more, ok := m.Wrap(next, column)
		if !ok {
			return false
		}
		edits = append(edits, more...)
	}
	if first, _ := p.LineTokens(moves[len(moves)-1].Line); p.Text.Lines[next].Features.Has(source.HasComment) && p.Tokens.KindAt(first).IsClose() && p.Tokens.KindAt(first-1) == token.Comment {
		return false // what closes the bracket would be left alone
	}
	moves = moves[1:]
	var last []fix.Edit
	moves, last = closeUp(p, open, moves)
	more, ok := m.Edits(moves)
	if !ok {
		return false
	}
	edits = append(edits, more...)
	f.Fix("Draw the next line up", append(edits, last...)...)
	return true
}

// keepOperands has lines of assembler keep their distance from the line with
// the colon that they continue.
func keepOperands(p *analyzer.Pass, moves []indent.Move) {
	base := moves[0].From
	for i := range moves {
		v := &moves[i]
		if first, _ := p.LineTokens(v.Line); p.Tokens.KindAt(first) == token.Colon {
			base = v.From
		}
		v.To += max(v.From-base, 0)
	}
}

// isStatements reports whether a bracket holds statements or a block, or is
// not closed within reach.
func isStatements(p *analyzer.Pass, open int) bool {
	depth := 0
	i := open
	defer func() { p.Saw(i) }()
	for ; i < p.Tokens.Len() && i < open+2000; i++ {
		switch k := p.Tokens.Kind[i]; {
		case k == token.Semi || k == token.LBrace || k == token.Hash:
			return true
		case k.IsOpen():
			depth++
		case k.IsClose():
			if depth--; depth == 0 {
				return false
			}
		}
	}
	return true
}

// closeUp draws the line that the closing bracket begins up to the one before
// it, if that has room and no comment. It is the edit for it, and the moves
// that are left.
func closeUp(p *analyzer.Pass, open int, moves []indent.Move) ([]indent.Move, []fix.Edit) {
	if len(moves) == 0 {
		return moves, nil
	}
	v := moves[len(moves)-1]
	first, _ := p.LineTokens(v.Line)
	before := first - 1
	if p.Tokens.KindAt(first) != p.Tokens.Kind[open]+1 || p.C.Match(open) != first && p.Tokens.Kind[open] == token.LParen ||
		p.Tokens.KindAt(before) == token.Comment || p.Tokens.KindAt(before) == token.Colon || p.TokenLine(before) != v.Line-1 {
		return moves, nil
	}
	above := p.Width(p.Raw(v.Line - 1))
	if n := len(moves); n > 1 && moves[n-2].Line == v.Line-1 {
		above += moves[n-2].To - moves[n-2].From
	}
	text := bytes.TrimSpace(p.Raw(v.Line))
	if above+len(text) > p.MaxLineLength() {
		return moves, nil
	}
	return moves[:len(moves)-1], []fix.Edit{analyzer.Delete(source.Range{Start: p.Tokens.End[before], End: p.Tokens.Start[first]})}
}
