// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// full is the format for people: what is wrong, where, the line with the spot
// underlined, and what can be done.
type full struct {
	w      *bufio.Writer
	q      Request
	colors colors
	any    bool
}

func newFull(q Request, w *bufio.Writer) *full {
	return &full{w: w, q: q, colors: newColors(q.Color)}
}

func (p *full) input(d *done) error {
	lines := newLineTable(d.text)
	for _, f := range d.result.Findings {
		p.finding(d, f, lines)
	}
	return p.w.Flush()
}

// finding writes one block, behind an empty line if it is not the first.
func (p *full) finding(d *done, f *analyzer.Finding, lines lineTable) {
	if p.any {
		p.w.WriteByte('\n')
	}
	p.any = true
	c := p.colors
	level := c.level(f.Level)
	fmt.Fprintf(p.w, "%s %s: %s\n", level.Sprint(f.Level), c.typ.Sprint(f.Rule.Type), printable(f.Message))
	start, end := int(f.Range.Start), int(f.Range.End)
	line := lines.at(start)
	if named := f.Line - 1; named != line && (named < lines.len()) && named >= 0 && f.Range.Len() == 0 {
		line = named
		start, end = lines.start(line), lines.start(line)
	}
	column := utf8.RuneCount(lines.text[lines.start(line):min(start, len(lines.text))]) + 1
	shown := lines.line(line)
	number := strconv.Itoa(line + 1)
	if d.item.atFile && f.FileLine > 0 && len(shown) > 0 {
		// The marker of the diff is not part of the file.
		number, shown = strconv.Itoa(f.FileLine), shown[1:]
		start, end, column = max(start-1, lines.start(line)), max(end-1, lines.start(line)), column-1
	}
	margin := strings.Repeat(" ", len(number))
	fmt.Fprintf(p.w, "%s%s %s%s\n", margin, c.margin.Sprint("-->"), p.where(d, f, line+1, column), p.inFile(d, f))
	e := newExcerpt(shown, start-lines.start(line), end-lines.start(line))
	bar := c.margin.Sprint("|")
	fmt.Fprintf(p.w, "%s %s %s\n", c.margin.Sprint(number), bar, e.text)
	fmt.Fprintf(p.w, "%s %s %s%s\n", margin, bar, strings.Repeat(" ", e.before), level.Sprint(strings.Repeat("^", e.width)))
	for _, fix := range f.Fixes {
		kind := "fix"
		if !fix.Safe {
			kind = "maybe"
		}
		fmt.Fprintf(p.w, "%s %s %s\n", margin, c.fix.Sprint("= "+kind+":"), printable(fix.Title))
	}
}

// where is the place as an editor or terminal can follow it.
func (p *full) where(d *done, f *analyzer.Finding, line, column int) string {
	name, named := place(d, f)
	if d.item.atFile && f.FileLine > 0 {
		line = named
	}
	return fmt.Sprintf("%s:%d:%d", printable(name), line, column)
}

// inFile says which file and line a line of a patch is about.
func (p *full) inFile(d *done, f *analyzer.Finding) string {
	if d.in.Form != analyzer.Patch || d.item.atFile || f.FileLine == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s:%d)", printable(f.Path), f.FileLine)
}

// end writes the summary, on standard error: it is no finding.
func (p *full) end(o Outcome) error {
	if err := p.w.Flush(); err != nil {
		return err
	}
	if p.q.Quiet {
		return nil
	}
	return Summarise(p.q.Stderr, o, " made")
}

// Summarise writes one line about a run; fixed says what became of fixes.
func Summarise(w io.Writer, o Outcome, fixed string) error {
	var parts []string
	switch {
	case o.Findings > 0:
		parts = append(parts, plural(o.Findings, "finding")+" in "+plural(o.Inputs, "input"))
	case o.Inputs > 0:
		parts = append(parts, "nothing found in "+plural(o.Inputs, "input"))
	}
	if o.Fixed > 0 {
		parts = append(parts, pluralEs(o.Fixed, "fix")+fixed)
	}
	if o.Older > 0 {
		parts = append(parts, olderLeftOut(o.Older))
	}
	if o.Failures > 0 {
		parts = append(parts, plural(o.Failures, "failure")+" (see above)")
	}
	if len(parts) == 0 && o.Ignored {
		parts = append(parts, "no files to check: git ignores what is there; what is named itself is checked all the same")
	} else if len(parts) == 0 {
		parts = append(parts, "no files to check")
	}
	_, err := fmt.Fprintf(w, "kstyle-ls: %s\n", strings.Join(parts, "; "))
	return err
}

// olderLeftOut tells of findings that no change touches.
func olderLeftOut(n int) string {
	return plural(n, "older finding") + " on unchanged lines left out (--whole-file shows them)"
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func pluralEs(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "es"
}
