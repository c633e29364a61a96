// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Statement is a piece of text that checkpatch takes for one statement. It
// may be less (a hunk ended) or more: a label, the head of a braceless if, or
// a directive other than #define is glued to what follows it.
type Statement struct {
	// Line and LastLine hold its first and last byte.
	Line, LastLine int
	// Start and End bound its text in Text.Clean, in bytes. It begins where
	// it was asked for, blanks included, and ends behind its ';' or '}'.
	Start, End uint32
	// CondEnd bounds the condition [Start, CondEnd): up to the first ')'
	// that closes all, or to "else". It is Start where there is none.
	CondEnd uint32
	// Tok and EndTok bound its tokens: [Tok, EndTok).
	Tok, EndTok int
	// Level is 0 when all brackets are closed at the end. Only whether it
	// is 0 has a meaning.
	Level int
	// NextLine is the line on which the next statement begins or, if
	// nothing but blanks follow End there, would begin: checkpatch's way of
	// counting. It may be the line behind the hunk.
	NextLine int
	// Divided is true when a '{' or a ';' other than the last stands in it.
	// Lines inside an undivided statement get none of their own.
	Divided bool
}

// Text is the sanitised text of a statement.
func (m *Model) Text(s *Statement) []byte { return m.text.Clean[s.Start:s.End] }

// Condition is the condition part of a statement's text, Rest what follows.
func (m *Model) Condition(s *Statement) []byte { return m.text.Clean[s.Start:s.CondEnd] }

// Rest is the text of a statement behind its condition.
func (m *Model) Rest(s *Statement) []byte { return m.text.Clean[s.CondEnd:s.End] }

// statementMemo is what is known of the statement that begins with a line.
type statementMemo struct {
	end, cond uint32 // cond is 0 if there is no condition
	last      int32
	endTok    int32
	level     int16
	known     bool
	divided   bool
	beyond    bool // the next statement is on the line behind last
}

// slowSteps bounds how many tokens a statement may take one by one where
// conditional directives cut through brackets. More is a generated table or
// an attack; the statement is then cut off, as at the end of a hunk. A text
// in which many brackets are cut through, slowWork divided by their number,
// gets less for each.
const (
	slowSteps = 1 << 14
	slowWork  = 20_000_000
)

// StatementAt collects the statement that begins at an offset of a line, be
// there code or not. All statements that pass over a line start outside of
// brackets end in the same place, so that is remembered for those lines.
func (m *Model) StatementAt(line int, offset uint32) Statement {
	from := m.toks.Find(offset)
	c := collector{m: m, line: line, lim: int(m.first[m.HunkEnd(line)]), whole: offset == m.text.Lines[line].Start}
	if c.whole && m.memo[line].known {
		return m.remembered(line, offset, from, &m.memo[line])
	}
	m.passed = m.passed[:0]
	c.run(from)
	for _, l := range m.passed {
		e := &m.memo[l]
		e.end, e.last, e.endTok, e.level, e.beyond = c.out.end, c.out.last, c.out.endTok, c.out.level, c.out.beyond
		e.known = true
	}
	return m.remembered(line, offset, from, &c.out)
}

func (m *Model) remembered(line int, offset uint32, tok int, e *statementMemo) Statement {
	s := Statement{Line: line, LastLine: int(e.last), Start: offset, End: e.end, CondEnd: max(e.cond, offset),
		Tok: tok, EndTok: max(int(e.endTok), tok), Level: int(e.level), NextLine: int(e.last), Divided: e.divided}
	if e.beyond {
		s.NextLine++
	}
	m.see(s.NextLine)
	return s
}

// collector runs over tokens from the start of a statement to its end.
type collector struct {
	m     *Model
	line  int // line of the current token
	lim   int
	whole bool // it began at the start of a line
	open  token.Kind
	level int
	stack []openState // one for each #if
	held  int         // entries of stack that are not {None, 0}
	out   statementMemo
	// firstCond and firstCut index Model.passed: lines from there on have
	// not met their condition, their first divider.
	firstCond, firstCut int
	condSet             bool
	steps               int
}

type openState struct {
	open  token.Kind
	level int
}

func (c *collector) run(i int) {
	m := c.m
	for start := true; i < c.lim; i++ {
		if c.level == 0 && (int(m.first[c.line+1]) <= i || start && c.whole) {
			c.follow(i)
			if int(m.first[c.line]) == i && (c.recall(i) || c.define(i)) {
				return
			}
		}
		start = false
		k := m.toks.Kind[i]
		if c.level > 0 {
			if c.steps++; c.steps > m.slow {
				c.cut(i)
				return
			}
		}
		switch k {
		case token.Semi, token.RBrace, token.RParen, token.LParen, token.LBrace:
			j, done := c.bracket(i, k)
			if done {
				return
			}
			i = j
		case token.Hash:
			c.directive(i)
		case token.Ident:
			if m.toks.Word[i] == token.Else && c.level == 0 && c.wantsCond() && c.standsElse(i) {
				c.setCond(m.toks.End[i])
			}
		}
	}
	c.runOut()
}

// follow moves the line to that of token i.
func (c *collector) follow(i int) {
	first := c.m.first
	for n := 0; int(first[c.line+1]) <= i; n++ {
		if n == 16 {
			c.line = c.m.text.LineAt(c.m.toks.Start[i])
			return
		}
		c.line++
	}
}

// recall looks whether the statement that begins with this line, whose first
// token is i, is known already: it ends in the same place.
func (c *collector) recall(i int) bool {
	if c.held > 0 {
		return false
	}
	m := c.m
	if e := &m.memo[c.line]; e.known {
		for _, l := range m.passed[c.firstCond:] {
			m.memo[l].cond = e.cond
		}
		if !c.condSet {
			c.out.cond = e.cond
		}
		if e.divided {
			c.divide()
		}
		c.out.end, c.out.last, c.out.endTok = e.end, e.last, e.endTok
		c.out.level, c.out.beyond = e.level, e.beyond
		return true
	}
	m.passed = append(m.passed, int32(c.line))
	m.memo[c.line].cond, m.memo[c.line].divided = 0, false
	return false
}

// define deals with a line whose first token is i, outside of brackets. A
// #define ends the statement, with all its lines.
func (c *collector) define(i int) bool {
	m := c.m
	if !m.isDefine(i) {
		return false
	}
	last := m.directiveEnd(c.line) - 1
	end := int(m.first[last+1])
	for k := i; k < end; k++ {
		if kind := m.toks.Kind[k]; kind == token.Semi || kind == token.LBrace {
			c.divideDefine(k, end)
			break
		}
	}
	c.out.end = min(m.text.Lines[last].End+1, uint32(len(m.text.Clean)))
	c.out.last, c.out.endTok, c.out.beyond = int32(last), int32(end), true
	return true
}

// divideDefine notes a divider at token k of a #define, unless nothing but
// semicolons follow it.
func (c *collector) divideDefine(k, end int) {
	for ; k < end; k++ {
		if c.m.toks.Kind[k] != token.Semi {
			c.divide()
			return
		}
	}
}

// standsElse: an else counts when a blank, a '}' or a '+' stands before it
// and a blank or '{' behind it, and no if follows on the same line.
func (c *collector) standsElse(i int) bool {
	m := c.m
	at, end := m.toks.Start[i], m.toks.End[i]
	if at > 0 && int(m.first[c.line]) != i {
		if p := m.text.Clean[at-1]; !token.IsBlank(p) && p != '}' && p != '+' {
			return false
		}
	}
	if int(end) < len(m.text.Clean) {
		if n := m.text.Clean[end]; !token.IsBlank(n) && n != '{' {
			return false
		}
	}
	return m.word(i+1, c.lim) != token.If || !m.gap(i+1) || int(m.first[c.line+1]) <= i+1
}

func (c *collector) wantsCond() bool { return !c.condSet || c.firstCond < len(c.m.passed) }

// setCond notes where the condition of this statement ends, and of those that
// began on lines passed since the last time.
func (c *collector) setCond(end uint32) {
	for _, l := range c.m.passed[c.firstCond:] {
		c.m.memo[l].cond = end
	}
	c.firstCond = len(c.m.passed)
	if !c.condSet {
		c.out.cond, c.condSet = end, true
	}
}

func (c *collector) divide() {
	for _, l := range c.m.passed[c.firstCut:] {
		c.m.memo[l].divided = true
	}
	c.firstCut = len(c.m.passed)
	c.out.divided = true
}

// bracket deals with a bracket or semicolon. It returns the token to go on
// behind, and whether the statement is over.
func (c *collector) bracket(i int, k token.Kind) (int, bool) {
	m := c.m
	switch {
	case k == token.Semi:
		if c.level == 0 {
			c.end(i)
			return i, true
		}
		c.divide()
	case k == token.LParen || k == token.LBrace:
		if k == token.LBrace {
			c.divide()
		}
		if c.open != token.None && c.open != k {
			return i, false
		}
		if j := m.match(i); j >= 0 && m.freeOfStops(i, j) {
			if m.jump[i]&1 != 0 {
				c.divide()
			}
			return j, c.level == 0 && c.closed(j, k)
		} else if j < 0 && c.level == 0 && m.freeOfStops(i, c.lim) {
			c.level = 1
			if m.nextDivider(i+1) < c.lim {
				c.divide()
			}
			c.runOut()
			return i, true
		}
		c.open = k
		c.level++
	case c.open == token.LParen && k == token.RParen, c.open == token.LBrace && k == token.RBrace:
		if c.level--; c.level == 0 {
			open := c.open
			c.open = token.None
			return i, c.closed(i, open)
		}
	}
	return i, false
}

// closed deals with the token that closes the outermost bracket.
func (c *collector) closed(i int, open token.Kind) bool {
	if open == token.LParen {
		// The condition of lines inside the parentheses is their own affair;
		// only lines passed at level 0 are waiting here.
		if c.wantsCond() {
			c.setCond(c.m.toks.End[i])
		}
		return false
	}
	end := c.m.toks.End[i]
	if c.m.toks.KindAt(i+1) == token.Semi && c.m.toks.Start[i+1] == end && i+1 < c.lim {
		i++
	}
	c.end(i)
	return true
}

func (c *collector) end(i int) {
	c.follow(i)
	c.out.end, c.out.endTok = c.m.toks.End[i], int32(i+1)
	c.out.last, c.out.level = int32(c.line), 0
}

// cut ends the statement at the line of token i.
func (c *collector) cut(i int) {
	c.follow(i)
	c.out.end, c.out.endTok = c.m.text.Lines[c.line].End, int32(c.m.first[c.line+1])
	c.out.last, c.out.level = int32(c.line), 1
}

// runOut ends the statement with its hunk.
func (c *collector) runOut() {
	m := c.m
	last := m.HunkEnd(c.line) - 1
	c.out.end = min(m.text.Lines[last].End+1, uint32(len(m.text.Clean)))
	c.out.last, c.out.endTok, c.out.beyond = int32(last), int32(c.lim), true
	if c.level > 0 {
		c.out.level = 1
	}
}

// directive follows #if, #else and #endif. As in checkpatch, #else goes back
// to the state before the outer #if, not to that at its own.
func (c *collector) directive(i int) {
	switch c.m.conditional(i) {
	case dirIf:
		c.push(openState{c.open, c.level})
	case dirElse:
		s := openState{}
		if n := len(c.stack); n > 1 {
			s = c.stack[n-2]
		}
		c.open, c.level = s.open, s.level
	case dirEndif:
		s := openState{}
		if n := len(c.stack); n > 0 {
			s = c.stack[n-1]
			c.stack = c.stack[:n-1]
			if s.level > 0 {
				c.held--
			}
		}
		c.open, c.level = s.open, s.level
	}
}

func (c *collector) push(s openState) {
	c.stack = append(c.stack, s)
	if s.level > 0 {
		c.held++
	}
}

// nextDivider is the first '{' or ';' from token i on, or the number of
// tokens.
func (m *Model) nextDivider(i int) int {
	if m.cutFrom <= i && i <= m.cutEnd && m.cutFrom >= 0 {
		return m.cutEnd
	}
	j := i
	for j < m.toks.Len() && m.toks.Kind[j] != token.Semi && m.toks.Kind[j] != token.LBrace {
		j++
	}
	m.cutFrom, m.cutEnd = i, j
	return j
}

// HasCode reports whether anything but blanks and comments is on a line.
func (m *Model) HasCode(line int) bool {
	return m.text.Lines[line].Features&(source.Blank|source.OnlyComment) == 0
}
