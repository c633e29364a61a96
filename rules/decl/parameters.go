// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// checkParameters reports the parameters of a prototype that have no name.
func checkParameters(p *analyzer.Pass, s *cmodel.Statement, span cmodel.Span) {
	from, to, ok := parameterList(p, s, span)
	if !ok || from >= to {
		return
	}
	list := p.Text.Clean[p.Tokens.End[from-1]:p.Tokens.Start[to]]
	if string(trimLeft(list)) == "void" {
		return
	}
	closing := p.C.Match(from - 1)
	for i := from; i < to; {
		t, ok := p.C.Type(i, to)
		if !ok {
			i++
			continue
		}
		next := argumentEnd(p, t, to)
		if next > 0 {
			i = next
			continue
		}
		i = t.End
		if isEnumTag(p, t) {
			continue
		}
		at := between(p, t.First, t.End-1)
		f := p.Warn(FunctionArguments, at, "give the parameter a name").AtLine(s.Line)
		if closing >= 0 && t.First > closing {
			f.DifferNarrower("behind the parameters there are attributes, not parameters")
		} else if closing >= 0 && p.Tokens.KindAt(closing+1) == token.LParen {
			f.DifferNarrower("a macro makes the name")
		} else if t.First > from && p.Tokens.Kind[t.First-1] == token.Comment {
			f.DifferNarrower("the name stands in a comment")
		}
	}
}

// parameterList finds the tokens between the parenthesis behind the name and
// the last one in front of the semicolon that ends the statement.
func parameterList(p *analyzer.Pass, s *cmodel.Statement, span cmodel.Span) (from, to int, ok bool) {
	open := openParameters(p, span, s.EndTok)
	last := s.EndTok - 1
	if open < 0 || last <= open || p.Tokens.Kind[last] != token.Semi || p.Tokens.Kind[last-1] != token.RParen {
		return 0, 0, false
	}
	for i := open; i < last; i++ {
		if p.Tokens.Kind[i] == token.LBrace {
			return 0, 0, false
		}
	}
	return open + 1, last - 1, true
}

// openParameters is the parenthesis behind "type name" or "type (*name)", -1
// if there is none.
func openParameters(p *analyzer.Pass, span cmodel.Span, lim int) int {
	for _, i := range []int{span.End, span.Stars, span.Mods, span.Base} {
		if followedBy(p, i, lim, token.Ident) {
			if open := p.C.Identifier(i, lim); followedBy(p, open, lim, token.LParen) {
				return open
			}
		}
		if followedBy(p, i, lim, token.LParen) && followedBy(p, i+1, lim, token.Star) && followedBy(p, i+2, lim, token.Ident) &&
			followedBy(p, i+3, lim, token.RParen) && followedBy(p, i+4, lim, token.LParen) {
			return i + 4
		}
	}
	return -1
}

// argumentEnd is behind a parameter with a name: "type name", or a pointer to
// a function with or without one; 0 if it is the type alone.
func argumentEnd(p *analyzer.Pass, t cmodel.Span, lim int) int {
	i := t.End
	if followedBy(p, i, lim, token.Ident) {
		return i + 1
	}
	if !followedBy(p, i, lim, token.LParen) || !followedBy(p, i+1, lim, token.Star) {
		return 0
	}
	i += 2
	if followedBy(p, i, lim, token.Ident) {
		i++
	}
	if !followedBy(p, i, lim, token.RParen) || !followedBy(p, i+1, lim, token.LParen) {
		return 0
	}
	if end := p.C.Match(i + 1); end >= 0 && end < lim {
		return end + 1
	}
	return 0
}

// isEnumTag: "enum tag" with nothing behind it.
func isEnumTag(p *analyzer.Pass, t cmodel.Span) bool {
	return t.End == t.Base && t.Base-2 >= t.First && p.TokenText(t.Base-2) == "enum"
}

func trimLeft(b []byte) []byte {
	for len(b) > 0 && token.IsBlank(b[0]) {
		b = b[1:]
	}
	return b
}

// PreferKernelTypes is reported at the name of the type.
var PreferKernelTypes = &analyzer.Rule{
	Type:   "PREFER_KERNEL_TYPES",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A C99 integer type where the kernel has its own",
	Doc: `In the kernel an unsigned integer of 32 bits is a u32. The names of C99 are
for what user space sees (include/uapi) and for programs in tools/.

The first declaration of a line is looked at.`,
	Bad:  "uint32_t mask;\n",
	Good: "u32 mask;\n",
	Link: "process/coding-style.html#typedefs",
	Fix:  analyzer.FixAlways,
}

var preferKernelTypes = &analyzer.Check{
	Rules: []*analyzer.Rule{PreferKernelTypes},
	Words: []string{"__int16_t", "__int32_t", "__int64_t", "__int8_t", "__s_int16_t", "__s_int32_t", "__s_int64_t",
		"__s_int8_t", "__sint16_t", "__sint32_t", "__sint64_t", "__sint8_t", "__u_int16_t", "__u_int32_t", "__u_int64_t",
		"__u_int8_t", "__uint16_t", "__uint32_t", "__uint64_t", "__uint8_t", "int16_t", "int32_t", "int64_t", "int8_t",
		"int_16_t", "int_32_t", "int_64_t", "int_8_t", "s_int16_t", "s_int32_t", "s_int64_t", "s_int8_t", "sint16_t",
		"sint32_t", "sint64_t", "sint8_t", "u_int16_t", "u_int32_t", "u_int64_t", "u_int8_t", "u_int_16_t", "u_int_32_t",
		"u_int_64_t", "u_int_8_t", "uint16_t", "uint32_t", "uint64_t", "uint8_t", "uint_16_t", "uint_32_t", "uint_64_t",
		"uint_8_t"},
	OnWord: checkC99Type,
}

// checkC99Type reports the word if it belongs to the first declaration of its
// line.
func checkC99Type(p *analyzer.Pass, tok int) {
	if inFolder(p.Text.Path, "include/uapi/") || inFolder(p.Text.Path, "tools/") {
		return
	}
	first, lim := p.LineTokens(p.TokenLine(tok))
	for i := first; i <= tok; i++ {
		s, ok := p.C.Declare(i, lim)
		if !ok {
			continue
		}
		name, ok := declared(p, s, lim)
		if !ok {
			continue
		}
		if tok < name {
			want := kernelType(p.TokenText(tok))
			p.Strictly(PreferKernelTypes, p.TokenRange(tok), "use %s instead of %s", want, p.TokenText(tok)).
				Rewrite("Use "+want, analyzer.Replace(p.TokenRange(tok), want))
		}
		return
	}
}

// declared finds the name behind a type, and what a declaration goes on with.
func declared(p *analyzer.Pass, s cmodel.Span, lim int) (name int, ok bool) {
	for _, end := range []int{s.End, s.Stars, s.Mods, s.Base} {
		if followedBy(p, end, lim, token.Ident) &&
			followedBy(p, end+1, lim, token.Assign, token.Semi, token.Comma, token.LBrack) {
			return end, true
		}
	}
	return 0, false
}

// inFolder reports whether a folder is part of a path, at its start or behind
// a slash.
func inFolder(path, folder string) bool {
	for i := 0; i+len(folder) <= len(path); i++ {
		if path[i:i+len(folder)] == folder && (i == 0 || path[i-1] == '/') {
			return true
		}
	}
	return false
}

// kernelType is the kernel's name of a C99 type.
func kernelType(word string) string {
	sign, bits := "s", ""
	for i := range len(word) {
		switch c := word[i]; {
		case c == 'u':
			sign = "u"
		case c >= '0' && c <= '9':
			bits += string(c)
		}
	}
	return sign + bits
}
