// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

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
	// Whole is true if the chunk begins and ends at file scope with its
	// brackets balanced.
	Whole bool
	// Inside is true if it begins within a body, as a hunk may.
	Inside bool
}

// Chunks cuts a whole text. Conditionals are followed one way. If the braces
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
	c.columnRule = true
	c.inside = c.insideEnd()
	c.run()
	return c.chunks
}

func newChunker(clean []byte, toks *token.Stream, from, to uint32) *chunker {
	c := &chunker{clean: clean, toks: toks, from: from, to: to,
		first: toks.Find(from), last: toks.Len()}
	if int(to) < len(clean) {
		c.last = toks.Find(to)
	}
	return c
}

// insideEnd returns the token behind the part of a hunk that begins within a
// body, or the first token if it begins at file scope. It is taken to begin
// within a body if a brace is closed that the hunk does not open, or if its
// first line of code is indented and no label.
func (c *chunker) insideEnd() int {
	depth := 0
	end := c.first
	indented := false
	seen := false
	for i := c.first; i < c.last; i++ {
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

// chunker walks over the tokens of a text once.
type chunker struct {
	clean       []byte
	toks        *token.Stream
	from, to    uint32
	first, last int
	columnRule  bool
	inside      int // the token in front of which all is within a body
	chunks      []Chunk

	// The piece that is being read.
	start      int  // its first token
	code       int  // its first token that is code, or -1
	dead       bool // it stands in an arm that is not C
	braces     int  // open braces
	parens     int  // open parentheses and brackets
	outer      []int32
	bodyEnd    int  // the token behind the body of a function, or 0
	underflow  bool // something was closed that the text does not open
	list       bool // it is part of an initialiser, braces not included
	tagBody    bool // the outermost open brace belongs to a struct or list
	groups     []openGroup
	unbalanced bool
}

// openGroup is a conditional whose #endif has not come.
type openGroup struct {
	inCode         bool // it began within a piece
	skip           bool // its present arm is not followed
	taken          bool // an arm of it was followed
	dead           bool // the present arm is not C
	deadOuter      bool
	braces, parens int // open in front of it
}

// run makes the chunks and reports whether the braces balance.
func (c *chunker) run() bool {
	*c = chunker{clean: c.clean, toks: c.toks, from: c.from, to: c.to, first: c.first, last: c.last,
		columnRule: c.columnRule, inside: c.inside, chunks: c.chunks[:0], start: c.first, code: -1, outer: c.outer[:0]}
	if c.inside > c.first {
		c.code, c.underflow = c.first, true
		c.cut(c.inside, false)
	}
	for i := c.start; i < c.last; {
		if c.toks.Kind[i] == token.Hash && firstOnLine(c.clean, c.toks.Start[i]) {
			i = c.directive(i)
			continue
		}
		if c.toks.Kind[i] != token.Comment && !c.skipping() {
			c.step(i)
		}
		i++
	}
	open := c.braces > 0
	c.flush()
	if c.start < c.last || len(c.chunks) == 0 && c.from < c.to {
		c.cut(c.last, !open && c.parens == 0)
	}
	if n := len(c.chunks); n > 0 {
		c.chunks[n-1].End = c.to
	}
	return !open && !c.unbalanced
}

func (c *chunker) skipping() bool {
	n := len(c.groups)
	return n > 0 && c.groups[n-1].skip
}

// directive reads the directive at token i and returns the token behind it.
func (c *chunker) directive(i int) int {
	d := readDirective(c.clean, c.toks, i, c.last)
	c.flush()
	if c.dead && c.code >= 0 {
		c.cut(i, false)
	}
	inCode := c.code >= 0
	switch d.op {
	case opIf:
		g := openGroup{inCode: inCode, braces: c.braces, parens: c.parens, deadOuter: c.dead}
		if c.skipping() {
			g.inCode, g.skip, g.taken = true, true, true
		} else {
			g.arm(c, d.truth)
		}
		if !inCode {
			c.dead = g.dead || g.deadOuter
			c.cutDirective(i, d.to)
		}
		c.groups = append(c.groups, g)
		return d.to
	case opElse:
		c.elseArm(i, d)
		return d.to
	case opEndif:
		if n := len(c.groups); n > 0 {
			g := c.groups[n-1]
			c.groups = c.groups[:n-1]
			c.dead = g.deadOuter
		}
	}
	if c.code < 0 {
		c.cutDirective(i, d.to)
	}
	return d.to
}

// arm begins an arm of the group.
func (g *openGroup) arm(c *chunker, t truth) {
	g.dead = t == never
	g.skip = g.inCode && (t == never || g.taken)
	if !g.skip && t != never {
		g.taken = true
	}
	if t == always {
		g.taken = true
	}
}

// elseArm goes on to the next arm of a conditional.
func (c *chunker) elseArm(i int, d directive) {
	n := len(c.groups)
	if n == 0 {
		if c.code < 0 {
			c.cutDirective(i, d.to)
		}
		return
	}
	g := &c.groups[n-1]
	if c.code < 0 && !g.inCode {
		g.arm(c, d.truth)
		c.dead = g.dead || g.deadOuter
		c.cutDirective(i, d.to)
		return
	}
	if !g.inCode {
		// The arm in front ended within a piece that it began: the others
		// are its alternatives.
		g.inCode, g.taken = true, true
	}
	if !g.taken {
		c.braces, c.parens = g.braces, g.parens
	}
	g.arm(c, d.truth)
}

// step reads token i, which is code.
func (c *chunker) step(i int) {
	kind := c.toks.Kind[i]
	if c.bodyEnd > 0 {
		if kind == token.Semi {
			c.cut(i+1, true)
			return
		}
		c.flush()
	}
	if c.code < 0 {
		c.begin(i)
	}
	if c.dead {
		return
	}
	switch kind {
	case token.LBrace:
		if c.braces == 0 {
			c.tagBody = c.list || c.opensList(i)
		}
		c.outer = append(c.outer, int32(c.parens))
		c.braces++
		c.parens = 0
	case token.RBrace:
		c.closeBrace(i)
	case token.LParen, token.LBrack:
		c.parens++
	case token.RParen, token.RBrack:
		if c.parens > 0 {
			c.parens--
		} else if c.braces == 0 {
			c.underflow = true
		}
		if c.parens == 0 && c.braces == 0 && !c.list && c.macroLine(i) {
			c.cut(i+1, true)
		}
	case token.Semi:
		if c.braces == 0 && c.parens == 0 {
			c.cut(i+1, !c.underflow)
		}
	}
}

// begin starts a piece at token i, which is code.
func (c *chunker) begin(i int) {
	c.code = i
	second := c.toks.KindAt(i + 1)
	switch c.toks.Kind[i] {
	case token.Number, token.String, token.Char, token.LBrack:
		c.list = true
	case token.Dot:
		k := c.toks.KindAt(i + 2)
		c.list = k == token.Assign || k == token.LBrack || k == token.Dot
		// An assembler directive.
		c.dead = c.dead || !c.list && second == token.Ident
	case token.LBrace:
		c.list = second == token.String || second == token.Dot || second == token.LBrace || second == token.Number
	case token.Ident:
		c.list = second == token.Comma
	}
}

// closeBrace reads the closing brace at token i.
func (c *chunker) closeBrace(i int) {
	at := c.toks.Start[i]
	column0 := at == 0 || c.clean[at-1] == '\n'
	if c.columnRule && column0 && c.braces > 1 {
		c.braces, c.outer = 1, c.outer[:1]
	}
	if c.braces == 0 {
		c.unbalanced, c.underflow = true, true
		c.parens = 0
		if column0 {
			c.cut(i+1, false)
		}
		return
	}
	c.braces--
	n := len(c.outer) - 1
	c.parens = int(c.outer[n])
	c.outer = c.outer[:n]
	if c.braces > 0 {
		return
	}
	if c.columnRule && column0 {
		c.parens = 0
	}
	if c.parens == 0 && !c.tagBody && !c.list {
		c.bodyEnd = i + 1
	}
}

// opensList reports whether the brace at token i, the outermost of its piece,
// opens the body of a type or an initialiser, behind which the declaration
// goes on; otherwise it is the body of a function.
func (c *chunker) opensList(i int) bool {
	tag, call := false, false
	depth := 0
	for k := c.code; k < i; k++ {
		switch c.toks.Kind[k] {
		case token.LParen:
			depth++
			if depth == 1 && !c.attributeName(k) {
				call = true
			}
		case token.RParen:
			depth--
		case token.Assign:
			if depth == 0 {
				return true
			}
		case token.Ident:
			switch c.toks.Word[k] {
			case token.Struct, token.Union, token.Enum:
				tag = tag || depth == 0
			}
		}
	}
	return tag && !call
}

// attributeName reports whether the parenthesis at token k belongs to an
// attribute or a macro in place of a tag.
func (c *chunker) attributeName(k int) bool {
	if k == 0 || c.toks.Kind[k-1] != token.Ident {
		return false
	}
	name := c.toks.Text(c.clean, k-1)
	return maskClass[maskWords.ID(name)] == classAttrArgs || k > 1 && c.toks.Word[k-2] == token.Struct
}

// macroLine reports whether the piece that ends with the parenthesis at token
// i is a macro call without semicolon: name(...) alone, with something that
// begins a declaration in column 0 behind it.
func (c *chunker) macroLine(i int) bool {
	if c.toks.Kind[c.code] != token.Ident || c.toks.Word[c.code].IsKeyword() {
		return false
	}
	if k := c.toks.KindAt(c.nextCode(c.code + 1)); k != token.LParen {
		return false
	}
	next := c.nextCode(i + 1)
	if next >= c.last {
		return true
	}
	at := c.toks.Start[next]
	if at > 0 && c.clean[at-1] != '\n' {
		return false
	}
	switch c.toks.Kind[next] {
	case token.Hash:
		return bytes.IndexByte(c.clean[c.toks.End[i]:at], '\n') >= 0 && !c.goesOnBehind(next)
	case token.Ident:
	default:
		return false
	}
	return maskClass[maskWords.ID(c.toks.Text(c.clean, c.code))] != classAttrArgs
}

// goesOnBehind reports whether the piece goes on behind the directives at
// token i: with a body, or with the members of a machine description.
func (c *chunker) goesOnBehind(i int) bool {
	for i < c.last {
		switch c.toks.Kind[i] {
		case token.Hash:
			i = readDirective(c.clean, c.toks, i, c.last).to
		case token.Comment:
			i++
		default:
			return c.toks.Kind[i] == token.LBrace || c.toks.Kind[i] == token.Dot
		}
	}
	return false
}

func (c *chunker) nextCode(i int) int {
	for i < c.last && c.toks.Kind[i] == token.Comment {
		i++
	}
	return i
}

// cut ends the piece in front of token i, or of the comments behind it on the
// same line.
func (c *chunker) cut(i int, whole bool) {
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
	c.add(Chunk{First: int32(c.start), Last: int32(i), Kind: kind, Whole: whole && !c.underflow, Inside: c.underflow})
	c.start, c.code = i, -1
	c.braces, c.parens = 0, 0
	c.outer = c.outer[:0]
	c.bodyEnd, c.underflow, c.list = 0, false, false
	// Groups that began within the piece have nothing left to decide.
	for k := range c.groups {
		c.groups[k].braces, c.groups[k].parens = 0, 0
	}
}

// flush ends a piece whose function body was closed.
func (c *chunker) flush() {
	if c.bodyEnd > 0 {
		c.cut(c.bodyEnd, true)
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
	c.add(Chunk{First: int32(c.start), Last: int32(to), Kind: Directives, Whole: true})
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
