// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// opensList reports whether the brace at token i, the outermost of its piece,
// opens the body of a type or an initialiser, behind which the declaration
// goes on; otherwise it is the body of a function.
func (c *chunker) opensList(i int) bool {
	tag, call := false, false
	depth := 0
	for k := c.code; k < i; k++ {
		switch c.toks.Kind[k] {
		case token.LParen:
			depth++
			if depth == 1 && !c.attributeName(k) {
				call = true
			}
		case token.RParen:
			depth--
		case token.Assign:
			if depth == 0 {
				return true
			}
		case token.Ident:
			switch c.toks.Word[k] {
			case token.Struct, token.Union, token.Enum:
				tag = tag || depth == 0
			}
		}
	}
	return tag && !call
}

// attributeName reports whether the parenthesis at token k belongs to an
// attribute or a macro in place of a tag.
func (c *chunker) attributeName(k int) bool {
	if k == 0 || c.toks.Kind[k-1] != token.Ident {
		return false
	}
	name := c.toks.Text(c.clean, k-1)
	return maskClass[maskWords.ID(name)] == classAttrArgs || k > 1 && c.toks.Word[k-2] == token.Struct
}

// macroLine reports whether the piece that ends with the parenthesis at token
// i is a macro call without semicolon: name(...) alone, with something that
// begins a declaration in column 0 behind it.
func (c *chunker) macroLine(i int) bool {
	if c.toks.Kind[c.code] != token.Ident || c.toks.Word[c.code].IsKeyword() {
		return false
	}
	if k := c.toks.KindAt(c.nextCode(c.code + 1)); k != token.LParen {
		return false
	}
	next := c.nextCode(i + 1)
	if next >= c.last {
		return true
	}
	at := c.toks.Start[next]
	if at > 0 && c.clean[at-1] != '\n' {
		return false
	}
	switch c.toks.Kind[next] {
	case token.Hash:
		return bytes.IndexByte(c.clean[c.toks.End[i]:at], '\n') >= 0 && !c.goesOnBehind(next)
	case token.Ident:
	default:
		return false
	}
	return maskClass[maskWords.ID(c.toks.Text(c.clean, c.code))] != classAttrArgs
}

// goesOnBehind reports whether the piece goes on behind the directives at
// token i: with a body, or with the members of a machine description.
func (c *chunker) goesOnBehind(i int) bool {
	defer func() { c.look(i) }()
	for i < c.last {
		switch c.toks.Kind[i] {
		case token.Hash:
			i = readDirective(c.clean, c.toks, i, c.last).to
		case token.Comment:
			i++
		default:
			return c.toks.Kind[i] == token.LBrace || c.toks.Kind[i] == token.Dot
		}
	}
	return false
}

func (c *chunker) nextCode(i int) int {
	for i < c.last && c.toks.Kind[i] == token.Comment {
		i++
	}
	c.look(i)
	return i
}

// look notes that a decision depends on token i.
func (c *chunker) look(i int) { c.looked = max(c.looked, i) }

// bodyAhead reports whether only declarations of parameters stand between
// token i and the body of a function, as K&R wrote it.
func (c *chunker) bodyAhead(i int) bool {
	after := token.Semi
	defer func() { c.look(i) }()
	for end := min(i+200, c.last); i < end; i++ {
		switch k := c.toks.Kind[i]; k {
		case token.Comment:
			continue
		case token.LBrace:
			return after == token.Semi
		case token.Ident, token.Star, token.Comma, token.Semi, token.LBrack, token.RBrack, token.Number, token.LParen, token.RParen:
			after = k
		default:
			return false
		}
	}
	return false
}
