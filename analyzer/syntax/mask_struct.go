// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// tagged writes struct, union or enum at i with its tag and body.
func (r *reader) tagged(i, hi int) int {
	kind := r.items[i].sym
	r.emit(i)
	i++
	j := i
	for j < hi && r.items[j].kind == token.Ident && (r.items[j].sym == symIdentifier || r.items[j].class == classType) {
		j++
	}
	behind := r.kindIn(j, hi)
	switch {
	case j == i && behind != token.LBrace:
		r.insert(symIdentifier, i)
		return i
	case j == i:
	case behind == token.LBrace:
		r.dropTo(i, j-1)
		r.name(j - 1)
		i = j
	case behind == token.LParen && j == i+1 && r.macroTag(j, hi):
		end := r.after(j)
		r.span(symIdentifier, i, end)
		i = end
	default:
		r.name(i)
		i++
	}
	if kind == symEnum && r.kindIn(i, hi) == token.Colon && r.kindIn(i+2, hi) == token.LBrace {
		r.emit(i)
		r.emitAs(symPrimitive, i+1)
		i += 2
	}
	if r.kindIn(i, hi) != token.LBrace {
		return i
	}
	end := r.after(i)
	r.emit(i)
	if r.enter() {
		if kind == symEnum {
			r.enumerators(i+1, end-1)
		} else {
			r.members(i+1, end-1)
		}
	}
	r.leave()
	r.emit(end - 1)
	return end
}

// macroTag reports whether the parentheses at i belong to a macro that makes
// the tag: struct TAG(x) {, struct TAG(x) *p.
func (r *reader) macroTag(i, hi int) bool {
	if r.kind(i+1) == token.Star {
		return false
	}
	switch r.kindIn(r.after(i), hi) {
	case token.LBrace, token.Ident, token.Star:
		return true
	}
	return false
}

// members writes the members of a struct or union.
func (r *reader) members(lo, hi int) {
	for i := lo; i < hi; {
		it := &r.items[i]
		switch {
		case it.kind == token.Semi:
			r.drop()
			i++
		case it.kind == token.Ident && it.sym == symIdentifier && r.kindIn(i+1, hi) == token.LParen:
			i = r.progress(i, r.memberMacro(i, hi))
		case it.kind == token.Ident && it.word == token.StaticAssert:
			r.drop()
			i = r.afterSemi(i, hi)
		case it.kind == token.Ident && it.sym == symIdentifier && r.kindIn(i+1, hi) == token.None:
			r.drop()
			i++
		case it.kind == token.Ident:
			i = r.progress(i, r.decl(i, hi, inMembers))
		default:
			r.emit(i)
			i++
		}
	}
}

func (r *reader) afterSemi(i, hi int) int {
	return min(r.find(token.Semi, i, hi)+1, hi)
}

// memberMacro writes a macro call among members: a wrapper of members, or a
// declaration.
func (r *reader) memberMacro(i, hi int) int {
	open, end := i+1, r.after(i+1)
	if first, ok := r.wrapped(i); ok {
		r.drop()
		r.members(first, end-1)
		r.drop()
		if r.kindIn(end, hi) == token.Semi {
			end++
		}
		return end
	}
	switch r.kindIn(end, hi) {
	case token.Semi:
		r.emit(i)
		r.macroName(open)
		r.emit(end)
		return end + 1
	case token.None:
		r.emit(i)
		r.macroName(open)
		r.insert(symSemi, end)
		return end
	case token.Ident:
		if r.newLine(end) {
			r.emit(i)
			r.macroName(open)
			r.insert(symSemi, end)
			return end
		}
	case token.LParen: // name (*f)(...): a type in front of a function pointer
		if r.kind(open+1) == token.Star {
			r.emit(i)
			return r.declarators(open, hi, inMembers)
		}
	}
	return r.decl(i, hi, inMembers)
}

// wrapped reports whether the macro call at i wraps members, and where these
// begin: struct_group(name, members) and its kin.
func (r *reader) wrapped(i int) (int, bool) {
	open, end := i+1, r.after(i+1)-1
	semi := r.find(token.Semi, open+1, end)
	if semi == end {
		return 0, false
	}
	args := 1
	switch text := r.text(i); {
	case bytes.HasPrefix(text, []byte("__struct_group")):
		args = 3
	case bytes.HasPrefix(text, []byte("struct_group_attr")), bytes.HasPrefix(text, []byte("struct_group_tagged")):
		args = 2
	}
	lo := open + 1
	for ; args > 0; args-- {
		comma := r.find(token.Comma, lo, semi)
		if comma == semi {
			break
		}
		lo = comma + 1
	}
	return lo, true
}

// enumerators writes the body of an enum.
func (r *reader) enumerators(lo, hi int) {
	wrote := false
	for lo < hi {
		end := r.find(token.Comma, lo, hi)
		if lo == end {
			r.drop()
			lo++
			continue
		}
		for lo < end {
			if wrote {
				if lo > 0 && r.items[lo-1].kind == token.Comma {
					r.emit(lo - 1)
				} else {
					r.insert(symComma, lo)
				}
			}
			lo = r.progress(lo, r.enumerator(lo, end))
			wrote = true
		}
		lo = end + 1
	}
}

// enumerator writes one enumerator; one made by a macro is a name that covers
// the call.
func (r *reader) enumerator(lo, end int) int {
	if r.items[lo].kind != token.Ident {
		r.span(symIdentifier, lo, end)
		return end
	}
	i := lo + 1
	switch r.kindIn(i, end) {
	case token.LParen:
		i = r.after(i)
		r.span(symIdentifier, lo, i)
	default:
		r.name(lo)
	}
	if r.kindIn(i, end) == token.Assign {
		r.emit(i)
		r.exprOrSpan(i+1, end)
		return end
	}
	if i < end && !r.newLine(i) {
		r.drop() // an attribute
		return end
	}
	return i
}
