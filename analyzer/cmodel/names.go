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

// names are the identifiers of a text, each with one number. Classes are kept
// by number, so that what is learnt holds for every later token at once. The
// versions of a text share them: numbers of words that an edit took away stay.
type names struct {
	class   []Word // by number; 0 is no identifier
	plain   []Word // by number: what the spelling alone says
	letters []byte // all words, one behind the other
	ends    []uint32
	slots   []uint32
	seed    maphash.Seed
	// checked is the count of learnt modifiers when the prefix was last
	// looked at, by number.
	checked []uint32
}

func newNames(tokens int) *names {
	guess := tokens/12 + 16
	t := &names{seed: maphash.MakeSeed(), slots: make([]uint32, 256)}
	t.class, t.plain = append(make([]Word, 0, guess), 0), append(make([]Word, 0, guess), 0)
	t.ends = append(make([]uint32, 0, guess), 0)
	t.letters = make([]byte, 0, 10*guess)
	return t
}

// text is the word of a number.
func (t *names) text(id uint32) []byte { return t.letters[t.ends[id-1]:t.ends[id]] }

// number is the number of a word, a new one if it has none.
func (t *names) number(b []byte) uint32 {
	mask := uint32(len(t.slots) - 1)
	i := uint32(maphash.Bytes(t.seed, b)) & mask
	for ; t.slots[i] != 0; i = (i + 1) & mask {
		if id := t.slots[i]; bytes.Equal(t.text(id), b) {
			return id
		}
	}
	id := uint32(len(t.class))
	class := wordClass(b)
	t.class, t.plain = append(t.class, class), append(t.plain, class)
	t.letters = append(t.letters, b...)
	t.ends = append(t.ends, uint32(len(t.letters)))
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
		i := uint32(maphash.Bytes(t.seed, t.text(uint32(id)))) & mask
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
		if id := t.slots[i]; bytes.Equal(t.text(id), b) {
			return id
		}
	}
	return 0
}

// forget takes back what was learnt of the words.
func (t *names) forget() {
	copy(t.class, t.plain)
	clear(t.checked)
}

// nameTokens numbers the identifiers among the tokens [from, to).
func (m *Model) nameTokens(from, to int) {
	for i := from; i < to; i++ {
		m.name[i] = 0
		if m.toks.Kind[i] == token.Ident {
			m.name[i] = m.names.number(m.Bytes(i))
		}
	}
	for n := len(m.names.class) - len(m.names.checked); n > 0; n-- {
		m.names.checked = append(m.names.checked, 0)
	}
}

// Word is what is known, so far, of the identifier that token i is; 0 for
// other tokens and outside the text.
func (m *Model) Word(i int) Word {
	if uint(i) < uint(len(m.name)) {
		return m.names.class[m.name[i]]
	}
	return 0
}

// Is reports whether token i is an identifier of any of the given classes.
func (m *Model) Is(i int, any Word) bool { return m.Word(i)&any != 0 }
