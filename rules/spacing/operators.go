// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var operators = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing, PointerLocation},
	Lines:  source.HasOperator,
	OnLine: checkOperators,
}

// What stands beside an operator, as checkpatch tells it.
type side uint8

const (
	value   side = iota // anything that is none of the following
	blank               // white space
	comment             // a comment
	bracket             // ( or [ at the left; ) or ] at the right
	another             // another operator, directly
	edge                // the line begins or ends here
)

// sides is a set of side.
type sides uint8

func set(list ...side) (s sides) {
	for _, x := range list {
		s |= 1 << x
	}
	return s
}

func (s side) in(among sides) bool { return among>>s&1 != 0 }

// operator is one operator of a line with its surroundings.
type operator struct {
	p           *analyzer.Pass
	line        int
	tok, next   int // tokens [tok, next)
	kind        token.Kind
	class       byte
	at          source.Range
	left, right side
	ends        bool // nothing follows on the line, not even blanks
	before      source.Range
	after       source.Range
	lineEnd     uint32
	rest        []byte // what follows on the line
	head        []byte // what precedes on the line
	end         int    // the token with which the line ends
}

// checkOperators looks at each operator of a line. Dots and brackets are none.
func checkOperators(p *analyzer.Pass, line int) {
	first, end := p.LineTokens(line)
	l := p.Text.Lines[line]
	if l.Features.Has(source.HasHash) && includes(p, first, end) {
		return
	}
	strict := p.Strict()
	if l.Features.Has(source.HasSlash) {
		end, l.End = beforeSlashes(p, first, end, l.End)
	}
	tok, next := nextOperator(p, first, end)
	prev := l.Start
	for n := 0; tok < end; n++ {
		at := source.Range{Start: p.Tokens.Start[tok], End: p.Tokens.End[next-1]}
		if next-tok == 1 && inOrder(p, tok, l.Start, l.End) {
			prev = at.End
			tok, next = nextOperator(p, next, end)
			continue
		}
		o := operator{p: p, line: line, tok: tok, next: next, at: at, kind: p.Tokens.Kind[tok], class: p.C.Class(tok), end: end, lineEnd: l.End}
		tok, next = nextOperator(p, next, end)
		limit := l.End
		if tok < end {
			limit = p.Tokens.Start[tok]
		}
		o.surround(prev, limit, tok < end, n == 0)
		prev = o.at.End
		if !o.isArgument() {
			o.judge(strict)
		}
	}
}

// inOrder tells, from the bytes beside it, most of the operators that nobody
// can object to: nearly all there are.
func inOrder(p *analyzer.Pass, tok int, lineStart, lineEnd uint32) bool {
	text := p.Text.Clean
	start, end := p.Tokens.Start[tok], p.Tokens.End[tok]
	before := start > lineStart && isBlank(text[start-1])
	behind := end >= lineEnd || isBlank(text[end])
	switch k := p.Tokens.Kind[tok]; k {
	case token.Semi:
		return behind
	case token.Comma:
		return !before && behind
	case token.Arrow:
		return !before && !behind
	case token.AndAnd, token.Plus, token.Minus, token.Slash, token.Percent, token.Shl, token.Shr, token.Pipe, token.Caret:
		return before && behind && end < lineEnd && p.C.Class(tok) == cmodel.Binary
	case token.OrOr:
		return before && behind
	default:
		return (k.IsAssign() || k.IsCompare()) && before && behind
	}
}

// modified reports whether a word like const follows on the line.
func (o *operator) modified() bool {
	for i := o.next; i < o.end; i++ {
		if o.p.C.Is(i, cmodel.Modifier) {
			return true
		}
	}
	return false
}

// includes reports whether the line has an #include.
func includes(p *analyzer.Pass, first, end int) bool {
	for i := first; i+1 < end; i++ {
		if p.Tokens.Kind[i] == token.Hash && p.Tokens.Kind[i+1] == token.Ident {
			return bytes.HasPrefix(p.Tokens.Text(p.Text.Clean, i+1), []byte("include"))
		}
	}
	return false
}

// beforeSlashes ends the line where a // comment begins, if the view shows it.
func beforeSlashes(p *analyzer.Pass, first, end int, lineEnd uint32) (int, uint32) {
	for i := first; i+1 < end; i++ {
		if p.Tokens.Kind[i] == token.Slash && p.Tokens.Kind[i+1] == token.Slash && p.Tokens.Start[i+1] == p.Tokens.End[i] {
			return i, p.Tokens.Start[i]
		}
	}
	return end, lineEnd
}

// nextOperator is the next operator from token i on. "=>" and "?:" are one
// operator to checkpatch.
func nextOperator(p *analyzer.Pass, i, end int) (tok, next int) {
	for ; i < end; i++ {
		k := p.Tokens.Kind[i]
		if k < token.Assign && k != token.Semi && k != token.Comma && k != token.Colon &&
			k != token.Question && k != token.Arrow {
			continue
		}
		if i+1 < end && p.Tokens.Start[i+1] == p.Tokens.End[i] {
			n := p.Tokens.Kind[i+1]
			if k == token.Assign && n == token.Gt || k == token.Question && n == token.Colon {
				return i, i + 2
			}
		}
		return i, i + 1
	}
	return end, end
}

// surround finds out what is beside the operator, between the end of the one
// before and the beginning of the next one or the end of the line.
func (o *operator) surround(prev, limit uint32, more, first bool) {
	text := o.p.Text.Clean
	l := &o.p.Text.Lines[o.line]
	o.head, o.rest = text[l.Start:o.at.Start], text[o.at.End:o.lineEnd]
	o.before = blanksBefore(text, prev, o.at.Start)
	o.after = blanksAfter(text, o.at.End, limit)
	switch between := text[prev:o.at.Start]; {
	case first && o.before.Start == l.Start:
		o.left = edge
	case len(between) == 0:
		o.left = another
	default:
		switch c := between[len(between)-1]; {
		case isBlank(c):
			o.left = blank
		case c == source.Filler:
			o.left = comment
		case c == '(' || c == '[':
			o.left = bracket
		}
	}
	switch between := text[o.at.End:limit]; {
	case len(between) == 0 && !more:
		o.right, o.ends = edge, true
	case len(between) == 0:
		o.right = another
	case !more && o.after.End+1 == limit && text[o.after.End] == '\\':
		o.right = edge
	default:
		switch c := between[0]; {
		case isBlank(c):
			o.right = blank
		case c == source.Filler:
			o.right = comment
		case c == ')' || c == ']':
			o.right = bracket
		}
	}
}

// isArgument reports whether the operator stands alone between a blank and the
// comma or parenthesis that ends an argument.
func (o *operator) isArgument() bool {
	if o.class == cmodel.OnValue || o.left != blank && o.left != edge {
		return false
	}
	rest := bytes.TrimLeft(o.rest, " \t\r\f\v")
	return len(rest) > 0 && (rest[0] == ',' || rest[0] == ')')
}

// judge applies the rule for the kind of operator.
func (o *operator) judge(strict bool) {
	switch {
	case o.next-o.tok > 1:
		o.spaced()
	case o.kind == token.Semi:
		o.semicolon()
	case o.kind == token.Colon && o.class == cmodel.FieldColon:
	case o.kind == token.Arrow:
		o.arrow()
	case o.kind == token.Comma:
		o.comma()
	case o.kind == token.Star && o.class == cmodel.Unclassified:
		// Part of a type: POINTER_LOCATION looks at it.
	case o.kind == token.Bang, o.kind == token.Tilde,
		o.class == cmodel.Unary && o.kind != token.Plus:
		o.unary()
	case o.kind == token.Inc, o.kind == token.Dec:
		o.step()
	case isArithmetic(o.kind):
		o.arithmetic(strict)
	case o.kind == token.Colon && (o.class == cmodel.CaseColon || o.class == cmodel.LabelColon):
		o.label()
	default:
		o.spaced()
	}
}

func isArithmetic(k token.Kind) bool {
	switch k {
	case token.Shl, token.Shr, token.Amp, token.Caret, token.Pipe,
		token.Plus, token.Minus, token.Star, token.Slash, token.Percent:
		return true
	}
	return false
}

// text is the operator as it is written.
func (o *operator) text() string { return string(o.p.Text.Raw[o.at.Start:o.at.End]) }
