// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"fmt"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

func (s *server) Hover(ctx context.Context, p *protocol.HoverParams) (*protocol.Hover, error) {
	v, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	if v, err = v.wait(ctx); err != nil {
		return nil, err
	}
	r := v.result
	at := v.text.Offset(pointOf(p.Position), s.caps.encoding)
	var parts []string
	var covered *protocol.Range
	seen := map[string]bool{}
	for i := range r.findings {
		f := r.findings[i]
		// An empty finding lies between two characters; it is shown on both.
		span := spanOf(f.Range)
		if at < span.Start || at >= span.End && !(span.Start == span.End && at <= span.End+1) {
			continue
		}
		if covered == nil {
			shown := s.rangeOf(v.text, span)
			covered = &shown
		}
		if !seen[f.Rule.Type] {
			seen[f.Rule.Type] = true
			parts = append(parts, s.explain(f))
		}
	}
	if says, span, ok := s.referenceAt(v, at); ok {
		if len(parts) == 0 {
			shown := s.rangeOf(v.text, span)
			return &protocol.Hover{Contents: &protocol.MarkupContent{Kind: protocol.MarkupKindPlainText, Value: says}, Range: &shown}, nil
		}
		parts = append([]string{says}, parts...)
	}
	if len(parts) == 0 {
		return nil, nil
	}
	text := &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: strings.Join(parts, "\n\n---\n\n")}
	if !s.caps.markdown {
		text = &protocol.MarkupContent{Kind: protocol.MarkupKindPlainText, Value: strings.Join(parts, "\n\n")}
	}
	return &protocol.Hover{Contents: text, Range: covered}, nil
}

// explain says what a finding is about: in Markdown if the client shows it.
func (s *server) explain(f *analyzer.Finding) string {
	var b strings.Builder
	rule := f.Rule
	if !s.caps.markdown {
		fmt.Fprintf(&b, "%s: %s\n\n%s\n\n%s", rule.Type, rule.Title, strings.TrimSpace(rule.Doc), href(rule))
		return b.String()
	}
	fmt.Fprintf(&b, "**%s** — %s\n", rule.Type, rule.Title)
	if rule.Doc != "" {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(rule.Doc))
	}
	language := "c"
	if strings.HasSuffix(rule.Example, ".patch") {
		language = "diff"
	}
	writeExample(&b, "Instead of", language, rule.Bad)
	writeExample(&b, "write", language, rule.Good)
	fmt.Fprintf(&b, "\n[More about %s](%s)\n", rule.Type, href(rule))
	return strings.TrimSpace(b.String())
}

func writeExample(b *strings.Builder, title, language, code string) {
	if code == "" {
		return
	}
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	fmt.Fprintf(b, "\n%s\n\n%s%s\n%s\n%s\n", title, fence, language, strings.TrimRight(code, "\n"), fence)
}
