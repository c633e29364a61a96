// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

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

// state is what the walk over lines carries from one to the next.
type state struct{}

func (s state) equal(state) bool { return true }

func (s state) move(int) state { return s }

func (w *walker) state() state { return state{} }

func (w *walker) restore(state) {}

// prepare builds the layers that the checks want.
func (w *walker) prepare() {
	if w.isC {
		w.tokenise()
	}
}
