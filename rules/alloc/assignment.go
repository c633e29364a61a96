// SPDX-License-Identifier: GPL-2.0-or-later

package alloc

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// target is what a call is assigned to.
type target struct {
	// lvalue is checkpatch's: a name with members, without stars and without
	// blanks; it ends in front of the equal sign.
	lvalue []byte
	// left is the whole left side in tokens, with stars but without a type.
	left analyzer.Span
	// oneLine is true when all from the lvalue to the call is on one line and
	// has nothing but blanks between the tokens.
	oneLine bool
}

// assigned finds what the call at token name is assigned to, with or without
// a cast.
func assigned(p *analyzer.Pass, name int) (target, bool) {
	var t target
	k := p.PrevCode(name)
	if p.Tokens.KindAt(k) == token.RParen {
		k = p.PrevCode(openingParen(p, k))
	}
	if p.Tokens.KindAt(k) != token.Assign {
		return t, false
	}
	t.left.End = k
	first := leftSide(p, k)
	if first < 0 {
		return t, false
	}
	t.left.First = first
	line := p.TokenLine(name)
	start, _ := p.LineTokens(line)
	t.oneLine = first >= start
	for i := first; i < name; i++ {
		t.oneLine = t.oneLine && p.Tokens.Kind[i] != token.Comment
	}
	t.lvalue = lvalueBefore(p, k)
	return t, true
}

// openingParen is the token that the parenthesis at token i closes, -1 if it
// is out of sight.
func openingParen(p *analyzer.Pass, i int) int {
	depth, k := 0, i
	defer func() { p.Saw(k) }()
	for ; k >= 0 && i-k < 500; k-- {
		switch p.Tokens.Kind[k] {
		case token.RParen:
			depth++
		case token.LParen:
			if depth--; depth == 0 {
				return k
			}
		case token.Semi, token.LBrace, token.RBrace:
			return -1
		}
	}
	return -1
}

// leftSide is the first token of the expression that ends in front of token i:
// names, members, indices and stars; a type in front of a declared name is not
// part of it.
func leftSide(p *analyzer.Pass, i int) int {
	first, depth := -1, 0
	wantsName := true
	for k := p.PrevCode(i); k >= 0 && i-k < 200; k = p.PrevCode(k) {
		switch kind := p.Tokens.Kind[k]; {
		case kind == token.RBrack || kind == token.RParen:
			if depth == 0 && !wantsName {
				return first // the head of a condition, a cast
			}
			depth++
			wantsName = kind == token.RBrack
		case kind == token.LBrack || kind == token.LParen:
			if depth == 0 {
				return first
			}
			depth--
			first = k
		case depth > 0:
		case kind == token.Ident:
			if !wantsName {
				return first
			}
			first, wantsName = k, false
		case kind == token.Dot || kind == token.Arrow:
			wantsName = true
		case kind == token.Star && !wantsName:
			if before := p.Tokens.KindAt(p.PrevCode(k)); before == token.Ident || before == token.Number {
				return first
			}
			first = k
		default:
			return first
		}
	}
	return first
}

// lvalueBefore is the longest lvalue in checkpatch's sense that ends, blanks
// aside, where the token i begins and lies on its line.
func lvalueBefore(p *analyzer.Pass, i int) []byte {
	line := p.TokenLine(i)
	clean := p.Clean(line)
	end := operand.BlanksBefore(clean, int(p.Tokens.Start[i]-p.Text.Lines[line].Start))
	for from := 0; from < end; from++ {
		if !operand.IsLetter(clean[from]) || from > 0 && operand.IsWord(clean[from-1]) {
			continue
		}
		if operand.Lvalue(clean, from) == end {
			return clean[from:end]
		}
	}
	return nil
}

// sameText reports whether two runs of tokens are the same but for blanks.
func sameText(p *analyzer.Pass, a, b analyzer.Span) bool {
	if a.Len() != b.Len() || a.Len() == 0 {
		return false
	}
	for i := range a.Len() {
		if !bytes.Equal(p.Tokens.Text(p.Text.Raw, a.First+i), p.Tokens.Text(p.Text.Raw, b.First+i)) {
			return false
		}
	}
	return true
}
