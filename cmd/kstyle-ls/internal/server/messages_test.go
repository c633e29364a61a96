// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
)

const mail = `From 1234567890123456789012345678901234567890 Mon Sep 17 00:00:00 2001
From: A <a@example.org>
Subject: [PATCH] x: do y

This mends commit %s ("x: begin").

S
Signed-off-by: A <a@example.org>
---
 a.c | 2 +-

diff --git a/a.c b/a.c
index 1111111..2222222 100644
--- a/a.c
+++ b/a.c
@@ -1,2 +1,2 @@ int f(void)
-a
+b
 c
@@ -10,1 +10,2 @@
 x
+y
` + "-- \n2.43.0\n"

func TestOutlineOfPatch(t *testing.T) {
	s := start(t, Options{}, modern)
	const p = "file:///w/p.patch"
	s.open(p, "diff", 1, fmt.Sprintf(mail, "1234567"))
	var symbols []protocol.DocumentSymbol
	s.must("textDocument/documentSymbol", `{"textDocument":{"uri":"file:///w/p.patch"}}`, &symbols)
	var out []string
	for _, f := range symbols {
		out = append(out, fmt.Sprintf("%s %d-%d", f.Name, f.Range.Start.Line, f.Range.End.Line))
		for _, h := range f.Children {
			out = append(out, fmt.Sprintf("%s %d-%d", h.Name, h.Range.Start.Line, h.Range.End.Line))
		}
	}
	if got := strings.Join(out, "|"); got != "a.c 11-21|int f(void) 15-18|@@ -10,1 +10,2 @@ 19-21" {
		t.Errorf("symbols: %s", got)
	}
	var folds []protocol.FoldingRange
	s.must("textDocument/foldingRange", `{"textDocument":{"uri":"file:///w/p.patch"}}`, &folds)
	out = nil
	for _, f := range folds {
		out = append(out, fmt.Sprintf("%d-%d", f.StartLine, f.EndLine))
	}
	if got := strings.Join(out, " "); got != "1-2 11-21 15-18 19-21" {
		t.Errorf("folds: %s", got)
	}
	s.open(file, "c", 1, "int f(void)\n{\n}\n")
	symbols, folds = nil, nil
	s.must("textDocument/documentSymbol", `{"textDocument":{"uri":"file:///w/a.c"}}`, &symbols)
	s.must("textDocument/foldingRange", `{"textDocument":{"uri":"file:///w/a.c"}}`, &folds)
	if len(symbols)+len(folds) != 0 {
		t.Error("a C file has an outline that others make better")
	}
}

// labels asks for completion and returns what is offered, and the text with
// the first of it put in.
func (s *session) labels(uri, text string, line, character int) ([]string, string) {
	s.t.Helper()
	var list protocol.CompletionList
	s.must("textDocument/completion", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d}}`, uri, line, character), &list)
	var out []string
	for _, item := range list.Items {
		out = append(out, item.Label)
	}
	if len(list.Items) == 0 {
		return out, text
	}
	edit := list.Items[0].TextEdit.(*protocol.TextEdit)
	return out, applied(s.t, text, &protocol.WorkspaceEdit{Changes: map[docURI][]protocol.TextEdit{docURI(uri): {*edit}}}, 0)
}

func TestCompletionInMessages(t *testing.T) {
	w := newWorkTree(t)
	w.put("a.c", "1")
	w.git("add", ".")
	w.git("commit", "-qm", "x: a: begin")
	w.put("b.c", "1")
	w.git("add", ".")
	w.git("-c", "user.name=B", "commit", "-qm", "other: begin")
	w.git("config", "user.name", "Me")
	w.git("config", "user.email", "me@example.org")
	w.put("a.c", "2")
	w.git("add", ".")
	id, err := exec.Command("git", "-C", w.dir, "rev-parse", "--short=12", "HEAD~1").Output()
	if err != nil {
		t.Fatal(err)
	}
	commit := strings.TrimSpace(string(id))
	s := start(t, Options{}, modern)
	msg := w.uri(".git/COMMIT_EDITMSG")
	const text = "x\n\nSi\nReviewed-by: B\nFixes: \nCheckpatch-ignore: TRAI\n# comment\n"
	s.open(msg, "git-commit", 1, text)
	if got, _ := s.labels(msg, text, 0, 1); strings.Join(got, "|") != "x: a: " {
		t.Errorf("prefixes: %q", got)
	}
	got, after := s.labels(msg, text, 2, 2)
	if len(got) < 10 || got[0] != "Signed-off-by: Me <me@example.org>" || !strings.Contains(after, "\nSigned-off-by: Me <me@example.org>\nReviewed-by") {
		t.Errorf("trailers: %q %q", got, after)
	}
	if got, _ := s.labels(msg, text, 3, 14); strings.Join(got, "|") != "Me <me@example.org>|A <a@example.org>|B <a@example.org>" {
		t.Errorf("people: %q", got)
	}
	got, after = s.labels(msg, text, 4, 7)
	if want := commit + ` ("x: a: begin")`; strings.Join(got, "|") != want || !strings.Contains(after, "Fixes: "+want+"\n") {
		t.Errorf("commits: %q %q, want %s", got, after, want)
	}
	got, after = s.labels(msg, text, 5, 23)
	if len(got) != 5 || got[0] != "DEPRECATED_TODO" || !strings.Contains(after, "ignore: DEPRECATED_TODO\n") {
		t.Errorf("types: %q %q", got, after)
	}
	if got, _ := s.labels(msg, text, 6, 3); len(got) != 0 {
		t.Errorf("in a comment of git: %q", got)
	}
	// In a patch: only where its author writes.
	p := "file://" + filepath.Join(w.dir, "p.patch")
	body := fmt.Sprintf(mail, commit)
	s.open(p, "diff", 1, body)
	if got, _ := s.labels(p, body, 6, 1); len(got) < 10 {
		t.Errorf("trailers in a patch: %q", got)
	}
	if got, _ := s.labels(p, body, 16, 1); len(got) != 0 {
		t.Errorf("in a hunk: %q", got)
	}
	// What a commit is.
	var h *protocol.Hover
	s.must("textDocument/hover", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":4,"character":20}}`, p), &h)
	if h == nil || h.Contents.(*protocol.MarkupContent).Value != fmt.Sprintf("commit %s (\"x: a: begin\")", commit) {
		t.Errorf("hover: %v", h)
	}
	var links []protocol.DocumentLink
	s.must("textDocument/documentLink", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, p), &links)
	if len(links) != 0 {
		t.Errorf("links outside of a kernel tree: %v", links)
	}
}

func TestLinksInKernelTree(t *testing.T) {
	w := newWorkTree(t)
	w.kernelTree("")
	s := start(t, Options{}, modern)
	u := w.uri("drivers/a.c")
	s.open(u, "c", 1, "/*\n * Since commit\n 0123456789ab (\"x\") this is so. Nothing: abcdef123456\n */\n")
	var links []protocol.DocumentLink
	s.must("textDocument/documentLink", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, u), &links)
	if len(links) != 1 || links[0].Range.Start.Line != 2 || links[0].Target == nil || !strings.HasSuffix(string(*links[0].Target), "/0123456789ab") {
		t.Errorf("links: %v", links)
	}
}

// TestPrefixesWhenAmending: nothing is staged, but git lists what the commit
// is about in its message.
func TestPrefixesWhenAmending(t *testing.T) {
	w := newWorkTree(t)
	for _, name := range []string{"a.c", "b.c"} {
		w.put(name, "1")
		w.git("add", ".")
		w.git("commit", "-qm", name[:1]+": begin")
	}
	s := start(t, Options{}, modern)
	msg := w.uri(".git/COMMIT_EDITMSG")
	const text = "y\n\n# Changes to be committed:\n#\trenamed:    a.c -> b.c\n#\tnew file:   none.c\n"
	s.open(msg, "git-commit", 1, text)
	if got, _ := s.labels(msg, text, 0, 1); strings.Join(got, "|") != "b: " {
		t.Errorf("got %q", got)
	}
}
