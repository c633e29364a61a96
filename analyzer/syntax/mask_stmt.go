// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// block writes the braces at i as a block of statements.
func (r *reader) block(i int) {
	end := r.after(i) - 1
	r.emit(i)
	if r.enter() {
		r.statements(i+1, end)
	}
	r.leave()
	r.emit(end)
}

func (r *reader) statements(lo, hi int) {
	for lo < hi && !r.tooDeep {
		lo = r.progress(lo, r.statement(lo, hi))
	}
}

// progress returns next if it is behind i. Otherwise nothing was made of item
// i, and it is handed on as it is.
func (r *reader) progress(i, next int) int {
	if next > i {
		return next
	}
	r.emit(i)
	return i + 1
}

// body writes the statement that a control statement governs; if there is
// none, because a conditional took it, an empty one is put in.
func (r *reader) body(i, hi int) int {
	if i >= hi {
		r.insert(symSemi, i)
		return i
	}
	if !r.enter() {
		r.leave()
		return hi
	}
	i = r.statement(i, hi)
	r.leave()
	return i
}

// statement writes one statement or declaration.
func (r *reader) statement(i, hi int) int {
	it := &r.items[i]
	switch it.kind {
	case token.LBrace:
		r.block(i)
		return r.after(i)
	case token.Semi:
		r.emit(i)
		return i + 1
	case token.Ident:
		switch it.sym {
		case symIf, symWhile, symFor, symSwitch, symDo, symElse, symReturn, symGoto, symBreak, symContinue, symCase, symDefault:
			return r.control(i, hi)
		}
		return r.wordStatement(i, hi)
	}
	return r.exprStatement(i, hi)
}

// control writes a statement that begins with a keyword.
func (r *reader) control(i, hi int) int {
	switch it := &r.items[i]; it.sym {
	case symIf:
		return r.ifStatement(i, hi)
	case symWhile:
		r.emit(i)
		return r.body(r.condition(i+1, hi), hi)
	case symSwitch:
		return r.switchStatement(i, hi)
	case symFor:
		return r.forStatement(i, hi)
	case symDo:
		return r.doStatement(i, hi)
	case symElse: // its if is in an arm that is not followed
		r.drop()
		return i + 1
	case symGoto:
		return r.gotoStatement(i, hi)
	case symReturn:
		r.emit(i)
		end := r.statementEnd(i+1, hi)
		if end > i+1 {
			m := r.out.mark()
			if !r.returned(i+1, end) {
				r.out.rewind(m)
				r.raw(i+1, end)
			}
		}
		return r.semi(end, hi)
	case symCase:
		return r.caseLabel(i, hi)
	case symDefault:
		r.emit(i)
		if r.kindIn(i+1, hi) == token.Colon {
			r.emit(i + 1)
			return i + 2
		}
		return i + 1
	default: // break, continue
		r.emit(i)
		return r.semi(i+1, hi)
	}
}

// switchStatement writes a switch; the grammar wants braces around its body.
func (r *reader) switchStatement(i, hi int) int {
	r.emit(i)
	i = r.condition(i+1, hi)
	if r.kindIn(i, hi) == token.LBrace {
		r.block(i)
		return r.after(i)
	}
	r.insert(symLBrace, i)
	for i < hi && (r.items[i].sym == symCase || r.items[i].sym == symDefault) {
		i = r.control(i, hi)
	}
	i = r.body(i, hi)
	r.insert(symRBrace, i)
	return i
}

// returned writes the value of a return; a brace is the last part of a
// compound literal whose type a macro makes.
func (r *reader) returned(lo, hi int) bool {
	if r.items[lo].kind == token.LBrace && r.after(lo) == hi {
		r.span(symIdentifier, lo, hi)
		return true
	}
	return r.expr(lo, hi)
}

// semi writes the semicolon at i, or one that is missing there.
func (r *reader) semi(i, hi int) int {
	if r.kindIn(i, hi) == token.Semi {
		r.emit(i)
		return i + 1
	}
	r.insert(symSemi, i)
	return i
}

// ifStatement writes an if with all the else ifs behind it.
func (r *reader) ifStatement(i, hi int) int {
	for chain := 0; ; chain++ {
		if chain > 2000 {
			r.tooDeep = true // the tree nests with each else
			return hi
		}
		r.emit(i)
		i = r.condition(i+1, hi)
		i = r.body(i, hi)
		if i >= hi || r.items[i].sym != symElse {
			return i
		}
		r.emit(i)
		i++
		if i >= hi || r.items[i].sym != symIf {
			return r.body(i, hi)
		}
	}
}

// condition writes the parentheses behind if, while and switch.
func (r *reader) condition(i, hi int) int {
	if r.kindIn(i, hi) == token.LParen {
		end := r.after(i) - 1
		r.emit(i)
		r.exprOrSpan(i+1, end)
		r.emit(end)
		return end + 1
	}
	// A macro brings the parentheses: if likely(x).
	end := i
	for end < hi && (r.items[end].kind == token.Ident || r.items[end].kind == token.Bang) {
		end++
	}
	if r.kindIn(end, hi) == token.LParen {
		end = r.after(end)
	}
	r.insert(symLParen, i)
	r.exprOrSpan(i, end)
	r.insert(symRParen, end)
	return end
}

// forStatement writes a for loop. One without two semicolons comes from a
// macro and is written as a while.
func (r *reader) forStatement(i, hi int) int {
	open := i + 1
	if r.kindIn(open, hi) != token.LParen {
		r.emit(i)
		return i + 1
	}
	end := r.after(open) - 1
	first := r.find(token.Semi, open+1, end)
	second := r.find(token.Semi, min(first+1, end), end)
	if second == end {
		r.emitAs(symWhile, i)
		return r.body(r.condition(open, hi), hi)
	}
	r.emit(i)
	r.emit(open)
	if first > open+1 && r.startsDeclaration(open+1, first) {
		r.decl(open+1, first+1, inFor)
	} else {
		if first > open+1 {
			r.exprOrSpan(open+1, first)
		}
		r.emit(first)
	}
	if second > first+1 {
		r.exprOrSpan(first+1, second)
	}
	r.emit(second)
	if end > second+1 {
		r.exprOrSpan(second+1, end)
	}
	r.emit(end)
	return r.body(end+1, hi)
}

// doStatement writes do ... while, whose end may be a macro such as
// while_each_thread().
func (r *reader) doStatement(i, hi int) int {
	r.emit(i)
	i = r.body(i+1, hi)
	if r.kindIn(i, hi) != token.Ident || r.items[i].sym != symWhile && !bytes.HasPrefix(r.text(i), []byte("while")) {
		r.insert(symWhile, i)
		r.insert(symLParen, i)
		r.insert(symIdentifier, i)
		r.insert(symRParen, i)
		r.insert(symSemi, i)
		return i
	}
	r.emitAs(symWhile, i)
	return r.semi(r.condition(i+1, hi), hi)
}

// gotoStatement writes a goto; a computed one goes to a label that covers the
// expression.
func (r *reader) gotoStatement(i, hi int) int {
	r.emit(i)
	end := r.find(token.Semi, i+1, hi)
	switch {
	case end == i+1:
		r.insert(symIdentifier, end)
	case end == i+2 && r.items[i+1].kind == token.Ident:
		r.name(i + 1)
	default:
		r.span(symIdentifier, i+1, end)
	}
	return r.semi(end, hi)
}

// caseLabel writes case value: and case first ... last:, whose dots become an
// operator.
func (r *reader) caseLabel(i, hi int) int {
	r.emit(i)
	colon := r.labelColon(i+1, hi)
	if colon == hi {
		r.raw(i+1, min(i+2, hi))
		return min(i+2, hi)
	}
	dots := r.find(token.Ellipsis, i+1, colon)
	r.exprOrSpan(i+1, dots)
	if dots < colon {
		r.emitAs(symPipe, dots)
		r.exprOrSpan(dots+1, colon)
	}
	r.emit(colon)
	return colon + 1
}

// labelColon returns the colon that ends the label at i, skipping those of
// conditional expressions, or hi.
func (r *reader) labelColon(i, hi int) int {
	ternaries := 0
	for ; i < hi; i = r.skip(i) {
		switch r.items[i].kind {
		case token.Question:
			ternaries++
		case token.Colon:
			if ternaries--; ternaries < 0 {
				return i
			}
		case token.Semi:
			return hi
		case token.Ident:
			if startsStatement(r.items[i].sym) {
				return hi
			}
		}
	}
	return hi
}

// statementEnd returns the end of the expression statement that begins at i:
// its semicolon, or the next line that begins with a keyword.
func (r *reader) statementEnd(i, hi int) int {
	for k := i; k < hi; k = r.skip(k) {
		it := &r.items[k]
		if it.kind == token.Semi {
			return k
		}
		if it.kind == token.Ident && k > i && startsStatement(it.sym) && r.newLine(k) {
			return k
		}
	}
	return hi
}

func startsStatement(s symbol) bool {
	switch s {
	case symIf, symElse, symFor, symWhile, symDo, symSwitch, symReturn, symGoto, symBreak, symContinue, symCase, symDefault:
		return true
	}
	return false
}

// exprStatement writes an expression statement.
func (r *reader) exprStatement(i, hi int) int {
	end := r.statementEnd(i, hi)
	m := r.out.mark()
	if !r.expr(i, end) {
		r.out.rewind(m)
		r.raw(i, end) // not understood: let the parser say so
	}
	return r.semi(end, hi)
}
