// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// MultipleDeclaration is reported at the second variable.
var MultipleDeclaration = &analyzer.Rule{
	Type:   "MULTIPLE_DECLARATION",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "Several variables with values declared on one line",
	Doc: `Each variable that gets a value where it is declared deserves a line, and
room for a comment on what it is for. Plain lists such as "int i, j;" are left
alone.

Checkpatch knows the type and never reports it.`,
	Bad:  "\tint first = 1, second = 2;\n",
	Good: "\tint first = 1;\n\tint second = 2;\n\tint i, j;\n",
	Link: "process/coding-style.html#commenting",
	Fix:  analyzer.FixNever,
}

var multipleDeclaration = &analyzer.Check{
	Rules:   []*analyzer.Rule{MultipleDeclaration},
	Tokens:  []token.Kind{token.Assign},
	OnToken: checkMultipleDeclaration,
}

// checkMultipleDeclaration looks, at the first "=" of a line that begins with a
// declaration, for a second variable with a value behind it.
func checkMultipleDeclaration(p *analyzer.Pass, tok int) {
	first, lim := p.LineTokens(p.TokenLine(tok))
	s, ok := p.C.Declare(first, tok)
	if !ok {
		return
	}
	if name, ok := named(p, s, tok, false); !ok || !isDeclarator(p, name, tok) {
		return
	}
	if p.C.Is(first, cmodel.Tag) && p.Tokens.KindAt(first+2) == token.LBrace {
		return
	}
	depth := 0
	for i := tok + 1; i < lim; i++ {
		switch k := p.Tokens.Kind[i]; {
		case k.IsOpen():
			depth++
		case k.IsClose():
			depth--
		case k == token.Semi || depth < 0:
			return
		case k == token.Comma && depth == 0:
			next := i + 1
			for followedBy(p, next, lim, token.Star) {
				next++
			}
			if followedBy(p, next, lim, token.Ident) && followedBy(p, next+1, lim, token.Assign) {
				p.Strictly(MultipleDeclaration, p.TokenRange(next), "declare %s on a line of its own", p.TokenText(next)).
					DifferWider("checkpatch has the type but no check")
				return
			}
		}
	}
}

// isDeclarator reports whether nothing but the dimensions of an array stands
// between a name and the "=".
func isDeclarator(p *analyzer.Pass, name, assign int) bool {
	return name+1 == assign || p.Tokens.Kind[name+1] == token.LBrack && p.Tokens.Kind[assign-1] == token.RBrack
}
