// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// StringFragments is reported for two strings next to each other on a line.
var StringFragments = &analyzer.Rule{
	Type:   "STRING_FRAGMENTS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Two strings where one would do",
	Doc: `The compiler joins strings that follow each other; on one line there is no
reason to make it do so, and nobody finds the words by searching. Strings with
a macro between them are meant to be joined and are not reported, and neither
is a string that ends in an escape by number, which the next digit would become
part of. The fix joins them.`,
	Bad:  "static const char a[] = \"one \" \"two\";\n",
	Good: "static const char a[] = \"one two\";\n",
	Link: "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:  analyzer.FixSometimes,
}

// ConcatenatedString is reported for a string that touches a name.
var ConcatenatedString = &analyzer.Rule{
	Type:   "CONCATENATED_STRING",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A string touches the name it is joined with",
	Doc: `A string and a macro that expands to one are joined by the compiler. A
blank between them makes that visible, and keeps the name from being taken for
the prefix or suffix of a literal. Real prefixes such as L and u8 stay where
they are. The fix inserts the blanks.`,
	Bad:  "static const char a[] = \"one \"TWO;\n",
	Good: "static const char a[] = \"one \" TWO;\n",
	Link: "dev-tools/checkpatch.html#spacing-and-brackets",
	Fix:  analyzer.FixSometimes,
}

var stringFragments = &analyzer.Check{
	Rules:  []*analyzer.Rule{StringFragments},
	Lines:  source.HasQuote,
	OnLine: checkStringFragments,
}

var concatenatedString = &analyzer.Check{
	Rules:  []*analyzer.Rule{ConcatenatedString},
	Lines:  source.HasQuote,
	OnLine: checkConcatenatedString,
}

// checkStringFragments looks for a closed string with a quote behind it, with
// nothing but blanks and the letter of a wide string between.
func checkStringFragments(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	for i := 0; i < len(clean); i++ {
		end := stringEnd(clean, i)
		if end == 0 {
			continue
		}
		k := skipSpaces(clean, end)
		if k+1 < len(clean) && (clean[k] == 'L' || clean[k] == 'u') {
			k++
		}
		if k < len(clean) && clean[k] == '"' {
			reportFragments(p, line, i, k)
			return
		}
	}
}

// reportFragments reports the strings of a line that begin at first and go on
// at next. The fix joins all that touch on the line.
func reportFragments(p *analyzer.Pass, line, first, next int) {
	f := p.Warn(StringFragments, p.Columns(line, first, next+1), "write the two strings as one")
	from, end := p.LineTokens(line)
	var edits []fix.Edit
	whole := true
	for i := from; i+1 < end; i++ {
		if p.Tokens.Kind[i] != token.String || p.Tokens.Kind[i+1] != token.String {
			continue
		}
		text := p.Text.Raw[p.Tokens.Start[i] : p.Tokens.End[i]-1]
		if !isClosed(p, i) || !isClosed(p, i+1) || hasPrefix(p, i) || endsInNumber(text) {
			whole = false
			continue
		}
		edits = append(edits, analyzer.Delete(source.Range{Start: p.Tokens.End[i] - 1, End: p.Tokens.Start[i+1] + 1}))
	}
	switch {
	case len(edits) == 0 && !whole:
		f.DifferNarrower("the string ends in an escape that the next one would become part of")
	case len(edits) > 0:
		f.Rewrite("Join the strings", edits...)
	}
}

// hasPrefix reports whether a name touches a string from the left.
func hasPrefix(p *analyzer.Pass, tok int) bool {
	return tok > 0 && p.Tokens.Kind[tok-1] == token.Ident && p.Tokens.End[tok-1] == p.Tokens.Start[tok]
}

// checkConcatenatedString looks for strings that touch a name. Checkpatch sees
// capitals alone behind a string, and only the first name before one.
func checkConcatenatedString(p *analyzer.Pass, line int) {
	from, end := p.LineTokens(line)
	theirs := seemsConcatenated(p.Clean(line))
	var edits []fix.Edit
	var at source.Range
	for i := from; i < end; i++ {
		if p.Tokens.Kind[i] != token.String || !isClosed(p, i) {
			continue
		}
		if cut := p.Tokens.End[i]; theirs && i+1 < end && p.Tokens.Kind[i+1] == token.String && p.Tokens.Start[i+1] == cut && !endsInNumber(p.Text.Raw[:cut-1]) {
			edits = append(edits, analyzer.Insert(cut, " "))
			at = source.Range{Start: cut - 1, End: cut + 1}
		}
		if touchesWord(p, i-1, i) && i-1 >= from {
			if !isPrefix(p.TokenText(i - 1)) {
				edits = append(edits, analyzer.Insert(p.Tokens.Start[i], " "))
				at = source.Range{Start: p.Tokens.Start[i-1], End: p.Tokens.Start[i] + 1}
			}
		}
		if touchesWord(p, i, i+1) && i+1 < end {
			edits = append(edits, analyzer.Insert(p.Tokens.End[i], " "))
			at = source.Range{Start: p.Tokens.End[i] - 1, End: p.Tokens.End[i+1]}
		}
	}
	if !theirs && len(edits) == 0 {
		return
	}
	if len(edits) == 0 {
		at = p.LineRange(line)
	}
	f := p.Strictly(ConcatenatedString, at, "put a blank between the string and the name")
	switch {
	case len(edits) == 0:
		f.DifferNarrower("no name touches a string but its prefix")
		return
	case !theirs:
		f.DifferWider("the name is not in capitals, or not the first on the line")
	}
	f.Fix("Insert a blank", edits...)
}

// seemsConcatenated is checkpatch's view of a line. What lies between two
// quotes is a string to it, be it the gap between two strings, and what such a
// string touches may be the contents of another.
func seemsConcatenated(clean []byte) bool {
	seenBefore := false
	for i := bytes.IndexByte(clean, '"'); i >= 0 && i < len(clean); i++ {
		if clean[i] != '"' {
			continue
		}
		end := stringEnd(clean, i)
		if end == 0 {
			continue
		}
		if end < len(clean) && isUpperUnder(clean[end]) {
			return true
		}
		from := i
		for from > 0 && isWord(clean[from-1]) {
			from--
		}
		if from == i || seenBefore {
			continue
		}
		seenBefore = true
		if name := clean[from:i]; len(name) > 1 || name[0] != 'L' && name[0] != 'u' {
			return true
		}
	}
	return false
}

// touchesWord reports whether two tokens touch and the one that is no string
// is a name or a number.
func touchesWord(p *analyzer.Pass, a, b int) bool {
	if a < 0 || b >= p.Tokens.Len() || p.Tokens.End[a] != p.Tokens.Start[b] {
		return false
	}
	k := p.Tokens.Kind[a]
	if k == token.String {
		k = p.Tokens.Kind[b]
	}
	return k == token.Ident || k == token.Number
}

// isPrefix reports whether a name is the encoding of a string.
func isPrefix(name string) bool {
	switch name {
	case "L", "u", "U", "u8", "R", "LR", "uR", "UR", "u8R":
		return true
	}
	return false
}
