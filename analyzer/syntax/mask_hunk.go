// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// partial writes a chunk that begins or ends outside the hunk. What is cut off
// at the edges is left out, so that the rest is understood.
func (r *reader) partial(inside bool) {
	hi := r.cutEnd(len(r.items), inside)
	if !inside {
		r.top(0, hi)
		return
	}
	lo := 0
	for lo < hi && r.items[lo].kind == token.LBrace && r.items[lo].start == r.items[lo].end {
		lo++
	}
	if lo < hi && (r.listInside(lo, hi) || lo > 0 && r.kindIn(r.after(lo-1), hi) == token.Comma) {
		r.fragment(0, hi)
		return
	}
	for i := range lo {
		r.emit(i)
	}
	// The braces that were opened in front of the hunk close one by one.
	first := hi
	if lo > 0 {
		first = int(r.items[lo-1].match)
	}
	at := r.cutStart(lo, first)
	for i := lo - 1; i >= 0; i-- {
		end := int(r.items[i].match)
		r.statements(at, end)
		r.emit(end)
		at = end + 1
	}
	r.statements(at, hi)
}

// cutEnd returns the end of the last whole statement, if brackets were closed
// behind the last item that is in the text; what is behind that is left out.
func (r *reader) cutEnd(hi int, inside bool) int {
	end := hi
	for end > 0 && r.items[end-1].start == r.items[end-1].end {
		end-- // made up
	}
	last := end
	for last > 0 {
		switch r.items[last-1].kind {
		case token.Semi, token.LBrace, token.RBrace, token.Comma, token.Colon:
			return r.without(last, end)
		}
		last--
	}
	if !inside {
		return r.without(0, end) // the begin of a declaration, no more
	}
	return hi
}

// without leaves out the items [lo, hi) and the brackets that were made up
// for them, and returns lo.
func (r *reader) without(lo, hi int) int {
	if lo < hi {
		kept := r.items[:lo]
		for _, it := range r.items[hi:] {
			if int(it.match) < lo {
				kept = append(kept, it)
			}
		}
		r.items = kept
		if !r.pair() {
			r.repair()
			r.pair()
		}
	}
	return len(r.items)
}

// listInside reports whether the hunk begins within an initialiser.
func (r *reader) listInside(lo, hi int) bool {
	it := &r.items[lo]
	switch it.kind {
	case token.Dot, token.LBrack:
		return true
	case token.LBrace, token.String, token.Number, token.LParen:
		next := r.skip(lo)
		return r.kindIn(next, hi) == token.Comma
	}
	return it.kind == token.Ident && !r.startsDeclaration(lo, hi) &&
		r.items[r.declEnd(lo, hi-1)].kind == token.Comma
}

// cutStart writes what of the first statement is there, or leaves it out, and
// returns the index of the next one.
func (r *reader) cutStart(lo, hi int) int {
	if lo >= hi {
		return lo
	}
	it := &r.items[lo]
	if it.kind == token.LParen && it.start == it.end {
		end := r.after(lo)
		if k := r.kindIn(end, hi); k == token.LBrace || k == token.Ident {
			// The rest of a condition.
			r.insertBefore(symIf, lo)
			return r.body(r.condition(lo, hi), hi)
		}
	}
	if it.kind == token.Ident || it.kind == token.LBrace || it.kind == token.RBrace || it.kind == token.Semi {
		return lo
	}
	end := r.statementEnd(lo, hi)
	m := r.out.mark()
	if r.expr(lo, end) {
		return r.semi(end, hi)
	}
	r.out.rewind(m)
	r.drop()
	return min(end+1, hi)
}
