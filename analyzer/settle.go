// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"context"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
)

// settleRounds is how often a text is fixed and judged again before it counts
// as unstable.
const settleRounds = 12

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
func (a *Analyzer) Settle(ctx context.Context, in Input, o *Options, want func(*Finding) int) (*Settled, error) {
	s := &Settled{Bytes: in.Bytes}
	for range settleRounds {
		in.Bytes = s.Bytes
		res, err := a.Check(ctx, in, o)
		if err != nil {
			return nil, err
		}
		s.Rest = res
		out, n := ApplyFixes(in, res.Findings, want)
		if n == 0 || bytes.Equal(out, in.Bytes) {
			s.Stable = true
			return s, nil
		}
		s.Bytes = out
		s.Fixed += n
	}
	return s, nil
}

// ApplyFixes makes the fixes that want chooses, leaving out those that would
// touch one made before, and returns the new text and how many were made.
func ApplyFixes(in Input, findings []*Finding, want func(*Finding) int) ([]byte, int) {
	var groups []fix.Group
	for _, f := range findings {
		if i := want(f); i >= 0 && i < len(f.Fixes) {
			groups = append(groups, fix.Group(f.Fixes[i].Edits))
		}
	}
	edits, kept := fix.Choose(groups)
	if len(kept) == 0 {
		return in.Bytes, 0
	}
	if in.Form == Patch {
		edits = fix.Recount(in.Bytes, edits)
	}
	return fix.Apply(in.Bytes, edits), len(kept)
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
