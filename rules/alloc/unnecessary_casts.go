// SPDX-License-Identifier: GPL-2.0-or-later

package alloc

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UnnecessaryCasts is reported for casts of memory that has no type yet.
var UnnecessaryCasts = &analyzer.Rule{
	Type:   "UNNECESSARY_CASTS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "The result of an allocation is cast",
	Doc: `A void pointer fits every pointer, so the cast of kmalloc() and its kin only hides the
warning when something does not fit. It stays where it means something: where the result is
computed with or dereferenced at once, where a macro gives its value a type, and where the
function returns another pointer than a void one.`,
	Bad:  "static void f(char *p)\n{\n\tp = (char *)kmalloc(8, GFP_KERNEL);\n}\n",
	Good: "static void f(char *p)\n{\n\tp = kmalloc(8, GFP_KERNEL);\n}\n",
	Link: "process/coding-style.html#allocating-memory",
	Fix:  analyzer.FixSometimes,
}

var unnecessaryCasts = &analyzer.Check{
	Rules:  []*analyzer.Rule{UnnecessaryCasts},
	Lines:  source.HasStar,
	OnLine: checkUnnecessaryCasts,
}

func checkUnnecessaryCasts(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	told := false
	for i := 0; ; i++ {
		k := bytes.IndexByte(clean[i:], '*')
		if k < 0 {
			return
		}
		i += k
		paren := operand.Blanks(clean, i+1)
		if paren >= len(clean) || clean[paren] != ')' {
			continue
		}
		name := operand.Blanks(clean, paren+1)
		end := operand.Word(clean, name)
		if end < 0 {
			continue
		}
		if is, beyond := source.IsAllocation(clean[name:end]); is {
			base := !beyond && !told
			reportCast(p, p.Tokens.Find(p.Text.Lines[line].Start+uint32(name)), base)
			told = told || base
		}
	}
}

// reportCast reports the cast in front of the function at token name.
func reportCast(p *analyzer.Pass, name int, base bool) {
	closing := p.PrevCode(name)
	open := openingParen(p, closing)
	if open < 0 {
		return
	}
	cast := analyzer.Span{First: open, End: closing + 1}
	reason := castMatters(p, name, cast)
	if reason != "" && !base {
		return
	}
	f := p.Warn(UnnecessaryCasts, p.SpanRange(cast), "a void pointer needs no cast").AtLine(p.TokenLine(name))
	switch {
	case reason != "":
		f.DifferNarrower(reason)
		return
	case !base:
		f.DifferWider("a managed function that checkpatch does not know, or a second one on the line")
	}
	gone := source.Range{Start: p.Tokens.Start[open], End: p.Tokens.Start[name]}
	if p.OneLine(gone) && p.Tokens.KindAt(p.PrevCode(open)) == token.Assign && !guessesType(p, open) {
		f.Rewrite("Remove the cast", analyzer.Delete(gone))
	}
}

// castMatters says why a cast in front of an allocation is needed; "" if it
// is not.
func castMatters(p *analyzer.Pass, name int, cast analyzer.Span) string {
	c, ok := p.CallAt(name)
	if !ok {
		return "not a call that can be read"
	}
	first, _ := p.LineTokens(p.TokenLine(name))
	if p.Tokens.KindAt(first) == token.Hash {
		return "a macro gives its value a type"
	}
	next := p.NextCode(c.Close)
	for p.Tokens.KindAt(next) == token.RParen {
		next = p.NextCode(next)
	}
	switch k := p.Tokens.KindAt(next); {
	case k == token.Arrow, k == token.Dot, k == token.LBrack, k == token.Plus, k == token.Minus:
		return "the type matters for what is done with the result"
	}
	if before := p.Tokens.KindAt(p.PrevCode(cast.First)); before == token.Star || before == token.Amp {
		return "the type matters for what is done with the result"
	}
	callee := p.Tokens.Text(p.Text.Clean, name)
	if bytes.Contains(callee, []byte("strdup")) || bytes.Contains(callee, []byte("_skb")) {
		return "the function does not return a void pointer"
	}
	return ""
}

// guessesType reports whether the declaration in front of token i takes its
// type from the value.
func guessesType(p *analyzer.Pass, i int) bool {
	first, _ := p.LineTokens(p.TokenLine(i))
	for k := first; k < i; k++ {
		if p.Tokens.Word[k] == token.Auto || p.Is(k, "__auto_type") {
			return true
		}
	}
	return false
}
