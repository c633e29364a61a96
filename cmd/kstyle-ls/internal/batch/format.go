// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

// formats are the output formats by name.
var formats = map[string]func(q Request, w *bufio.Writer) printer{
	"full":  func(q Request, w *bufio.Writer) printer { return newFull(q, w) },
	"terse": func(q Request, w *bufio.Writer) printer { return &terse{w: w} },
	"json":  func(q Request, w *bufio.Writer) printer { return &jsonPrinter{w: w} },
}

// Formats names the output formats, sorted.
func Formats() []string {
	var names []string
	for name := range formats {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// newPrinter opens the format of a request.
func newPrinter(q Request) (printer, error) {
	open, ok := formats[q.Format]
	if !ok {
		return nil, fmt.Errorf("there is no format %q; there are %s", q.Format, strings.Join(Formats(), ", "))
	}
	if q.Diff {
		return &diffs{w: bufio.NewWriterSize(q.Stdout, 1<<16), stderr: q.Stderr, quiet: q.Quiet, colors: newColors(q.Color)}, nil
	}
	to := q.Stdout
	if q.Fix && slices.Contains(q.Paths, "-") {
		to = q.Stderr // the fixed text itself goes to standard output
	}
	return open(q, bufio.NewWriterSize(to, 1<<16)), nil
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
