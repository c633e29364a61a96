// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

func TestReadSettings(t *testing.T) {
	s, problems := readSettings([]byte(`{"kstyle":{"strict":false,"maxLineLength":80,"tabSize":"x","ignore":["A"],"colour":1,"older":"maybe","trace":{"server":"off"}}}`))
	if s.Strict == nil || *s.Strict || s.MaxLineLength == nil || *s.MaxLineLength != 80 || !slices.Equal(s.Ignore, []string{"A"}) || s.TabSize != nil || s.Older != "" {
		t.Errorf("got %+v", s)
	}
	all := strings.Join(problems, "\n")
	for _, want := range []string{"tabSize", "colour", "older"} {
		if !strings.Contains(all, want) {
			t.Errorf("nothing is said about %s: %q", want, all)
		}
	}
	if len(problems) != 3 {
		t.Errorf("problems: %q", problems)
	}
	for _, raw := range []string{"", "null", " null ", "{}", "[]"} {
		if _, problems := readSettings([]byte(raw)); len(problems) != 0 {
			t.Errorf("%q: %q", raw, problems)
		}
	}
	if _, problems := readSettings([]byte(`[1]`)); len(problems) != 1 {
		t.Errorf("a list: %q", problems)
	}
}

func TestSettingsActAtOnce(t *testing.T) {
	s := connect(t, Options{})
	s.initialize(modern, `{"ignore":["TRAILING"]}`)
	s.open(file, "c", 1, "aa \n")
	if got := shown(s.diagnostics(file, 1)); got != "0:0-2 DOUBLE" {
		t.Fatalf("initializationOptions: %s", got)
	}
	s.notify("workspace/didChangeConfiguration", `{"settings":{"kstyle":{"strict":false}}}`)
	s.eventually("the new settings", func() bool { return shown(s.diagnostics(file, 1)) == "0:2-3 TRAILING" })
	s.notify("workspace/didChangeConfiguration", `{"settings":null}`)
	s.eventually("none at all", func() bool { return shown(s.diagnostics(file, 1)) == "0:0-2 DOUBLE, 0:2-3 TRAILING" })
}

// asking are the capabilities of a client that is asked for its settings and
// watches files.
var asking = strings.Replace(modern, `"workspace":{`, `"workspace":{"configuration":true,"didChangeWatchedFiles":{"dynamicRegistration":true},`, 1)

func TestAskedSettings(t *testing.T) {
	s := connect(t, Options{})
	ignore := "TRAILING"
	s.answer = func(method string, params json.RawMessage) (any, error) {
		if method != protocol.MethodWorkspaceConfiguration {
			return nil, nil
		}
		var p protocol.ConfigurationParams
		if err := protocol.Unmarshal(params, &p); err != nil {
			return nil, err
		}
		out := []jsontext.Value{jsontext.Value("null")}
		for range p.Items[1:] {
			out = append(out, jsontext.Value(fmt.Sprintf(`{"ignore":[%q]}`, ignore)))
		}
		b, err := json.Marshal(out)
		return jsonrpc2.RawMessage(b), err
	}
	s.initialize(asking, "null")
	s.open(file, "c", 1, "aa \n")
	s.eventually("the answer", func() bool { return shown(s.diagnostics(file, 1)) == "0:0-2 DOUBLE" })
	s.mu.Lock()
	ignore = "DOUBLE"
	s.mu.Unlock()
	s.notify("workspace/didChangeConfiguration", `{"settings":null}`)
	s.eventually("the second answer", func() bool { return shown(s.diagnostics(file, 1)) == "0:2-3 TRAILING" })
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.asked, protocol.MethodClientRegisterCapability) {
		t.Errorf("asked only for %v", s.asked)
	}
}

// pulling are the capabilities of a client that asks for diagnostics.
var pulling = strings.Replace(strings.Replace(modern, `"textDocument":{`, `"textDocument":{"diagnostic":{"codeDescriptionSupport":true},`, 1),
	`"workspace":{`, `"workspace":{"diagnostics":{"refreshSupport":true},`, 1)

func TestPull(t *testing.T) {
	s := connect(t, Options{})
	r := s.initialize(pulling, "null")
	if r.Capabilities.DiagnosticProvider == nil {
		t.Fatal("pulling is not offered")
	}
	s.open(file, "c", 1, "x \n")
	type report struct {
		Kind, ResultID string
		Items          []json.RawMessage
	}
	pull := func(previous string) report {
		t.Helper()
		var raw jsonrpc2.RawMessage
		s.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}%s}`, file, previous), &raw)
		var got report
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := pull("")
	if first.Kind != "full" || len(first.Items) != 1 || first.ResultID == "" {
		t.Fatalf("first: %+v", first)
	}
	if same := pull(`,"previousResultId":"` + first.ResultID + `"`); same.Kind != "unchanged" || same.ResultID != first.ResultID {
		t.Errorf("again: %+v", same)
	}
	s.change(file, 2, replacement(0, 0, 0, 0, "aa"))
	if next := pull(`,"previousResultId":"` + first.ResultID + `"`); next.Kind != "full" || len(next.Items) != 2 {
		t.Errorf("after an edit: %+v", next)
	}
	s.change(file, 3, `{"text":"x\n"}`)
	if none := pull(""); none.Kind != "full" || none.Items == nil || len(none.Items) != 0 {
		t.Errorf("nothing found: %+v", none)
	}
	s.notify("workspace/didChangeConfiguration", `{"settings":{"strict":false}}`)
	s.eventually("being told to ask again", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return slices.Contains(s.asked, protocol.MethodWorkspaceDiagnosticRefresh)
	})
	if err := s.quit(); err != nil {
		t.Error(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.published) != 0 {
		t.Errorf("a client that pulls was sent %d lists unasked", len(s.published))
	}
}

func TestNoPullWithoutRefresh(t *testing.T) {
	s := connect(t, Options{})
	r := s.initialize(strings.Replace(pulling, `"refreshSupport":true`, `"refreshSupport":false`, 1), "null")
	if r.Capabilities.DiagnosticProvider != nil {
		t.Error("pulling is offered to a client that would not learn of news")
	}
	s.open(file, "c", 1, "x \n")
	s.diagnostics(file, 1)
	wantCode(t, s.call("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, file), nil), jsonrpc2.MethodNotFound)
}

// TestSaveWithoutWatching has a client that cannot watch files save one of
// settings.
func TestSaveWithoutWatching(t *testing.T) {
	w := newWorkTree(t)
	s := start(t, Options{}, modern)
	s.open(w.uri("a.c"), "c", 1, "aa \n")
	s.diagnostics(w.uri("a.c"), 1)
	s.open(w.uri("kstyle.toml"), "toml", 1, "")
	w.put("kstyle.toml", "ignore = [\"TRAILING\"]\n")
	s.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, w.uri("kstyle.toml")))
	s.eventually("the new settings", func() bool { return shown(s.diagnostics(w.uri("a.c"), 1)) == "0:0-2 DOUBLE" })
	w.put("kstyle.toml", "ignore = [\"DOUBLE\"]\n")
	s.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, w.uri("a.c")))
	s.eventually("newer settings", func() bool { return shown(s.diagnostics(w.uri("a.c"), 1)) == "0:2-3 TRAILING" })
}

func TestProjectFile(t *testing.T) {
	w := newWorkTree(t)
	w.put("kstyle.toml", "strict = false\n[severity]\nDEPRECATED_TODO = \"error\"\n[[override]]\npaths = [\"old/**\"]\nignore = [\"TRAILING\"]\n")
	s := start(t, Options{}, asking)
	for name, want := range map[string]string{"a.c": "0:1 0:1", "old/a.c": "0:1"} {
		w.put(name, "")
		s.open(w.uri(name), "c", 1, "aa TODO \n")
		if got := weighed(s.diagnostics(w.uri(name), 1)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	w.put("kstyle.toml", "types = [\"DOUBLE\"]\nstrict = true\n")
	changed := fmt.Sprintf(`{"changes":[{"uri":%q,"type":2}]}`, w.uri("kstyle.toml"))
	s.notify("workspace/didChangeWatchedFiles", changed)
	s.eventually("the new file", func() bool { return shown(s.diagnostics(w.uri("a.c"), 1)) == "0:0-2 DOUBLE" })
	w.put("kstyle.toml", "types = 7\n")
	s.notify("workspace/didChangeWatchedFiles", changed)
	s.eventually("all, as without a file", func() bool { return len(s.diagnostics(w.uri("a.c"), 1)) == 3 })
	if !strings.Contains(s.log.String(), "kstyle.toml") {
		t.Error("nothing is said about the broken file")
	}
}

// TestBaselineLive: findings that the project's baseline knows are not shown,
// new ones are, and a baseline that changes counts at once.
func TestBaselineLive(t *testing.T) {
	w := newWorkTree(t)
	const header = "# kstyle-ls baseline 1\n"
	w.put("kstyle.toml", "baseline = \"kstyle.baseline\"\nstrict = true\n")
	w.put("kstyle.baseline", header+"a.c\tTRAILING\t\t1\t\n")
	s := start(t, Options{}, modern)
	a := w.uri("a.c")
	w.put("a.c", "")
	s.open(a, "c", 1, "aa \nb\n")
	if got := shown(s.diagnostics(a, 1)); got != "0:0-2 DOUBLE" {
		t.Errorf("with the baseline: %s", got)
	}
	s.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":2},"contentChanges":[{"text":"aa \nb \n"}]}`, a))
	if got := shown(s.diagnostics(a, 2)); got != "0:0-2 DOUBLE, 1:1-2 TRAILING" {
		t.Errorf("one more: %s", got)
	}
	changed := fmt.Sprintf(`{"changes":[{"uri":%q,"type":2}]}`, w.uri("kstyle.baseline"))
	w.put("kstyle.baseline", header+"a.c\tTRAILING\t\t2\t\na.c\tDOUBLE\t\t1\t\n")
	s.notify("workspace/didChangeWatchedFiles", changed)
	s.eventually("a larger baseline", func() bool { return shown(s.diagnostics(a, 2)) == "" })
	w.put("kstyle.baseline", "something else\n")
	s.notify("workspace/didChangeWatchedFiles", changed)
	s.eventually("no baseline", func() bool { return shown(s.diagnostics(a, 2)) == "0:0-2 DOUBLE, 0:2-3 TRAILING, 1:1-2 TRAILING" })
	if !strings.Contains(s.log.String(), "kstyle.baseline:1") {
		t.Errorf("nothing is said of a baseline that is none: %s", s.log.String())
	}
}

// TestManyEventsOneLook writes the index as often as a rebase does.
func TestManyEventsOneLook(t *testing.T) {
	w := newWorkTree(t)
	w.put("a.c", "x \n")
	w.git("add", ".")
	w.git("commit", "-qm", "x")
	s := start(t, Options{}, asking)
	a := w.uri("a.c")
	s.open(a, "c", 1, "x \ny \n")
	s.eventually("the first look", func() bool { return weighed(s.diagnostics(a, 1)) == "0:4 1:1" })
	w.put("a.c", "x \ny \n")
	w.git("commit", "-qam", "y")
	for range 200 {
		s.notify("workspace/didChangeWatchedFiles", fmt.Sprintf(`{"changes":[{"uri":%q,"type":2}]}`, w.uri(".git/index")))
	}
	s.eventually("the new base", func() bool { return weighed(s.diagnostics(a, 1)) == "0:4 1:4" })
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.published); n > 50 {
		t.Errorf("published %d times", n)
	}
}

// TestFormatIsSwitchedOn has a client that can take formatting into its
// register later, and one that cannot.
func TestFormatIsSwitchedOn(t *testing.T) {
	const format = `{"textDocument":{"uri":"file:///w/a.c"},"range":{"start":{"line":0,"character":0},"end":{"line":1,"character":0}},"options":{"tabSize":8,"insertSpaces":false}}`
	s := connect(t, Options{})
	told := make(chan string, 10)
	s.answer = func(method string, params json.RawMessage) (any, error) {
		if strings.HasSuffix(method, "Capability") {
			told <- method + string(params)
		}
		return nil, nil
	}
	switches := func(on bool) {
		t.Helper()
		s.notify("workspace/didChangeConfiguration", fmt.Sprintf(`{"settings":{"format":%v}}`, on))
	}
	next := func(want string) {
		t.Helper()
		select {
		case got := <-told:
			if got != want {
				t.Errorf("got %s\nwant %s", got, want)
			}
		case <-time.After(patience):
			t.Fatalf("not told: %s", want)
		}
	}
	r := s.initialize(strings.Replace(modern, `"textDocument":{`, `"textDocument":{"rangeFormatting":{"rangesSupport":true,"dynamicRegistration":true},`, 1), `{"format":true}`)
	if r.Capabilities.DocumentRangeFormattingProvider != nil {
		t.Error("offered for good")
	}
	const there = `client/registerCapability{"registrations":[{"id":"kstyle.format","method":"textDocument/rangeFormatting","registerOptions":{"documentSelector":null,"rangesSupport":true}}]}`
	const gone = `client/unregisterCapability{"unregisterations":[{"id":"kstyle.format","method":"textDocument/rangeFormatting"}]}`
	next(there)
	switches(true)
	switches(false)
	next(gone)
	switches(true)
	next(there)

	s = connect(t, Options{})
	if r := s.initialize(modern, `{"format":true}`); r.Capabilities.DocumentRangeFormattingProvider == nil {
		t.Error("not offered")
	}
	s.open(file, "c", 1, "a \n")
	for _, on := range []bool{false, true} {
		switches(on)
		var edits []protocol.TextEdit
		s.must("textDocument/rangeFormatting", format, &edits)
		if (len(edits) == 1) != on {
			t.Errorf("format is %v: %v", on, edits)
		}
	}
}

// TestLensesFollowTheStatus: who shows the counts elsewhere has no lens.
func TestLensesFollowTheStatus(t *testing.T) {
	s := connect(t, Options{})
	s.initialize(lensing, `{"status":true}`)
	s.open(file, "c", 1, "a \n")
	for _, on := range []bool{true, false, true} {
		s.notify("workspace/didChangeConfiguration", fmt.Sprintf(`{"settings":{"status":%v}}`, on))
		if got, _ := s.lenses(file); (got == "") != on {
			t.Errorf("status is %v: %q", on, got)
		}
	}
	s.eventually("being told to ask again", func() bool { return s.wasAsked(protocol.MethodWorkspaceCodeLensRefresh) })
	s.eventually("the status", func() bool {
		return strings.Contains(strings.Join(s.heard("kstyle/status"), ""), `"version":1,"changed":1,"older":0`)
	})
}

// TestPatchIsPlacedAnew changes the file that a patch is placed in.
func TestPatchIsPlacedAnew(t *testing.T) {
	w := newWorkTree(t)
	w.kernelTree("")
	w.put("lib/a.c", "int old;\nint more;\n")
	lines := &analyzer.Rule{Type: "LINES", Levels: []analyzer.Level{analyzer.Error}, Title: "Lines"}
	s := connect(t, Options{Analyzer: analyzer.New([]*analyzer.Check{{Rules: []*analyzer.Rule{lines}, OnText: func(p *analyzer.Pass) {
		if p.Added(1) {
			p.Error(lines, p.LineRange(1), "%d", len(p.Text.Lines))
		}
	}}})})
	s.initializeIn(w.uri(""), modern, `{"enable":"always"}`)
	u := w.uri("x.patch")
	s.open(u, "diff", 1, "--- a/lib/a.c\n+++ b/lib/a.c\n@@ -1 +1,2 @@\n int old;\n+int new;\n")
	count := func(version int32) string {
		if ds := s.diagnostics(u, version); len(ds) == 1 {
			return fmt.Sprint(ds[0].Message)
		}
		return "none"
	}
	if got := count(1); got != "3" {
		t.Fatalf("placed in %s lines", got)
	}
	w.put("lib/a.c", "int old;\nint more;\nint most;\n")
	s.open(w.uri("lib/a.c"), "c", 1, "int old;\nint more;\nint most;\n")
	s.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, w.uri("lib/a.c")))
	s.change(u, 2, replacement(0, 0, 0, 0, "x\n"))
	if got := count(2); got != "4" {
		t.Errorf("placed in %s lines behind a change of the file", got)
	}
}
