// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// handle takes every message in the order of the wire, on the one goroutine
// that reads. Notifications are finished when it returns. A request takes its
// snapshot of the state, then lets the reader go on by detach and does the
// rest on its own: later edits do not reach it, a cancel does.
func (s *server) handle(rpc context.Context, req *jsonrpc2.Request) (result any, err error) {
	method, isCall := strings.Clone(req.Method()), req.IsCall()
	began := time.Now()
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("panic in a handler", "method", method, "panic", p, "stack", string(debug.Stack()))
			result, err = nil, jsonrpc2.Errorf(jsonrpc2.InternalError, "%s failed: %v", method, p)
		}
		s.traceMessage(method, isCall, began, err)
		switch {
		case isCall:
			err = wireError(s.ctx, err)
		case err != nil:
			// There is nobody to answer, and an error returned from here would
			// end the connection.
			s.log.Warn("a notification was not understood", "method", method, "err", err)
			err = nil
		}
	}()
	if method == protocol.MethodCancelRequest {
		return nil, s.cancelRequest(req)
	}
	if refused, err := s.refusePhase(method, isCall); refused {
		return nil, err
	}
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	if isCall {
		id := req.ID()
		s.flying.add(id, cancel)
		defer s.flying.remove(id)
	}
	ctx = context.WithValue(ctx, releaseKey{}, rpc)
	if method == protocol.MethodTextDocumentDidOpen {
		ctx = context.WithValue(ctx, paramsKey{}, req.Params())
	}
	return protocol.ServerHandler(s, nil)(ctx, req)
}

// refusePhase reports whether the session is in a phase that does not take the
// message, and with what error a request is answered.
func (s *server) refusePhase(method string, isCall bool) (bool, error) {
	phase := s.phase.Load()
	switch {
	case method == protocol.MethodExit:
		return false, nil
	case phase == phaseNew && method != protocol.MethodInitialize:
		if !isCall {
			s.log.Warn("dropped a notification before initialize", "method", method)
		}
		return true, onCall(isCall, jsonrpc2.ServerNotInitialized, "not initialized yet")
	case phase >= phaseShutDown:
		return true, onCall(isCall, jsonrpc2.InvalidRequest, "the session was shut down")
	case phase == phaseRunning && method == protocol.MethodInitialize:
		return true, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "initialized already")
	}
	return false, nil
}

func onCall(isCall bool, code jsonrpc2.Code, message string) error {
	if !isCall {
		return nil
	}
	return jsonrpc2.NewError(code, message)
}

// wireError gives an error the code that the client is to see.
func wireError(session context.Context, err error) error {
	var wire *jsonrpc2.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jsonrpc2.ErrParse):
		// The message was JSON, or it would not have come here: its parameters
		// are not what the method takes.
		return jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
	case errors.As(err, &wire):
		return err
	case errors.Is(err, context.Canceled) && session.Err() == nil:
		return protocol.ErrRequestCancelled
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return jsonrpc2.NewError(jsonrpc2.Code(protocol.LSPErrorCodesServerCancelled), err.Error())
	}
	return jsonrpc2.NewError(jsonrpc2.Code(protocol.LSPErrorCodesRequestFailed), err.Error())
}

type releaseKey struct{}

// detach lets the reader go on to the next message while the request that ctx
// belongs to is worked on. It must be called once at most, after the request
// has taken all it needs of the documents.
func detach(ctx context.Context) {
	if rpc, ok := ctx.Value(releaseKey{}).(context.Context); ok {
		jsonrpc2.Async(rpc)
	}
}

// flights are the requests being worked on, so that they can be cancelled.
type flights struct {
	mu      sync.Mutex
	cancels map[jsonrpc2.ID]context.CancelFunc
}

func (f *flights) add(id jsonrpc2.ID, cancel context.CancelFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.cancels[id] = cancel
}

func (f *flights) remove(id jsonrpc2.ID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.cancels, id)
}

func (f *flights) cancel(id jsonrpc2.ID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if cancel, ok := f.cancels[id]; ok {
		cancel()
	}
}

func (f *flights) cancelAll() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, cancel := range f.cancels {
		cancel()
	}
}

func (s *server) cancelRequest(req *jsonrpc2.Request) error {
	var params protocol.CancelParams
	if err := protocol.Unmarshal(req.Params(), &params); err != nil {
		return fmt.Errorf("read the id: %w", err)
	}
	switch id := params.ID.(type) {
	case protocol.Integer:
		s.flying.cancel(jsonrpc2.NewNumberID(int64(id)))
	case protocol.String:
		s.flying.cancel(jsonrpc2.NewStringID(string(id)))
	}
	return nil
}

// Request answers what the protocol does not know. Notifications of an unknown
// method are dropped, with a line in the log unless the client marks them as
// free to be dropped.
func (s *server) Request(_ context.Context, method string, _ any) (any, error) {
	if !strings.HasPrefix(method, "$/") {
		s.log.Debug("unknown method", "method", method)
	}
	return nil, jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "no method %q", method)
}

// traceMessage tells a client that asked for it what was received.
func (s *server) traceMessage(method string, isCall bool, began time.Time, err error) {
	value := s.trace.Load().(protocol.TraceValue)
	if value == protocol.TraceValueOff || s.phase.Load() != phaseRunning {
		return
	}
	kind := "notification"
	if isCall {
		kind = "request"
	}
	params := protocol.LogTraceParams{Message: fmt.Sprintf("handled %s %s in %v", kind, method, time.Since(began).Round(time.Microsecond))}
	if value == protocol.TraceValueVerbose && err != nil {
		text := err.Error()
		params.Verbose = &text
	}
	if err := s.client.LogTrace(s.ctx, &params); err != nil {
		s.log.Debug("send a trace", "err", err)
	}
}
