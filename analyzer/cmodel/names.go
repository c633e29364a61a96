// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"
	"hash/maphash"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Word is what is known of an identifier.
type Word uint32

const (
	// Storage: extern, static, asmlinkage.
	Storage Word = 1 << iota
	// Inline: inline, noinline and their spellings.
	Inline
	// Attribute: const, volatile and the attribute words without arguments.
	Attribute
	// Sparse: address spaces and the like.
	Sparse
	// Modifier: an attribute, a sparse word, or a learnt modifier.
	Modifier
	// TypeName: one word that is a type: void, bool, u8, x_t, a learnt type.
	TypeName
	// Integer: char, short, int, long, signed, unsigned.
	Integer
	// Tag: struct, union, enum.
	Tag
	// Typeof: typeof, __typeof__.
	Typeof
	// CallAttribute: __aligned and __alloc_size, which take arguments.
	CallAttribute

	// Learnt marks a type or modifier that the text taught.
	Learnt

	condWord   // if, while, for
	flowWord   // return, else, goto, typeof, __typeof__
	barredWord // begins what is never learnt
	casePrefix // longer than "case" and begins with it
	modPrefix  // a modifier is a proper prefix, and what follows is none
	modWhole   // modifiers one after the other make up the whole word
)

// typeStart: words that can begin a type.
const typeStart = Modifier | TypeName | Integer | Tag | Typeof | CallAttribute

// names are the identifiers of one text, each with one number. Classes are
// kept by number, so that what is learnt holds for every later token at once.
type names struct {
	of    []uint32 // by token; 0 for what is no identifier
	class []Word   // by number
	at    []uint32 // by number: a token that spells it
	slots []uint32
	seed  maphash.Seed
	clean []byte
	toks  *token.Stream
	// checked is the count of learnt modifiers when the prefix was last
	// looked at, by number.
	checked []uint32
}

func readNames(clean []byte, toks *token.Stream) *names {
	n := toks.Len()
	t := &names{of: make([]uint32, n), seed: maphash.MakeSeed(), clean: clean, toks: toks}
	t.slots = make([]uint32, 256)
	guess := n/12 + 16
	t.class = append(make([]Word, 0, guess), 0)
	t.at = append(make([]uint32, 0, guess), 0)
	for i, k := range toks.Kind {
		if k == token.Ident {
			t.of[i] = t.number(i)
		}
	}
	t.checked = make([]uint32, len(t.class))
	return t
}

func (t *names) number(tok int) uint32 {
	b := t.toks.Text(t.clean, tok)
	mask := uint32(len(t.slots) - 1)
	i := uint32(maphash.Bytes(t.seed, b)) & mask
	for ; t.slots[i] != 0; i = (i + 1) & mask {
		if id := t.slots[i]; bytes.Equal(t.toks.Text(t.clean, int(t.at[id])), b) {
			return id
		}
	}
	id := uint32(len(t.class))
	t.class = append(t.class, wordClass(b))
	t.at = append(t.at, uint32(tok))
	t.slots[i] = id
	if 2*len(t.class) > len(t.slots) {
		t.grow()
	}
	return id
}

func (t *names) grow() {
	t.slots = make([]uint32, 2*len(t.slots))
	mask := uint32(len(t.slots) - 1)
	for id := 1; id < len(t.class); id++ {
		i := uint32(maphash.Bytes(t.seed, t.toks.Text(t.clean, int(t.at[id])))) & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = uint32(id)
	}
}

// find is the number of a word, 0 if the text does not have it.
func (t *names) find(b []byte) uint32 {
	mask := uint32(len(t.slots) - 1)
	for i := uint32(maphash.Bytes(t.seed, b)) & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if id := t.slots[i]; bytes.Equal(t.toks.Text(t.clean, int(t.at[id])), b) {
			return id
		}
	}
	return 0
}

// Word is what is known, so far, of the identifier that token i is; 0 for
// other tokens and outside the text.
func (m *Model) Word(i int) Word {
	if uint(i) < uint(len(m.names.of)) {
		return m.names.class[m.names.of[i]]
	}
	return 0
}

// Is reports whether token i is an identifier of any of the given classes.
func (m *Model) Is(i int, any Word) bool { return m.Word(i)&any != 0 }
