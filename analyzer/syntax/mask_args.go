// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// args writes the argument list that opens at item i. Macros take anything:
// types, operators, statements, nothing. An argument that is no expression
// becomes one identifier that covers it.
func (r *reader) args(i int) {
	end := r.after(i) - 1
	r.emit(i)
	if !r.enter() {
		r.leave()
		return
	}
	defer r.leave()
	wrote := false
	for lo := i + 1; lo < end; {
		hi := r.find(token.Comma, lo, end)
		if lo == hi {
			r.drop() // an empty argument takes its comma along
			lo = hi + 1
			continue
		}
		if wrote {
			r.emit(lo - 1)
		}
		r.arg(lo, hi)
		wrote = true
		lo = hi + 1
	}
	r.emit(end)
}

// arg writes one argument.
func (r *reader) arg(lo, hi int) {
	if r.typeArg(lo, hi) {
		r.span(symIdentifier, lo, hi)
		return
	}
	m := r.out.mark()
	if r.items[lo].kind == token.LBrace && r.after(lo) == hi && r.looksLikeCode(lo) {
		r.block(lo)
		return
	}
	if r.expr(lo, hi) {
		return
	}
	r.out.rewind(m)
	r.opaque(lo, hi)
}

// typeArg reports whether an argument is a type. A single name is not: it is a
// fine expression.
func (r *reader) typeArg(lo, hi int) bool {
	it := &r.items[lo]
	if it.kind != token.Ident || hi-lo == 1 && it.sym == symIdentifier {
		return false
	}
	return r.isType(lo, hi)
}

// isType reports whether the items [lo, hi) can only be the name of a type:
// they begin with a word that begins types, or are a name and stars.
func (r *reader) isType(lo, hi int) bool {
	if lo >= hi || r.items[lo].kind != token.Ident {
		return false
	}
	it := &r.items[lo]
	if r.startsType(it) {
		switch r.kindIn(lo+1, hi) {
		case token.Dot, token.Arrow:
			return it.sym != symPrimitive
		}
		return true
	}
	if it.sym != symIdentifier || hi-lo == 1 {
		return false
	}
	k := lo + 1
	if r.kind(k) == token.LParen { // a type made by a macro: STACK(x) *
		k = r.after(k)
		if k >= hi || r.items[k].kind != token.Star {
			return false
		}
	}
	for k < hi && r.items[k].kind == token.Ident && r.items[k].sym == symIdentifier {
		k++ // an attribute that is not listed
	}
	if k < hi && k == lo+1 && r.startsType(&r.items[k]) {
		return true // an attribute in front of a type
	}
	if k == hi {
		return hi-lo > 1
	}
	stars := 0
	for k < hi {
		switch {
		case r.items[k].kind == token.Star:
			stars++
			k++
		case r.items[k].sym == symConst || r.items[k].sym == symVolatile || r.items[k].sym == symRestrict:
			k++
		case r.items[k].kind == token.LParen && r.kind(k+1) == token.Star && r.kind(k+2) == token.RParen:
			return true // name (*)(...)
		default:
			return false
		}
	}
	return stars > 0
}

// startsType reports whether a word begins the name of a type and nothing else.
func (r *reader) startsType(it *item) bool {
	if it.kind != token.Ident {
		return false
	}
	switch it.sym {
	case symStruct, symUnion, symEnum, symConst, symVolatile, symUnsigned, symSigned, symLong, symShort, symPrimitive:
		return true
	}
	return it.class == classTypeof
}

// looksLikeCode reports whether the braces at item i hold statements, and not
// an initialiser.
func (r *reader) looksLikeCode(i int) bool {
	end := r.after(i) - 1
	if end == i+1 {
		return true
	}
	return r.find(token.Semi, i+1, end) < end
}

// typeName writes the name of a type in parentheses.
func (r *reader) typeName(lo, hi int) {
	m := r.out.mark()
	at := lo
	for at+1 < hi && r.plainName(at) && (r.plainName(at+1) || r.startsType(&r.items[at+1]) && !isModifier(r.items[at+1].sym)) {
		at++ // an attribute
	}
	r.dropTo(lo, at)
	if r.param(at, hi) {
		return
	}
	r.out.rewind(m)
	r.opaque(lo, hi)
}
