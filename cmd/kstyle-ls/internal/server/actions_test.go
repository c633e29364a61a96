// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// actions asks for code actions; context is JSON.
func (s *session) actions(uri string, l1, c1, l2, c2 int, context string) []protocol.CodeAction {
	s.t.Helper()
	var raw []protocol.CodeAction
	s.must("textDocument/codeAction", fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}},"context":%s}`,
		uri, l1, c1, l2, c2, context), &raw)
	return raw
}

func titles(actions []protocol.CodeAction) string {
	var out []string
	for _, a := range actions {
		t := a.Title
		if isTrue(a.IsPreferred) {
			t += "*"
		}
		out = append(out, t)
	}
	return strings.Join(out, "|")
}

func (s *session) resolve(a protocol.CodeAction) protocol.CodeAction {
	s.t.Helper()
	b, err := protocol.Marshal(&a)
	if err != nil {
		s.t.Fatal(err)
	}
	var out protocol.CodeAction
	s.must("codeAction/resolve", string(b), &out)
	return out
}

// applied returns the text after a workspace edit that speaks about one
// document in one version, of either form.
func applied(t *testing.T, text string, e *protocol.WorkspaceEdit, version int32) string {
	t.Helper()
	if e == nil {
		t.Fatal("the action has no edit")
	}
	var edits []protocol.TextEdit
	for _, list := range e.Changes {
		edits = append(edits, list...)
	}
	for _, c := range e.DocumentChanges {
		d, ok := c.(*protocol.TextDocumentEdit)
		if !ok {
			t.Fatalf("a change of %T", c)
		}
		if d.TextDocument.Version == nil || *d.TextDocument.Version != version {
			t.Errorf("the edit is for version %v, want %d", d.TextDocument.Version, version)
		}
		for _, el := range d.Edits {
			switch el := el.(type) {
			case *protocol.TextEdit:
				edits = append(edits, *el)
			case *protocol.AnnotatedTextEdit:
				edits = append(edits, el.TextEdit)
			}
		}
	}
	if len(edits) == 0 {
		t.Fatal("the edit is empty")
	}
	tx := position.New([]byte(text))
	var out []position.Edit
	for _, e := range edits {
		out = append(out, position.Edit{Span: position.Span{
			Start: tx.Offset(pointOf(e.Range.Start), position.UTF16), End: tx.Offset(pointOf(e.Range.End), position.UTF16)}, New: e.NewText})
	}
	return string(tx.Splice(out).Bytes())
}

const messy = "ä😀 aa; \n\tx;\t\naa /* TODO */\nd aaaa\n"

func TestQuickFixes(t *testing.T) {
	s := start(t, Options{}, modern)
	s.open(file, "c", 7, messy)
	s.diagnostics(file, 7)
	got := s.actions(file, 0, 8, 0, 8, `{"diagnostics":[]}`)
	if titles(got) != "Remove the blanks*|Fix all 2 of TRAILING in this file" {
		t.Fatalf("at the blank: %s", titles(got))
	}
	if text := applied(t, messy, got[0].Edit, 7); text != strings.Replace(messy, "; \n", ";\n", 1) {
		t.Errorf("fixed: %q", text)
	}
	if text := applied(t, messy, s.resolve(got[0]).Edit, 7); text != strings.Replace(messy, "; \n", ";\n", 1) {
		t.Errorf("asked for though it is complete: %q", text)
	}
	if d := got[0].Diagnostics; len(d) != 1 || d[0].Code != protocol.String("TRAILING") {
		t.Errorf("it is for %v", d)
	}
	if got[1].Edit != nil {
		t.Error("a client that can ask later got the edit at once")
	}
	if text := applied(t, messy, s.resolve(got[1]).Edit, 7); text != "ä😀 aa;\n\tx;\naa /* TODO */\nd aaaa\n" {
		t.Errorf("all of the type: %q", text)
	}
	// Nothing under the cursor: what is on the line.
	if got := titles(s.actions(file, 2, 14, 2, 14, `{"diagnostics":[]}`)); got != "Take one away*|Call it done|Fix all 4 of DOUBLE in this file" {
		t.Errorf("on the line: %s", got)
	}
	// A diagnostic is named: that one, wherever the range lies. ALE keeps
	// neither severity nor source.
	named := `{"diagnostics":[{"range":{"start":{"line":2,"character":6},"end":{"line":2,"character":10}},"code":"DEPRECATED_TODO","message":"x"}]}`
	got = s.actions(file, 0, 0, 4, 0, named)
	if titles(got) != "Call it done" {
		t.Fatalf("named: %s", titles(got))
	}
	// Neovim 0.7 counts bytes: ten for the eight units before the blank.
	near := `{"diagnostics":[{"range":{"start":{"line":0,"character":10},"end":{"line":0,"character":11}},"code":"TRAILING","message":"x"}]}`
	if near := s.actions(file, 0, 0, 0, 0, near); !strings.HasPrefix(titles(near), "Remove the blanks*") {
		t.Errorf("in bytes: %s", titles(near))
	}
	notes := got[0].Edit.ChangeAnnotations
	if len(notes) != 1 || !isTrue(notes[needsLook].NeedsConfirmation) {
		t.Errorf("an unsafe fix asks for nothing: %v", notes)
	}
	if text := applied(t, messy, got[0].Edit, 7); !strings.Contains(text, "/* DONE */") {
		t.Errorf("fixed: %q", text)
	}
	// Only what is wanted.
	if got := s.actions(file, 0, 8, 0, 8, `{"diagnostics":[],"only":["refactor"]}`); len(got) != 0 {
		t.Errorf("refactor: %s", titles(got))
	}
	got = s.actions(file, 0, 8, 0, 8, `{"diagnostics":[],"only":["source.fixAll"]}`)
	if len(got) != 1 || *got[0].Kind != kindFixAll {
		t.Fatalf("fixAll: %s", titles(got))
	}
	if text := applied(t, messy, s.resolve(got[0]).Edit, 7); text != "ä😀 a;\n\tx;\na /* TODO */\nd a\n" {
		t.Errorf("all: %q", text)
	}
	// A newer version: the old action is of no use.
	s.change(file, 8, replacement(0, 0, 0, 0, "x"))
	b, err := json.Marshal(actionData{URI: file, Version: 7})
	if err != nil {
		t.Fatal(err)
	}
	err = s.call("codeAction/resolve", `{"title":"x","data":`+string(b)+`}`, nil)
	wantCode(t, err, protocol.CodeContentModified)
}

// TestPlainClient gets edits in the action itself, without a version.
func TestPlainClient(t *testing.T) {
	s := start(t, Options{}, `{}`)
	s.open(file, "c", 0, messy)
	s.diagnostics(file, -1)
	got := s.actions(file, 0, 0, 0, 0, `{"diagnostics":[],"only":["source.fixAll.kstyle"]}`)
	if len(got) != 1 || got[0].Edit == nil || got[0].Edit.DocumentChanges != nil {
		t.Fatalf("got %v", got)
	}
	if text := applied(t, messy, got[0].Edit, 0); text != "ä😀 a;\n\tx;\na /* TODO */\nd a\n" {
		t.Errorf("all: %q", text)
	}
}

// TestFixAllBringsNothingIn leaves a fix that brings in what has no fix, but for
// one who wants all of its type and hears of nothing else.
func TestFixAllBringsNothingIn(t *testing.T) {
	const text = "NaaN\n\n\n\n\n\naa \n"
	s := start(t, Options{}, modern)
	s.open(file, "c", 1, text)
	s.diagnostics(file, 1)
	got := s.actions(file, 0, 0, 0, 0, `{"diagnostics":[],"only":["source.fixAll"]}`)
	if len(got) != 1 {
		t.Fatalf("got %s", titles(got))
	}
	if text := applied(t, text, s.resolve(got[0]).Edit, 1); text != "NaaN\n\n\n\n\n\na\n" {
		t.Errorf("all: %q", text)
	}
	for _, one := range s.actions(file, 0, 1, 0, 1, `{"diagnostics":[],"only":["quickfix"]}`) {
		if strings.Contains(one.Title, "DOUBLE") {
			if text := applied(t, text, s.resolve(one).Edit, 1); text != "NaN\n\n\n\n\n\na \n" {
				t.Errorf("%s: %q", one.Title, text)
			}
			return
		}
	}
	t.Error("nothing fixes all of one type")
}

func TestNothingToFix(t *testing.T) {
	s := start(t, Options{}, modern)
	s.open(file, "c", 1, "/* TODO */\n")
	s.diagnostics(file, 1)
	if got := s.actions(file, 0, 0, 0, 0, `{"diagnostics":[],"only":["source.fixAll"]}`); len(got) != 0 {
		t.Errorf("got %s", titles(got))
	}
}

func TestFixesInPatch(t *testing.T) {
	const patch = "--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,4 @@\n one\n+aa \n+two\n four\n"
	s := start(t, Options{}, modern)
	s.open("file:///w/p.patch", "diff", 1, patch)
	if got := shown(s.diagnostics("file:///w/p.patch", 1)); got != "4:1-3 DOUBLE, 4:3-4 TRAILING" {
		t.Fatalf("got %s", got)
	}
	got := s.actions("file:///w/p.patch", 0, 0, 0, 0, `{"diagnostics":[],"only":["source.fixAll"]}`)
	if len(got) != 1 {
		t.Fatalf("got %s", titles(got))
	}
	if text := applied(t, patch, s.resolve(got[0]).Edit, 1); text != strings.Replace(patch, "+aa \n", "+a\n", 1) {
		t.Errorf("fixed: %q", text)
	}
}

func TestHover(t *testing.T) {
	s := start(t, Options{}, modern)
	s.open(file, "c", 1, messy)
	var h *protocol.Hover
	s.must("textDocument/hover", `{"textDocument":{"uri":"file:///w/a.c"},"position":{"line":0,"character":7}}`, &h)
	if h == nil {
		t.Fatal("no hover")
	}
	text := h.Contents.(*protocol.MarkupContent)
	for _, want := range []string{"**TRAILING**", "They are of no use.", "```c\nx \n```", "https://docs.kernel.org/process/x.html#blanks"} {
		if !strings.Contains(text.Value, want) {
			t.Errorf("no %q in %s", want, text.Value)
		}
	}
	if h.Range == nil || h.Range.Start.Character != 7 {
		t.Errorf("range is %v", h.Range)
	}
	h = nil
	s.must("textDocument/hover", `{"textDocument":{"uri":"file:///w/a.c"},"position":{"line":1,"character":0}}`, &h)
	if h != nil {
		t.Errorf("hover on nothing: %v", h)
	}
}

func TestRangeFormatting(t *testing.T) {
	s := connect(t, Options{})
	r := s.initialize(modern, `{"format":true}`)
	if r.Capabilities.DocumentRangeFormattingProvider == nil {
		t.Fatal("not offered")
	}
	s.open(file, "c", 1, messy)
	var edits []protocol.TextEdit
	s.must("textDocument/rangeFormatting", `{"textDocument":{"uri":"file:///w/a.c"},"range":{"start":{"line":1,"character":0},"end":{"line":4,"character":0}},"options":{"tabSize":8,"insertSpaces":false}}`, &edits)
	// The blank on line 0 is outside, "aa" is no matter of layout.
	if len(edits) != 1 || edits[0].Range.Start != (protocol.Position{Line: 1, Character: 3}) || edits[0].NewText != "" {
		t.Errorf("edits: %v", edits)
	}
}

func TestRangesFormatting(t *testing.T) {
	s := connect(t, Options{})
	r := s.initialize(strings.Replace(modern, `"textDocument":{`, `"textDocument":{"rangeFormatting":{"rangesSupport":true},`, 1), `{"format":true}`)
	if o, ok := r.Capabilities.DocumentRangeFormattingProvider.(*protocol.DocumentRangeFormattingOptions); !ok || !isTrue(o.RangesSupport) {
		t.Fatal("not offered")
	}
	s.open(file, "c", 1, "a \nb \nc \n")
	var edits []protocol.TextEdit
	s.must("textDocument/rangesFormatting", `{"textDocument":{"uri":"file:///w/a.c"},"ranges":[{"start":{"line":0,"character":0},"end":{"line":1,"character":0}},{"start":{"line":2,"character":0},"end":{"line":3,"character":0}}],"options":{"tabSize":8,"insertSpaces":false}}`, &edits)
	if len(edits) != 2 || edits[0].Range.Start.Line != 0 || edits[1].Range.Start.Line != 2 {
		t.Errorf("edits: %v", edits)
	}
}

func TestDifferenceIsSmall(t *testing.T) {
	from, to := "a\nbä x\nc\nd\n", "a\nbö x\nc\ne\nd\n"
	got := fmt.Sprint(difference([]byte(from), []byte(to)))
	if want := "[{{3 5} ö} {{10 10} e\n}]"; got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestEditBesideLineEnd takes a '\r' away, which has no place of its own.
func TestEditBesideLineEnd(t *testing.T) {
	text := []byte("a\r\nb\r\n")
	for _, c := range []struct{ e, want position.Edit }{
		{position.Edit{Span: position.Span{Start: 1, End: 2}}, position.Edit{Span: position.Span{Start: 1, End: 3}, New: "\n"}},
		{position.Edit{Span: position.Span{Start: 2, End: 2}, New: "x"}, position.Edit{Span: position.Span{Start: 1, End: 3}, New: "\rx\n"}},
		{position.Edit{Span: position.Span{Start: 3, End: 4}}, position.Edit{Span: position.Span{Start: 3, End: 4}}},
	} {
		if got := aroundLineEnds(text, c.e); got != c.want {
			t.Errorf("%v: %v, want %v", c.e, got, c.want)
		}
	}
}
