// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "iter"

// Flags of a node.
const (
	// Named nodes are rules of the grammar; the others are its punctuation
	// and keywords.
	Named uint8 = 1 << iota
	// Extra nodes may stand anywhere.
	Extra
	// Missing nodes were made up by the parser; they are empty.
	Missing
	// ErrorFlag marks an Error node.
	ErrorFlag
	// Masked nodes contain something that the parser did not see as it is
	// written: a macro, an attribute, an arm that was not followed.
	Masked
)

// Node is one node of a Tree. Nodes are in pre-order: the first child of node
// i is i+1 if Next > i+1, and the sibling of a node is its Next, if that is
// below the Next of its parent.
type Node struct {
	// Start and End are offsets of bytes in the text, from 0.
	Start, End uint32
	// Parent is the index of the parent; the root has itself.
	Parent uint32
	// Next is the index behind the subtree.
	Next uint32
	Kind NodeKind
	// Field is the node's role in its parent.
	Field Role
	Flags uint8
}

// Is reports whether all the flags are set.
func (n *Node) Is(flags uint8) bool { return n.Flags&flags == flags }

// Tree is the syntax tree of one chunk. The root, node 0, is a
// TranslationUnit. A Tree is immutable and may be shared.
type Tree struct {
	Nodes []Node
	// HasError is true if some of the chunk was not understood: there is an
	// Error or Missing node, or no nodes at all. Checks then rely on tokens.
	HasError bool
	// ErrorAt is the offset of the first thing not understood, if HasError.
	ErrorAt uint32
	// NotUnderstood counts the bytes inside the outermost Error nodes, or
	// all of the chunk if there is no tree.
	NotUnderstood uint32
	// Opaque counts the bytes of macro arguments and the like that are no
	// expression and became one identifier each. Types as arguments do not
	// count: they are understood.
	Opaque uint32
}

// NoNode is the answer when there is no such node.
const NoNode = -1

// Children yields the children of node i.
func (t *Tree) Children(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		end := int(t.Nodes[i].Next)
		for c := i + 1; c < end; c = int(t.Nodes[c].Next) {
			if !yield(c) {
				return
			}
		}
	}
}

// NamedChildren yields the children of node i that are Named.
func (t *Tree) NamedChildren(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for c := range t.Children(i) {
			if t.Nodes[c].Flags&Named != 0 && !yield(c) {
				return
			}
		}
	}
}

// Child returns the first child of node i with that role, or NoNode.
func (t *Tree) Child(i int, role Role) int {
	end := int(t.Nodes[i].Next)
	for c := i + 1; c < end; c = int(t.Nodes[c].Next) {
		if t.Nodes[c].Field == role {
			return c
		}
	}
	return NoNode
}

// ChildOfKind returns the first child of node i with that kind, or NoNode.
func (t *Tree) ChildOfKind(i int, kind NodeKind) int {
	end := int(t.Nodes[i].Next)
	for c := i + 1; c < end; c = int(t.Nodes[c].Next) {
		if t.Nodes[c].Kind == kind {
			return c
		}
	}
	return NoNode
}

// Parent returns the parent of node i, NoNode for the root.
func (t *Tree) Parent(i int) int {
	if i <= 0 {
		return NoNode
	}
	return int(t.Nodes[i].Parent)
}

// Ancestor returns the nearest node above i that has one of the kinds, or
// NoNode.
func (t *Tree) Ancestor(i int, kinds ...NodeKind) int {
	for i = t.Parent(i); i >= 0; i = t.Parent(i) {
		for _, k := range kinds {
			if t.Nodes[i].Kind == k {
				return i
			}
		}
	}
	return NoNode
}

// NextSibling returns the sibling behind node i, or NoNode.
func (t *Tree) NextSibling(i int) int {
	if i <= 0 {
		return NoNode
	}
	next := t.Nodes[i].Next
	if next < t.Nodes[t.Nodes[i].Parent].Next {
		return int(next)
	}
	return NoNode
}

// Contains reports whether node inner is in the subtree of node outer.
func (t *Tree) Contains(outer, inner int) bool {
	return outer <= inner && inner < int(t.Nodes[outer].Next)
}

// At returns the smallest node that covers the bytes [start, end), or NoNode.
func (t *Tree) At(start, end uint32) int {
	found := NoNode
	for i, limit := 0, len(t.Nodes); i < limit; {
		n := &t.Nodes[i]
		if n.Start <= start && end <= n.End && n.Start < n.End {
			found, limit = i, int(n.Next)
			i++
			continue
		}
		if n.Start > start && n.Start < n.End {
			break
		}
		i = int(n.Next)
	}
	return found
}

// judge fills in what says whether the tree is sound.
func (t *Tree) judge() {
	t.HasError, t.ErrorAt, t.NotUnderstood = false, 0, 0
	for i := 0; i < len(t.Nodes); {
		n := &t.Nodes[i]
		if n.Flags&(Missing|ErrorFlag) == 0 {
			i++
			continue
		}
		if !t.HasError {
			t.HasError, t.ErrorAt = true, n.Start
		}
		t.NotUnderstood += n.End - n.Start
		i = int(n.Next)
	}
}
