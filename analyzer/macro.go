// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// MacroOn is the macro whose definition a line begins or goes on with.
func (p *Pass) MacroOn(line int) (m cmodel.Macro, ok bool) {
	if !p.InDirective(line) {
		return m, false
	}
	for p.Text.Lines[line].Features&source.Directive == 0 {
		line--
	}
	return p.C.Macro(line)
}

// ReadsList reports whether a macro is the reader of a list that is a macro,
// too: "#define x(name, nr) name = nr," in front of the list, and #undef x
// somewhere. Its parameters and its punctuation are what the list wants.
func (p *Pass) ReadsList(m *cmodel.Macro) bool {
	name := p.TokenText(m.Name)
	const undef = "#undef "
	gone := false
	for at := range p.Marks(undef + name) {
		end := at + len(undef) + len(name)
		gone = gone || end == len(p.Text.Raw) || !operand.IsWord(p.Text.Raw[end])
	}
	if !gone {
		return false
	}
	called := false
	p.EachName(name, func(tok int) {
		called = called || p.Tokens.KindAt(tok+1) == token.LParen && p.TokenText(tok) == name && !p.InDirective(p.TokenLine(tok))
	})
	return !called
}
