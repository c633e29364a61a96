// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// FunctionWithoutArgs is reported at the empty parentheses.
var FunctionWithoutArgs = &analyzer.Rule{
	Type:   "FUNCTION_WITHOUT_ARGS",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Empty parentheses in the declaration of a function",
	Doc: `In C "int f()" declares a function of which nothing is said about its
arguments. A function without any is declared with void.`,
	Bad:  "int f();\n",
	Good: "int f(void);\n",
	Link: "dev-tools/checkpatch.html#functions-and-variables",
	Fix:  analyzer.FixAlways,
}

// FunctionArguments is reported at the name or the argument.
var FunctionArguments = &analyzer.Rule{
	Type:   "FUNCTION_ARGUMENTS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A parameter without a name, or a name apart from its parenthesis",
	Doc: `The names of parameters are what a prototype tells a reader beyond the
types. The parenthesis of a function's parameters stands on the line of its
name.`,
	Bad:  "int f(int, char *);\n",
	Good: "int f(int count, char *name);\n",
	Link: "dev-tools/checkpatch.html#functions-and-variables",
	Fix:  analyzer.FixSometimes,
}

// AvoidExterns is reported at extern, or at the name of the function.
var AvoidExterns = &analyzer.Rule{
	Type:   "AVOID_EXTERNS",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "extern where a header should declare, or where it says nothing",
	Doc: `A prototype needs no extern. In a .c file neither prototypes of functions
elsewhere nor extern variables belong: the header that declares them keeps
both sides true.

Arrays that the linker script defines are left alone. By default so are local
variables with an initialiser in parentheses, as a macro may have them, and
names that a macro in capitals makes.`,
	Bad:  "extern int count;\n",
	Good: "static int count;\n",
	Link: "process/coding-style.html#function-prototypes",
	Fix:  analyzer.FixSometimes,
}

var functionWithoutArgs = &analyzer.Check{
	Rules:   []*analyzer.Rule{FunctionWithoutArgs},
	Tokens:  []token.Kind{token.LParen},
	OnToken: checkWithoutArgs,
}

// checkWithoutArgs reports "type name()", once a line.
func checkWithoutArgs(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, lim := p.LineTokens(line)
	if !isEmptyCall(p, tok, lim) || tok-2 < first || p.Tokens.Kind[tok-1] != token.Ident || !p.C.EndsWholeType(tok-2, first) {
		return
	}
	if p.Tokens.Kind[tok-2] == token.Ident && !gap(p, tok-1) {
		return
	}
	for i := first; i < tok-2; i++ {
		if isEmptyCall(p, i+2, lim) && p.Tokens.Kind[i+1] == token.Ident && p.C.EndsWholeType(i, first) {
			return
		}
	}
	r := between(p, tok, tok+1)
	p.Error(FunctionWithoutArgs, r, "say (void) for a function without arguments").
		Rewrite("Write (void)", analyzer.Replace(r, "(void)"))
}

func isEmptyCall(p *analyzer.Pass, i, lim int) bool {
	return i+1 < lim && p.Tokens.Kind[i] == token.LParen && p.Tokens.Kind[i+1] == token.RParen
}

var externs = &analyzer.Check{
	Rules:  []*analyzer.Rule{AvoidExterns, FunctionArguments},
	Lines:  source.HasLetter,
	OnLine: checkDeclarations,
}

// checkDeclarations looks at the statement that begins on a line.
func checkDeclarations(p *analyzer.Pass, line int) {
	if p.Text.Kind == source.Header {
		checkHeaderExtern(p, line)
	}
	s := p.StatementOn(line, true)
	if s == nil {
		return
	}
	i := s.Tok
	extern := i < s.EndTok && p.TokenText(i) == "extern" && i+1 < s.EndTok && gap(p, i+1)
	if extern {
		i++
	}
	span, typed := p.C.Type(i, s.EndTok)
	if strings.HasSuffix(p.Text.Path, ".c") {
		switch {
		case typed && checkPrototype(p, s, span):
		case extern && isLinkerArray(p, s):
			checkLinkerArray(p, s)
		case extern:
			f := p.Warn(AvoidExterns, p.TokenRange(s.Tok), "declare it in a header, not in a .c file")
			if s.Divided && isBlockOfC(p, s) {
				f.DifferNarrower("linkage of a block of declarations")
			}
		}
	}
	if typed {
		checkParameters(p, s, span)
	}
}

// isBlockOfC: extern "C" { ... }.
func isBlockOfC(p *analyzer.Pass, s *cmodel.Statement) bool {
	return s.Tok+1 < s.EndTok && p.Tokens.Kind[s.Tok+1] == token.String
}

// checkHeaderExtern reports extern in front of a prototype in a header.
func checkHeaderExtern(p *analyzer.Pass, line int) {
	first, lim := p.LineTokens(line)
	if first+2 >= lim || p.TokenText(first) != "extern" || !gap(p, first+1) {
		return
	}
	span, ok := p.C.Type(first+1, lim)
	if !ok {
		return
	}
	name, ok := named(p, span, lim, false)
	if !ok || !followedBy(p, name+1, lim, token.LParen) {
		return
	}
	r := source.Range{Start: p.Tokens.Start[first], End: p.Tokens.Start[first+1]}
	f := p.Strictly(AvoidExterns, p.TokenRange(first), "a prototype needs no extern")
	if inCapitals(p.TokenText(name)) {
		f.DifferNarrower("a macro makes the name, of a variable perhaps")
	}
	if isFunctionAlone(p, name) {
		f.Rewrite("Remove extern", analyzer.Delete(r))
	} else {
		f.MaybeFix("Remove extern", analyzer.Delete(r))
	}
}

// checkPrototype looks at "type name (" at the start of a statement in a .c
// file; false if it is something else.
func checkPrototype(p *analyzer.Pass, s *cmodel.Statement, span cmodel.Span) bool {
	name, ok := named(p, span, s.EndTok, true)
	if !ok {
		return false
	}
	open := p.C.Identifier(name, s.EndTok)
	if !followedBy(p, open, s.EndTok, token.LParen) {
		return false
	}
	if rest := p.C.Rest(s); s.CondEnd > s.Start && startsWithSemicolon(rest) {
		f := p.Warn(AvoidExterns, p.TokenRange(name), "declare it in a header, not in a .c file").AtLine(s.Line)
		switch text := p.TokenText(name); {
		case isLocalCall(p, s, name):
			f.DifferNarrower("inside a function this is a macro that defines a variable")
		case strings.HasPrefix(text, "DEFINE_") || strings.HasPrefix(text, "DECLARE_"):
			f.DifferNarrower("a macro defines a variable, with an attribute in front")
		case p.Tokens.Word[name] == token.Volatile || text == "__volatile__":
			f.DifferNarrower("an asm statement")
		case p.Tokens.KindAt(name+1) == token.HashHash:
			f.DifferNarrower("a macro declares the function that it defines")
		}
	}
	if p.TokenLine(open) != p.TokenLine(open-1) {
		r := source.Range{Start: p.Tokens.End[open-1], End: p.Tokens.Start[open]}
		p.Warn(FunctionArguments, between(p, name, open), "put the parenthesis behind the name").AtLine(s.Line).
			Fix("Move the parenthesis behind the name", analyzer.Delete(r))
	}
	return true
}

func startsWithSemicolon(b []byte) bool {
	for _, c := range b {
		if !token.IsBlank(c) {
			return c == ';'
		}
	}
	return false
}

// isLocalCall reports whether a would-be prototype stands in a function and
// its parentheses hold something that is no type: then a macro defines a
// variable.
func isLocalCall(p *analyzer.Pass, s *cmodel.Statement, name int) bool {
	if p.C.Function() == "" || p.Text.Clean[p.Text.Lines[s.Line].Start] != '\t' {
		return false
	}
	i := name + 2
	if i >= s.EndTok || p.Tokens.Kind[i] == token.RParen {
		return false
	}
	_, typed := p.C.Type(i, s.EndTok)
	return !typed
}

// isLinkerArray: extern struct tag name[];
func isLinkerArray(p *analyzer.Pass, s *cmodel.Statement) bool {
	i := s.Tok
	return s.EndTok-i >= 7 && p.TokenText(i+1) == "struct" && p.Tokens.Kind[i+2] == token.Ident &&
		p.Tokens.Kind[i+3] == token.Ident && gap(p, i+3) && p.Tokens.Kind[i+4] == token.LBrack && !gap(p, i+4) &&
		p.Tokens.Kind[i+5] == token.RBrack && !gap(p, i+5) && p.Tokens.Kind[i+6] == token.Semi && !gap(p, i+6)
}

// checkLinkerArray reports an array that may come from the linker script.
func checkLinkerArray(p *analyzer.Pass, s *cmodel.Statement) {
	p.Warn(AvoidExterns, p.TokenRange(s.Tok+3), "declare %s in a header, unless the linker script defines it", p.TokenText(s.Tok+3)).
		AtLine(s.Line)
}
