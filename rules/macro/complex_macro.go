// SPDX-License-Identifier: GPL-2.0-or-later

package macro

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// ComplexMacro is reported at the name of the macro.
var ComplexMacro = &analyzer.Rule{
	Type:   "COMPLEX_MACRO",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A macro's value without parentheses around it",
	Doc: `The value of a macro is pasted between whatever operators stand where it
is used. An expression of more than one operand needs parentheses around it,
or it falls apart there.

Not reported: single operands and calls, strings, lists of designated
initialisers, values with a type in them, loops that are complete, statement
expressions. By default we also leave alone what could not stand in
parentheses: loop heads, attribute words, declarations, lists, items of lists
and what lacks an operand; and compound literals, which are one operand.`,
	Bad:  "#define SUM a + b\n",
	Good: "#define SUM (a + b)\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixSometimes,
}

// MultistatementMacroUseDoWhile is reported at the name of the macro.
var MultistatementMacroUseDoWhile = &analyzer.Rule{
	Type:   "MULTISTATEMENT_MACRO_USE_DO_WHILE",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Several statements in a macro without do ... while (0)",
	Doc: `A macro of several statements, or one that begins with if, breaks an
if/else around it: only its first statement belongs to the if. A do ... while
(0) loop makes it one statement.

By default loop heads are left alone: what follows a macro such as
for_each_thing() is the body. So are macros that define functions, and a single
statement with its semicolon.`,
	Bad:  "#define STEP(x) first(x); second()\n",
	Good: "#define STEP(x) do { first(x); second(); } while (0)\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixNever,
}

var complexMacro = &analyzer.Check{
	Rules:  []*analyzer.Rule{ComplexMacro, MultistatementMacroUseDoWhile},
	Lines:  source.Define,
	OnLine: checkValue,
}

// checkValue looks at the outer shape of a macro's value.
func checkValue(p *analyzer.Pass, line int) {
	d, ok := definition(p, line)
	if !ok {
		return
	}
	flat := flatten(p.C.JoinedBody(&d))
	if isSimple(flat) || isExcused(p, &d, flat) {
		return
	}
	var f *analyzer.Finding
	switch {
	case startsWord(flat, "if"):
		f = p.Error(MultistatementMacroUseDoWhile, at(p, &d), "macro begins with if: wrap it in do { } while (0)")
	case bytes.IndexByte(flat, ';') >= 0:
		f = p.Error(MultistatementMacroUseDoWhile, at(p, &d), "macro of several statements: wrap them in do { } while (0)")
	default:
		f = p.Error(ComplexMacro, at(p, &d), "macro's value needs parentheses around it")
		if r := valueRange(p, &d); isExpression(flat) && p.Text.LineAt(r.End) == line {
			f.MaybeFix("Put the value in parentheses", analyzer.Insert(r.Start, "("), analyzer.Insert(r.End, ")"))
		}
	}
	why := notExpression(p, &d, flat)
	if why == "" && f.Rule == MultistatementMacroUseDoWhile {
		why = notStatements(p, &d, flat)
	}
	if why != "" {
		f.DifferNarrower(why)
	}
}

// isExpression reports whether a flattened value is made of operands and
// operators alone.
func isExpression(flat []byte) bool {
	return !bytes.ContainsAny(flat, ";{}#\\\"'") && !startsWord(flat, "return") && !startsWord(flat, "goto") &&
		bytes.ContainsAny(flat, "+-*/%<>&|^?") && bytes.IndexByte(flat, ',') < 0 &&
		bytes.IndexByte(bytes.ReplaceAll(bytes.ReplaceAll(flat, []byte("=="), nil), []byte("<="), nil), '=') < 0
}
