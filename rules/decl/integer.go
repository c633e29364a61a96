// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// MisorderedType is reported at the type.
var MisorderedType = &analyzer.Rule{
	Type:   "MISORDERED_TYPE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "The words of an integer type in an unusual order",
	Doc: `C takes "long unsigned int" for "unsigned long int"; readers stumble over it.
The sign comes first, then the size, then int.`,
	Bad:  "int unsigned count;\n",
	Good: "unsigned int count;\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

// UnnecessaryInt is reported at the type.
var UnnecessaryInt = &analyzer.Rule{
	Type:   "UNNECESSARY_INT",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "int behind long or short",
	Doc: `The word int says nothing behind long, long long or short; kernel code
leaves it out.`,
	Bad:  "long int count;\n",
	Good: "long count;\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var misorderedType = &analyzer.Check{
	Rules:  []*analyzer.Rule{MisorderedType, UnnecessaryInt},
	Words:  []string{"char", "int", "long", "short", "signed", "unsigned"},
	OnWord: checkInteger,
}

// checkInteger looks at the integer types that begin with a word.
func checkInteger(p *analyzer.Pass, tok int) {
	if tok > 0 && !firstOfLine(p, tok) && isInteger(p, tok-1) {
		return // in the middle of one
	}
	lim := lineEnd(p, tok)
	end := tok
	for end < lim && isInteger(p, end) {
		end++
	}
	for i := tok; i < end; {
		next := i + 1
		if s, ok := p.C.Misordered(i, end); ok {
			next = s.Base
			f := p.Warn(MisorderedType, between(p, i, next-1), "write the type as %s", ordered(p, i, next, true))
			rewriteWords(p, f, tok, end)
		} else if n := plainLength(p, i, end); n > 0 {
			next = i + n
		}
		if isLongInt(p, i, next) {
			f := p.Warn(UnnecessaryInt, between(p, i, next-1), "write the type as %s", ordered(p, i, next, false))
			rewriteWords(p, f, tok, end)
		}
		i = next
	}
}

// plainForms are the types of int and long alone, with a sign (S) or without,
// as checkpatch tries them one after the other.
var plainForms = [][]string{
	{"long", "long", "int", "S"}, {"long", "long", "S", "int"}, {"long", "long", "S"},
	{"S", "long", "long", "int"}, {"long", "long", "int"}, {"S", "long", "long"}, {"long", "long"},
	{"int", "long", "long", "S"}, {"int", "S", "long", "long"}, {"int", "long", "long"},
	{"long", "int", "S"}, {"long", "S", "int"}, {"long", "S"},
	{"S", "long", "int"}, {"long", "int"}, {"S", "long"}, {"long"},
	{"int", "long", "S"}, {"int", "S", "long"}, {"int", "long"}, {"int", "S"}, {"S", "int"}, {"int"},
}

// plainLength is how many words from i on are one of the plain forms, 0 if
// none are.
func plainLength(p *analyzer.Pass, i, end int) int {
	for _, form := range plainForms {
		if i+len(form) > end {
			continue
		}
		fits := true
		for k, want := range form {
			w := p.TokenText(i + k)
			fits = fits && (w == want || want == "S" && (w == "signed" || w == "unsigned"))
		}
		if fits {
			return len(form)
		}
	}
	return 0
}

// rewriteWords puts the words of a type in order, if they stand on one line
// with nothing but blanks between them.
func rewriteWords(p *analyzer.Pass, f *analyzer.Finding, from, end int) {
	r := between(p, from, end-1)
	want := ordered(p, from, end, false)
	if want != string(p.Text.Raw[r.Start:r.End]) {
		f.Rewrite("Write "+want, analyzer.Replace(r, want))
	}
}

func isInteger(p *analyzer.Pass, i int) bool {
	if p.Tokens.Kind[i] != token.Ident {
		return false
	}
	switch p.TokenText(i) {
	case "char", "int", "long", "short", "signed", "unsigned":
		return true
	}
	return false
}

// isLongInt reports whether int stands beside long or short.
func isLongInt(p *analyzer.Pass, from, end int) bool {
	plain, size := false, false
	for i := from; i < end; i++ {
		switch p.TokenText(i) {
		case "int":
			plain = true
		case "long", "short":
			size = true
		}
	}
	return plain && size
}

// ordered is the type of some words in the usual order: sign, size, int. The
// int is left out behind a size unless keep is set, and signed is left out
// wherever it says nothing.
func ordered(p *analyzer.Pass, from, end int, keep bool) string {
	count := map[string]int{}
	for i := from; i < end; i++ {
		count[p.TokenText(i)]++
	}
	sized := count["long"]+count["short"]+count["char"] > 0
	var out []string
	switch {
	case count["unsigned"] > 0:
		out = append(out, "unsigned")
	case count["signed"] > 0 && (count["char"] > 0 || keep):
		out = append(out, "signed")
	}
	for _, w := range []string{"short", "long", "char"} {
		for range count[w] {
			out = append(out, w)
		}
	}
	if count["int"] > 0 && (keep || !sized) || len(out) == 0 {
		out = append(out, "int")
	}
	return strings.Join(out, " ")
}
