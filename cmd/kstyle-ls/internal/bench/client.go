// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// client is the smallest client that can time a language server. It is not
// built on the server's own protocol library, so that it cannot share its
// faults and its costs are only those of reading and writing.
type client struct {
	cmd      *exec.Cmd
	in       io.WriteCloser
	messages chan message
	id       int
}

type message struct {
	came time.Time // when all of it had been read

	ID     json.RawMessage `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// startServer starts a server program that speaks on its standard streams.
func startServer(dir, program string, args ...string) (*client, error) {
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	c := &client{cmd: cmd, in: in, messages: make(chan message, 16)}
	go c.read(bufio.NewReaderSize(out, 1<<20))
	return c, nil
}

// read passes on what the server sends until it closes its output.
func (c *client) read(out *bufio.Reader) {
	defer close(c.messages)
	for {
		header, err := textproto.NewReader(out).ReadMIMEHeader()
		if err != nil {
			return
		}
		size, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(out, body); err != nil {
			return
		}
		m := message{came: time.Now()}
		if json.Unmarshal(body, &m) == nil {
			c.messages <- m
		}
	}
}

func (c *client) send(content map[string]any) error {
	content["jsonrpc"] = "2.0"
	body, err := json.Marshal(content)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err
}

func (c *client) notify(method string, params any) error {
	return c.send(map[string]any{"method": method, "params": params})
}

// request sends a request and waits for its result.
func (c *client) request(method string, params any) (json.RawMessage, error) {
	c.id++
	id := strconv.Itoa(c.id)
	if err := c.send(map[string]any{"id": c.id, "method": method, "params": params}); err != nil {
		return nil, err
	}
	var result json.RawMessage
	var failure error
	err := c.await(func(m message) bool {
		if m.Method != "" || string(m.ID) != id {
			return false
		}
		result = m.Result
		if m.Error != nil {
			failure = fmt.Errorf("%s: %s", method, m.Error.Message)
		}
		return true
	})
	return result, errors.Join(err, failure)
}

// await reads messages until one is wanted. Requests of the server are
// answered with null on the way.
func (c *client) await(wanted func(message) bool) error {
	limit := time.After(patience)
	for {
		select {
		case m, open := <-c.messages:
			if !open {
				return errors.New("the server ended")
			}
			if m.Method != "" && len(m.ID) > 0 {
				if err := c.send(map[string]any{"id": m.ID, "result": nil}); err != nil {
					return err
				}
			}
			if wanted(m) {
				return nil
			}
		case <-limit:
			return fmt.Errorf("no answer of the server within %v", patience)
		}
	}
}

// stop ends the server; it gets a moment to do so by itself.
func (c *client) stop() {
	if _, err := c.request("shutdown", nil); err == nil {
		_ = c.notify("exit", nil) // the process is ended below if this fails
	}
	c.in.Close()
	done := make(chan struct{})
	go func() {
		_ = c.cmd.Wait() // its status does not matter any more
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(2 * time.Second):
		_ = c.cmd.Process.Kill() // it may have ended in between
	}
}
