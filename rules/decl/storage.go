// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// StorageClass is reported at the storage class.
var StorageClass = &analyzer.Rule{
	Type:   "STORAGE_CLASS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A storage class behind the type",
	Doc:    `The words static, extern and asmlinkage stand at the beginning of a declaration, in front of the type. Elsewhere they are easily missed.`,
	Bad:    "int static count;\n",
	Good:   "static int count;\n",
	Link:   "dev-tools/checkpatch.html#type-descriptions",
	Fix:    analyzer.FixNever,
}

// InlineLocation is reported at the two words.
var InlineLocation = &analyzer.Rule{
	Type:   "INLINE_LOCATION",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "inline in the wrong place",
	Doc: `The word inline stands between the storage class and the type: "static
inline int". By default "noinline static" is left alone: noinline is an
attribute, and in front of static as good as anywhere.`,
	Bad:  "static int inline f(void);\n",
	Good: "static inline int f(void);\n",
	Link: "process/coding-style.html#the-inline-disease",
	Fix:  analyzer.FixNever,
}

// Inline is reported at the word.
var Inline = &analyzer.Rule{
	Type:   "INLINE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "An old spelling of inline",
	Doc: `The spellings __inline and __inline__ are for compilers that do not know
inline. Headers for user space (include/uapi) may need them; nothing else does.

In the kernel inline and __inline__ are macros that add attributes, and __inline
is the bare word: replacing that wants a look.`,
	Bad:  "static __inline__ int f(void);\n",
	Good: "static inline int f(void);\n",
	Link: "process/coding-style.html#the-inline-disease",
	Fix:  analyzer.FixSometimes,
}

var storageClass = &analyzer.Check{
	Rules:  []*analyzer.Rule{StorageClass, InlineLocation},
	Words:  []string{"__always_inline", "__inline", "__inline__", "asmlinkage", "extern", "inline", "noinline", "static"},
	OnWord: checkStorage,
}

// checkStorage looks at what stands in front of a storage class or inline, and
// reports once a line.
func checkStorage(p *analyzer.Pass, tok int) {
	first, lim := p.LineTokens(p.TokenLine(tok))
	storage := p.C.Is(tok, cmodel.Storage)
	misplaced := func(i int) bool { return i > first && gap(p, i) && p.C.EndsWholeType(i-1, first) }
	if storage && misplaced(tok) {
		for i := first; i < tok; i++ {
			if p.C.Is(i, cmodel.Storage) && misplaced(i) {
				return
			}
		}
		p.Warn(StorageClass, p.TokenRange(tok), "put %s in front of the type", p.TokenText(tok))
	}
	if !p.C.Is(tok, cmodel.Inline) || inlineSeen(p, first, tok) {
		return
	}
	switch {
	case misplaced(tok):
		p.Error(InlineLocation, p.TokenRange(tok), "put %s between the storage class and the type", p.TokenText(tok))
	case tok+1 < lim && gap(p, tok+1) && p.C.Is(tok+1, cmodel.Storage):
		f := p.Error(InlineLocation, between(p, tok, tok+1), "put %s behind %s", p.TokenText(tok), p.TokenText(tok+1))
		if p.TokenText(tok) == "noinline" {
			f.DifferNarrower("noinline is an attribute")
		}
	}
}

// inlineSeen reports whether the line was reported for a word in front of tok.
func inlineSeen(p *analyzer.Pass, first, tok int) bool {
	for i := first; i < tok; i++ {
		if p.C.Is(i, cmodel.Inline) && (i > first && gap(p, i) && p.C.EndsWholeType(i-1, first) || gap(p, i+1) && p.C.Is(i+1, cmodel.Storage)) {
			return true
		}
	}
	return false
}

var oldInline = &analyzer.Check{
	Rules:  []*analyzer.Rule{Inline},
	Words:  []string{"__inline", "__inline__"},
	OnWord: checkOldInline,
}

// checkOldInline reports the first old spelling on a line.
func checkOldInline(p *analyzer.Pass, tok int) {
	if inFolder(p.Text.Path, "include/uapi/") {
		return
	}
	first, _ := p.LineTokens(p.TokenLine(tok))
	for i := first; i < tok; i++ {
		if w := p.TokenText(i); w == "__inline" || w == "__inline__" {
			return
		}
	}
	r := p.TokenRange(tok)
	f := p.Warn(Inline, r, "write inline")
	edit := analyzer.Replace(r, "inline")
	switch {
	case tok > 0 && (p.Tokens.Word[tok-1] == token.AsmPlain || p.Tokens.Word[tok-1] == token.AsmUnder):
		f.DifferNarrower("behind asm it is no word about a function, and inline is a macro")
	case p.TokenText(tok) == "__inline__":
		f.Rewrite("Write inline", edit)
	default:
		f.MaybeFix("Write inline", edit)
	}
}
