// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// read returns the view and the tokens of a C text.
func read(text string) ([]byte, *token.Stream) {
	t := source.New("t.c", "t.c", source.KindOf("t.c"), []byte(text), source.Mode{})
	toks := new(token.Stream)
	token.Scan(toks, t.Clean, 0, len(t.Clean), keywords)
	return t.Clean, toks
}

func newParser(t testing.TB) *Parser {
	t.Helper()
	p, err := NewParser()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// parseAll parses every chunk of code of a text.
func parseAll(t testing.TB, p *Parser, text string) []*Tree {
	t.Helper()
	clean, toks := read(text)
	var trees []*Tree
	for _, c := range Chunks(clean, toks) {
		if c.Kind == Code {
			tree := p.Parse(clean, toks, c)
			checkTree(t, tree, c)
			trees = append(trees, tree)
		}
	}
	return trees
}

// checkTree verifies what every tree must satisfy.
func checkTree(t testing.TB, tree *Tree, c Chunk) {
	t.Helper()
	for i := range tree.Nodes {
		n := &tree.Nodes[i]
		if n.Start > n.End || n.Start < c.Start || n.End > c.End {
			t.Fatalf("node %d covers [%d,%d) in the chunk [%d,%d)", i, n.Start, n.End, c.Start, c.End)
		}
		if int(n.Next) <= i || int(n.Next) > len(tree.Nodes) {
			t.Fatalf("node %d: next is %d of %d", i, n.Next, len(tree.Nodes))
		}
		if i == 0 {
			continue
		}
		parent := &tree.Nodes[n.Parent]
		if int(n.Parent) >= i || n.Next > parent.Next {
			t.Fatalf("node %d: parent %d, next %d, next of the parent %d", i, n.Parent, n.Next, parent.Next)
		}
		if n.Start < parent.Start || n.End > parent.End {
			t.Fatalf("node %d [%d,%d) sticks out of its parent [%d,%d)", i, n.Start, n.End, parent.Start, parent.End)
		}
	}
}

// sketch renders the named nodes of a tree as nested parentheses.
func sketch(tree *Tree) string {
	var b strings.Builder
	var walk func(i int)
	walk = func(i int) {
		n := &tree.Nodes[i]
		name := kindNames[n.Kind]
		if name == "" {
			name = symbolName(uint16(n.Kind))
		}
		fmt.Fprintf(&b, "(%s", name)
		for c := range tree.NamedChildren(i) {
			b.WriteByte(' ')
			walk(c)
		}
		b.WriteByte(')')
	}
	if len(tree.Nodes) > 0 {
		walk(0)
	}
	return b.String()
}

func TestTree(t *testing.T) {
	text := "int f(int a)\n{\n\tif (a)\n\t\treturn g(a, 1);\n\treturn 0;\n}\n"
	trees := parseAll(t, newParser(t), text)
	if len(trees) != 1 {
		t.Fatalf("%d trees, want 1", len(trees))
	}
	tree := trees[0]
	want := "(translation_unit (function_definition (primitive_type) (function_declarator (identifier) " +
		"(parameter_list (parameter_declaration (primitive_type) (identifier)))) (compound_statement " +
		"(if_statement (parenthesized_expression (identifier)) (return_statement (call_expression (identifier) " +
		"(argument_list (identifier) (number_literal))))) (return_statement (number_literal)))))"
	if got := sketch(tree); got != want || tree.HasError {
		t.Fatalf("got %s\nwant %s (error: %v)", got, want, tree.HasError)
	}
	at := uint32(strings.Index(text, "g(a"))
	call := tree.At(at, at+uint32(len("g(a, 1)")))
	if call == NoNode || tree.Nodes[call].Kind != CallExpression {
		t.Fatalf("At finds node %d", call)
	}
	if fn := tree.Child(call, RoleFunction); fn == NoNode || tree.Nodes[fn].Kind != Identifier || tree.Nodes[fn].Field != RoleFunction {
		t.Errorf("the function of the call is node %d", fn)
	}
	if ret := tree.Ancestor(call, ReturnStatement, IfStatement); ret == NoNode || tree.Nodes[ret].Kind != ReturnStatement {
		t.Errorf("Ancestor finds node %d", ret)
	}
	stmt := tree.Ancestor(call, IfStatement)
	next := tree.NextSibling(stmt)
	if next == NoNode || tree.Nodes[next].Kind != ReturnStatement || !tree.Contains(tree.Parent(stmt), next) || tree.Contains(stmt, next) {
		t.Errorf("the sibling of the if is node %d", next)
	}
	for i := range tree.Nodes {
		if tree.Nodes[i].Is(Masked) {
			t.Errorf("node %d is masked, but nothing was rewritten", i)
		}
	}
	if tree.At(0, 10000) != NoNode || tree.Ancestor(0, IfStatement) != NoNode || tree.NextSibling(0) != NoNode || tree.Parent(0) != NoNode {
		t.Error("there is a node where none can be")
	}
}

var keywords = token.NewWords(nil)
