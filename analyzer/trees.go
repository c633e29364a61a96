// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"sort"
	"sync"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// trees parses the chunks of one text, each when it is first asked for.
type trees struct {
	text   *source.Text
	toks   *token.Stream
	pool   *parserPool
	meter  *meter
	chunks []syntax.Chunk
	parsed map[int]*syntax.Tree
}

// list cuts the text into chunks, hunk by hunk.
func (t *trees) list() []syntax.Chunk {
	if t.chunks == nil {
		defer t.meter.layer(LayerParse, t.meter.start())
		for _, h := range t.text.Hunks {
			if h.First < h.End {
				from, to := t.text.Lines[h.First].Start, t.text.Lines[h.End-1].End
				t.chunks = append(t.chunks, syntax.ChunksIn(t.text.Clean, t.toks, from, to)...)
			}
		}
	}
	return t.chunks
}

// at is the tree of the chunk that holds an offset, nil if there is none.
func (t *trees) at(offset uint32) (*syntax.Tree, syntax.Chunk) {
	i := t.index(offset)
	if i < 0 {
		return nil, syntax.Chunk{}
	}
	return t.tree(i), t.chunks[i]
}

// index is the chunk that holds an offset, -1 if there is none.
func (t *trees) index(offset uint32) int {
	chunks := t.list()
	i := sort.Search(len(chunks), func(i int) bool { return chunks[i].End > offset })
	if i == len(chunks) || chunks[i].Start > offset {
		return -1
	}
	return i
}

// has reports whether the text is still cut at the ends of all these ranges,
// which count from an offset: a bracket elsewhere may have joined them with
// others.
func (t *trees) has(ranges []source.Range, from uint32) bool {
	for _, r := range ranges {
		chunks := t.list()
		i := sort.Search(len(chunks), func(i int) bool { return chunks[i].Start >= r.Start+from })
		if i == len(chunks) || chunks[i].Start != r.Start+from || chunks[i].End != r.End+from {
			return false
		}
	}
	return true
}

func (t *trees) tree(i int) *syntax.Tree {
	if t.parsed[i] == nil {
		defer t.meter.layer(LayerParse, t.meter.start())
		if t.parsed == nil {
			t.parsed = make(map[int]*syntax.Tree)
		}
		t.pool.use(func(p *syntax.Parser) { t.parsed[i] = p.Parse(t.text.Clean, t.toks, t.chunks[i]) })
	}
	return t.parsed[i]
}

// count adds what was parsed, and what of it was not understood. Without trees
// nothing was; with all, what no check has asked for is parsed now.
func (t *trees) count(r *Result, all bool) {
	if t == nil {
		return
	}
	if all {
		for i := range t.list() {
			t.tree(i)
		}
	}
	for i, tree := range t.parsed {
		if tree != nil {
			r.Parsed += int(t.chunks[i].End - t.chunks[i].Start)
			r.NotUnderstood += int(tree.NotUnderstood)
		}
	}
}

// parserPool keeps parsers between texts. They are used by one walk at a time
// each and live as long as the Analyzer.
type parserPool struct {
	mu   sync.Mutex
	idle []*syntax.Parser
}

// use lends a parser to f. Without one, when the grammar cannot be had, f is
// not called.
func (p *parserPool) use(f func(*syntax.Parser)) {
	p.mu.Lock()
	var one *syntax.Parser
	if n := len(p.idle); n > 0 {
		one, p.idle = p.idle[n-1], p.idle[:n-1]
	}
	p.mu.Unlock()
	if one == nil {
		var err error
		if one, err = syntax.NewParser(); err != nil {
			return
		}
	}
	f(one)
	p.mu.Lock()
	p.idle = append(p.idle, one)
	p.mu.Unlock()
}

// nodeTable dispatches nodes by kind.
type nodeTable struct {
	byKind   [][]*Check
	triggers [token.Kinds]bool
	any      bool
}

func (n *nodeTable) add(c *Check) {
	n.any = true
	for _, k := range c.Triggers {
		n.triggers[k] = true
	}
	for _, k := range c.Nodes {
		for len(n.byKind) <= int(k) {
			n.byKind = append(n.byKind, nil)
		}
		n.byKind[k] = append(n.byKind[k], c)
	}
}

// nodes walks the trees of the chunks that begin in the lines [first, end) and
// hold a trigger.
func (w *walker) nodes(first, end int) {
	if !w.isC || !w.table.nodes.any || first >= end {
		return
	}
	from, to := w.t.Lines[first].Start, w.t.Lines[end-1].End
	chunks := w.pass.trees.list()
	i := sort.Search(len(chunks), func(i int) bool { return chunks[i].Start >= from })
	for ; i < len(chunks) && chunks[i].Start <= to; i++ {
		if !w.triggered(chunks[i]) {
			continue
		}
		if tree := w.pass.Tree(chunks[i].Start); tree != nil {
			w.onNodes(tree)
		}
	}
}

func (w *walker) onNodes(tree *syntax.Tree) {
	for k := range tree.Nodes {
		kind := int(tree.Nodes[k].Kind)
		if kind >= len(w.table.nodes.byKind) {
			continue
		}
		for _, c := range w.table.nodes.byKind[kind] {
			if w.enter(c) {
				start := w.r.meter.start()
				c.OnNode(w.pass, tree, k)
				w.leave(c, start)
			}
		}
	}
}

func (w *walker) triggered(c syntax.Chunk) bool {
	for k := c.First; k < c.Last; k++ {
		if w.table.nodes.triggers[w.pass.Tokens.Kind[k]] {
			return true
		}
	}
	return false
}
