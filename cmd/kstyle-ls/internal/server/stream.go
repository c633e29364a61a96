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

	"go.lsp.dev/jsonrpc2"
)

// maxFrame is the longest message that is read. A 100 MB file opened in an
// editor fits; a length that only a broken client can mean does not.
const maxFrame = 256 << 20

// keepBuffer is how much of a read or write buffer outlives a message.
const keepBuffer = 4 << 20

// stream frames messages by Content-Length headers. It does the same as the
// library's own, but a frame that makes no sense costs that frame and a line
// in the log, not the connection: the client gets an error without an id, as
// JSON-RPC wants, and the next frame is read.
type stream struct {
	in    *bufio.Reader
	out   io.Writer
	close func() error
	log   *slog.Logger

	body []byte // reused for each frame that is read

	mu   sync.Mutex // guards what is below and makes each frame one write
	sent []byte     // reused for each frame that is written
}

var _ jsonrpc2.Stream = (*stream)(nil)

func newStream(in io.Reader, out io.Writer, log *slog.Logger) *stream {
	return &stream{in: bufio.NewReaderSize(in, 64<<10), out: out, log: log, close: func() error {
		var errs []error
		for _, end := range []any{in, out} {
			if c, ok := end.(io.Closer); ok {
				errs = append(errs, c.Close())
			}
		}
		return errors.Join(errs...)
	}}
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
		if n > maxFrame {
			s.refuse(jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "a message of %d bytes is over the limit of %d", n, maxFrame))
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
	return s.write(func(b []byte) []byte { return jsonrpc2.AppendMessage(b, msg) })
}

// WriteFrame writes an encoded body as one frame.
func (s *stream) WriteFrame(_ context.Context, body []byte) (int64, error) {
	return s.write(func(b []byte) []byte { return append(b, body...) })
}

// write sends what appendBody appends as one frame, in one write.
func (s *stream) write(appendBody func([]byte) []byte) (int64, error) {
	const room = len("Content-Length: \r\n\r\n") + 20
	s.mu.Lock()
	defer s.mu.Unlock()
	if cap(s.sent) < room {
		s.sent = make([]byte, room, 16<<10)
	}
	frame := appendBody(s.sent[:room])
	header := fmt.Sprintf("Content-Length: %d\r\n\r\n", len(frame)-room)
	start := room - len(header)
	copy(frame[start:], header)
	n, err := s.out.Write(frame[start:])
	if s.sent = frame[:0]; cap(frame) > keepBuffer {
		s.sent = nil
	}
	return int64(n), err
}

// Close closes both ends, as far as they can be closed.
func (s *stream) Close() error { return s.close() }
