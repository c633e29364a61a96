// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/indent"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// bodyFix adds the fix that puts the body of the last word of control flow on
// a line where it belongs: an if joins the else above it, a statement or the
// inside of a block moves to one tab further in than the line of that word.
func bodyFix(p *analyzer.Pass, f *analyzer.Finding, line int) {
	head := lastControl(p, line)
	if head < 0 {
		return
	}
	if indentOf(p, line) < braceDepth(p, head)*p.TabSize() {
		reindent(p, f, head)
		return
	}
	body := codeAfter(p, head)
	if p.Tokens.KindAt(body) == token.LParen {
		body = codeAfter(p, p.Closing(body))
	}
	if body < 0 {
		return
	}
	p.Raw(p.TokenLine(body))
	switch {
	case p.Tokens.Word[head] == token.Else && p.Tokens.Word[body] == token.If:
		joinElse(p, f, head, body)
	case p.Tokens.Kind[body] == token.LBrace:
		moveBlock(p, f, line, body)
	default:
		moveStatement(p, f, line, body)
	}
}

// braceDepth is how many braces are open around a token, as far as the hunk
// tells. A brace in column 0 ends whatever was before.
func braceDepth(p *analyzer.Pass, tok int) int {
	depth, open := 0, 0
	i := tok - 1
	defer func() { p.Saw(i) }()
	for ; i >= 0 && i > tok-20000; i-- {
		switch p.Tokens.Kind[i] {
		case token.RBrace:
			if at := p.TokenLine(i); p.Text.Lines[at].Start == p.Tokens.Start[i] || !p.SameHunk(at, p.TokenLine(tok)) {
				return open
			}
			depth++
		case token.LBrace:
			if depth--; depth < 0 {
				depth = 0
				open++
			}
		}
	}
	return open
}

// reindent adds the fix that indents the definition around a token by its
// structure: where lines are indented by less than a tab, moving one of them
// would only make it look different from the others.
func reindent(p *analyzer.Pass, f *analyzer.Finding, tok int) {
	if !p.Text.Whole {
		return
	}
	piece, ok := p.Piece(p.Tokens.Start[tok])
	if !ok {
		return
	}
	if edits, ok := p.Reindented(piece, mover(p).Reindent); ok && len(edits) > 0 {
		f.Fix("Indent all of it by its structure", edits...)
	}
}

// codeAfter is the token of code behind another, comments and backslashes left
// out; -1 at the end of the hunk.
func codeAfter(p *analyzer.Pass, tok int) int {
	if tok < 0 {
		return -1
	}
	for tok = p.After(tok); p.Tokens.KindAt(tok) == token.Backslash; tok = p.After(tok) {
	}
	return tok
}

// lastControl is the last word of control flow on a line that has a body, -1
// if there is none.
func lastControl(p *analyzer.Pass, line int) int {
	first, end := p.LineTokens(line)
	last := -1
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] == token.Ident && p.Tokens.Word[i] != token.Switch && isControl(p, i, end) {
			last = i
		}
	}
	return last
}

// joinElse draws an if up to the else above it, and what belongs to it to the
// left as far as it goes to the left itself.
func joinElse(p *analyzer.Pass, f *analyzer.Finding, head, body int) {
	end := p.StatementEnd(body)
	from, to := p.TokenLine(head), p.TokenLine(body)
	if end < 0 || body != head+1 || from == to || !oneRun(p, from, to) || p.Text.Lines[from].Features.Has(source.Continued) {
		return
	}
	moves, ok := shiftLines(p, to+1, p.TokenLine(end), indentOf(p, from)-indentOf(p, to))
	if !ok {
		return
	}
	edits, ok := mover(p).Edits(moves)
	if !ok || p.Width(p.Raw(from))+1+len(p.Raw(to)) > p.MaxLineLength() {
		return
	}
	join := analyzer.Replace(source.Range{Start: p.Tokens.End[head], End: p.Tokens.Start[body]}, " ")
	f.Fix("Join else and if", append([]fix.Edit{join}, edits...)...)
}

// moveStatement moves a body without braces. It wants a look where the next
// statement stands in the same column: perhaps it is the braces that are
// missing.
func moveStatement(p *analyzer.Pass, f *analyzer.Finding, line, body int) {
	end := p.StatementEnd(body)
	first := p.TokenLine(body)
	if start, _ := p.LineTokens(first); end < 0 || start != body {
		return
	}
	indent := indentOf(p, line)
	moves, ok := shiftLines(p, first, p.TokenLine(end), indent+p.TabSize()-indentOf(p, first))
	if !ok || indent%p.TabSize() != 0 {
		return
	}
	edits, ok := mover(p).Edits(moves)
	if !ok || len(edits) == 0 {
		return
	}
	next := codeAfter(p, end)
	if next >= 0 && p.Tokens.Word[next] != token.Else && p.TokenLine(next) > p.TokenLine(end) &&
		indentOf(p, p.TokenLine(next)) == indentOf(p, first) && indentOf(p, first) > indent {
		f.MaybeFix("Indent the body", edits...)
		return
	}
	f.Fix("Indent the body", edits...)
}

// moveBlock moves what stands between braces, if all of its statements stand
// in the column of the first.
func moveBlock(p *analyzer.Pass, f *analyzer.Finding, line, open int) {
	shut := p.Closing(open)
	if shut < 0 || p.StatementEnd(open) < 0 {
		return
	}
	from, to := p.TokenLine(open)+1, p.TokenLine(shut)-1
	indent := indentOf(p, line)
	column := -1
	for i := p.After(open); i >= 0 && i < shut; i = p.After(i) {
		at := p.TokenLine(i)
		if start, _ := p.LineTokens(at); start == i && !isLabelLine(p, at) {
			if column < 0 {
				column = indentOf(p, at)
			} else if column != indentOf(p, at) {
				return
			}
		}
		if i = p.StatementEnd(i); i < 0 {
			return
		}
	}
	if column < 0 || indent%p.TabSize() != 0 || indentOf(p, p.TokenLine(shut)) != indent {
		return
	}
	moves, ok := shiftLines(p, from, to, indent+p.TabSize()-column)
	if !ok {
		return
	}
	if edits, ok := mover(p).Edits(moves); ok && len(edits) > 0 {
		f.Fix("Indent the body", edits...)
	}
}

// isLabelLine reports whether a line begins with a label in or near column 0.
func isLabelLine(p *analyzer.Pass, line int) bool {
	clean := p.Clean(line)
	i := skipComments(clean, 0)
	return i <= 1 && beginsWithLabel(clean[i:])
}

// shiftLines moves lines by a number of columns: those with code or comment on
// them, labels and comments at the margin aside. It is false where a line
// begins in a literal, holds a directive, or would move beyond the margin.
func shiftLines(p *analyzer.Pass, first, last, by int) ([]indent.Move, bool) {
	var moves []indent.Move
	for i := first; i <= last; i++ {
		f := p.Text.Lines[i].Features
		if f.Has(source.Blank) || isLabelLine(p, i) {
			continue
		}
		width := indentOf(p, i)
		if width == 0 && f.Has(source.OnlyComment) {
			continue
		}
		raw := p.Raw(i)
		if f.Has(source.Directive) || width+by < 0 || beginsInLiteral(p, i) || leadingBlanks(raw) != skipSpaces(raw, 0) {
			return nil, false
		}
		moves = append(moves, indent.Move{Line: i, From: width, To: width + by})
	}
	return moves, true
}

// beginsInLiteral reports whether a line begins inside a string.
func beginsInLiteral(p *analyzer.Pass, line int) bool {
	start := p.Text.Lines[line].Start
	tok := p.Tokens.Find(start)
	return tok < p.Tokens.Len() && p.Tokens.Start[tok] < start
}
