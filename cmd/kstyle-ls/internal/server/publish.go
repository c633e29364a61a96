// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"fmt"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// sourceName is what diagnostics are said to come from.
const sourceName = "kstyle"

// maxPublished is how many findings of one document are sent. A text with more
// is no text in this style, and editors grow slow with ten thousands.
const maxPublished = 5000

// publish sends the findings of a version, if the client does not ask for them
// by itself. After an edit it always does, so that the client knows that the
// version was looked at; a text analysed again without an edit is sent too:
// that happens on a change of settings only.
func (s *server) publish(v *snapshot) {
	s.sendStatus(v)
	if s.caps.pull {
		return
	}
	params := &protocol.PublishDiagnosticsParams{URI: v.doc.spelled, Diagnostics: s.diagnostics(v)}
	if s.caps.versionSupport {
		params.Version = protocol.NewOptional(v.version)
	}
	if err := s.client.PublishDiagnostics(s.ctx, params); err != nil && s.ctx.Err() == nil {
		s.log.Warn("publish diagnostics", "uri", v.doc.uri, "err", err)
	}
}

// clear takes back what was said about a closed document.
func (s *server) clear(doc *document) {
	if s.caps.pull || s.ctx.Err() != nil {
		return
	}
	params := &protocol.PublishDiagnosticsParams{URI: doc.spelled, Diagnostics: []protocol.Diagnostic{}}
	if err := s.client.PublishDiagnostics(context.WithoutCancel(s.ctx), params); err != nil && s.ctx.Err() == nil {
		s.log.Warn("clear diagnostics", "uri", doc.uri, "err", err)
	}
}

// diagnostics are the findings of a settled version in the client's terms.
// The list is never nil: null would not clear anything in some editors.
func (s *server) diagnostics(v *snapshot) []protocol.Diagnostic {
	if isProjectFile(v.doc) {
		return s.projectProblems(v)
	}
	older := s.placeOf(v.doc).settings.Older
	out := make([]protocol.Diagnostic, 0, min(len(v.result.findings), maxPublished)+1)
	left := 0
	for _, f := range v.result.findings {
		changed := v.result.changes.touch(f)
		if !changed && older == "hide" {
			continue
		}
		if len(out) == maxPublished {
			left++
			continue
		}
		d := s.diagnostic(v.text, f)
		if !changed && older != "show" {
			d.Severity = protocol.DiagnosticSeverityHint
		}
		out = append(out, d)
	}
	if left > 0 {
		out = append(out, protocol.Diagnostic{
			Severity: protocol.DiagnosticSeverityInformation,
			Source:   protocol.NewOptional(sourceName),
			Message:  protocol.String(fmt.Sprintf("%d more findings further down are not shown", left)),
		})
	}
	return out
}

func (s *server) diagnostic(text *position.Text, f *analyzer.Finding) protocol.Diagnostic {
	d := protocol.Diagnostic{
		Range:    s.rangeOf(text, spanOf(f.Range)),
		Severity: severity(f.Level),
		Code:     protocol.String(f.Rule.Type),
		Source:   protocol.NewOptional(sourceName),
		Message:  protocol.String(f.Message),
	}
	if s.caps.codeDescription {
		d.CodeDescription.Href = uri.URI(href(f.Rule))
	}
	if tag, ok := tagOf(f.Rule.Type); ok && s.caps.tags[tag] {
		d.Tags = protocol.NewDiagnosticTags(tag)
	}
	return d
}

// kernelDocs is where the kernel's documents are, and ruleList the list of all
// types with their explanations.
const (
	kernelDocs = "https://docs.kernel.org/"
	ruleList   = "https://github.com/kstyle-ls/kstyle-ls/blob/main/rules/RULES.md"
)

// href is where more is written about a rule: the kernel's own document where
// there is one.
func href(r *analyzer.Rule) string {
	if r.Link != "" {
		return kernelDocs + r.Link
	}
	return ruleList + "#" + strings.ToLower(r.Type)
}

func severity(l analyzer.Level) protocol.DiagnosticSeverity {
	switch l {
	case analyzer.Error:
		return protocol.DiagnosticSeverityError
	case analyzer.Warning:
		return protocol.DiagnosticSeverityWarning
	}
	return protocol.DiagnosticSeverityInformation
}

// tagOf returns how an editor should draw what a type of finding is about:
// struck out for what is deprecated, faded for what may be left out.
func tagOf(name string) (protocol.DiagnosticTag, bool) {
	switch {
	case strings.HasPrefix(name, "DEPRECATED_"), name == "STRCPY", name == "STRLCPY", name == "STRNCPY":
		return protocol.DiagnosticTagDeprecated, true
	case strings.HasPrefix(name, "UNNECESSARY_"), strings.HasPrefix(name, "REDUNDANT_"):
		return protocol.DiagnosticTagUnnecessary, true
	}
	return 0, false
}

func (s *server) rangeOf(text *position.Text, span position.Span) protocol.Range {
	return protocol.Range{Start: s.pointAt(text, span.Start), End: s.pointAt(text, span.End)}
}

func (s *server) pointAt(text *position.Text, offset int) protocol.Position {
	p := text.Point(offset, s.caps.encoding)
	return protocol.Position{Line: p.Line, Character: p.Character}
}
