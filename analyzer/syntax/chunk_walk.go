// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// chunker walks over the tokens of a text once.
type chunker struct {
	clean       []byte
	toks        *token.Stream
	from, to    uint32
	first, last int
	columnRule  bool
	hunk        bool
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
	open       bool // it is not closed at the end
	oldStyle   bool // a word follows its parentheses: K&R parameters, perhaps
	underflow  bool // something was closed that the text does not open
	list       bool // it is part of an initialiser, braces not included
	tagBody    bool // the outermost open brace belongs to a struct or list
	groups     []openGroup
	unbalanced bool
	looked     int   // the last token that a decision about an end looked at
	cuts       *Cuts // if not nil, marks are set
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
		columnRule: c.columnRule, hunk: c.hunk, inside: c.inside, cuts: c.cuts, looked: c.looked, chunks: c.chunks[:0], start: c.first, code: -1, outer: c.outer[:0]}
	if c.inside > c.first {
		c.code, c.underflow = c.first, true
		c.cut(c.inside)
	}
	return c.walk()
}

// walk goes over the tokens from start on.
func (c *chunker) walk() bool {
	for i := c.start; i < c.last; {
		if k := c.toks.Kind[i]; c.bodyEnd > 0 && k != token.Comment && k != token.Semi && !c.skipping() {
			c.flush()
			c.look(i)
		}
		if c.cuts != nil && c.code < 0 && c.cuts.note(c, c.start) {
			break
		}
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
		c.open = open || c.parens > 0 || c.code >= 0
		c.cut(c.last)
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
		c.cut(i)
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
			c.cut(i + 1)
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
		if c.braces == 0 && !c.tagBody {
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
		if c.parens == 0 && c.braces == 0 && !c.list {
			if c.macroLine(i) {
				c.cut(i + 1)
			} else if c.toks.KindAt(c.nextCode(i+1)) == token.Ident {
				c.oldStyle = true
			}
		}
	case token.Semi:
		if c.braces == 0 && c.parens == 0 && !(c.oldStyle && c.bodyAhead(i+1)) {
			c.cut(i + 1)
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
			c.cut(i + 1)
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
