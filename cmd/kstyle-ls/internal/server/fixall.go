// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bytes"
	"context"

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

// fixRounds bounds how often fixes may give rise to others. Two rules that
// undo each other's work must not keep an editor waiting.
const fixRounds = 12

// fixAll applies safe fixes, checks again and applies what has come up, until
// nothing changes, and returns the text that comes out.
func (s *server) fixAll(ctx context.Context, v *snapshot, filter fixFilter) ([]byte, error) {
	p := s.placeOf(v.doc)
	in := p.input(v)
	findings, lines := v.result.findings, v.result.changes
	for range fixRounds {
		fixed, n := analyzer.ApplyFixes(in, findings, filter.choose(&lines))
		if n == 0 || bytes.Equal(fixed, in.Bytes) {
			return in.Bytes, nil
		}
		in.Bytes = fixed
		var err error
		if findings, err = s.checkNow(ctx, in, p.judgement.Options); err != nil {
			return nil, err
		}
		findings = p.judgement.Adjust(findings)
		if filter.Changed {
			lines = changesSince(s.baseOf(ctx, v.doc), fixed)
		}
	}
	s.log.Warn("fixes did not come to rest", "uri", v.doc.uri, "rounds", fixRounds)
	return in.Bytes, nil
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
