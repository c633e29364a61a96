// SPDX-License-Identifier: GPL-2.0-or-later

package macro

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// definition reads the macro that a line defines; false where macros are not
// judged: in the linker script that all architectures share.
func definition(p *analyzer.Pass, line int) (cmodel.Macro, bool) {
	if strings.HasSuffix("/"+p.Text.Path, "/vmlinux.lds.h") {
		return cmodel.Macro{}, false
	}
	return p.C.Macro(line)
}

// at is the range of a macro's name.
func at(p *analyzer.Pass, d *cmodel.Macro) source.Range { return p.TokenRange(d.Name) }

// valueRange is where the value of a macro stands, blanks around it left out.
func valueRange(p *analyzer.Pass, d *cmodel.Macro) source.Range {
	end := d.EndTok
	for end > d.Body && (p.Tokens.Kind[end-1] == token.Comment || p.Tokens.Kind[end-1] == token.Backslash) {
		end--
	}
	if end <= d.Body {
		return at(p, d)
	}
	return source.Range{Start: p.Tokens.Start[d.Body], End: p.Tokens.End[end-1]}
}

// valueStart is the first token of a macro's value, which may stand on the line
// below the name.
func valueStart(p *analyzer.Pass, d *cmodel.Macro) int {
	i := d.Body
	for i < d.EndTok && (p.Tokens.Kind[i] == token.Backslash || p.Tokens.Kind[i] == token.Comment) {
		i++
	}
	return i
}

// traceNames are macros that the tracing headers want as they are.
var traceNames = map[string]bool{"TRACE_SYSTEM": true, "TRACE_INCLUDE_FILE": true, "TRACE_INCLUDE_PATH": true}

// isExcused reports whether a value is taken for something that is no
// expression: it has a type in it, or a word that only declarations have.
func isExcused(p *analyzer.Pass, d *cmodel.Macro, flat []byte) bool {
	for _, word := range []string{"struct", "union", "module_param_named", "MODULE_PARM_DESC",
		"DECLARE_PER_CPU", "DEFINE_PER_CPU", "__typeof__("} {
		if bytes.Contains(flat, []byte(word)) {
			return true
		}
	}
	return traceNames[p.TokenText(d.Name)] || hasType(p, d)
}

// hasType reports whether the name of a type stands in the value outside of
// all brackets.
func hasType(p *analyzer.Pass, d *cmodel.Macro) bool {
	depth := 0
	for i := d.Body; i < d.EndTok; i++ {
		switch k := p.Tokens.Kind[i]; {
		case k.IsOpen():
			if p.C.Match(i) < 0 {
				continue
			}
			depth++
		case k.IsClose():
			depth = max(depth-1, 0)
		case k == token.Ident && depth == 0 && !isGlued(p, i) && p.C.EndsType(i, d.Body):
			return true
		}
	}
	return false
}

// isGlued reports whether a bracket follows a name without a blank: the name
// is called or indexed then.
func isGlued(p *analyzer.Pass, i int) bool {
	return p.Tokens.KindAt(i+1).IsOpen() && p.Tokens.Start[i+1] == p.Tokens.End[i]
}

// notExpression says why a value could not be put in parentheses at all, so
// that asking for them makes no sense; empty if it could.
func notExpression(p *analyzer.Pass, d *cmodel.Macro, flat []byte) string {
	switch {
	case startsWord(flat, "extern"), startsWord(flat, "static"), startsWord(flat, "typedef"):
		return "a declaration cannot stand in parentheses"
	case isCompoundLiteral(p, d):
		return "a compound literal is one operand"
	case flat[0] == '=':
		return "an initialiser cannot stand in parentheses"
	case flat[len(flat)-1] == ',' && bytes.IndexByte(flat, ';') < 0:
		return "an item of a list cannot stand in parentheses"
	case isAssembly(flat):
		return "assembler cannot stand in parentheses"
	case bytes.ContainsAny(flat, "(){}[]"):
		return "half of a pair of brackets cannot stand in parentheses"
	case lacksOperand(flat):
		return "what lacks an operand cannot stand in parentheses"
	case startsWord(flat, "for"), bytes.HasPrefix(flat, []byte("for"+group)), startsLoop(p, d):
		return "a loop head takes its body from where the macro is used"
	case bytes.HasPrefix(flat, []byte("asm")), bytes.HasPrefix(flat, []byte("__asm")):
		return "an asm statement cannot stand in parentheses"
	case isWordRow(flat):
		return "words in a row are attributes or the start of a declaration"
	case isList(flat):
		return "a list of arguments or initialisers cannot stand in parentheses"
	}
	return ""
}

// isAssembly reports whether a value begins with a directive of the assembler
// or separates lines of it.
func isAssembly(flat []byte) bool {
	return len(flat) > 1 && flat[0] == '.' && operand.IsLetter(flat[1]) && !hasDesignator(flat) || bytes.Contains(flat, []byte("ASM_NL"))
}

// lacksOperand reports whether a value ends in an operator with two operands,
// or begins with one and a blank.
func lacksOperand(flat []byte) bool {
	n := len(flat)
	if n > 1 && bytes.IndexByte([]byte("|&+*/%<>^?"), flat[n-1]) >= 0 && !bytes.HasSuffix(flat, []byte("++")) {
		return true
	}
	return n > 2 && bytes.IndexByte([]byte("|*/%^"), flat[0]) >= 0 && operand.Blanks(flat, 1) > 1
}

// notStatements says why a value with a semicolon could not stand in a loop;
// empty if it could.
func notStatements(p *analyzer.Pass, d *cmodel.Macro, flat []byte) string {
	switch {
	case definesFunction(p, d) || bytes.Contains(flat, []byte("static ")):
		return "a definition cannot stand in a loop"
	case isMembers(flat):
		return "members of a structure cannot stand in a loop"
	case bytes.IndexByte(flat, ';') == len(flat)-1 && !startsWord(flat, "if"):
		return "a single statement, and its semicolon is another rule's affair"
	case p.ReadsList(d):
		return "the items of a list are not separated"
	}
	return ""
}

// isMembers: declarations of a type and a name, the first of them, or other
// macros of such.
func isMembers(flat []byte) bool {
	for i, part := range bytes.Split(bytes.TrimRight(flat, "; \t"), []byte{';'}) {
		part = bytes.TrimSpace(part)
		call := i > 0 && operand.Name(part, 0) == len(part) && inCapitals(bytes.TrimSuffix(part, []byte(group)))
		if !call && !(isWordRow(part) && !bytes.HasSuffix(part, []byte(group))) {
			return false
		}
	}
	return true
}

// isCompoundLiteral reports whether the value is a type in parentheses and a
// list in braces behind it.
func isCompoundLiteral(p *analyzer.Pass, d *cmodel.Macro) bool {
	first := valueStart(p, d)
	if p.Tokens.KindAt(first) != token.LParen {
		return false
	}
	shut := p.Closing(first)
	open := shut + 1
	if shut < 0 || open >= d.EndTok || p.Tokens.Kind[open] != token.LBrace {
		return false
	}
	for end := p.Closing(open) + 1; end > 0 && end < d.EndTok; end++ {
		if p.Tokens.Kind[end] != token.Comment && p.Tokens.Kind[end] != token.Backslash {
			return false
		}
	}
	return p.Closing(open) > 0
}

// isWordRow: at least two names or calls behind each other and nothing else,
// none of them a keyword.
func isWordRow(flat []byte) bool {
	n := 0
	for i := 0; i < len(flat); n++ {
		end := operand.Name(flat, i)
		if end < 0 || keywords[string(bytes.TrimSuffix(flat[i:end], []byte(group)))] {
			return false
		}
		i = operand.Blanks(flat, end)
	}
	return n > 1
}

// keywords are words that make an expression or a statement of what follows.
var keywords = map[string]bool{"return": true, "goto": true, "sizeof": true, "else": true, "if": true,
	"switch": true, "while": true, "do": true, "break": true, "continue": true, "typeof": true, "case": true}

// inCapitals reports whether a name is that of a macro.
func inCapitals(name []byte) bool { return bytes.Equal(bytes.ToUpper(name), name) }

// isList: operands without side effects with commas between them.
func isList(flat []byte) bool {
	parts := bytes.Split(flat, []byte{','})
	if len(parts) < 2 {
		return false
	}
	for i, part := range parts {
		part = bytes.TrimSpace(part)
		if len(part) == 0 {
			if i == len(parts)-1 {
				continue
			}
			return false
		}
		part = bytes.TrimLeft(part, "&-~")
		if rest, ok := bytes.CutPrefix(part, []byte(group)); ok {
			part = append([]byte{'x'}, rest...) // a cast and more, in parentheses
		}
		if operand.Lvalue(part, 0) != len(part) && operand.Constant(part, 0) != len(part) && operand.String(part, 0) != len(part) {
			return false
		}
		if bytes.HasSuffix(part, []byte(group)) && operand.Name(part, 0) > 0 && !inCapitals(part[:len(part)-len(group)]) {
			return false // the call of a function
		}
	}
	return true
}

// startsLoop reports whether the value begins with the name of a macro that
// loops.
func startsLoop(p *analyzer.Pass, d *cmodel.Macro) bool {
	i := valueStart(p, d)
	return i < d.EndTok && p.Tokens.Kind[i] == token.Ident && p.IsLoopName(i)
}
