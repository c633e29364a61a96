// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// indent is the blanks that a line begins with.
func indent(p *analyzer.Pass, line int) []byte {
	raw := p.Raw(line)
	return raw[:len(raw)-len(bytes.TrimLeft(raw, " \t"))]
}

// indentWidth is how many columns they take.
func indentWidth(p *analyzer.Pass, line int) int { return p.Width(indent(p, line)) }

// endsIn reports whether the view of a line ends in a byte, blanks behind it
// not counted.
func endsIn(line []byte, c byte) bool {
	line = bytes.TrimRight(line, blanks)
	return len(line) > 0 && line[len(line)-1] == c
}

const blanks = " \t\r\v\f"

// first is the first token of a line, -1 if it has none.
func first(p *analyzer.Pass, line int) int {
	if from, end := p.LineTokens(line); from < end {
		return from
	}
	return -1
}

// endsLine reports whether nothing but comments and a backslash follows token
// i on its line.
func endsLine(p *analyzer.Pass, i int) bool {
	_, end := p.LineTokens(p.TokenLine(i))
	for i++; i < end; i++ {
		if k := p.Tokens.Kind[i]; k != token.Comment && (k != token.Backslash || i+1 < end) {
			return false
		}
	}
	return true
}

// alone reports whether a token has its line for itself, but for a backslash.
func alone(p *analyzer.Pass, i int) bool {
	from, end := p.LineTokens(p.TokenLine(i))
	return from == i && (end == i+1 || end == i+2 && p.Tokens.Kind[i+1] == token.Backslash)
}

// wholeLine bounds a line with its line feed.
func wholeLine(p *analyzer.Pass, line int) source.Range {
	r := p.LineRange(line)
	if int(r.End) < len(p.Text.Raw) {
		r.End++
	}
	return r
}

// join puts one blank, and nothing else, between two tokens that only blanks
// and line ends separate; ok is false if there is more.
func join(p *analyzer.Pass, i, k int) (edit fix.Edit, ok bool) {
	gap := source.Range{Start: p.Tokens.End[i], End: p.Tokens.Start[k]}
	if len(bytes.TrimSpace(p.Text.Raw[gap.Start:gap.End])) > 0 {
		return fix.Edit{}, false
	}
	return analyzer.Replace(gap, " "), true
}

// raiseBrace moves the opening brace at token i behind token to, which ends the
// code in front of it. A comment between the two stays where it is. What
// follows the brace on its line goes one step to the right.
func raiseBrace(p *analyzer.Pass, to, i int) ([]fix.Edit, bool) {
	for k := to + 1; k < i; k++ {
		if p.Tokens.Kind[k] != token.Comment && p.Tokens.Kind[k] != token.Backslash {
			return nil, false
		}
	}
	line := p.TokenLine(i)
	if first(p, line) != i || p.InDirective(line) != p.InDirective(p.TokenLine(to)) {
		return nil, false
	}
	put := analyzer.Insert(p.Tokens.End[to], " {")
	if alone(p, i) {
		if int(p.LineRange(line).End) >= len(p.Text.Raw) {
			return nil, false // the last line, without a line feed
		}
		return []fix.Edit{put, analyzer.Delete(wholeLine(p, line))}, true
	}
	at := p.TokenRange(i)
	for int(at.End) < len(p.Text.Raw) && (p.Text.Raw[at.End] == ' ' || p.Text.Raw[at.End] == '\t') {
		at.End++
	}
	at.Start = p.LineRange(line).Start
	return []fix.Edit{put, analyzer.Replace(at, p.IndentLike(indent(p, line), 1))}, true
}
