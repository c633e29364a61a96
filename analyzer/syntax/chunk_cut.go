// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// cut ends the piece in front of token i, or of the comments behind it on the
// same line.
func (c *chunker) cut(i int) {
	for i > c.first && i < c.last && c.toks.Kind[i] == token.Comment &&
		bytes.IndexByte(c.clean[c.toks.End[i-1]:c.toks.Start[i]], '\n') < 0 {
		i++
	}
	kind := Code
	switch {
	case c.code < 0:
		kind = Directives
	case c.dead:
		kind = Dead
	}
	c.add(Chunk{First: int32(c.start), Last: int32(i), Kind: kind,
		Partial: c.hunk && (c.underflow || c.open), Inside: c.hunk && c.underflow})
	c.start, c.code = i, -1
	c.braces, c.parens = 0, 0
	c.outer, c.tagBody = c.outer[:0], false
	c.bodyEnd, c.underflow, c.list, c.oldStyle = 0, false, false, false
	// Groups that began within the piece have nothing left to decide.
	for k := range c.groups {
		c.groups[k].braces, c.groups[k].parens = 0, 0
	}
}

// flush ends a piece whose function body was closed.
func (c *chunker) flush() {
	if c.bodyEnd > 0 {
		c.cut(c.bodyEnd)
	}
}

// cutDirective adds the directive [i, to) to the run of directives in front of
// it, if there is one without a blank line between, or begins a new one.
func (c *chunker) cutDirective(i, to int) {
	n := len(c.chunks)
	if n > 0 && c.chunks[n-1].Kind == Directives && !c.blankLine(c.chunks[n-1].Last, c.start) {
		c.chunks[n-1].Last = int32(to)
		c.chunks[n-1].End = c.endOffset(to)
		c.start = to
		return
	}
	c.add(Chunk{First: int32(c.start), Last: int32(to), Kind: Directives})
	c.start = to
}

// blankLine reports whether an empty line is between tokens last-1 and next.
func (c *chunker) blankLine(last int32, next int) bool {
	if last == 0 || next >= c.toks.Len() {
		return false
	}
	return bytes.Count(c.clean[c.toks.End[last-1]:c.toks.Start[next]], newline) > 1
}

var newline = []byte{'\n'}

// endOffset returns where a piece that ends in front of token i ends: behind
// the line of its last token, if nothing else is on it.
func (c *chunker) endOffset(i int) uint32 {
	if i <= c.first {
		return c.from
	}
	end := c.toks.End[i-1]
	limit := c.to
	if i < c.last {
		limit = c.toks.Start[i]
	}
	if n := bytes.IndexByte(c.clean[end:limit], '\n'); n >= 0 {
		return end + uint32(n) + 1
	}
	if i >= c.last {
		return c.to
	}
	return end
}

// add appends a chunk and sets its offsets.
func (c *chunker) add(k Chunk) {
	k.Start = c.from
	if n := len(c.chunks); n > 0 {
		k.Start = c.chunks[n-1].End
	}
	k.End = max(c.endOffset(int(k.Last)), k.Start)
	c.chunks = append(c.chunks, k)
}
