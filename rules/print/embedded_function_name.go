// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// EmbeddedFunctionName is reported for messages with the name of their
// function.
var EmbeddedFunctionName = &analyzer.Rule{
	Type:   "EMBEDDED_FUNCTION_NAME",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "The name of the function in a string",
	Doc: `A name that is written into a message stays when the function is renamed or its code
moves; "%s" with __func__ follows. Reported is a message of a function that prints. A name that is
a plain word, without an underscore, digit or capital inside, counts only where a colon or a parenthesis
follows: "probe: failed" names the function, "cannot probe" does not. A string that is the name
and nothing else passes. The fix is offered where the name can be the first argument.`,
	Bad:  "static void do_it(void)\n{\n\tpr_err(\"do_it: failed\\n\");\n}\n",
	Good: "static void do_it(void)\n{\n\tpr_err(\"%s: failed\\n\", __func__);\n\tg(\"do_it\");\n}\n",
	Link: "dev-tools/checkpatch.html#functions-and-variables",
	Fix:  analyzer.FixSometimes,
}

var embeddedFunctionName = &analyzer.Check{
	Rules:   []*analyzer.Rule{EmbeddedFunctionName},
	Tokens:  []token.Kind{token.String},
	OnToken: checkEmbeddedFunctionName,
}

// checkEmbeddedFunctionName looks at one literal: for checkpatch the first of
// a line and the function it believes itself in, for us the one that encloses
// it.
func checkEmbeddedFunctionName(p *analyzer.Pass, tok int) {
	if p.Tokens.End[tok]-p.Tokens.Start[tok] < 5 {
		return
	}
	text := p.Tokens.Text(p.Text.Raw, tok)
	believed := p.C.Function()
	at := -1
	if believed != "" && isWhole(p, tok) && isFirstString(p, tok) && len(text) != len(believed)+2 {
		at = wordIn(text, believed)
	}
	base := at >= 0
	if !base && !bytes.ContainsAny(text, "(:_") {
		return
	}
	own, known := enclosing(p, tok)
	if !known && leftMargin(p, p.TokenLine(tok)-1) < 0 {
		own, known = believed, believed != "" // the head is above the hunk
	}
	ours := -1
	if known && len(text) != len(own)+2 {
		ours = namedIn(text, own)
	}
	name := callee(p, tok)
	reason := ""
	switch {
	case ours < 0:
		reason = "a plain word, or not the name of the function around it"
	case !isMessage(p, tok, name):
		reason = "a string that is not printed"
	}
	if !base && reason != "" {
		return
	}
	if ours < 0 {
		ours, own = at, believed
	}
	start := p.Tokens.Start[tok] + uint32(ours)
	where := source.Range{Start: start, End: start + uint32(len(own))}
	f := p.Warn(EmbeddedFunctionName, where, "print __func__, not %q", own)
	switch {
	case reason != "":
		f.DifferNarrower(reason)
		return
	case !base:
		f.DifferWider("not the first literal of its line, or a function that checkpatch does not know itself in")
	}
	offerFunc(p, f, tok, name, where)
}

// isMessage reports whether a literal is printed by the function that is called
// by name: its own name says so, or the literal ends a line. A check at compile
// time has no __func__ to print, and assembler prints nothing.
func isMessage(p *analyzer.Pass, tok, name int) bool {
	if name < 0 {
		return false
	}
	called := p.Tokens.Text(p.Text.Clean, name)
	if bytes.HasPrefix(called, []byte("BUILD_BUG")) || bytes.Contains(called, []byte("tatic_assert")) || isAssembler(called) {
		return false
	}
	return prints(called) || bytes.HasSuffix(p.Tokens.Text(p.Text.Raw, tok), []byte("\\n\""))
}

// isAssembler reports whether a word in front of a parenthesis is one of an asm
// statement.
func isAssembler(word []byte) bool {
	switch string(bytes.Trim(word, "_")) {
	case "asm", "asm_inline", "goto", "inline", "volatile":
		return true
	}
	return false
}

// isFirstString reports whether a literal is the first whole one of its line.
func isFirstString(p *analyzer.Pass, tok int) bool {
	first, _ := p.LineTokens(p.TokenLine(tok))
	for i := first; i < tok; i++ {
		if p.Tokens.Kind[i] == token.String && isWhole(p, i) {
			return false
		}
	}
	return true
}

// wordIn is where a name stands in text as a word of its own, -1 if nowhere.
func wordIn(text []byte, name string) int {
	for at := 0; ; {
		k := bytes.Index(text[at:], []byte(name))
		if k < 0 {
			return -1
		}
		k += at
		end := k + len(name)
		if (k == 0 || !token.IsIdentByte(text[k-1])) && (end == len(text) || !token.IsIdentByte(text[end])) {
			return k
		}
		at = k + 1
	}
}

// namedIn is wordIn for names that can only mean the function: a plain word
// needs a colon or a parenthesis behind it.
func namedIn(text []byte, name string) int {
	k := wordIn(text, name)
	if k < 0 {
		return -1
	}
	for i, c := range []byte(name) {
		if c == '_' || c >= '0' && c <= '9' || i > 0 && c >= 'A' && c <= 'Z' {
			return k
		}
	}
	end := operand.Blanks(text, k+len(name))
	if end < len(text) && (text[end] == ':' || text[end] == '(' && end == k+len(name)) {
		return k
	}
	return -1
}

// enclosing is the name of the function whose body a token is in: the first
// line above that begins at the left margin must be its opening brace, and a
// name with a parenthesis stands above that.
func enclosing(p *analyzer.Pass, tok int) (string, bool) {
	line := leftMargin(p, p.TokenLine(tok)-1)
	if line < 0 || p.Text.Raw[p.Text.Lines[line].Start] != '{' {
		return "", false
	}
	brace, _ := p.LineTokens(line)
	if line = leftMargin(p, line-1); line < 0 {
		return "", false
	}
	first, _ := p.LineTokens(line)
	for i := first + 1; i < brace; i++ {
		if p.Tokens.Kind[i] == token.LParen && p.Tokens.Kind[i-1] == token.Ident {
			return p.TokenText(i - 1), true
		}
	}
	return "", false
}

// functionLines is how far up the head of a function is looked for.
const functionLines = 2000

// leftMargin is the first line from line upwards that has code in its first
// column and is no directive or label; -1 if there is none in the hunk.
func leftMargin(p *analyzer.Pass, line int) int {
	for k := line; k > line-functionLines && p.SameHunk(line, k); k-- {
		l := &p.Text.Lines[k]
		if l.Start == l.End {
			continue
		}
		switch c := p.Text.Clean[l.Start]; {
		case c == ' ', c == '\t', c == '#', c == source.Filler, c == '\r':
		case l.Features&source.HasColon != 0 && l.Features&source.HasParen == 0:
		default:
			return k
		}
	}
	return -1
}

// offerFunc puts %s in the place of the name and __func__ behind the format,
// where the format is one literal with no conversion in front of the name and
// the function is known to take a format.
func offerFunc(p *analyzer.Pass, f *analyzer.Finding, tok, name int, where source.Range) {
	if !source.IsLogCall(p.Tokens.Text(p.Text.Clean, name)) {
		return
	}
	text := p.Tokens.Text(p.Text.Raw, tok)
	at := int(where.Start - p.Tokens.Start[tok])
	own := string(p.Text.Raw[where.Start:where.End])
	if bytes.IndexByte(text[:at], '%') >= 0 || wordIn(text[at+len(own):], own) >= 0 {
		return
	}
	next := p.Tokens.KindAt(p.NextCode(tok))
	before := p.Tokens.KindAt(p.PrevCode(tok))
	if next != token.Comma && next != token.RParen || before != token.LParen && before != token.Comma {
		return
	}
	f.MaybeFix("Print __func__", analyzer.Replace(where, "%s"), analyzer.Insert(p.Tokens.End[tok], ", __func__"))
}
