// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// An entry of Model.jump belongs to a bracket. For an opening one it is how many
// tokens further the closing one stands, shifted left by one, with the lowest
// bit set when a ';' or '{' stands between them. Parentheses and braces are
// paired apart from each other, as checkpatch counts them. 0 means that there
// is no partner in the hunk.

// directive is a conditional directive.
type directive struct {
	tok          int32
	kind         directiveKind
	paren, brace int32 // innermost open brackets, -1 if none
	depth        int   // of them all
}

type directiveKind uint8

const (
	notConditional directiveKind = iota
	dirIf
	dirElse
	dirEndif
)

// conditional tells what directive the '#' of token i begins. Checkpatch
// wants a blank behind #if, so "#if(" is none to it.
func (m *Model) conditional(i int) directiveKind {
	t := m.toks
	if t.KindAt(i+1) != token.Ident {
		return notConditional
	}
	end := t.End[i+1]
	switch string(m.Bytes(i + 1)) {
	case "if", "ifdef", "ifndef":
		if int(end) >= len(m.text.Clean) || token.IsBlank(m.text.Clean[end]) {
			return dirIf
		}
	case "else", "elif":
		return dirElse
	case "endif":
		return dirEndif
	}
	return notConditional
}

type openBracket struct {
	tok     int32
	divided bool
}

// pairing is the walk over the tokens that fills jump and stops.
type pairing struct {
	m              *Model
	parens, braces []openBracket
	dirs           []directive // of the hunk
	level          []int32     // see Model.level
}

// pairBrackets goes over the tokens from i on. If done is given, it is asked
// about the tokens in front of which all brackets are closed, and ends the walk.
func (p *pairing) pairBrackets(i int, done func(i int) bool) {
	m := p.m
	hunk := 0
	for n := m.toks.Len(); i < n; i++ {
		for m.toks.Start[i] >= m.hunkLimit(hunk) {
			m.findStops(p.dirs)
			p.parens, p.braces, p.dirs = p.parens[:0], p.braces[:0], p.dirs[:0]
			hunk++
		}
		if len(p.parens)+len(p.braces) == 0 {
			if done != nil && done(i) {
				break
			}
			if k := len(p.level); k == 0 || i >= int(p.level[k-1])+levelTokens {
				p.level = append(p.level, int32(i))
			}
		}
		p.token(i)
	}
	m.findStops(p.dirs)
	m.slow = min(max(slowWork/(m.cut+1), 64), slowSteps)
}

// token takes one token into account.
func (p *pairing) token(i int) {
	m := p.m
	switch m.toks.Kind[i] {
	case token.LParen:
		p.parens = append(p.parens, openBracket{tok: int32(i)})
	case token.LBrace:
		if n := len(p.parens); n > 0 {
			p.parens[n-1].divided = true
		}
		p.braces = append(p.braces, openBracket{tok: int32(i), divided: true})
	case token.Semi:
		if n := len(p.parens); n > 0 {
			p.parens[n-1].divided = true
		}
	case token.RParen:
		p.parens = m.closeBracket(p.parens, i)
	case token.RBrace:
		p.braces = m.closeBracket(p.braces, i)
	case token.Hash:
		if kind := m.conditional(i); kind != notConditional {
			p.dirs = append(p.dirs, directive{int32(i), kind, innermost(p.parens), innermost(p.braces), len(p.parens) + len(p.braces)})
		}
	}
}

func innermost(open []openBracket) int32 {
	if n := len(open); n > 0 {
		return open[n-1].tok
	}
	return -1
}

func (m *Model) closeBracket(open []openBracket, i int) []openBracket {
	n := len(open) - 1
	if n < 0 {
		return open
	}
	o := open[n]
	m.jump[o.tok] = uint32(i-int(o.tok)) << 1
	if o.divided {
		m.jump[o.tok] |= 1
		if n > 0 {
			open[n-1].divided = true
		}
	}
	return open[:n]
}

// hunkLimit is the offset behind hunk h.
func (m *Model) hunkLimit(h int) uint32 {
	if h+1 < len(m.text.Hunks) {
		if first := m.text.Hunks[h+1].First; first < len(m.text.Lines) {
			return m.text.Lines[first].Start
		}
	}
	return ^uint32(0)
}

// findStops keeps the directives of one hunk over which brackets cannot be
// skipped: an #if with an #else, or whose #endif stands in another bracket.
// All others leave the nesting as it was.
func (m *Model) findStops(dirs []directive) {
	plain := make([]bool, len(dirs))
	var open []int // indices of #if; the lowest bit says that an #else was seen
	for i, d := range dirs {
		switch d.kind {
		case dirIf:
			open = append(open, i<<1)
		case dirElse:
			for k := max(0, len(open)-1); k < len(open); k++ {
				open[k] |= 1
			}
		case dirEndif:
			n := len(open) - 1
			if n < 0 {
				continue
			}
			o := open[n]
			open = open[:n]
			from := dirs[o>>1]
			if o&1 == 0 && from.paren == d.paren && from.brace == d.brace {
				plain[o>>1], plain[i] = true, true
			}
		}
	}
	for i, d := range dirs {
		if !plain[i] {
			m.stops = append(m.stops, d.tok)
			m.cut += d.depth
		}
	}
}

// freeOfStops reports whether no directive that counts lies in tokens (a, b).
func (m *Model) freeOfStops(a, b int) bool {
	if len(m.stops) == 0 {
		return true
	}
	lo, hi := 0, len(m.stops)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if int(m.stops[mid]) <= a {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo == len(m.stops) || int(m.stops[lo]) >= b
}

// Match is the token that closes the bracket of token i, counting brackets of
// that kind alone; -1 if there is none in the hunk.
func (m *Model) Match(i int) int {
	j := m.match(i)
	if j >= 0 {
		m.see(m.text.LineAt(m.toks.Start[j]))
	} else {
		m.see(len(m.text.Lines))
	}
	return j
}

func (m *Model) match(i int) int {
	if uint(i) < uint(len(m.jump)) && m.jump[i] != 0 {
		return i + int(m.jump[i]>>1)
	}
	return -1
}

// isDefine reports whether token i is the '#' of a #define, by checkpatch's
// reading: whatever the word goes on with.
func (m *Model) isDefine(i int) bool {
	return m.toks.KindAt(i) == token.Hash && m.toks.KindAt(i+1) == token.Ident &&
		bytes.HasPrefix(m.Bytes(i+1), []byte("define"))
}

// directiveEnd is the line behind a directive: lines that end in a backslash
// go on.
func (m *Model) directiveEnd(line int) int {
	end := m.HunkEnd(line)
	for line < end-1 && m.text.Lines[line].Features&source.Continued != 0 {
		line++
	}
	return line + 1
}
