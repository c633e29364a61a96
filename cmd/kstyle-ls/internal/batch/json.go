// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"encoding/json"
	"fmt"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// jsonFinding is one finding as programs read it. Lines and columns count from
// one, columns in characters; offsets count bytes of the input from zero. What
// it promises is in findings.schema.json.
type jsonFinding struct {
	Path      string    `json:"path"`
	Line      int       `json:"line"`
	Column    int       `json:"column"`
	EndLine   int       `json:"endLine"`
	EndColumn int       `json:"endColumn"`
	Start     uint32    `json:"startOffset"`
	End       uint32    `json:"endOffset"`
	Level     string    `json:"level"`
	Type      string    `json:"type"`
	Message   string    `json:"message"`
	File      *jsonFile `json:"file,omitempty"`
	Fixes     []jsonFix `json:"fixes,omitempty"`
	Differs   string    `json:"differs,omitempty"`
}

// jsonFile is the place in the file that a patch changes.
type jsonFile struct {
	Path string `json:"path"`
	Line int    `json:"line"`
}

type jsonFix struct {
	Title string `json:"title"`
	Safe  bool   `json:"safe"`
	// Rewrites is true when tokens change, not layout alone.
	Rewrites bool       `json:"rewrites,omitempty"`
	Edits    []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Start uint32 `json:"startOffset"`
	End   uint32 `json:"endOffset"`
	New   string `json:"text"`
}

// jsonPrinter writes one object: {"findings": [...], "summary": {...}}.
type jsonPrinter struct {
	w   *bufio.Writer
	any bool
}

func (p *jsonPrinter) input(d *done) error {
	lines := newLineTable(d.text)
	for _, f := range d.result.Findings {
		text, err := json.Marshal(newJSONFinding(d, f, lines))
		if err != nil {
			return fmt.Errorf("encode a finding: %w", err)
		}
		between := "{\"findings\":[\n"
		if p.any {
			between = ",\n"
		}
		p.any = true
		if _, err := p.w.WriteString(between); err != nil {
			return err
		}
		if _, err := p.w.Write(text); err != nil {
			return err
		}
	}
	return p.w.Flush()
}

func (p *jsonPrinter) end(o Outcome) error {
	if !p.any {
		if _, err := p.w.WriteString("{\"findings\":["); err != nil {
			return err
		}
	}
	summary, err := json.Marshal(map[string]int{
		"inputs": o.Inputs, "findings": o.Findings, "fixed": o.Fixed, "failures": o.Failures,
	})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(p.w, "\n],\"summary\":%s", summary); err != nil {
		return err
	}
	if o.Ready != nil {
		page, err := json.Marshal(o.Ready)
		if err != nil {
			return fmt.Errorf("encode the last page: %w", err)
		}
		if _, err := fmt.Fprintf(p.w, ",\"series\":%s", page); err != nil {
			return err
		}
	}
	if _, err := p.w.WriteString("}\n"); err != nil {
		return err
	}
	return p.w.Flush()
}

func newJSONFinding(d *done, f *analyzer.Finding, lines lineTable) jsonFinding {
	name, line := place(d, f)
	_, column := lines.position(f.Range.Start)
	endLine, endColumn := lines.position(f.Range.End)
	j := jsonFinding{
		Path: name, Line: line, Column: column, EndLine: endLine, EndColumn: endColumn,
		Start: f.Range.Start, End: f.Range.End,
		Level: f.Level.String(), Type: f.Rule.Type, Message: f.Message, Differs: f.Wider + f.Narrower,
	}
	if d.in.Form == analyzer.Patch && f.FileLine > 0 {
		j.File = &jsonFile{f.Path, f.FileLine}
	}
	for _, fix := range f.Fixes {
		jf := jsonFix{Title: fix.Title, Safe: fix.Safe, Rewrites: fix.Rewrites}
		for _, e := range fix.Edits {
			jf.Edits = append(jf.Edits, jsonEdit{e.Start, e.End, e.New})
		}
		j.Fixes = append(j.Fixes, jf)
	}
	return j
}
