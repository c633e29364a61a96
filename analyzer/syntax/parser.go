// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// Parser parses chunks. It holds memory of C and scratch memory: one for each
// worker, not for concurrent use, and to be closed.
type Parser struct {
	native native
	reader reader
	// Stats counts the work done since the parser was made.
	Stats Stats
}

// Stats counts what a parser did, in chunks, bytes and nodes. Bytes are those
// of the chunks, comments included.
type Stats struct {
	Chunks, Failed       int // parsed; with something not understood
	Bytes, NotUnderstood int
	Opaque               int // see Tree.Opaque
	Nodes                int
}

// NewParser returns a parser. The error is not nil if the grammar that was
// linked is not the one this package knows; the parser then calls every chunk
// not understood, and its user may go on with tokens.
func NewParser() (*Parser, error) {
	n, err := newNative()
	return &Parser{native: n}, err
}

// Close frees the memory of C.
func (p *Parser) Close() { p.native.close() }

// maxTokens bounds the chunk that is parsed at all. The largest in the kernel
// is a table of some 600,000 tokens.
const maxTokens = 2_000_000

// Parse returns the tree of chunk c of a text, given as its sanitised view and
// the tokens of all of it.
func (p *Parser) Parse(clean []byte, toks *token.Stream, c Chunk) *Tree {
	return p.ParseInto(new(Tree), clean, toks, c)
}

// ParseInto is Parse that uses the memory of t, which it returns.
func (p *Parser) ParseInto(t *Tree, clean []byte, toks *token.Stream, c Chunk) *Tree {
	r := &p.reader
	balanced := r.mask(clean, toks, c)
	var err error
	if r.tooDeep || len(r.out.code) > maxTokens {
		t.Nodes, err = t.Nodes[:0], errBudget
	} else {
		t.Nodes, err = p.native.parse(&r.out, t.Nodes)
	}
	t.judge()
	t.Opaque = r.out.opaque
	if err != nil {
		t.HasError, t.ErrorAt, t.NotUnderstood = true, c.Start, c.End-c.Start
	}
	if !balanced && !c.Partial && !t.HasError {
		// Brackets were made up to get a tree at all.
		t.HasError, t.ErrorAt = true, c.Start
	}
	p.Stats.Chunks++
	p.Stats.Bytes += int(c.End - c.Start)
	p.Stats.Nodes += len(t.Nodes)
	p.Stats.Opaque += int(t.Opaque)
	p.Stats.NotUnderstood += int(t.NotUnderstood)
	if t.HasError {
		p.Stats.Failed++
	}
	return t
}

// Mask does the first half of Parse alone, for measuring, and returns how many
// tokens the grammar would get to see.
func (p *Parser) Mask(clean []byte, toks *token.Stream, c Chunk) int {
	p.reader.mask(clean, toks, c)
	return len(p.reader.out.code)
}

// mask rewrites the tokens of a chunk into r.out. It reports whether the
// brackets were balanced.
func (r *reader) mask(clean []byte, toks *token.Stream, c Chunk) bool {
	r.clean = clean
	r.out.reset()
	r.depth, r.tooDeep = 0, false
	if c.Kind != Code {
		r.items = r.items[:0]
		return true
	}
	balanced := r.collect(toks, int(c.First), int(c.Last))
	if c.Partial {
		r.partial(c.Inside)
	} else {
		r.top(0, len(r.items))
	}
	return balanced
}
