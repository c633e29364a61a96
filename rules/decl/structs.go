// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ConstStruct is reported at the struct.
var ConstStruct = &analyzer.Rule{
	Type:   "CONST_STRUCT",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A table of functions that is not const",
	Doc: `Structs such as file_operations are filled in once and then only read. Not
const, they can be overwritten, and their pointers called.

The tree's scripts/const_structs.checkpatch lists them; without a tree nothing
is reported. By default declarations of the struct without an object are left
alone.`,
	Tree: map[string]string{"scripts/const_structs.checkpatch": "file_operations\n"},
	Bad:  "static struct file_operations fops = {\n};\n",
	Good: "static const struct file_operations fops = {\n};\n",
	Link: "dev-tools/checkpatch.html#functions-and-variables",
	Fix:  analyzer.FixSometimes,
}

// FlexibleArray is reported at the size.
var FlexibleArray = &analyzer.Rule{
	Type:   "FLEXIBLE_ARRAY",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "An array of no or one element at the end of a struct",
	Doc: `An array of size 0 or 1 at the end of a struct stands for one whose size is
known at run time only. C99 has a form for that, which the compiler can check.`,
	Bad:  "struct a {\n\tint count;\n\tint item[0];\n};\n",
	Good: "struct a {\n\tint count;\n\tint item[];\n};\n",
	Link: "process/deprecated.html#zero-length-and-one-element-arrays",
	Fix:  analyzer.FixSometimes,
}

var constStruct = &analyzer.Check{
	Rules:  []*analyzer.Rule{ConstStruct},
	Words:  []string{"struct"},
	OnWord: checkConstStruct,
}

// checkConstStruct looks at the first listed struct of a line.
func checkConstStruct(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, lim := p.LineTokens(line)
	structs := p.Facts.Tree.ConstStructs()
	listed := func(i int) bool {
		return i+1 < lim && p.Tokens.Kind[i] == token.Ident && p.TokenText(i) == "struct" && gap(p, i+1) &&
			structs[p.TokenText(i+1)] && !followedBy(p, i+2, lim, token.LBrace)
	}
	if !listed(tok) || hasWord(p, line, "const") {
		return
	}
	for i := first; i < tok; i++ {
		if listed(i) {
			return
		}
	}
	f := p.Warn(ConstStruct, between(p, tok, tok+1), "struct %s is normally const", p.TokenText(tok+1))
	switch {
	case followedBy(p, tok+2, lim, token.Semi):
		f.DifferNarrower("no object is declared")
	case followedBy(p, tok+2, lim, token.Ident) && followedBy(p, tok+3, lim, token.Semi):
		f.DifferNarrower("what has no value here is filled in later")
	case followedBy(p, tok+2, lim, token.Ident) && isObject(p, tok+3):
		f.MaybeFix("Add const", analyzer.Insert(p.Tokens.Start[tok], "const "))
	}
}

// isObject reports whether a declarator ends at token i: the object itself is
// declared, not a pointer or a function.
func isObject(p *analyzer.Pass, i int) bool {
	switch p.Tokens.KindAt(i) {
	case token.Assign, token.LBrack:
		return true
	}
	return false
}

var flexibleArray = &analyzer.Check{
	Rules:  []*analyzer.Rule{FlexibleArray},
	Lines:  source.HasBrace,
	OnLine: checkFlexibleArray,
}

// checkFlexibleArray looks at the line in front of one that closes a struct.
func checkFlexibleArray(p *analyzer.Pass, line int) {
	if !closesStruct(p, line) || !p.Added(line-1) {
		return
	}
	first, lim := p.LineTokens(line - 1)
	n := lim - first
	if n < 5 || p.Tokens.Kind[lim-1] != token.Semi || p.Tokens.Kind[lim-2] != token.RBrack ||
		p.Tokens.Kind[lim-3] != token.Number || p.Tokens.Kind[lim-4] != token.LBrack || p.Tokens.Kind[lim-5] != token.Ident {
		return
	}
	size := p.TokenText(lim - 3)
	if size != "0" && size != "1" || !isMember(p, first, lim-5) {
		return
	}
	f := p.Error(FlexibleArray, between(p, lim-4, lim-2), "use a flexible array: []").AtLine(line)
	if !p.SameHunk(line, line-1) {
		f.DifferNarrower("the array ends another hunk")
		return
	}
	if size == "0" {
		f.MaybeFix("Make the array flexible", analyzer.Replace(between(p, lim-4, lim-2), "[]"))
	}
}

// closesStruct: "};" or "} __packed;" and nothing else on the line but comments
// around it.
func closesStruct(p *analyzer.Pass, line int) bool {
	i, lim := p.LineTokens(line)
	for i < lim && p.Tokens.Kind[i] == token.Comment {
		i++
	}
	for i < lim && p.Tokens.Kind[lim-1] == token.Comment {
		lim--
	}
	if !followedBy(p, i, lim, token.RBrace) {
		return false
	}
	i++
	if i < lim && p.Tokens.Kind[i] == token.Ident && p.TokenText(i) == "__packed" {
		i++
	}
	return i+1 == lim && p.Tokens.Kind[i] == token.Semi
}

// isMember reports whether what stands in front of a name is a type, or the
// end of a struct.
func isMember(p *analyzer.Pass, first, name int) bool {
	if p.Tokens.Kind[first] == token.RBrace {
		return name == first+1 || name == first+2 && p.TokenText(first+1) == "__packed"
	}
	s, ok := p.C.Type(first, name)
	return ok && s.End == name
}
