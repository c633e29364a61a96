// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// gitlabPrinter writes GitLab's code quality report: one list over all.
type gitlabPrinter struct {
	w    *bufio.Writer
	list []gitlabIssue
	seen map[string]int
}

type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string         `json:"path"`
	Lines map[string]int `json:"lines"`
}

func (p *gitlabPrinter) input(d *done) error {
	lines := newLineTable(d.text)
	for _, f := range d.result.Findings {
		s := newSpot(d, f, lines)
		key := fmt.Sprintf("%s\x00%s\x00%s", s.path, f.Rule.Type, f.Message)
		p.seen[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, p.seen[key]))
		severity := map[analyzer.Level]string{analyzer.Error: "major", analyzer.Warning: "minor", analyzer.Strict: "info"}[f.Level]
		p.list = append(p.list, gitlabIssue{
			Description: f.Message, CheckName: f.Rule.Type, Fingerprint: hex.EncodeToString(sum[:16]), Severity: severity,
			Location: gitlabLocation{strings.TrimPrefix(s.path, "./"), map[string]int{"begin": s.line, "end": s.endLine}},
		})
	}
	return nil
}

func (p *gitlabPrinter) end(Outcome) error {
	if p.list == nil {
		p.list = []gitlabIssue{}
	}
	e := json.NewEncoder(p.w)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	if err := e.Encode(p.list); err != nil {
		return err
	}
	return p.w.Flush()
}

// xmlPrinter collects findings by file for the formats that need totals in
// front: checkstyle's and JUnit's.
type xmlPrinter struct {
	w     *bufio.Writer
	build func(files []xmlFile) any
	files []xmlFile
}

type xmlFile struct {
	name     string
	findings []xmlFinding
}

type xmlFinding struct {
	finding *analyzer.Finding
	spot    spot
}

func (p *xmlPrinter) input(d *done) error {
	lines := newLineTable(d.text)
	file := xmlFile{name: d.item.name}
	for _, f := range d.result.Findings {
		s := newSpot(d, f, lines)
		s.path, s.line = place(d, f)
		s.column = s.shown
		file.findings = append(file.findings, xmlFinding{f, s})
	}
	p.files = append(p.files, file)
	return nil
}

func (p *xmlPrinter) end(Outcome) error {
	if _, err := p.w.WriteString(xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(p.w)
	e.Indent("", "  ")
	if err := e.Encode(p.build(p.files)); err != nil {
		return err
	}
	if err := p.w.WriteByte('\n'); err != nil {
		return err
	}
	return p.w.Flush()
}

type (
	checkstyleError struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}
	checkstyleReport struct {
		XMLName xml.Name         `xml:"checkstyle"`
		Version string           `xml:"version,attr"`
		Files   []checkstyleFile `xml:"file"`
	}
)

func buildCheckstyle(files []xmlFile) any {
	report := checkstyleReport{Version: "8.0"}
	for _, file := range files {
		out := checkstyleFile{Name: printable(file.name)}
		for _, x := range file.findings {
			severity := map[analyzer.Level]string{analyzer.Error: "error", analyzer.Warning: "warning", analyzer.Strict: "info"}[x.finding.Level]
			out.Errors = append(out.Errors, checkstyleError{x.spot.line, x.spot.column, severity, printable(x.finding.Message), "kstyle." + x.finding.Rule.Type})
		}
		report.Files = append(report.Files, out)
	}
	return report
}

type (
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Time    string        `xml:"time,attr"`
		Failure *junitFailure `xml:"failure"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Time     string      `xml:"time,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitReport struct {
		XMLName xml.Name     `xml:"testsuites"`
		Suites  []junitSuite `xml:"testsuite"`
	}
)

// buildJUnit makes one suite a file and one failed case a finding; a clean
// file is one case that passed.
func buildJUnit(files []xmlFile) any {
	var report junitReport
	for _, file := range files {
		name := printable(file.name)
		suite := junitSuite{Name: name, Failures: len(file.findings), Time: "0"}
		for _, x := range file.findings {
			at := fmt.Sprintf("%s:%d:%d", printable(x.spot.path), x.spot.line, x.spot.column)
			suite.Cases = append(suite.Cases, junitCase{
				Name: fmt.Sprintf("%s at %d:%d", x.finding.Rule.Type, x.spot.line, x.spot.column), Class: name, Time: "0",
				Failure: &junitFailure{printable(x.finding.Message), x.finding.Level.String(), at + ": " + printable(x.finding.Message)},
			})
		}
		if len(suite.Cases) == 0 {
			suite.Cases = []junitCase{{Name: "style", Class: name, Time: "0"}}
		}
		suite.Tests = len(suite.Cases)
		report.Suites = append(report.Suites, suite)
	}
	return report
}
