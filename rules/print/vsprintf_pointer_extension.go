// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// VsprintfPointerExtension is reported for letters behind %p that mean nothing.
var VsprintfPointerExtension = &analyzer.Rule{
	Type:   "VSPRINTF_POINTER_EXTENSION",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Error},
	Title:  "%p with an unknown letter",
	Doc: `The letters directly behind %p say what the pointer points to: %pS a symbol, %pI4 an
address, %p4cc a code of four characters, %pfw a firmware node. Others mean nothing and are
swallowed. %pF and %pf are gone: %pS and %ps say the same. %pA is reserved for Rust and an ERROR
in C. Programs of user space print with another library and are not judged.`,
	Bad:  "static void f(void *p)\n{\n\tpr_info(\"%pz\\n\", p);\n}\n",
	Good: "static void f(void *p)\n{\n\tpr_info(\"%pS %pI4 100%%pz\\n\", p, p);\n}\n",
	Link: "core-api/printk-formats.html#pointer-types",
	Fix:  analyzer.FixSometimes,
}

// VsprintfSpecifierPx is reported for addresses that are printed as they are.
var VsprintfSpecifierPx = &analyzer.Rule{
	Type:   "VSPRINTF_SPECIFIER_PX",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "%px shows an address of the kernel",
	Doc: `%p prints a number that stands for the address, so that logs do not tell where the
kernel lies. %px prints the address itself, for the rare place that cannot do without. Programs of
user space are not judged.`,
	Bad:  "static void f(void *p)\n{\n\tpr_info(\"%px\\n\", p);\n}\n",
	Good: "static void f(void *p)\n{\n\tpr_info(\"%p\\n\", p);\n}\n",
	Link: "core-api/printk-formats.html#unmodified-addresses",
	Fix:  analyzer.FixAlways,
}

var pointerFormats = &analyzer.Check{
	Rules:   []*analyzer.Rule{VsprintfPointerExtension, VsprintfSpecifierPx},
	Context: true,
	Tokens:  []token.Kind{token.String},
	OnToken: checkPointerFormats,
}

// pointer is one %p with letters behind it.
type pointer struct {
	at source.Range
	// letters follow the p: the extension and what qualifies it.
	letters []byte
}

// verdict of a pointer.
type verdict uint8

const (
	fine verdict = iota
	address
	unknown
)

func (v *pointer) verdict() verdict {
	rest := v.letters[1:]
	switch c := v.letters[0]; {
	case c == 'x':
		return address
	case !bytes.ContainsRune([]byte("4SsBKRraEehMmIiUDdgVCbGNOxtf"), rune(c)):
		return unknown
	case c == 'f' && !bytes.HasPrefix(rest, []byte{'w'}), c == '4' && !bytes.HasPrefix(rest, []byte("cc")):
		return unknown
	}
	return fine
}

// checkPointerFormats goes over the %p of one literal. Checkpatch looks at the
// first literal of each line of a statement, warns of %px once for the
// statement, and leaves the line at the first that means nothing.
func checkPointerFormats(p *analyzer.Pass, tok int) {
	r := p.TokenRange(tok)
	if !bytes.Contains(p.Text.Raw[r.Start:r.End], []byte{'%'}) {
		return
	}
	left, shown := false, false
	eachPointer(p, tok, func(v *pointer) {
		kind := v.verdict()
		if kind == fine {
			return
		}
		lines := readers(p, tok, kind)
		if left || kind == address && shown {
			lines = nil
		}
		reportPointer(p, tok, v, kind, lines)
		shown = shown || kind == address
		left = left || kind == unknown
	})
}

// eachPointer calls visit for each %p with letters behind it.
func eachPointer(p *analyzer.Pass, tok int, visit func(v *pointer)) {
	r := p.TokenRange(tok)
	text := p.Text.Raw[r.Start:r.End]
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '%' {
			continue
		}
		if text[i+1] == '%' {
			i++
			continue
		}
		k := i + 1
		for k < len(text) && (text[k] == '*' || text[k] == '.' || text[k] >= '0' && text[k] <= '9') {
			k++
		}
		if k >= len(text) || text[k] != 'p' {
			continue
		}
		end := k + 1
		for end < len(text) && token.IsIdentByte(text[end]) {
			end++
		}
		if end > k+1 {
			visit(&pointer{at: source.Range{Start: r.Start + uint32(i), End: r.Start + uint32(end)}, letters: text[k+1 : end]})
		}
	}
}

// readers are the lines of the statements in which checkpatch sees a literal
// and reports it, those of context lines left out.
func readers(p *analyzer.Pass, tok int, kind verdict) []int {
	line := p.TokenLine(tok)
	first, _ := p.LineTokens(line)
	for i := first; i < tok; i++ {
		if p.Tokens.Kind[i] == token.String && isWhole(p, i) {
			return nil
		}
	}
	if !isWhole(p, tok) {
		return nil
	}
	var lines []int
	p.Statements(line, func(s *cmodel.Statement) {
		if readsFormats(p, s) && (kind != address || !showsEarlier(p, s, tok)) {
			lines = append(lines, s.Line)
		}
	})
	return lines
}

// isWhole reports whether a literal begins and ends on one line.
func isWhole(p *analyzer.Pass, tok int) bool {
	text := p.Tokens.Text(p.Text.Clean, tok)
	return len(text) > 1 && text[len(text)-1] == '"' && bytes.IndexByte(text, '\n') < 0
}

// readsFormats reports whether checkpatch looks at the formats of a statement:
// there is no brace in it, and a call with a literal and a comma behind it
// whose name is no word for volatile.
func readsFormats(p *analyzer.Pass, s *cmodel.Statement) bool {
	literal, name := false, -1
	for i := s.EndTok - 1; i >= s.Tok; i-- {
		switch p.Tokens.Kind[i] {
		case token.LBrace:
			return false
		case token.String:
			literal = literal || i+1 < s.EndTok && p.Tokens.Kind[i+1] == token.Comma
		case token.LParen:
			if literal && name < 0 && i > s.Tok && p.Tokens.Kind[i-1] == token.Ident {
				name = i - 1
			}
		}
	}
	return name >= 0 && strings.Trim(p.TokenText(name), "_") != "volatile"
}

// showsEarlier reports whether a statement has a %px that checkpatch comes upon
// before this literal.
func showsEarlier(p *analyzer.Pass, s *cmodel.Statement, tok int) bool {
	found := false
	line := -1
	for i := s.Tok; i < tok && !found; i++ {
		if p.Tokens.Kind[i] != token.String || p.TokenLine(i) == line || !isWhole(p, i) {
			continue
		}
		line = p.TokenLine(i)
		left := false
		eachPointer(p, i, func(v *pointer) {
			kind := v.verdict()
			found = found || !left && kind == address
			left = left || kind == unknown
		})
	}
	return found
}

// reportPointer reports one pointer, for checkpatch on the first line of each
// statement that it reads it in.
func reportPointer(p *analyzer.Pass, tok int, v *pointer, kind verdict, lines []int) {
	line := p.TokenLine(tok)
	reason := ""
	name := callee(p, tok)
	switch {
	case isUserSpace(p.Text.Path):
		reason = "a program of user space"
	case name >= 0 && isAsm(p.Tokens.Word[name]) || name > 0 && isAsm(p.Tokens.Word[name-1]):
		reason = "assembler"
	}
	if p.Parity() {
		for _, k := range lines {
			f := describe(p, v, kind).AtLine(k)
			if reason != "" {
				f.DifferNarrower(reason)
			}
		}
		return
	}
	if reason != "" || !p.Added(line) || len(lines) == 0 && !isArgument(p, tok) {
		return
	}
	if f := describe(p, v, kind); len(lines) == 0 {
		f.DifferWider("not the first literal of its line, or in a statement that checkpatch does not look into")
	}
}

func isAsm(w token.Word) bool { return w == token.AsmPlain || w == token.AsmUnder }

// isUserSpace tells the folders of programs that are no part of the kernel.
func isUserSpace(path string) bool {
	for _, folder := range []string{"samples/", "scripts/", "tools/", "usr/"} {
		if strings.HasPrefix(path, folder) {
			return true
		}
	}
	return false
}

// isArgument reports whether a literal is followed by arguments in a call of a
// function that prints, as far as its name tells.
func isArgument(p *analyzer.Pass, tok int) bool {
	next := p.NextCode(tok)
	for p.Tokens.KindAt(next) == token.String {
		next = p.NextCode(next)
	}
	name := callee(p, tok)
	return p.Tokens.KindAt(next) == token.Comma && name >= 0 && prints(p.Tokens.Text(p.Text.Clean, name))
}

func describe(p *analyzer.Pass, v *pointer, kind verdict) *analyzer.Finding {
	if kind == address {
		f := p.Warn(VsprintfSpecifierPx, v.at, "%%px shows where the kernel lies: use %%p if the address itself is not needed")
		return f.MaybeFix("Use %p", analyzer.Delete(source.Range{Start: v.at.End - uint32(len(v.letters)), End: v.at.End - uint32(len(v.letters)) + 1}))
	}
	letter := source.Range{Start: v.at.End - uint32(len(v.letters)), End: v.at.End - uint32(len(v.letters)) + 1}
	switch v.letters[0] {
	case 'A':
		return p.Error(VsprintfPointerExtension, v.at, "%%pA is for Rust alone")
	case 'F', 'f':
		better := string(v.letters[0] - 'F' + 'S')
		return p.Warn(VsprintfPointerExtension, v.at, "%%p%c is gone: use %%p%s", v.letters[0], better).
			MaybeFix("Use %p"+better, analyzer.Replace(letter, better))
	}
	return p.Warn(VsprintfPointerExtension, v.at, "%%p%s means nothing", v.letters)
}
