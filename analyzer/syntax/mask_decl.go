// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// place says where a declaration stands.
type place uint8

const (
	atTop place = iota
	inBlock
	inMembers
	inFor
)

// decl writes the declaration that begins at i and returns the index behind
// its semicolon or body.
func (r *reader) decl(i, hi int, where place) int {
	if !r.enter() {
		r.leave()
		return hi
	}
	defer r.leave()
	start := i
	i, typed := r.specifiers(i, hi)
	if !typed {
		next, done, ok := r.macroDecl(i, hi, where, i > start)
		if done {
			return next
		}
		switch {
		case ok:
			i = next
		case next > i: // an attribute was left out
			if i, typed = r.specifiers(next, hi); !typed {
				r.insert(symPrimitive, i)
			}
		default:
			r.insert(symPrimitive, i)
		}
	}
	return r.declarators(i, hi, where)
}

// specifiers writes storage classes, qualifiers and the type, and reports
// whether there was a type. Of identifiers one is the type and, in front of
// what may follow a name, one is the name: what is left over are attributes,
// whether they are listed or not.
func (r *reader) specifiers(i, hi int) (int, bool) {
	typed := false
	for i < hi && r.items[i].kind == token.Ident {
		it := &r.items[i]
		switch {
		case isModifier(it.sym):
			if typed && sizes(r.at(i-1).sym) && sizes(r.at(i+1).sym) {
				r.drop() // unsigned volatile long
			} else {
				r.emit(i)
			}
			i++
		case it.sym == symStruct || it.sym == symUnion || it.sym == symEnum:
			if typed {
				return i, typed
			}
			i = r.tagged(i, hi)
			typed = true
		case it.class == classTypeof:
			next := i + 1
			if r.kindIn(next, hi) == token.LParen {
				next = r.after(next)
			}
			r.span(symPrimitive, i, next)
			i, typed = next, true
		case it.class == classType && typed:
			return i, typed // a name
		case it.sym == symPrimitive || it.sym == symUnsigned || it.sym == symSigned || it.sym == symLong || it.sym == symShort:
			r.emit(i)
			i++
			typed = true
		case r.plainName(i):
			next, nowTyped, stop := r.names(i, hi, typed)
			if stop {
				return next, nowTyped
			}
			i, typed = next, nowTyped
		default:
			return i, typed
		}
	}
	return i, typed
}

// sizes reports whether s is part of a type of several words.
func sizes(s symbol) bool {
	switch s {
	case symUnsigned, symSigned, symLong, symShort, symPrimitive:
		return true
	}
	return false
}

func isModifier(s symbol) bool {
	switch s {
	case symStatic, symExtern, symInline, symConst, symVolatile, symRegister, symRestrict, symAuto, symTypedef:
		return true
	}
	return false
}

// names deals with a run of identifiers among the specifiers: it writes the
// one that is the type, leaves the one that is the name, and leaves out the
// others. It reports whether there is a type now and whether the specifiers
// end here.
func (r *reader) names(i, hi int, typed bool) (next int, nowTyped, stop bool) {
	j := i
	for j < hi && r.plainName(j) {
		j++
	}
	if j > i && j < hi && (r.items[j].class == classType || r.items[j].sym == symPrimitive) && !r.typeAgain(j, hi) {
		// typedef name u32: the word is declared here.
		r.dropTo(i, j-1)
		if !typed {
			r.typeWord(j - 1)
		}
		return j, true, true
	}
	n := j - i
	behind := r.kindIn(j, hi)
	if behind == token.Ident && r.items[j].class == classAsm {
		behind = token.Semi // name asm("register")
	}
	if behind == token.LParen && n > 0 && (n > 1 || typed) && r.attributeCall(j, hi) {
		// type attribute(...) name
		if !typed && n > 1 {
			r.dropTo(i, j-2)
			r.typeWord(j - 2)
		}
		r.drop()
		return r.after(j), typed || n > 1, false
	}
	named := behind != token.Star && behind != token.Ident
	if behind == token.LParen && n == 1 && !typed && r.kind(j+1) == token.Star && r.kindIn(r.after(j), hi) == token.LParen {
		r.typeWord(i) // name (*f)(...)
		return j, true, true
	}
	switch {
	case typed && named:
		r.dropTo(i, j-1)
		return j - 1, true, true
	case typed:
		r.drop()
		return j, true, false
	case behind == token.Star:
		r.dropTo(i, j-1)
		r.typeWord(j - 1)
		return j, true, false
	case behind == token.Ident:
		if r.typeFollows(j, hi) {
			r.drop()
			return j, false, false
		}
		r.dropTo(i, j-1)
		r.typeWord(j - 1)
		return j, true, false
	case n > 1:
		r.dropTo(i, j-2)
		r.typeWord(j - 2)
		return j - 1, true, true
	}
	return i, false, true
}

// plainName reports whether item i is a word that means nothing in itself.
func (r *reader) plainName(i int) bool {
	it := &r.items[i]
	return it.kind == token.Ident && it.sym == symIdentifier && it.class == classNone
}

// typeAgain reports whether the word at i, the name of a type, is used as one:
// something that can be declared follows it.
func (r *reader) typeAgain(i, hi int) bool {
	switch r.kindIn(i+1, hi) {
	case token.Ident, token.Star:
		return true
	case token.LParen:
		return r.kind(i+2) == token.Star
	}
	return false
}

// dropTo leaves out the items [i, j).
func (r *reader) dropTo(i, j int) {
	if i < j {
		r.drop()
	}
}

// attributeCall reports whether the parentheses at i belong to an attribute:
// what follows is the rest of a declaration.
func (r *reader) attributeCall(i, hi int) bool {
	end := r.after(i)
	if end >= hi || r.newLine(end) {
		return false
	}
	switch r.kind(i + 1) {
	case token.Star, token.LParen: // (*name)(...)
		return false
	}
	it := &r.items[end]
	if it.kind == token.Star {
		return r.kindIn(end+1, hi) != token.Number
	}
	if it.kind != token.Ident || it.sym != symIdentifier {
		return false
	}
	switch r.kindIn(end+1, hi) {
	case token.LParen, token.Semi, token.Comma, token.LBrack, token.Assign:
		// name(params) attribute; would look the same: the name of an
		// attribute has no parameters that are declarations.
		return !r.looksLikeParams(i)
	}
	return false
}

// looksLikeParams reports whether the parentheses at i hold parameters.
func (r *reader) looksLikeParams(i int) bool {
	end := r.after(i) - 1
	if end == i+1 {
		return true
	}
	return r.startsType(&r.items[i+1]) || r.kind(i+2) == token.Ident || r.kind(i+2) == token.Star
}

// typeFollows reports whether another type follows the identifiers that end
// at i, so that these are attributes.
func (r *reader) typeFollows(i, hi int) bool {
	for i < hi && r.items[i].kind == token.Ident && isModifier(r.items[i].sym) {
		i++
	}
	if i >= hi || r.items[i].kind != token.Ident {
		return false
	}
	if r.startsType(&r.items[i]) {
		return true
	}
	// Two names, or a name and stars: a type of its own.
	k := r.kindIn(i+1, hi)
	return k == token.Ident || k == token.Star
}

// macroDecl deals with a declaration that has no type in front of i: a macro
// makes it. It reports done if all of the declaration was written, and ok if a
// type and a name were. Neither with next > i means that an attribute with
// arguments was left out.
func (r *reader) macroDecl(i, hi int, where place, specs bool) (next int, done, ok bool) {
	if i >= hi || r.items[i].kind != token.Ident || r.kindIn(i+1, hi) != token.LParen {
		return i, false, false
	}
	open, end := i+1, r.after(i+1)
	behind := r.kindIn(end, hi)
	switch {
	case behind == token.LBrace && r.kind(end+1) == token.Dot:
		// define_machine(x) { .member = ... };
		r.insertBefore(symPrimitive, i)
		r.span(symIdentifier, i, end)
		r.insert(symAssign, end)
		r.initList(end)
		end = r.after(end)
		return r.semi(end, hi), true, false
	case behind == token.LBrace && r.holdsMembers(end, hi):
		// DECLARE_STRUCT(x) { int member; };
		r.insertBefore(symStruct, i)
		r.span(symIdentifier, i, end)
		return r.memberBody(end, hi), true, false
	case behind == token.LBrace && where <= inBlock:
		// SYSCALL_DEFINE3(name, ...) { ... }
		r.insertBefore(symPrimitive, i)
		r.name(i)
		r.emit(open)
		r.drop()
		r.emit(end - 1)
		r.block(end)
		return r.after(end), true, false
	case behind == token.Semi && where == atTop && !specs:
		r.emit(i)
		r.args(open)
		r.emit(end)
		return end + 1, true, false
	case behind == token.Ident && !r.newLine(end), behind == token.Star:
		if behind == token.Ident && (isModifier(r.items[end].sym) || r.startsType(&r.items[end])) {
			r.drop()
			return end, false, false
		}
		r.span(symIdentifier, i, end) // a type made by a macro
		return end, false, true
	}
	// static DEFINE_X(name, ...): the macro serves as the type.
	r.emit(i)
	r.macroName(open)
	if behind == token.Ident && where != inFor {
		r.insert(symSemi, end)
		return end, true, false
	}
	return end, false, true
}

// holdsMembers reports whether the braces at i are the body of a struct whose
// head is a macro, and not of a function: a semicolon follows, and nothing in
// it is a statement.
func (r *reader) holdsMembers(i, hi int) bool {
	end := r.after(i) - 1
	if r.kindIn(end+1, hi) != token.Semi || r.kindIn(i+1, end) != token.Ident {
		return false
	}
	last := token.None
	for k := i + 1; k < end; k = r.skip(k) {
		it := &r.items[k]
		if it.kind.IsAssign() || it.kind == token.Ident && startsStatement(it.sym) {
			return false
		}
		last = it.kind
	}
	return last == token.Semi && r.startsDeclaration(i+1, end)
}

// memberBody writes the braces at i and the semicolon behind them.
func (r *reader) memberBody(i, hi int) int {
	end := r.after(i) - 1
	r.emit(i)
	if r.enter() {
		r.members(i+1, end)
	}
	r.leave()
	r.emit(end)
	return r.semi(end+1, hi)
}

// macroName writes the name that a declaring macro with the parentheses at
// open declares: its first argument that is a plain name, or all of them.
func (r *reader) macroName(open int) {
	end := r.after(open) - 1
	for lo := open + 1; lo < end; {
		hi := r.find(token.Comma, lo, end)
		if hi == lo+1 && r.items[lo].kind == token.Ident && r.items[lo].sym == symIdentifier {
			r.drop()
			r.name(lo)
			r.drop()
			return
		}
		lo = hi + 1
	}
	r.span(symIdentifier, open, end+1)
}

// declarators writes the declarators from i on, with initialisers, up to the
// semicolon or the end of a function body.
func (r *reader) declarators(i, hi int, where place) int {
	for i < hi {
		before := i
		var function bool
		i, function = r.declarator(i, hi)
		switch r.kindIn(i, hi) {
		case token.Colon:
			if i == before {
				r.insert(symIdentifier, i) // an unnamed bit field
			}
			end := r.declEnd(i+1, hi)
			if where != inMembers { // a member in a hunk
				r.drop()
				i = end
				break
			}
			r.emit(i)
			r.exprOrSpan(i+1, end)
			i = end
		case token.Assign:
			r.emit(i)
			i = r.initializer(i+1, hi)
		case token.LBrace:
			r.block(i)
			return r.after(i)
		}
		switch r.kindIn(i, hi) {
		case token.Semi:
			r.emit(i)
			return i + 1
		case token.Comma:
			r.emit(i)
			i++
			continue
		case token.None:
			r.insert(symSemi, i)
			return i
		case token.Ident:
			if function && r.oldStyle(i, hi) {
				return r.oldStyleBody(i, hi)
			}
			if r.newLine(i) {
				r.insert(symSemi, i) // a macro without semicolon
				return i
			}
		}
		if i == before || r.kind(i) != token.Ident {
			r.emit(i) // not understood: let the parser say so
			i++
		}
	}
	r.insert(symSemi, hi)
	return hi
}

// declEnd returns the end of an initialiser or width: a comma or semicolon
// outside brackets.
func (r *reader) declEnd(i, hi int) int {
	for i < hi && r.items[i].kind != token.Comma && r.items[i].kind != token.Semi {
		i = r.skip(i)
	}
	return min(i, hi)
}

// exprOrSpan writes an expression, or one identifier for what is none.
func (r *reader) exprOrSpan(lo, hi int) {
	m := r.out.mark()
	if !r.expr(lo, hi) {
		r.out.rewind(m)
		if lo == hi {
			r.insert(symIdentifier, lo)
			return
		}
		r.opaque(lo, hi)
	}
}

// oldStyle reports whether the declarations of K&R parameters begin at i.
func (r *reader) oldStyle(i, hi int) bool {
	for k := i; k < min(hi, i+200); k = r.skip(k) {
		switch r.items[k].kind {
		case token.LBrace:
			return k > i && r.items[k-1].kind == token.Semi
		case token.Assign, token.String, token.Number:
			return false
		}
	}
	return false
}

func (r *reader) oldStyleBody(i, hi int) int {
	for i < hi && r.items[i].kind != token.LBrace {
		i = r.decl(i, hi, inFor)
	}
	if i < hi {
		r.block(i)
		return r.after(i)
	}
	return i
}
