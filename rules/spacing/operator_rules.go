// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// semicolon wants a blank, the end of the line or a bracket behind it.
func (o *operator) semicolon() {
	if o.right.in(set(blank, edge, bracket, comment)) || startsWith(o.rest, '\\') || startsWith(o.rest, ';') {
		return
	}
	f := o.error("a space is missing behind ';'")
	if !startsWith(o.rest, ',') {
		space(o.p, f, "Insert a space", o.after)
	}
}

// arrow wants nothing on either side.
func (o *operator) arrow() {
	if o.left != blank && o.right != blank {
		return
	}
	f := o.error("no space around '->'")
	switch {
	case o.p.Tokens.KindAt(o.next) != token.Ident:
		// An arrow that points at no member is a drawing.
	case o.left == blank:
		tidy(o.p, f, "Remove the space", o.before)
	default:
		tidy(o.p, f, "Remove the space", o.after)
	}
}

// comma wants nothing in front and a blank behind.
func (o *operator) comma() {
	if o.left == blank {
		f := o.error("no space in front of ','")
		if k := o.p.Tokens.KindAt(o.tok - 1); k == token.Comma || k == token.LParen {
			f.DifferNarrower(emptyArgument)
		} else if k != token.Semi {
			tidy(o.p, f, "Remove the space", o.before)
		}
	}
	if !o.right.in(set(blank, edge, comment)) && !startsWith(o.rest, '}') {
		f := o.error("a space is missing behind ','")
		if startsWith(o.rest, ')') || startsWith(o.rest, ',') {
			f.DifferNarrower(emptyArgument)
		} else {
			space(o.p, f, "Insert a space", o.after)
		}
	}
}

// unary wants its operand directly behind it, and something that parts it
// from a name or number in front.
func (o *operator) unary() {
	if !o.left.in(set(blank, edge, bracket, comment)) && !followsOperator(o.head) {
		f := o.error("a space is missing in front of unary '%s'", o.text())
		o.differUnary(f)
		space(o.p, f, "Insert a space", o.before)
	}
	if o.right != blank || o.kind == token.Star && o.modified() {
		return
	}
	f := o.error("no space behind unary '%s'", o.text())
	o.differUnary(f)
	tidy(o.p, f, "Remove the space", o.after)
}

// followsOperator reports whether a line's head ends in something that a unary
// operator may follow directly.
func followsOperator(head []byte) bool {
	n := len(head)
	if n == 0 {
		return false
	}
	switch head[n-1] {
	case ')', '!', '~', '*', '-', '&', '|', '{':
		return true
	case '+':
		return n > 1 && head[n-2] == '+'
	}
	return false
}

// step judges ++ and --, which touch one operand.
func (o *operator) step() {
	loose := set(blank, another, edge, bracket, comment)
	if !(o.left.in(loose) && o.right != blank) && !(o.left != blank && o.right.in(loose)) {
		f := o.error("a space is missing on one side of '%s'", o.text())
		if o.left == blank && o.right == blank {
			// Which operand it belongs to is for a human to say.
			f.Message = "no space between '" + o.text() + "' and its operand"
		}
	}
	if o.left == blank && (o.right == bracket || o.right == edge || startsWith(o.rest, ';')) {
		f := o.error("no space in front of '%s'", o.text())
		tidy(o.p, f, "Remove the space", o.before)
	}
	if o.left == edge && o.right == blank {
		f := o.error("no space behind '%s'", o.text())
		tidy(o.p, f, "Remove the space", o.after)
	}
}

// arithmetic wants blanks on both sides or, unless strict, on both or none.
func (o *operator) arithmetic(strict bool) {
	if o.kind == token.Star && o.left == blank && o.right == blank && o.mayDeclare() && read(o.p, o.at) == declarator {
		judgeUnknownType(o.p, o.tok)
		return
	}
	if strict {
		if o.ends {
			if o.left != blank {
				f := o.report(analyzer.Strict, "a space belongs in front of '%s'", o.text())
				switch {
				case o.closesComment():
					f.DifferNarrower("the end of a comment")
				case o.left != edge && !endsWith(o.head, '-') && !endsWith(o.head, '+'):
					// A sign in front of it would then want none behind itself.
					space(o.p, f, "Insert a space", o.before)
				}
			}
			return
		}
		if o.left.in(set(edge, blank)) && o.right.in(set(edge, blank)) {
			return
		}
		f := o.report(analyzer.Strict, "spaces belong around '%s'", o.text())
		o.differArithmetic(f)
		o.spaceOut(f)
		return
	}
	if o.left == blank && !o.right.in(set(blank, comment, edge)) ||
		o.right == blank && !o.left.in(set(blank, comment, edge)) {
		f := o.error("spaces on both sides of '%s' or on none", o.text())
		o.differArithmetic(f)
		o.spaceOut(f)
	}
}

// closesComment reports whether this is the slash of a comment's end that has
// lost its beginning.
func (o *operator) closesComment() bool {
	return o.kind == token.Slash && endsWith(o.head, '*')
}

// mayDeclare reports whether nothing but words stand in front of a '*' on its
// line, and something that ends a declarator behind the name that follows.
func (o *operator) mayDeclare() bool {
	t := o.p.Tokens
	first, end := o.p.LineTokens(o.line)
	if o.tok-first > 4 || o.next+1 >= end || t.Kind[o.next] != token.Ident {
		return false
	}
	for i := first; i < o.tok; i++ {
		if t.Kind[i] != token.Ident || flows(o.p, i) {
			return false
		}
	}
	switch t.Kind[o.next+1] {
	case token.Semi, token.Assign, token.Comma, token.LParen, token.LBrack:
		return o.tok > first
	}
	return false
}

// label wants nothing in front of the colon of a label or case.
func (o *operator) label() {
	if o.left != blank || bytes.HasSuffix([]byte(o.p.Text.Path), []byte(".lds.h")) {
		return
	}
	f := o.error("no space in front of ':'")
	if o.isFieldWidth() {
		f.DifferNarrower("the colon of a bit-field without a name")
		return
	}
	tidy(o.p, f, "Remove the space", o.before)
}

// spaced wants blanks on both sides.
func (o *operator) spaced() {
	good := set(edge, blank, comment)
	if o.left.in(good) && o.right.in(good) {
		return
	}
	if o.isAddress() {
		return
	}
	pair := o.next-o.tok > 1 && o.kind == token.Question
	if o.kind == token.Colon && !pair && (endsWith(o.head, ':') || startsWith(o.rest, ':')) {
		return
	}
	level := analyzer.Error
	if (o.kind == token.Question || o.kind == token.Colon) && o.left == value && o.right == value {
		level = analyzer.Strict
	}
	f := o.report(level, "spaces belong around '%s'", o.text())
	o.differSpaced(f)
	o.spaceOut(f)
}

// addressBytes is how far the other end of an <a@b> is looked for.
const addressBytes = 256

// isAddress reports whether < or > belongs to <a@b>.
func (o *operator) isAddress() bool {
	if o.next-o.tok > 1 {
		return false
	}
	switch o.kind {
	case token.Lt:
		word := o.rest[:min(len(o.rest), addressBytes)]
		if b := bytes.IndexAny(word, " \t\r\f\v"); b >= 0 {
			word = word[:b]
		}
		at := bytes.IndexByte(word, '@')
		return at > 0 && bytes.LastIndexByte(word, '>') > at+1
	case token.Gt:
		word := o.head[max(0, len(o.head)-addressBytes):]
		word = word[bytes.LastIndexAny(word, " \t\r\f\v")+1:]
		open, at := bytes.IndexByte(word, '<'), bytes.LastIndexByte(word, '@')
		return open >= 0 && at > open+1 && at < len(word)-1
	}
	return false
}

// spaceOut adds the fix that puts one space on each side, where the line does
// not begin or end.
func (o *operator) spaceOut(f *analyzer.Finding) {
	var ranges []source.Range
	if o.left != edge {
		ranges = append(ranges, o.before)
	}
	if o.right != edge && !(o.right == blank && o.after.End == o.lineEnd) {
		ranges = append(ranges, o.after)
	}
	operandMissing := len(o.rest) > 0 && bytes.IndexByte([]byte(";,)]}"), o.rest[0]) >= 0
	if f.Narrower == "" && !operandMissing {
		space(o.p, f, "Put a space on each side", ranges...)
	}
}

func (o *operator) error(format string, args ...any) *analyzer.Finding {
	return o.report(analyzer.Error, format, args...)
}

func (o *operator) report(level analyzer.Level, format string, args ...any) *analyzer.Finding {
	return o.p.Report(level, Spacing, o.at, format, args...)
}

func startsWith(b []byte, c byte) bool { return len(b) > 0 && b[0] == c }

func endsWith(b []byte, c byte) bool { return len(b) > 0 && b[len(b)-1] == c }
