// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// programName is what others show as the name of the check.
const programName = "kstyle-ls"

// b4Line is a finding on a line, as b4's prep-perpatch-check-cmd and
// am-perpatch-check-cmd read it: what has "ERROR:" in it has failed, all else
// is a warning. So the word must not come from a path or a message.
func b4Line(d *done, f *analyzer.Finding) string {
	where := ""
	if name, line := place(d, f); d.in.Form != analyzer.Patch {
		where = fmt.Sprintf("%s:%d: ", printable(name), line)
	} else if f.FileLine > 0 {
		where = fmt.Sprintf("%s:%d: ", printable(f.Path), f.FileLine)
	}
	harmless := strings.NewReplacer("ERROR:", "ERROR ", "WARNING:", "WARNING ", "CHECK:", "CHECK ")
	return fmt.Sprintf("%s%s:%s: %s", harmless.Replace(where), f.Level, f.Rule.Type, harmless.Replace(printable(f.Message)))
}

func writeB4(w *bufio.Writer, d *done, f *analyzer.Finding, _ lineTable) error {
	_, err := fmt.Fprintln(w, b4Line(d, f))
	return err
}

// levels counts findings by their level.
type levels [analyzer.Error + 1]int

func (c *levels) add(findings []*analyzer.Finding) {
	for _, f := range findings {
		c[f.Level]++
	}
}

// words is the outcome in one: of the three for passed, warned and failed.
func (c *levels) choose(passed, warned, failed string) string {
	switch {
	case c[analyzer.Error] > 0:
		return failed
	case c[analyzer.Warning]+c[analyzer.Strict] > 0:
		return warned
	}
	return passed
}

// String is the summary that people see.
func (c *levels) String() string {
	var parts []string
	for _, l := range []struct {
		level analyzer.Level
		name  string
	}{{analyzer.Error, "error"}, {analyzer.Warning, "warning"}, {analyzer.Strict, "check"}} {
		if n := c[l.level]; n > 0 {
			parts = append(parts, plural(n, l.name))
		}
	}
	if len(parts) == 0 {
		return "nothing found"
	}
	return strings.Join(parts, ", ")
}

// b4Review is the document that b4's review-perpatch-check-cmd and
// review-series-check-cmd read: a list of results, here one.
type b4Review struct {
	w       *bufio.Writer
	url     string
	counts  levels
	details []string
}

type b4Result struct {
	Tool    string `json:"tool"`
	Status  string `json:"status"`
	Summary string `json:"summary"`
	URL     string `json:"url,omitempty"`
	Details string `json:"details,omitempty"`
}

func (p *b4Review) input(d *done) error {
	p.counts.add(d.result.Findings)
	for _, f := range d.result.Findings {
		p.details = append(p.details, b4Line(d, f))
	}
	return nil
}

func (p *b4Review) end(o Outcome) error {
	r := b4Result{programName, p.counts.choose("pass", "warn", "fail"), p.counts.String(), p.url, strings.Join(p.details, "\n")}
	if o.Failures > 0 {
		r.Status = "fail"
		r.Summary = plural(o.Failures, "input") + " could not be checked; " + r.Summary
	}
	return p.write([]b4Result{r})
}

func (p *b4Review) write(results []b4Result) error {
	e := json.NewEncoder(p.w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(results); err != nil {
		return err
	}
	return p.w.Flush()
}

// patchwork writes for each input what is to be posted to the checks of its
// patch, one object on a line.
type patchwork struct {
	w   *bufio.Writer
	url string
}

type patchworkCheck struct {
	State       string `json:"state"`
	TargetURL   string `json:"target_url,omitempty"`
	Context     string `json:"context"`
	Description string `json:"description"`
}

func (p *patchwork) input(d *done) error {
	var counts levels
	counts.add(d.result.Findings)
	check := patchworkCheck{counts.choose("success", "warning", "fail"), p.url, programName, counts.String()}
	if err := encodeLine(p.w, check); err != nil {
		return err
	}
	return p.w.Flush()
}

func (p *patchwork) end(Outcome) error { return p.w.Flush() }
