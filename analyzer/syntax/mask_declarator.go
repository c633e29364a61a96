// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// declarator writes stars, a name or an inner declarator, and what follows
// the name. It reports whether it ended with a parameter list.
func (r *reader) declarator(i, hi int) (int, bool) {
	i = r.stars(i, hi)
	if i >= hi {
		return i, false
	}
	switch it := &r.items[i]; {
	case it.kind == token.LParen && r.innerDeclarator(i):
		if !r.enter() {
			r.leave()
			return hi, false
		}
		end := r.after(i) - 1
		r.emit(i)
		at, _ := r.declarator(r.calling(i+1, end), end)
		r.raw(at, end)
		r.emit(end)
		r.leave()
		i = end + 1
	case it.kind == token.Ident && !isModifier(it.sym) && it.class != classAsm:
		r.name(i)
		i++
	}
	return r.suffixes(i, hi)
}

// stars writes stars and qualifiers, and leaves out attributes among them.
func (r *reader) stars(i, hi int) int {
	for i < hi {
		it := &r.items[i]
		switch {
		case it.kind == token.Star:
			r.emit(i)
		case it.kind != token.Ident:
			return i
		case it.sym == symConst || it.sym == symVolatile || it.sym == symRestrict:
			r.emit(i)
		case it.sym == symIdentifier && r.attributeHere(i, hi):
			r.drop()
			if r.kindIn(i+1, hi) == token.LParen {
				i = r.after(i+1) - 1
			}
		default:
			return i
		}
		i++
	}
	return i
}

// attributeHere reports whether the word at i, where a name is expected, is
// an attribute since the name follows.
func (r *reader) attributeHere(i, hi int) bool {
	switch k := r.kindIn(i+1, hi); k {
	case token.Star:
		return true
	case token.Ident:
		next := &r.items[i+1]
		return r.plainName(i+1) && !r.newLine(i+1) || next.sym == symConst
	case token.LParen:
		return r.attributeCall(i+1, hi)
	}
	return false
}

// innerDeclarator reports whether the parentheses at i hold a declarator and
// not parameters.
func (r *reader) innerDeclarator(i int) bool {
	lo, end := i+1, r.after(i)-1
	lo = r.callingEnd(lo, end)
	switch r.kindIn(lo, end) {
	case token.Star:
		return true
	case token.LParen:
		return r.innerDeclarator(lo)
	case token.Ident:
		it := &r.items[lo]
		if it.sym != symIdentifier {
			return false
		}
		k := r.kindIn(lo+1, end)
		return lo+1 == end && r.kind(end+1) == token.LParen || k == token.LParen || k == token.LBrack
	}
	return false
}

// calling leaves out the words in front of the star of (word *name).
func (r *reader) calling(lo, end int) int {
	k := r.callingEnd(lo, end)
	r.dropTo(lo, k)
	return k
}

func (r *reader) callingEnd(lo, end int) int {
	k := lo
	for k < end && r.items[k].kind == token.Ident && r.items[k].sym == symIdentifier {
		k++
	}
	if r.kindIn(k, end) == token.Star {
		return k
	}
	return lo
}

// suffixes writes array sizes and parameters and leaves out attributes.
func (r *reader) suffixes(i, hi int) (int, bool) {
	function := false
	for i < hi {
		it := &r.items[i]
		switch {
		case it.kind == token.LBrack:
			r.arraySize(i)
			i = r.after(i)
		case it.kind == token.LParen:
			next := r.after(i)
			if r.kindIn(next, hi) == token.Ident && r.oldStyle(next, hi) {
				r.raw(i, next)
			} else {
				r.params(i)
			}
			i = next
			function = true
		case it.class == classAsm:
			r.drop()
			if i++; r.kindIn(i, hi) == token.LParen {
				i = r.after(i)
			}
		case it.kind == token.Ident && it.sym == symIdentifier:
			if function && r.oldStyle(i, hi) || !function && r.newLine(i) {
				return i, function
			}
			if r.newLine(i) && r.indent(i) == 0 {
				return i, function
			}
			r.drop()
			if i++; r.kindIn(i, hi) == token.LParen {
				i = r.after(i)
			}
		default:
			return i, function
		}
	}
	return i, function
}

// arraySize writes the brackets at i.
func (r *reader) arraySize(i int) {
	end := r.after(i) - 1
	r.emit(i)
	lo := i + 1
	for lo < end && (r.items[lo].sym == symStatic || r.items[lo].sym == symConst || r.items[lo].sym == symRestrict) {
		r.emit(lo)
		lo++
	}
	switch {
	case lo == end:
	case lo == end-1 && r.items[lo].kind == token.Star:
		r.emit(lo)
	default:
		r.exprOrSpan(lo, end)
	}
	r.emit(end)
}

// params writes the parameter list at i. A parameter that is none becomes a
// type name that covers it.
func (r *reader) params(i int) {
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
			r.drop()
			lo++
			continue
		}
		if wrote {
			r.emit(lo - 1)
		}
		m := r.out.mark()
		if !r.param(lo, hi) {
			r.out.rewind(m)
			r.opaque(lo, hi)
		}
		wrote = true
		lo = hi + 1
	}
	r.emit(end)
}

// param writes one parameter or the name of a type; false if it is neither.
func (r *reader) param(lo, hi int) bool {
	if r.items[lo].kind == token.Ellipsis && hi == lo+1 {
		r.emit(lo)
		return true
	}
	i, typed := r.specifiers(lo, hi)
	if !typed {
		if i >= hi || r.items[i].kind != token.Ident || r.items[i].sym != symIdentifier {
			return false
		}
		if i+1 < hi && r.items[i+1].kind == token.LParen && r.kind(i+2) != token.Star {
			// A type made by a macro.
			end := r.after(i + 1)
			r.span(symIdentifier, i, end)
			i = end
		} else {
			r.typeWord(i)
			i++
		}
	}
	i, _ = r.declarator(i, hi)
	return i == hi
}

// raw writes the items [lo, hi) as they are.
func (r *reader) raw(lo, hi int) {
	for ; lo < hi; lo++ {
		r.emit(lo)
	}
}
