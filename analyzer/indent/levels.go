// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// unset is the level of a line on which nothing begins that has one.
const unset = -1

// levels is the work of indenting one top-level piece anew.
type levels struct {
	m     *Mover
	tree  *syntax.Tree
	first int   // its first line
	level []int // by line from first
	node  []int // level by node
}

// Reindent indents a function, or another definition at file scope, by its
// structure alone: each statement, member and brace as many tabs deep as it is
// nested, and what continues a line as far from it as before. It is false where
// the structure is not sure: the tree has an error, a directive stands inside,
// a line begins in a literal, or lines of one level stand in columns too
// different for the piece to have been indented by anybody.
func (m *Mover) Reindent(tree *syntax.Tree) ([]fix.Edit, bool) {
	if tree == nil || tree.HasError || len(tree.Nodes) < 2 {
		return nil, false
	}
	root := tree.Nodes[0]
	l := levels{m: m, tree: tree, first: m.Text.LineAt(tree.Nodes[1].Start)}
	last := m.Text.LineAt(root.End - 1)
	if last-l.first >= maxLines || m.Text.Lines[last].Hunk != m.Text.Lines[l.first].Hunk {
		return nil, false
	}
	for i := l.first; i <= last; i++ {
		if m.Text.Lines[i].Features.Has(source.Directive|source.Continued) || m.inLiteral(i) {
			return nil, false
		}
	}
	l.level = make([]int, last-l.first+1)
	for i := range l.level {
		l.level[i] = unset
	}
	l.walk()
	if l.insideParentheses() || !l.plausible() {
		return nil, false
	}
	return m.Edits(l.moves())
}

// walk gives each node its level and each line that of the outermost node
// which begins with its first token, if that is one that has a line to itself.
func (l *levels) walk() {
	nodes := l.tree.Nodes
	l.node = make([]int, len(nodes))
	for i := 1; i < len(nodes); i++ {
		n := &nodes[i]
		parent := int(n.Parent)
		l.node[i] = l.node[parent] + l.deeper(parent, i)
		if n.Start == n.End || !l.stands(parent, i) {
			continue
		}
		line := l.m.Text.LineAt(n.Start)
		at := line - l.first
		if at < 0 || at >= len(l.level) || l.level[at] != unset || !l.begins(line, n.Start) {
			continue
		}
		l.level[at] = l.node[i]
	}
}

// begins reports whether the first token of code on a line is at an offset.
func (l *levels) begins(line int, offset uint32) bool {
	start := l.m.Text.Lines[line].Start
	for _, c := range l.m.Text.Clean[start:offset] {
		if c != ' ' && c != '\t' && c != source.Filler {
			return false
		}
	}
	return true
}

// isToken reports whether a node is a piece of punctuation or a keyword.
func (l *levels) isToken(i int) bool { return l.tree.Nodes[i].Flags&syntax.Named == 0 }

// isBrace reports whether a node is a brace.
func (l *levels) isBrace(i int) bool {
	n := &l.tree.Nodes[i]
	return n.End-n.Start == 1 && (l.m.Text.Clean[n.Start] == '{' || l.m.Text.Clean[n.Start] == '}')
}

// deeper is by how much a node is deeper than its parent.
func (l *levels) deeper(parent, i int) int {
	n := &l.tree.Nodes[i]
	p := l.tree.Nodes[parent].Kind
	switch p {
	case syntax.CompoundStatement:
		if l.isBrace(i) || n.Kind == syntax.CaseStatement && l.isBodyOf(parent, syntax.SwitchStatement) {
			return 0
		}
		return 1
	case syntax.FieldDeclarationList, syntax.EnumeratorList, syntax.InitializerList:
		if l.isToken(i) {
			return 0
		}
		return 1
	case syntax.CaseStatement:
		if isStatement(n.Kind) && n.Kind != syntax.CompoundStatement {
			return 1
		}
	case syntax.IfStatement, syntax.WhileStatement, syntax.ForStatement, syntax.DoStatement, syntax.SwitchStatement:
		if (n.Field == syntax.RoleConsequence || n.Field == syntax.RoleBody) && n.Kind != syntax.CompoundStatement {
			return 1
		}
	case syntax.ElseClause:
		if isStatement(n.Kind) && n.Kind != syntax.CompoundStatement &&
			(n.Kind != syntax.IfStatement || l.m.Text.LineAt(n.Start) != l.m.Text.LineAt(l.tree.Nodes[parent].Start)) {
			return 1
		}
	}
	return 0
}

// isBodyOf reports whether a node is part of one of a kind.
func (l *levels) isBodyOf(i int, kind syntax.NodeKind) bool {
	return l.tree.Nodes[l.tree.Nodes[i].Parent].Kind == kind
}

// stands reports whether a node may have a line of its own at its level.
func (l *levels) stands(parent, i int) bool {
	n := &l.tree.Nodes[i]
	switch l.tree.Nodes[parent].Kind {
	case syntax.TranslationUnit:
		return true
	case syntax.CompoundStatement, syntax.FieldDeclarationList, syntax.EnumeratorList:
		return !l.isToken(i) || l.isBrace(i)
	case syntax.InitializerList:
		return !l.isToken(i) || l.isBrace(i)
	case syntax.CaseStatement, syntax.IfStatement, syntax.WhileStatement, syntax.ForStatement,
		syntax.SwitchStatement, syntax.ElseClause:
		return isStatement(n.Kind) || n.Kind == syntax.ElseClause
	case syntax.DoStatement:
		return isStatement(n.Kind) || l.isToken(i) && l.m.Text.Clean[n.Start] == 'w'
	}
	return false
}

// isStatement reports whether a kind is that of a statement or declaration.
func isStatement(k syntax.NodeKind) bool {
	switch k {
	case syntax.CompoundStatement, syntax.Declaration, syntax.TypeDefinition, syntax.AttributedStatement,
		syntax.LabeledStatement, syntax.ExpressionStatement, syntax.IfStatement, syntax.SwitchStatement,
		syntax.CaseStatement, syntax.WhileStatement, syntax.DoStatement, syntax.ForStatement,
		syntax.ReturnStatement, syntax.BreakStatement, syntax.ContinueStatement, syntax.GotoStatement:
		return true
	}
	return false
}

// isLabel reports whether a line begins with the target of a goto, which
// stands in column 0 or one further in.
func (l *levels) isLabel(line int) bool {
	first, end := l.m.lineTokens(line)
	return first+1 < end && l.m.Tokens.Kind[first] == token.Ident && l.m.Tokens.Kind[first+1] == token.Colon &&
		l.m.Tokens.Word[first] != token.Default
}

// insideParentheses reports whether a line with a level begins inside a
// parenthesis: what stands in the arguments of a macro has its own rules.
func (l *levels) insideParentheses() bool {
	var open []token.Kind
	for i := range l.level {
		if n := len(open); n > 0 && l.level[i] >= 0 && open[n-1] == token.LParen {
			return true
		}
		first, end := l.m.lineTokens(l.first + i)
		for k := first; k < end; k++ {
			switch kind := l.m.Tokens.Kind[k]; {
			case kind.IsOpen():
				open = append(open, kind)
			case kind.IsClose() && len(open) > 0:
				open = open[:len(open)-1]
			}
		}
	}
	return false
}

// plausible reports whether somebody indented the piece by the same structure:
// nearly all lines of a level stand in one column, and deeper levels further
// to the right.
func (l *levels) plausible() bool {
	var columns [32]map[int]int
	for i, level := range l.level {
		if level < 0 || l.isLabel(l.first+i) {
			continue
		}
		if level >= len(columns) {
			return false
		}
		if columns[level] == nil {
			columns[level] = map[int]int{}
		}
		columns[level][l.m.width(l.first+i)]++
	}
	before := unset
	for _, c := range columns {
		all, most, column := 0, 0, 0
		for w, n := range c {
			all += n
			if n > most || n == most && w < column {
				most, column = n, w
			}
		}
		if all == 0 {
			continue
		}
		if 10*most < 8*all && all-most > 1 || column <= before {
			return false
		}
		before = column
	}
	return true
}

// moves puts each line where it belongs. A line that has no level goes along
// with the last one that has; so does a comment, unless it stands in the
// column of the next.
func (l *levels) moves() []Move {
	var out []Move
	by := 0
	for i, level := range l.level {
		line := l.first + i
		f := l.m.Text.Lines[line].Features
		if f.Has(source.Blank) {
			continue
		}
		from := l.m.width(line)
		to := from + by
		switch {
		case f.Has(source.OnlyComment) && !f.Has(source.BeginsInComment):
			if next := l.next(i); next >= 0 && l.m.width(l.first+next) == from {
				to = l.level[next] * l.m.Tab
			}
		case level >= 0 && l.isLabel(line):
			to = min(from, 1)
		case level >= 0:
			to = level * l.m.Tab
		}
		to = max(to, 0)
		if !l.isLabel(line) {
			by = to - from
		}
		out = append(out, Move{Line: line, From: from, To: to})
	}
	return out
}

// next is the next line with a level, by index; -1 if the piece ends first.
func (l *levels) next(i int) int {
	for i++; i < len(l.level); i++ {
		if l.level[i] >= 0 && !l.isLabel(l.first+i) {
			return i
		}
	}
	return -1
}
