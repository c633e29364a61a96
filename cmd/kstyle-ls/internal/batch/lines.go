// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// perLine is a format that writes one piece of text a finding and nothing
// around them.
type perLine struct {
	w     *bufio.Writer
	write func(w *bufio.Writer, d *done, f *analyzer.Finding, lines lineTable) error
}

func (p *perLine) input(d *done) error {
	lines := newLineTable(d.text)
	for _, f := range d.result.Findings {
		if err := p.write(p.w, d, f, lines); err != nil {
			return err
		}
	}
	return p.w.Flush()
}

func (p *perLine) end(Outcome) error { return p.w.Flush() }

// writeConcise is one line for people: place, level, type, message.
func writeConcise(w *bufio.Writer, d *done, f *analyzer.Finding, lines lineTable) error {
	fix := ""
	if analyzer.FirstSafe(f) >= 0 {
		fix = " [fix]"
	}
	name, line := place(d, f)
	_, err := fmt.Fprintf(w, "%s:%d:%d: %s %s %s%s\n", printable(name), line, newSpot(d, f, lines).shown, f.Level, f.Rule.Type, printable(f.Message), fix)
	return err
}

// writeGCC is the form of a compiler, which every editor can jump to.
func writeGCC(w *bufio.Writer, d *done, f *analyzer.Finding, lines lineTable) error {
	severity := map[analyzer.Level]string{analyzer.Error: "error", analyzer.Warning: "warning", analyzer.Strict: "note"}[f.Level]
	name, line := place(d, f)
	_, err := fmt.Fprintf(w, "%s:%d:%d: %s: %s [%s]\n", printable(name), line, newSpot(d, f, lines).shown, severity, printable(f.Message), f.Rule.Type)
	return err
}

// writeGitHub is a workflow command of GitHub's actions, which puts the
// finding beside the changed line.
func writeGitHub(w *bufio.Writer, d *done, f *analyzer.Finding, lines lineTable) error {
	s := newSpot(d, f, lines)
	command := map[analyzer.Level]string{analyzer.Error: "error", analyzer.Warning: "warning", analyzer.Strict: "notice"}[f.Level]
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	_, err := fmt.Fprintf(w, "::%s title=%s,file=%s,line=%d,endLine=%d,col=%d,endColumn=%d::%s\n", command,
		property.Replace(f.Rule.Type), property.Replace(s.path), s.line, s.endLine, s.column, s.endColumn, data.Replace(printable(f.Message)))
	return err
}

// writeJSONLine is the json format's object for one finding, on a line.
func writeJSONLine(w *bufio.Writer, d *done, f *analyzer.Finding, lines lineTable) error {
	return encodeLine(w, newJSONFinding(d, f, lines))
}

func encodeLine(w *bufio.Writer, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode a finding: %w", err)
	}
	if _, err := w.Write(text); err != nil {
		return err
	}
	return w.WriteByte('\n')
}
