// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// class is what the masker must know about a word beyond its spelling.
type class uint8

const (
	classNone     class = iota
	classAttr           // left out
	classAttrArgs       // left out with its parentheses, if it has any
	classType           // the name of a type wherever it is not a member
	classTypeof         // with its parentheses it is a type
	classAsm            // starts an assembler statement
	classSymbol         // a word of the grammar that is not a fixed word here
)

// maskWords finds the class of a word; maskClass and maskSymbol are indexed by
// its ids.
var maskWords, maskClass, maskSymbol = makeMaskWords()

func makeMaskWords() (*token.Words, []class, []symbol) {
	var all []string
	lists := []struct {
		words []string
		class class
	}{
		{attrWords, classAttr}, {attrArgWords, classAttrArgs}, {typeWords, classType},
		{[]string{"typeof", "__typeof__", "__typeof", "typeof_unqual", "__auto_type", "__typeof_unqual__"}, classTypeof},
		{[]string{"asm", "__asm__", "__asm", "asm_inline"}, classAsm},
	}
	for _, l := range lists {
		all = append(all, l.words...)
	}
	symbols := map[string]symbol{
		"true": symTrue, "false": symFalse, "NULL": symNull,
		"__const": symConst, "__const__": symConst, "__volatile": symVolatile,
		"__signed__": symSigned, "__signed": symSigned,
		"__alignof": symAlignof, "_Alignof": symAlignof,
	}
	primitives := []string{"bool", "size_t", "ssize_t", "ptrdiff_t", "uintptr_t", "intptr_t",
		"int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t"}
	for w := range symbols {
		all = append(all, w)
	}
	all = append(all, primitives...)
	words := token.NewWords(all)
	classes := make([]class, words.Len())
	syms := make([]symbol, words.Len())
	for i := range syms {
		syms[i] = symIdentifier
		if i < len(wordSymbols) && wordSymbols[i] != 0 {
			syms[i] = wordSymbols[i]
		}
	}
	for _, l := range lists {
		for _, w := range l.words {
			classes[words.Lookup(w)] = l.class
		}
	}
	for _, w := range typeWords {
		syms[words.Lookup(w)] = symPrimitive
	}
	for _, w := range primitives {
		syms[words.Lookup(w)] = symPrimitive
	}
	for w, s := range symbols {
		syms[words.Lookup(w)] = s
		classes[words.Lookup(w)] = classSymbol
	}
	return words, classes, syms
}
