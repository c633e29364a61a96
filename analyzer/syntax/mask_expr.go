// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// expr writes the items [lo, hi) as an expression. It walks them with two
// states, operand expected and operator expected. It reports false as soon as
// the items cannot be an expression; the caller then decides whether to take
// back what was written.
func (r *reader) expr(lo, hi int) bool {
	if !r.enter() {
		return false
	}
	defer r.leave()
	operand := true
	ternaries := 0
	i := lo
	for i < hi {
		if operand {
			next, state, ok := r.operand(i, hi)
			if !ok || next <= i {
				return false
			}
			i, operand = next, state
			continue
		}
		switch k := r.items[i].kind; {
		case k == token.Question:
			ternaries++
			operand = r.kindIn(i+1, hi) != token.Colon // GNU: a ?: b
			r.emit(i)
			i++
		case k == token.Colon:
			if ternaries--; ternaries < 0 {
				return false
			}
			r.emit(i)
			i++
			operand = true
		case k == token.Comma:
			r.emit(i)
			i++
			operand = true
		case k == token.LParen:
			r.args(i)
			i = r.after(i)
		case k == token.LBrack:
			if !r.subscript(i) {
				return false
			}
			i = r.after(i)
		case k == token.Dot || k == token.Arrow:
			if i+1 >= hi || r.items[i+1].kind != token.Ident && r.items[i+1].kind != token.Number {
				return false
			}
			r.emit(i)
			r.name(i + 1)
			i += 2
		case k == token.Inc || k == token.Dec:
			r.emit(i)
			i++
		case k.IsOperator() && k != token.Tilde && k != token.Bang:
			r.emit(i)
			i++
			operand = true
		case r.stringPart(i, lo, hi):
			next := r.concat(i, hi)
			if next <= i {
				return false
			}
			i = next
		case k == token.Ident && r.plainName(i) && r.macroCase(i) && i > lo:
			i = r.operatorMacro(i, hi)
		default:
			return false
		}
	}
	return !operand && ternaries == 0
}

// operatorMacro leaves out a macro that brings its operator: timeout SCALE.
func (r *reader) operatorMacro(i, hi int) int {
	r.drop()
	if r.kindIn(i+1, hi) == token.LParen {
		return r.after(i + 1)
	}
	return i + 1
}

// operand writes what begins at i where an operand is expected. It returns the
// index behind it and whether an operand is still expected, as behind a unary
// operator or a cast.
func (r *reader) operand(i, hi int) (next int, more, ok bool) {
	it := &r.items[i]
	switch it.kind {
	case token.Number:
		r.emit(i)
		return i + 1, false, true
	case token.Char:
		r.emit(i)
		return i + 1, false, true
	case token.String:
		return r.concat(i, hi), false, true
	case token.LParen:
		return r.paren(i, hi)
	case token.Plus, token.Minus, token.Star, token.Amp, token.Bang, token.Tilde, token.Inc, token.Dec:
		r.emit(i)
		return i + 1, true, true
	case token.AndAnd: // GNU: &&label
		r.emitAs(symAmp, i)
		return i + 1, true, true
	case token.Ident:
		return r.operandWord(i, hi)
	}
	return i, true, false
}

// operandWord is operand for a word.
func (r *reader) operandWord(i, hi int) (next int, more, ok bool) {
	it := &r.items[i]
	switch {
	case it.word == token.Sizeof || it.sym == symAlignof:
		return r.sizeof(i, hi)
	case it.class == classAsm:
		return r.asm(i, hi), false, true
	case r.plainName(i) && r.kindIn(i+1, hi) == token.Ident && r.stringsAhead(i, hi):
		return r.concat(i, hi), false, true
	case r.kindIn(i+1, hi) == token.String && r.plainName(i):
		if n := it.end - it.start; n == 1 || it.end == r.items[i+1].start {
			r.drop() // the prefix of a wide string
			return r.concat(i+1, hi), false, true
		}
		return r.concat(i, hi), false, true
	case r.kindIn(i+1, hi) == token.Char && it.end == r.items[i+1].start:
		r.drop()
		r.emit(i + 1)
		return i + 2, false, true
	case it.sym == symIdentifier && r.kindIn(i+1, hi) == token.LParen && r.kindIn(r.after(i+1), hi) == token.String:
		return r.concat(i, hi), false, true
	case it.sym == symIdentifier || it.class == classType && r.kindIn(i+1, hi) != token.Ident:
		r.operandName(i)
		return i + 1, false, true
	case it.sym == symTrue || it.sym == symFalse || it.sym == symNull:
		r.emit(i)
		return i + 1, false, true
	case it.class == classType || it.sym == symPrimitive:
		// A variable with the name of a type, if an operator follows.
		switch k := r.kindIn(i+1, hi); {
		case k == token.Dot || k == token.Arrow || k == token.LBrack || k.IsAssign() || k == token.LParen:
			r.emitAs(symIdentifier, i)
			return i + 1, false, true
		}
	}
	return i, true, false
}

// stringsAhead reports whether the names at i are in front of a string.
func (r *reader) stringsAhead(i, hi int) bool {
	for i < hi && r.plainName(i) {
		i++
	}
	return r.kindIn(i, hi) == token.String
}

// sizeof writes sizeof or __alignof__ and a type in parentheses behind it.
func (r *reader) sizeof(i, hi int) (next int, more, ok bool) {
	if r.kindIn(i+1, hi) != token.LParen {
		r.emitAs(symSizeof, i)
		return i + 1, true, true
	}
	open, end := i+1, r.after(i+1)
	if !r.isType(open+1, end-1) {
		// __alignof__ of an expression is not in the grammar, nor is a
		// type macro: sizeof does for both.
		r.emitAs(symSizeof, i)
		return i + 1, true, true
	}
	r.emit(i)
	r.emit(open)
	r.typeName(open+1, end-1)
	r.emit(end - 1)
	return end, false, true
}

// paren writes a parenthesis where an operand is expected: a cast, a compound
// literal, a statement expression or an expression in parentheses.
func (r *reader) paren(i, hi int) (next int, more, ok bool) {
	end := r.after(i)
	lo := i + 1
	switch {
	case r.kind(lo) == token.LBrace && r.after(lo) == end-1:
		// ({ ... }): an argument list may hold a block, so it becomes the
		// argument of a call to nothing.
		r.insertBefore(symIdentifier, i)
		r.emit(i)
		r.block(lo)
		r.emit(end - 1)
		return end, false, true
	case lo == end-1:
		r.span(symIdentifier, i, end)
		return end, false, true
	case r.isType(lo, end-1):
		if k := r.kindIn(end, hi); end >= hi || k == token.Comma || k == token.RParen || k.IsAssign() || k == token.Arrow {
			if end-1-lo > 1 || r.items[lo].sym != symIdentifier {
				r.span(symIdentifier, i, end) // a type alone: a macro argument
				return end, false, true
			}
		}
		r.emit(i)
		r.typeName(lo, end-1)
		r.emit(end - 1)
		if r.kindIn(end, hi) == token.LBrace {
			r.initList(end)
			return r.after(end), false, true
		}
		return end, true, true
	}
	if end-1-lo == 1 && r.plainName(lo) && end < hi && r.castTo(lo, end) {
		r.emit(i)
		r.typeWord(lo)
		r.emit(end - 1)
		if r.items[end].kind == token.LBrace {
			r.initList(end)
			return r.after(end), false, true
		}
		return end, true, true
	}
	r.emit(i)
	m := r.out.mark()
	if !r.expr(lo, end-1) {
		r.out.rewind(m)
		r.opaque(lo, end-1)
	}
	r.emit(end - 1)
	return end, false, true
}

// castTo reports whether the name at i, alone in parentheses, is a type that
// what begins at next is cast to. Only an operand behind it proves that; where
// it could be an operator as well, the name decides.
func (r *reader) castTo(i, next int) bool {
	switch it := &r.items[next]; it.kind {
	case token.Number, token.String, token.Char, token.Tilde, token.Bang, token.LBrace:
		return true
	case token.Ident:
		return it.sym != symIdentifier || r.plainName(next)
	case token.LParen, token.Amp, token.Star, token.Minus, token.Plus:
		return bytes.HasSuffix(r.text(i), []byte("_t"))
	}
	return false
}

// subscript writes the brackets at i.
func (r *reader) subscript(i int) bool {
	end := r.after(i)
	r.emit(i)
	m := r.out.mark()
	if !r.expr(i+1, end-1) {
		r.out.rewind(m)
		if end-1 == i+1 {
			r.insert(symIdentifier, i+1)
		} else {
			r.opaque(i+1, end-1)
		}
	}
	r.emit(end - 1)
	return true
}

// stringPart reports whether item i continues a run of string literals that
// ends in front of it: another literal, or a macro that stands for one.
func (r *reader) stringPart(i, lo, hi int) bool {
	if i <= lo {
		return false
	}
	it := &r.items[i]
	if it.kind != token.String && !r.plainName(i) {
		return false
	}
	prev := &r.items[i-1]
	return prev.kind == token.String || it.kind == token.String &&
		(prev.kind == token.Ident && prev.sym == symIdentifier || prev.kind == token.RParen)
}

// concat writes a run of strings and macros between them as far as it goes.
// The grammar takes names among them, but only one in front of the first
// string, and no calls.
func (r *reader) concat(i, hi int) int {
	seen := false
	for i < hi {
		it := &r.items[i]
		switch {
		case it.kind == token.String:
			r.emit(i)
			seen = true
			i++
		case r.plainName(i):
			next := i + 1
			if r.kindIn(next, hi) == token.LParen {
				next = r.after(next)
			}
			behind := r.kindIn(next, hi)
			// A macro that begins the next statement or element is no part.
			if seen && r.newLine(i) && behind != token.String && next < hi && behind != token.Comma {
				return i
			}
			switch {
			case !seen && behind != token.String:
				r.drop()
			case next == i+1:
				r.name(i)
			default:
				r.span(symIdentifier, i, next)
			}
			i = next
		default:
			return i
		}
	}
	return i
}

// asm writes an assembler statement as a call with one argument, since the
// grammar's own form does not know operands with expressions and macros.
func (r *reader) asm(i, hi int) int {
	k := i + 1
	for k < hi && r.items[k].kind == token.Ident {
		k++
	}
	if r.kindIn(k, hi) != token.LParen {
		r.span(symIdentifier, i, k)
		return k
	}
	r.span(symIdentifier, i, k)
	end := r.after(k)
	r.emit(k)
	r.span(symIdentifier, k+1, end-1)
	r.emit(end - 1)
	return end
}
