// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var definitions = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing},
	Lines:  source.HasBrace | source.HasAssign,
	OnLine: checkDefinition,
}

// checkDefinition reports "struct x{" and its like at the beginning of a line.
func checkDefinition(p *analyzer.Pass, line int) {
	t := p.Tokens
	i, end := p.LineTokens(line)
	if i < end && t.Word[i] == token.Typedef {
		i++
	}
	if i >= end {
		return
	}
	switch t.Word[i] {
	case token.Enum, token.Union, token.Struct:
	default:
		return
	}
	j := i + 1
	for n := 0; n < 2; n++ {
		k := p.C.Identifier(j, end)
		if k < 0 {
			break
		}
		j = k
	}
	if j == i+1 || j >= end || t.Start[j] != t.End[j-1] {
		return
	}
	switch t.Kind[j] {
	case token.LBrace, token.Assign, token.Eq:
		f := p.Warn(Spacing, source.Range{Start: t.Start[j-1], End: t.End[j]}, "a space belongs in front of '%s'", t.Kind[j])
		space(p, f, "Insert a space", source.Range{Start: t.Start[j], End: t.Start[j]})
	}
}

var functionPointers = &analyzer.Check{
	Rules:  []*analyzer.Rule{Spacing},
	Lines:  source.HasStar,
	OnLine: checkFunctionPointer,
}

// checkFunctionPointer looks at a line that begins with "type (*name)(": it
// wants a space in front of the first parenthesis and none behind it.
func checkFunctionPointer(p *analyzer.Pass, line int) {
	t := p.Tokens
	i, end := p.LineTokens(line)
	open, ok := declaredPointer(p, i, end)
	if !ok {
		return
	}
	name := open + 2
	behind := p.C.Identifier(name, end)
	if behind < 0 || behind+1 >= end || t.Kind[behind] != token.RParen || t.Kind[behind+1] != token.LParen {
		return
	}
	if t.Kind[open-1] != token.Star && t.Start[open] == t.End[open-1] {
		f := p.Warn(Spacing, source.Range{Start: t.Start[open-1], End: t.End[open]}, "a space belongs between the type and '(*'")
		f.Fix("Insert a space", fix.Edit{Start: t.Start[open], End: t.Start[open], New: " "})
	}
	gaps := [...]struct {
		i    int
		what string
	}{
		{open + 1, "no space between '(' and '*' of a function pointer"},
		{name, "no space between '*' and the name of a function pointer"},
		{behind, "no space behind the name of a function pointer"},
		{behind + 1, "no space in front of the arguments of a function pointer"},
	}
	for _, g := range gaps {
		gap := source.Range{Start: t.End[g.i-1], End: t.Start[g.i]}
		if gap.Len() > 0 {
			f := p.Warn(Spacing, gap, "%s", g.what)
			tidy(p, f, "Remove the space", gap)
		}
	}
}

// declaredPointer finds the '(' of "type (*" at the beginning of a line.
func declaredPointer(p *analyzer.Pass, i, end int) (int, bool) {
	s, ok := p.C.Declare(i, end)
	if !ok {
		return 0, false
	}
	for _, open := range [...]int{s.Stars, s.End} {
		if open+2 < end && p.Tokens.Kind[open] == token.LParen && p.Tokens.Kind[open+1] == token.Star {
			return open, true
		}
	}
	return 0, false
}
