// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// MisplacedInit is reported at the attribute.
var MisplacedInit = &analyzer.Rule{
	Type:   "MISPLACED_INIT",
	Levels: []analyzer.Level{analyzer.Error, analyzer.Warning},
	Title:  "A section attribute in front of the variable",
	Doc: `An attribute such as __initdata belongs behind the name of the variable.
Between struct and its tag, the compiler even takes it for the type.`,
	Bad:  "static __initdata int count = 1;\n",
	Good: "static int count __initdata = 1;\n",
	Link: "dev-tools/checkpatch.html#macros-attributes-and-symbols",
	Fix:  analyzer.FixAlways,
}

// InitAttribute is reported at the attribute.
var InitAttribute = &analyzer.Rule{
	Type:   "INIT_ATTRIBUTE",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "const and the attribute of its section do not agree",
	Doc: `Constant data that goes away after boot lives in a section of its own:
const goes with __initconst, and __initdata with data that is written. Mixed,
the linker sees one section with two kinds of data.

By default a pointer to const that is not constant itself may be __initdata, and
the const may stand on a line above.`,
	Bad:  "static const int table[] __initdata = { 1 };\n",
	Good: "static const int table[] __initconst = { 1 };\n",
	Link: "dev-tools/checkpatch.html#macros-attributes-and-symbols",
	Fix:  analyzer.FixSometimes,
}

// ConstReadMostly is reported at the attribute.
var ConstReadMostly = &analyzer.Rule{
	Type:   "CONST_READ_MOSTLY",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "__read_mostly on data that is never written",
	Doc: `Data that is const is only read. It has its own section, and __read_mostly
would move it into one that is writable.`,
	Bad:  "static const int limit __read_mostly = 1;\n",
	Good: "static const int limit = 1;\n",
	Link: "dev-tools/checkpatch.html#macros-attributes-and-symbols",
	Fix:  analyzer.FixAlways,
}

var initAttribute = &analyzer.Check{
	Rules: []*analyzer.Rule{MisplacedInit, InitAttribute},
	Words: []string{"__cpuinit", "__cpuinitconst", "__cpuinitdata", "__devinit", "__devinitconst", "__devinitdata",
		"__init", "__initconst", "__initdata", "__meminit", "__meminitconst", "__meminitdata", "__net_init",
		"__net_initconst", "__net_initdata"},
	OnWord: checkInit,
}

// checkInit looks at the first such attribute of a line.
func checkInit(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, lim := p.LineTokens(line)
	word := p.TokenText(tok)
	if firstOf(p, first, tok, isInit) {
		checkMisplaced(p, first, tok, lim)
	}
	constant := hasWord(p, line, "const")
	switch {
	case constant && strings.HasSuffix(word, "initdata") && firstOf(p, first, tok, isInitData):
		want := strings.TrimSuffix(word, "data") + "const"
		f := p.Error(InitAttribute, p.TokenRange(tok), "constant data wants %s", want).
			Rewrite("Write "+want, analyzer.Replace(p.TokenRange(tok), want))
		if isPointerToConst(p, first, tok) {
			f.DifferNarrower("the pointer itself is not constant")
			f.Fixes = nil
		}
	case !constant && strings.HasSuffix(word, "initconst") && firstOf(p, first, tok, isInitConst):
		f := p.Error(InitAttribute, p.TokenRange(tok), "%s wants const", word)
		if beganConst(p, first) {
			f.DifferNarrower("the const stands where the declaration begins")
		} else if p.TokenText(first) == "static" && gap(p, first+1) {
			f.MaybeFix("Add const", analyzer.Insert(p.Tokens.End[first], " const"))
		}
	}
}

// beganConst reports whether the declaration that token i goes on with has a
// const in front, on a line above.
func beganConst(p *analyzer.Pass, i int) bool {
	for k := i; k >= 0; k = p.Before(k) {
		switch kind := p.Tokens.Kind[k]; {
		case kind.IsClose() && (kind != token.RBrace || k == i):
			if k = p.Opening(k); k < 0 {
				return false
			}
		case kind == token.Semi, kind == token.RBrace, kind == token.LBrace:
			return false
		case kind == token.Ident && p.Tokens.Word[k] == token.Const:
			return true
		}
	}
	return false
}

func isInit(w string) bool { return isInitData(w) || isInitConst(w) || strings.HasSuffix(w, "init") }

func isInitData(w string) bool { return strings.HasPrefix(w, "__") && strings.HasSuffix(w, "initdata") }

func isInitConst(w string) bool {
	return strings.HasPrefix(w, "__") && strings.HasSuffix(w, "initconst")
}

// firstOf reports whether no word in front of tok is of the same sort.
func firstOf(p *analyzer.Pass, first, tok int, is func(string) bool) bool {
	for i := first; i < tok; i++ {
		if p.Tokens.Kind[i] == token.Ident && strings.HasPrefix(p.TokenText(i), "__") && is(p.TokenText(i)) {
			return false
		}
	}
	return true
}

// isPointerToConst reports whether a star stands in front of the attribute and
// no const behind the last one. It may be an array of such pointers.
func isPointerToConst(p *analyzer.Pass, first, tok int) bool {
	name := tok - 1
	for name > first && p.Tokens.Kind[name] == token.RBrack {
		name = p.Opening(name) - 1
	}
	for i := name; i >= first; i-- {
		switch {
		case p.Tokens.Kind[i] == token.Star:
			return p.Tokens.KindAt(name) == token.Ident
		case p.Tokens.Kind[i] == token.Ident && p.TokenText(i) == "const":
			return false
		}
	}
	return false
}

// checkMisplaced reports an attribute in front of the name of a static
// variable that is no pointer.
func checkMisplaced(p *analyzer.Pass, first, tok, lim int) {
	i := first
	if i >= lim || p.TokenText(i) != "static" {
		return
	}
	name, end := variable(p, first+1, lim, p.TokenText(tok))
	if name < 0 || tok >= name {
		return
	}
	inTag := tok > first && (p.TokenText(tok-1) == "struct" || p.TokenText(tok-1) == "union")
	level := analyzer.Warning
	if inTag {
		level = analyzer.Error
	}
	word := p.TokenText(tok)
	cut := source.Range{Start: p.Tokens.Start[tok], End: p.Tokens.Start[tok+1]}
	p.Report(level, MisplacedInit, p.TokenRange(tok), "put %s behind %s", word, p.TokenText(name)).
		Rewrite("Put "+word+" behind the name", analyzer.Delete(cut), analyzer.Insert(p.Tokens.End[end-1], " "+word))
}

// variable reads "type name [dim]" with "=" or ";" behind it, from token i on;
// the attribute may stand anywhere in it. It returns the name and the token
// behind the declarator.
func variable(p *analyzer.Pass, i, lim int, attribute string) (name, end int) {
	name = -1
	for ; i < lim; i++ {
		switch p.Tokens.Kind[i] {
		case token.Ident:
			name = i
			continue
		case token.LBrack:
			if name != i-1 || name < 0 {
				return -1, 0
			}
			for i < lim && p.Tokens.Kind[i] != token.RBrack {
				i++
			}
			if followedBy(p, i+1, lim, token.Assign, token.Semi) {
				return typedName(p, name, attribute), i + 1
			}
		case token.Assign, token.Semi:
			if name == i-1 {
				return typedName(p, name, attribute), i
			}
		}
		return -1, 0
	}
	return -1, 0
}

// typedName is the name if a known type ends in front of it, attributes left
// out of account.
func typedName(p *analyzer.Pass, name int, attribute string) int {
	if name < 1 || p.TokenText(name) == attribute {
		return -1
	}
	first, _ := p.LineTokens(p.TokenLine(name))
	for i := name - 1; i > first; i-- {
		if p.TokenText(i) == attribute {
			continue
		}
		if tag := p.TokenText(i - 1); p.C.Is(i-1, cmodel.Tag) || tag == attribute && p.C.Is(i-2, cmodel.Tag) {
			return name // whatever else the tag has been taken for
		}
		if !isModifier(p, i) {
			if p.C.EndsType(i, first) || p.TokenText(i-1) == attribute {
				return name
			}
			return -1
		}
	}
	return -1
}

var constReadMostly = &analyzer.Check{
	Rules:  []*analyzer.Rule{ConstReadMostly},
	Words:  []string{"__read_mostly"},
	OnWord: checkConstReadMostly,
}

// checkConstReadMostly looks at the first declaration on the line.
func checkConstReadMostly(p *analyzer.Pass, tok int) {
	first, lim := p.LineTokens(p.TokenLine(tok))
	for i := first; i < lim; i++ {
		s, ok := p.C.Type(i, lim)
		if !ok {
			continue
		}
		name, ok := named(p, s, lim, false)
		if !ok {
			continue
		}
		if p.Tokens.Kind[name-1] == token.Star || !hasConst(p, i, name) {
			return
		}
		cut := p.TokenRange(tok)
		cut.Start = p.Tokens.End[tok-1]
		p.Error(ConstReadMostly, p.TokenRange(tok), "constant data is only read: drop __read_mostly").
			Rewrite("Remove __read_mostly", analyzer.Delete(cut))
		return
	}
}

func hasConst(p *analyzer.Pass, from, to int) bool {
	for i := from; i < to; i++ {
		if p.Tokens.Kind[i] == token.Ident && p.TokenText(i) == "const" {
			return true
		}
	}
	return false
}
