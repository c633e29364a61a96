// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// lensing are the capabilities of a client that shows code lenses and makes
// edits that the server asks for.
var lensing = strings.Replace(strings.Replace(modern, `"workspace":{`, `"workspace":{"applyEdit":true,"codeLens":{"refreshSupport":true},`, 1),
	`"textDocument":{`, `"textDocument":{"codeLens":{},`, 1)

// lenses are the titles of the lenses of a document, and the last of them.
func (s *session) lenses(uri string) (string, protocol.Command) {
	s.t.Helper()
	var list []protocol.CodeLens
	s.must("textDocument/codeLens", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, uri), &list)
	var out []string
	var last protocol.Command
	for _, l := range list {
		out, last = append(out, l.Command.Title), l.Command
	}
	return strings.Join(out, "|"), last
}

func (s *session) execute(c protocol.Command) error {
	s.t.Helper()
	raw, err := protocol.Marshal(&protocol.ExecuteCommandParams{Command: c.Command, Arguments: c.Arguments})
	if err != nil {
		s.t.Fatal(err)
	}
	return s.call("workspace/executeCommand", string(raw), nil)
}

func TestCodeLens(t *testing.T) {
	w := newWorkTree(t)
	w.put("a.c", "a \nb \nc TODO\nd\n")
	w.git("add", ".")
	w.git("commit", "-qm", "x")
	s := connect(t, Options{})
	asked := make(chan protocol.ApplyWorkspaceEditParams, 1)
	refuse := false
	s.answer = func(method string, params json.RawMessage) (any, error) {
		if method != protocol.MethodWorkspaceApplyEdit {
			return nil, nil
		}
		var p protocol.ApplyWorkspaceEditParams
		if err := protocol.Unmarshal(params, &p); err != nil {
			return nil, err
		}
		asked <- p
		if refuse {
			return jsonrpc2.RawMessage(`{"applied":false,"failureReason":"read only"}`), nil
		}
		return jsonrpc2.RawMessage(`{"applied":true}`), nil
	}
	if r := s.initialize(lensing, "null"); r.Capabilities.CodeLensProvider == nil {
		t.Fatal("not offered")
	}
	a := w.uri("a.c")
	s.open(a, "c", 1, "a \nb \nc TODO\nd\n")
	if got, last := s.lenses(a); got != "kstyle: 0 findings on changed lines, 3 older" || last.Command != commandCount {
		t.Errorf("nothing changed: %s", got)
	}
	s.change(a, 2, replacement(3, 0, 3, 1, "aa TODO "))
	got, fix := s.lenses(a)
	if got != "kstyle: 3 findings on changed lines, 3 older|fix 2 of them" {
		t.Fatalf("one line changed: %s", got)
	}
	if err := s.execute(fix); err != nil {
		t.Error(err)
	}
	if p := <-asked; applied(t, "a \nb \nc TODO\naa TODO \n", &p.Edit, 2) != "a \nb \nc TODO\na TODO\n" {
		t.Errorf("the edit is %v", p.Edit)
	}
	refuse = true
	if err := s.execute(fix); err == nil || !strings.Contains(err.Error(), "read only") {
		t.Errorf("a refusal is answered with %v", err)
	}
	fix.Command = commandCount
	if err := s.execute(fix); err != nil {
		t.Error(err)
	}
	s.eventually("the counts", func() bool {
		said := strings.Join(s.heard("window/showMessage"), "")
		return strings.Contains(said, "On changed lines: 1 DEPRECATED_TODO, 1 DOUBLE, 1 TRAILING. Older: 2 TRAILING, 1 DEPRECATED_TODO.")
	})
	s.change(a, 3, `{"text":"a\n"}`)
	if got, _ := s.lenses(a); got != "" {
		t.Errorf("nothing found: %s", got)
	}
	s.notify("workspace/didChangeConfiguration", `{"settings":null}`)
	s.eventually("being told to ask again", func() bool { return s.wasAsked(protocol.MethodWorkspaceCodeLensRefresh) })
}

func (s *session) wasAsked(method string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.asked {
		if m == method {
			return true
		}
	}
	return false
}

func TestReasons(t *testing.T) {
	s := start(t, Options{}, modern)
	s.open(file, "c", 1, "/* TODO */\n")
	s.diagnostics(file, 1)
	reasons := func(context string) string {
		t.Helper()
		var out []string
		for _, a := range s.actions(file, 0, 3, 0, 3, context) {
			out = append(out, a.Title+": "+a.Disabled.Reason)
		}
		return strings.Join(out, "|")
	}
	if got, want := reasons(`{"diagnostics":[],"only":["source.fixAll"],"triggerKind":1}`), "Fix all safe kernel style problems: what can be fixed wants somebody to look at it first"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := reasons(`{"diagnostics":[],"only":["source.fixAll"],"triggerKind":2}`); got != "" {
		t.Errorf("a light bulb gets %s", got)
	}
	s.change(file, 2, `{"text":"NOFIX\n"}`)
	if got, want := reasons(`{"diagnostics":[],"triggerKind":1}`), "Fix this NOFIX: how to put it right is for somebody to decide: no way"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := reasons(`{"diagnostics":[],"only":["source.fixAll.kstyle.changed"],"triggerKind":1}`), "Fix all safe kernel style problems on changed lines: none of what is found has a fix"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s.change(file, 3, `{"text":"x\n"}`)
	if got, want := reasons(`{"diagnostics":[],"only":["source.fixAll.kstyle"],"triggerKind":1}`), "Fix all safe kernel style problems: nothing is found in this file"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	old := start(t, Options{}, strings.Replace(modern, `"disabledSupport":true`, `"disabledSupport":false`, 1))
	old.open(file, "c", 1, "NOFIX\n")
	if got := old.actions(file, 0, 0, 0, 0, `{"diagnostics":[],"triggerKind":1}`); len(got) != 0 {
		t.Errorf("a client that knows no reasons gets %s", titles(got))
	}
}

func TestUnknownTypesInSettings(t *testing.T) {
	s := connect(t, Options{})
	s.initialize(modern, `{"ignore":["trailng","DOUBLE"],"types":["NOTHING_LIKE_IT"]}`)
	s.open(file, "c", 1, "aa \n")
	if got := shown(s.diagnostics(file, 1)); got != "0:2-3 TRAILING" {
		t.Errorf("got %s", got)
	}
	s.eventually("a word about it", func() bool {
		said := strings.Join(s.heard("window/showMessage"), "")
		return strings.Contains(said, "there is no type TRAILNG; did you mean TRAILING?") && strings.Contains(said, "NOTHING_LIKE_IT")
	})
}

// TestVerify compares each result with that of a fresh check, and sees a check
// that does not say the same twice.
func TestVerify(t *testing.T) {
	var calls atomic.Int32
	fickle := &analyzer.Check{Rules: []*analyzer.Rule{panics}, OnLine: func(p *analyzer.Pass, line int) {
		if bytes.Contains(p.Raw(line), []byte("FICKLE")) {
			p.Error(panics, p.Columns(line, 0, 1), "the %d. time", calls.Add(1))
		}
	}}
	s := connect(t, Options{Analyzer: analyzer.New(append(testChecks()[:3:3], fickle))})
	s.initialize(modern, `{"verify":true}`)
	s.open(file, "c", 1, strings.Repeat("int f(void)\n{\n\taa;\n}\n\n", 50))
	s.diagnostics(file, 1)
	for v := 2; v < 40; v++ {
		s.change(file, v, replacement(v*5, 0, v*5, 0, "aa \n"))
		s.diagnostics(file, int32(v))
	}
	if log := s.log.String(); strings.Contains(log, "differs") || strings.Count(log, "msg=verified") < 20 {
		t.Errorf("the log: %s", log)
	}
	s.change(file, 40, replacement(0, 0, 0, 0, "FICKLE\n"))
	s.diagnostics(file, 40)
	if !strings.Contains(s.log.String(), "differs from that of a fresh check") {
		t.Error("two different results are taken for one")
	}
	s.eventually("a word to the user", func() bool { return len(s.heard("window/showMessage")) > 0 })
}

func TestUnlike(t *testing.T) {
	f := func(start uint32, title string) *analyzer.Finding {
		x := &analyzer.Finding{Rule: double, Range: source.Range{Start: start, End: start + 1}, Line: 1}
		return x.Fix(title)
	}
	a := []*analyzer.Finding{f(1, "x"), f(2, "x")}
	for _, c := range []struct {
		b    []*analyzer.Finding
		want string
	}{
		{[]*analyzer.Finding{f(1, "x"), f(2, "x")}, ""},
		{a[:1], "has "}, {append(a[:2:2], f(3, "x")), "lacks "},
		{[]*analyzer.Finding{f(1, "x"), f(3, "x")}, " is "}, {[]*analyzer.Finding{f(1, "x"), f(2, "y")}, "other fixes"},
	} {
		if got := unlike(a, c.b); !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestPatchOfManyFiles judges each file of a patch as the project wants that.
func TestPatchOfManyFiles(t *testing.T) {
	w := newWorkTree(t)
	w.put("kstyle.toml", "[[override]]\npaths = [\"old/**\"]\nignore = [\"TRAILING\"]\n")
	one := "--- a/%[1]s\n+++ b/%[1]s\n@@ -1,1 +1,2 @@\n a\n+x \n"
	s := connect(t, Options{})
	s.initializeIn(w.uri(""), modern, "null")
	s.open(w.uri("p.patch"), "diff", 1, fmt.Sprintf(one, "old/a.c")+fmt.Sprintf(one, "new/a.c"))
	if got := shown(s.diagnostics(w.uri("p.patch"), 1)); got != "9:2-3 TRAILING" {
		t.Errorf("got %s", got)
	}
}
