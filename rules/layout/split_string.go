// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SplitString is reported for a string that goes on on the next line.
var SplitString = &analyzer.Rule{
	Type:   "SPLIT_STRING",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A string is split over lines",
	Doc: `Whoever sees a message wants to find it by searching for its words, and
cannot if it is in two pieces. So a message is one string, as long as it may
be. It may be split behind a line feed, a tab or an escape by number, or in
front of a line feed, and so may assembler, which nobody prints. The fix joins the two pieces, and puts what
follows them on a line of its own where the line becomes too long.`,
	Bad:  "static const char a[] = \"one \"\n\t\"two\";\n",
	Good: "static const char a[] = \"one\\n\"\n\t\"two\";\n",
	Link: "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:  analyzer.FixSometimes,
}

// MissingSpace is reported for a string that is split within a word.
var MissingSpace = &analyzer.Rule{
	Type:   "MISSING_SPACE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A string is split within a word",
	Doc: `The string on the line above ends in a letter and the one on this line
begins with one: either a word is split, or the blank between two words was
forgotten. Split strings at a blank, if at all. Strings that are not joined, and
ones whose last letter belongs to an escape, are not meant.`,
	Bad:  "static const char a[] = \"one\"\n\t\"two\";\n",
	Good: "static const char a[] = \"one \"\n\t\"two\";\n",
	Link: "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:  analyzer.FixNever,
}

var splitString = &analyzer.Check{
	Rules:  []*analyzer.Rule{SplitString, MissingSpace},
	Lines:  source.HasQuote | source.BeginsInComment,
	OnLine: checkSplitString,
}

// checkSplitString looks at lines that begin with a string.
func checkSplitString(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	if _, end := leadingString(clean); end > 0 {
		reportSplit(p, line)
	}
	checkMissingSpace(p, line)
}

// leadingString bounds the string, without its prefix, that a line begins
// with; end is 0 if there is none.
func leadingString(clean []byte) (start, end int) {
	i := skipSpaces(clean, 0)
	if i+1 < len(clean) && (clean[i] == 'L' || clean[i] == 'u') {
		i++
	}
	return i, stringEnd(clean, i)
}

// stringEnd is where the string ends whose opening quote is at i, 0 if there is
// none that is closed.
func stringEnd(clean []byte, i int) int {
	if i >= len(clean) || clean[i] != '"' {
		return 0
	}
	for i++; i < len(clean) && (clean[i] == 'X' || clean[i] == '\t'); i++ {
	}
	if i < len(clean) && clean[i] == '"' {
		return i + 1
	}
	return 0
}

// reportSplit reports a string behind a line that ends in one.
func reportSplit(p *analyzer.Pass, line int) {
	above, rawAbove := p.Clean(line-1), p.Raw(line-1)
	quote := trimSpaces(above, len(above)) - 1
	if line == 0 || quote < 0 || above[quote] != '"' || maySplitAt(rawAbove) {
		return
	}
	start, end := leadingString(p.Clean(line))
	at := p.Columns(line, start, end)
	f := p.Warn(SplitString, at, "a message is one string, however long")
	tok := p.Tokens.Find(at.Start)
	before := tok - 1
	if hasPrefix(p, tok) {
		before--
	}
	switch {
	case !p.SameHunk(line-1, line):
		f.DifferNarrower(otherHunk)
	case p.Tokens.KindAt(before) != token.String || p.Tokens.KindAt(tok) != token.String || !oneRun(p, line-1, line):
		f.DifferNarrower("the two strings are not joined")
	case inAssembler(p, tok):
		f.DifferNarrower("assembler is no message")
	case bytes.HasPrefix(p.Raw(line)[start:], []byte(`"\n`)):
		f.DifferNarrower("the next piece begins with a line feed")
	default:
		joinStrings(p, f, line, quote)
	}
}

// maySplitAt reports whether a line ends in a string that ends in a line feed,
// tab or carriage return, in an escape by number, in a semicolon or in a brace.
func maySplitAt(raw []byte) bool {
	end := trimSpaces(raw, len(raw))
	if end == 0 || raw[end-1] != '"' {
		return false
	}
	text := raw[:end-1]
	if end := trimSpaces(text, len(text)); end > 0 && (text[end-1] == ';' || text[end-1] == '{') {
		return true
	}
	return endsInNumber(text) || endsInEscape(text, "ntr")
}

// endsInEscape reports whether text ends in a backslash and one of the letters.
func endsInEscape(text []byte, letters string) bool {
	n := len(text)
	return n > 1 && text[n-2] == '\\' && strings.IndexByte(letters, text[n-1]) >= 0
}

// endsInNumber reports whether text ends in an escape by number: up to three
// octal digits, or x and up to two hexadecimal ones.
func endsInNumber(text []byte) bool {
	for n := 1; n <= 3 && n < len(text); n++ {
		digits := text[len(text)-n:]
		before := text[:len(text)-n]
		if bytes.HasSuffix(before, []byte{'\\'}) && len(bytes.Trim(digits, "01234567")) == 0 {
			return true
		}
		if n <= 2 && bytes.HasSuffix(before, []byte(`\x`)) && len(bytes.Trim(digits, "0123456789abcdefABCDEF")) == 0 {
			return true
		}
	}
	return false
}

// inAssembler reports whether a token is inside the parentheses of asm().
func inAssembler(p *analyzer.Pass, tok int) bool {
	depth, i := 0, tok-1
	defer func() { p.Saw(i) }()
	for ; i >= 0 && i > tok-4000; i-- {
		switch p.Tokens.Kind[i] {
		case token.RParen:
			depth++
		case token.LParen:
			if depth--; depth < 0 {
				for i--; i >= 0 && p.Tokens.Kind[i] == token.Ident; i-- {
					if isAsm(p, i) {
						return true
					}
				}
				depth, i = 0, i+1
			}
		case token.Semi, token.LBrace, token.RBrace:
			if depth <= 0 {
				return false
			}
		}
	}
	return false
}

// isAsm reports whether a token begins an assembler statement. ALTERNATIVE and
// its kin are macros for nothing else.
func isAsm(p *analyzer.Pass, tok int) bool {
	switch p.Tokens.Word[tok] {
	case token.AsmPlain, token.AsmUnder:
		return true
	}
	name := p.Tokens.Text(p.Text.Clean, tok)
	return bytes.HasPrefix(name, []byte("asm_")) || bytes.HasPrefix(name, []byte("ALTERNATIVE")) ||
		string(name) == "__asm" || bytes.HasPrefix(name, []byte("__ASM"))
}

// joinStrings adds the fix that joins the string that ends at the quote of the
// line above with the one that this line begins with. It is safe where the
// outcome may stand on one line, or may be as long as it is.
func joinStrings(p *analyzer.Pass, f *analyzer.Finding, line, quote int) {
	clean, above := p.Clean(line), p.Clean(line-1)
	start, end := leadingString(clean)
	if start != skipSpaces(clean, 0) || quote < len(bytes.TrimRight(above, " \t\r"))-1 || !oneRun(p, line-1, line) || p.Text.Lines[line].Features.Has(source.Continued) {
		return
	}
	from := stringStart(above, quote)
	if from < 0 || from > 0 && (isWord(above[from-1]) || above[from-1] == '"') {
		return
	}
	edits := []fix.Edit{analyzer.Delete(source.Range{Start: p.Text.Lines[line-1].Start + uint32(quote), End: p.Text.Lines[line].Start + uint32(start+1)})}
	raw := p.Raw(line)
	room := p.MaxLineLength() - p.Width(p.Raw(line - 1)[:quote]) - (end - start - 1)
	rest := bytes.TrimRight(raw[end:], " \t\r")
	safe := true
	if len(rest) > room {
		closing := closingEnd(rest)
		if closing < len(rest) {
			tail := bytes.TrimLeft(rest[closing:], " \t")
			edits = append(edits, analyzer.Replace(p.Columns(line, end+closing, end+len(rest)-len(tail)), "\n"+string(raw[:start])))
			rest = rest[:closing]
		}
		safe = len(rest) <= room || isMessage(above, from)
		if e, ok := ownLine(p, line-1, from, indentation(p, p.Width(raw[:start]))); ok && !safe && endsOwnLine(rest) {
			edits, safe = append([]fix.Edit{e}, edits...), true
		}
	}
	if safe {
		f.Rewrite("Join the strings", edits...)
	} else {
		f.MaybeFix("Join the strings", edits...)
	}
}

// ownLine is the edit that puts a string which follows a comma on a line of its
// own, where it may be as long as it likes.
func ownLine(p *analyzer.Pass, line, from int, blanks string) (fix.Edit, bool) {
	clean := p.Clean(line)
	before := trimSpaces(clean, from)
	if before == 0 || clean[before-1] != ',' {
		return fix.Edit{}, false
	}
	return analyzer.Replace(p.Columns(line, before, from), "\n"+blanks), true
}

// endsOwnLine reports whether this may follow a string that has a line of its
// own.
func endsOwnLine(rest []byte) bool {
	switch string(rest) {
	case "", ",", ");":
		return true
	}
	return false
}

// closingEnd is how much of what follows a string may stay on its line: a
// comma, or what closes the call and ends the statement.
func closingEnd(rest []byte) int {
	i := 0
	for i < len(rest) && rest[i] == ')' {
		i++
	}
	if i < len(rest) && (rest[i] == ',' || rest[i] == ';') {
		i++
	}
	if i < len(rest) && i == 0 {
		return 0
	}
	return i
}

// stringStart is the opening quote of the string whose closing one is at end,
// -1 if there is none on the line.
func stringStart(clean []byte, end int) int {
	for i := end - 1; i >= 0; i-- {
		if clean[i] == '"' {
			return i
		}
		if clean[i] != 'X' && clean[i] != '\t' {
			return -1
		}
	}
	return -1
}

// isMessage reports whether a string at from may be as long as it likes: it
// begins its line, or stands in a call that writes a message.
func isMessage(clean []byte, from int) bool {
	i := skipSpaces(clean, 0)
	n := wordEnd(clean[i:from])
	if i == from {
		return true
	}
	return source.IsLogCall(clean[i:i+n]) && bytes.IndexByte(clean[i+n:from], '"') < 0
}

// checkMissingSpace looks for letters on both sides of a split. Checkpatch
// takes raw lines, comments included.
func checkMissingSpace(p *analyzer.Pass, line int) {
	raw, above := p.Raw(line), p.Raw(line-1)
	i := leadingBlanks(raw)
	n := len(above)
	if i == 0 || i+1 >= len(raw) || raw[i] != '"' || !isWord(raw[i+1]) ||
		n < 2 || above[n-1] != '"' || !isWord(above[n-2]) || n > 2 && above[n-3] == '\\' {
		return
	}
	f := p.Warn(MissingSpace, p.Columns(line, i, i+2), "the string is split within a word, or lacks a blank")
	tok := p.Tokens.Find(p.Text.Lines[line].Start + uint32(i))
	switch {
	case !p.SameHunk(line-1, line):
		f.DifferNarrower(otherHunk)
	case p.Tokens.KindAt(tok-1) != token.String || p.Tokens.KindAt(tok) != token.String || !oneRun(p, line-1, line):
		f.DifferNarrower("the two strings are not joined")
	case endsInNumber(above[:n-1]):
		f.DifferNarrower("the letter belongs to an escape")
	case inAssembler(p, tok):
		f.DifferNarrower("assembler is no message")
	}
}
