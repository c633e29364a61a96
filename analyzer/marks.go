// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"iter"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// marks remembers where something that checks of whole texts look for stands
// in one version of a text, so that the next version is searched only where it
// differs.
type marks struct {
	found map[mark][]uint32

	// Of the version before, and where the texts and their views differ from
	// it. What is behind stood delta bytes further up.
	old       *marks
	raw, view differs
	delta     uint32
}

// differs bounds what is not the same in two versions: bytes [head, tail) of
// the later one.
type differs struct{ head, tail uint32 }

// mark is what is looked for, in the raw text or in its view.
type mark struct {
	text string
	view bool
}

// Marks yields the offsets of all places in the raw text at which the given
// bytes stand, in order; places may overlap. Checks of whole texts use it
// rather than look by themselves: in an editor it costs what was edited.
func (p *Pass) Marks(text string) iter.Seq[int] { return p.places(mark{text, false}) }

func (p *Pass) places(m mark) iter.Seq[int] {
	if p.marks == nil || !p.inText {
		p.far = append(p.far, m.text)
		return each(p.Text, m, 0, len(p.Text.Raw))
	}
	found := p.marks.of(p.Text, m)
	return func(yield func(int) bool) {
		for _, at := range found {
			if !yield(int(at)) {
				return
			}
		}
	}
}

// Mentions reports whether the raw text has the given bytes anywhere.
func (p *Pass) Mentions(text string) bool {
	for range p.Marks(text) {
		return true
	}
	return false
}

// each yields the offsets of a mark that lies within bytes [from, to).
func each(t *source.Text, m mark, from, to int) iter.Seq[int] {
	in, what := t.Raw[:to], []byte(m.text)
	if m.view {
		in = t.Clean[:to]
	}
	return func(yield func(int) bool) {
		for at := from; at < to; at++ {
			k := bytes.Index(in[at:], what)
			if k < 0 {
				return
			}
			at += k
			if !yield(at) {
				return
			}
		}
	}
}

// of are the places of a mark.
func (k *marks) of(t *source.Text, m mark) []uint32 {
	if found, ok := k.found[m]; ok {
		return found
	}
	if k.found == nil {
		k.found = make(map[mark][]uint32)
	}
	var before, found []uint32
	known := false
	if k.old != nil {
		before, known = k.old.found[m]
	}
	changed := k.raw
	if m.view {
		changed = k.view
	}
	from, to, n := 0, len(t.Raw), len(m.text)
	if known {
		from, to = max(int(changed.head)-n+1, 0), min(int(changed.tail)+n-1, to)
	}
	for len(before) > 0 && int(before[0])+n <= int(changed.head) {
		found = append(found, before[0])
		before = before[1:]
	}
	for at := range each(t, m, from, to) {
		found = append(found, uint32(at))
	}
	for _, at := range before {
		if at >= changed.tail-k.delta {
			found = append(found, at+k.delta)
		}
	}
	k.found[m] = found
	return found
}

// EachName calls visit for each identifier on an added line that contains the
// given text, in order. It is for names that cannot be listed in Check.Words.
func (p *Pass) EachName(text string, visit func(tok int)) {
	next := 0
	for at := range p.places(mark{text, true}) {
		if at < next {
			continue
		}
		next = at + len(text)
		tok := p.Tokens.Find(uint32(at))
		if p.Tokens.KindAt(tok) != token.Ident || int(p.Tokens.Start[tok]) >= next {
			continue
		}
		next = max(next, int(p.Tokens.End[tok]))
		if p.Added(p.TokenLine(tok)) {
			visit(tok)
		}
	}
}
