// SPDX-License-Identifier: GPL-2.0-or-later

package alloc

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// OomMessage is reported for messages that repeat what the allocator says.
var OomMessage = &analyzer.Rule{
	Type:   "OOM_MESSAGE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A message about memory that ran out",
	Doc: `An allocator that fails prints who called it, the state of the memory and the stack; a
message of one's own adds nothing and costs space. An allocation with __GFP_NOWARN is silent, so
there a message is right. What counts is a test for NULL directly behind the assignment, whose
first statement is a message.`,
	Bad: "static int f(void)\n{\n\tp = kmalloc(8, GFP_KERNEL);\n\tif (!p) {\n\t\tpr_err(\"no memory\\n\");\n" +
		"\t\treturn -ENOMEM;\n\t}\n\treturn 0;\n}\n",
	Good: "static int f(void)\n{\n\tp = kmalloc(8, GFP_KERNEL);\n\tif (!p)\n\t\treturn -ENOMEM;\n\treturn 0;\n}\n",
	Link: "process/coding-style.html#allocating-memory",
	Fix:  analyzer.FixSometimes,
}

var oomMessage = &analyzer.Check{
	Rules:   []*analyzer.Rule{OomMessage},
	Words:   []string{"if"},
	Context: true,
	OnWord:  checkOomMessage,
}

// nullTest is an if whose condition is that something is NULL.
type nullTest struct {
	word int
	// value is what is tested, close the parenthesis.
	value analyzer.Span
	close int
}

// nullTestAt reads (!x), (x == NULL) or (NULL == x) behind an if.
func nullTestAt(p *analyzer.Pass, tok int) (nullTest, bool) {
	t := nullTest{word: tok}
	open := tok + 1
	if p.Tokens.KindAt(open) != token.LParen {
		return t, false
	}
	i := open + 1
	tested := false
	switch {
	case p.Tokens.KindAt(i) == token.Bang:
		i, tested = i+1, true
	case p.Is(i, "NULL") && p.Tokens.KindAt(i+1) == token.Eq:
		i, tested = i+2, true
	}
	end := p.C.Lvalue(i, p.Tokens.Len())
	if end < 0 {
		return t, false
	}
	t.value = analyzer.Span{First: i, End: end}
	if !tested && p.Tokens.KindAt(end) == token.Eq && p.Is(end+1, "NULL") {
		end, tested = end+2, true
	}
	t.close = end
	return t, tested && p.Tokens.KindAt(end) == token.RParen
}

func checkOomMessage(p *analyzer.Pass, tok int) {
	if k := p.Tokens.KindAt(tok + 2); k != token.Bang && k != token.Ident {
		return
	}
	t, ok := nullTestAt(p, tok)
	if !ok {
		return
	}
	line := p.TokenLine(tok)
	first, _ := p.LineTokens(line)
	baseLog := -1
	if p.SameHunk(line, line+1) && p.Added(line+1) && first == tok && p.TokenLine(t.close) == line && assignedAbove(p, &t, line+1) {
		baseLog = logOnLine(p, line+1)
	}
	ourLog := -1
	if log := firstInBody(p, &t); log >= 0 && p.Added(p.TokenLine(log)) && assignedBefore(p, &t) {
		ourLog = log
	}
	log := max(baseLog, ourLog)
	if log < 0 {
		return
	}
	f := p.Warn(OomMessage, p.TokenRange(log), "the allocator has said already that memory ran out").AtLine(p.TokenLine(log))
	if baseLog < 0 {
		f.DifferWider("checkpatch begins to read a line too early, or the test is not alone on its line")
	}
	offerRemoval(p, f, log)
}

// logOnLine is the first call on a line of a function that logs, -1 if none.
func logOnLine(p *analyzer.Pass, line int) int {
	first, end := p.LineTokens(line)
	for i := first; i+1 < end; i++ {
		if p.Tokens.Kind[i] == token.Ident && p.Tokens.Kind[i+1] == token.LParen && p.Near(i, i+1) &&
			source.IsLogCall(p.Tokens.Text(p.Text.Clean, i)) {
			return i
		}
	}
	return -1
}

// firstInBody is the call of a function that logs with which the body of the
// if begins, -1 if it begins otherwise.
func firstInBody(p *analyzer.Pass, t *nullTest) int {
	i := p.NextCode(t.close)
	if p.Tokens.KindAt(i) == token.LBrace {
		i = p.NextCode(i)
	}
	if p.Tokens.KindAt(i) == token.Ident && p.Tokens.KindAt(i+1) == token.LParen &&
		source.IsLogCall(p.Tokens.Text(p.Text.Clean, i)) {
		return i
	}
	return -1
}

// assignedAbove is checkpatch's view: the statement that begins three lines of
// input above the message has a line that begins with the assignment.
func assignedAbove(p *analyzer.Pass, t *nullTest, line int) bool {
	input := p.Text.Lines[line].Input
	if input <= 3 && !p.Text.Whole {
		return false
	}
	start := line
	for p.SameHunk(line, start-1) && p.Text.Lines[start-1].Input >= input-3 {
		start--
	}
	s := p.C.StatementAt(start, p.Text.Lines[start].Start)
	for k := s.Line; k <= s.LastLine; k++ {
		if assignsOnLine(p, t, &s, k) {
			return !hasNowarn(p, s.Tok, s.EndTok)
		}
	}
	return false
}

// assignsOnLine reports whether a line begins with an optional type, the
// tested value, an equal sign, and the call of an allocator.
func assignsOnLine(p *analyzer.Pass, t *nullTest, s *cmodel.Statement, line int) bool {
	first, end := p.LineTokens(line)
	lim := min(end, s.EndTok)
	i := first
	if typ, ok := p.C.Type(i, lim); ok && !sameAt(p, t, i, lim) {
		i = typ.End
	}
	if !sameAt(p, t, i, lim) {
		return false
	}
	i += t.value.Len()
	if i >= lim || p.Tokens.Kind[i] != token.Assign {
		return false
	}
	if i++; p.Tokens.KindAt(i) == token.LParen {
		for i++; i < s.EndTok && p.Tokens.Kind[i] != token.RParen; i++ {
		}
		i++
	}
	if i+1 >= s.EndTok || p.Tokens.Kind[i] != token.Ident || p.Tokens.Kind[i+1] != token.LParen {
		return false
	}
	is, beyond := source.IsAllocation(p.Tokens.Text(p.Text.Clean, i))
	return is && !beyond
}

// sameAt reports whether the tested value stands at token i, byte for byte.
func sameAt(p *analyzer.Pass, t *nullTest, i, lim int) bool {
	n := t.value.Len()
	return i+n <= lim && p.SpanText(analyzer.Span{First: i, End: i + n}) == p.SpanText(t.value)
}

func hasNowarn(p *analyzer.Pass, first, end int) bool {
	r := p.SpanRange(analyzer.Span{First: first, End: end})
	return bytes.Contains(p.Text.Clean[r.Start:r.End], []byte("__GFP_NOWARN"))
}

// assignedBefore reports whether the statement in front of the if assigns the
// result of an allocator to the tested value.
func assignedBefore(p *analyzer.Pass, t *nullTest) bool {
	semi := p.PrevCode(t.word)
	if p.Tokens.KindAt(semi) != token.Semi {
		return false
	}
	closing := p.PrevCode(semi)
	open := openingParen(p, closing)
	name := open - 1
	if open < 1 || p.Tokens.Kind[name] != token.Ident || hasNowarn(p, name, closing) || !p.SameHunk(p.TokenLine(name), p.TokenLine(t.word)) {
		return false
	}
	if is, _ := source.IsAllocation(p.Tokens.Text(p.Text.Clean, name)); !is {
		return false
	}
	to, ok := assigned(p, name)
	return ok && sameText(p, to.left, t.value)
}

// offerRemoval takes the message away where it has its lines for itself and
// other statements follow it in a block.
func offerRemoval(p *analyzer.Pass, f *analyzer.Finding, log int) {
	c, ok := p.CallAt(log)
	if !ok || p.Tokens.KindAt(p.PrevCode(log)) != token.LBrace || p.Tokens.KindAt(c.Close+1) != token.Semi {
		return
	}
	semi := c.Close + 1
	first, _ := p.LineTokens(p.TokenLine(log))
	_, end := p.LineTokens(p.TokenLine(semi))
	if first != log || end != semi+1 || p.Tokens.KindAt(p.NextCode(semi)) == token.RBrace {
		return
	}
	gone := source.Range{Start: p.Text.Lines[p.TokenLine(log)].Start, End: p.Text.Lines[p.TokenLine(semi)].End + 1}
	if int(gone.End) <= len(p.Text.Raw) {
		f.MaybeFix("Remove the message", analyzer.Delete(gone))
	}
}
