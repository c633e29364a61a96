// SPDX-License-Identifier: GPL-2.0-or-later

package token

import (
	"encoding/binary"
	"slices"
)

// Word identifies a word of a Words table. 0 means "not listed". The keywords
// below have the same Word in every table, so code may compare with them
// without knowing which table the text was scanned with.
type Word uint16

// The keywords of C, and the GNU and kernel spellings that act like keywords.
const (
	NoWord Word = iota
	Bool        // _Bool
	Alignof
	AsmPlain // asm
	Auto
	Break
	Case
	CharWord // char
	Const
	Continue
	Default
	Do
	Double
	Else
	Enum
	Extern
	Float
	For
	Goto
	If
	Inline
	Int
	Long
	Register
	Restrict
	Return
	Short
	Signed
	Sizeof
	Static
	Struct
	Switch
	Typedef
	Typeof
	Union
	Unsigned
	Void
	Volatile
	While
	Defined        // defined, in #if
	AsmUnder       // __asm__
	Attribute      // __attribute__
	InlineUnder    // __inline
	InlineUnders   // __inline__
	VolatileUnders // __volatile__
	GenericWord    // _Generic
	StaticAssert   // _Static_assert
	AlwaysInline   // __always_inline
	TypeofUnders   // __typeof__
	Asmlinkage

	// Keywords is the first Word that is not fixed.
	Keywords
)

var keywordText = [Keywords]string{
	Bool: "_Bool", Alignof: "__alignof__", AsmPlain: "asm", Auto: "auto",
	Break: "break", Case: "case", CharWord: "char", Const: "const",
	Continue: "continue", Default: "default", Do: "do", Double: "double",
	Else: "else", Enum: "enum", Extern: "extern", Float: "float", For: "for",
	Goto: "goto", If: "if", Inline: "inline", Int: "int", Long: "long",
	Register: "register", Restrict: "restrict", Return: "return",
	Short: "short", Signed: "signed", Sizeof: "sizeof", Static: "static",
	Struct: "struct", Switch: "switch", Typedef: "typedef", Typeof: "typeof",
	Union: "union", Unsigned: "unsigned", Void: "void", Volatile: "volatile",
	While: "while", Defined: "defined", AsmUnder: "__asm__",
	Attribute: "__attribute__", InlineUnder: "__inline",
	InlineUnders: "__inline__", VolatileUnders: "__volatile__",
	GenericWord: "_Generic", StaticAssert: "_Static_assert",
	AlwaysInline: "__always_inline", TypeofUnders: "__typeof__",
	Asmlinkage: "asmlinkage",
}

// IsKeyword reports whether w is one of the fixed words.
func (w Word) IsKeyword() bool { return w > NoWord && w < Keywords }

// Words is an immutable set of words that code wants to recognise. It may be
// used by any number of goroutines.
//
// It is an open-addressing table kept at most a quarter full: nearly every
// identifier that is not listed meets an empty slot first, which costs one
// multiplication and one load.
type Words struct {
	tag   []uint32 // upper half of the hash, never 0 in a used slot
	id    []Word
	mask  uint32
	texts []string // by Word
}

// NewWords makes a table of the fixed keywords followed by list. Order and
// duplicates in list do not matter: the ids are those of the sorted list. It
// panics if there are more than 65,000 words, which is a programming error.
func NewWords(list []string) *Words {
	extra := slices.Clone(list)
	slices.Sort(extra)
	extra = slices.Compact(extra)
	if len(extra) > 65000 {
		panic("token: too many words")
	}
	w := &Words{texts: slices.Clone(keywordText[:])}
	for _, s := range extra {
		if s != "" && !slices.Contains(keywordText[:], s) {
			w.texts = append(w.texts, s)
		}
	}
	size := 64
	for size < 4*len(w.texts) {
		size *= 2
	}
	w.tag = make([]uint32, size)
	w.id = make([]Word, size)
	w.mask = uint32(size - 1)
	for id := 1; id < len(w.texts); id++ {
		h := hash([]byte(w.texts[id]))
		i := uint32(h) & w.mask
		for w.tag[i] != 0 {
			i = (i + 1) & w.mask
		}
		w.tag[i] = uint32(h>>32) | 1
		w.id[i] = Word(id)
	}
	return w
}

// hash mixes the length and the first and last eight bytes. Two words that
// differ only in the middle of more than sixteen bytes collide, which the
// comparison of the text settles.
func hash(b []byte) uint64 {
	var head, tail uint64
	switch n := len(b); {
	case n >= 8:
		head = binary.LittleEndian.Uint64(b)
		tail = binary.LittleEndian.Uint64(b[n-8:])
	case n >= 4:
		head = uint64(binary.LittleEndian.Uint32(b))
		tail = uint64(binary.LittleEndian.Uint32(b[n-4:]))
	case n >= 2:
		head = uint64(b[0]) | uint64(b[1])<<8
		tail = uint64(b[n-1])
	case n == 1:
		head = uint64(b[0])
	}
	h := (head ^ (tail+uint64(len(b)))*0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd
	return h ^ h>>32
}

// ID returns the Word of b, or NoWord.
func (w *Words) ID(b []byte) Word {
	h := hash(b)
	tag := uint32(h>>32) | 1
	for i := uint32(h) & w.mask; ; i = (i + 1) & w.mask {
		t := w.tag[i]
		if t == 0 {
			return NoWord
		}
		if t == tag && w.texts[w.id[i]] == string(b) {
			return w.id[i]
		}
	}
}

// Lookup returns the Word of s, or NoWord.
func (w *Words) Lookup(s string) Word { return w.ID([]byte(s)) }

// String returns the text of id, "" for NoWord and ids of another table.
func (w *Words) String(id Word) string {
	if int(id) < len(w.texts) {
		return w.texts[id]
	}
	return ""
}

// Len returns one more than the largest Word of the table: the length of an
// array indexed by Word.
func (w *Words) Len() int { return len(w.texts) }
