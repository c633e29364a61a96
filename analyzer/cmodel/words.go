// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import "bytes"

// wordList is the classes of the words that checkpatch knows by name. The
// words of later C and of newer kernels that it lacks are not here on
// purpose: the model must be blind where checkpatch is.
var wordList = map[string]Word{
	"FILE":                                  TypeName,
	"____cacheline_aligned":                 Attribute,
	"____cacheline_aligned_in_smp":          Attribute,
	"____cacheline_internodealigned_in_smp": Attribute,
	"__aligned":                             CallAttribute,
	"__alloc_size":                          CallAttribute,
	"__always_inline":                       Inline,
	"__always_unused":                       Attribute,
	"__asm__":                               barredWord,
	"__bitwise":                             Attribute,
	"__cold":                                Attribute,
	"__cpuinit":                             Attribute,
	"__cpuinitconst":                        Attribute,
	"__cpuinitdata":                         Attribute,
	"__deprecated":                          Attribute,
	"__devinit":                             Attribute,
	"__devinitconst":                        Attribute,
	"__devinitdata":                         Attribute,
	"__force":                               Sparse,
	"__init":                                Attribute,
	"__initconst":                           Attribute,
	"__initdata":                            Attribute,
	"__inline":                              Inline,
	"__inline__":                            Inline,
	"__iomem":                               Sparse,
	"__kernel":                              Sparse,
	"__kprobes":                             Attribute | Sparse,
	"__maybe_unused":                        Attribute,
	"__meminit":                             Attribute,
	"__meminitconst":                        Attribute,
	"__meminitdata":                         Attribute,
	"__must_check":                          Sparse,
	"__naked":                               Attribute,
	"__net_init":                            Attribute,
	"__net_initconst":                       Attribute,
	"__net_initdata":                        Attribute,
	"__nocast":                              Attribute,
	"__noclone":                             Attribute,
	"__noreturn":                            Attribute,
	"__packed2__":                           Attribute,
	"__packed__":                            Attribute,
	"__percpu":                              Attribute,
	"__private":                             Sparse,
	"__pure":                                Attribute,
	"__rcu":                                 Sparse,
	"__read_mostly":                         Attribute,
	"__ref":                                 Sparse,
	"__refconst":                            Sparse,
	"__refdata":                             Sparse,
	"__ro_after_init":                       Attribute,
	"__safe":                                Attribute,
	"__typeof__":                            Typeof | flowWord,
	"__used":                                Attribute,
	"__user":                                Sparse,
	"__weak":                                Attribute,
	"asm":                                   barredWord,
	"asmlinkage":                            Storage,
	"atomic_t":                              TypeName,
	"bool":                                  TypeName,
	"case":                                  barredWord,
	"char":                                  Integer,
	"const":                                 Attribute,
	"do":                                    barredWord,
	"double":                                TypeName,
	"else":                                  flowWord | barredWord,
	"enum":                                  Tag | barredWord,
	"extern":                                Storage,
	"fastcall":                              Modifier,
	"float":                                 TypeName,
	"for":                                   condWord,
	"goto":                                  flowWord | barredWord,
	"if":                                    condWord,
	"inline":                                Inline,
	"int":                                   Integer,
	"long":                                  Integer,
	"noinline":                              Inline,
	"return":                                flowWord | barredWord,
	"short":                                 Integer,
	"signed":                                Integer,
	"static":                                Storage,
	"struct":                                Tag | barredWord,
	"typedef":                               barredWord,
	"typeof":                                Typeof | flowWord,
	"u_char":                                TypeName,
	"u_int":                                 TypeName,
	"u_long":                                TypeName,
	"u_short":                               TypeName,
	"uint":                                  TypeName,
	"ulong":                                 TypeName,
	"unchar":                                TypeName,
	"union":                                 Tag,
	"unsigned":                              Integer,
	"ushort":                                TypeName,
	"void":                                  TypeName,
	"volatile":                              Attribute,
	"while":                                 condWord,
}

// wordClass is what a word is by its spelling alone.
func wordClass(b []byte) Word {
	c := wordList[string(b)]
	if c&(Attribute|Sparse) != 0 {
		c |= Modifier
	}
	if c&TypeName == 0 && (namesTypeBySuffix(b) || isSizedType(b)) {
		c |= TypeName
	}
	if len(b) > 4 && b[0] == 'c' && string(b[:4]) == "case" {
		c |= casePrefix
	}
	if b[0] == '_' || b[0] == 'c' || b[0] == 'v' || b[0] == 'f' {
		c |= modifierPrefix(b)
	}
	return c
}

// namesTypeBySuffix: x_t, x_handler, x_handler_fn, with at least one letter
// in front.
func namesTypeBySuffix(b []byte) bool {
	switch n := len(b); b[n-1] {
	case 't':
		return n > 2 && b[n-2] == '_'
	case 'r':
		return n > 8 && bytes.HasSuffix(b, []byte("_handler"))
	case 'n':
		return n > 11 && bytes.HasSuffix(b, []byte("_handler_fn"))
	}
	return false
}

// isSizedType: u8 to s64, le16, be32 and so on, with or without "__".
func isSizedType(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte("__"))
	switch {
	case len(b) > 2 && (b[0] == 'b' || b[0] == 'l') && b[1] == 'e':
		b = b[2:]
	case len(b) > 1 && (b[0] == 'u' || b[0] == 's'):
		b = b[1:]
	default:
		return false
	}
	switch string(b) {
	case "8", "16", "32", "64":
		return true
	}
	return false
}

// prefixes are the fixed modifiers that checkpatch also sees at the beginning
// of longer words, in its order: the first that fits wins. The words with
// "init" are not among them, they want to be whole.
var prefixes = []string{
	"const", "volatile", "__percpu", "__nocast", "__safe", "__bitwise", "__packed__",
	"__packed2__", "__naked", "__maybe_unused", "__always_unused", "__noreturn", "__used",
	"__cold", "__pure", "__noclone", "__deprecated", "__read_mostly", "__ro_after_init",
	"__kprobes", "____cacheline_aligned", "____cacheline_internodealigned_in_smp", "__weak",
	"__user", "__kernel", "__force", "__iomem", "__must_check", "__ref", "__rcu",
	"__private", "fastcall",
}

// modifierPrefix tells a word that is eaten from the left by modifiers.
func modifierPrefix(b []byte) Word {
	rest := b
	for len(rest) > 0 {
		n := 0
		for _, p := range prefixes {
			if len(p) <= len(rest) && string(rest[:len(p)]) == p {
				n = len(p)
				break
			}
		}
		if n == 0 {
			break
		}
		rest = rest[n:]
	}
	switch len(rest) {
	case 0:
		return modWhole
	case len(b):
		return 0
	}
	return modPrefix
}

// attributes is how many of prefixes are attributes; the others are sparse
// words and the like.
const attributes = 23

// BeginsAttribute reports whether token i is an attribute word, or begins with
// one as checkpatch compares them: "constant" begins with "const".
func (m *Model) BeginsAttribute(i int) bool {
	if m.Is(i, Attribute|CallAttribute) {
		return true
	}
	b := m.Bytes(i)
	for _, p := range prefixes[:attributes] {
		if len(p) <= len(b) && string(b[:len(p)]) == p {
			return true
		}
	}
	return false
}
