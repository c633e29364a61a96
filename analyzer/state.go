// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// reach is what was looked at, lines or tokens: [first, end).
type reach struct{ first, end int }

func (r *reach) see(i int) {
	if i < r.first {
		r.first = i
	}
	if i >= r.end {
		r.end = i + 1
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

// readsC reports whether the text has tokens and a model. Checkpatch looks at
// the layout of device trees as if they were C, with the types it knows.
func (w *walker) readsC() bool {
	return w.isC || w.r.options.Parity && w.r.options.kind(w.t) == source.DTS
}

// prepare builds the layers that the checks want.
func (w *walker) prepare() {
	if !w.readsC() {
		return
	}
	p := w.pass
	start := w.r.meter.start()
	token.Scan(p.Tokens, w.t.Clean, 0, len(w.t.Clean), w.r.a.words)
	w.r.meter.stop(LayerTokens, start)
	defer w.r.meter.stop(LayerModel, w.r.meter.start())
	p.C = w.r.options.newModel(w.t, p.Tokens)
	p.C.Restore(w.r.learnt, 0)
	p.firstTok = p.C.LineIndex()
	p.trees = &trees{text: w.t, toks: p.Tokens, pool: &w.r.a.parsers, meter: w.r.meter}
}

// use takes layers that have been built already.
func (w *walker) use(l *layers) {
	p := w.pass
	p.Tokens, p.C, p.marks, p.nothing = l.toks, l.c, l.marks, l.nothing
	p.firstTok = l.c.LineIndex()
	p.trees = &trees{text: w.t, toks: l.toks, pool: &w.r.a.parsers, meter: w.r.meter, chunks: l.cuts.Chunks}
}
