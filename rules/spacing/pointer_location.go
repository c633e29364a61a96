// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// PointerLocation is reported for a '*' that stands with the type.
var PointerLocation = &analyzer.Rule{
	Type:   "POINTER_LOCATION",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "The * belongs to the name",
	Doc: `In a declaration the ` + "`*`" + ` touches the name, not the type, because it is part of
the declarator: ` + "`char *a, b`" + `. In a cast or ` + "`sizeof`" + ` one space parts it from the
type: ` + "`(char *)p`" + `. Several stars touch each other, and a word like const
between star and name has one space behind it.

What is a type is told by the words that are known for it and by what the file
declares so far.`,
	Bad:  "int f(char* s);\n",
	Good: "int f(char *s);\n",
	Link: "process/coding-style.html#spaces",
	Fix:  analyzer.FixAlways,
}

var pointerLocation = &analyzer.Check{
	Rules:  []*analyzer.Rule{PointerLocation},
	Lines:  source.HasLetter,
	OnLine: checkPointerLocation,
}

// checkPointerLocation looks at stars and modifiers between a type and ')' or
// a name.
func checkPointerLocation(p *analyzer.Pass, line int) {
	i, end := p.LineTokens(line)
	if i == end || !typeOnLine(p, i, end) {
		return
	}
	for k := i; k+1 < end; k++ {
		if p.Tokens.Kind[k] == token.LParen && p.Tokens.Start[k+1] == p.Tokens.End[k] {
			if g, ok := starsBehind(p, k+1, end); ok && p.Tokens.KindAt(g.end) == token.RParen && g.end < end {
				judgeStars(p, g, false, true)
			}
		}
	}
	for k := i; k < end; k++ {
		if p.Tokens.Kind[k] != token.Ident {
			continue
		}
		g, ok := starsBehind(p, k, end)
		if !ok {
			continue
		}
		if g.end < end && p.Tokens.Kind[g.end] == token.Ident {
			judgeStars(p, g, true, true)
			k = g.end
		}
	}
}

func typeOnLine(p *analyzer.Pass, i, end int) bool {
	for ; i < end; i++ {
		if p.Tokens.Kind[i] == token.Star || p.C.Is(i, cmodel.Modifier) {
			return true
		}
	}
	return false
}

// group is a run of stars and modifiers: tokens [first, end).
type group struct{ first, end int }

// starsBehind finds the stars and modifiers behind the type at token i. If
// there are none, the last modifier of the type is what parts it from a name.
func starsBehind(p *analyzer.Pass, i, lim int) (group, bool) {
	s, ok := p.C.Type(i, lim)
	if !ok {
		return group{}, false
	}
	g := group{first: s.Mods, end: s.Mods}
	for g.end < lim && (p.Tokens.Kind[g.end] == token.Star || p.C.Is(g.end, cmodel.Modifier)) {
		g.end++
	}
	if g.end == g.first {
		if s.Mods == s.Base || !p.C.Is(s.Mods-1, cmodel.Modifier) {
			return group{}, false
		}
		g.first--
	}
	return g, true
}

// judgeStars compares the blanks of a group with how they should be. It is
// named when a name follows, and known when the type in front is.
func judgeStars(p *analyzer.Pass, g group, named, known bool) {
	t := p.Tokens
	if t.Kind[g.first] == token.Star && g.first == 0 {
		return
	}
	from, to := t.End[g.first-1], t.Start[g.end]
	have := p.Text.Clean[from:to]
	want := wantedStars(p, g, have, named)
	if bytes.Equal(have, want) {
		return
	}
	at := source.Range{Start: from, End: to}
	f := p.Error(PointerLocation, at, "%q belongs here instead of %q", want, have)
	if !known {
		f.DifferWider("checkpatch does not know the type")
	} else if star := starOf(p, g); star >= 0 && read(p, p.TokenRange(star)) == binary {
		f.DifferNarrower("a product, not a declaration")
	}
	f.Fix("Put the * with the name", analyzer.Replace(at, string(want)))
}

// starOf is the first star of a group, -1 if there is none.
func starOf(p *analyzer.Pass, g group) int {
	for i := g.first; i < g.end; i++ {
		if p.Tokens.Kind[i] == token.Star {
			return i
		}
	}
	return -1
}

// judgeUnknownType looks at a star that is part of a declaration although
// nothing says that the word in front of it is a type.
func judgeUnknownType(p *analyzer.Pass, star int) {
	first, end := p.LineTokens(p.TokenLine(star))
	g := group{first: star, end: star + 1}
	for g.first > first && p.Tokens.Kind[g.first-1] == token.Star {
		g.first--
	}
	for g.end < end && (p.Tokens.Kind[g.end] == token.Star || p.C.Is(g.end, cmodel.Modifier)) {
		g.end++
	}
	if g.first != star || star == first || g.end >= end || p.Tokens.KindAt(g.first-1) != token.Ident {
		return // judged at its first star
	}
	switch p.Tokens.Kind[g.end] {
	case token.Ident:
		judgeStars(p, g, true, false)
	case token.RParen:
		judgeStars(p, g, false, false)
	}
}

// wantedStars is the text between type and name, or type and ')': blanks at
// the beginning as they are, or one; stars side by side.
func wantedStars(p *analyzer.Pass, g group, have []byte, named bool) []byte {
	if len(have) > 0 && !isBlank(have[0]) {
		have = append([]byte{' '}, have...)
	}
	have = bytes.TrimRight(have, " \t\r\f\v")
	want := make([]byte, 0, len(have)+1)
	for k := 0; k < len(have); k++ {
		want = append(want, have[k])
		if have[k] != '*' {
			continue
		}
		next := k + 1
		for next < len(have) && isBlank(have[next]) {
			next++
		}
		if next < len(have) && have[next] == '*' {
			k = next - 1
		}
	}
	if named && p.Tokens.Kind[g.end-1] != token.Star {
		want = append(want, ' ')
	}
	return want
}
