// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// initializer writes what follows '=' in a declaration and returns the index
// of the comma or semicolon behind it.
func (r *reader) initializer(i, hi int) int {
	end := r.declEnd(i, hi)
	if r.kindIn(i, end) == token.LBrace {
		r.initList(i)
		if i = r.after(i); i < end {
			if r.newLine(i) {
				return i
			}
			r.drop()
		}
		return end
	}
	r.exprOrSpan(i, end)
	return end
}

// initList writes the braces at i as a list of initialisers.
func (r *reader) initList(i int) {
	end := r.after(i) - 1
	r.emit(i)
	if !r.enter() {
		r.leave()
		return
	}
	defer r.leave()
	r.elements(i+1, end)
	r.emit(end)
}

// elements writes the initialisers [lo, hi). Commas that are missing, because
// a macro brings its own, are put in; commas with nothing between are left
// out.
func (r *reader) elements(lo, hi int) {
	pending := -1 // the comma that separates from the element before
	wrote := false
	end := lo // the comma ahead
	for lo < hi {
		if r.items[lo].kind == token.Comma {
			if pending >= 0 {
				r.drop()
			}
			pending = lo
			lo++
			continue
		}
		if r.items[lo].kind == token.Semi {
			r.drop()
			lo++
			continue
		}
		if wrote {
			if pending >= 0 {
				r.emit(pending)
			} else {
				r.insert(symComma, lo)
			}
		}
		pending = -1
		if end <= lo {
			end = r.find(token.Comma, lo, hi)
		}
		lo = r.progress(lo, r.element(lo, end))
		wrote = true
	}
	if pending >= 0 && wrote {
		r.emit(pending)
	}
}

// element writes one initialiser and returns the index behind it: end, which
// is a comma or the end of the list, or the next element if there is no comma
// between.
func (r *reader) element(lo, end int) int {
	m := r.out.mark()
	if next, ok := r.designated(lo, end); ok {
		return next
	}
	r.out.rewind(m)
	if r.items[lo].kind == token.LBrace {
		r.initList(lo)
		return r.after(lo)
	}
	if r.expr(lo, end) {
		return end
	}
	r.out.rewind(m)
	if next := r.macroElement(lo, end); next < end {
		return next
	}
	if r.typeArg(lo, end) {
		r.span(symIdentifier, lo, end)
		return end
	}
	r.opaque(lo, end)
	return end
}

// macroElement writes a macro call, or a name, that stands for an element
// together with its comma; it returns end if that is not what begins at lo.
func (r *reader) macroElement(lo, end int) int {
	if r.items[lo].kind != token.Ident || r.items[lo].sym != symIdentifier {
		return end
	}
	i := lo + 1
	for r.kindIn(i, end) == token.LParen {
		i = r.after(i)
	}
	if i >= end {
		return end
	}
	switch k := r.items[i].kind; {
	case k == token.Dot || k == token.LBrace || k == token.LBrack && i > lo+1 || k == token.Number:
	case k == token.Ident || k == token.String && i > lo+1:
		if i == lo+1 && !r.newLine(i) {
			return end
		}
	default:
		return end
	}
	if i == lo+1 {
		r.name(lo)
		return i
	}
	r.emit(lo)
	for k := lo + 1; k < i; k = r.after(k) {
		r.args(k)
	}
	return i
}

// designated writes an initialiser with a designator.
func (r *reader) designated(lo, end int) (int, bool) {
	i := lo
	if r.items[lo].kind == token.Ident && r.kindIn(lo+1, end) == token.Colon { // GNU: name: value
		r.name(lo)
		r.emit(lo + 1)
		return r.value(lo+2, end), true
	}
	for i < end {
		switch r.items[i].kind {
		case token.Dot:
			if i+1 >= end {
				return lo, false
			}
			r.emit(i)
			if r.kindIn(i+2, end) == token.LParen { // .MACRO(x) = value
				next := r.after(i + 2)
				r.span(symIdentifier, i+1, next)
				i = next
				continue
			}
			r.name(i + 1)
			i += 2
			continue
		case token.LBrack:
			r.designatorIndex(i)
			i = r.after(i)
			continue
		}
		break
	}
	if i == lo || i >= end {
		return lo, false
	}
	if r.items[i].kind != token.Assign {
		r.insert(symAssign, i) // GNU: [index] value
		return r.value(i, end), true
	}
	r.emit(i)
	return r.value(i+1, end), true
}

// designatorIndex writes [index] or [first ... last].
func (r *reader) designatorIndex(i int) {
	end := r.after(i) - 1
	r.emit(i)
	if dots := r.find(token.Ellipsis, i+1, end); dots < end {
		r.exprOrSpan(i+1, dots)
		r.emit(dots)
		r.exprOrSpan(dots+1, end)
	} else {
		r.exprOrSpan(i+1, end)
	}
	r.emit(end)
}

// value writes the value of a designated initialiser.
func (r *reader) value(i, end int) int {
	if i >= end {
		r.insert(symIdentifier, i)
		return end
	}
	if r.items[i].kind == token.LBrace {
		r.initList(i)
		return r.after(i)
	}
	m := r.out.mark()
	if r.expr(i, end) {
		return end
	}
	r.out.rewind(m)
	if cut := r.nextElement(i, end); cut < end && r.expr(i, cut) {
		return cut
	}
	r.out.rewind(m)
	r.opaque(i, end)
	return end
}

// nextElement finds a designator that begins a line: the value in front of it
// ends without a comma, which a macro brought.
func (r *reader) nextElement(i, end int) int {
	for k := r.skip(i); k < end; k = r.skip(k) {
		if (r.items[k].kind == token.Dot || r.items[k].kind == token.LBrack || r.items[k].kind == token.Ident) && r.newLine(k) {
			return k
		}
	}
	return end
}
