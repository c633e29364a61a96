// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/bug"
)

const file = "file:///w/a.c"

func TestDiagnosticsFollowEdits(t *testing.T) {
	s := start(t, Options{}, modern)
	s.open(file, "c", 1, "int a; \n/* ä😀 TODO */ int b;\t\n")
	ds := s.diagnostics(file, 1)
	if got, want := shown(ds), "0:6-7 TRAILING, 1:7-11 DEPRECATED_TODO, 1:21-22 TRAILING"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	if ds[0].Severity != protocol.DiagnosticSeverityError || ds[1].Severity != protocol.DiagnosticSeverityWarning {
		t.Errorf("severities are %v, %v", ds[0].Severity, ds[1].Severity)
	}
	if src, _ := ds[0].Source.Get(); src != "kstyle" {
		t.Errorf("source is %q", src)
	}
	if got := string(ds[0].CodeDescription.Href); got != "https://docs.kernel.org/process/x.html#blanks" {
		t.Errorf("href is %q", got)
	}
	if tags := ds[1].Tags.Slice(); len(tags) != 1 || tags[0] != protocol.DiagnosticTagDeprecated {
		t.Errorf("tags are %v", tags)
	}
	// Behind the emoji, in UTF-16 units; then a line above; then both at once.
	s.change(file, 2, replacement(1, 7, 1, 11, "done"))
	if got := shown(s.diagnostics(file, 2)); got != "0:6-7 TRAILING, 1:21-22 TRAILING" {
		t.Errorf("after the first edit: %s", got)
	}
	s.change(file, 3, replacement(0, 0, 0, 0, "\n")+","+replacement(2, 21, 2, 22, ""))
	if got := shown(s.diagnostics(file, 3)); got != "1:6-7 TRAILING" {
		t.Errorf("after two edits in one: %s", got)
	}
	s.change(file, 4, `{"text":"aa\n"}`)
	if got := s.diagnostics(file, 4); shown(got) != "0:0-2 DOUBLE" || got[0].Severity != protocol.DiagnosticSeverityInformation {
		t.Errorf("after the whole text: %s", shown(got))
	}
	s.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, file))
	if got := s.diagnostics(file, -1); len(got) != 0 {
		t.Errorf("after closing: %s", shown(got))
	}
	if err := s.quit(); err != nil {
		t.Errorf("ended with %v", err)
	}
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct{ offered, chosen, want string }{
		{`["utf-8","utf-16"]`, "utf-8", "0:7-11"},
		{`["utf-32","utf-8"]`, "utf-32", "0:3-7"},
		{`["utf-16"]`, "utf-16", "0:4-8"},
		{`["ucs-2"]`, "utf-16", "0:4-8"},
		{`[]`, "utf-16", "0:4-8"},
	} {
		s := connect(t, Options{})
		r := s.initialize(`{"general":{"positionEncodings":`+c.offered+`},"textDocument":{"publishDiagnostics":{"versionSupport":true}}}`, "null")
		if string(r.Capabilities.PositionEncoding) != c.chosen {
			t.Errorf("offered %s, chosen %s", c.offered, r.Capabilities.PositionEncoding)
		}
		s.open(file, "c", 0, "ä😀 TODO\n")
		if got := shown(s.diagnostics(file, 0)); got != c.want+" DEPRECATED_TODO" {
			t.Errorf("%s: %s, want %s", c.chosen, got, c.want)
		}
	}
}

// TestAddressesStayAsTheyAre publishes under the letters that the client used.
func TestAddressesStayAsTheyAre(t *testing.T) {
	s := start(t, Options{}, modern)
	for i, uri := range []string{"file:///w/a%20b/%C3%A4.c", "file:///w/a%2Bb.c", "untitled:Untitled-1", "file:///c%3A/x.c", "vscode-vfs://github/a/b.c", "file:///w/brand,part's(1)@2!.c", "file:///w/%2C.c", "file:///w/[x].c"} {
		s.open(uri, "c", i, "x \n")
		if got := shown(s.diagnostics(uri, int32(i))); got != "0:1-2 TRAILING" {
			t.Errorf("%s: %s", uri, got)
		}
	}
}

func TestReopenedAtOnce(t *testing.T) {
	s := start(t, Options{}, modern)
	for v := range 50 {
		s.open(file, "c", v, "x \n")
		if v%3 == 0 {
			s.diagnostics(file, int32(v))
		}
		if v < 49 {
			s.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, file))
		}
	}
	s.diagnostics(file, 49)
	time.Sleep(20 * time.Millisecond) // a late clearing would come now
	if got := shown(s.diagnostics(file, 49)); got != "0:1-2 TRAILING" {
		t.Errorf("the last word is %q", got)
	}
}

// TestNothingForAnOldVersion edits faster than anybody types and looks at the
// order of what is said.
func TestNothingForAnOldVersion(t *testing.T) {
	s := start(t, Options{}, modern)
	text := strings.Repeat("int a; \n", 200)
	s.open(file, "c", 1, text)
	for v := 2; v < 300; v++ {
		s.change(file, v, replacement(v%200, 0, v%200, 0, "x"))
	}
	s.diagnostics(file, 299)
	s.mu.Lock()
	defer s.mu.Unlock()
	last := int32(0)
	for _, p := range s.published {
		v, ok := p.Version.Get()
		if !ok || v <= last {
			t.Fatalf("version %d (%v) was published after %d", v, ok, last)
		}
		last = v
	}
}

func TestLifecycle(t *testing.T) {
	t.Run("requests before initialize", func(t *testing.T) {
		s := connect(t, Options{})
		s.open(file, "c", 1, "x \n") // dropped
		wantCode(t, s.call("textDocument/hover", `{"textDocument":{"uri":"file:///w/a.c"},"position":{"line":0,"character":1}}`, nil), jsonrpc2.ServerNotInitialized)
		s.initialize(modern, "null")
		wantCode(t, s.call("initialize", `{"processId":null,"rootUri":null,"capabilities":{}}`, nil), jsonrpc2.InvalidRequest)
		s.open(file, "c", 2, "x \n")
		s.diagnostics(file, 2)
	})
	t.Run("requests after shutdown", func(t *testing.T) {
		s := start(t, Options{}, modern)
		s.must("shutdown", "null", nil)
		wantCode(t, s.call("textDocument/hover", `{}`, nil), jsonrpc2.InvalidRequest)
		s.notify("exit", "null")
		if err := s.end(); err != nil {
			t.Errorf("ended with %v", err)
		}
	})
	t.Run("exit without shutdown", func(t *testing.T) {
		s := start(t, Options{}, modern)
		s.notify("exit", "null")
		if err := s.end(); !errors.Is(err, ErrNoShutdown) {
			t.Errorf("ended with %v", err)
		}
	})
	t.Run("shutdown as a notification", func(t *testing.T) { // Kate
		s := start(t, Options{}, modern)
		s.notify("shutdown", "null")
		s.notify("exit", "null")
		if err := s.end(); err != nil {
			t.Errorf("ended with %v", err)
		}
	})
	t.Run("a check that does not end", func(t *testing.T) {
		began, release := make(chan struct{}), make(chan struct{})
		var once sync.Once
		stuck := &analyzer.Check{Rules: []*analyzer.Rule{panics}, OnLine: func(*analyzer.Pass, int) {
			once.Do(func() { close(began) })
			<-release
		}}
		defer close(release)
		s := start(t, Options{Analyzer: analyzer.New([]*analyzer.Check{stuck}), EndPatience: 20 * time.Millisecond}, modern)
		s.open(file, "c", 1, "x \n")
		<-began
		s.hangUp()
		if err := s.end(); !errors.Is(err, ErrStuck) {
			t.Errorf("ended with %v", err)
		}
	})
	t.Run("the client hangs up", func(t *testing.T) {
		s := start(t, Options{}, modern)
		s.open(file, "c", 1, "x \n")
		s.hangUp()
		if err := s.end(); err != nil {
			t.Errorf("ended with %v", err)
		}
	})
	t.Run("the client dies in the middle of a message", func(t *testing.T) {
		s := start(t, Options{}, modern)
		io.WriteString(s.raw, "Content-Length: 100\r\n\r\n{\"jsonrpc\"")
		s.hangUp()
		if err := s.end(); err != nil {
			t.Errorf("ended with %v", err)
		}
	})
}

func wantCode(t *testing.T, err error, code jsonrpc2.Code) {
	t.Helper()
	var wire *jsonrpc2.Error
	if !errors.As(err, &wire) || wire.Code != code {
		t.Errorf("error is %v, want code %d", err, code)
	}
}

func TestMalformedMessages(t *testing.T) {
	s := start(t, Options{}, modern)
	for _, frame := range []string{
		"nonsense\r\n\r\n",
		"Content-Length: x\r\n\r\n",
		"Content-Length: -5\r\n\r\n",
		"Content-Length: 0\r\n\r\n",
		"\r\n\r\n",
		"Content-Length: 7\r\n\r\n{\"a\":1}",
		"Content-Length: 5\r\n\r\n{{{{{",
		"Content-Length: 2\r\n\r\n[]",
		"content-length:36\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"$/unknown\"",
		"Content-Length: 41\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":1,\"params\":null}",
		strings.Repeat("x", 200000) + "\n\r\n",
	} {
		if _, err := io.WriteString(s.raw, frame); err != nil {
			t.Fatalf("%q: %v", frame, err)
		}
	}
	// Parameters of the wrong form, with an answer and without.
	wantCode(t, s.call("textDocument/hover", `{"textDocument":7}`, nil), jsonrpc2.InvalidParams)
	wantCode(t, s.call("textDocument/hover", `[1]`, nil), jsonrpc2.InvalidParams)
	s.notify("textDocument/didChange", `{"textDocument":[]}`)
	s.notify("textDocument/didChange", `{"textDocument":{"uri":"file:///nowhere","version":1},"contentChanges":[]}`)
	s.notify("textDocument/didClose", `{"textDocument":{"uri":"file:///nowhere"}}`)
	s.notify("no/such/notification", `{}`)
	s.notify("$/setTrace", `{"value":"loud"}`)
	s.notify("$/cancelRequest", `{"id":{}}`)
	wantCode(t, s.call("no/such/request", `{}`, nil), jsonrpc2.MethodNotFound)
	wantCode(t, s.call("textDocument/definition", `{"textDocument":{"uri":"file:///w/a.c"},"position":{"line":0,"character":0}}`, nil), jsonrpc2.MethodNotFound)
	wantCode(t, s.call("textDocument/hover", `{"textDocument":{"uri":"file:///nowhere"},"position":{"line":0,"character":1}}`, nil), jsonrpc2.InvalidParams)
	s.open(file, "c", 1, "x \n")
	s.diagnostics(file, 1)
	for _, want := range []string{"dropped a malformed message", "unusable Content-Length", "skipped what is not a header"} {
		if !strings.Contains(s.log.String(), want) {
			t.Errorf("the log does not say %q", want)
		}
	}
}

// TestBrokenCheck sees that a check that fails costs its own findings only.
func TestBrokenCheck(t *testing.T) {
	defer bug.Hook(func(string) {})()
	s := start(t, Options{}, modern)
	s.open(file, "c", 1, "x \nPANIC\n")
	if got := shown(s.diagnostics(file, 1)); got != "0:1-2 TRAILING" {
		t.Errorf("got %s", got)
	}
	if !strings.Contains(s.log.String(), "PANICS") {
		t.Error("the log does not name the check")
	}
}

func TestOrphaned(t *testing.T) {
	s := connect(t, Options{ProcessPoll: time.Millisecond})
	sleeper := startSleeper(t)
	s.must("initialize", fmt.Sprintf(`{"processId":%d,"rootUri":null,"capabilities":{}}`, sleeper.pid), nil)
	time.Sleep(20 * time.Millisecond)
	select {
	case err := <-s.ended:
		t.Fatalf("ended with %v while the client lives", err)
	default:
	}
	sleeper.kill()
	if err := s.end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(s.log.String(), "process is gone") {
		t.Error("the log does not say why")
	}
}

// TestNoGoroutineStays ends many sessions in the middle of work.
func TestNoGoroutineStays(t *testing.T) {
	before := runtime.NumGoroutine()
	for i := range 20 {
		s := start(t, Options{}, modern)
		for d := range 5 {
			uri := fmt.Sprintf("file:///w/%d.c", d)
			s.open(uri, "c", 1, strings.Repeat("int a; \n", 500))
			s.change(uri, 2, replacement(0, 0, 0, 0, "x"))
		}
		if i%2 == 0 {
			s.hangUp()
			_ = s.end() // how it ended is not the point here
			continue
		}
		if err := s.quit(); err != nil {
			t.Fatal(err)
		}
		s.hangUp()
	}
	for range 200 {
		if runtime.NumGoroutine() <= before+2 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	buf := make([]byte, 1<<20)
	t.Errorf("%d goroutines before, %d after:\n%s", before, runtime.NumGoroutine(), buf[:runtime.Stack(buf, true)])
}
