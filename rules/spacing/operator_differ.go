// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// differUnary excuses operators that checkpatch takes for unary ones.
func (o *operator) differUnary(f *analyzer.Finding) {
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
	case o.inPath():
		f.DifferNarrower("part of a path, not an expression")
	}
}

// differSpaced excuses colons that part other things than values.
func (o *operator) differSpaced(f *analyzer.Finding) {
	if o.kind != token.Colon || o.next-o.tok > 1 {
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
