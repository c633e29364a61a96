// SPDX-License-Identifier: GPL-2.0-or-later

package macro

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// MacroArgReuse is reported once for each parameter.
var MacroArgReuse = &analyzer.Rule{
	Type:   "MACRO_ARG_REUSE",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A macro uses an argument more than once",
	Doc: `An argument is an expression that is pasted wherever its parameter
stands. Used twice it is evaluated twice, with its side effects.

Not counted: uses in sizeof, typeof, offsetof, __stringify, typecheck and
built-in functions, and those that are pasted or made a string. By default
these are not counted either: uses as the name of a member, uses anywhere inside
of sizeof and the like or of an assertion at compile time, names that the macro
declares, and the variable of a loop that the macro begins.`,
	Bad:  "#define TWICE(x) ((x) + (x))\n",
	Good: "#define TWICE(x) ((x) * 2)\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixNever,
}

// MacroArgPrecedence is reported once for each parameter.
var MacroArgPrecedence = &analyzer.Rule{
	Type:   "MACRO_ARG_PRECEDENCE",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A macro's parameter beside an operator without parentheses",
	Doc: `An argument may be an expression of its own. Beside an operator its parts
bind to the operator, not to each other; parentheses around the parameter
keep it together. The first use in the value counts.

Not looked at: sizeof and its kin, pasting, a comma as the operator. By
default a parameter behind "->" is left alone: the name of a member cannot
stand in parentheses.`,
	Bad:  "#define DOUBLE(x) (x * 2)\n",
	Good: "#define DOUBLE(x) ((x) * 2)\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixSometimes,
}

// MacroArgUnused is reported once for each parameter.
var MacroArgUnused = &analyzer.Rule{
	Type:   "MACRO_ARG_UNUSED",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A macro's parameter that its value never uses",
	Doc: `An argument that a macro drops is not even evaluated, and the compiler
warns of unused variables where it is used. A static inline function in place
of an empty macro evaluates its arguments and checks their types.

A parameter called type and variable arguments are not looked at.`,
	Bad:  "#define STUB(x) do { } while (0)\n",
	Good: "static inline void stub(int x)\n{\n}\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixNever,
}

var macroArg = &analyzer.Check{
	Rules:  []*analyzer.Rule{MacroArgReuse, MacroArgPrecedence, MacroArgUnused},
	Lines:  source.Define,
	OnLine: checkArguments,
}

// checkArguments looks at the uses of each parameter in the macro's value.
func checkArguments(p *analyzer.Pass, line int) {
	d, ok := definition(p, line)
	if !ok || d.Open < 0 {
		return
	}
	for _, name := range p.C.Params(&d) {
		if name == "" || strings.Contains(name, "...") || strings.EqualFold(name, "type") {
			continue
		}
		checkArgument(p, &d, name)
	}
}

func checkArgument(p *analyzer.Pass, d *cmodel.Macro, name string) {
	var uses []int // that are evaluated
	used, members, looked, named := false, 0, 0, ""
	for i := d.Body; i < d.EndTok; i++ {
		if !isName(p, i, name) {
			continue
		}
		used = true
		if isHarmless(p, d, i) {
			continue
		}
		uses = append(uses, i)
		k := prevInMacro(p, d, i)
		switch {
		case k >= 0 && (p.Tokens.Kind[k] == token.Dot || p.Tokens.Kind[k] == token.Arrow):
			members++
		case isLookedAt(p, d, i):
			looked++
		case declaresName(p, d, i):
			named = "the macro declares the name"
		case isLoopVariable(p, d, i):
			named = "the variable of a loop is a name"
		}
	}
	if len(uses) > 1 {
		f := p.Strictly(MacroArgReuse, at(p, d), "macro evaluates its argument %s more than once", name)
		switch {
		case len(uses)-members < 2 || strings.EqualFold(strings.Trim(name, "_"), "member"):
			f.DifferNarrower("the name of a member is not evaluated")
		case len(uses)-members-looked < 2:
			f.DifferNarrower("the compiler looks at the argument and evaluates nothing")
		case named != "":
			f.DifferNarrower(named)
		}
	}
	if len(uses) > 0 {
		checkPrecedence(p, d, uses[0], name)
	}
	if !used {
		f := p.Warn(MacroArgUnused, at(p, d), "macro does not use its argument %s", name)
		if p.ReadsList(d) {
			f.DifferNarrower("the arguments are those of a list, of which each reader takes what it needs")
		}
	}
}

func isName(p *analyzer.Pass, i int, name string) bool {
	return p.Tokens.Kind[i] == token.Ident && int(p.Tokens.End[i]-p.Tokens.Start[i]) == len(name) &&
		string(p.Tokens.Text(p.Text.Clean, i)) == name
}

// unevaluated are what looks at an argument without evaluating it.
var unevaluated = map[string]bool{"__must_be_array": true, "offsetof": true, "sizeof": true,
	"sizeof_field": true, "__stringify": true, "typeof": true, "__typeof__": true}

// isHarmless reports whether a use is pasted, made a string, or stands right
// behind the parenthesis of something that does not evaluate it.
func isHarmless(p *analyzer.Pass, d *cmodel.Macro, use int) bool {
	t := p.Tokens
	if k := p.NextCode(use); k > 0 && k < d.EndTok && t.Kind[k] == token.HashHash {
		return true
	}
	k := prevInMacro(p, d, use)
	if isHash(t.KindAt(k)) {
		return true
	}
	if t.KindAt(k) == token.Comma && isTypecheck(p, d, k) {
		return true
	}
	for t.KindAt(k) == token.LParen {
		k = prevInMacro(p, d, k)
	}
	if isHash(t.KindAt(k)) {
		return true
	}
	if t.KindAt(k) != token.Ident {
		return false
	}
	word := p.TokenText(k)
	return unevaluated[word] || strings.HasPrefix(word, "__builtin") && len(word) > len("__builtin")
}

func isHash(k token.Kind) bool { return k == token.Hash || k == token.HashHash }

// prevInMacro is the token in front of i that is neither a comment nor the
// backslash of a continuation; -1 if the value begins with i.
func prevInMacro(p *analyzer.Pass, d *cmodel.Macro, i int) int {
	for i--; i >= d.Body; i-- {
		if k := p.Tokens.Kind[i]; k != token.Comment && k != token.Backslash {
			return i
		}
	}
	return -1
}

// isTypecheck reports whether a comma is the one in "typecheck(type,".
func isTypecheck(p *analyzer.Pass, d *cmodel.Macro, comma int) bool {
	open := -1
	for i := comma - 1; i >= d.Body && open < 0; i-- {
		if p.Tokens.Kind[i] == token.LParen {
			open = i
		}
	}
	if open <= d.Body || p.TokenText(open-1) != "typecheck" {
		return false
	}
	span, ok := p.C.Type(open+1, comma)
	return ok && span.End == comma
}

// checkPrecedence looks at the operators beside the first use.
func checkPrecedence(p *analyzer.Pass, d *cmodel.Macro, use int, name string) {
	before := prevInMacro(p, d, use)
	after := use + 1
	for after < d.EndTok && (p.Tokens.Kind[after] == token.Comment || p.Tokens.Kind[after] == token.Backslash) {
		after++
	}
	left := before >= 0 && binds(p.Tokens.Kind[before]) && !p.Tokens.Kind[before].IsAssign()
	right := after < d.EndTok && binds(p.Tokens.Kind[after])
	if !left && !right {
		return
	}
	f := p.Strictly(MacroArgPrecedence, p.TokenRange(use), "parameter %s stands beside an operator: write (%s)", name, name).
		AtLine(d.Line)
	switch {
	case before >= 0 && p.Tokens.Kind[before] == token.Arrow:
		f.DifferNarrower("the name of a member cannot stand in parentheses")
		return
	case declaresName(p, d, use):
		f.DifferNarrower("the macro declares the name")
		return
	}
	r := p.TokenRange(use)
	f.MaybeFix("Put "+name+" in parentheses", analyzer.Insert(r.Start, "("), analyzer.Insert(r.End, ")"))
}

// binds reports whether an operator may take the argument apart. Checkpatch's
// list has neither plain assignment nor "?", ":" and ".".
func binds(k token.Kind) bool {
	return k == token.Arrow || k.IsOperator() && k != token.Assign
}
