// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// wordStatement writes a statement that begins with a word which is no
// keyword of a statement: a declaration, a label, a macro with or without
// arguments, semicolon or body, or an expression.
func (r *reader) wordStatement(i, hi int) int {
	it := &r.items[i]
	behind := r.kindIn(i+1, hi)
	switch {
	case it.class == classAsm:
		return r.semi(r.asm(i, hi), hi)
	case string(r.text(i)) == "__label__":
		r.drop()
		return r.afterSemi(i, hi)
	case it.word == token.StaticAssert:
		r.name(i)
		if behind == token.LParen {
			r.args(i + 1)
			i = r.after(i + 1)
			return r.semi(i, hi)
		}
		return i + 1
	case behind == token.Colon && it.sym != symTrue:
		return r.label(i, i+1, hi)
	case r.startsDeclaration(i, hi):
		return r.decl(i, hi, inBlock)
	case it.sym != symIdentifier:
		return r.exprStatement(i, hi)
	case behind == token.LParen:
		return r.macroStatement(i, hi)
	case behind == token.LBrace: // a macro in front of a block
		r.drop()
		return i + 1
	case behind == token.Ident && r.items[i+1].sym != symIdentifier, behind == token.Ident && r.newLine(i+1), behind == token.None:
		r.emit(i) // a macro that is a whole statement
		r.insert(symSemi, i+1)
		return i + 1
	}
	return r.exprStatement(i, hi)
}

// label writes the label [i, colon). The grammar wants a statement behind it.
func (r *reader) label(i, colon, hi int) int {
	if colon == i+1 {
		r.name(i)
	} else {
		r.span(symIdentifier, i, colon)
	}
	r.emit(colon)
	next := colon + 1
	if next >= hi || r.items[next].kind == token.Ident && !startsStatement(r.items[next].sym) && r.startsDeclaration(next, hi) {
		r.insert(symSemi, next)
	}
	return next
}

// macroStatement writes name(...) where a statement begins: a call, a loop
// macro with its body, a macro without semicolon, a label made by a macro, or
// a type made by one.
func (r *reader) macroStatement(i, hi int) int {
	open, end := i+1, r.after(i+1)
	switch k := r.kindIn(end, hi); k {
	case token.LBrace:
		return r.loop(i, open, hi)
	case token.Dot:
		if bytes.HasSuffix(r.text(i), []byte("_START")) {
			return r.machine(i, end, hi)
		}
	case token.Colon:
		return r.label(i, end, hi)
	case token.Assign:
		if r.kindIn(end+1, hi) == token.LBrace {
			return r.decl(i, hi, inBlock)
		}
	case token.Star, token.Inc, token.Dec, token.LParen:
		if r.newLine(end) && (k != token.LParen && r.indent(end) > r.indent(i) || r.loopName(i)) {
			return r.loop(i, open, hi)
		}
		if k == token.Star && r.starsName(end, hi) {
			r.span(symIdentifier, i, end)
			return r.declarators(end, hi, inBlock)
		}
	case token.None:
		r.emit(i)
		r.args(open)
		r.insert(symSemi, end)
		return end
	case token.Ident:
		return r.macroThenWord(i, end, hi)
	}
	return r.exprStatement(i, hi)
}

// macroThenWord is macroStatement if a word follows the parentheses.
func (r *reader) macroThenWord(i, end, hi int) int {
	next := &r.items[end]
	if r.loopName(i) {
		return r.loop(i, i+1, hi)
	}
	if r.newLine(end) {
		if next.sym != symElse && r.indent(end) > r.indent(i) {
			return r.loop(i, i+1, hi)
		}
	} else if startsStatement(next.sym) && next.sym != symElse {
		return r.loop(i, i+1, hi)
	} else if next.sym == symIdentifier {
		switch r.kindIn(end+1, hi) {
		case token.Assign, token.Semi, token.Comma, token.LBrack:
			r.span(symIdentifier, i, end)
			return r.declarators(end, hi, inBlock)
		case token.LParen:
			return r.loop(i, i+1, hi)
		case token.String:
			return r.exprStatement(i, hi)
		}
	}
	r.emit(i)
	r.args(i + 1)
	r.insert(symSemi, end)
	return end
}

// loop writes the macro call at i as a while loop with the statement behind
// it as its body.
func (r *reader) loop(i, open, hi int) int {
	r.emitAs(symWhile, i)
	end := r.after(open)
	m := r.out.mark()
	r.args(open)
	if end == open+2 || len(r.out.code)-m.length == 2 { // no arguments
		r.out.rewind(m)
		r.emit(open)
		r.insert(symIdentifier, open+1)
		r.emit(end - 1)
	}
	return r.body(end, hi)
}

// loopName reports whether the word at i is the name of a loop macro.
func (r *reader) loopName(i int) bool {
	text := r.text(i)
	return bytes.Contains(text, []byte("for_each")) || bytes.Contains(text, []byte("foreach")) ||
		bytes.Contains(text, []byte("FOR_EACH")) || bytes.Contains(text, []byte("FOREACH"))
}

// startsDeclaration reports whether a declaration begins at i, in a block.
func (r *reader) startsDeclaration(i, hi int) bool {
	it := &r.items[i]
	if it.kind != token.Ident {
		return false
	}
	behind := r.kindIn(i+1, hi)
	switch {
	case it.class == classTypeof:
		return true
	case isModifier(it.sym):
		return true
	case it.sym == symPrimitive || it.class == classType:
		switch behind {
		case token.Ident, token.Star, token.LParen:
			return true
		}
		return false
	case r.startsType(it):
		return true
	case it.sym != symIdentifier:
		return false
	}
	switch behind {
	case token.Ident:
		next := &r.items[i+1]
		switch {
		case startsStatement(next.sym) || next.class == classAsm:
			return false
		case next.sym != symIdentifier && next.class != classType:
			return isModifier(next.sym) || r.startsType(next)
		case r.newLine(i + 1):
			return r.indent(i+1) > r.indent(i)
		}
		return true
	case token.Star:
		return r.starsName(i+1, hi)
	case token.LParen: // name (*f)(...)
		end := r.after(i + 1)
		return r.kind(i+2) == token.Star && r.kindIn(end, hi) == token.LParen &&
			r.kind(end-2) == token.Ident && r.kindIn(r.after(end), hi) != token.None
	}
	return false
}

// starsName reports whether stars and then a declared name begin at i.
func (r *reader) starsName(i, hi int) bool {
	k := i
	for k < hi && (r.items[k].kind == token.Star || r.items[k].sym == symConst || r.items[k].sym == symVolatile || r.items[k].sym == symRestrict) {
		k++
	}
	if k == i {
		return false
	}
	if r.kindIn(k, hi) == token.LParen {
		return r.kind(k+1) == token.Star && r.kindIn(r.after(k), hi) == token.LParen
	}
	if k >= hi || r.items[k].kind != token.Ident || r.items[k].sym != symIdentifier && r.items[k].class != classType {
		return false
	}
	switch r.kindIn(k+1, hi) {
	case token.Assign, token.Semi, token.Comma, token.LBrack, token.LParen:
		return true
	case token.Ident: // an attribute
		return r.items[k+1].sym == symIdentifier
	}
	return false
}
