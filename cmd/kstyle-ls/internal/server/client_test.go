// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

// session is a server and a client that is joined to it by pipes.
type session struct {
	t      *testing.T
	conn   jsonrpc2.Conn
	raw    io.Writer // the server's input, for what no client would send
	hangUp func()    // closes the client's ends
	ended  chan error
	log    *syncBuffer

	mu        sync.Mutex
	published []protocol.PublishDiagnosticsParams
	news      chan struct{}
	asked     []string // methods of requests that the server sent
	told      []note   // notifications that it sent, but for diagnostics
	answer    func(method string, params json.RawMessage) (any, error)
}

// note is a notification.
type note struct{ method, params string }

// syncBuffer is a buffer that may be written to from many goroutines.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// ends is the two ends of a pipe that one side has.
type ends struct {
	io.Reader
	io.Writer
	close func() error
}

func (e ends) Close() error { return e.close() }

// connect starts a server and does not initialize it.
func connect(t *testing.T, opts Options) *session {
	t.Helper()
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	s := &session{t: t, raw: fromClient, ended: make(chan error, 1), log: &syncBuffer{}, news: make(chan struct{}, 1)}
	s.hangUp = func() { fromClient.Close(); toClient.Close() }
	opts.Log = slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	opts.Version = "test"
	if opts.GitPatience == 0 {
		opts.GitPatience = 3 * patience // machines that test are busy
	}
	if opts.Analyzer == nil {
		opts.Analyzer = analyzer.New(testChecks())
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { s.ended <- Serve(ctx, toServer, fromServer, opts) }()
	s.conn = jsonrpc2.NewConn(jsonrpc2.NewStream(ends{toClient, fromClient, func() error { s.hangUp(); return nil }}), jsonrpc2.WithCodec(codec{}))
	s.conn.Go(ctx, s.receive)
	t.Cleanup(func() {
		cancel()
		s.hangUp()
		if t.Failed() {
			t.Logf("the server's log:\n%s", s.log)
		}
	})
	return s
}

// receive takes what the server sends.
func (s *session) receive(_ context.Context, req *jsonrpc2.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	method := strings.Clone(req.Method())
	if req.IsCall() {
		s.asked = append(s.asked, method)
		if s.answer != nil {
			return s.answer(method, bytes.Clone(req.Params()))
		}
		return nil, nil
	}
	if method == protocol.MethodTextDocumentPublishDiagnostics {
		var p protocol.PublishDiagnosticsParams
		if err := protocol.Unmarshal(req.Params(), &p); err != nil {
			s.t.Errorf("published what is none: %v", err)
		}
		// The library writes addresses its own way; here the letters matter.
		var raw struct{ URI string }
		if err := json.Unmarshal(req.Params(), &raw); err != nil {
			s.t.Errorf("published what is none: %v", err)
		}
		p.URI = docURI(raw.URI)
		if !bytes.Contains(req.Params(), []byte(`"diagnostics":[`)) {
			s.t.Errorf("diagnostics must be a list: %s", req.Params())
		}
		s.published = append(s.published, p)
	} else {
		s.told = append(s.told, note{method, string(req.Params())})
	}
	select {
	case s.news <- struct{}{}:
	default:
	}
	return nil, nil
}

// modern are the capabilities of a client that can do what the server can use.
const modern = `{"general":{"positionEncodings":["utf-16"]},
"workspace":{"workspaceEdit":{"documentChanges":true,"changeAnnotationSupport":{}}},
"textDocument":{"publishDiagnostics":{"versionSupport":true,"codeDescriptionSupport":true,"tagSupport":{"valueSet":[1,2]}},
"hover":{"contentFormat":["markdown"]},
"codeAction":{"disabledSupport":true,"dataSupport":true,"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix"]}},"isPreferredSupport":true,"resolveSupport":{"properties":["edit"]}}}}`

// start connects and initializes with capabilities.
func start(t *testing.T, opts Options, capabilities string) *session {
	t.Helper()
	s := connect(t, opts)
	s.initialize(capabilities, "null")
	return s
}

func (s *session) initialize(capabilities, options string) protocol.InitializeResult {
	s.t.Helper()
	return s.initializeIn("file:///w", capabilities, options)
}

func (s *session) initializeIn(root, capabilities, options string) protocol.InitializeResult {
	s.t.Helper()
	var r protocol.InitializeResult
	s.must("initialize", fmt.Sprintf(`{"processId":null,"rootUri":%q,"capabilities":%s,"initializationOptions":%s}`, root, capabilities, options), &r)
	s.notify("initialized", `{}`)
	return r
}

// call sends a request whose parameters are JSON and waits for the answer.
func (s *session) call(method, params string, result any) error {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := s.conn.Call(ctx, method, jsonrpc2.RawMessage(params), result)
	return err
}

// heard returns the parameters of the notifications of a method so far.
func (s *session) heard(method string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, n := range s.told {
		if n.method == method {
			out = append(out, n.params)
		}
	}
	return out
}

func (s *session) must(method, params string, result any) {
	s.t.Helper()
	if err := s.call(method, params, result); err != nil {
		s.t.Fatalf("%s: %v", method, err)
	}
}

func (s *session) notify(method, params string) {
	s.t.Helper()
	if err := s.conn.Notify(context.Background(), method, jsonrpc2.RawMessage(params)); err != nil {
		s.t.Fatalf("%s: %v", method, err)
	}
}

func quote(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (s *session) open(uri, language string, version int, text string) {
	s.t.Helper()
	s.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%q,"languageId":%q,"version":%d,"text":%s}}`, uri, language, version, quote(text)))
}

func (s *session) change(uri string, version int, changes string) {
	s.t.Helper()
	s.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[%s]}`, uri, version, changes))
}

// replacement is one change of a range.
func replacement(l1, c1, l2, c2 int, text string) string {
	return fmt.Sprintf(`{"range":{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}},"text":%s}`, l1, c1, l2, c2, quote(text))
}

// diagnostics waits until the last word on a document is on a version.
func (s *session) diagnostics(uri string, version int32) []protocol.Diagnostic {
	s.t.Helper()
	limit := time.After(patience)
	for {
		s.mu.Lock()
		for i := len(s.published) - 1; i >= 0; i-- {
			p := s.published[i]
			if string(p.URI) != uri {
				continue
			}
			if v, ok := p.Version.Get(); ok && v == version || !ok && version < 0 {
				s.mu.Unlock()
				return p.Diagnostics
			}
			break
		}
		s.mu.Unlock()
		select {
		case <-s.news:
		case <-limit:
			s.t.Fatalf("no diagnostics for version %d of %s", version, uri)
		}
	}
}

// quit ends the session as a good client does.
func (s *session) quit() error {
	s.t.Helper()
	s.must("shutdown", "null", nil)
	s.notify("exit", "null")
	return s.end()
}

// end waits until the server has ended and returns how.
func (s *session) end() error {
	s.t.Helper()
	select {
	case err := <-s.ended:
		return err
	case <-time.After(patience):
		s.t.Fatal("the server did not end")
		return nil
	}
}

// shown is a diagnostic in few letters: line:from-to code.
func shown(ds []protocol.Diagnostic) string {
	var out []string
	for _, d := range ds {
		end := fmt.Sprint(d.Range.End.Character)
		if d.Range.End.Line != d.Range.Start.Line {
			end = fmt.Sprintf("%d:%s", d.Range.End.Line, end)
		}
		out = append(out, fmt.Sprintf("%d:%d-%s %v", d.Range.Start.Line, d.Range.Start.Character, end, d.Code))
	}
	return strings.Join(out, ", ")
}

// Rules of the tests. They have nothing to do with any style.
var (
	trailing = &analyzer.Rule{Type: "TRAILING", Levels: []analyzer.Level{analyzer.Error}, Title: "Blanks at the end", Doc: "They are of no use.", Bad: "x \n", Good: "x\n", Link: "process/x.html#blanks", Fix: analyzer.FixAlways}
	todo     = &analyzer.Rule{Type: "DEPRECATED_TODO", Levels: []analyzer.Level{analyzer.Warning}, Title: "To do", Fix: analyzer.FixAlways}
	double   = &analyzer.Rule{Type: "DOUBLE", Levels: []analyzer.Level{analyzer.Strict}, Title: "Two letters", Fix: analyzer.FixAlways}
	nofix    = &analyzer.Rule{Type: "NOFIX", Levels: []analyzer.Level{analyzer.Warning}, Title: "No way"}
	panics   = &analyzer.Rule{Type: "PANICS", Levels: []analyzer.Level{analyzer.Error}, Title: "Breaks"}
)

// testChecks finds blanks at the end (a safe fix), "TODO" (a fix that wants a
// look), "aa" (a safe fix that takes one away, so that "aaaa" wants three
// rounds), "NOFIX" and "NaN" (no fix), and fails on "PANIC".
func testChecks() []*analyzer.Check {
	everywhere := source.AnyFile | source.KindMask(source.Message) | source.KindMask(source.Patch)
	each := func(p *analyzer.Pass, line int, what string, found func(source.Range)) {
		raw := string(p.Raw(line))
		for at := 0; ; {
			i := strings.Index(raw[at:], what)
			if i < 0 {
				return
			}
			found(p.Columns(line, at+i, at+i+len(what)))
			at += i + len(what)
		}
	}
	return []*analyzer.Check{
		{Rules: []*analyzer.Rule{trailing}, Kinds: everywhere, Lines: source.EndsInBlank, OnLine: func(p *analyzer.Pass, line int) {
			raw := bytes.TrimSuffix(p.Raw(line), []byte("\r"))
			if n := len(bytes.TrimRight(raw, " \t")); n < len(raw) {
				at := p.Columns(line, n, len(raw))
				p.Error(trailing, at, "blanks at the end").Fix("Remove the blanks", analyzer.Delete(at))
			}
		}},
		{Rules: []*analyzer.Rule{todo}, Kinds: everywhere, OnLine: func(p *analyzer.Pass, line int) {
			each(p, line, "TODO", func(at source.Range) {
				p.Warn(todo, at, "still to do").MaybeFix("Call it done", fix.Edit{Start: at.Start, End: at.End, New: "DONE"})
			})
		}},
		{Rules: []*analyzer.Rule{double}, Kinds: everywhere, OnLine: func(p *analyzer.Pass, line int) {
			each(p, line, "aa", func(at source.Range) {
				p.Strictly(double, at, "two of them").Rewrite("Take one away", fix.Edit{Start: at.Start, End: at.End, New: "a"})
			})
		}},
		{Rules: []*analyzer.Rule{nofix}, Kinds: everywhere, OnLine: func(p *analyzer.Pass, line int) {
			for _, what := range []string{"NOFIX", "NaN"} {
				each(p, line, what, func(at source.Range) { p.Warn(nofix, at, "no way") })
			}
		}},
		{Rules: []*analyzer.Rule{panics}, Kinds: everywhere, OnLine: func(p *analyzer.Pass, line int) {
			if bytes.Contains(p.Raw(line), []byte("PANIC")) {
				panic("as asked")
			}
		}},
	}
}
