// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// maxDeclaration is how many lines a declaration may have to be looked at.
const maxDeclaration = 20

// piece is what the syntax tree takes the beginning of a line for.
type piece struct {
	kind, parent syntax.NodeKind
	known        bool
}

// pieceAt asks the tree for the outermost node that begins with the first
// token of a line, and for what it is part of.
func pieceAt(p *analyzer.Pass, line int) piece {
	first, end := p.LineTokens(line)
	for first < end && p.Tokens.Kind[first] == token.Comment {
		first++
	}
	if first == end {
		return piece{}
	}
	t := p.Tree(p.Tokens.Start[first])
	if t == nil || t.HasError {
		return piece{}
	}
	i := t.At(p.Tokens.Start[first], p.Tokens.End[first])
	for i > 0 {
		parent := t.Parent(i)
		if parent < 0 || t.Nodes[parent].Start != t.Nodes[i].Start || t.Nodes[parent].Kind == syntax.TranslationUnit {
			break
		}
		i = parent
	}
	if i <= 0 {
		return piece{}
	}
	return piece{kind: t.Nodes[i].Kind, parent: t.Nodes[t.Parent(i)].Kind, known: true}
}

// noStatement says why a line behind a declaration needs no blank line before
// it; it is empty if it does.
func noStatement(p *analyzer.Pass, line int) string {
	if declaresArgument(p, line) {
		return "a macro that declares its first argument"
	}
	if first, end := p.LineTokens(line); isPlainStatement(p, first, end) {
		return ""
	}
	now := pieceAt(p, line)
	if !now.known {
		return ""
	}
	switch {
	case now.parent == syntax.FieldDeclarationList || now.kind == syntax.FieldDeclaration:
		return "members of a structure"
	case now.parent == syntax.ParameterList || now.kind == syntax.ParameterDeclaration:
		return "parameters of a function"
	case now.kind == syntax.Declaration:
		return "the line is a declaration, too"
	}
	return ""
}

// declaresArgument reports whether a line calls a macro with a name that does
// not occur before it in the function: the macro must declare it.
func declaresArgument(p *analyzer.Pass, line int) bool {
	first, end := p.LineTokens(line)
	if first+2 >= end || p.Tokens.Kind[first] != token.Ident || p.Tokens.Kind[first+1] != token.LParen ||
		p.Tokens.Kind[first+2] != token.Ident || runOf(p.C.Bytes(first), isUpperDigit) != len(p.C.Bytes(first)) {
		return false
	}
	if k := p.Tokens.KindAt(first + 3); k != token.Comma && k != token.RParen {
		return false
	}
	name := p.C.Bytes(first + 2)
	if runOf(name, isUpperDigit) == len(name) || isAssertion(p.C.Bytes(first)) {
		return false
	}
	i := first - 1
	defer func() { p.Saw(i) }()
	for ; i >= 0 && i > first-3000; i-- {
		if p.Tokens.Kind[i] == token.Ident && bytes.Equal(p.C.Bytes(i), name) {
			return false
		}
		if p.Tokens.Kind[i] == token.RBrace && p.Text.Lines[p.TokenLine(i)].Start == p.Tokens.Start[i] {
			return true
		}
	}
	return i < 0
}

// isAssertion reports whether a macro of this name tests its argument.
func isAssertion(name []byte) bool {
	for _, part := range []string{"ASSERT", "BUG", "WARN"} {
		if bytes.Contains(name, []byte(part)) {
			return true
		}
	}
	return false
}

func isUpperDigit(c byte) bool { return isUpperUnder(c) || '0' <= c && c <= '9' }

// afterLongDeclaration reports a statement behind a declaration of more than
// one line, which checkpatch does not put together.
func afterLongDeclaration(p *analyzer.Pass, line, blanks int) {
	above := p.Clean(line - 1)
	if at, ok := endsWith(above, ";"); !ok || skipSpaces(above, 0) == at {
		return
	}
	d := declReader{p: p, c: p.C}
	if first, end := p.LineTokens(line); d.declares(first, end, false) || d.extends(first, end) || d.beginsBlockEnd(first, end) {
		return
	}
	top := line - 1
	for ; top >= 0 && line-top < maxDeclaration && p.SameHunk(top, line); top-- {
		l := p.Text.Lines[top].Features
		if l.Has(source.Blank|source.Directive) || !p.Added(top) {
			return
		}
		if n := skipSpaces(p.Clean(top), 0); n <= blanks {
			break
		}
	}
	if top < 0 || top >= line-1 || !p.SameHunk(top, line) || !bytes.Equal(p.Clean(top)[:min(blanks, len(p.Clean(top)))], p.Clean(line)[:blanks]) ||
		skipSpaces(p.Clean(top), 0) != blanks {
		return
	}
	if first, end := p.LineTokens(top); !d.declares(first, end, true) || d.beginsWithKeyword(first, end) || p.Tokens.KindAt(end-1) == token.Semi {
		return
	}
	if declaresArgument(p, line) || !isLongDeclaration(p, &d, top, line) {
		return
	}
	p.Warn(LineSpacing, p.LineRange(line), "a blank line belongs between declarations and statements").
		DifferWider("the declaration has more than one line").
		Fix("Insert a blank line", analyzer.Insert(p.Text.Lines[line].Start, "\n"))
}

// isLongDeclaration reports whether a declaration begins on line top and a
// statement on line. The tree is asked only where tokens leave it open.
func isLongDeclaration(p *analyzer.Pass, d *declReader, top, line int) bool {
	first, end := p.LineTokens(line)
	plain := isPlainStatement(p, first, end)
	from, to := p.LineTokens(top)
	typed := d.typed(d.skip(from, to), to, func(i int) bool { return d.kind(d.skip(i, to), to) == token.Assign })
	if plain && typed {
		return true
	}
	before, now := pieceAt(p, top), pieceAt(p, line)
	return before.kind == syntax.Declaration && now.known &&
		now.parent == syntax.CompoundStatement && now.kind != syntax.Declaration
}

// isPlainStatement reports whether tokens alone tell that a line begins a
// statement: a word of control flow, an assignment, or a call of a function
// whose name is no macro's. A declaration can look like none of them.
func isPlainStatement(p *analyzer.Pass, first, end int) bool {
	if first+1 >= end || p.Tokens.Kind[first] != token.Ident {
		return false
	}
	if isKeyword(p.Tokens.Word[first]) {
		return true
	}
	switch k := p.Tokens.Kind[first+1]; {
	case k.IsAssign(), k == token.Arrow, k == token.Dot, k == token.LBrack, k == token.Inc, k == token.Dec:
		return true
	case k == token.LParen:
		next := p.Tokens.KindAt(first + 2)
		return next != token.Star && (next != token.Ident || p.Tokens.KindAt(first+3) != token.Star) &&
			runOf(p.C.Bytes(first), isUpperDigit) != len(p.C.Bytes(first))
	}
	return false
}

// beginsBlockEnd reports whether a line begins with a word that goes with a
// block before it.
func (d *declReader) beginsBlockEnd(first, end int) bool {
	return d.p.Tokens.WordAt(first) == token.Else || first == end
}
