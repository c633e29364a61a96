// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"fmt"
	"slices"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/settings"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/silence"
)

// withDoubts adds to what was found in a text what is wrong with silencing in
// it: types that there are not, and records of no use.
func (s *server) withDoubts(doc *document, in analyzer.Input, found []*analyzer.Finding) []*analyzer.Finding {
	types := settings.Types(s.engine)
	doubts := s.placeOf(doc).keeper.Unknown(in, types)
	if unused := doc.unused.Load(); unused != nil {
		for _, x := range *unused {
			doubts = append(doubts, x.Finding(in, types))
		}
	}
	if len(doubts) == 0 {
		return found
	}
	return append(slices.Clone(found), doubts...)
}

// findAll is what is found in a text when nothing is silent. Which of the same
// a record means counts those that are silent already.
func (s *server) findAll(ctx context.Context, p *place, in analyzer.Input) ([]*analyzer.Finding, error) {
	all := *p.judgement.Options
	all.Keep, all.Strict, all.Types, all.Ignore = nil, true, nil, nil
	return s.checkNow(ctx, in, &all)
}

// reviewRecords looks whether the records about a document still silence
// something, and has the document looked at again if that has changed.
func (s *server) reviewRecords(ctx context.Context, doc *document) error {
	p, v := s.placeOf(doc), doc.newest()
	in := p.input(v)
	var unused []silence.Record
	if !p.quiet && p.keeper.Has(in) {
		found, err := s.findAll(ctx, p, in)
		if err != nil {
			return err
		}
		unused = p.keeper.Unused(in, found)
	}
	before := doc.unused.Swap(&unused)
	if before == nil && len(unused) == 0 || before != nil && slices.Equal(*before, unused) {
		return nil
	}
	s.reconsider(doc)
	return nil
}

// appendPrune offers to remove records that silence nothing.
func (s *server) appendPrune(out []protocol.CommandOrCodeAction, v *snapshot, chosen []*analyzer.Finding) []protocol.CommandOrCodeAction {
	i := slices.IndexFunc(chosen, func(f *analyzer.Finding) bool { return f.Rule == silence.UnusedRecord })
	if i < 0 || len(out) >= maxQuickFixes {
		return out
	}
	kind, title := protocol.CodeActionKindQuickFix, "Remove the records of this file that silence nothing"
	return append(out, &protocol.CodeAction{
		Title: title, Kind: &kind, Diagnostics: []protocol.Diagnostic{s.diagnostic(v.text, chosen[i])},
		Command: s.commandOn(v, title, commandPrune),
	})
}

// pruneCommand removes the records of a document that silence nothing in it as
// it is now.
func (s *server) pruneCommand(ctx context.Context, arguments []protocol.LSPAny) error {
	v, _, err := s.documentOf(ctx, arguments)
	if err != nil {
		return err
	}
	p := s.placeOf(v.doc)
	dir, ok := p.keeper.GitDir()
	in := p.input(v)
	if !ok || in.Form != analyzer.File {
		return jsonrpc2.NewError(jsonrpc2.InvalidParams, "there are no records about the document")
	}
	found, err := s.findAll(ctx, p, in)
	if err != nil {
		return err
	}
	unused := p.keeper.Unused(in, found)
	if len(unused) == 0 {
		return nil
	}
	if err := s.changeRecords(ctx, dir, func(r *silence.Records) {
		for _, x := range unused {
			r.Remove(x)
		}
	}); err != nil {
		return err
	}
	s.tell(protocol.MessageTypeInfo, fmt.Sprintf("%d records removed", len(unused)))
	return nil
}
