// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// CodeLens says above the first line how many findings are on changed lines
// and how many are older, and offers to fix what is safe of the former.
func (s *server) CodeLens(ctx context.Context, p *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	v, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	if v, err = v.wait(ctx); err != nil {
		return nil, err
	}
	r := v.result
	out := []protocol.CodeLens{}
	changed, older := r.count()
	// Who shows the counts in a bar of its own needs no lens for them.
	if changed+older == 0 || s.placeOf(v.doc).settings.Status {
		return out, nil
	}
	out = append(out, protocol.CodeLens{Command: s.commandOn(v, countTitle(changed, older), commandCount)})
	fixable := 0
	for _, f := range r.findings {
		if r.changes.touch(f) && analyzer.FirstSafe(f) >= 0 {
			fixable++
		}
	}
	if fixable > 0 && s.caps.applyEdit {
		out = append(out, protocol.CodeLens{Command: s.commandOn(v, fmt.Sprintf("fix %d of them", fixable), commandApplyChanged)})
	}
	return out, nil
}

func countTitle(changed, older int) string {
	title := fmt.Sprintf("kstyle: %d findings on changed lines", changed)
	if changed == 1 {
		title = "kstyle: 1 finding on changed lines"
	}
	if older > 0 {
		title += fmt.Sprintf(", %d older", older)
	}
	return title
}
