// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// LateStatement is the statement of the line at hand as those checks see it
// that checkpatch runs behind the one on trailing statements: by then it has
// collected one, too, for each line that holds the letters "do", or a
// conditional, even in the middle of a statement. Otherwise it is Statement.
func (p *Pass) LateStatement(line int) *cmodel.Statement {
	if p.stat != nil || p.C == nil || !p.C.HasCode(line) {
		return p.stat
	}
	if !holdsDo(p.Clean(line)) && !p.isConditional(line) {
		return nil
	}
	s := p.C.StatementAt(line, p.Text.Lines[line].Start)
	return &s
}

// holdsDo reports whether the letters stand anywhere, but for "do{".
func holdsDo(view []byte) bool {
	for {
		i := bytes.Index(view, []byte("do"))
		if i < 0 {
			return false
		}
		view = view[i+2:]
		if len(view) == 0 || view[0] != '{' {
			return true
		}
	}
}

// isConditional reports whether a line has the head of an if or a loop, do, or
// else, and is neither a directive nor the end of a do loop.
func (p *Pass) isConditional(line int) bool {
	if p.Text.Lines[line].Features.Has(source.Directive) {
		return false
	}
	first, end := p.LineTokens(line)
	found := false
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] != token.Ident {
			continue
		}
		switch w := p.Tokens.Word[i]; w {
		case token.Do, token.Else:
			found = true
		case token.While:
			if i > first && p.Tokens.Kind[i-1] == token.RBrace {
				return false
			}
			found = found || p.Tokens.KindAt(i+1) == token.LParen
		case token.If, token.For:
			found = found || p.Tokens.KindAt(i+1) == token.LParen
		default:
			found = found || p.Tokens.KindAt(i+1) == token.LParen && isForEach(p.Tokens.Text(p.Text.Clean, i))
		}
	}
	return found
}

// isForEach reports whether a name is that of an iterator as checkpatch knows
// them: small letters, for_each and more small letters.
func isForEach(name []byte) bool {
	i := bytes.Index(name, []byte("for_each"))
	if i < 0 || i+len("for_each") == len(name) {
		return false
	}
	for _, c := range name {
		if operand.IsDigit(c) || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}
