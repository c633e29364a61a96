// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"testing"
	"unsafe"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// TestGrammarIsThePinnedOne fails when the binding was upgraded: the numbers of
// kinds, roles and symbols are those of one version of the grammar.
func TestGrammarIsThePinnedOne(t *testing.T) {
	if _, err := grammar(); err != nil {
		t.Fatal(err)
	}
	for k, name := range kindNames {
		if got := symbolName(uint16(k)); got != name {
			t.Errorf("kind %d is %q in the grammar, want %q", k, got, name)
		}
	}
	for f := Role(1); f < roleCount; f++ {
		if got := fieldName(f); got != roleNames[f] {
			t.Errorf("role %d is %q in the grammar, want %q", f, got, roleNames[f])
		}
	}
	for k := token.LParen; k < token.Kinds; k++ {
		if sym := kindSymbols[k]; sym != 0 && symbolName(uint16(sym)) != k.String() {
			t.Errorf("token %s is %q in the grammar", k, symbolName(uint16(sym)))
		}
	}
	words := token.NewWords(nil)
	for w, sym := range wordSymbols {
		text := words.String(token.Word(w))
		switch {
		case sym == 0, sym == symPrimitive:
		case text == "__always_inline", text == "__inline", text == "__inline__", text == "__volatile__":
		case symbolName(uint16(sym)) != text:
			t.Errorf("word %s is %q in the grammar", text, symbolName(uint16(sym)))
		}
	}
	for sym, name := range map[symbol]string{
		symIdentifier: "identifier", symNumber: "number_literal", symPrimitive: "primitive_type",
		symTrue: "true", symFalse: "false", symNull: "NULL", symQuote: "\"",
		symApostrophe: "'", symCharacter: "character",
	} {
		if got := symbolName(uint16(sym)); got != name {
			t.Errorf("symbol %d is %q in the grammar, want %q", sym, got, name)
		}
	}
	if size := unsafe.Sizeof(Node{}); size != 20 {
		t.Errorf("a node has %d bytes, the C side writes 20", size)
	}
}

// TestDenseTable compares the whole parse table; start-up only samples it.
func TestDenseTable(t *testing.T) {
	if n := tableDifferences(1); n != 0 {
		t.Errorf("%d entries of the parse table differ", n)
	}
}
