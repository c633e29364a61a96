// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"cmp"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Cuts are the chunks of a whole text, as ChunksIn makes them, with what it
// takes to go on from the middle when the text has changed.
type Cuts struct {
	Chunks []Chunk

	marks  []cutMark
	plain  int // tokens in front of the first that is no comment and in no directive
	inside int // see chunker.inside
	looked int // the last token that this depended on
	size   int // of the text, in bytes
	tokens int

	// Of the version before, while the next is made.
	old  *Cuts
	tail int // tokens from here on are as they were
	at   int // entry of old.marks
}

// cutMark is what is known at a token that begins a chunk, or goes on with a run
// of directives.
type cutMark struct {
	tok    int32
	chunks int32 // that begin in front of it
	looked int32 // the last token that these depend on
	dead   bool
	groups []openGroup
}

// markTokens is how far apart marks are at least.
const markTokens = 48

// Cut cuts a whole text, which ends at to but for a last line feed.
func Cut(clean []byte, toks *token.Stream, to uint32) *Cuts {
	return new(Cuts).next(nil, clean, toks, to, token.Kept{})
}

// Next is Cut for the next version of the text; kept says which tokens are the
// same. The cuts stay as they are; the memory of spare, which may be nil, is
// written over.
func (k *Cuts) Next(spare *Cuts, clean []byte, toks *token.Stream, to uint32, kept token.Kept) *Cuts {
	if spare == nil {
		spare = &Cuts{}
	}
	return (&Cuts{Chunks: spare.Chunks[:0], marks: spare.marks[:0]}).next(k, clean, toks, to, kept)
}

func (k *Cuts) next(old *Cuts, clean []byte, toks *token.Stream, to uint32, kept token.Kept) *Cuts {
	k.size, k.tokens = len(clean), toks.Len()
	if len(clean) == 0 {
		return k
	}
	c := newChunker(clean, toks, 0, to)
	c.columnRule, c.hunk, c.chunks = true, true, k.Chunks
	same := false
	if old != nil && old.looked+2 < kept.Head {
		k.plain, k.inside, k.looked, same = old.plain, old.inside, old.looked, true
	} else {
		k.plain = k.readPlain(c, old, kept)
		k.inside = c.insideEnd(k.plain)
		k.looked, c.looked = c.looked, 0
		same = old != nil && old.inside == k.inside && k.inside <= kept.Head
	}
	c.inside = k.inside
	if same {
		k.old, k.tail = old, k.tokens-kept.Tail
	}
	if same && k.resume(c, kept.Head) {
		c.walk()
	} else {
		c.cuts = k
		c.run()
	}
	k.Chunks = c.chunks
	k.old = nil
	return k
}

// readPlain is chunker.readPlain for the next version: between what is in front
// of the edit, and what is behind it.
func (k *Cuts) readPlain(c *chunker, old *Cuts, kept token.Kept) int {
	from, joined, delta := c.first, false, 0
	if old != nil {
		delta = k.tokens - old.tokens
		if n := old.before(kept.Head); n > 0 && int(old.marks[n-1].tok) <= old.plain {
			from = int(old.marks[n-1].tok)
		}
	}
	plain := c.readPlain(from, func(i int) bool {
		joined = old != nil && i > k.tokens-kept.Tail && i-delta <= old.plain && old.marked(i-delta)
		return joined
	})
	if joined {
		return old.plain + delta
	}
	return plain
}

// before is how many marks do not depend on tokens from head on.
func (k *Cuts) before(head int) int {
	n := len(k.marks)
	for n > 0 && (int(k.marks[n-1].tok) > head || int(k.marks[n-1].looked)+2 >= head) {
		n--
	}
	return n
}

// marked reports whether a mark is set at a token.
func (k *Cuts) marked(tok int) bool {
	_, ok := slices.BinarySearchFunc(k.marks, int32(tok), func(m cutMark, tok int32) int { return cmp.Compare(m.tok, tok) })
	return ok
}

// resume puts the chunker at the last mark that does not depend on tokens from
// head on.
func (k *Cuts) resume(c *chunker, head int) bool {
	n := k.old.before(head)
	if n == 0 {
		return false
	}
	m := k.old.marks[n-1]
	k.marks = append(k.marks, k.old.marks[:n-1]...)
	k.at = n - 1
	c.chunks = append(c.chunks, k.old.Chunks[:m.chunks]...)
	c.start, c.code, c.dead, c.looked = int(m.tok), -1, m.dead, int(m.looked)
	c.groups = slices.Clone(m.groups)
	if m.chunks > 0 {
		last := &c.chunks[m.chunks-1]
		last.Last = m.tok
		last.End = max(c.endOffset(int(m.tok)), last.Start)
	}
	c.cuts = k
	return true
}

// note is called where a chunk may begin, at token i, to set a mark. It reports whether all that follows
// was taken over from the old version.
func (k *Cuts) note(c *chunker, i int) bool {
	if k.old != nil && i > k.tail && k.join(c, i) {
		return true
	}
	n := len(k.marks)
	if n > 0 && i < int(k.marks[n-1].tok)+markTokens {
		return false
	}
	m := cutMark{tok: int32(i), chunks: int32(len(c.chunks)), looked: int32(max(c.looked, i)), dead: c.dead}
	if n > 0 && slices.Equal(k.marks[n-1].groups, c.groups) {
		m.groups = k.marks[n-1].groups
	} else {
		m.groups = slices.Clone(c.groups)
	}
	k.marks = append(k.marks, m)
	return false
}

// join takes over what follows token i if the old version had a mark there and
// was in the same state.
func (k *Cuts) join(c *chunker, i int) bool {
	old, delta := k.old, int32(k.tokens-k.old.tokens)
	for k.at < len(old.marks) && old.marks[k.at].tok+delta < int32(i) {
		k.at++
	}
	if k.at == len(old.marks) || old.marks[k.at].tok+delta != int32(i) {
		return false
	}
	m := old.marks[k.at]
	runs := m.chunks > 0 && old.Chunks[m.chunks-1].Kind == Directives
	n := len(c.chunks)
	if m.dead != c.dead || !slices.Equal(m.groups, c.groups) || runs != (n > 0 && c.chunks[n-1].Kind == Directives) {
		return false
	}
	bytes := uint32(k.size - old.size)
	if runs && old.Chunks[m.chunks-1].Last > m.tok {
		last := old.Chunks[m.chunks-1]
		c.chunks[n-1].Last, c.chunks[n-1].End = last.Last+delta, last.End+bytes
	}
	for _, o := range old.Chunks[m.chunks:] {
		o.Start, o.End = o.Start+bytes, o.End+bytes
		o.First, o.Last = o.First+delta, o.Last+delta
		c.chunks = append(c.chunks, o)
	}
	for _, o := range old.marks[k.at:] {
		o.tok += delta
		o.looked = max(o.looked+delta, o.tok)
		o.chunks += int32(n) - m.chunks
		k.marks = append(k.marks, o)
	}
	c.start, c.code, c.bodyEnd, c.groups = c.last, -1, 0, c.groups[:0]
	return true
}
