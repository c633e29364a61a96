// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/renameio/v2"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// printer writes what was found in one format. Inputs come in order, all from
// one goroutine.
type printer interface {
	// input writes the findings of one input.
	input(d *done) error
	// end is called once, behind the last input.
	end(o Outcome) error
}

// format is one output format: what it is, and how one begins to write it.
type format struct {
	about string
	open  func(q Request, w *bufio.Writer) printer
}

// formats are the output formats by name.
var formats = map[string]format{
	"b4": {"findings as b4's checks of patches read them",
		func(_ Request, w *bufio.Writer) printer { return &perLine{w, writeB4} }},
	"b4-json": {"a review as b4 takes one",
		func(q Request, w *bufio.Writer) printer { return &b4Review{w: w, url: q.TargetURL} }},
	"checkstyle": {"checkstyle's XML, for CI servers",
		func(_ Request, w *bufio.Writer) printer { return &xmlPrinter{w: w, build: buildCheckstyle} }},
	"concise": {"one line a finding: PATH:LINE:COLUMN: LEVEL TYPE message",
		func(_ Request, w *bufio.Writer) printer { return &perLine{w, writeConcise} }},
	"full": {"for people: message, place, the line with the spot underlined, and what can be fixed",
		func(q Request, w *bufio.Writer) printer { return newFull(q, w) }},
	"gcc": {"the form of a compiler's messages, which editors jump to",
		func(_ Request, w *bufio.Writer) printer { return &perLine{w, writeGCC} }},
	"github": {"workflow commands, which GitHub shows beside the changed lines",
		func(_ Request, w *bufio.Writer) printer { return &perLine{w, writeGitHub} }},
	"gitlab": {"GitLab's code quality report",
		func(_ Request, w *bufio.Writer) printer { return &gitlabPrinter{w: w, seen: map[string]int{}} }},
	"json": {"one object: all that is known of each finding, and a summary; findings.schema.json describes it",
		func(_ Request, w *bufio.Writer) printer { return &jsonPrinter{w: w} }},
	"jsonl": {"the findings of json, one on each line",
		func(_ Request, w *bufio.Writer) printer { return &perLine{w, writeJSONLine} }},
	"junit": {"JUnit's XML: a suite for each file, a failed case for each finding",
		func(_ Request, w *bufio.Writer) printer { return &xmlPrinter{w: w, build: buildJUnit} }},
	"patchwork": {"checks as patchwork takes them",
		func(q Request, w *bufio.Writer) printer { return &patchwork{w: w, url: q.TargetURL} }},
	"rdjson": {"reviewdog's diagnostic format, with suggestions",
		func(_ Request, w *bufio.Writer) printer { return &rdPrinter{w: w} }},
	"rdjsonl": {"reviewdog's diagnostics, one on each line",
		func(_ Request, w *bufio.Writer) printer { return &perLine{w, writeRDJSONLine} }},
	"sarif": {"SARIF 2.1.0, with fixes, help, stable fingerprints, and what is kept silent as suppressed",
		func(_ Request, w *bufio.Writer) printer { return newSARIF(w) }},
	"terse": {"checkpatch's short form: PATH:LINE: LEVEL:TYPE: message",
		func(_ Request, w *bufio.Writer) printer { return &terse{w: w} }},
}

// Formats names the output formats, sorted.
func Formats() []string {
	return slices.Sorted(maps.Keys(formats))
}

// About says in a few words what a format is.
func About(name string) string { return formats[name].about }

// Output is one format and where it goes.
type Output struct {
	Format string
	// File is written in one step when the run is over; empty means standard
	// output.
	File string
}

// newPrinter opens the outputs of a request.
func newPrinter(q Request) (printer, error) {
	if q.Diff {
		return &diffs{w: bufio.NewWriterSize(q.Stdout, 1<<16), stderr: q.Stderr, quiet: q.Quiet, colors: newColors(q.Color)}, nil
	}
	var all several
	for _, o := range q.Outputs {
		form, ok := formats[o.Format]
		if !ok {
			return nil, fmt.Errorf("there is no format %q; there are %s", o.Format, strings.Join(Formats(), ", "))
		}
		to := q.Stdout
		if q.Fix && slices.Contains(q.Paths, "-") {
			to = q.Stderr // the fixed text itself goes to standard output
		}
		if o.File == "" {
			all = append(all, form.open(q, bufio.NewWriterSize(to, 1<<16)))
			continue
		}
		plain := q
		plain.Color = false
		f := &toFile{name: o.File}
		f.printer = form.open(plain, bufio.NewWriterSize(&f.text, 1<<16))
		all = append(all, f)
	}
	return all, nil
}

// several is more than one output of the same findings.
type several []printer

func (s several) input(d *done) error {
	for _, p := range s {
		if err := p.input(d); err != nil {
			return err
		}
	}
	return nil
}

func (s several) end(o Outcome) error {
	var all error
	for _, p := range s {
		all = errors.Join(all, p.end(o))
	}
	return all
}

// toFile keeps what a printer writes and puts it into a file at the end.
type toFile struct {
	printer
	name string
	text bytes.Buffer
}

func (f *toFile) end(o Outcome) error {
	if err := f.printer.end(o); err != nil {
		return err
	}
	return renameio.WriteFile(f.name, f.text.Bytes(), 0o644)
}

// place is where a finding is named: the line, from 1, of the input or, for
// inputs the user never saw, of the file that a patch changes.
func place(d *done, f *analyzer.Finding) (name string, line int) {
	if d.item.atFile && f.FileLine > 0 {
		return f.Path, f.FileLine
	}
	return d.item.name, f.Line
}

// terse is checkpatch's own short form, one line for each finding and nothing
// else.
type terse struct{ w *bufio.Writer }

func (t *terse) input(d *done) error {
	for _, f := range d.result.Findings {
		name, line := place(d, f)
		_, err := fmt.Fprintf(t.w, "%s:%d: %s:%s: %s\n", printable(name), line, f.Level, f.Rule.Type, printable(f.Message))
		if err != nil {
			return err
		}
	}
	return t.w.Flush()
}

func (t *terse) end(Outcome) error { return t.w.Flush() }

// printable makes text from outside safe for a terminal: control characters,
// which could move the cursor or worse, and bytes that are no text are shown
// as escapes. Text without any is returned as it is.
func printable(s string) string {
	clean := func(r rune) bool {
		return r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}
	if !strings.ContainsFunc(s, clean) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r == '\t':
			b.WriteByte(' ')
		case unicode.IsControl(r) && r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}
