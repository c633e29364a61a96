// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
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

func (s state) equal(o state) bool { return s.c.Equal(o.c) }

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
