// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UnspecifiedInt is reported at the bare word.
var UnspecifiedInt = &analyzer.Rule{
	Type:   "UNSPECIFIED_INT",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "signed or unsigned without the type",
	Doc: `The words signed and unsigned alone mean int. Say so: a reader should not
have to know which type is left out.

Parameters, casts and sizeof count. By default bit-fields do, too, which
checkpatch does not see.

The fix wants a look where a macro gets the word as a whole argument, because
SYSCALL_DEFINE1() and __field() make strings of types, which tracing tools read;
and in front of a name in a macro, which may be a parameter that brings the type.`,
	Bad:  "unsigned count;\n",
	Good: "unsigned int count;\nunsigned long mask;\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var unspecifiedInt = &analyzer.Check{
	Rules:  []*analyzer.Rule{UnspecifiedInt},
	Words:  []string{"signed", "unsigned"},
	OnWord: checkUnspecifiedInt,
}

// checkUnspecifiedInt reports a sign that no integer type goes with.
func checkUnspecifiedInt(p *analyzer.Pass, tok int) {
	lim := lineEnd(p, tok)
	if tok > 0 && p.C.Is(tok-1, cmodel.Integer) && !firstOfLine(p, tok) {
		return
	}
	i := tok + 1
	stars := i
	for followedBy(p, i, lim, token.Star) {
		i++
	}
	if i < lim && p.C.Is(i, cmodel.Integer|cmodel.Modifier|cmodel.Inline) {
		return
	}
	if followedBy(p, i, lim, token.Ident) {
		i++
	}
	wider := ""
	switch {
	case followedBy(p, i, lim, token.Assign, token.Comma, token.Semi, token.LBrack, token.RParen, token.LParen):
	case i > stars && followedBy(p, i, lim, token.Colon) && i+1 < lim && p.Tokens.Kind[i+1] == token.Number:
		wider = "a bit-field is a declaration as well"
	default:
		return
	}
	word := p.TokenText(tok)
	f := p.Warn(UnspecifiedInt, p.TokenRange(tok), "write %s int", word)
	title, edit := "Write "+word+" int", analyzer.Insert(p.Tokens.End[tok], " int")
	if namedToMacro(p, tok) || followedBy(p, tok+1, lim, token.Ident) && p.InDirective(p.TokenLine(tok)) {
		f.MaybeFix(title, edit)
	} else {
		f.Rewrite(title, edit)
	}
	if p.TokenText(tok+1) == "__int128" {
		f.DifferNarrower("__int128 is the type")
		f.Fixes = nil
	}
	if wider == "" && learntInFront(p, tok) {
		wider = "the word in front is no part of the type"
	}
	if wider != "" {
		f.DifferWider(wider)
	}
}

// namedToMacro reports whether the word alone is handed to what looks like a
// macro. Macros such as SYSCALL_DEFINE1() and __field() make strings of their
// types, which tools read.
func namedToMacro(p *analyzer.Pass, tok int) bool {
	if kind := p.Tokens.KindAt(tok + 1); kind != token.Comma && kind != token.RParen {
		return false
	}
	open := openParen(p, tok)
	if open < 1 || p.Tokens.Kind[open-1] != token.Ident {
		return false
	}
	name := p.TokenText(open - 1)
	return strings.HasPrefix(name, "__") || inCapitals(name)
}

// learntInFront reports whether words that are no attributes go with the sign:
// checkpatch takes them for part of the type then.
func learntInFront(p *analyzer.Pass, tok int) bool {
	first, _ := p.LineTokens(p.TokenLine(tok))
	for i := tok - 1; i >= first && gap(p, i+1) && p.C.Is(i, cmodel.Modifier); i-- {
		if !p.C.Is(i, cmodel.Attribute) {
			return true
		}
	}
	return false
}
