// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"maps"
	"slices"
	"sync"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// layers are what is made of a whole text of C before any check sees it. Those
// of the next version are made of them: what the edit did not reach is copied,
// the numbers in it moved, and no byte of it is read again.
type layers struct {
	text   *source.Text
	toks   *token.Stream
	c      *cmodel.Model
	cuts   *syntax.Cuts
	starts []int
	marks  *marks
	// nothing has by line the bits of those checks that have nothing to find
	// in its bytes.
	nothing []uint16

	pieces []piece // what was found, chunk by chunk
	lost   int     // pieces of the version before that are no more

	same  source.Common // what the version before had
	onces *onces        // of the document
	age   int           // versions since, in the attic
}

// newLayers reads a text from its beginning to its end.
func (a *Analyzer) newLayers(in Input, o *Options) *layers {
	l := &layers{text: source.New(in.Name, in.Path, in.Kind, in.Bytes, o.mode()), toks: &token.Stream{}, marks: &marks{}, onces: newOnces()}
	token.Scan(l.toks, l.text.Clean, 0, len(l.text.Clean), a.words)
	l.c = o.newModel(l.text, l.toks)
	l.cuts = syntax.Cut(l.text.Clean, l.toks, textEnd(l.text))
	l.starts = chunkStarts(l.text, l.toks, l.c.LineIndex())
	l.nothing = make([]uint16, len(l.text.Lines))
	return l
}

// next are the layers of the next version of the text. The old ones are good
// for another try until they are recycled.
func (l *layers) next(a *Analyzer, in Input, o *Options) *layers {
	spare := a.spares.take()
	n := &layers{toks: spare.toks, onces: l.onces, pieces: spare.pieces[:0]}
	var typed source.Common
	n.text, n.same, typed = l.text.Next(spare.text, in.Bytes, o.mode())
	from, to := changed(n.text, n.same)
	n.marks = &marks{old: l.marks, view: differs{from, to}, delta: uint32(len(n.text.Raw) - len(l.text.Raw))}
	n.marks.raw.head, n.marks.raw.tail = changed(n.text, typed)
	kept := token.Next(n.toks, l.toks, n.text.Clean, l.text.Clean, from, to, a.words)
	// A literal that runs on may make other tokens of lines that are the same.
	n.same = n.text.Outside(kept.From, kept.To)
	n.c = l.c.Next(spare.c, n.text, n.toks, n.same, kept)
	n.cuts = l.cuts.Next(spare.cuts, n.text.Clean, n.toks, textEnd(n.text), kept)
	n.starts = nextStarts(spare.starts[:0], l, n)
	n.nothing = append(spare.nothing[:0], l.nothing[:typed.Head]...)
	n.nothing = append(n.nothing, make([]uint16, len(n.text.Lines)-typed.Head-typed.Tail)...)
	n.nothing = append(n.nothing, l.nothing[len(l.nothing)-typed.Tail:]...)
	return n
}

// changed bounds the bytes of the lines that a version does not have in common
// with the one before.
func changed(t *source.Text, c source.Common) (from, to uint32) {
	from, to = uint32(len(t.Raw)), uint32(len(t.Raw))
	if c.Head < len(t.Lines) {
		from = t.Lines[c.Head].Start
	}
	if c.Tail > 0 {
		to = t.Lines[len(t.Lines)-c.Tail].Start
	}
	return from, to
}

// textEnd is the end of the last line.
func textEnd(t *source.Text) uint32 {
	if n := len(t.Lines); n > 0 {
		return t.Lines[n-1].End
	}
	return 0
}

// newModel makes checkpatch's reading of a text.
func (o *Options) newModel(t *source.Text, toks *token.Stream) *cmodel.Model {
	known := slices.Sorted(maps.Keys(o.Facts.Fill().Tree.Typedefs()))
	return cmodel.New(t, toks, cmodel.Options{Typedefs: known})
}

// spares are layers that nobody needs any more, for their memory: a document
// that is typed in would make two megabytes of garbage at every key.
type spares struct {
	mu   sync.Mutex
	idle []*layers
}

// mostSpares is how many are kept. One is needed for each document that is
// rechecked at a time.
const mostSpares = 2

func (s *spares) take() *layers {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.idle); n > 0 {
		l := s.idle[n-1]
		s.idle = s.idle[:n-1]
		return l
	}
	return &layers{toks: &token.Stream{}}
}

// give takes layers that will not be asked again.
func (s *spares) give(l *layers) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.idle) < mostSpares {
		l.marks, l.onces = nil, nil
		clear(l.pieces) // they hold findings
		s.idle = append(s.idle, l)
	}
}
