// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Function is the name of the function that checkpatch believes itself in, ""
// if none.
func (m *Model) Function() string { return m.function }

// beginsFunction is the name of the function whose definition a statement on
// an added line is, "" if it is none. It counts from the next line on.
func (m *Model) beginsFunction(s *Statement) string {
	if !s.Divided || m.text.Lines[s.Line].Origin != source.Added || m.kind(s.Tok, s.EndTok) != token.Ident {
		return ""
	}
	i := s.Tok
	if m.Is(i, Storage) {
		i++
	}
	t, ok := m.Type(i, s.EndTok)
	if !ok || m.kind(t.Stars, s.EndTok) != token.Ident {
		return ""
	}
	j := m.pasted(t.Stars, s.EndTok)
	if m.kind(j, s.EndTok) != token.LParen {
		return ""
	}
	if k := m.match(j); k < 0 || m.kind(k+1, s.EndTok) != token.LBrace {
		return ""
	}
	return string(m.text.Clean[m.toks.Start[t.Stars]:m.toks.End[j-1]])
}

// calledName is the first word of a hunk's section text that a parenthesis
// follows.
func calledName(section string) string {
	for i := 0; i < len(section); i++ {
		if !token.IsIdentByte(section[i]) {
			continue
		}
		from := i
		for i < len(section) && token.IsIdentByte(section[i]) {
			i++
		}
		k := i
		for k < len(section) && token.IsBlank(section[k]) {
			k++
		}
		if k < len(section) && section[k] == '(' {
			return section[from:i]
		}
	}
	return ""
}

// followFunction notes a function that begins or ends with a brace alone in
// the first column of an added line.
func (m *Model) followFunction(line int) {
	l := &m.text.Lines[line]
	if l.Origin != source.Added || l.Features&source.HasBrace == 0 {
		return
	}
	from, to := m.LineTokens(line)
	if from == to || m.toks.Start[from] != l.Start {
		return
	}
	for i := from + 1; i < to; i++ {
		if m.toks.Kind[i] != token.Comment {
			return
		}
	}
	switch m.toks.Kind[from] {
	case token.LBrace:
		if name := m.definedName(line - 1); name != "" {
			m.function = name
		}
	case token.RBrace:
		m.function = ""
	}
}

// definedName is the name of the function that a line begins to define.
func (m *Model) definedName(line int) string {
	if line < 0 || m.text.Lines[line].Origin != source.Added {
		return ""
	}
	i, lim := m.LineTokens(line)
	begin := i
	if m.kind(i, lim) != token.Ident {
		return ""
	}
	k := i
	for k < lim && m.Is(k, Storage|Inline) {
		k++
	}
	if t, ok := m.Type(k, lim); ok {
		if name := m.nameBeforeParen(t.Stars, lim); name != "" {
			return name
		}
	}
	if m.toks.Start[begin] == m.text.Lines[line].Start {
		return m.nameBeforeParen(begin, lim)
	}
	return ""
}

func (m *Model) nameBeforeParen(i, lim int) string {
	if m.kind(i, lim) != token.Ident {
		return ""
	}
	j := m.pasted(i, lim)
	if m.kind(j, lim) != token.LParen || m.gap(j) {
		return ""
	}
	return string(m.text.Clean[m.toks.Start[i]:m.toks.End[j-1]])
}
