// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Spacing is reported by every check in this package but two.
var Spacing = &analyzer.Rule{
	Type:   "SPACING",
	Levels: []analyzer.Level{analyzer.Error, analyzer.Warning, analyzer.Strict},
	Title:  "Missing or surplus space around a token",
	Doc: `Where the kernel puts one space and where it puts none:

- one space behind ` + "`if`, `for`, `while`, `switch`" + ` and the like, none between the
  name of a function and its parenthesis, none just inside parentheses and
  square brackets;
- one space on each side of assignments, comparisons, logical operators and
  ` + "`? :`" + `; with --strict, of arithmetic operators as well (without it, only
  one-sided spaces are reported);
- none between a unary operator and its operand, around ` + "`->`" + `, or in front of a
  comma, a semicolon, or the colon of a label; one behind comma and semicolon;
- one in front of ` + "`{`" + ` and behind ` + "`}`" + `.

An operator that is passed to a macro as an argument is left alone, and so is
a colon in inline assembler. With --strict a blank behind a cast is reported.
Fixes change blanks alone.`,
	Bad:  "int f(int x)\n{\n\tif(x)\n\t\treturn x+1 ;\n\treturn 0;\n}\n",
	Good: "int f(int x)\n{\n\tif (x)\n\t\treturn x + 1;\n\treturn 0;\n}\n",
	Link: "process/coding-style.html#spaces",
	Fix:  analyzer.FixSometimes,
}

// oncePerLine is why a finding that repeats on a line is wider.
const oncePerLine = "checkpatch reports the first of a line only"

// repeats marks a finding as wider if it is not the first on its line.
func repeats(f *analyzer.Finding, seen *bool) *analyzer.Finding {
	if *seen {
		f.DifferWider(oncePerLine)
	}
	*seen = true
	return f
}

// blankRun is the run of blanks that ends at offset end of a text, which does
// not reach in front of offset from.
func blanksBefore(text []byte, from, end uint32) source.Range {
	at := end
	for at > from && isBlank(text[at-1]) {
		at--
	}
	return source.Range{Start: at, End: end}
}

// blanksAfter is the run of blanks that begins at an offset and ends with the
// line, at the latest.
func blanksAfter(text []byte, at, lineEnd uint32) source.Range {
	end := at
	for end < lineEnd && isBlank(text[end]) {
		end++
	}
	return source.Range{Start: at, End: end}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' }

// isFirst reports whether nothing but blanks stand in front of an offset of a
// line.
func isFirst(p *analyzer.Pass, line int, at uint32) bool {
	return len(bytes.TrimLeft(p.Text.Clean[p.Text.Lines[line].Start:at], " \t\r\f\v")) == 0
}

// mayTouch reports whether two bytes may stand side by side without becoming
// part of one token.
func mayTouch(a, b byte) bool {
	switch {
	case token.IsIdentByte(a) && (token.IsIdentByte(b) || b == '"' || b == '\''):
		return false
	case b == '=':
		return !bytes.ContainsRune([]byte("=+-*/%&|^<>!"), rune(a))
	case a == b:
		return !bytes.ContainsRune([]byte("+-&|<>#"), rune(a))
	case a == '-' && b == '>', a == '/' && b == '*', a == '.' && b >= '0' && b <= '9':
		return false
	case a == '%' && b == ':', a == '<' && (b == ':' || b == '%'), a == '?' && b == ':':
		return false
	}
	return true
}

// remove is an edit that takes blanks away, if what they part may touch.
func remove(p *analyzer.Pass, r source.Range) (fix.Edit, bool) {
	if r.Len() == 0 || r.Start == 0 || int(r.End) >= len(p.Text.Raw) {
		return fix.Edit{}, false
	}
	if !mayTouch(p.Text.Raw[r.Start-1], p.Text.Raw[r.End]) || pastesText(p, r.Start) {
		return fix.Edit{}, false
	}
	return analyzer.Delete(r), true
}

// pastesText reports whether a place is in the arguments of a macro that
// makes a string of them: there blanks have a meaning.
func pastesText(p *analyzer.Pass, at uint32) bool {
	i := p.Tokens.Find(at) - 1
	depth := 0
	for n := 0; i > 0 && n < 64; i, n = i-1, n+1 {
		switch p.Tokens.Kind[i] {
		case token.RParen:
			depth++
		case token.LParen:
			if depth--; depth < 0 {
				name := p.Tokens.Text(p.Text.Clean, i-1)
				if bytes.Contains(bytes.ToLower(name), []byte("stringify")) || bytes.HasPrefix(name, []byte("__ASM_STR")) {
					return true
				}
				depth = 0
			}
		case token.Semi, token.LBrace, token.RBrace:
			return false
		}
	}
	return false
}

// tidy adds a fix that takes blanks away, where that is safe. Those between
// the name of a macro and what it stands for have to be there.
func tidy(p *analyzer.Pass, f *analyzer.Finding, title string, r source.Range) {
	if endsMacroName(p, r.Start) {
		f.DifferNarrower("C wants a blank behind the name of a macro")
		return
	}
	if e, ok := remove(p, r); ok {
		f.Fix(title, e)
	}
}

// endsMacroName reports whether "#define NAME" ends at an offset.
func endsMacroName(p *analyzer.Pass, at uint32) bool {
	line := &p.Text.Lines[p.Text.LineAt(at)]
	if !line.Features.Has(source.Directive) {
		return false
	}
	head := bytes.TrimLeft(p.Text.Clean[line.Start:at], " \t")
	name, ok := bytes.CutPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("#")), " \t"), []byte("define"))
	return ok && len(bytes.Fields(name)) == 1 && bytes.IndexByte(name, '(') < 0
}

// space adds a fix that puts one space in place of the blanks of r, which may
// be none.
func space(p *analyzer.Pass, f *analyzer.Finding, title string, ranges ...source.Range) {
	var edits []fix.Edit
	for _, r := range ranges {
		if r.Len() == 1 && p.Text.Raw[r.Start] == ' ' {
			continue
		}
		if pastesText(p, r.Start) {
			return
		}
		edits = append(edits, analyzer.Replace(r, " "))
	}
	if len(edits) > 0 {
		f.Fix(title, edits...)
	}
}
