// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"encoding/json"
	"errors"
	"hash/fnv"
	"os"
	"strconv"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// maxPulled is the largest file that is read from disk for a client that asks
// about one it has not opened.
const maxPulled = 32 << 20

// Diagnostic answers a client that asks for diagnostics. It never gets them
// unasked. The same findings at the same places have the same id.
func (s *server) Diagnostic(ctx context.Context, p *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	if !s.caps.pull {
		return nil, jsonrpc2.NewError(jsonrpc2.MethodNotFound, "diagnostics are published")
	}
	items, err := s.pulled(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, retry(err)
	}
	id, err := resultID(items)
	if err != nil {
		return nil, err
	}
	if p.PreviousResultID != nil && *p.PreviousResultID == id {
		r := &protocol.RelatedUnchangedDocumentDiagnosticReport{}
		r.Kind, r.ResultID = string(protocol.DocumentDiagnosticReportKindUnchanged), id
		return r, nil
	}
	r := &protocol.RelatedFullDocumentDiagnosticReport{}
	r.Kind, r.ResultID, r.Items = string(protocol.DocumentDiagnosticReportKindFull), &id, items
	return r, nil
}

// pulled returns the diagnostics of a document, or of a file that is not open.
func (s *server) pulled(ctx context.Context, u docURI) ([]protocol.Diagnostic, error) {
	s.docs.mu.Lock()
	doc := s.docs.open[u]
	s.docs.mu.Unlock()
	if doc == nil {
		detach(ctx)
		return s.checkFile(ctx, u)
	}
	v := doc.newest()
	detach(ctx)
	v, err := v.wait(ctx)
	if err != nil {
		return nil, err
	}
	return s.diagnostics(v), nil
}

// checkFile checks a file as it is on disk.
func (s *server) checkFile(ctx context.Context, u docURI) ([]protocol.Diagnostic, error) {
	if !u.IsFile() {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%s is not open", u)
	}
	info, err := os.Stat(pathOf(u))
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxPulled {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%s is neither open nor a file of usual size", u)
	}
	text, err := os.ReadFile(pathOf(u))
	if err != nil {
		return nil, err
	}
	doc := &document{uri: u, form: formOf("", u)}
	return s.checkClosed(ctx, doc, text, func() *base { return s.baseOf(ctx, doc) })
}

// checkClosed checks the text of a file that is not open.
func (s *server) checkClosed(ctx context.Context, doc *document, text []byte, against func() *base) ([]protocol.Diagnostic, error) {
	p := s.placeOf(doc)
	if p.quiet {
		return []protocol.Diagnostic{}, nil
	}
	v := &snapshot{doc: doc, text: position.New(text), ready: make(chan struct{})}
	found, err := s.checkNow(ctx, p.input(v), p.judgement.Options)
	if err != nil {
		return nil, err
	}
	v.settle(&result{findings: byPlace(s.withDoubts(doc, p.input(v), p.judgement.Adjust(found))), changes: changesSince(against(), text)})
	return s.diagnostics(v), nil
}

// resultID stands for a list of diagnostics.
func resultID(items []protocol.Diagnostic) (string, error) {
	h := fnv.New64a()
	for i := range items {
		b, err := protocol.Marshal(&items[i])
		if err != nil {
			return "", err
		}
		h.Write(b)
	}
	return strconv.FormatUint(h.Sum64(), 36), nil
}

// retry tells a client whose question was overtaken by an edit to put it again.
func retry(err error) error {
	if !errors.Is(err, protocol.ErrContentModified) {
		return err
	}
	data, merr := json.Marshal(protocol.DiagnosticServerCancellationData{RetriggerRequest: true})
	if merr != nil {
		return err
	}
	return &jsonrpc2.Error{Code: jsonrpc2.Code(protocol.LSPErrorCodesServerCancelled), Message: "the text has changed", Data: data}
}

// sendStatus tells a client of ours how many findings are on changed lines and
// how many are older.
func (s *server) sendStatus(v *snapshot) {
	p := s.placeOf(v.doc)
	if !p.settings.Status {
		return
	}
	status := struct {
		URI     docURI `json:"uri"`
		Version int32  `json:"version"`
		Changed int    `json:"changed"`
		Older   int    `json:"older"`
		Quiet   bool   `json:"quiet"`
	}{URI: v.doc.spelled, Version: v.version, Quiet: p.quiet}
	status.Changed, status.Older = v.result.count()
	raw, err := json.Marshal(status)
	if err == nil {
		err = s.conn.Notify(s.ctx, "kstyle/status", jsonrpc2.RawMessage(raw))
	}
	if err != nil && s.ctx.Err() == nil {
		s.log.Warn("send the status", "err", err)
	}
}
