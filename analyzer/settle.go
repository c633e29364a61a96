// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"context"
	"maps"
	"slices"
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
// to make, by index, or -1.
//
// A fix that brings in a finding which was not there before is not made. What
// we find is judged in each round, where that which want fixes in turn does
// not count. What checkpatch would find is judged at the end, as it is blind
// to many a fault until the text around it is put right, and the whole is made
// anew without the fixes that gave it something to say: whoever has fixed a
// text must not have to explain to a reader of its report what was not there.
func (a *Analyzer) Settle(ctx context.Context, in Input, o *Options, want func(*Finding) int) (*Settled, error) {
	s := settler{a: a, ctx: ctx, options: o, want: want, harm: map[placedFix]bool{}}
	rest, err := a.Check(ctx, in, o)
	if err != nil {
		return nil, err
	}
	out := &Settled{Bytes: in.Bytes, Rest: rest, Stable: true}
	for range settleRounds {
		in.Bytes = out.Bytes
		next, err := s.step(in, out.Rest)
		if err != nil {
			return nil, err
		}
		if next == nil {
			return out, nil
		}
		next.Fixed += out.Fixed
		out = next
		if len(s.harm) == 0 || !out.Stable {
			return out, nil
		}
	}
	out.Stable = false
	return out, nil
}

// settleTries is how often a text is settled anew because of what checkpatch
// would find in the outcome, and how many fixes that did harm in company are
// then tried alone.
const settleTries = 16

// step settles a text without the fixes that do harm, which are in s.harm then,
// or returns nil when there is no other fix. A second run, which knows of no
// harm, tries them once more: so does the step after this one.
func (s *settler) step(in Input, rest *Result) (*Settled, error) {
	clear(s.harm)
	for range settleTries {
		next, blamed, err := s.try(in, rest)
		if err != nil || next == nil || len(blamed) == 0 {
			if next == nil && err == nil && len(s.harm) > 1 {
				return s.alone(in, rest)
			}
			return next, err
		}
		for _, k := range blamed {
			s.harm[k] = true
		}
	}
	return nil, nil
}

// aloneBytes is the size of a text up to which fixes that did harm together
// are tried one by one.
const aloneBytes = 200_000

// alone settles a text with those of the fixes that did harm together which do
// none by themselves.
func (s *settler) alone(in Input, rest *Result) (*Settled, error) {
	all := slices.SortedFunc(maps.Keys(s.harm), placedFix.compare)
	if len(in.Bytes) > aloneBytes {
		return nil, nil
	}
	var best *Settled
	for _, k := range all[:min(settleTries, len(all))] {
		delete(s.harm, k)
		next, blamed, err := s.try(in, rest)
		if err != nil {
			return nil, err
		}
		if next == nil || len(blamed) > 0 {
			s.harm[k] = true
			continue
		}
		best = next
	}
	return best, nil
}

// try settles a text without the fixes in s.harm and names those to blame for
// what checkpatch would find in addition. It returns nil if there is nothing
// to fix.
func (s *settler) try(in Input, rest *Result) (*Settled, []placedFix, error) {
	next, w, err := s.rounds(in, rest)
	if err != nil || next.Stable && bytes.Equal(next.Bytes, in.Bytes) {
		return nil, nil, err
	}
	if !next.Stable {
		return next, nil, nil
	}
	blamed, err := s.judge(in, w)
	return next, blamed, err
}

// settler settles one text.
type settler struct {
	a       *Analyzer
	ctx     context.Context
	options *Options
	want    func(*Finding) int
	// harm are the fixes of the text at hand that gave checkpatch something
	// to say.
	harm   map[placedFix]bool
	judged [2]judged
}

// rounds makes rounds of fixes until there is nothing left to fix, and tells
// the way from the text before to that after.
func (s *settler) rounds(in Input, rest *Result) (*Settled, way, error) {
	out := &Settled{Bytes: in.Bytes, Rest: rest}
	barred := map[placedFix]bool{}
	var w way
	fresh := true // nothing was barred when the round began
	for range settleRounds {
		in.Bytes = out.Bytes
		b, res, err := s.round(in, out.Rest, w, barred)
		if err != nil {
			return nil, nil, err
		}
		if b == nil {
			if fresh {
				out.Stable = true
				break
			}
			// What did harm in company may do none alone; and a second run,
			// which knows of no harm, must find nothing to do.
			clear(barred)
			fresh = true
			continue
		}
		fresh = len(barred) == 0
		w = append(w, b)
		out.Bytes, out.Rest = b.after, res
		out.Fixed += len(b.made)
	}
	return out, w, nil
}

// roundTries is how often a round is made anew without what it brought in.
const roundTries = 8

// round makes one batch of fixes and judges the outcome; there is no batch
// when nothing is left to fix, or nothing that does no harm.
func (s *settler) round(in Input, before *Result, w way, barred map[placedFix]bool) (*batch, *Result, error) {
	for try := 1; ; try++ {
		b := newBatch(in, before.Findings, func(f *Finding) int {
			i := s.want(f)
			if i < 0 || i >= len(f.Fixes) {
				return -1
			}
			if len(barred)+len(s.harm) > 0 {
				if at := w.place(f, i); barred[at] || s.harm[at] {
					return -1
				}
			}
			return i
		})
		if len(b.made) == 0 || bytes.Equal(b.after, in.Bytes) {
			return nil, nil, nil
		}
		after := in
		after.Bytes = b.after
		res, err := s.a.Check(s.ctx, after, s.options)
		if err != nil {
			return nil, nil, err
		}
		guilty := b.guilty(before.Findings, res.Findings, s.want)
		switch {
		case len(guilty) == 0:
			return b, res, nil
		case try == roundTries:
			return nil, nil, nil
		}
		for _, m := range guilty {
			barred[w.place(m.finding, m.fix)] = true
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
