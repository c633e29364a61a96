// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var afterDeclarations = &analyzer.Check{
	Rules:  []*analyzer.Rule{LineSpacing},
	Kinds:  source.CLike,
	Lines:  source.LeadTab | source.LeadSpace,
	Early:  true,
	OnLine: checkAfterDeclarations,
}

// checkAfterDeclarations reports a line that is no declaration behind one that
// is, both with the same blanks in front.
func checkAfterDeclarations(p *analyzer.Pass, line int) {
	if p.C == nil || !p.Added(line-1) || p.Text.Lines[line].Features.Has(source.OnlyComment|source.Blank|source.Directive) {
		return
	}
	above, clean := p.Clean(line-1), p.Clean(line)
	n := skipSpaces(above, 0)
	if n == 0 || n >= len(above) || n >= len(clean) || !bytes.Equal(above[:n], clean[:n]) ||
		isSpace(clean[n]) || clean[n] == source.Filler {
		if k := skipSpaces(clean, 0); k > 0 && k < n && !p.Parity() {
			afterLongDeclaration(p, line, k)
		}
		return
	}
	d := declReader{p: p, c: p.C}
	if first, end := p.LineTokens(line - 1); !d.declares(first, end, true) || d.beginsWithKeyword(first, end) || d.goesOn(first, end, above) {
		return
	}
	d.blank = true
	if first, end := p.LineTokens(line); d.declares(first, end, false) || d.extends(first, end) {
		return
	}
	f := p.Warn(LineSpacing, p.LineRange(line), "a blank line belongs between declarations and statements")
	if !p.Text.Kind.In(source.CFiles) {
		f.DifferNarrower(deviceTree)
	} else if !p.SameHunk(line-1, line) {
		f.DifferNarrower(otherHunk)
	} else if why := noStatement(p, line); why != "" {
		f.DifferNarrower(why)
	} else {
		f.Fix("Insert a blank line", analyzer.Insert(p.Text.Lines[line].Start, "\n"))
	}
}

// declReader reads the tokens of one line the way checkpatch does once it has
// taken attributes out.
type declReader struct {
	p *analyzer.Pass
	c *cmodel.Model
	// blank says that comments are blanks, as they are to checkpatch on the
	// line at hand, and not on the one above.
	blank bool
}

// kind is the kind of token i, None from end on.
func (d *declReader) kind(i, end int) token.Kind {
	if i < end {
		return d.p.Tokens.Kind[i]
	}
	return token.None
}

// skip leaves attributes out.
func (d *declReader) skip(i, end int) int {
	for i < end && (d.c.Is(i, cmodel.Attribute|cmodel.Sparse) || d.blank && d.p.Tokens.Kind[i] == token.Comment) {
		i++
	}
	return i
}

// declares reports whether a line looks like a declaration: a type and a name,
// a pointer to a function, two names, or a macro that declares. Of two names
// with a colon behind them, checkpatch thinks of a label.
func (d *declReader) declares(first, end int, above bool) bool {
	first = d.skip(first, end)
	ended := func(i int) bool {
		switch d.kind(d.skip(i, end), end) {
		case token.Assign, token.Eq, token.Comma, token.Semi, token.Colon, token.LBrack:
			return true
		}
		return false
	}
	return d.typed(first, end, ended) || d.functionPointer(first, end) || d.twoNames(first, end) ||
		d.c.DeclarationMacro(first, end) >= 0
}

// typed reports whether a known type and a name begin the line.
func (d *declReader) typed(first, end int, then func(i int) bool) bool {
	s, ok := d.c.Declare(first, end)
	if !ok {
		return false
	}
	for _, i := range d.typeEnds(&s, end) {
		if n := d.c.Identifier(d.skip(i, end), end); n >= 0 && then(n) {
			return true
		}
	}
	return false
}

// typeEnds are the places behind a type at which a name may stand: without
// attributes more stars may follow, and the last of several words for an
// integer may be meant for the name.
func (d *declReader) typeEnds(s *cmodel.Span, end int) [7]int {
	stars := s.End
	for {
		i := d.skip(stars, end)
		if d.kind(i, end) != token.Star {
			break
		}
		stars = i + 1
	}
	word := s.Base
	if s.Base-s.First > 1 && d.c.Is(s.Base-1, cmodel.Integer) {
		word--
	}
	unusual := s.End
	if d.c.Is(s.First, cmodel.Integer) {
		if m, ok := d.c.Misordered(s.First, end); ok {
			unusual = m.End
		}
	}
	return [...]int{stars, s.End, s.Stars, s.Mods, s.Base, word, unusual}
}

// functionPointer reports whether "type (*name)" begins the line.
func (d *declReader) functionPointer(first, end int) bool {
	s, ok := d.c.Declare(first, end)
	if !ok {
		return false
	}
	for _, i := range d.typeEnds(&s, end) {
		i = d.skip(i, end)
		if d.kind(i, end) != token.LParen || d.kind(i+1, end) != token.Star {
			continue
		}
		n := d.c.Identifier(d.skip(i+2, end), end)
		if n < 0 || d.kind(d.skip(n, end), end) != token.RParen {
			continue
		}
		switch d.kind(d.skip(d.skip(n, end)+1, end), end) {
		case token.Assign, token.Eq, token.Comma, token.Semi, token.Colon, token.LBrack, token.LParen:
			return true
		}
	}
	return false
}

// twoNames reports whether two names, or two names with a star between them,
// begin the line.
func (d *declReader) twoNames(first, end int) bool {
	n := d.c.Identifier(first, end)
	if n < 0 {
		return false
	}
	n = d.skip(n, end)
	if d.kind(n, end) == token.Star {
		n = d.skip(n+1, end)
	}
	if n = d.c.Identifier(n, end); n < 0 {
		return false
	}
	switch d.kind(d.skip(n, end), end) {
	case token.Assign, token.Eq, token.Comma, token.Semi, token.LBrack:
		return true
	}
	return false
}

// beginsWithKeyword reports whether a word of control flow begins the line.
func (d *declReader) beginsWithKeyword(first, end int) bool {
	switch d.p.Tokens.WordAt(d.skip(first, end)) {
	case token.Do, token.For, token.While, token.If, token.Else, token.Return, token.Goto,
		token.Continue, token.Switch, token.Default, token.Case, token.Break:
		return first < end
	}
	return false
}

// goesOn reports whether a line ends in the middle of something: in an
// operator, an opening brace or a backslash.
func (d *declReader) goesOn(first, end int, clean []byte) bool {
	if at := trimSpaces(clean, len(clean)); at > 0 && clean[at-1] == '\\' {
		return true
	}
	last := end - 1
	for last >= first && d.c.Is(last, cmodel.Attribute|cmodel.Sparse) {
		last--
	}
	if last < first {
		return false
	}
	switch k := d.p.Tokens.Kind[last]; k {
	case token.LBrace, token.Comma, token.Arrow:
		return true
	default:
		return k.IsOperator()
	}
}

// extends reports whether a line that is no declaration may stand under one
// all the same: a type, the brackets and dots of an initialiser, a directive,
// a string, a bit-field, or an operator.
func (d *declReader) extends(first, end int) bool {
	i := d.skip(first, end)
	if d.p.Tokens.WordAt(i) == token.Static && i < end {
		i = d.skip(i+1, end)
	}
	switch d.p.Tokens.WordAt(i) {
	case token.Union, token.Struct, token.Enum, token.Typedef:
		if i < end {
			return true
		}
	}
	i = d.skip(first, end)
	switch k := d.kind(i, end); k {
	case token.None, token.LBrace, token.RBrace, token.Dot, token.Ellipsis, token.Hash, token.HashHash, token.String,
		token.Question, token.Colon, token.LParen, token.LBrack, token.Comma, token.Arrow:
		return true
	default:
		if k.IsOperator() {
			return true
		}
	}
	n := d.c.Identifier(i, end)
	if n < 0 || d.kind(n, end) != token.Colon || d.kind(n+1, end) != token.Number {
		return false
	}
	k := d.kind(n+2, end)
	return k == token.Comma || k == token.Semi
}
