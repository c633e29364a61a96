// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Why an operator is not what checkpatch takes it for.
const (
	hasOneOperand  = "the operator is unary"
	hasTwoOperands = "the operator is binary"
	emptyArgument  = "an argument of a macro is empty"
	noExpression   = "no operand stands in front, it is no expression"
	partOfType     = "the star is part of a declaration whose type checkpatch does not know"
)

// differUnary excuses operators that checkpatch takes for unary ones.
func (o *operator) differUnary(f *analyzer.Finding) {
	if read(o.p, o.at) == binary {
		f.DifferNarrower(hasTwoOperands)
		return
	}
	if o.left == edge && o.behindDirective() {
		f.DifferNarrower("the expression goes on behind a directive, the operator is binary")
	}
}

// behindDirective reports whether the line above is #else, #elif or #endif.
func (o *operator) behindDirective() bool {
	p := o.p
	for l := o.line - 1; l >= 0 && p.SameHunk(l, o.line); l-- {
		i, end := p.LineTokens(l)
		if i == end {
			continue
		}
		if p.Tokens.Kind[i] != token.Hash || i+1 == end {
			return false
		}
		switch string(p.Tokens.Text(p.Text.Clean, i+1)) {
		case "else", "elif", "endif", "if", "ifdef", "ifndef":
			return true
		}
		return false
	}
	return false
}

// differArithmetic excuses what is no sum or product at all.
func (o *operator) differArithmetic(f *analyzer.Finding) {
	switch {
	case o.class == cmodel.Binary && o.tok > 0 && o.p.Tokens.Kind[o.tok-1] == token.Ellipsis:
		f.DifferNarrower("a unary operator behind the dots of a range")
	case o.class == cmodel.Unclassified && o.kind != token.Plus && o.lacksOperand():
		f.DifferNarrower(noExpression)
	case o.inPath():
		f.DifferNarrower("part of a path, not an expression")
	case o.class == cmodel.Binary || o.kind == token.Plus:
		switch o.read() {
		case unary:
			f.DifferNarrower(hasOneOperand)
		case declarator:
			f.DifferNarrower(partOfType)
			judgeUnknownType(o.p, o.tok)
		default:
			if o.followsUnknownType() {
				f.DifferNarrower("what stands in parentheses may be a type")
			}
		}
	}
}

// read asks the tree what the operator is, but for those that tokens tell: most
// trees would be made for this question alone.
func (o *operator) read() reading {
	t := o.p.Tokens
	before, behind := o.p.Before(o.tok), o.p.After(o.next-1)
	named := t.KindAt(before) == token.Ident && !t.WordAt(before).IsKeyword()
	ends := t.KindAt(before) == token.Number || t.KindAt(before) == token.RBrack
	switch o.kind {
	case token.Plus, token.Minus:
		if ends || named {
			return binary
		}
	case token.Star, token.Amp:
		switch t.KindAt(behind) {
		case token.RParen, token.Comma, token.Colon:
			return declarator // there is no second operand
		}
		if ends || named && t.KindAt(behind) == token.Number {
			return binary
		}
	default:
		return binary // there is no unary one
	}
	return read(o.p, o.at)
}

// lacksOperand reports whether an operator that takes two operands begins an
// argument: text for the assembler, mostly.
func (o *operator) lacksOperand() bool {
	switch o.p.Tokens.KindAt(o.p.Before(o.tok)) {
	case token.Comma, token.LParen, token.LBrack, token.LBrace, token.None, token.Backslash:
		return true
	}
	return false
}

// followsUnknownType reports whether a lone word in parentheses, which nobody
// has reason to put a value in, stands directly in front: "(vli_type)-1". In a
// macro a parameter is put in parentheses with good reason.
func (o *operator) followsUnknownType() bool {
	t := o.p.Tokens
	i := o.tok - 2
	if i < 2 || o.kind == token.Plus || o.left != value || o.right != value || t.Kind[i+1] != token.RParen ||
		t.Kind[i] != token.Ident || t.Kind[i-1] != token.LParen {
		return false
	}
	switch k := t.Kind[i-2]; {
	case k == token.RParen, k == token.RBrack:
		return false
	case k == token.Ident && !flows(o.p, i-2):
		return false
	}
	name := o.p.TokenText(i)
	return strings.ToUpper(name) != name && !isParameter(o.p, o.line, name)
}

// isParameter reports whether a word is a parameter of the macro that a line
// belongs to.
func isParameter(p *analyzer.Pass, line int, name string) bool {
	for n := 0; n < 256 && line > 0 && p.Text.Lines[line-1].Features.Has(source.Continued) && p.SameHunk(line-1, line); n++ {
		line--
	}
	d, ok := p.C.Macro(line)
	return ok && slices.Contains(p.C.Params(&d), name)
}

// differSpaced excuses colons that part other things than values.
func (o *operator) differSpaced(f *analyzer.Finding) {
	if o.kind != token.Colon || o.next-o.tok > 1 {
		return
	}
	switch read(o.p, o.at) {
	case field:
		f.DifferNarrower("the colon of a bit-field")
		return
	case binary:
		return
	}
	switch o.enclosing() {
	case token.GenericWord:
		f.DifferNarrower("the colon of an association in _Generic")
	case token.AsmPlain, token.AsmUnder:
		f.DifferNarrower("the colon parts the operands of inline assembler")
	}
}

// enclosing is the word in front of the parentheses around the operator, of
// the kind that changes what a colon is; NoWord for all others.
func (o *operator) enclosing() token.Word {
	t := o.p.Tokens
	depth := 0
	for i, n := o.tok-1, 0; i > 0 && n < 512; i, n = i-1, n+1 {
		switch t.Kind[i] {
		case token.RParen:
			depth++
		case token.LParen:
			if depth--; depth >= 0 {
				continue
			}
			k := i - 1
			for k > 0 && (t.Word[k] == token.Volatile || t.Word[k] == token.VolatileUnders || t.Word[k] == token.Goto || t.Word[k] == token.Inline) {
				k--
			}
			switch w := t.Word[k]; w {
			case token.GenericWord, token.AsmPlain, token.AsmUnder:
				return w
			}
			if bytes.HasPrefix(t.Text(o.p.Text.Clean, k), []byte("asm_")) {
				return token.AsmPlain
			}
			depth = 0
		case token.LBrace, token.RBrace:
			if depth == 0 {
				return token.NoWord
			}
		}
	}
	return token.NoWord
}

// inPath reports whether the line defines a name that is a path.
func (o *operator) inPath() bool {
	p := o.p
	if p.Text.Lines[o.line].Features&source.Define == 0 {
		return false
	}
	first, end := p.LineTokens(o.line)
	if first+2 >= end {
		return false
	}
	switch string(p.Tokens.Text(p.Text.Clean, first+2)) {
	case "TRACE_INCLUDE_PATH", "TRACE_INCLUDE_FILE", "TRACE_SYSTEM":
		return true
	}
	return false
}

// isFieldWidth reports whether the colon stands between a type and a number.
func (o *operator) isFieldWidth() bool {
	p := o.p
	return o.tok > 0 && p.C.Is(o.tok-1, cmodel.Integer|cmodel.TypeName) && p.Tokens.KindAt(o.next) == token.Number
}
