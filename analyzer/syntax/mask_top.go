// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// top writes the declarations [lo, hi) of file scope.
func (r *reader) top(lo, hi int) {
	for i := lo; i < hi && !r.tooDeep; {
		i = r.progress(i, r.topItem(i, hi))
	}
}

func (r *reader) topItem(i, hi int) int {
	it := &r.items[i]
	switch it.kind {
	case token.Semi: // behind the body of a function, or of a macro
		r.drop()
		return i + 1
	case token.LBrace, token.Number, token.String, token.Char, token.Dot, token.LBrack, token.Comma:
		if i == 0 {
			return r.fragment(i, hi)
		}
	case token.Ident:
		if i == 0 && r.listed(i, hi) {
			return r.fragment(i, hi)
		}
	default:
		return r.exprStatement(i, hi)
	}
	behind := r.kindIn(i+1, hi)
	switch {
	case startsStatement(it.sym):
		return r.statement(i, hi)
	case it.class == classAsm, it.word == token.StaticAssert:
		return r.wordStatement(i, hi)
	case it.sym == symExtern && behind == token.String:
		return r.linkage(i, hi)
	case it.sym == symIdentifier && behind == token.LParen:
		if next, ok := r.topMacro(i, hi); ok {
			return next
		}
	case it.sym == symIdentifier && behind == token.LBrace && r.holdsMembers(i+1, hi):
		r.insertBefore(symStruct, i)
		r.emit(i)
		return r.memberBody(i+1, hi)
	case it.sym == symIdentifier && behind == token.Semi:
		r.emit(i)
		r.emit(i + 1)
		return i + 2
	case it.sym == symIdentifier && behind == token.None:
		r.emit(i)
		r.insert(symSemi, i+1)
		return i + 1
	case it.sym == symIdentifier && (behind == token.Assign || behind.IsAssign() || behind == token.Dot || behind == token.Arrow):
		return r.exprStatement(i, hi)
	}
	return r.decl(i, hi, atTop)
}

// listed reports whether an element of a list begins at i: a name, or a macro
// call, and a comma.
func (r *reader) listed(i, hi int) bool {
	if r.items[i].sym != symIdentifier {
		return false
	}
	i++
	if r.kindIn(i, hi) == token.LParen {
		i = r.after(i)
	}
	return r.kindIn(i, hi) == token.Comma && r.find(token.Semi, i, hi) == hi
}

// fragment writes a file that is included between the braces of an
// initialiser, as the initialiser of a variable that is not there.
func (r *reader) fragment(i, hi int) int {
	r.insertBefore(symPrimitive, i)
	r.insertBefore(symIdentifier, i)
	r.insertBefore(symAssign, i)
	r.insertBefore(symLBrace, i)
	r.elements(i, hi)
	r.insert(symRBrace, hi)
	r.insert(symSemi, hi)
	return hi
}

// linkage writes extern "C", with braces or without.
func (r *reader) linkage(i, hi int) int {
	r.emit(i)
	r.emit(i + 1)
	if r.kindIn(i+2, hi) != token.LBrace {
		return i + 2
	}
	end := r.after(i+2) - 1
	r.emit(i + 2)
	if r.enter() {
		r.top(i+3, end)
	}
	r.leave()
	r.emit(end)
	return end + 1
}

// topMacro writes name(...) at file scope if it stands alone: without a
// semicolon, or as the head of a machine description.
func (r *reader) topMacro(i, hi int) (int, bool) {
	end := r.after(i + 1)
	switch r.kindIn(end, hi) {
	case token.None:
	case token.Ident, token.LBrack, token.Number, token.String:
		if !r.newLine(end) {
			return i, false
		}
		if r.oldStyle(end, hi) && r.items[end].kind == token.Ident && !r.macroCase(i) {
			return i, false
		}
	case token.Dot:
		return r.machine(i, end, hi), true
	default:
		return i, false
	}
	r.emit(i)
	r.args(i + 1)
	r.insert(symSemi, end)
	return end, true
}

// macroCase reports whether the word at i is in upper case, like a macro.
func (r *reader) macroCase(i int) bool {
	return !bytes.ContainsFunc(r.text(i), func(c rune) bool { return c >= 'a' && c <= 'z' })
}

// machine writes MACHINE_START(...) .member = value, ... MACHINE_END as a
// variable with an initialiser.
func (r *reader) machine(i, lo, hi int) int {
	end := lo
	for end < hi && !(r.items[end].kind == token.Ident && bytes.HasSuffix(r.text(end), []byte("_END"))) {
		end = r.skip(end)
	}
	r.insertBefore(symPrimitive, i)
	r.span(symIdentifier, i, lo)
	r.insert(symAssign, lo)
	r.insert(symLBrace, lo)
	r.elements(lo, end)
	r.insert(symRBrace, end)
	if end < hi {
		r.emitAs(symSemi, end)
		end++
	} else {
		r.insert(symSemi, end)
	}
	return end
}
