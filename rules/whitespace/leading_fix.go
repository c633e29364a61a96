// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/indent"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// leadingFix adds the fix for a line that no structure gives a place: it
// continues a directive, or something that begins in column 0.
func leadingFix(p *analyzer.Pass, f *analyzer.Finding, line int) {
	if p.C == nil {
		return
	}
	var moves []indent.Move
	ok := false
	if line > 0 && p.SameHunk(line-1, line) && p.Text.Lines[line-1].Features.Has(source.Continued) {
		moves, ok = moveDirective(p, line)
	} else {
		moves, ok = moveContinuation(p, line)
	}
	if !ok {
		return
	}
	for _, v := range moves {
		p.Raw(v.Line) // what was looked at
		if v.To%p.TabSize() != 0 && beginsStatement(p, v.Line, leadingBlanks(p.Raw(v.Line))) {
			return
		}
	}
	m := &indent.Mover{Text: p.Text, Tokens: p.Tokens, Saw: p.Saw, Tab: p.TabSize(), Limit: p.MaxLineLength()}
	if edits, ok := m.Edits(moves); ok && len(edits) > 0 {
		f.Fix("Indent by a tab", edits...)
	}
}

// maxDirective is how many lines of a directive are moved at most.
const maxDirective = 600

// moveDirective moves the lines that continue a directive, all by as much, so
// that those furthest to the left reach the first tab stop.
func moveDirective(p *analyzer.Pass, line int) ([]indent.Move, bool) {
	first := line
	for first > 0 && p.SameHunk(first-1, line) && p.Text.Lines[first-1].Features.Has(source.Continued) {
		first--
	}
	if !p.Text.Lines[first].Features.Has(source.Directive) {
		return nil, false
	}
	var moves []indent.Move
	by := 0
	for i := first; p.SameHunk(i, line) && p.Text.Lines[i].Features.Has(source.Continued); i++ {
		next := i + 1
		if !p.SameHunk(next, line) || !p.Added(next) {
			return nil, false
		}
		raw := p.Raw(next)
		n := leadingBlanks(raw)
		if n == len(raw) || inLiteral(raw[:n], p.Clean(next)[:n]) {
			return nil, false
		}
		width := p.Width(raw[:n])
		if width == 0 {
			continue
		}
		if next < line && width < p.TabSize() || next-first > maxDirective {
			return nil, false // one fix for all of them is enough
		}
		by = max(by, p.TabSize()-width)
		moves = append(moves, indent.Move{Line: next, From: width})
	}
	for i := range moves {
		moves[i].To = moves[i].From + by
	}
	return moves, true
}

// moveContinuation moves a line that continues one in column 0 to the first tab
// stop: alone, or with all others in the bracket that ends its line open.
func moveContinuation(p *analyzer.Pass, line int) ([]indent.Move, bool) {
	first, end := p.LineTokens(line)
	if first == end || !p.Text.Whole {
		return nil, false
	}
	m := &indent.Mover{Text: p.Text, Tokens: p.Tokens, Saw: p.Saw, Tab: p.TabSize(), Limit: p.MaxLineLength()}
	open, begin := enclosing(p, first)
	if begin == first || p.Text.Lines[p.TokenLine(begin)].Start != p.Tokens.Start[begin] {
		return nil, false // it continues nothing, or something that is indented
	}
	if open < 0 {
		return m.Shift(line, p.TabSize()-p.Width(p.Raw(line)[:leadingBlanks(p.Raw(line))]))
	}
	at := p.TokenLine(open)
	if p.After(open) >= 0 && p.TokenLine(p.After(open)) == at || p.Text.Lines[at].Start != p.Tokens.Start[begin] {
		return nil, false
	}
	next := at + 1
	if p.Text.Lines[next].Features.Has(source.Blank) || line > next && bytes.HasPrefix(p.Raw(line-1), []byte{' '}) {
		return nil, false // one fix for all of them is enough
	}
	return m.Align(open, next, p.TabSize())
}

// enclosing is the parenthesis inside which a token stands, -1 if there is
// none, and the token that the declaration begins with which it is part of.
func enclosing(p *analyzer.Pass, tok int) (open, begin int) {
	open, begin = -1, tok
	depth := 0
	for i := p.Before(tok); i >= 0 && i > tok-2000; i = p.Before(i) {
		line := p.TokenLine(i)
		if p.Text.Lines[line].Features.Has(source.Directive) || line > 0 && p.Text.Lines[line-1].Features.Has(source.Continued) {
			return open, begin
		}
		switch k := p.Tokens.Kind[i]; {
		case k == token.Semi || k == token.LBrace || k == token.RBrace:
			return open, begin
		case k.IsClose():
			depth++
		case k.IsOpen():
			if depth--; depth < 0 && open < 0 {
				open = i
			}
		}
		begin = i
	}
	return open, begin
}
