// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// BitMacro is reported for a macro whose value is a shifted one.
var BitMacro = &analyzer.Rule{
	Type:   "BIT_MACRO",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "Bit written as a shift",
	Doc: `A macro for a single bit is defined with BIT(n), or BIT_ULL(n) for a value
of 64 bits, from <linux/bits.h>. It reads better than a shift and does not
overflow into the sign. Headers that are exported to user space (include/uapi/)
cannot use it.`,
	Bad:  "#define FLAG (1 << 3)\n",
	Good: "#define FLAG BIT(3)\n",
	Link: "dev-tools/checkpatch.html#macros-attributes-and-symbols",
	Fix:  analyzer.FixSometimes,
}

var bitMacro = &analyzer.Check{
	Rules:  []*analyzer.Rule{BitMacro},
	Lines:  source.Define,
	OnLine: checkBitMacro,
}

// checkBitMacro looks at a macro without parameters whose value begins with
// "1 <<", behind a parenthesis or not.
func checkBitMacro(p *analyzer.Pass, line int) {
	if strings.HasPrefix(p.Text.Path, "include/uapi/") {
		return
	}
	first, end := p.LineTokens(line)
	one := first + 3 // behind # define NAME
	if one >= end || p.Tokens.Kind[first+2] != token.Ident {
		return
	}
	view := p.Clean(line)
	name := p.TokenColumn(first + 2)
	// A name must be followed by a blank.
	if at := operand.Word(view, name); at >= len(view) || !operand.IsBlank(view[at]) {
		return
	}
	paren := p.Tokens.Kind[one] == token.LParen
	if paren {
		one++
	}
	if one+2 >= end || p.Tokens.Kind[one] != token.Number {
		return
	}
	shift := one + 1
	suffix := p.TokenText(one)
	if suffix[0] != '1' || strings.Trim(suffix[1:], "ulUL") != "" {
		return
	}
	suffix = strings.ToLower(suffix[1:])
	if p.Tokens.Kind[shift] == token.Ident { // "1 UL <<"
		if s := strings.ToLower(p.TokenText(shift)); suffix != "" || strings.Trim(s, "ul") != "" {
			return
		}
		shift++
	}
	if shift+1 >= end || p.Tokens.Kind[shift] != token.Shl ||
		p.Tokens.Kind[shift+1] != token.Ident && p.Tokens.Kind[shift+1] != token.Number {
		return
	}
	f := p.Strictly(BitMacro, p.TokensRange(one, shift+1), "a single bit is written with BIT() or BIT_ULL()")
	if strings.Contains(p.Text.Path, "/include/uapi/") {
		f.DifferNarrower("an exported header of an architecture or a tool, where there is no BIT()")
	}
	if shift == one+1 {
		fixBitMacro(p, f, line, one, paren, suffix)
	}
}

// fixBitMacro writes the macro when it is the whole value. BIT() is an
// unsigned long, BIT_ULL() an unsigned long long: where the one was of another
// type, the meaning may change.
func fixBitMacro(p *analyzer.Pass, f *analyzer.Finding, line, one int, paren bool, suffix string) {
	from, to := one, one+2
	if paren {
		from--
		to++
		if p.Tokens.KindAt(to) != token.RParen {
			return
		}
	}
	next := to + 1
	for p.Tokens.KindAt(next) == token.Comment && p.TokenLine(next) == line {
		next++
	}
	if p.Tokens.KindAt(next) != token.None && p.TokenLine(next) == line || p.HasComment(from, to) {
		return
	}
	macro := "BIT"
	if strings.Contains(suffix, "ll") {
		macro = "BIT_ULL"
	}
	edit := analyzer.Replace(p.TokensRange(from, to), macro+"("+p.TokenText(one+2)+")")
	same := macro == "BIT" && strings.Trim(suffix, "l") == "u" && len(suffix) == 2 || macro == "BIT_ULL" && len(suffix) == 3
	// A name may stand for more than one operand.
	if same && paren && p.Tokens.Kind[one+2] == token.Number && uses(p, macro) {
		f.Rewrite("Use "+macro+"()", edit)
	} else {
		f.MaybeFix("Use "+macro+"()", edit)
	}
}
