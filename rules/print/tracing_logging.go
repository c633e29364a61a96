// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// TracingLogging is reported for messages that only say where the code is.
var TracingLogging = &analyzer.Rule{
	Type:   "TRACING_LOGGING",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A message that only traces the function",
	Doc: `A message that prints nothing but the name of its function, with a word such as
"enter" or "done" around it, does by hand what ftrace does for every function without a change to
the code. Code in comments is left alone. The fix takes the statement away; it is offered only
for a statement that stands on lines of its own between others, and wants a look.`,
	Bad:  "static void f(void)\n{\n\tpr_debug(\"%s: enter\\n\", __func__);\n\tg();\n}\n",
	Good: "static void f(int x)\n{\n\tpr_debug(\"%s: x is %d\\n\", __func__, x);\n}\n",
	Link: "trace/ftrace.html",
	Fix:  analyzer.FixSometimes,
}

var tracingLogging = &analyzer.Check{
	Rules:  []*analyzer.Rule{TracingLogging},
	OnText: checkTracingLogging,
}

const funcName = "__func__"

// checkTracingLogging looks for the last argument over the whole raw text:
// checkpatch does not mind comments.
func checkTracingLogging(p *analyzer.Pass) {
	raw, last := p.Text.Raw, -1
	for name := range p.Marks(funcName) {
		line := p.Text.LineAt(uint32(name))
		if !p.Added(line) {
			continue
		}
		call, ok := tracingCall(raw, name)
		if !ok || p.Text.Clean[name] == 'X' || !p.SameHunk(line, p.Text.LineAt(call.Start)) {
			continue
		}
		oneLine := p.OneLine(call)
		hidden := p.Text.Clean[name] == source.Filler
		if hidden && (!oneLine || line == last) {
			continue
		}
		dump := dumps(p, name)
		if dump && (!oneLine || line == last) {
			continue
		}
		f := p.Warn(TracingLogging, call, "ftrace says when a function is entered and left: drop the message")
		switch {
		case hidden:
			f.DifferNarrower("code in a comment")
		case dump:
			f.DifferNarrower("the head of a dump")
		case !oneLine:
			f.DifferWider(analyzer.WiderApart)
		case line == last:
			f.DifferWider(analyzer.WiderSecond)
		default:
			last = line
		}
		if !hidden && !dump {
			offerRemoval(p, f, name)
		}
	}
}

// tracingCall bounds what stands between the parenthesis before the format
// and the semicolon, if the format says nothing but the function's name, which
// is the only argument and ends at end.
func tracingCall(raw []byte, name int) (source.Range, bool) {
	end := operand.Blanks(raw, name+len(funcName))
	if end >= len(raw) || raw[end] != ')' {
		return source.Range{}, false
	}
	if end = operand.Blanks(raw, end+1); end >= len(raw) || raw[end] != ';' {
		return source.Range{}, false
	}
	k := operand.BlanksBefore(raw, name) - 1
	if k < 0 || raw[k] != ',' {
		return source.Range{}, false
	}
	k = operand.BlanksBefore(raw, k) - 1
	if k < 0 || raw[k] != '"' {
		return source.Range{}, false
	}
	open := bytes.LastIndexByte(raw[:k], '"')
	if open < 0 || !saysOnlyName(raw[open+1:k]) {
		return source.Range{}, false
	}
	paren := bytes.LastIndexAny(raw[:open], "(\"")
	if paren < 0 || raw[paren] != '(' {
		return source.Range{}, false
	}
	return source.Range{Start: uint32(paren), End: uint32(end + 1)}, true
}

// saysOnlyName reports whether a format is %s, with or without (), with at
// most three decorations on each side.
func saysOnlyName(format []byte) bool {
	format = bytes.TrimSuffix(format, []byte(`\n`))
	before, after, ok := bytes.Cut(format, []byte("%s"))
	if !ok || !decorated(before, 3) {
		return false
	}
	if decorated(after, 3) {
		return true
	}
	after = bytes.TrimLeft(after, " \t")
	if after, ok = bytes.CutPrefix(after, []byte{'('}); !ok {
		return false
	}
	after, ok = bytes.CutPrefix(bytes.TrimLeft(after, " \t"), []byte{')'})
	return ok && decorated(after, 3)
}

// decorated reports whether text is made of at most n decorations: arrows,
// brackets, words of decorations, and runs of punctuation and blanks.
func decorated(text []byte, n int) bool {
	if len(text) == 0 {
		return true
	}
	if n == 0 {
		return false
	}
	if k := run(text, ".!: \t"); k > 0 && decorated(text[k:], n-1) {
		return true
	}
	switch text[0] {
	case '[', ']':
		return decorated(text[1:], n-1)
	case '<':
		for k := 1 + run(text[1:], "=-"); k > 0; k-- {
			if decorated(text[k:], n-1) {
				return true
			}
		}
	}
	if k := run(text, "=-"); k < len(text) && text[k] == '>' && decorated(text[k+1:], n-1) {
		return true
	}
	for _, w := range decorations {
		if len(text) >= len(w) && bytes.EqualFold(text[:len(w)], []byte(w)) && decorated(text[len(w):], n-1) {
			return true
		}
	}
	return false
}

// run is how many bytes at the start of text are in set.
func run(text []byte, set string) int {
	return len(text) - len(bytes.TrimLeft(text, set))
}

// decorations are words that say where the code is.
var decorations = []string{
	"begin",
	"called",
	"completed",
	"done",
	"end",
	"enter",
	"entered",
	"entry",
	"exit",
	"here",
	"in",
	"inside",
	"leave",
	"out",
	"return",
	"start",
}

// offerRemoval takes the statement away that token name is an argument of, if
// it has its lines for itself and stands between statements.
func offerRemoval(p *analyzer.Pass, f *analyzer.Finding, name int) {
	tok := p.Tokens.Find(uint32(name))
	for tok >= 0 && p.Tokens.Kind[tok] != token.LParen {
		tok--
	}
	callee := tok - 1
	c, ok := p.CallAt(max(callee, 0))
	if callee < 1 || !ok || p.Tokens.Kind[callee] != token.Ident {
		return
	}
	semi := c.Close + 1
	first, _ := p.LineTokens(p.TokenLine(callee))
	_, end := p.LineTokens(p.TokenLine(c.Close))
	if first != callee || end != semi+1 || p.Tokens.KindAt(semi) != token.Semi {
		return
	}
	switch p.Tokens.KindAt(p.PrevCode(callee)) {
	case token.Semi, token.LBrace, token.RBrace:
		f.MaybeFix("Remove the message", analyzer.Delete(wholeLines(p, callee, semi)))
	}
}

// wholeLines are the lines of two tokens and of all between, with the last
// line end.
func wholeLines(p *analyzer.Pass, first, last int) source.Range {
	r := source.Range{Start: p.Text.Lines[p.TokenLine(first)].Start, End: p.Text.Lines[p.TokenLine(last)].End}
	if int(r.End) < len(p.Text.Raw) {
		r.End++
	}
	return r
}

// dumps reports whether the function around the argument at an offset prints
// bytes, so that the format is only what its lines begin with.
func dumps(p *analyzer.Pass, at int) bool {
	name := callee(p, p.Tokens.Find(uint32(at)))
	if name < 0 {
		return false
	}
	called := bytes.ToLower(p.Tokens.Text(p.Text.Clean, name))
	return bytes.Contains(called, []byte("hex")) || bytes.Contains(called, []byte("dump"))
}
