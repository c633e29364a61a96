// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// RangeFormatting makes the safe fixes of findings in a range that change
// nothing but layout.
func (s *server) RangeFormatting(ctx context.Context, p *protocol.DocumentRangeFormattingParams) ([]protocol.TextEdit, error) {
	v, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	if v, err = v.wait(ctx); err != nil {
		return nil, err
	}
	r := v.result
	enc := s.caps.encoding
	asked := position.Span{Start: v.text.Offset(pointOf(p.Range.Start), enc), End: v.text.Offset(pointOf(p.Range.End), enc)}
	fixed, _ := analyzer.ApplyFixes(s.placeOf(v.doc).input(v), r.findings, func(f *analyzer.Finding) int {
		i := analyzer.FirstSafe(f)
		if i < 0 || f.Fixes[i].Rewrites {
			return -1
		}
		for _, e := range f.Fixes[i].Edits {
			if int(e.Start) < asked.Start || int(e.End) > asked.End {
				return -1
			}
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
