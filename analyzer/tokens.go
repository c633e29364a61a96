// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// maxGroup is how many tokens a bracket may be away from its partner before
// Opening and Closing stop looking: nothing longer is part of an expression or
// of a function that a check could say something about.
const maxGroup = 20000

// Before is the index of the token in front of i that is no comment, -1 at the
// beginning of the hunk.
func (p *Pass) Before(i int) int {
	if i <= 0 {
		return -1
	}
	k := i - 1
	for k >= 0 && p.Tokens.Kind[k] == token.Comment {
		k--
	}
	p.Saw(k)
	if k >= 0 && !p.Text.Whole && i < p.Tokens.Len() && !p.SameHunk(p.TokenLine(k), p.TokenLine(i)) {
		return -1
	}
	return k
}

// After is the index of the token behind i that is no comment, -1 at the end
// of the hunk.
func (p *Pass) After(i int) int {
	k := i + 1
	for k < p.Tokens.Len() && p.Tokens.Kind[k] == token.Comment {
		k++
	}
	p.Saw(k)
	if k >= p.Tokens.Len() || i >= 0 && !p.Text.Whole && !p.SameHunk(p.TokenLine(k), p.TokenLine(i)) {
		return -1
	}
	return k
}

// Opening is the index of the bracket that the one at i closes, brackets of
// all kinds counted; -1 if it is not found.
func (p *Pass) Opening(i int) int {
	depth, k := 0, i
	for ; k >= 0 && k > i-maxGroup; k-- {
		switch kind := p.Tokens.Kind[k]; {
		case kind.IsClose():
			depth++
		case kind.IsOpen():
			if depth--; depth == 0 {
				p.Saw(k)
				return k
			}
		}
	}
	p.Saw(k)
	return -1
}

// Closing is the index of the bracket that closes the one at i, or -1.
func (p *Pass) Closing(i int) int {
	if i < 0 {
		return -1
	}
	depth, k := 0, i
	for ; k < p.Tokens.Len() && k < i+maxGroup; k++ {
		switch kind := p.Tokens.Kind[k]; {
		case kind.IsOpen():
			depth++
		case kind.IsClose():
			if depth--; depth == 0 {
				p.Saw(k)
				return k
			}
		}
	}
	p.Saw(k)
	return -1
}

// TokensRange bounds the tokens from first to last, both included, in bytes.
func (p *Pass) TokensRange(first, last int) source.Range {
	return source.Range{Start: p.Tokens.Start[first], End: p.Tokens.End[last]}
}

// RawText is a piece of the raw text.
func (p *Pass) RawText(r source.Range) string { return string(p.Text.Raw[r.Start:r.End]) }

// HasComment reports whether a comment stands between two tokens, or is one of
// them.
func (p *Pass) HasComment(first, last int) bool {
	for i := first; i <= last; i++ {
		if p.Tokens.KindAt(i) == token.Comment {
			return true
		}
	}
	return false
}

// InDirective reports whether a line belongs to a directive of the
// preprocessor: as its first line, or as one that a backslash or a comment
// carries on.
func (p *Pass) InDirective(line int) bool {
	// inside is true while the line is known to begin in a comment.
	inside := false
	for p.Text.Lines[line].Features&source.Directive == 0 {
		p.reach.see(line)
		inside = p.beginsInComment(line, inside)
		if line == 0 || !p.SameHunk(line-1, line) || p.Text.Lines[line-1].Features&source.Continued == 0 && !inside {
			return false
		}
		line--
	}
	return true
}

// beginsInComment reports whether a comment goes on where a line begins. An
// empty line is in the comment that the line below begins in.
func (p *Pass) beginsInComment(line int, below bool) bool {
	clean := p.Clean(line)
	first := bytes.TrimLeft(clean, " \t\r")
	if len(first) == 0 {
		return below
	}
	raw := p.Raw(line)[len(clean)-len(first):]
	return first[0] == token.CommentByte && !bytes.HasPrefix(raw, []byte("/*")) && !bytes.HasPrefix(raw, []byte("//"))
}

// TokenColumn is the offset of token i in its line, in bytes.
func (p *Pass) TokenColumn(i int) int {
	return int(p.Tokens.Start[i] - p.Text.Lines[p.TokenLine(i)].Start)
}

// IndentLike is the blanks to begin a new line with that is as deep as a line
// which begins with the given ones, and so many steps deeper: tabs as far as
// they go, and then spaces. A deeper line begins at a tab stop.
func (p *Pass) IndentLike(blanks []byte, steps int) string {
	tab := p.options.TabSize
	columns := p.Width(blanks)
	if steps > 0 {
		columns = (columns/tab + steps) * tab
	}
	return strings.Repeat("\t", columns/tab) + strings.Repeat(" ", columns%tab)
}
