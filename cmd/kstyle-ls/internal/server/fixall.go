// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/linediff"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// fixFilter says which findings are to be fixed; the zero value means all.
type fixFilter struct {
	Type    string `json:"type,omitempty"`
	Changed bool   `json:"changed,omitempty"` // only on changed lines
}

// choose returns what picks the fix of a finding that is to be made, or -1, in
// one version of a text.
func (f fixFilter) choose(c *changes) func(*analyzer.Finding) int {
	return func(x *analyzer.Finding) int {
		if f.Type != "" && f.Type != x.Rule.Type || f.Changed && !c.touch(x) {
			return -1
		}
		return analyzer.FirstSafe(x)
	}
}

// fixAll settles a text as "check --fix" does, with "--types" if one type is to
// be fixed, and returns what comes out.
func (s *server) fixAll(ctx context.Context, v *snapshot, filter fixFilter) ([]byte, error) {
	p := s.placeOf(v.doc)
	o := *p.judgement.Options
	if filter.Type != "" {
		// Kinds of long lines are shown only with LONG_LINE.
		o.Types = map[string]bool{filter.Type: true, "LONG_LINE": strings.HasPrefix(filter.Type, "LONG_LINE_")}
	}
	keep := o.Keep
	o.Keep = func(in analyzer.Input, found []*analyzer.Finding) []*analyzer.Finding {
		if keep != nil {
			found = keep(in, found)
		}
		found = p.judgement.Adjust(found)
		if !filter.Changed {
			return found
		}
		lines := changesSince(s.baseOf(ctx, v.doc), in.Bytes)
		return slices.DeleteFunc(found, func(f *analyzer.Finding) bool { return !lines.touch(f) })
	}
	select {
	case s.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-s.slots }()
	settled, err := s.engine.Settle(ctx, p.input(v), &o, fixFilter{Type: filter.Type}.choose(nil))
	if err != nil {
		return nil, err
	}
	if !settled.Stable {
		s.log.Warn("fixes did not come to rest", "uri", v.doc.uri)
	}
	return settled.Bytes, nil
}

// checkNow checks a text that is no version of a document.
func (s *server) checkNow(ctx context.Context, in analyzer.Input, o *analyzer.Options) ([]*analyzer.Finding, error) {
	select {
	case s.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-s.slots }()
	r, err := s.engine.Check(ctx, in, o)
	if err != nil {
		return nil, err
	}
	return r.Findings, nil
}

// difference returns the edits that turn one text into the other, line by line
// and inside the lines no more than has changed.
func difference(from, to []byte) []position.Edit {
	var edits []position.Edit
	for _, h := range linediff.Diff(from, to) {
		e := position.Edit{Span: position.Span{Start: h.FromStart, End: h.FromEnd}, New: string(to[h.ToStart:h.ToEnd])}
		edits = append(edits, trim(from, e))
	}
	return edits
}

// trim takes off what both sides of an edit begin and end with, by whole
// characters.
func trim(from []byte, e position.Edit) position.Edit {
	old := from[e.Start:e.End]
	n := 0
	for n < len(old) && n < len(e.New) && old[n] == e.New[n] {
		n++
	}
	for n > 0 && (n < len(old) && isInside(old[n]) || n < len(e.New) && isInside(e.New[n])) {
		n--
	}
	old, e.New, e.Start = old[n:], e.New[n:], e.Start+n
	n = 0
	for n < len(old) && n < len(e.New) && old[len(old)-1-n] == e.New[len(e.New)-1-n] {
		n++
	}
	for n > 0 && isInside(old[len(old)-n]) {
		n--
	}
	e.New, e.End = e.New[:len(e.New)-n], e.End-n
	return e
}

// isInside reports whether b is a byte of a character but not its first.
func isInside(b byte) bool { return b&0xc0 == 0x80 }
