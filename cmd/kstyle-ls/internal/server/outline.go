// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"cmp"
	"context"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// messages parses a patch or message; nothing for any other document.
func (v *snapshot) messages() []*patch.Message {
	switch v.doc.form.form {
	case analyzer.Patch:
		return patch.Parse(v.text.Bytes(), patch.Options{}).Messages
	case analyzer.Message:
		return patch.ParseCommitMessage(v.text.Bytes(), patch.Options{}).Messages
	}
	return nil
}

// lines is a range of lines of the document, both ends included.
type lines struct{ first, last int }

// inputLines turns a range of a message's body into lines of the document.
func inputLines(m *patch.Message, r patch.Lines) (lines, bool) {
	if r.Len() <= 0 {
		return lines{}, false
	}
	return lines{m.InputLine(r.First), m.InputLine(r.End - 1)}, true
}

// hunkLines are those of a hunk, its header included.
func hunkLines(m *patch.Message, h *patch.Hunk) lines {
	last := h.Header
	if n := len(h.Lines); n > 0 {
		last = int(h.Lines[n-1].Line)
	}
	return lines{m.InputLine(h.Header), m.InputLine(last)}
}

// FoldingRanges folds the files and hunks of a patch, and the header of a mail.
func (s *server) FoldingRanges(ctx context.Context, p *protocol.FoldingRangeParams) ([]protocol.FoldingRange, error) {
	v, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	out := []protocol.FoldingRange{}
	fold := func(l lines) {
		if l.last > l.first {
			out = append(out, protocol.FoldingRange{StartLine: uint32(l.first), EndLine: uint32(l.last), Kind: protocol.FoldingRangeKindRegion})
		}
	}
	for _, m := range v.messages() {
		if header := m.HeaderLines(); header.Len() > 0 {
			fold(lines{header.First, header.End - 1})
		}
		for _, f := range m.Files {
			if l, ok := inputLines(m, f.Lines); ok {
				fold(l)
			}
			for _, h := range f.Hunks {
				fold(hunkLines(m, h))
			}
		}
	}
	return out, nil
}

// DocumentSymbol is the outline of a patch: its messages where there are
// several, their files, and the hunks of those.
func (s *server) DocumentSymbol(ctx context.Context, p *protocol.DocumentSymbolParams) (protocol.DocumentSymbolResult, error) {
	v, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	messages := v.messages()
	out := protocol.DocumentSymbolSlice{}
	for _, m := range messages {
		files := s.fileSymbols(v.text, m)
		if len(messages) == 1 {
			return append(out, files...), nil
		}
		if m.Lines.Len() > 0 {
			all := s.wholeLines(v.text, lines{m.Lines.First, m.Lines.End - 1})
			first := s.wholeLines(v.text, lines{m.Lines.First, m.Lines.First})
			out = append(out, protocol.DocumentSymbol{Name: cmp.Or(m.Subject, "(no subject)"), Kind: protocol.SymbolKindPackage, Range: all, SelectionRange: first, Children: files})
		}
	}
	return out, nil
}

func (s *server) fileSymbols(text *position.Text, m *patch.Message) []protocol.DocumentSymbol {
	var out []protocol.DocumentSymbol
	for _, f := range m.Files {
		l, ok := inputLines(m, f.Lines)
		if !ok {
			continue
		}
		file := protocol.DocumentSymbol{
			Name: cmp.Or(f.Path(), "(no name)"), Kind: protocol.SymbolKindFile,
			Range: s.wholeLines(text, l), SelectionRange: s.wholeLines(text, lines{l.first, l.first}),
		}
		for _, h := range f.Hunks {
			hl := hunkLines(m, h)
			header := string(m.Line(h.Header))
			name := strings.TrimSpace(header[min(h.Section.Start, len(header)):min(h.Section.End, len(header))])
			file.Children = append(file.Children, protocol.DocumentSymbol{
				Name: cmp.Or(name, strings.TrimSpace(header)), Kind: protocol.SymbolKindNamespace,
				Range: s.wholeLines(text, hl), SelectionRange: s.wholeLines(text, lines{hl.first, hl.first}),
			})
		}
		out = append(out, file)
	}
	return out
}

// wholeLines is a range that covers lines without the end of the last.
func (s *server) wholeLines(text *position.Text, l lines) protocol.Range {
	last := min(l.last, text.Lines()-1)
	return s.rangeOf(text, position.Span{Start: text.Line(min(l.first, last)).Start, End: text.Line(last).End})
}
