// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var brackets = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing},
	Lines:  source.HasParen | source.HasBracket,
	OnLine: checkBrackets,
}

// checkBrackets looks for blanks just inside of ( ) and [ ].
func checkBrackets(p *analyzer.Pass, line int) {
	b := bracketLine{p: p, line: line}
	b.first, b.end = p.LineTokens(line)
	for i := b.first; i < b.end; i++ {
		switch p.Tokens.Kind[i] {
		case token.LParen, token.LBrack:
			b.insideOpen(i)
		case token.RParen, token.RBrack:
			b.insideClose(i)
		}
	}
}

// bracketLine is a line whose brackets are looked at.
type bracketLine struct {
	p          *analyzer.Pass
	line       int
	first, end int
	seen       [token.Kinds]bool // brackets reported
	// What excuses blanks, worked out when the first are seen.
	known                          bool
	openParen, openBrack, emptyFor bool
	closesFreely                   bool
}

// insideOpen reports blanks behind an opening bracket, unless the line ends
// there.
func (b *bracketLine) insideOpen(i int) {
	p := b.p
	gap := blanksAfter(p.Text.Clean, p.Tokens.End[i], p.Text.Lines[b.line].End)
	if gap.Len() == 0 {
		return
	}
	b.excuses()
	k := p.Tokens.Kind[i]
	if k == token.LParen && (b.openParen || b.emptyFor) || k == token.LBrack && b.openBrack {
		return
	}
	f := p.Error(Spacing, source.Range{Start: p.Tokens.Start[i], End: gap.End}, "no space behind '%s'", k)
	repeats(f, &b.seen[k])
	if k == token.LParen && isTraceField(p, i) {
		f.DifferNarrower(traceColumns)
		return
	}
	if i+1 < b.end {
		tidy(p, f, "Remove the space", gap)
	}
}

// insideClose reports blanks in front of a closing bracket.
func (b *bracketLine) insideClose(i int) {
	p := b.p
	at := p.Tokens.Start[i]
	gap := blanksBefore(p.Text.Clean, p.Text.Lines[b.line].Start, at)
	if gap.Len() == 0 {
		return
	}
	b.excuses()
	k := p.Tokens.Kind[i]
	if k == token.RParen && b.closesFreely {
		return
	}
	f := p.Error(Spacing, source.Range{Start: gap.Start, End: at + 1}, "no space in front of '%s'", k)
	repeats(f, &b.seen[k])
	switch {
	case gap.Start == p.Text.Lines[b.line].Start:
		f.DifferNarrower("the blanks are the line's indentation")
		return
	case k == token.RParen && p.Tokens.KindAt(i-1) == token.Comma:
		f.DifferNarrower(emptyArgument)
		return
	case k == token.RParen && isTraceField(p, p.Opening(i)):
		f.DifferNarrower(traceColumns)
		return
	}
	tidy(p, f, "Remove the space", gap)
}

const traceColumns = "the fields of a trace event stand in columns"

// isTraceField reports whether a parenthesis belongs to a field of a trace
// event.
func isTraceField(p *analyzer.Pass, open int) bool {
	if open < 1 || p.Tokens.Kind[open-1] != token.Ident {
		return false
	}
	switch p.TokenText(open - 1) {
	case "__array", "__bitmask", "__cpumask", "__dynamic_array", "__field", "__field_desc", "__field_packed", "__field_struct",
		"__rel_string", "__string", "__string_len", "__vstring":
		return true
	}
	return false
}

// excuses looks for what excuses blanks on the whole line: an open bracket at
// its end; an empty part of a for; a ':' in front of a ')', as in assembler; a
// ')' at its beginning.
func (b *bracketLine) excuses() {
	if b.known {
		return
	}
	b.known = true
	t := b.p.Tokens
	last := b.end - 1
	b.openBrack = t.Kind[last] == token.LBrack
	if last > b.first && t.Kind[last] == token.Backslash && t.End[last] == b.p.Text.Lines[b.line].End {
		last--
	}
	b.openParen = t.Kind[last] == token.LParen
	b.closesFreely = t.Kind[b.first] == token.RParen && isFirst(b.p, b.line, t.Start[b.first])
	inFor := false
	for k := b.first; k+1 < b.end; k++ {
		opensFor := t.Kind[k+1] == token.LParen && endsInFor(b.p, k)
		inFor = inFor || opensFor
		gap := k+2 < b.end && t.Start[k+2] > t.End[k+1]
		if opensFor && gap && t.Kind[k+2] == token.Semi {
			b.emptyFor = true
		}
		if t.Kind[k+1] == token.RParen && t.Start[k+1] > t.End[k] &&
			(t.Kind[k] == token.Colon || inFor && t.Kind[k] == token.Semi) {
			b.closesFreely = true
		}
	}
}

// endsInFor reports whether a word ends in "for": list_for as well.
func endsInFor(p *analyzer.Pass, i int) bool {
	return p.Tokens.Kind[i] == token.Ident && bytes.HasSuffix(p.Tokens.Text(p.Text.Clean, i), []byte("for"))
}

var nameBeforeParen = &analyzer.Check{
	Rules:   []*analyzer.Rule{Spacing},
	Tokens:  []token.Kind{token.LParen},
	OnToken: checkNameBeforeParen,
}

// checkNameBeforeParen reports blanks between a name and the parenthesis of
// its arguments.
func checkNameBeforeParen(p *analyzer.Pass, tok int) {
	i := tok - 1
	if i < 0 || p.Tokens.Start[tok] == p.Tokens.End[i] {
		return
	}
	line := p.TokenLine(tok)
	first, _ := p.LineTokens(line)
	if p.Tokens.Kind[i] == token.Number {
		reportNumber(p, i, tok, first)
		return
	}
	if p.Tokens.Kind[i] != token.Ident {
		return
	}
	if i < first || spacedWord(p, i) {
		return
	}
	name := i
	for name-2 >= first && p.Tokens.Kind[name-1] == token.HashHash && p.Tokens.Kind[name-2] == token.Ident {
		name -= 2
	}
	if name == first+2 && p.Tokens.Kind[first] == token.Hash && p.TokenText(first+1) == "define" && isFirst(p, line, p.Tokens.Start[first]) {
		return
	}
	if i == first+1 && p.Tokens.Kind[first] == token.Hash && p.TokenText(i) == "elif" {
		return
	}
	if p.C.EndsType(i, first) {
		return
	}
	gap := source.Range{Start: p.Tokens.End[i], End: p.Tokens.Start[tok]}
	f := p.Warn(Spacing, source.Range{Start: p.Tokens.Start[name], End: p.Tokens.End[tok]}, "no space between '%s' and its parenthesis", p.TokenText(i))
	if reason := wantsSpace(p, i); reason != "" {
		f.DifferNarrower(reason)
		return
	}
	tidy(p, f, "Remove the space", gap)
}

// reportNumber reports blanks behind a number with letters: checkpatch takes
// these for a name.
func reportNumber(p *analyzer.Pass, i, tok, first int) {
	text := p.TokenText(i)
	if k := strings.IndexFunc(text, func(c rune) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }); i >= first && k >= 0 && strings.IndexByte(text[k:], '.') < 0 {
		p.Warn(Spacing, p.TokensRange(i, tok), "no space between '%s' and its parenthesis", text).DifferNarrower("a number, not the name of a function")
	}
}

// spacedWord reports whether a word is one that a space may follow.
func spacedWord(p *analyzer.Pass, i int) bool {
	switch p.Tokens.Word[i] {
	case token.If, token.For, token.While, token.Switch, token.Return, token.Case,
		token.Volatile, token.VolatileUnders, token.Attribute, token.AsmPlain, token.AsmUnder:
		return true
	}
	switch string(p.Tokens.Text(p.Text.Clean, i)) {
	case "format", "__extension__", "scoped_guard":
		return true
	}
	return false
}

// wantsSpace is why a word takes a space although checkpatch would have none,
// "" if it does not.
func wantsSpace(p *analyzer.Pass, i int) string {
	switch p.Tokens.Word[i] {
	case token.Else, token.Do, token.Goto, token.InlineUnder, token.Const, token.Restrict:
		return "a keyword, not the name of a function"
	}
	if p.C.Is(i, cmodel.Modifier|cmodel.Storage|cmodel.Inline) {
		return "a keyword, not the name of a function"
	}
	if p.Tokens.KindAt(i-1) == token.Hash {
		return "a directive, not the name of a function"
	}
	if p.Tokens.KindAt(i+2) == token.Star && p.Tokens.KindAt(i+3) == token.Ident {
		j := i + 4
		if p.Tokens.KindAt(j) == token.LBrack {
			j = p.Closing(j) + 1
		}
		if p.Tokens.KindAt(j) == token.RParen && p.Tokens.KindAt(j+1) == token.LParen {
			return "the type of a pointer to a function, not a function"
		}
	}
	return ""
}

var casts = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing},
	Kinds:  source.CLike,
	Lines:  source.HasParen,
	Early:  true,
	OnLine: checkCasts,
}

// checkCasts reports blanks behind the last cast of a line.
func checkCasts(p *analyzer.Pass, line int) {
	if p.C == nil {
		return
	}
	first, end := p.LineTokens(line)
	l := &p.Text.Lines[line]
	for i := end - 1; i >= first; i-- {
		if p.Tokens.Kind[i] != token.LParen {
			continue
		}
		behind := p.C.Cast(i, end)
		if behind < 0 {
			continue
		}
		gap := blanksAfter(p.Text.Clean, p.Tokens.End[behind-1], l.End)
		if gap.Len() == 0 || p.Text.Clean[gap.Start] == '\r' || !castable(p, behind, end) {
			continue
		}
		if i > first && (p.Tokens.Word[i-1] == token.Sizeof || p.Tokens.Word[i-1] == token.Alignof) {
			return
		}
		f := p.Strictly(Spacing, source.Range{Start: p.Tokens.Start[i], End: gap.End}, "no space behind a cast")
		if !p.Text.Kind.In(source.CFiles) {
			f.DifferNarrower("a device tree is no C")
			return
		}
		if reason := noCast(p, i, behind, end); reason != "" {
			f.DifferNarrower(reason)
			return
		}
		tidy(p, f, "Remove the space", gap)
		return
	}
}

// castable reports whether what follows a type in parentheses does not tell
// that it is no cast.
func castable(p *analyzer.Pass, i, end int) bool {
	if i >= end {
		return true
	}
	switch p.Tokens.Kind[i] {
	case token.Assign, token.Eq, token.LBrace:
		return false
	case token.Backslash:
		return i+1 < end || p.Tokens.End[i] != p.Text.Lines[p.TokenLine(i)].End
	case token.Ident:
		return p.Tokens.Word[i] != token.Attribute && !p.C.BeginsAttribute(i)
	}
	return true
}

// noCast is why a type in parentheses is no cast, "" if it may be one.
func noCast(p *analyzer.Pass, i, behind, end int) string {
	if behind >= end {
		return "nothing stands behind it that could be cast"
	}
	switch k := p.Tokens.Kind[behind]; {
	case k == token.Comment, k == token.Semi, k == token.Comma, k == token.RParen, k == token.Colon,
		k == token.Question, k == token.RBrack, k == token.RBrace, k == token.Backslash, k.IsAssign():
		return "nothing stands behind it that could be cast"
	case k.IsCompare(), k == token.Slash, k == token.Percent, k == token.Shl, k == token.Shr,
		k == token.AndAnd, k == token.OrOr, k == token.Pipe, k == token.Caret, k == token.Arrow, k == token.Dot:
		return "an operator that takes two operands follows"
	}
	if i > 0 && p.Tokens.Kind[i-1] == token.Ident && !flows(p, i-1) {
		return "the parameters of a function"
	}
	if i > 0 && p.Tokens.Kind[i-1] == token.RParen && p.Tokens.Start[i] == p.Tokens.End[i-1] && p.Tokens.Kind[behind] == token.Ident &&
		bytes.HasPrefix(p.Tokens.Text(p.Text.Clean, behind), []byte("__")) {
		return "the parameters of a function"
	}
	return ""
}

// flows reports whether a word stands in front of an expression.
func flows(p *analyzer.Pass, i int) bool {
	switch p.Tokens.Word[i] {
	case token.Return, token.Case, token.Else, token.Do:
		return true
	}
	return false
}
