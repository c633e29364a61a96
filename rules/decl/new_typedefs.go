// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"regexp"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// NewTypedefs is reported at the word typedef.
var NewTypedefs = &analyzer.Rule{
	Type:   "NEW_TYPEDEFS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A new typedef",
	Doc: `A typedef hides what a thing is: whether it is a struct, a pointer, how
large. The kernel spells types out.

Not reported: types of functions, types for sparse (__bitwise), and lines that
name one of the kernel's own integer types. By default types of functions that
run over several lines are seen as such, too.`,
	Bad:  "typedef struct thing thing_t;\n",
	Good: "typedef int (*handler_fn)(int x);\ntypedef u32 __bitwise flag_t;\n",
	Link: "process/coding-style.html#typedefs",
	Fix:  analyzer.FixNever,
}

var newTypedefs = &analyzer.Check{
	Rules:  []*analyzer.Rule{NewTypedefs},
	Words:  []string{"typedef"},
	OnWord: checkNewTypedef,
}

// knownTypedefs are names that excuse the line they stand on.
var knownTypedefs = regexp.MustCompile(`^(?:(?:__)?(?:[us]_?)?int_?(?:8|16|32|64)_t|u_(?:char|short|int|long)|unchar|ushort|uint|ulong|` +
	`(?:__)?(?:u|s|be|le)(?:8|16|32|64)|atomic_t|FILE)$`)

// checkNewTypedef looks at what follows typedef on its line, and then at the
// whole declaration.
func checkNewTypedef(p *analyzer.Pass, tok int) {
	lim := lineEnd(p, tok)
	line := p.TokenLine(tok)
	if !blankBehind(p, tok) {
		return
	}
	first, _ := p.LineTokens(line)
	for i := first; i < lim; i++ {
		if p.Tokens.Kind[i] != token.Ident {
			continue
		}
		if w := p.TokenText(i); i < tok && w == "typedef" || w == "__bitwise" || knownTypedefs.MatchString(w) || p.Facts.Tree.Typedefs()[w] {
			return
		}
	}
	if isFunctionType(p, tok+1, lim) {
		return
	}
	f := p.Warn(NewTypedefs, p.TokenRange(tok), "do not add new typedefs")
	if declaresFunction(p, tok) {
		f.DifferNarrower("the type of a function")
	}
}

// blankBehind reports whether a blank follows a token on its line.
func blankBehind(p *analyzer.Pass, tok int) bool {
	end := p.Tokens.End[tok]
	return int(end) < len(p.Text.Clean) && p.Text.Clean[end] != '\n' && token.IsBlank(p.Text.Clean[end])
}

// isFunctionType: type (*name)( or type name(.
func isFunctionType(p *analyzer.Pass, i, lim int) bool {
	s, ok := p.C.Type(i, lim)
	if !ok {
		return false
	}
	if name, ok := named(p, s, lim, true); ok && followedBy(p, name+1, lim, token.LParen) {
		return true
	}
	for _, k := range []int{s.End, s.Stars, s.Mods, s.Base} {
		if !followedBy(p, k, lim, token.LParen) {
			continue
		}
		k++
		if followedBy(p, k, lim, token.Star) {
			if k++; k < lim && gap(p, k) {
				continue // checkpatch wants the name right behind the star
			}
		}
		if followedBy(p, k, lim, token.Ident) && followedBy(p, k+1, lim, token.RParen) && followedBy(p, k+2, lim, token.LParen) {
			return true
		}
	}
	return false
}

// declarationTokens is how far the end of a declaration is looked for.
const declarationTokens = 400

// declaresFunction reports whether the declaration has a parenthesis outside
// of all braces that ends in front of its semicolon or bracket.
func declaresFunction(p *analyzer.Pass, tok int) bool {
	depth, parens, i := 0, 0, tok+1
	defer func() { p.Saw(i) }()
	for ; i < p.Tokens.Len() && i < tok+declarationTokens; i++ {
		switch p.Tokens.Kind[i] {
		case token.LBrace:
			depth++
		case token.RBrace:
			depth--
		case token.LParen:
			if depth == 0 {
				parens++
			}
			if i = p.C.Match(i); i < 0 {
				return false
			}
		case token.Semi:
			if depth == 0 {
				if p.Tokens.Kind[tok+1] == token.Ident && p.Tokens.Kind[tok+2] == token.LParen && p.Tokens.Kind[tok+3] != token.Star &&
					!strings.HasPrefix(p.TokenText(tok+1), "__") {
					return false // a macro makes the type
				}
				return parens > 0 && p.Tokens.Kind[i-1] == token.RParen && parens != attributeParens(p, tok, i)
			}
		}
	}
	return false
}

// attributeParens counts parentheses behind attribute words, those inside of
// others left out.
func attributeParens(p *analyzer.Pass, from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if p.Tokens.Kind[i] != token.LParen {
			continue
		}
		if w := p.TokenText(i - 1); p.Tokens.Kind[i-1] == token.Ident && len(w) > 2 && w[:2] == "__" {
			n++
		}
		if i = p.C.Match(i); i < 0 {
			break
		}
	}
	return n
}
