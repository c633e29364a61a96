// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// RangeFormatting makes the safe fixes of findings in a range that change
// nothing but layout.
func (s *server) RangeFormatting(ctx context.Context, p *protocol.DocumentRangeFormattingParams) ([]protocol.TextEdit, error) {
	return s.format(ctx, p.TextDocument.URI, p.Range)
}

// RangesFormatting does the same in several.
func (s *server) RangesFormatting(ctx context.Context, p *protocol.DocumentRangesFormattingParams) ([]protocol.TextEdit, error) {
	return s.format(ctx, p.TextDocument.URI, p.Ranges...)
}

func (s *server) format(ctx context.Context, u docURI, ranges ...protocol.Range) ([]protocol.TextEdit, error) {
	v, err := s.current(ctx, u)
	if err != nil {
		return nil, err
	}
	if !s.placeOf(v.doc).settings.Format {
		return []protocol.TextEdit{}, nil // some clients cannot be told that it is off
	}
	if v, err = v.wait(ctx); err != nil {
		return nil, err
	}
	var asked []position.Span
	for _, r := range ranges {
		asked = append(asked, position.Span{Start: v.text.Offset(pointOf(r.Start), s.caps.encoding), End: v.text.Offset(pointOf(r.End), s.caps.encoding)})
	}
	fixed, _ := analyzer.ApplyFixes(s.placeOf(v.doc).input(v), v.result.findings, func(f *analyzer.Finding) int {
		i := analyzer.FirstSafe(f)
		if i < 0 || f.Fixes[i].Rewrites || !slices.ContainsFunc(asked, func(a position.Span) bool { return within(a, f.Fixes[i].Edits) }) {
			return -1
		}
		return i
	})
	out := []protocol.TextEdit{}
	for _, e := range difference(v.text.Bytes(), fixed) {
		e = aroundLineEnds(v.text.Bytes(), e)
		out = append(out, protocol.TextEdit{Range: s.rangeOf(v.text, e.Span), NewText: e.New})
	}
	return out, nil
}

// within reports whether all edits lie in a range.
func within(span position.Span, edits []fix.Edit) bool {
	return !slices.ContainsFunc(edits, func(e fix.Edit) bool { return int(e.Start) < span.Start || int(e.End) > span.End })
}
