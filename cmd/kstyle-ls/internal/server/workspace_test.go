// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// sweeping are the capabilities of a client that asks for the workspace and
// shows progress.
var sweeping = strings.Replace(pulling, `{"general"`, `{"window":{"workDoneProgress":true},"general"`, 1)

// fileReport is one report on a file of the workspace.
type fileReport struct {
	URI, Kind, ResultID string
	Version             *int32
	Items               []protocol.Diagnostic
}

// shownReports is reports in few letters, with names from a folder on.
func shownReports(dir string, reports []fileReport) string {
	var out []string
	for _, r := range reports {
		text := strings.TrimPrefix(r.URI, "file://"+dir+"/")
		if r.Version != nil {
			text += fmt.Sprintf("@%d", *r.Version)
		}
		if r.Kind == "full" {
			text += "[" + weighed(r.Items) + "]"
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func decodeReports(t *testing.T, raw []byte) []fileReport {
	t.Helper()
	var list struct {
		Items []struct {
			URI, Kind, ResultID string
			Version             *int32
			Items               json.RawMessage
		}
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	var out []fileReport
	for _, r := range list.Items {
		one := fileReport{URI: r.URI, Kind: r.Kind, ResultID: r.ResultID, Version: r.Version}
		if r.Kind == "full" {
			if err := protocol.Unmarshal(r.Items, &one.Items); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, one)
	}
	return out
}

// sweep asks for the workspace, with what was reported before.
func (s *session) sweep(more string, before ...fileReport) []fileReport {
	s.t.Helper()
	var raw jsonrpc2.RawMessage
	s.must("workspace/diagnostic", fmt.Sprintf(`{"previousResultIds":%s%s}`, idsOf(before), more), &raw)
	return decodeReports(s.t, raw)
}

func idsOf(before []fileReport) string {
	ids := []string{}
	for _, r := range before {
		ids = append(ids, fmt.Sprintf(`{"uri":%q,"value":%q}`, r.URI, r.ResultID))
	}
	return "[" + strings.Join(ids, ",") + "]"
}

func TestWorkspaceDiagnostics(t *testing.T) {
	w := newWorkTree(t)
	w.put(".gitignore", "gen.c\n")
	w.put("old.c", "a \nb\n")
	w.put("changed.c", "a \nb\n")
	w.put("clean.c", "a\n")
	w.put("gone.c", "a\n")
	w.put("moved.c", "a \nb\nc\n")
	w.put("crlf.c", "a \nb\n")
	w.git("add", ".")
	w.git("commit", "-qm", "x")
	w.git("mv", "moved.c", "sub.c")
	w.put("changed.c", "a \nb \n")
	w.put("crlf.c", "a \r\nb \r\n")
	w.put("sub/new.h", "x \n")
	w.put("gen.c", "x \n")
	w.put("binary.c", "x \n\x00")
	w.put("open.c", "x\n")
	s := connect(t, Options{})
	r := s.initializeIn(w.uri(""), sweeping, `{"workspace":true}`)
	if o := r.Capabilities.DiagnosticProvider.(*protocol.DiagnosticOptions); !o.WorkspaceDiagnostics {
		t.Fatal("not offered")
	}
	s.open(w.uri("open.c"), "c", 3, "x \n")
	first := s.sweep("")
	if got, want := shownReports(w.dir, first), "changed.c[0:4 1:1], crlf.c[0:4 1:1], old.c[0:4], open.c@3[0:1], sub.c[0:4], sub/new.h[0:1]"; got != want {
		t.Fatalf("first: %s\nwant   %s", got, want)
	}
	again := s.sweep("", first...)
	if got, want := shownReports(w.dir, again), "changed.c, crlf.c, old.c, open.c@3, sub.c, sub/new.h"; got != want {
		t.Errorf("nothing new: %s", got)
	}
	// Two files change, one goes, a document is edited, another is closed.
	w.put("changed.c", "a\nb\n")
	w.put("clean.c", "a\n\nlong \n")
	if err := os.Remove(filepath.Join(w.dir, "sub", "new.h")); err != nil {
		t.Fatal(err)
	}
	s.change(w.uri("open.c"), 4, `{"text":"y\n"}`)
	if got, want := shownReports(w.dir, s.sweep("", first...)), "changed.c[], clean.c[2:1], crlf.c, old.c, open.c@4[], sub.c, sub/new.h[]"; got != want {
		t.Errorf("news: %s\nwant  %s", got, want)
	}
	// The settings change, and with them what is said of every file.
	s.notify("workspace/didChangeConfiguration", `{"settings":{"ignore":["TRAILING"],"workspace":true}}`)
	if got := shownReports(w.dir, s.sweep("", first...)); strings.Contains(got, ":") || !strings.Contains(got, "old.c[]") {
		t.Errorf("ignored: %s", got)
	}
	if err := s.quit(); err != nil {
		t.Error(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.published) != 0 {
		t.Errorf("%d lists were sent unasked", len(s.published))
	}
}

// TestWorkspaceWhileMerging counts what the other side has as old, as in a
// document that is open.
func TestWorkspaceWhileMerging(t *testing.T) {
	w := newWorkTree(t)
	w.put("a.c", "a \nb \nc \n")
	w.git("add", ".")
	w.git("commit", "-qm", "x")
	w.git("branch", "side")
	w.put("a.c", "A \nb \nc \n")
	w.git("commit", "-qam", "ours")
	w.git("checkout", "-q", "side")
	w.put("a.c", "a \nb \nC \n")
	w.put("theirs.c", "x \n")
	w.git("add", ".")
	w.git("commit", "-qm", "theirs")
	w.git("checkout", "-q", "-")
	w.git("merge", "-q", "--no-commit", "side")
	w.put("a.c", "A \nmine \nC \n")
	s := connect(t, Options{})
	s.initializeIn(w.uri(""), sweeping, `{"workspace":true}`)
	if got, want := shownReports(w.dir, s.sweep("")), "a.c[0:4 1:1 2:4], theirs.c[0:4]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestWorkspaceStream has reports come as they are found, with progress.
func TestWorkspaceStream(t *testing.T) {
	w := newWorkTree(t)
	const files = 3*streamItems + 5
	for i := range files {
		w.put(fmt.Sprintf("d%d/a%d.c", i%7, i), "x \n")
	}
	s := connect(t, Options{})
	s.initializeIn(w.uri(""), sweeping, `{"workspace":true}`)
	if rest := s.sweep(`,"partialResultToken":"p1","workDoneToken":7`); len(rest) != 0 {
		t.Errorf("%d reports were not streamed", len(rest))
	}
	met, kinds, batches := map[string]int{}, []string{}, 0
	for _, raw := range s.heard("$/progress") {
		var p struct {
			Token any
			Value json.RawMessage
		}
		if err := json.Unmarshal([]byte(raw), &p); err != nil {
			t.Fatal(err)
		}
		if p.Token == "p1" {
			batches++
			for _, r := range decodeReports(t, p.Value) {
				met[r.URI]++
			}
			continue
		}
		var v struct{ Kind string }
		if err := json.Unmarshal(p.Value, &v); err != nil || p.Token != 7.0 {
			t.Errorf("progress %s: %v", raw, err)
		}
		kinds = append(kinds, v.Kind)
	}
	if len(met) != files || batches < 4 {
		t.Errorf("%d files in %d parts, want %d", len(met), batches, files)
	}
	for u, n := range met {
		if n != 1 {
			t.Errorf("%s was reported %d times", u, n)
		}
	}
	if len(kinds) < 2 || kinds[0] != "begin" || kinds[len(kinds)-1] != "end" || slices.Index(kinds, "end") != len(kinds)-1 {
		t.Errorf("progress: %v", kinds)
	}
}

// TestWorkspaceCancelled gives a walk up in both ways that there are. The
// check of one file does not end before that.
func TestWorkspaceCancelled(t *testing.T) {
	w := newWorkTree(t)
	for i := range 50 {
		w.put(fmt.Sprintf("a%d.c", i), strings.Repeat("x \n", 2000))
	}
	s := connect(t, Options{})
	created := make(chan protocol.ProgressToken, 1)
	s.answer = func(method string, params json.RawMessage) (any, error) {
		var p protocol.WorkDoneProgressCreateParams
		if method == protocol.MethodWindowWorkDoneProgressCreate {
			if err := protocol.Unmarshal(params, &p); err != nil {
				return nil, err
			}
			created <- p.Token
		}
		return nil, nil
	}
	s.initializeIn(w.uri(""), sweeping, `{"workspace":true}`)
	ask := func() (context.CancelFunc, chan error) {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		got := make(chan error, 1)
		go func() {
			_, err := s.conn.Call(ctx, "workspace/diagnostic", jsonrpc2.RawMessage(`{"previousResultIds":[]}`), nil)
			got <- err
		}()
		return cancel, got
	}
	cancel, answer := ask()
	defer cancel()
	token := <-created
	s.eventually("the beginning", func() bool { return len(s.heard("$/progress")) > 0 })
	s.notify("window/workDoneProgress/cancel", fmt.Sprintf(`{"token":%q}`, token))
	wantCode(t, <-answer, jsonrpc2.Code(protocol.LSPErrorCodesServerCancelled))
	s.notify("window/workDoneProgress/cancel", `{"token":"nothing"}`)
	// A request that nobody waits for any more.
	const id = 99999
	if _, err := fmt.Fprintf(s.raw, "Content-Length: %d\r\n\r\n%s", len(storm(id)), storm(id)); err != nil {
		t.Fatal(err)
	}
	<-created
	progress := func(kind string) (n int) {
		for _, p := range s.heard("$/progress") {
			if strings.Contains(p, kind) {
				n++
			}
		}
		return n
	}
	// A walk that is given up before it said that it began says no end.
	s.eventually("the second beginning", func() bool { return progress(`"begin"`) == 2 })
	s.notify("$/cancelRequest", fmt.Sprintf(`{"id":%d}`, id))
	s.eventually("the end of the walk", func() bool { return progress(`"end"`) == 2 })
	if err := s.quit(); err != nil {
		t.Error(err)
	}
}

func storm(id int) string {
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"workspace/diagnostic","params":{"previousResultIds":[]}}`, id)
}

// TestWorkspaceRests has a client that asks without end wait for news, and
// learn of them at once.
func TestWorkspaceRests(t *testing.T) {
	s := &sweeps{stirred: make(chan struct{})}
	news := s.news()
	done := make(chan struct{})
	go func() { linger(t.Context(), news, time.Hour); close(done) }()
	s.stir()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatal("no news came")
	}
	linger(t.Context(), s.news(), 0)
}

// TestWorkspaceIsSwitchedOn has a client that can take it into its register.
func TestWorkspaceIsSwitchedOn(t *testing.T) {
	w := newWorkTree(t)
	w.put("a.c", "a \n")
	s := connect(t, Options{})
	told := make(chan string, 10)
	s.answer = func(method string, params json.RawMessage) (any, error) {
		if strings.HasSuffix(method, "Capability") {
			told <- method + string(params)
		}
		return nil, nil
	}
	r := s.initializeIn(w.uri(""), strings.Replace(sweeping, `"diagnostic":{`, `"diagnostic":{"dynamicRegistration":true,`, 1), "null")
	if o := r.Capabilities.DiagnosticProvider.(*protocol.DiagnosticOptions); o.WorkspaceDiagnostics {
		t.Error("offered for good")
	}
	s.open(w.uri("open.c"), "c", 1, "x \n")
	if got := shownReports(w.dir, s.sweep("")); got != "open.c@1[0:1]" {
		t.Errorf("not wanted: %s", got)
	}
	s.notify("workspace/didChangeConfiguration", `{"settings":{"workspace":true}}`)
	const there = `client/registerCapability{"registrations":[{"id":"kstyle.workspace","method":"textDocument/diagnostic","registerOptions":{"documentSelector":[],"identifier":"kstyle","interFileDependencies":false,"workspaceDiagnostics":true}}]}`
	if got := <-told; got != there {
		t.Errorf("switched on: %s", got)
	}
	first := s.sweep("")
	if got := shownReports(w.dir, first); got != "a.c[0:1], open.c@1[0:1]" {
		t.Fatalf("switched on: %s", got)
	}
	s.notify("workspace/didChangeConfiguration", `{"settings":{"workspace":false}}`)
	if got := <-told; got != `client/unregisterCapability{"unregisterations":[{"id":"kstyle.workspace","method":"textDocument/diagnostic"}]}` {
		t.Errorf("switched off: %s", got)
	}
	if got := shownReports(w.dir, s.sweep("", first...)); got != "a.c[], open.c@1" {
		t.Errorf("switched off: %s", got)
	}
}

func TestWorkspaceIsNotForWhoIsTold(t *testing.T) {
	s := connect(t, Options{})
	s.initialize(modern, `{"workspace":true}`)
	wantCode(t, s.call("workspace/diagnostic", `{"previousResultIds":[]}`, nil), jsonrpc2.MethodNotFound)
}
