// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
)

// maxFrame is the longest message that is read. A 100 MB file opened in an
// editor fits; a length that only a broken client can mean does not.
const maxFrame = 256 << 20

// maxQueued is how much may wait for a client that does not read. One that
// lets more pile up will not read it either.
const maxQueued = 256 << 20

// keepBuffer is how much of the read buffer outlives a message.
const keepBuffer = 4 << 20

// stream frames messages by Content-Length headers. It does the same as the
// library's own, but for two things. A frame that makes no sense costs that
// frame and a line in the log, not the connection: the client gets an error
// without an id, as JSON-RPC wants, and the next frame is read. And who writes
// never waits for the client: frames are queued for a goroutine that does
// nothing else, so that two sides that answer each other cannot both wait.
type stream struct {
	in    *bufio.Reader
	out   io.Writer
	close func() error
	log   *slog.Logger

	maxFrame, maxQueued int           // as the constants; smaller in tests
	broken              chan struct{} // closed when nothing can be written any more

	body []byte // reused for each frame that is read

	mu      sync.Mutex // guards what is below
	queue   [][]byte   // frames, in order
	queued  int        // their bytes
	failed  error      // of a write; nothing is written any more
	closing bool
	more    chan struct{} // has room for one: look at the queue, or at closing
	written chan struct{} // closed when the writing goroutine has ended
}

var _ jsonrpc2.Stream = (*stream)(nil)

// newStream starts the goroutine that writes; Close ends it.
func newStream(in io.Reader, out io.Writer, log *slog.Logger) *stream {
	s := &stream{in: bufio.NewReaderSize(in, 64<<10), out: out, log: log, maxFrame: maxFrame, maxQueued: maxQueued,
		broken: make(chan struct{}), more: make(chan struct{}, 1), written: make(chan struct{})}
	s.close = func() error {
		var errs []error
		for _, end := range []any{in, out} {
			if c, ok := end.(io.Closer); ok {
				errs = append(errs, c.Close())
			}
		}
		return errors.Join(errs...)
	}
	go s.drain()
	return s
}

// drain writes what is queued until the stream is closed or broken.
func (s *stream) drain() {
	defer close(s.written)
	for {
		s.mu.Lock()
		frames, closing := s.queue, s.closing
		s.queue, s.queued = nil, 0
		s.mu.Unlock()
		for _, frame := range frames {
			if _, err := s.out.Write(frame); err != nil {
				s.fail(err)
				return
			}
		}
		if len(frames) > 0 {
			continue
		}
		if closing {
			return
		}
		<-s.more
	}
}

func (s *stream) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failLocked(err)
}

func (s *stream) failLocked(err error) {
	if s.failed != nil {
		return
	}
	s.log.Warn("cannot write to the client", "err", err)
	s.failed, s.queue, s.queued = err, nil, 0
	close(s.broken)
}

// Read implements jsonrpc2.Stream.
func (s *stream) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	body, n, err := s.ReadFrame(ctx)
	if err != nil {
		return nil, 0, err
	}
	msg, err := jsonrpc2.DecodeMessage(body)
	return msg, n, err
}

// ReadFrame returns the next body that is one JSON-RPC message. It stays valid
// until the next call. With WriteFrame it is the optional part of a Stream that
// the library looks for.
func (s *stream) ReadFrame(ctx context.Context) ([]byte, int64, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		n, err := s.readHeader()
		if err != nil {
			return nil, 0, err
		}
		if n > s.maxFrame {
			s.refuse(jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "a message of %d bytes is over the limit of %d", n, s.maxFrame))
			if _, err := io.CopyN(io.Discard, s.in, int64(n)); err != nil {
				return nil, 0, unexpected(err)
			}
			continue
		}
		if cap(s.body) < n || cap(s.body) > keepBuffer && n < keepBuffer/8 {
			s.body = make([]byte, n)
		}
		body := s.body[:n]
		if _, err := io.ReadFull(s.in, body); err != nil {
			return nil, 0, unexpected(err)
		}
		if err := wellFormed(body); err != nil {
			s.refuse(err)
			continue
		}
		return body, int64(n), nil
	}
}

// wellFormed reports what keeps body from being a message.
func wellFormed(body []byte) *jsonrpc2.Error {
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '[' {
		return jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the protocol has no batches")
	}
	_, err := jsonrpc2.DecodeMessage(body)
	var wire *jsonrpc2.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wire):
		return wire
	default:
		return jsonrpc2.NewError(jsonrpc2.ParseError, err.Error())
	}
}

// refuse logs a frame that is dropped and tells the client. The client cannot
// be told which request it was: its id could not be read.
func (s *stream) refuse(err *jsonrpc2.Error) {
	s.log.Warn("dropped a malformed message", "err", err.Message)
	body := jsonrpc2.AppendResponse(nil, jsonrpc2.ID{}, nil, err)
	if _, werr := s.WriteFrame(context.Background(), body); werr != nil {
		s.log.Warn("could not say so to the client", "err", werr)
	}
}

// readHeader reads up to the blank line after a usable Content-Length and
// returns the length. Anything else before it is skipped and logged.
func (s *stream) readHeader() (int, error) {
	length, skipped, seen := -1, 0, false
	for {
		line, err := s.in.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			skipped += len(line)
			continue
		case err == io.EOF && !seen && len(bytes.TrimSpace(line)) == 0:
			return 0, io.EOF
		case err != nil:
			return 0, unexpected(err)
		}
		text := strings.TrimRight(string(line), "\r\n")
		seen = true
		if text == "" {
			if skipped > 0 {
				s.log.Warn("skipped what is not a header", "bytes", skipped)
			}
			if length > 0 {
				return length, nil
			}
			if length == 0 {
				s.log.Warn("skipped an empty message")
			}
			length, skipped, seen = -1, 0, false
			continue
		}
		name, value, ok := strings.Cut(text, ":")
		switch {
		case ok && strings.EqualFold(strings.TrimSpace(name), "Content-Length"):
			n, err := strconv.Atoi(strings.TrimSpace(value))
			if err != nil || n < 0 {
				s.log.Warn("unusable Content-Length", "value", value)
				n = -1
			}
			length = n
		case !ok || strings.ContainsAny(name, " \t{\""):
			skipped += len(line)
		}
	}
}

// unexpected turns an end of input inside a frame into the error that says so.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// Write implements jsonrpc2.Stream. It may be called from many goroutines.
func (s *stream) Write(ctx context.Context, msg jsonrpc2.Message) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	size := 0
	if p, ok := msg.(interface{ Params() jsonrpc2.RawMessage }); ok {
		size = len(p.Params())
	}
	return s.write(size, func(b []byte) []byte { return jsonrpc2.AppendMessage(b, msg) })
}

// WriteFrame writes an encoded body as one frame.
func (s *stream) WriteFrame(_ context.Context, body []byte) (int64, error) {
	return s.write(len(body), func(b []byte) []byte { return append(b, body...) })
}

// write queues what appendBody appends, about so many bytes, as one frame.
func (s *stream) write(size int, appendBody func([]byte) []byte) (int64, error) {
	const room = len("Content-Length: \r\n\r\n") + 20
	frame := appendBody(make([]byte, room, 1024+size))
	header := fmt.Sprintf("Content-Length: %d\r\n\r\n", len(frame)-room)
	frame = frame[room-len(header):]
	copy(frame, header)

	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.failed != nil:
		return 0, s.failed
	case s.closing:
		return 0, io.ErrClosedPipe
	case s.queued > s.maxQueued:
		s.failLocked(errors.New("the client does not read what it is sent"))
		return 0, s.failed
	}
	s.queue = append(s.queue, frame)
	s.queued += len(frame)
	s.wake()
	return int64(len(frame)), nil
}

func (s *stream) wake() {
	select {
	case s.more <- struct{}{}:
	default: // it will look anyway
	}
}

// Close writes what is queued, if the client takes it soon, and closes both
// ends as far as they can be closed.
func (s *stream) Close() error {
	s.mu.Lock()
	s.closing = true
	s.wake()
	s.mu.Unlock()
	select {
	case <-s.written:
	case <-time.After(closeGrace):
	}
	return s.close()
}
