// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"hash/maphash"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// attic keeps what was found in a large part of a text that an edit made into
// something else, such as the rest of a header behind the opening of a comment.
// A few keys later the comment is closed, and all of it is as it was.
type attic struct {
	raw, clean []byte // of the version that had it
	boxes      map[uint64][]box
	seed       maphash.Seed
	lessons    []cmodel.Lesson // all that this version taught, in order
	age        int             // versions since
}

// box is one piece in the attic.
type box struct {
	piece
	from, to int // bytes that were seen
	known    int // lessons that were known above
}

const (
	// atticPieces is how many pieces must be lost at once to be worth keeping.
	atticPieces = 32
	// atticAge is how many versions they are kept.
	atticAge = 100
)

// store makes the attic of a version that lost pieces: numbers of those of old.
func store(old *layers, lost []int) *attic {
	t := old.text
	k := &attic{raw: t.Raw, clean: slices.Clone(t.Clean), boxes: map[uint64][]box{}, seed: maphash.MakeSeed()}
	next := 0
	for i := range old.pieces {
		p := &old.pieces[i]
		if next < len(lost) && lost[next] == i {
			next++
			k.put(t, p)
		}
		k.lessons = append(k.lessons, p.taught...)
	}
	return k
}

// put stores a piece, unless it has seen the beginning or the end of the text,
// or something far away.
func (k *attic) put(t *source.Text, p *piece) {
	first, end := p.first+p.reachFirst, p.first+p.reachEnd
	if first == 0 || end >= len(t.Lines) || first >= end || p.first == p.end || len(p.far) > 0 {
		return
	}
	b := box{piece: *p, from: int(t.Lines[first].Start), to: int(t.Lines[end].Start), known: len(k.lessons)}
	if !cutCleanly(t.Clean, b.from, b.to) {
		return
	}
	h := maphash.Bytes(k.seed, t.Raw[p.start:t.Lines[p.end].Start])
	k.boxes[h] = append(k.boxes[h], b)
}

// cutCleanly reports whether no literal can run over either end of some lines.
func cutCleanly(clean []byte, from, to int) bool {
	runsOver := func(at int) bool {
		at -= 2
		for at >= 0 && clean[at] == '\r' {
			at--
		}
		return at >= 0 && clean[at] == 'X'
	}
	return !runsOver(from) && !runsOver(to)
}

// find is the piece for the lines [first, end), if it is in the attic and would
// be found again.
func (u *reuse) find(first, end int) (piece, bool) {
	t := u.l.text
	if u.l.attic == nil || end >= len(t.Lines) || first == end {
		return piece{}, false
	}
	k := u.l.attic
	start := t.Lines[first].Start
	h := maphash.Bytes(k.seed, t.Raw[start:t.Lines[end].Start])
	for i := range k.boxes[h] {
		b := &k.boxes[h][i]
		if b.end-b.first == end-first && u.fits(b, first) {
			p := b.move(first-b.first, start-b.start)
			u.w.pass.C.Learn(p.taught)
			for _, l := range p.taught {
				u.differs(l)
			}
			u.place = p.after
			return p, true
		}
	}
	return piece{}, false
}

// fits reports whether a piece of the attic holds at a line: it sees the same
// as it did, begins in the same state, and what is known by now makes no
// difference to it.
func (u *reuse) fits(b *box, line int) bool {
	t, k := u.l.text, u.l.attic
	first, end := line+b.reachFirst, line+b.reachEnd
	if first <= 0 || end >= len(t.Lines) || !b.before.SamePlace(u.place) {
		return false
	}
	from, to := int(t.Lines[first].Start), int(t.Lines[end].Start)
	if !bytes.Equal(t.Raw[from:to], k.raw[b.from:b.to]) || !bytes.Equal(t.Clean[from:to], k.clean[b.from:b.to]) ||
		!cutCleanly(t.Clean, from, to) || !u.w.pass.trees.has(b.asked, t.Lines[line].Start) {
		return false
	}
	c := u.w.pass.C
	c.Learn(u.pending)
	u.pending = u.pending[:0]
	for _, l := range unlike(k.lessons[:b.known], c.Lessons()) {
		if l.Matters(t.Clean[from:to]) {
			return false
		}
	}
	return !slices.ContainsFunc(b.taught, c.Knows)
}

// unlike are the lessons of which only one list has any.
func unlike(a, b []cmodel.Lesson) []cmodel.Lesson {
	if len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b)) {
		return nil
	}
	var out []cmodel.Lesson
	has := make(map[cmodel.Lesson]bool, len(a))
	for _, l := range a {
		has[l] = true
	}
	for _, l := range b {
		if !has[l] {
			out = append(out, l)
		}
		delete(has, l)
	}
	for l := range has {
		out = append(out, l)
	}
	return out
}
