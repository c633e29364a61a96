// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"maps"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
)

// reach is the lines that were looked at: [first, end).
type reach struct{ first, end int }

func (r *reach) see(line int) {
	if line < r.first {
		r.first = line
	}
	if line >= r.end {
		r.end = line + 1
	}
}

// state is what the walk over lines carries from one to the next. It counts
// lines from its own, so it holds wherever they are moved to.
type state struct{ c cmodel.State }

// fits reports whether a piece that was read from the state p.before finds the
// same from s: the states are equal, or differ in words that do not occur.
func (s state) fits(p *piece, seen []byte) bool {
	words, ok := s.c.EqualBut(p.before.c)
	for _, w := range words {
		ok = ok && !bytes.Contains(seen, []byte(w))
	}
	return ok
}

// behind is the state behind a piece that is read from s.
func (s state) behind(p *piece) state { return state{p.after.c.Follow(p.before.c, s.c)} }

// state is taken in front of a line.
func (w *walker) state(line int) state {
	if w.pass.C == nil {
		return state{}
	}
	return state{w.pass.C.Snapshot(line)}
}

func (w *walker) restore(s state, line int) {
	if w.pass.C != nil {
		w.pass.C.Restore(s.c, line)
	}
}

// settles are the lines in front of which the model forgets where it is, so
// that what a bracket left open does ends with its chunk. Checkpatch never
// does.
func (w *walker) settles() []int {
	if !w.isC || w.r.options.Parity || !w.t.Whole {
		return nil
	}
	return chunkStarts(w.t, w.pass.Tokens, w.pass.firstTok)[1:]
}

// prepare builds the layers that the checks want.
func (w *walker) prepare() {
	if !w.isC {
		return
	}
	w.tokenise()
	known := slices.Sorted(maps.Keys(w.pass.Facts.Tree.Typedefs()))
	w.pass.C = cmodel.New(w.t, w.pass.Tokens, cmodel.Options{Typedefs: known})
	w.pass.C.Restore(w.r.learnt, 0)
	w.pass.trees = &trees{text: w.t, toks: w.pass.Tokens, pool: &w.r.a.parsers}
}
