// SPDX-License-Identifier: GPL-2.0-or-later

// Package cmodel reads C the way checkpatch does: statements collected line
// by line, a vocabulary of types that grows while lines go by, and a running
// guess of what is a value, which tells unary from binary operators. Checks
// take their base verdict from it, right or wrong; a syntax tree, where there
// is one, may overrule them, but never this package, which must not know of
// trees, rules or findings.
//
// It works on the tokens of the sanitised view. Removed lines of a patch are
// not in a text, so a statement is one run of bytes; it never leaves its
// hunk. Offsets are bytes from 0, lines and tokens count from 0. A comment is
// a token: it stands in the way wherever checkpatch wants blanks only.
//
// A Model belongs to one goroutine. Lines must be entered in order.
package cmodel

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Options change what the model knows from the start.
type Options struct {
	// Typedefs are further names of types, as from --typedefsfile.
	Typedefs []string
}

// Model is checkpatch's view of one text.
type Model struct {
	text *source.Text
	toks *token.Stream

	first []uint32    // token index by line, one more than lines
	name  []uint32    // by token: its number among names, 0 for what is no identifier
	names *names      // identifiers of the text and what is known of them
	jump  []uint32    // matching bracket, see brackets.go
	level []int32     // tokens in front of which all brackets are closed: some of them
	dirs  []directive // those of the last hunk
	stops []int32     // directives that upset the nesting, ascending
	cut   int         // brackets that those stand in, each counted
	slow  int         // see slowSteps

	memo     []statementMemo
	class    []byte // by token, see Class
	vals     values
	learnt   learnt
	given    []string // types known from the start
	quiet    int      // last line that gets no statement of its own
	function string
	begun    string // the function that the statement of this line begins
	cDone    int    // casts before this token have been learnt from

	runFrom, runEnd     int // last run of modifiers looked at
	parenFrom, parenEnd int // last search for a closing parenthesis
	cutFrom, cutEnd     int // last search for a divider
	markLine, markTop   int // last search for an open comment, see comment.go
	markOpen            bool
	passed              []int32
	seenFirst, seenEnd  int
}

// New prepares the model of a text: names, brackets and directives are looked
// up once, in time proportional to the text. The stream must hold the tokens
// of all of text.Clean.
func New(text *source.Text, toks *token.Stream, opts Options) *Model {
	m := &Model{text: text, toks: toks, given: opts.Typedefs}
	m.first = make([]uint32, len(text.Lines)+1)
	m.indexLines(0, 0)
	m.names = newNames(toks.Len())
	m.name = make([]uint32, toks.Len())
	m.nameTokens(0, toks.Len())
	m.jump = make([]uint32, toks.Len())
	p := pairing{m: m}
	p.pairBrackets(0, nil)
	m.level, m.dirs = p.level, p.dirs
	m.memo = make([]statementMemo, len(text.Lines))
	m.class = make([]byte, toks.Len())
	m.begin()
	return m
}

// begin makes the model ready for the first line.
func (m *Model) begin() {
	m.quiet, m.runFrom, m.parenFrom, m.cutFrom, m.markLine = -1, -1, -1, -1, -1
	m.learnt = learnt{}
	m.give()
	m.vals.reset()
}

// indexLines finds the first token of each line from the given one on, none
// of whose tokens is before tok. It ends behind the last line.
func (m *Model) indexLines(line, tok int) {
	lines := m.text.Lines
	n := m.toks.Len()
	for ; line < len(lines); line++ {
		for tok < n && m.toks.Start[tok] < lines[line].Start {
			tok++
		}
		m.first[line] = uint32(tok)
	}
	m.first[len(lines)] = uint32(n)
}

// LineIndex is the index of the first token on each line or behind it, and
// behind the last line the number of tokens.
func (m *Model) LineIndex() []uint32 { return m.first }

// LineTokens bounds the tokens that begin on a line: [from, to).
func (m *Model) LineTokens(line int) (from, to int) {
	return int(m.first[line]), int(m.first[line+1])
}

// HunkEnd is the line behind the hunk that holds line.
func (m *Model) HunkEnd(line int) int {
	return m.text.Hunks[m.text.Lines[line].Hunk].End
}

// hunkStart reports whether a line is the first of its hunk.
func (m *Model) hunkStart(line int) bool {
	return m.text.Hunks[m.text.Lines[line].Hunk].First == line
}

// Enter starts a line. At the start of a hunk everything but the learnt words
// is forgotten. The name of the current function follows the lines.
func (m *Model) Enter(line int) {
	if m.hunkStart(line) {
		m.vals.reset()
		m.quiet = line - 1
		m.begun = ""
		m.cDone = 0
		m.function = calledName(m.text.Hunks[m.text.Lines[line].Hunk].Section)
	}
	if m.begun != "" {
		m.function, m.begun = m.begun, ""
	}
	m.followFunction(line)
}

// Advance collects the statement that begins on the line, learns words from
// it, and classifies the operators of the line. It returns nil where
// checkpatch has no statement: on a line without code, and on one that an
// earlier statement has swallowed.
func (m *Model) Advance(line int) *Statement {
	var stat *Statement
	if line > m.quiet && m.HasCode(line) {
		s := m.StatementAt(line, m.text.Lines[line].Start)
		stat = &s
		if !s.Divided {
			m.quiet = s.NextLine
		}
		m.learn(&s)
		m.begun = m.beginsFunction(&s)
	}
	m.annotate(line)
	return stat
}

// Unsee forgets which lines were looked at and begins anew with line.
func (m *Model) Unsee(line int) { m.seenFirst, m.seenEnd = line, line }

// Seen bounds the lines that anything asked of the model has depended on since
// Unsee: [first, end). Lines that a caller reads by itself are not among them.
func (m *Model) Seen() (first, end int) { return m.seenFirst, m.seenEnd }

func (m *Model) see(line int) {
	m.seenFirst, m.seenEnd = min(m.seenFirst, line), max(m.seenEnd, line+1)
}

// gap reports whether blanks stand between token i and the one before.
func (m *Model) gap(i int) bool {
	return i == 0 || m.toks.Start[i] > m.toks.End[i-1]
}

// kind is the kind of token i, None from lim on.
func (m *Model) kind(i, lim int) token.Kind {
	if i < lim {
		return m.toks.Kind[i]
	}
	return token.None
}

// word is the keyword that token i is, NoWord from lim on.
func (m *Model) word(i, lim int) token.Word {
	if i < lim {
		return m.toks.Word[i]
	}
	return token.NoWord
}

// Bytes is the sanitised text of token i.
func (m *Model) Bytes(i int) []byte {
	return m.text.Clean[m.toks.Start[i]:m.toks.End[i]]
}
