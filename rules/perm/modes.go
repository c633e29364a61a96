// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// mode is the permission argument of a call.
type mode struct {
	call  analyzer.Call
	place place
	arg   analyzer.Span
	// number is the token of the argument where that is a number alone.
	number int
}

// placeOf is where the function at token i takes permissions.
func placeOf(p *analyzer.Pass, i int) (place, bool) {
	if pl, ok := modeArgument[p.Words.String(p.Tokens.WordAt(i))]; ok {
		return pl, true
	}
	if p.Tokens.KindAt(i) == token.Ident && strings.HasPrefix(string(p.Tokens.Text(p.Text.Clean, i)), iioPrefix) {
		return place{0, groupIIO}, true
	}
	return place{}, false
}

// modeOf reads the permission argument of the call at token i.
func modeOf(p *analyzer.Pass, i int) (mode, bool) {
	var m mode
	var ok bool
	if m.place, ok = placeOf(p, i); !ok {
		return m, false
	}
	if m.call, ok = p.CallAt(i); !ok || m.call.Count <= m.place.index {
		return m, false
	}
	m.readArg(p)
	return m, m.arg.Len() > 0
}

// readArg finds the argument that the place names.
func (m *mode) readArg(p *analyzer.Pass) {
	m.arg, m.number = m.call.Arg(m.place.index), -1
	if m.arg.Len() == 1 && p.Tokens.Kind[m.arg.First] == token.Number {
		m.number = m.arg.First
	}
}

// fits is checkpatch's view of a call: the arguments up to the permissions are
// simple operands, and those may be joined with |.
func (m *mode) fits(p *analyzer.Pass) bool {
	if m.call.Open != m.call.Name+1 {
		return false
	}
	lim := m.call.Close
	i := m.call.Open + 1
	for range m.place.index {
		if i = p.C.Operand(i, lim); i < 0 || i >= lim || p.Tokens.Kind[i] != token.Comma {
			return false
		}
		i++
	}
	if i = p.C.Operand(i, lim); i < 0 {
		return false
	}
	for i < lim && p.Tokens.Kind[i] == token.Pipe {
		if i = p.C.Operand(i+1, lim); i < 0 {
			return false
		}
	}
	return i == lim || p.Tokens.Kind[i] == token.Comma
}

// seen reports whether checkpatch looks at this call, and on which line it
// would report it: the statement that contains it must begin on a line that
// mentions such a function, and the call must be the first of its group there.
func (m *mode) seen(p *analyzer.Pass) (line int, ok bool) {
	s, ok := p.StatementOf(m.call.Name)
	if !ok || m.place.group == groupUnseen || !m.fits(p) || !mentions(p, s.Line) {
		return 0, false
	}
	return s.Line, m.isFirst(p, &s)
}

func mentions(p *analyzer.Pass, line int) bool {
	first, end := p.LineTokens(line)
	for i := first; i < end; i++ {
		if _, ok := placeOf(p, i); ok {
			return true
		}
	}
	return false
}

func (m *mode) isFirst(p *analyzer.Pass, s *cmodel.Statement) bool {
	for i := s.Tok; i < m.call.Name; i++ {
		if pl, ok := placeOf(p, i); ok && pl.group == m.place.group {
			if other, ok := modeOf(p, i); ok && other.fits(p) {
				return false
			}
		}
	}
	return true
}
