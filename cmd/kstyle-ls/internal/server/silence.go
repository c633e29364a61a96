// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/silence"
)

// silenceArgument names one finding of one version.
type silenceArgument struct {
	URI     docURI            `json:"uri"`
	Version int32             `json:"version"`
	Type    string            `json:"type"`
	Start   protocol.Position `json:"start"`
	Reason  string            `json:"reason,omitempty"`
}

// appendSilence offers to keep a finding silent by a record beside the source,
// where there is a repository to keep it in.
func (s *server) appendSilence(out []protocol.CommandOrCodeAction, v *snapshot, chosen []*analyzer.Finding) []protocol.CommandOrCodeAction {
	if _, ok := s.placeOf(v.doc).keeper.GitDir(); !ok {
		return out
	}
	out = s.appendPrune(out, v, chosen)
	kind := protocol.CodeActionKindQuickFix
	for _, f := range chosen {
		if s.engine.Rule(f.Rule.Type) == nil {
			continue // it is about silencing itself
		}
		argument, err := json.Marshal(silenceArgument{URI: v.doc.uri, Version: v.version, Type: f.Rule.Type, Start: s.pointAt(v.text, int(f.Range.Start))})
		if err != nil || len(out) >= maxQuickFixes {
			return out
		}
		title := fmt.Sprintf("Keep this %s silent", f.Rule.Type)
		out = append(out, &protocol.CodeAction{
			Title: title, Kind: &kind, Diagnostics: []protocol.Diagnostic{s.diagnostic(v.text, f)},
			Command: protocol.Command{Title: title, Command: commandSilence, Arguments: []protocol.LSPAny{jsontext.Value(argument)}},
		})
	}
	return out
}

// silenceCommand carries commandSilence out.
func (s *server) silenceCommand(ctx context.Context, arguments []protocol.LSPAny) error {
	var a silenceArgument
	if err := onlyArgument(arguments, &a); err != nil {
		return err
	}
	v, err := s.current(ctx, a.URI)
	if err != nil {
		return err
	}
	if v.version != a.Version {
		return protocol.ErrContentModified
	}
	return s.silence(ctx, v, a)
}

// silence adds the record of one finding.
func (s *server) silence(ctx context.Context, v *snapshot, a silenceArgument) error {
	p := s.placeOf(v.doc)
	dir, ok := p.keeper.GitDir()
	if !ok {
		return jsonrpc2.NewError(jsonrpc2.InvalidParams, "the document is in no git repository, so there is no place for the record")
	}
	in := p.input(v)
	found, err := s.findAll(ctx, p, in)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(found, func(f *analyzer.Finding) bool {
		return f.Rule.Type == a.Type && s.pointAt(v.text, int(f.Range.Start)) == a.Start
	})
	if i < 0 {
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "there is no %s any more", a.Type)
	}
	record := silence.For(in, found, func(f *analyzer.Finding) string { return p.keeper.PathOf(in, f) })[i]
	record.Reason = a.Reason
	return s.changeRecords(ctx, dir, func(r *silence.Records) { r.Add(record) })
}

// changeRecords changes the records of a repository and has all documents
// looked at again: the same file may be open as a patch.
func (s *server) changeRecords(ctx context.Context, dir string, change func(*silence.Records)) error {
	s.silencing.Lock()
	defer s.silencing.Unlock()
	records, problems, err := silence.Load(dir)
	if err != nil {
		return err
	}
	for _, problem := range problems {
		s.log.Warn("silence records", "file", dir, "problem", problem)
	}
	if len(problems) > 0 {
		return fmt.Errorf("the records in %s/%s are damaged; see the log, mend or remove them", dir, silence.FileName)
	}
	change(&records)
	if err := silence.Save(dir, records); err != nil {
		return err
	}
	s.docs.mu.Lock()
	open := slices.Collect(maps.Values(s.docs.open))
	s.docs.mu.Unlock()
	for _, doc := range open {
		if err := s.reviewRecords(ctx, doc); err != nil {
			return err
		}
	}
	s.recheck()
	return nil
}
