// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// levelTokens is how far apart the tokens of Model.level are at least.
const levelTokens = 32

// Next is New for the next version of a whole text: lines says what its lines
// have in common with those of the model, toks and kept the same of tokens.
// The model stays as it is, but must not be asked any more; the memory of
// spare, which may be nil, is written over.
func (m *Model) Next(spare *Model, text *source.Text, toks *token.Stream, lines source.Common, kept token.Kept) *Model {
	if spare == nil {
		spare = &Model{}
	}
	n := &Model{text: text, toks: toks, given: m.given, names: m.names,
		stops: spare.stops[:0], passed: spare.passed[:0]}
	count := toks.Len()
	n.first = sized(spare.first, len(text.Lines)+1)
	n.moveIndex(m, lines, kept)

	n.name = append(spare.name[:0], m.name[:kept.Head]...)
	n.name = sized(n.name, count)
	copy(n.name[count-kept.Tail:], m.name[len(m.name)-kept.Tail:])
	n.names.forget()
	if len(n.names.class) > 2*count+1<<14 {
		// Most of them are words that are gone.
		n.names = newNames(count)
		n.nameTokens(0, count)
	} else {
		n.nameTokens(kept.Head, count-kept.Tail)
	}
	n.movePairs(m, spare, kept)

	n.memo = sized(spare.memo, len(text.Lines))
	clear(n.memo)
	n.class = sized(spare.class, count)
	clear(n.class)
	n.begin()
	return n
}

// Patience is how many tokens a statement may take one by one. It depends on all
// of the text: where it changes, statements anywhere may end elsewhere.
func (m *Model) Patience() int { return m.slow }

// Idle takes from the model what only a walk over the lines needs, and gives it
// to one that is to be the spare of another, or to nobody. The model must not be
// asked any more but for its next version.
func (m *Model) Idle(spare *Model) {
	if spare != nil {
		spare.memo, spare.class = m.memo, m.class
	}
	m.memo, m.class = nil, nil
}

// sized is a slice of n elements that begins with what s has and is in its
// memory if that is large enough.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return append(make([]T, 0, n+n/16+64), s[:min(len(s), n)]...)[:n]
	}
	return s[:n]
}

// moveIndex fills first, from that of the old model where that holds.
func (m *Model) moveIndex(old *Model, lines source.Common, kept token.Kept) {
	head := lines.Head
	copy(m.first[:head], old.first)
	shift := len(old.first) - len(m.first)
	delta := m.toks.Len() - len(old.name)
	tail := len(old.first) - 1 - lines.Tail
	tok := kept.Head
	for i := head; i < tail-shift; i++ {
		for tok < m.toks.Len() && m.toks.Start[tok] < m.text.Lines[i].Start {
			tok++
		}
		m.first[i] = uint32(tok)
	}
	moved := m.first[tail-shift:]
	copy(moved, old.first[tail:])
	if delta != 0 {
		for i := range moved {
			moved[i] += uint32(delta)
		}
	}
}

// movePairs fills jump and stops. Brackets are paired anew from a token in
// front of the edit to one behind it, all brackets being closed at both.
func (m *Model) movePairs(old, spare *Model, kept token.Kept) {
	count, before := m.toks.Len(), len(old.jump)
	delta := count - before
	known := 0 // entries of old.level in front of the edit
	for known < len(old.level) && int(old.level[known]) <= kept.Head {
		known++
	}
	known = max(known-1, 0)
	from := 0
	if known < len(old.level) {
		from = int(old.level[known])
	}
	m.jump = append(spare.jump[:0], old.jump[:from]...)
	m.jump = sized(m.jump, count)
	clear(m.jump[from:])
	p := pairing{m: m, level: append(spare.level[:0], old.level[:known]...), dirs: spare.dirs[:0]}
	next := 0 // entry of old.dirs
	for ; next < len(old.dirs) && int(old.dirs[next].tok) < from; next++ {
		p.dirs = append(p.dirs, old.dirs[next])
	}
	at := known
	p.pairBrackets(from, func(i int) bool {
		if i < count-kept.Tail {
			return false
		}
		for at < len(old.level) && int(old.level[at]) < i-delta {
			at++
		}
		if at == len(old.level) || int(old.level[at]) != i-delta {
			return false
		}
		copy(m.jump[i:], old.jump[i-delta:])
		for _, l := range old.level[at:] {
			p.level = append(p.level, l+int32(delta))
		}
		for _, d := range old.dirs[next:] {
			if int(d.tok) >= i-delta {
				p.dirs = append(p.dirs, d.moved(int32(delta)))
			}
		}
		return true
	})
	m.level, m.dirs = p.level, p.dirs
}

// moved is a directive so many tokens further. Brackets that it stands in move
// along.
func (d directive) moved(by int32) directive {
	d.tok += by
	if d.paren >= 0 {
		d.paren += by
	}
	if d.brace >= 0 {
		d.brace += by
	}
	return d
}
