// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// patience bounds the wait for one answer of the server.
const patience = 20 * time.Second

// typing is one kind of edit: text is inserted at the end of a random line
// that ends in a semicolon, and taken away again by the next keystroke.
type typing struct {
	name, text string
}

var typings = []typing{
	{"a letter", "x"},
	{"an open brace", "{"},
	{"a comment opener", "/*"},
	{"a quote", `"`},
	{"a new line", "\n"},
}

// keystrokes opens the busy file in a live server and measures the time from
// sending a change to the diagnostics of that version.
func keystrokes(o options, tree kernel.Tree) error {
	text, err := tree.Read(busyFile)
	if err != nil {
		return err
	}
	c, err := startServer(tree.Root, o.binary, "lsp")
	if err != nil {
		return err
	}
	defer c.stop()
	uri := "file://" + filepath.Join(tree.Root, busyFile)
	if err := c.open(tree.Root, uri, string(text)); err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(o.seed, 2))
	lines := strings.Split(string(text), "\n")
	out := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "keystroke to diagnostics on %s\tn\tp50 ms\tp90 ms\tp99 ms\tmax ms\t\n", busyFile)
	var all []float64
	for _, kind := range typings {
		var took []float64
		for range max(2, o.edits/len(typings)) / 2 {
			n := random.IntN(len(lines))
			for !strings.HasSuffix(lines[n], ";") {
				n = random.IntN(len(lines))
			}
			both, err := c.typeAndUndo(uri, n, len(lines[n]), kind.text)
			if err != nil {
				return fmt.Errorf("typing %s on line %d: %w", kind.name, n+1, err)
			}
			took = append(took, both...)
		}
		printQuantiles(out, kind.name, took)
		all = append(all, took...)
	}
	printQuantiles(out, "all", all)
	return out.Flush()
}

func printQuantiles(out *tabwriter.Writer, name string, took []float64) {
	slices.Sort(took)
	at := func(q float64) float64 { return took[min(len(took)-1, int(q*float64(len(took))))] }
	fmt.Fprintf(out, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t\n", name, len(took), at(0.5), at(0.9), at(0.99), took[len(took)-1])
}

// open does the handshake and opens the document as version 1.
func (c *client) open(root, uri, text string) error {
	_, err := c.request("initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": "file://" + root,
		"workspaceFolders": []any{map[string]any{"uri": "file://" + root, "name": "kernel"}},
		"capabilities": map[string]any{
			"general":      map[string]any{"positionEncodings": []string{"utf-8", "utf-16"}},
			"textDocument": map[string]any{"publishDiagnostics": map[string]any{"versionSupport": true}},
		},
	})
	if err != nil {
		return err
	}
	if err := c.notify("initialized", map[string]any{}); err != nil {
		return err
	}
	c.version = 1
	err = c.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": uri, "languageId": "c", "version": c.version, "text": text},
	})
	if err != nil {
		return err
	}
	return c.awaitDiagnostics(uri, c.version)
}

// typeAndUndo inserts text and removes it again, and returns how many
// milliseconds each of the two took to be answered.
func (c *client) typeAndUndo(uri string, line, column int, text string) ([]float64, error) {
	at := func(line, column int) map[string]any {
		return map[string]any{"line": line, "character": column}
	}
	begin, end := at(line, column), at(line, column+len(text))
	if strings.HasSuffix(text, "\n") {
		end = at(line+1, 0)
	}
	var took []float64
	for _, change := range []map[string]any{
		{"range": map[string]any{"start": begin, "end": begin}, "text": text},
		{"range": map[string]any{"start": begin, "end": end}, "text": ""},
	} {
		c.version++
		sent := time.Now()
		err := c.notify("textDocument/didChange", map[string]any{
			"textDocument":   map[string]any{"uri": uri, "version": c.version},
			"contentChanges": []any{change},
		})
		if err != nil {
			return nil, err
		}
		if err := c.awaitDiagnostics(uri, c.version); err != nil {
			return nil, err
		}
		took = append(took, float64(time.Since(sent).Microseconds())/1000)
	}
	return took, nil
}

// awaitDiagnostics waits for the diagnostics of one version.
func (c *client) awaitDiagnostics(uri string, version int) error {
	return c.await(func(m message) bool {
		if m.Method != "textDocument/publishDiagnostics" {
			return false
		}
		var p struct {
			URI     string
			Version int
		}
		return json.Unmarshal(m.Params, &p) == nil && p.URI == uri && p.Version >= version
	})
}
