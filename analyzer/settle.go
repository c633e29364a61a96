// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"context"
)

// settleRounds is how often a text is fixed and judged again before it counts
// as unstable.
const settleRounds = 16

// Settled is what became of a text.
type Settled struct {
	Bytes []byte
	// Fixed counts the fixes made, over all rounds.
	Fixed int
	// Stable is false when there was still something to fix at the end.
	Stable bool
	// Rest is what is still found.
	Rest *Result
}

// Settle fixes what want chooses, judges the outcome, and goes on until there
// is nothing left to fix. want gets each finding and says which of its fixes
// to make, by index, or -1. A fix that brings in a finding which was not there
// before, and which want would not have fixed in turn, is not made.
func (a *Analyzer) Settle(ctx context.Context, in Input, o *Options, want func(*Finding) int) (*Settled, error) {
	s := &Settled{Bytes: in.Bytes}
	barred := map[fixKey]bool{}
	var err error
	if s.Rest, err = a.Check(ctx, in, o); err != nil {
		return nil, err
	}
	fresh := true // nothing was barred when the round began
	for range settleRounds {
		in.Bytes = s.Bytes
		b, res, err := a.round(ctx, in, o, s.Rest, want, barred)
		if err != nil {
			return nil, err
		}
		if b == nil {
			if fresh {
				s.Stable = true
				return s, nil
			}
			// What did harm in company may do none alone; and a second run,
			// which knows of no harm, must find nothing to do.
			clear(barred)
			fresh = true
			continue
		}
		fresh = len(barred) == 0
		s.Bytes, s.Rest = b.after, res
		s.Fixed += len(b.made)
	}
	return s, nil
}

// roundTries is how often a round is made anew without what it brought in.
const roundTries = 8

// round makes one batch of fixes and judges the outcome; there is no batch
// when nothing is left to fix, or nothing that does no harm.
func (a *Analyzer) round(ctx context.Context, in Input, o *Options, before *Result, want func(*Finding) int, barred map[fixKey]bool) (*batch, *Result, error) {
	for try := 1; ; try++ {
		b := newBatch(in, before.Findings, func(f *Finding) int {
			if i := want(f); i >= 0 && i < len(f.Fixes) && !barred[keyOf(in.Bytes, f, i)] {
				return i
			}
			return -1
		})
		if len(b.made) == 0 || bytes.Equal(b.after, in.Bytes) {
			return nil, nil, nil
		}
		after := in
		after.Bytes = b.after
		res, err := a.Check(ctx, after, o)
		if err != nil {
			return nil, nil, err
		}
		guilty := b.guilty(before.Findings, res.Findings, want)
		switch {
		case len(guilty) == 0:
			return b, res, nil
		case try == roundTries:
			return nil, nil, nil
		}
		for _, m := range guilty {
			barred[keyOf(in.Bytes, m.finding, m.fix)] = true
		}
	}
}

// ApplyFixes makes the fixes that want chooses, leaving out those that would
// touch one made before, and returns the new text and how many were made.
func ApplyFixes(in Input, findings []*Finding, want func(*Finding) int) ([]byte, int) {
	b := newBatch(in, findings, want)
	return b.after, len(b.made)
}

// FirstSafe chooses a finding's first safe fix.
func FirstSafe(f *Finding) int {
	for i := range f.Fixes {
		if f.Fixes[i].Safe {
			return i
		}
	}
	return -1
}
