// SPDX-License-Identifier: GPL-2.0-or-later

// Package server is the language server: it keeps the editor's documents, has
// them analysed, and says what was found.
//
// It is the only package that knows the protocol. It must never know a rule:
// it hands texts to the analyzer and shows what comes back. Documents are immutable
// versions; handlers change state, schedule and return; one goroutine a
// document analyses the latest version and publishes it. Everything that is
// sent goes to the one stream, everything that is logged to the log.
package server

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/settings"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/tree"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// Options are what a server is started with.
type Options struct {
	Analyzer *analyzer.Analyzer // required
	Log      *slog.Logger       // required
	Version  string             // for serverInfo
	// ProcessPoll is how often the client's process is looked for; 0 means
	// every few seconds.
	ProcessPoll time.Duration
	// GitPatience bounds the wait for git; 0 means a few seconds. What has not
	// been answered by then is taken for unknown.
	GitPatience time.Duration
	// EndPatience bounds the wait, at the end, for work that does not notice
	// that it is not wanted any more; 0 means ten seconds.
	EndPatience time.Duration
	// LookPause is how long a look at the files around a document holds, for
	// clients that watch none; 0 means a second.
	LookPause time.Duration
}

// patience is how long git is waited for.
func (o *Options) patience(usual time.Duration) time.Duration { return cmp.Or(o.GitPatience, usual) }

// ErrNoShutdown is returned by Serve when the client said exit without having
// said shutdown; the protocol wants a program to end with status 1 then.
var ErrNoShutdown = errors.New("the client ended the session without a shutdown")

// ErrStuck is returned by Serve when work did not come to an end with the
// session, which is a fault of a check.
var ErrStuck = errors.New("a check did not end with the session; please report the file that was open")

// closeGrace is how long Serve waits for the connection to come down. A read
// from a terminal or pipe of the operating system cannot always be interrupted.
const closeGrace = 20 * time.Millisecond

// Serve speaks the protocol on in and out until the client says exit, closes
// its end or dies, or ctx is done. All goroutines it started have ended when it
// returns, except one that may be stuck in a read of in, and those that
// ErrStuck tells of.
func Serve(ctx context.Context, in io.Reader, out io.Writer, opts Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := newServer(ctx, opts)
	stream := newStream(in, out, s.log)
	conn := jsonrpc2.NewConn(stream, jsonrpc2.WithCodec(codec{}))
	s.client, s.conn = protocol.ClientDispatcher(conn), conn
	s.log.Info("kstyle-ls serves", "version", opts.Version)
	conn.Go(ctx, s.handle)

	var why string
	select {
	case <-s.exit:
		why = "exit"
	case <-conn.Done():
		why = "the client closed the connection"
	case <-stream.broken:
		why = "the client takes nothing any more"
	case <-s.orphaned:
		why = "the client's process is gone"
	case <-ctx.Done():
		why = "interrupted"
	}
	s.log.Info("ending", "why", why, "err", conn.Err())
	cancel() // ends analyses and requests in flight, so that Close finds nothing to wait for
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		if err := conn.Close(); err != nil {
			s.log.Debug("close the connection", "err", err)
		}
	}()
	select {
	case <-closed:
	case <-time.After(closeGrace):
	}
	if !s.worked(cmp.Or(opts.EndPatience, 10*time.Second)) {
		s.log.Error("work goes on that nobody wants: the process ends without it")
		return ErrStuck
	}
	s.closePlaces()
	if why == "exit" && s.phase.Load() != phaseExitedCleanly {
		return ErrNoShutdown
	}
	return nil
}

// worked waits for all work to end and tells whether it did in time.
func (s *server) worked(patience time.Duration) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.work.Wait()
	}()
	select {
	case <-done:
		return true
	case <-time.After(patience):
		return false
	}
}

// codec encodes the protocol's types. The library's own is not exported; this
// is the same without the shortcuts for raw messages of calls, which it keeps.
type codec struct{}

// diagnosticSize is more bytes than most diagnostics take.
const diagnosticSize = 256

func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok {
		return raw, nil
	}
	if p, ok := v.(*protocol.PublishDiagnosticsParams); ok {
		// By far the longest of all, and sent at every key.
		return protocol.AppendMarshal(make([]byte, 0, diagnosticSize*(1+len(p.Diagnostics))), v)
	}
	return protocol.Marshal(v)
}

func (codec) Unmarshal(data []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		*raw = append((*raw)[:0:0], data...)
		return nil
	}
	return protocol.Unmarshal(data, v)
}

// The phases of a session, in their order.
const (
	phaseNew int32 = iota
	phaseRunning
	phaseShutDown
	phaseExitedCleanly
	phaseExitedDirty
)

// server is one session with one client.
type server struct {
	protocol.UnimplementedServer

	ctx    context.Context // ends with the session
	engine *analyzer.Analyzer
	log    *slog.Logger
	opts   Options
	client protocol.Client
	conn   jsonrpc2.Conn
	work   sync.WaitGroup // every goroutine that the server starts

	exit     chan struct{} // closed by exit
	orphaned chan struct{} // closed when the client's process is gone
	phase    atomic.Int32
	trace    atomic.Value // protocol.TraceValue

	caps       clientCapabilities // written by initialize, read after
	folders    folders
	wishes     wishes
	register   register
	lookout    lookout
	places     places
	news       news
	silencing  sync.Mutex // held while records are changed
	docs       documents
	sweeps     sweeps
	collecting atomic.Bool // see collect
	flying     flights
	tokens     tokens
	slots      chan struct{} // one for each analysis that may run at a time
	saved      atomic.Int64  // how often files were saved or otherwise changed
}

func newServer(ctx context.Context, opts Options) *server {
	s := &server{
		ctx:      ctx,
		engine:   opts.Analyzer,
		log:      opts.Log,
		opts:     opts,
		exit:     make(chan struct{}),
		orphaned: make(chan struct{}),
		slots:    make(chan struct{}, analysesAtOnce()),
	}
	s.docs.open, s.docs.closing = map[docURI]*document{}, map[docURI]*document{}
	s.lookout.seen = map[string]stamp{}
	s.register.there = map[string]bool{}
	s.flying.cancels = map[jsonrpc2.ID]context.CancelFunc{}
	s.tokens.cancels = map[protocol.ProgressToken]context.CancelFunc{}
	s.sweeps.seen, s.sweeps.stirred = map[string]seen{}, make(chan struct{})
	s.trace.Store(protocol.TraceValueOff)
	s.places.byDir, s.places.trees, s.places.history = map[string]*place{}, map[string]*tree.Tree{}, map[string]*vcs.Lazy{}
	s.places.maintainers = map[*tree.Tree]*maintainers.File{}
	s.places.loader = settings.New(s.engine, settings.Options{})
	return s
}
