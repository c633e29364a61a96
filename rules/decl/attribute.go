// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// PreferDefinedAttributeMacro is reported at each attribute.
var PreferDefinedAttributeMacro = &analyzer.Rule{
	Type:   "PREFER_DEFINED_ATTRIBUTE_MACRO",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "__attribute__ where the kernel has a macro",
	Doc: `The kernel has a short name for most attributes (linux/compiler_attributes.h):
__packed, __aligned(8), __printf(1, 2). They read better, and know which
compilers have the attribute.

Headers for user space (include/uapi) are left alone, and by default comments.`,
	Bad:  "struct a {\n\tint b;\n} __attribute__((packed));\n",
	Good: "struct a {\n\tint b;\n} __packed;\n",
	Link: "process/programming-language.html#attributes",
	Fix:  analyzer.FixSometimes,
}

// WeakDeclaration is reported at the attribute.
var WeakDeclaration = &analyzer.Rule{
	Type:   "WEAK_DECLARATION",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A prototype that is weak",
	Doc: `A weak prototype makes every definition of the function weak, in all files
that include the header. Which one is linked then hangs on their order. The
definition is weak, not the declaration.`,
	Bad:  "int f(void) __weak;\n",
	Good: "int __weak f(void)\n{\n}\n",
	Link: "dev-tools/checkpatch.html#macros-attributes-and-symbols",
	Fix:  analyzer.FixNever,
}

// attributeMacros are the attributes that have a macro, with the macro if it
// is not the name between underscores.
var attributeMacros = map[string]string{
	"alias":                     "__alias",
	"aligned":                   "__aligned",
	"always_inline":             "__always_inline",
	"assume_aligned":            "__assume_aligned",
	"cold":                      "__cold",
	"const":                     "__attribute_const__",
	"copy":                      "__copy",
	"designated_init":           "__designated_init",
	"externally_visible":        "__visible",
	"format":                    "__",
	"gnu_inline":                "__gnu_inline",
	"malloc":                    "__malloc",
	"mode":                      "__mode",
	"no_caller_saved_registers": "__no_caller_saved_registers",
	"noclone":                   "__noclone",
	"noinline":                  "noinline",
	"nonstring":                 "__nonstring",
	"noreturn":                  "__noreturn",
	"packed":                    "__packed",
	"pure":                      "__pure",
	"section":                   "__section",
	"used":                      "__used",
	"weak":                      "__weak",
}

var attributeList = &analyzer.Check{
	Rules:  []*analyzer.Rule{PreferDefinedAttributeMacro},
	Lines:  source.HasLetter | source.HasComment,
	OnLine: checkAttributeList,
	Learns: true,
}

var attributeWord = []byte("__attribute__")

// checkAttributeList looks at the first complete list of a line, as it stands:
// checkpatch does not tell comments apart here.
func checkAttributeList(p *analyzer.Pass, line int) {
	raw := p.Raw(line)
	at := bytes.Index(raw, attributeWord)
	if at < 0 {
		p.Nothing(line)
		return
	}
	if inFolder(p.Text.Path, "include/uapi/") {
		return
	}
	for at >= 0 {
		if from, to, ok := innerList(raw, at+len(attributeWord)); ok {
			reportAttributes(p, line, at, from, to)
			return
		}
		next := bytes.Index(raw[at+1:], attributeWord)
		if next < 0 {
			return
		}
		at += next + 1
	}
}

// innerList bounds what stands in the inner of two pairs of parentheses.
func innerList(raw []byte, i int) (from, to int, ok bool) {
	i = operand.Blanks(raw, i)
	outer := operand.Parens(raw, i)
	if outer < 0 {
		return 0, 0, false
	}
	from = operand.Blanks(raw, i+1)
	to = operand.Parens(raw, from)
	if to < 0 || operand.Blanks(raw, to) != outer-1 {
		return 0, 0, false
	}
	return from + 1, to - 1, true
}

// reportAttributes reports each attribute of a list for which there is a macro.
func reportAttributes(p *analyzer.Pass, line, at, from, to int) {
	raw := p.Raw(line)
	comment := p.Clean(line)[at] == source.Filler
	single := len(splitAttributes(raw[from:to])) == 1
	for i := from; i < to; {
		end := operand.Word(raw, i)
		if end < 0 {
			i++
			continue
		}
		args := operand.Blanks(raw, end)
		next := end
		if args < to && raw[args] == '(' {
			if k := operand.Parens(raw, args); k > 0 && k <= to {
				next = k
			}
		}
		name := strings.Trim(string(raw[i:end]), "_")
		if macro, ok := attributeMacro(name, string(raw[end:next])); ok {
			f := p.Warn(PreferDefinedAttributeMacro, p.Columns(line, i, next), "write %s", macro)
			if comment {
				f.DifferNarrower("a comment may say what it likes")
			} else if stop := operand.Parens(raw, operand.Blanks(raw, at+len(attributeWord))); single && isTail(raw, stop) {
				f.MaybeFix("Write "+macro, analyzer.Replace(p.Columns(line, at, stop), macro))
			}
		}
		i = next
	}
	first := strings.TrimLeft(string(raw[from:to]), " \t_")
	if strings.HasPrefix(first, "unused") {
		f := p.Warn(PreferDefinedAttributeMacro, p.Columns(line, at, to), "write __always_unused or __maybe_unused")
		if comment {
			f.DifferNarrower("a comment may say what it likes")
		}
	}
}

// isTail reports whether what stands behind an attribute list lets its macro
// take the same place.
func isTail(raw []byte, i int) bool {
	rest := bytes.TrimSpace(raw[i:])
	return len(rest) == 0 || rest[0] == ';' || rest[0] == ',' || rest[0] == '=' || rest[0] == '*' || operand.IsLetter(rest[0])
}

// splitAttributes cuts a list at its outer commas.
func splitAttributes(list []byte) [][]byte {
	var out [][]byte
	depth, start := 0, 0
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			out = append(out, list[start:i])
			start = i + 1
		}
	}
	return append(out, list[start:])
}

// attributeMacro is what to write for an attribute and its arguments.
func attributeMacro(name, args string) (string, bool) {
	macro, ok := attributeMacros[name]
	if !ok {
		return "", false
	}
	if name != "format" {
		return macro + strings.TrimSpace(args), true
	}
	kind, rest, ok := strings.Cut(strings.Trim(strings.TrimSpace(args), "()"), ",")
	if !ok {
		return "", false
	}
	return "__" + strings.Trim(strings.TrimSpace(kind), "_") + "(" + strings.TrimSpace(rest) + ")", true
}

var weakDeclaration = &analyzer.Check{
	Rules:  []*analyzer.Rule{WeakDeclaration},
	Words:  []string{"__weak", "weak"},
	OnWord: checkWeakDeclaration,
}

// checkWeakDeclaration reports a prototype that is complete on its line.
func checkWeakDeclaration(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, lim := p.LineTokens(line)
	if p.TokenText(tok) == "weak" && !inAttribute(p, first, tok) {
		return
	}
	for i := first; i < tok; i++ {
		if w := p.TokenText(i); p.Tokens.Kind[i] == token.Ident && (w == "__weak" || w == "weak" && inAttribute(p, first, i)) {
			return
		}
	}
	for i := first; i < lim; i++ {
		s, ok := p.C.Declare(i, lim)
		if !ok {
			if s, ok = p.C.Misordered(i, lim); !ok {
				continue
			}
		}
		if isPrototype(p, s, lim) {
			p.Error(WeakDeclaration, p.TokenRange(tok), "make the definition weak, not the declaration")
			return
		}
	}
}

// inAttribute reports whether __attribute__ (( stands in front of a word.
func inAttribute(p *analyzer.Pass, first, tok int) bool {
	for i := first; i+2 < tok; i++ {
		if p.Tokens.Kind[i] == token.Ident && p.TokenText(i) == "__attribute__" &&
			p.Tokens.Kind[i+1] == token.LParen && p.Tokens.Kind[i+2] == token.LParen {
			return true
		}
	}
	return false
}

// isPrototype: "type name (...)", at most one attribute, ";".
func isPrototype(p *analyzer.Pass, s cmodel.Span, lim int) bool {
	for _, name := range []int{s.End, s.Stars, s.Mods, s.Base} {
		if !followedBy(p, name, lim, token.Ident) || !followedBy(p, name+1, lim, token.LParen) {
			continue
		}
		end := p.C.Match(name + 1)
		if end < 0 || end >= lim {
			continue
		}
		end++
		if end < lim && p.C.Is(end, cmodel.Attribute) {
			end++
		}
		if followedBy(p, end, lim, token.Semi) {
			return true
		}
	}
	return false
}
