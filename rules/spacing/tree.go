// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
)

// reading is what the syntax tree takes an operator for.
type reading uint8

const (
	unknown    reading = iota // there is no tree, or it is not to be trusted
	unary                     // of one operand
	binary                    // of two operands
	declarator                // the star of a declared pointer, or of a type
	field                     // the colon of a bit-field
	operand                   // a colon of inline assembler or _Generic
	other
)

// maxNodes is how large a tree may be. Finding a node takes time in proportion
// to its depth and to the siblings in front: in a table or an expression of a
// megabyte, too much for each operator.
const maxNodes = 20_000

// read asks the tree. It is only trusted where it understood the whole piece
// of text and saw the place as it is written.
func read(p *analyzer.Pass, at source.Range) reading {
	if p.Parity() {
		return unknown // nothing that checkpatch says is taken back there
	}
	t := p.Tree(at.Start)
	if t == nil || t.HasError || len(t.Nodes) > maxNodes {
		return unknown
	}
	n := t.At(at.Start, at.End)
	if n == syntax.NoNode || t.Nodes[n].Start != at.Start || t.Nodes[n].End != at.End {
		return unknown
	}
	parent := t.Parent(n)
	if parent == syntax.NoNode || t.Nodes[parent].Is(syntax.Masked) && t.Nodes[n].Is(syntax.Masked) {
		return unknown
	}
	switch t.Nodes[parent].Kind {
	case syntax.BinaryExpression, syntax.AssignmentExpression, syntax.ConditionalExpression:
		return binary
	case syntax.UnaryExpression, syntax.PointerExpression, syntax.NumberLiteral:
		return unary
	case syntax.PointerDeclarator, syntax.AbstractPointerDeclarator:
		return declarator
	case syntax.BitfieldClause:
		return field
	case syntax.GenericExpression, syntax.GnuAsmOutputOperandList, syntax.GnuAsmInputOperandList,
		syntax.GnuAsmClobberList, syntax.GnuAsmGotoList, syntax.GnuAsmExpression:
		return operand
	}
	return other
}
