// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/textproto"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// wire is a client that knows nothing but frames: it can do what no library
// would.
type wire struct {
	t     *testing.T
	in    *io.PipeWriter // to the server
	out   *io.PipeReader // from it
	log   *syncBuffer
	ended chan error

	mu      sync.Mutex
	answers map[int][]answer // by id
	closed  chan struct{}    // when reading has ended
}

type answer struct {
	Result json.RawMessage
	Error  *struct {
		Code    int
		Message string
	}
}

// dial starts a server, initialized; reads says whether its answers are taken.
func dial(t *testing.T, reads bool) *wire {
	t.Helper()
	toServer, in := io.Pipe()
	out, fromServer := io.Pipe()
	w := &wire{t: t, in: in, out: out, log: &syncBuffer{}, ended: make(chan error, 1), answers: map[int][]answer{}, closed: make(chan struct{})}
	opts := Options{Analyzer: analyzer.New(testChecks()), Version: "test", Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelInfo}))}
	go func() {
		w.ended <- Serve(context.Background(), toServer, fromServer, opts)
		fromServer.Close()
	}()
	if reads {
		go w.read()
	} else {
		close(w.closed)
	}
	t.Cleanup(func() {
		w.hangUp()
		<-w.closed
		if t.Failed() {
			t.Logf("the server's log:\n%s", w.log)
		}
	})
	w.send(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":` + lensing + `}}`)
	w.send(`{"jsonrpc":"2.0","method":"initialized","params":{}}`)
	return w
}

func (w *wire) hangUp() { w.in.Close(); w.out.Close() }

func (w *wire) read() {
	defer close(w.closed)
	r := bufio.NewReader(w.out)
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		n, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			w.t.Errorf("a frame with the header %v", header)
			return
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		var m struct {
			answer
			ID     *int
			Method string
		}
		if err := json.Unmarshal(body, &m); err != nil {
			w.t.Errorf("%v: %s", err, body)
			return
		}
		if m.Method == "" && m.ID != nil {
			w.mu.Lock()
			w.answers[*m.ID] = append(w.answers[*m.ID], m.answer)
			w.mu.Unlock()
		}
	}
}

// send writes one frame; a server that has ended takes none.
func (w *wire) send(body string) {
	fmt.Fprintf(w.in, "Content-Length: %d\r\n\r\n%s", len(body), body) // the answers tell whether it arrived
}

func (w *wire) open(uri string, lines int) {
	w.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":%q,"languageId":"c","version":1,"text":%s}}}`,
		uri, quote(strings.Repeat("int aa; \n", lines))))
}

// wait returns the answers to the ids from first on, when there is one for
// each, and none has two.
func (w *wire) wait(first, count int) []answer {
	w.t.Helper()
	for limit := time.Now().Add(3 * patience); time.Now().Before(limit); time.Sleep(5 * time.Millisecond) {
		w.mu.Lock()
		var got []answer
		for id := first; id < first+count; id++ {
			got = append(got, w.answers[id]...)
			if len(w.answers[id]) > 1 {
				w.t.Errorf("request %d was answered %d times", id, len(w.answers[id]))
			}
		}
		w.mu.Unlock()
		if len(got) >= count {
			return got
		}
	}
	w.t.Fatalf("not all of %d requests were answered", count)
	return nil
}

func (w *wire) end() error {
	w.t.Helper()
	select {
	case err := <-w.ended:
		return err
	case <-time.After(patience):
		buf := make([]byte, 1<<20)
		w.t.Fatalf("the server did not end:\n%s", buf[:runtime.Stack(buf, true)])
		return nil
	}
}

// burst sends requests of all sorts, from an id on.
func (w *wire) burst(first, count int) {
	params := []string{
		`"textDocument/hover","params":{"textDocument":{"uri":"file:///w/%d.c"},"position":{"line":%d,"character":5}}`,
		`"textDocument/codeAction","params":{"textDocument":{"uri":"file:///w/%d.c"},"range":{"start":{"line":%[2]d,"character":0},"end":{"line":%[2]d,"character":9}},"context":{"diagnostics":[]}}`,
		`"textDocument/codeLens","params":{"textDocument":{"uri":"file:///w/%d.c"},"n":%d}`,
		`"textDocument/completion","params":{"textDocument":{"uri":"file:///w/%d.c"},"position":{"line":%d,"character":0}}`,
		`"textDocument/documentLink","params":{"textDocument":{"uri":"file:///w/%d.c"},"n":%d}`,
		`"textDocument/foldingRange","params":{"textDocument":{"uri":"file:///w/%d.c"},"n":%d}`,
		`"workspace/executeCommand","params":{"command":"kstyle.none","arguments":[%d,%d]}`,
		`"kstyle/none","params":[%d,%d]`,
	}
	for i := range count {
		w.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":`+params[i%len(params)]+`}`, first+i, i%4, i%200))
		if i%2 == 0 {
			for range 3 {
				w.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":%d}}`, first+i))
			}
		}
		w.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"none %d"}}`, i))
		if i%50 == 0 {
			w.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///w/%d.c","version":%d},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"text":"x"}]}}`, i%4, first+i))
		}
	}
}

// settle waits until no more goroutines than that run, and returns the heap.
func settle(t *testing.T, goroutines int) uint64 {
	t.Helper()
	for limit := time.Now().Add(patience); runtime.NumGoroutine() > goroutines; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(limit) {
			buf := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, want %d:\n%s", runtime.NumGoroutine(), goroutines, buf[:runtime.Stack(buf, true)])
		}
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestStorm has a thousand requests in flight, half of them cancelled three
// times, with edits in between and cancels of what was never asked; again and
// again, and nothing stays behind.
func TestStorm(t *testing.T) {
	w := dial(t, true)
	for d := range 4 {
		w.open(fmt.Sprintf("file:///w/%d.c", d), 200)
	}
	w.wait(0, 1)
	goroutines := 0
	var heap uint64
	codes := map[int]int{}
	for round := range 4 {
		first := 1000 * (round + 1)
		w.burst(first, 1000)
		for _, a := range w.wait(first, 1000) {
			code := 0
			if a.Error != nil {
				code = a.Error.Code
			}
			codes[code]++
		}
		w.mu.Lock()
		clear(w.answers)
		w.mu.Unlock()
		if round == 0 {
			goroutines = runtime.NumGoroutine()
			time.Sleep(50 * time.Millisecond)
			goroutines = min(goroutines, runtime.NumGoroutine())
			heap = settle(t, goroutines)
		}
	}
	// Answered, cancelled, overtaken by an edit, refused; nothing else.
	for code, n := range codes {
		switch code {
		case 0, -32800, -32801, -32602, -32601:
		default:
			t.Errorf("%d answers with code %d", n, code)
		}
	}
	if codes[0] == 0 || codes[-32601] == 0 {
		t.Errorf("answers by code: %v", codes)
	}
	w.log.mu.Lock()
	w.log.b.Reset()
	w.log.mu.Unlock()
	if after := settle(t, goroutines); after > heap+4<<20 {
		t.Errorf("the heap grew from %d to %d bytes", heap, after)
	}
}

// TestKilledClient goes away in the middle of a thousand requests.
func TestKilledClient(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, reads := range []bool{true, false} {
		w := dial(t, reads)
		w.open("file:///w/0.c", 2000)
		w.burst(1000, 500)
		w.hangUp()
		if err := w.end(); err != nil {
			t.Errorf("ended with %v", err)
		}
		<-w.closed
		if !strings.Contains(w.log.String(), "msg=ending why=\"the client ") {
			t.Errorf("the log does not say why: %s", w.log)
		}
	}
	settle(t, before)
}

// TestShutdownInStorm ends in order while requests are being worked on.
func TestShutdownInStorm(t *testing.T) {
	before := runtime.NumGoroutine()
	w := dial(t, true)
	w.open("file:///w/0.c", 3000)
	w.burst(1000, 300)
	w.send(`{"jsonrpc":"2.0","id":1,"method":"shutdown"}`)
	w.wait(1, 1)
	w.wait(1000, 300)
	w.send(`{"jsonrpc":"2.0","method":"exit"}`)
	if err := w.end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	<-w.closed
	settle(t, before)
}

// TestDeafClient does not read: the server goes on reading, and gives up when
// too much waits to be written.
func TestDeafClient(t *testing.T) {
	out, fromServer := io.Pipe()
	defer out.Close()
	log := &syncBuffer{}
	s := newStream(strings.NewReader(""), fromServer, slog.New(slog.NewTextHandler(log, nil)))
	s.maxQueued = 1 << 20
	frame := bytes.Repeat([]byte("x"), 64<<10)
	n := 0
	for ; n < 100; n++ {
		if _, err := s.WriteFrame(t.Context(), frame); err != nil {
			break
		}
	}
	// What the writing goroutine has taken, and as much again.
	if n < 16 || n > 40 {
		t.Errorf("%d frames were queued", n)
	}
	select {
	case <-s.broken:
	case <-time.After(patience):
		t.Error("nobody is told")
	}
	if !strings.Contains(log.String(), "does not read") {
		t.Errorf("the log: %s", log)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	<-s.written
}

func TestOversizedMessages(t *testing.T) {
	frame := func(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }
	good := `{"jsonrpc":"2.0","method":"x"}`
	for _, c := range []struct{ name, in, log, err string }{
		{"too long", frame(strings.Repeat("x", 2000)) + frame(good), "a message of 2000 bytes is over the limit of 1000", ""},
		{"too long, and cut off", "Content-Length: 5000\r\n\r\nxxx", "over the limit", "unexpected EOF"},
		{"longer than anything", "Content-Length: 9223372036854775807\r\n\r\n" + frame(good), "over the limit", "unexpected EOF"},
		{"longer than numbers go", "Content-Length: 92233720368547758070\r\n\r\n" + frame(good), "unusable Content-Length", ""},
		{"a header without end", strings.Repeat("y", 1<<18) + "\n\r\n" + frame(good), "skipped what is not a header", ""},
		{"many headers", strings.Repeat("X: y\r\n", 1000) + frame(good), "", ""},
	} {
		log, out := &syncBuffer{}, &syncBuffer{}
		s := newStream(strings.NewReader(c.in), out, slog.New(slog.NewTextHandler(log, nil)))
		s.maxFrame = 1000
		body, _, err := s.ReadFrame(t.Context())
		if c.err == "" && (err != nil || string(body) != good) || c.err != "" && (err == nil || err.Error() != c.err) {
			t.Errorf("%s: %q, %v", c.name, body, err)
		}
		if !strings.Contains(log.String(), c.log) {
			t.Errorf("%s: the log does not say %q: %s", c.name, c.log, log)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if refused := strings.Contains(c.log, "limit"); refused != strings.Contains(out.String(), `"id":null`) {
			t.Errorf("%s: the client is told %q", c.name, out)
		}
	}
}

// TestWaiting has a request wait for a version that is looked at again, and
// for one that is edited away or closed.
func TestWaiting(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	doc := &document{ctx: ctx, wake: make(chan struct{}, 1)}
	doc.latest = newSnapshot(doc, 1, position.New([]byte("x")))
	type outcome struct {
		v   *snapshot
		err error
	}
	wait := func(v *snapshot) chan outcome {
		c := make(chan outcome, 1)
		go func() {
			got, err := v.wait(t.Context())
			c <- outcome{got, err}
		}()
		return c
	}
	first := doc.newest()
	waiting := wait(first)
	doc.again(first)
	second := doc.newest()
	second.settle(&result{})
	if got := <-waiting; got.v != second || got.err != nil {
		t.Errorf("looked at again: %+v", got)
	}
	doc.again(second)
	third := doc.newest()
	waiting = wait(third)
	doc.replace(2, func(*position.Text) *position.Text { return position.New([]byte("y")) })
	doc.newest().settle(&result{})
	if got := <-waiting; !errors.Is(got.err, protocol.ErrContentModified) {
		t.Errorf("edited: %+v", got)
	}
	doc.again(doc.newest())
	waiting = wait(doc.newest())
	stop()
	if got := <-waiting; !errors.Is(got.err, protocol.ErrContentModified) {
		t.Errorf("closed: %+v", got)
	}
}

// TestShutdownEndsRequests has a request in flight learn of the shutdown.
func TestShutdownEndsRequests(t *testing.T) {
	s := newServer(t.Context(), Options{Analyzer: analyzer.New(testChecks()), Log: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s.flying.add(jsonrpc2.NewNumberID(1), cancel)
	if err := s.Shutdown(t.Context()); err != nil || ctx.Err() == nil {
		t.Errorf("%v, and the request goes on: %v", err, ctx.Err())
	}
}
