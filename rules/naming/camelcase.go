// SPDX-License-Identifier: GPL-2.0-or-later

package naming

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// CamelCase is reported once for each word of a run.
var CamelCase = &analyzer.Rule{
	Type:   "CAMELCASE",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A name in mixed case",
	Doc: `Names in the kernel are lower case with underscores, macros of constants
upper case. A name that mixes the cases is reported where it is first used.

Not reported: names that the tree's headers declare already, units such as
mV, dB, MiB or KHz in a name, the page flag functions (SetPageDirty),
ETHTOOL_LINK_MODE_ constants, and generated names that begin with words in
capitals followed by a lower-case letter.`,
	Bad:  "int fooBar;\n",
	Good: "int foo_bar;\nint supply_mV;\n",
	Link: "process/coding-style.html#naming",
	Fix:  analyzer.FixNever,
}

var camelCase = &analyzer.Check{
	Rules:  []*analyzer.Rule{CamelCase},
	Lines:  source.HasLetter,
	OnLine: checkCamelCase,
}

// checkCamelCase looks at each identifier and the members behind it as one: an
// excuse for a part of a->b.c[d] excuses all of it.
func checkCamelCase(p *analyzer.Pass, line int) {
	if !isMixed(p.Clean(line)) || isLabel(p.Clean(line)) {
		return
	}
	closing := p.Text.Lines[line].Start + uint32(bytes.LastIndexByte(p.Clean(line), ']')+1)
	first, end := p.LineTokens(line)
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] == token.Number {
			checkGlued(p, i)
		}
		if p.Tokens.Kind[i] != token.Ident {
			continue
		}
		name := source.Range{Start: p.Tokens.Start[i], End: lvalueEnd(p, i, closing)}
		if text := p.Text.Clean[name.Start:name.End]; isMixed(text) && !isExcused(text) {
			reportWords(p, i, name.End)
		}
		for i+1 < end && p.Tokens.Start[i+1] < name.End {
			i++
		}
	}
}

// checkGlued looks at the letters that follow a number without a gap, as in an
// argument 10baseT_Half that a macro pastes to a prefix.
func checkGlued(p *analyzer.Pass, tok int) {
	text := p.Tokens.Text(p.Text.Clean, tok)
	i := 0
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	word := text[i:]
	if !isMixed(word) || len(text) > 1 && (text[1]|0x20 == 'x' || text[1]|0x20 == 'b') || bytes.ContainsAny(word, ".+-") {
		return
	}
	if w := bytes.TrimLeft(bytes.ToLower(word), "ul"); len(w) == 0 || isExcused(word) {
		return
	}
	if _, seen := isKnown(p, string(word)); seen {
		return
	}
	at := p.TokenRange(tok)
	at.Start += uint32(i)
	p.Strictly(CamelCase, at, "name %s is in mixed case; use lower case and underscores", word).Once(string(word))
}

// isLabel reports whether a line is a case label and nothing else: its name is
// declared, and judged, elsewhere.
func isLabel(line []byte) bool {
	text := bytes.TrimLeft(line, " \t")
	rest, ok := bytes.CutPrefix(text, []byte("default"))
	if !ok && !bytes.HasPrefix(text, []byte("case")) {
		return false
	}
	colon := bytes.LastIndexByte(text, ':')
	if colon < 0 || ok && len(bytes.TrimLeft(rest[:colon-len("default")], " \t")) > 0 {
		return false
	}
	tail := bytes.Trim(text[colon+1:], " \t\x1c")
	tail = bytes.TrimLeft(bytes.TrimPrefix(tail, []byte("{")), " \t\x1c")
	return len(bytes.TrimPrefix(tail, []byte("\\"))) == 0
}

// reportWords names the mixed words from a token up to an offset.
func reportWords(p *analyzer.Pass, tok int, end uint32) {
	for i := tok; i < p.Tokens.Len() && p.Tokens.Start[i] < end; i++ {
		if p.Tokens.Kind[i] != token.Ident {
			continue
		}
		at := p.TokenRange(i)
		i = lastPasted(p, i)
		at.End = p.Tokens.End[i]
		word := p.Text.Clean[at.Start:at.End]
		if !isMixed(word) {
			continue
		}
		declared, seen := isKnown(p, string(word))
		if seen {
			continue
		}
		f := p.Strictly(CamelCase, at, "name %s is in mixed case; use lower case and underscores", word)
		switch {
		case declared:
			f.DifferNarrower("a header declares it, as a pointer")
		case isKeyword(word):
			f.DifferNarrower("a keyword of C")
		}
		f.Once(string(word))
	}
}

// lastPasted is the last of the names that ## joins to the one at token i on
// its line. For checkpatch these are one word, a new one with each part that
// differs; a reader is served by one report of each part.
func lastPasted(p *analyzer.Pass, i int) int {
	if !p.Parity() {
		return i
	}
	_, end := p.LineTokens(p.TokenLine(i))
	for i+2 < end && p.Tokens.Kind[i+1] == token.HashHash && p.Tokens.Kind[i+2] == token.Ident {
		i += 2
	}
	return i
}

// lvalueEnd is where the names that are pasted to an identifier and the members
// that directly follow end.
// None of the line's square brackets closes behind closing: looking for one
// again at each of many that are open would take for ever.
func lvalueEnd(p *analyzer.Pass, tok int, closing uint32) uint32 {
	t := p.Tokens
	tok = lastPasted(p, tok)
	end := t.End[tok]
	for i := tok + 1; i < t.Len() && t.Start[i] == end; i++ {
		switch t.Kind[i] {
		case token.Dot, token.Arrow:
			if t.KindAt(i+1) != token.Ident || t.Start[i+1] != t.End[i] {
				return end
			}
			i = lastPasted(p, i+1)
			end = t.End[i]
		case token.LBrack:
			if t.End[i] >= closing {
				return end
			}
			end = t.End[i] + uint32(bytes.IndexByte(p.Text.Clean[t.End[i]:closing], ']')) + 1
			for t.KindAt(i+1) != token.None && t.Start[i+1] < end {
				i++
			}
		default:
			return end
		}
	}
	return end
}

// isKnown reports whether the tree declares a word, and whether checkpatch
// reads that declaration.
func isKnown(p *analyzer.Pass, word string) (declared, seen bool) {
	tree := p.Facts.Tree
	seen, declared = tree.CamelCase()[word]
	if !seen && !p.FileMode() {
		own, here := tree.CamelCaseOf(p.Text.Path)[word]
		seen, declared = own, declared || here
	}
	return declared, seen
}

// isMixed reports whether a small and a capital letter stand side by side.
func isMixed(b []byte) bool {
	for i := 1; i < len(b); i++ {
		if isLower(b[i-1]) && isUpper(b[i]) || isUpper(b[i-1]) && isLower(b[i]) {
			return true
		}
	}
	return false
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }
func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isExcused reports whether a mixed name is one of those that are meant.
func isExcused(name []byte) bool {
	return isGenerated(name) || isPageFlag(name) || bytes.HasPrefix(name, []byte("ETHTOOL_LINK_MODE_")) ||
		isUnit(name) || isNamedUnit(name)
}

// isKeyword reports whether a name is one of C's own.
func isKeyword(name []byte) bool {
	switch string(name) {
	case "_Alignof", "_Atomic", "_Bool", "_Generic", "_Noreturn", "_Static_assert":
		return true
	}
	return false
}

// isGenerated: one to five words in capitals, each with its underscore, then
// one to three capitals and a small letter.
func isGenerated(name []byte) bool {
	words, i := 0, 0
	for {
		start := i
		for i < len(name) && isUpper(name[i]) {
			i++
		}
		if i == start {
			return false
		}
		if i < len(name) && name[i] == '_' && words < 5 {
			words++
			i++
			continue
		}
		return words > 0 && i-start <= 3 && i < len(name) && isLower(name[i])
	}
}

// isPageFlag: SetPageDirty and its kin.
func isPageFlag(name []byte) bool {
	for _, verb := range []string{"TestClear", "TestSet", "Clear", "Set", ""} {
		rest, ok := bytes.CutPrefix(name, []byte(verb+"Page"))
		if ok && len(rest) > 0 && isUpper(rest[0]) {
			return true
		}
	}
	return false
}

// isUnit: a name in one case that holds a unit of a small and a capital
// letter, as in max_uV, regulator_min_uA_show or RANGE_mA_VALUE.
func isUnit(name []byte) bool {
	for i := 0; i+1 < len(name); i++ {
		if !isLower(name[i]) || !isUpper(name[i+1]) {
			continue
		}
		if oneCase(name[:i]) && unitTail(name[i+2:]) {
			return true
		}
	}
	return false
}

// oneCase: nothing but small letters, or nothing but capitals, besides digits
// and underscores.
func oneCase(b []byte) bool {
	small, capital := false, false
	for _, c := range b {
		small = small || isLower(c)
		capital = capital || isUpper(c)
		if !isLower(c) && !isUpper(c) && !isDigit(c) && c != '_' {
			return false
		}
	}
	return !small || !capital
}

// unitTail: nothing, or an underscore and more in one case.
func unitTail(b []byte) bool {
	return len(b) == 0 || len(b) > 1 && b[0] == '_' && oneCase(b[1:])
}

// isNamedUnit: words in small letters around KiB, MHz and the like.
func isNamedUnit(name []byte) bool {
	for _, unit := range []string{"KiB", "MiB", "GiB", "TiB", "KHz", "MHz", "GHz", "THz", "Hz"} {
		at := bytes.Index(name, []byte(unit))
		if at < 0 || !smallWords(name[:at]) {
			continue
		}
		rest := name[at+len(unit):]
		if len(rest) == 0 || len(rest) > 1 && rest[0] == '_' && smallWords(rest[1:]) {
			return true
		}
	}
	return false
}

func smallWords(b []byte) bool {
	for _, c := range b {
		if !isLower(c) && c != '_' {
			return false
		}
	}
	return true
}
