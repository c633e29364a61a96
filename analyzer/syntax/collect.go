// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// collect fills r.items with the tokens [first, last) that have a place in the
// grammar and pairs their brackets. It reports whether the brackets were
// balanced; if not, zero-width ones were added so that they are.
func (r *reader) collect(toks *token.Stream, first, last int) bool {
	r.items = r.items[:0]
	dropping := r.conditionals(toks, first, last)
	gap := false
	for i := first; i < last; i++ {
		kind := toks.Kind[i]
		if kind == token.Comment || kind == token.Backslash {
			continue
		}
		if dropping && r.drops[i-first] != kept {
			gap = gap || r.drops[i-first] == deadArm
			continue
		}
		it := item{start: toks.Start[i], end: toks.End[i], match: -1, kind: kind,
			sym: kindSymbols[kind], gap: gap}
		gap = false
		switch kind {
		case token.Ident:
			r.readWord(&it, toks.Word[i])
			if (it.class == classAttr || it.class == classAttrArgs) && r.usedAsName(toks, i, last) {
				it.class = classNone
			}
			if it.class == classAttr {
				gap = true
				continue
			}
			if it.class == classAttrArgs {
				if to, ok := r.attribute(toks, i, first, last, dropping); ok {
					gap = true
					i = to - 1
					continue
				}
				it.class = classNone
			}
		case token.Other, token.At, token.Hash, token.HashHash:
			// Nothing of C: a stringified or pasted macro argument at best.
			gap = true
			continue
		case token.Slash:
			// A // comment that the reader was told to leave visible.
			if i+1 < last && toks.Kind[i+1] == token.Slash && toks.Start[i+1] == it.end {
				i++
				continue
			}
		}
		r.items = append(r.items, it)
	}
	if r.pair() {
		return true
	}
	r.repair()
	r.pair()
	return false
}

// readWord fills in what an identifier is. A word of the text's own table
// above the fixed ones means nothing here.
func (r *reader) readWord(it *item, w token.Word) {
	if !w.IsKeyword() {
		w = maskWords.ID(r.clean[it.start:it.end])
	}
	it.sym, it.class = maskSymbol[w], maskClass[w]
	if w.IsKeyword() {
		it.word = w
	}
	if it.class == classType || it.sym == symPrimitive {
		// A member may be called u32.
		if n := len(r.items); n > 0 && (r.items[n-1].kind == token.Dot || r.items[n-1].kind == token.Arrow) {
			it.sym, it.class = symIdentifier, classNone
		}
	}
}

// usedAsName reports whether the attribute word at token i is a name here: a
// member, or one of several declarators. Only old words without underscores
// are ever taken for the latter.
func (r *reader) usedAsName(toks *token.Stream, i, last int) bool {
	n := len(r.items)
	if n == 0 {
		return false
	}
	prev := r.items[n-1].kind
	if prev == token.Dot || prev == token.Arrow {
		return true
	}
	if prev == token.Star && i+1 < last {
		k := toks.Kind[i+1]
		return maskClass[maskWords.ID(toks.Text(r.clean, i))] == classAttrArgs &&
			(k == token.Comma || k == token.Semi || k == token.Assign || k == token.RParen)
	}
	if prev != token.Comma || r.clean[toks.Start[i]] == '_' || i+1 >= last {
		return false
	}
	switch toks.Kind[i+1] {
	case token.Comma, token.Semi, token.Assign, token.RParen, token.LBrack:
		return true
	}
	return false
}

// attribute returns the token behind the attribute with arguments at i. It is
// none if it stands alone as a statement: then it is a call.
func (r *reader) attribute(toks *token.Stream, i, first, last int, dropping bool) (int, bool) {
	to := i + 1
	if to >= last || toks.Kind[to] != token.LParen {
		return to, true
	}
	depth := 0
	for ; to < last; to++ {
		if dropping && r.drops[to-first] != kept {
			continue
		}
		if toks.Kind[to] == token.LParen {
			depth++
		} else if toks.Kind[to] == token.RParen {
			if depth--; depth == 0 {
				to++
				break
			}
		} else if toks.Kind[to] == token.LBrace || toks.Kind[to] == token.RBrace {
			return i + 1, true
		}
	}
	if to >= last || toks.Kind[to] != token.Semi {
		return to, true
	}
	n := len(r.items)
	if n == 0 {
		return to, false
	}
	switch prev := r.items[n-1]; prev.kind {
	case token.Semi, token.LBrace:
		return to, string(r.clean[toks.Start[i]:toks.End[i]]) == "__attribute__"
	case token.RBrace:
		return to, !firstOnLine(r.clean, toks.Start[i])
	}
	return to, true
}

// pair sets the match of every bracket and reports whether all have one.
func (r *reader) pair() bool {
	r.opens = r.opens[:0]
	for i := range r.items {
		it := &r.items[i]
		switch it.kind {
		case token.LParen, token.LBrack, token.LBrace:
			r.opens = append(r.opens, int32(i))
		case token.RParen, token.RBrack, token.RBrace:
			n := len(r.opens)
			if n == 0 {
				return false
			}
			open := r.opens[n-1]
			if r.items[open].kind != opener(it.kind) {
				return false
			}
			r.opens = r.opens[:n-1]
			r.items[open].match, it.match = int32(i), open
		}
	}
	return len(r.opens) == 0
}

func opener(k token.Kind) token.Kind {
	switch k {
	case token.RParen:
		return token.LParen
	case token.RBrack:
		return token.LBrack
	}
	return token.LBrace
}

func closer(k token.Kind) token.Kind {
	switch k {
	case token.LParen:
		return token.RParen
	case token.LBrack:
		return token.RBrack
	}
	return token.RBrace
}

// virtual is a bracket that is not in the text.
func virtual(k token.Kind, at uint32) item {
	return item{start: at, end: at, match: -1, kind: k, sym: kindSymbols[k], gap: true}
}

// repair makes the brackets balance: a closing brace closes the parentheses
// that are open inside it, what was opened in front of the chunk is opened at
// its start, what is never closed is closed at its end, and a parenthesis that
// closes nothing within a block is left out.
func (r *reader) repair() {
	old := r.items
	fixed := make([]item, 0, len(old)+16)
	var prefix []token.Kind
	var stack []token.Kind
	for _, it := range old {
		if it.kind.IsOpen() {
			stack = append(stack, it.kind)
		}
		if it.kind.IsClose() {
			want := opener(it.kind)
			keep := len(stack)
			for keep > 0 && stack[keep-1] != want {
				if it.kind != token.RBrace && stack[keep-1] == token.LBrace {
					break
				}
				keep--
			}
			if keep == 0 || stack[keep-1] != want {
				if keep > 0 || it.kind != token.RBrace && len(stack) > 0 {
					continue // stray within a block
				}
				for ; len(stack) > 0; stack = stack[:len(stack)-1] {
					fixed = append(fixed, virtual(closer(stack[len(stack)-1]), it.start))
				}
				prefix = append(prefix, want)
			} else {
				for ; len(stack) > keep; stack = stack[:len(stack)-1] {
					fixed = append(fixed, virtual(closer(stack[len(stack)-1]), it.start))
				}
				stack = stack[:keep-1]
			}
		}
		fixed = append(fixed, it)
	}
	end := uint32(0)
	if len(old) > 0 {
		end = old[len(old)-1].end
	}
	for ; len(stack) > 0; stack = stack[:len(stack)-1] {
		fixed = append(fixed, virtual(closer(stack[len(stack)-1]), end))
	}
	if len(prefix) > 0 {
		all := make([]item, 0, len(prefix)+len(fixed))
		for i := len(prefix) - 1; i >= 0; i-- {
			all = append(all, virtual(prefix[i], old[0].start))
		}
		fixed = append(all, fixed...)
	}
	r.items = fixed
}
