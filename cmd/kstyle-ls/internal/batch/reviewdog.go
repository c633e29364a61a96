// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"encoding/json"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// The types of reviewdog's diagnostic format. Columns there count bytes of
// UTF-8 from one.
type (
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column,omitempty"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
	rdCode struct {
		Value string `json:"value"`
		URL   string `json:"url,omitempty"`
	}
	rdSource struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Source      *rdSource      `json:"source,omitempty"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
	}
)

// writeRDJSONLine is one diagnostic of the rdjsonl format.
func writeRDJSONLine(w *bufio.Writer, d *done, f *analyzer.Finding, lines lineTable) error {
	diagnostic := newRDDiagnostic(d, f, lines)
	diagnostic.Source = &rdSource{Name: "kstyle-ls"}
	return encodeLine(w, diagnostic)
}

// rdPrinter writes the rdjson format: one object over all.
type rdPrinter struct {
	w    *bufio.Writer
	list []rdDiagnostic
}

func (p *rdPrinter) input(d *done) error {
	lines := newLineTable(d.text)
	for _, f := range d.result.Findings {
		p.list = append(p.list, newRDDiagnostic(d, f, lines))
	}
	return nil
}

func (p *rdPrinter) end(Outcome) error {
	if p.list == nil {
		p.list = []rdDiagnostic{}
	}
	e := json.NewEncoder(p.w)
	e.SetEscapeHTML(false)
	err := e.Encode(map[string]any{"source": rdSource{Name: "kstyle-ls"}, "diagnostics": p.list})
	if err != nil {
		return err
	}
	return p.w.Flush()
}

func newRDDiagnostic(d *done, f *analyzer.Finding, lines lineTable) rdDiagnostic {
	s := newSpot(d, f, lines)
	at := rdRange{rdPosition{s.line, s.column}, rdPosition{s.endLine, s.endColumn}}
	if s.inInput {
		at = lines.bytes(f.Range.Start, f.Range.End)
	}
	severity := map[analyzer.Level]string{analyzer.Error: "ERROR", analyzer.Warning: "WARNING", analyzer.Strict: "INFO"}[f.Level]
	out := rdDiagnostic{
		Message: f.Message, Location: rdLocation{s.path, at}, Severity: severity,
		Code: rdCode{Value: f.Rule.Type, URL: helpURI(f.Rule)},
	}
	if i := analyzer.FirstSafe(f); i >= 0 && s.inInput {
		for _, e := range f.Fixes[i].Edits {
			out.Suggestions = append(out.Suggestions, rdSuggestion{lines.bytes(e.Start, e.End), e.New})
		}
	}
	return out
}

// bytes is a run of bytes of the text, with columns in bytes.
func (t lineTable) bytes(start, end uint32) rdRange {
	at := func(offset uint32) rdPosition {
		o := min(int(offset), len(t.text))
		i := t.at(o)
		return rdPosition{i + 1, o - t.start(i) + 1}
	}
	return rdRange{at(start), at(end)}
}

// helpURI is where a rule's kernel document stands, or else our own.
func helpURI(r *analyzer.Rule) string {
	if r.Link == "" {
		return projectURI + "/blob/main/rules/RULES.md#" + strings.ToLower(r.Type)
	}
	return "https://docs.kernel.org/" + r.Link
}
