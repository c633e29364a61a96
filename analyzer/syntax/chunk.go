// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// ChunkKind says what a chunk is made of.
type ChunkKind uint8

const (
	// Code is one declaration, function or macro call of file scope, with
	// the comments in front of it.
	Code ChunkKind = iota
	// Directives is a run of preprocessor lines and comments.
	Directives
	// Dead is code no C compiler sees: under #if 0, or for the assembler.
	Dead
)

// Chunk is a top-level piece of a text. The chunks of a text follow each other
// without gaps and cover all of it.
type Chunk struct {
	// Start and End are offsets of bytes, from 0.
	Start, End uint32
	// First and Last bound its tokens, comments included: [First, Last).
	First, Last int32
	Kind        ChunkKind
	// Partial is true if the chunk begins or ends outside the hunk.
	Partial bool
	// Inside is true if it begins within a body outside the hunk.
	Inside bool
}

// Chunks cuts a whole text. The tokens must have been scanned with a table of
// words: keywords matter. Conditionals are followed one way. If the braces
// of the text do not balance, a closing brace in column 0 ends the piece that
// is open, so that one slip does not make one piece of all the rest.
func Chunks(clean []byte, toks *token.Stream) []Chunk {
	c := newChunker(clean, toks, 0, uint32(len(clean)))
	if !c.run() {
		c.columnRule = true
		c.run()
	}
	return c.chunks
}

// ChunksIn cuts the part [from, to) of a text, such as a hunk of a patch,
// which may begin and end anywhere.
func ChunksIn(clean []byte, toks *token.Stream, from, to uint32) []Chunk {
	c := newChunker(clean, toks, from, to)
	c.columnRule, c.hunk = true, true
	c.inside = c.insideEnd(c.readPlain(c.first, func(int) bool { return false }))
	c.run()
	return c.chunks
}

func newChunker(clean []byte, toks *token.Stream, from, to uint32) *chunker {
	c := &chunker{clean: clean, toks: toks, from: from, to: to,
		first: toks.Find(from), last: toks.Len()}
	if c.first < c.last && toks.Start[c.first] < from {
		c.first++ // a literal that runs over the edge
	}
	if int(to) < len(clean) {
		c.last = max(toks.Find(to), c.first)
	}
	return c
}

// insideEnd returns the token behind the part of a hunk that begins within a
// body, or the first token if it begins at file scope. It is taken to begin
// within a body if a brace is closed that the hunk does not open, or if its
// first line of code is indented and no label. Token i is the first that is
// neither a comment nor part of a directive.
func (c *chunker) insideEnd(i int) int {
	depth := 0
	end := c.first
	indented := false
	seen := false
	defer func() { c.look(i) }()
	for ; i < c.last; i++ {
		at := c.toks.Start[i]
		column0 := at == 0 || c.clean[at-1] == '\n'
		switch kind := c.toks.Kind[i]; {
		case kind == token.Comment:
		case kind == token.Hash && firstOnLine(c.clean, at):
			i = readDirective(c.clean, c.toks, i, c.last).to - 1
		case kind == token.LBrace:
			depth++
			if column0 && !indented {
				return end // the body of a function begins here
			}
			seen = true
		case kind == token.RBrace:
			if depth--; column0 || depth < 0 {
				if depth < 0 || indented {
					end, indented = i+1, !column0
				}
				depth = 0
				if column0 {
					return end
				}
			}
			seen = true
		case !seen:
			seen = true
			indented = !column0 || c.toks.KindAt(i+1) == token.Colon
		case column0 && indented && depth <= 0 && c.toks.KindAt(i+1) != token.Colon && kind == token.Ident:
			return max(end, i)
		}
	}
	if indented {
		return c.last
	}
	return end
}

// readPlain returns the first token from i on, where nothing is begun, that is
// neither a comment nor part of a directive, or one at which stop holds.
func (c *chunker) readPlain(i int, stop func(i int) bool) int {
	for i < c.last && !stop(i) {
		switch kind := c.toks.Kind[i]; {
		case kind == token.Comment:
			i++
		case kind == token.Hash && firstOnLine(c.clean, c.toks.Start[i]):
			i = readDirective(c.clean, c.toks, i, c.last).to
		default:
			return i
		}
	}
	return i
}
