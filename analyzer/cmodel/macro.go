// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Macro is the #define that begins on a line.
type Macro struct {
	// Line and LastLine bound it, both included.
	Line, LastLine int
	// Name is its token. Open is the '(' of its parameters, and Close the
	// ')'; both are -1 where there are none.
	Name, Open, Close int
	// Body and EndTok bound the tokens of its value: [Body, EndTok).
	// Backslashes at line ends are tokens like others.
	Body, EndTok int
	// Start and End bound the value in Text.Clean, in bytes, blanks at its
	// beginning left out. End is behind the last line's line feed.
	Start, End uint32
}

// Macro reads the #define on a line; false if there is none with a name, or if
// it stands on a pile of others.
func (m *Model) Macro(line int) (Macro, bool) {
	i, lim := m.LineTokens(line)
	if m.piled(line) {
		return Macro{}, false
	}
	if !m.isDefine(i) || i+2 >= lim || string(m.Bytes(i+1)) != "define" || m.toks.Kind[i+2] != token.Ident {
		return Macro{}, false
	}
	end := m.directiveEnd(line)
	m.see(end)
	d := Macro{Line: line, LastLine: end - 1, Name: i + 2, Open: -1, Close: -1, EndTok: int(m.first[end])}
	d.Body = m.pasted(i+2, d.EndTok)
	d.Start = m.toks.End[d.Body-1]
	if m.kind(d.Body, d.EndTok) == token.LParen && !m.gap(d.Body) {
		if j := m.nextRParen(d.Body, d.EndTok); j >= 0 {
			d.Open, d.Close = d.Body, j
			d.Body = j + 1
			d.Start = m.toks.End[j]
		}
	}
	d.End = min(m.text.Lines[end-1].End+1, uint32(len(m.text.Clean)))
	for d.Start < d.End && token.IsBlank(m.text.Clean[d.Start]) {
		d.Start++
	}
	return d, true
}

// piled reports whether a #define is the third of a pile, each the value of the
// one above. One on top of another is a slip with a backslash, and both are
// looked at; a high pile is nobody's code, and reading the rest of it anew for
// each line takes forever.
func (m *Model) piled(line int) bool {
	const both = source.Define | source.Continued
	for k := 1; k <= 2; k++ {
		if line < k || m.text.Lines[line-k].Features&both != both {
			return false
		}
	}
	return true
}

// Params are the names of a macro's parameters as they are written, without
// blanks and backslashes: "x", "args...", "...".
func (m *Model) Params(d *Macro) []string {
	if d.Open < 0 {
		return nil
	}
	list := m.text.Clean[m.toks.End[d.Open]:m.toks.Start[d.Close]]
	var names []string
	for _, p := range bytes.Split(list, []byte{','}) {
		p = bytes.Map(func(r rune) rune {
			if r == '\\' || r < 0x80 && token.IsBlank(byte(r)) {
				return -1
			}
			return r
		}, p)
		names = append(names, string(p))
	}
	if len(names) == 1 && names[0] == "" {
		return nil
	}
	return names
}

// JoinedBody is the value of a macro as one line: comments and continuations
// taken out, blanks at both ends trimmed. Strings are still X-ed out.
func (m *Model) JoinedBody(d *Macro) []byte {
	b := make([]byte, 0, d.End-d.Start)
	for i := d.Start; i < d.End; i++ {
		c := m.text.Clean[i]
		switch {
		case c == token.CommentByte:
		case c == '\\' && i+1 < d.End && m.text.Clean[i+1] == '\n':
			i++
		default:
			b = append(b, c)
		}
	}
	return bytes.TrimSpace(b)
}
