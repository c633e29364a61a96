// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"maps"
	"slices"
)

// onces tells the first of those findings that are to be shown once. The
// versions of a document share one, and so do their findings: from the second
// time on, no name is looked up.
type onces struct {
	marks map[onceKey]*onceMark
	round uint32
	shown int // marks of this round
}

// onceKey is what is shown once.
type onceKey struct {
	rule *Rule
	text string
}

// onceMark is what is known of it: in which round it was shown last.
type onceMark struct{ round uint32 }

func newOnces() *onces { return &onces{marks: map[onceKey]*onceMark{}, round: 1} }

// begin starts a round: all may be shown again.
func (o *onces) begin() { o.round, o.shown = o.round+1, 0 }

// isFirst reports whether a finding is the first of its kind in this round.
func (o *onces) isFirst(f *Finding) bool {
	if f.once == "" {
		return true
	}
	if f.onceMark == nil {
		f.onceMark = o.mark(onceKey{f.Rule, f.once})
	}
	if f.onceMark.round == o.round {
		return false
	}
	f.onceMark.round = o.round
	o.shown++
	return true
}

func (o *onces) mark(key onceKey) *onceMark {
	m := o.marks[key]
	if m == nil {
		m = &onceMark{}
		o.marks[key] = m
	}
	return m
}

// firsts leaves out findings that are to be shown once and are there already:
// the first of them may be shown, if none is above. What is left may be put in
// another order.
func (o *onces) firsts(fs []*Finding) []*Finding {
	o.begin()
	return slices.DeleteFunc(fs, func(f *Finding) bool { return !o.isFirst(f) })
}

// mostMarks is how many marks nobody may need any more.
const mostMarks = 1 << 9

// tidy forgets what was not shown in this round, such as names while they were
// typed, if that is much. Findings that were not in the round must not be used
// any more.
func (o *onces) tidy() {
	if len(o.marks)-o.shown >= mostMarks {
		maps.DeleteFunc(o.marks, func(_ onceKey, m *onceMark) bool { return m.round != o.round })
	}
}
