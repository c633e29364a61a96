// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import (
	"fmt"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SymbolicPerms is reported for the names of permission bits.
var SymbolicPerms = &analyzer.Rule{
	Type:   "SYMBOLIC_PERMS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "S_IRUGO and its kin",
	Doc: `Everybody reads 0644, few read S_IRUGO | S_IWUSR without counting. The names of a group
that is joined with | are replaced together. The file type bits such as S_IFREG have no octal form
that people know and stay. Nothing is replaced where a neighbour binds tighter than the |, as in
"mode & S_IRUSR | S_IWUSR"; and the definitions of the names are not judged.`,
	Bad:  "static DEVICE_ATTR(a, S_IRUGO | S_IWUSR, a_show, a_store);\n",
	Good: "static DEVICE_ATTR_RW(a);\n",
	Link: "dev-tools/checkpatch.html#permissions",
	Fix:  analyzer.FixSometimes,
}

var symbolicPerms = &analyzer.Check{
	Rules:  []*analyzer.Rule{SymbolicPerms},
	Words:  names(symbols),
	OnWord: checkSymbolicPerms,
}

// checkSymbolicPerms takes each group of names on a line as one.
func checkSymbolicPerms(p *analyzer.Pass, tok int) {
	if tok > 1 && p.Tokens.Kind[tok-1] == token.Pipe && p.Near(tok-1, tok) && p.Near(tok-2, tok-1) && isSymbol(p, tok-2) {
		return // said at the first of the group
	}
	last, value := tok, symbols[p.Words.String(p.Tokens.Word[tok])]
	for p.Tokens.KindAt(last+1) == token.Pipe && isSymbol(p, last+2) && p.Near(last, last+1) && p.Near(last+1, last+2) {
		last += 2
		value |= symbols[p.Words.String(p.Tokens.Word[last])]
	}
	at := p.SpanRange(analyzer.Span{First: tok, End: last + 1})
	octal := fmt.Sprintf("%04o", value)
	f := p.Warn(SymbolicPerms, at, "write permissions as a number: %s", octal)
	before := p.PrevCode(tok)
	if p.Is(before, "define") || p.Is(before, "ifdef") || p.Is(before, "ifndef") || p.Is(before, "undef") {
		f.DifferNarrower("the definition of the name")
		return
	}
	if p.Is(before, "defined") || p.Tokens.KindAt(before) == token.LParen && p.Is(before-1, "defined") {
		f.DifferNarrower("a question whether the name exists")
		return
	}
	if last == tok || isLoose(p.Tokens.KindAt(before)) && isLoose(p.Tokens.KindAt(p.NextCode(last))) ||
		p.Tokens.WordAt(before) == token.Return && isLoose(p.Tokens.KindAt(p.NextCode(last))) {
		f.Rewrite("Write "+octal, analyzer.Replace(at, octal))
	}
}

func isSymbol(p *analyzer.Pass, i int) bool {
	_, ok := symbols[p.Words.String(p.Tokens.WordAt(i))]
	return ok
}

// isLoose reports whether a neighbour leaves a group joined with | together.
func isLoose(k token.Kind) bool {
	switch k {
	case token.LParen, token.RParen, token.LBrace, token.RBrace, token.LBrack, token.RBrack, token.Comma, token.Semi,
		token.Pipe, token.OrOr, token.AndAnd, token.Question, token.Colon, token.None, token.Backslash:
		return true
	}
	return k.IsAssign()
}
