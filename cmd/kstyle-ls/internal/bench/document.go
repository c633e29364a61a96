// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// document is a file that is open in the server. What is typed is taken away
// again at once, so its text is always that of the file.
type document struct {
	uri, text string
	ends      []place // of lines at which one may type
	version   int
}

type place struct{ line, column int }

func newDocument(root, name string, text []byte) *document {
	d := &document{uri: "file://" + filepath.Join(root, name), text: string(text)}
	var all []place
	for i, line := range strings.Split(d.text, "\n") {
		if strings.HasSuffix(line, ";") || strings.HasPrefix(line, "#define") {
			d.ends = append(d.ends, place{i, len(line)})
		}
		if line != "" {
			all = append(all, place{i, len(line)})
		}
	}
	if len(d.ends) == 0 {
		d.ends = all // it is no C
	}
	return d
}

// place is the end of a random line.
func (d *document) place(random *rand.Rand) place { return d.ends[random.IntN(len(d.ends))] }

// initialize does the handshake.
func (c *client) initialize(root string) error {
	_, err := c.request("initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": "file://" + root,
		"workspaceFolders":      []any{map[string]any{"uri": "file://" + root, "name": "kernel"}},
		"initializationOptions": map[string]any{"debounceMs": 0},
		"capabilities": map[string]any{
			"general":      map[string]any{"positionEncodings": []string{"utf-8", "utf-16"}},
			"textDocument": map[string]any{"publishDiagnostics": map[string]any{"versionSupport": true}},
		},
	})
	if err != nil {
		return err
	}
	return c.notify("initialized", map[string]any{})
}

// open opens a document and returns how many milliseconds its diagnostics took.
func (c *client) open(d *document) (float64, error) {
	d.version++
	sent := time.Now()
	err := c.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": d.uri, "languageId": "c", "version": d.version, "text": d.text},
	})
	if err != nil {
		return 0, err
	}
	return c.awaitDiagnostics(d, sent)
}

// reopen closes a document and opens it again: all of it is judged anew.
func (c *client) reopen(d *document) (float64, error) {
	if err := c.close(d); err != nil {
		return 0, err
	}
	return c.open(d)
}

// close closes a document and waits until its diagnostics are taken back.
func (c *client) close(d *document) error {
	err := c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": d.uri}})
	if err != nil {
		return err
	}
	return c.await(func(m message) bool {
		p, ok := m.published()
		return ok && p.URI == d.uri && len(p.Diagnostics) == 0
	})
}

// typeAndUndo inserts text and removes it again, and returns how many
// milliseconds each of the two took to be answered.
func (c *client) typeAndUndo(d *document, p place, text string) ([]float64, error) {
	at := func(line, column int) map[string]any {
		return map[string]any{"line": line, "character": column}
	}
	begin, end := at(p.line, p.column), at(p.line, p.column+len(text))
	if strings.HasSuffix(text, "\n") {
		end = at(p.line+1, 0)
	}
	var took []float64
	for _, change := range []map[string]any{
		{"range": map[string]any{"start": begin, "end": begin}, "text": text},
		{"range": map[string]any{"start": begin, "end": end}, "text": ""},
	} {
		d.version++
		sent := time.Now()
		err := c.notify("textDocument/didChange", map[string]any{
			"textDocument":   map[string]any{"uri": d.uri, "version": d.version},
			"contentChanges": []any{change},
		})
		if err != nil {
			return nil, err
		}
		one, err := c.awaitDiagnostics(d, sent)
		if err != nil {
			return nil, err
		}
		took = append(took, one)
	}
	return took, nil
}

// published is what a message says of diagnostics.
type published struct {
	URI         string
	Version     int
	Diagnostics []json.RawMessage
}

func (m message) published() (p published, ok bool) {
	return p, m.Method == "textDocument/publishDiagnostics" && json.Unmarshal(m.Params, &p) == nil
}

// awaitDiagnostics waits for the diagnostics of the document's version and
// returns how many milliseconds after sent they had come.
func (c *client) awaitDiagnostics(d *document, sent time.Time) (float64, error) {
	var came time.Time
	err := c.await(func(m message) bool {
		p, ok := m.published()
		came = m.came
		return ok && p.URI == d.uri && p.Version >= d.version
	})
	return float64(came.Sub(sent).Microseconds()) / 1000, err
}
