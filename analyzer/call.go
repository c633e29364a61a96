// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Use says what a name in front of a parenthesis is there for.
type Use uint8

const (
	// NotCalled: no parenthesis follows.
	NotCalled Use = iota
	// Called: a function or macro of this name is called.
	Called
	// Member: a function pointer of a struct is called that shares the name.
	Member
	// Declared: a function of this name is declared or defined.
	Declared
	// Defined: a macro of this name is defined.
	Defined
)

// callTokens is how far the end of a call is looked for.
const callTokens = 4000

// NextCode is the first token behind i that is no comment, within the hunk of
// i; -1 if there is none.
func (p *Pass) NextCode(i int) int {
	end := p.hunkTokens(i)
	for i++; i < end; i++ {
		if p.Tokens.Kind[i] != token.Comment {
			p.Saw(i)
			return i
		}
	}
	p.Saw(end)
	return -1
}

// PrevCode is the last token in front of i that is no comment, -1 if there is
// none.
func (p *Pass) PrevCode(i int) int {
	for i--; i >= 0; i-- {
		if p.Tokens.Kind[i] != token.Comment {
			p.Saw(i)
			return i
		}
	}
	p.Saw(-1)
	return -1
}

// hunkTokens is the index behind the last token of the hunk of token i.
func (p *Pass) hunkTokens(i int) int {
	if p.Text.Whole {
		return p.Tokens.Len()
	}
	h := p.Text.Hunks[p.Text.Lines[p.TokenLine(i)].Hunk]
	if h.End >= len(p.firstTok) {
		return p.Tokens.Len()
	}
	return int(p.firstTok[h.End])
}

// Near reports whether only blanks of one line stand between tokens i and k.
func (p *Pass) Near(i, k int) bool {
	return k == i+1 && bytes.IndexByte(p.Text.Raw[p.Tokens.End[i]:p.Tokens.Start[k]], '\n') < 0
}

// UseOf tells what the name at token i is there for. near is true when the
// parenthesis follows on the same line with only blanks between, which is as
// far as checkpatch looks.
func (p *Pass) UseOf(i int) (use Use, near bool) {
	next := i + 1
	if p.Tokens.KindAt(next) != token.LParen {
		if p.Tokens.KindAt(next) != token.Comment {
			return NotCalled, false
		}
		if next = p.NextCode(i); p.Tokens.KindAt(next) != token.LParen {
			return NotCalled, false
		}
	}
	near = p.Near(i, next)
	before := p.PrevCode(i)
	switch p.Tokens.KindAt(before) {
	case token.Dot, token.Arrow:
		return Member, near
	case token.Ident:
		if p.Tokens.KindAt(before-1) == token.Hash && p.Is(before, "define") {
			return Defined, near
		}
		if p.declares(i, before) {
			return Declared, near
		}
	case token.Star:
		if p.declares(i, before) {
			return Declared, near
		}
	}
	return Called, near
}

// declares reports whether name, with before in front of it, is what a
// declaration at the left margin declares.
func (p *Pass) declares(name, before int) bool {
	line := p.TokenLine(name)
	first, _ := p.LineTokens(line)
	if first >= name || before < first || p.Tokens.Start[first] != p.Text.Lines[line].Start ||
		p.Tokens.Kind[first] != token.Ident {
		return false
	}
	switch p.Tokens.Word[before] {
	case token.Return, token.Else, token.Do, token.Case, token.Goto, token.Sizeof:
		return false
	}
	typed := false
	for k := first; k < name; k++ {
		switch p.Tokens.Kind[k] {
		case token.LBrace, token.Semi, token.Comma:
			return false
		default:
			if p.Tokens.Kind[k].IsAssign() {
				return false
			}
		}
		switch p.Tokens.Word[k] {
		case token.Static, token.Extern, token.Inline:
		default:
			typed = true
		}
	}
	return typed // "static MACRO(" declares something else
}

// Is reports whether token i is spelt so.
func (p *Pass) Is(i int, text string) bool {
	return i >= 0 && i < p.Tokens.Len() && string(p.Text.Clean[p.Tokens.Start[i]:p.Tokens.End[i]]) == text
}

// Span is a run of tokens: [First, End).
type Span struct{ First, End int }

// Len is how many tokens there are.
func (s Span) Len() int { return s.End - s.First }

// Call is a name with its parentheses.
type Call struct {
	// Name, Open and Close are tokens.
	Name, Open, Close int
	// Count is how many arguments there are, also beyond those that Arg knows.
	Count int
	args  [8]Span
}

// Arg is argument i, from 0, without comments at its ends; empty if there is
// none or it is the ninth or a later one.
func (c *Call) Arg(i int) Span {
	if i < 0 || i >= c.Count || i >= len(c.args) {
		return Span{}
	}
	return c.args[i]
}

// CallAt reads the call of the name at token i; ok is false where no
// parenthesis follows or the closing one is out of sight.
func (p *Pass) CallAt(i int) (c Call, ok bool) {
	c.Name, c.Open = i, p.NextCode(i)
	if c.Open < 0 || p.Tokens.Kind[c.Open] != token.LParen {
		return c, false
	}
	end := min(p.hunkTokens(i), c.Open+callTokens)
	depth, from, k := 0, c.Open+1, c.Open+1
	defer func() { p.Saw(k) }()
	for ; k < end; k++ {
		switch kind := p.Tokens.Kind[k]; {
		case kind.IsOpen():
			depth++
		case kind.IsClose() && depth > 0:
			depth--
		case kind == token.RParen:
			c.Close = k
			if s := p.trimSpan(from, k); s.Len() > 0 || c.Count > 0 {
				c.add(s)
			}
			return c, true
		case kind.IsClose():
			return c, false
		case kind == token.Comma && depth == 0:
			c.add(p.trimSpan(from, k))
			from = k + 1
		}
	}
	return c, false
}

func (c *Call) add(s Span) {
	if c.Count < len(c.args) {
		c.args[c.Count] = s
	}
	c.Count++
}

// trimSpan leaves comments and line continuations at the ends out.
func (p *Pass) trimSpan(first, end int) Span {
	idle := func(k token.Kind) bool { return k == token.Comment || k == token.Backslash }
	for first < end && idle(p.Tokens.Kind[first]) {
		first++
	}
	for first < end && idle(p.Tokens.Kind[end-1]) {
		end--
	}
	return Span{First: first, End: end}
}

// SpanRange is where a run of tokens stands; a place of no length behind the
// token in front of it if it is empty.
func (p *Pass) SpanRange(s Span) source.Range {
	if s.Len() <= 0 {
		if s.First <= 0 || s.First > p.Tokens.Len() {
			return source.Range{}
		}
		at := p.Tokens.End[s.First-1]
		return source.Range{Start: at, End: at}
	}
	return source.Range{Start: p.Tokens.Start[s.First], End: p.Tokens.End[s.End-1]}
}

// SpanText is a run of tokens as it stands in the raw text.
func (p *Pass) SpanText(s Span) string {
	r := p.SpanRange(s)
	return string(p.Text.Raw[r.Start:r.End])
}

// CallRange is a call from its name to its closing parenthesis.
func (p *Pass) CallRange(c *Call) source.Range {
	return source.Range{Start: p.Tokens.Start[c.Name], End: p.Tokens.End[c.Close]}
}

// OneLine reports whether a range has no line end in it.
func (p *Pass) OneLine(r source.Range) bool {
	return bytes.IndexByte(p.Text.Raw[r.Start:r.End], '\n') < 0
}

// Reported reports whether checkpatch too has reported the rule on this line
// of the text, going by the findings so far.
func (p *Pass) Reported(r *Rule, line int) bool {
	for i := len(p.findings) - 1; i >= 0; i-- {
		f := p.findings[i]
		if f.Rule == r && f.textLine == line && f.Wider == "" {
			return true
		}
		if f.textLine < line-reportedLines {
			return false
		}
	}
	return false
}

// reportedLines is how many lines back a finding may have been put that was
// made behind another.
const reportedLines = 16

// Reasons that many checks share for differing from checkpatch, which reports
// a line once and takes every name in front of a parenthesis for a call.
const (
	WiderSecond  = "a second one on the same line"
	WiderApart   = "spread over lines or with a comment inside"
	NarrowMember = "a member of a struct that only shares the name"
	NarrowOwner  = "the declaration or definition of that name itself"
)

// OnCall reports the name at token i as a call that should not be; nil where
// it is none. Differences from checkpatch that all such checks have are marked.
func (p *Pass) OnCall(level Level, r *Rule, i int, format string, args ...any) *Finding {
	return p.OnCallAgain(p.Reported(r, p.TokenLine(i)), level, r, i, format, args...)
}

// OnCallAgain is OnCall for checks that know themselves whether checkpatch has
// reported the line.
func (p *Pass) OnCallAgain(again bool, level Level, r *Rule, i int, format string, args ...any) *Finding {
	use, near := p.UseOf(i)
	if use == NotCalled || use != Called && (again || !near) {
		return nil
	}
	f := p.Report(level, r, p.TokenRange(i), format, args...)
	switch {
	case use == Member:
		f.DifferNarrower(NarrowMember)
	case use != Called:
		f.DifferNarrower(NarrowOwner)
	case again:
		f.DifferWider(WiderSecond)
	case !near:
		f.DifferWider(WiderApart)
	}
	return f
}

// StatementOf is checkpatch's statement around a token of the line at hand, or
// of any line in checks of whole texts: the one that begins on the line or,
// where the line is inside of one that began above, that one. ok is false where there is none or it begins out of sight.
func (p *Pass) StatementOf(tok int) (s cmodel.Statement, ok bool) {
	if p.stat != nil {
		return *p.stat, tok < p.stat.EndTok
	}
	if p.C == nil {
		return s, false
	}
	line := p.TokenLine(tok)
	first := p.Text.Hunks[p.Text.Lines[line].Hunk].First
	for k := line; k >= first && line-k <= statementLines; k-- {
		if !p.C.HasCode(k) {
			continue
		}
		above := p.C.StatementAt(k, p.Text.Lines[k].Start)
		if above.EndTok <= tok || above.Divided && k < line {
			break
		}
		s, ok = above, true
	}
	return s, ok
}

// statementLines is how far up a statement is looked for.
const statementLines = 64

// SimpleArgs reports whether a call is one that checkpatch can read: nothing
// but blanks stands between its parts, and each argument is a simple operand.
func (p *Pass) SimpleArgs(c *Call) bool {
	if c.Open != c.Name+1 {
		return false
	}
	for i := c.Open + 1; ; i++ {
		if i = p.C.Operand(i, c.Close); i < 0 {
			return false
		}
		if i == c.Close {
			return true
		}
		if p.Tokens.Kind[i] != token.Comma {
			return false
		}
	}
}

// Leads reports whether checkpatch, which reads the statement that begins on
// the line at hand, comes upon this call there: the statement holds all of it.
func (p *Pass) Leads(c *Call) bool {
	return p.stat != nil && c.Name >= p.stat.Tok && c.Close < p.stat.EndTok
}

// Statements calls visit for each statement of which checkpatch takes a line
// for a part: those that begin on a line of their own and reach it, from the
// outermost that is near down to the one on the line itself. Lines inside of a
// statement that is not divided begin none, unless they look like the head of
// something. A #define reaches the line behind it.
func (p *Pass) Statements(line int, visit func(s *cmodel.Statement)) {
	first := max(p.Text.Hunks[p.Text.Lines[line].Hunk].First, line-statementLines)
	top := line
	for k := line; k >= first; k-- {
		if !p.C.HasCode(k) {
			continue
		}
		if s := p.C.StatementAt(k, p.Text.Lines[k].Start); s.NextLine < top {
			break
		}
		top = k
	}
	quiet := -1
	for k := top; k <= line; k++ {
		if !p.C.HasCode(k) || k <= quiet && !p.headLike(k) && !doLike(p.Text.CleanLine(k)) {
			continue
		}
		s := p.C.StatementAt(k, p.Text.Lines[k].Start)
		if k > quiet && !s.Divided {
			quiet = s.NextLine
		}
		if p.Added(k) && (s.LastLine >= line || s.NextLine >= line && p.Text.Clean[s.End-1] == '\n') {
			visit(&s)
		}
	}
}
