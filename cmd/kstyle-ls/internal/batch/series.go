// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/ready"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/recipients"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/settings"
)

var errNoPatch = errors.New("is no patch; a series is made of patches")

// hold keeps the outcome of one input until all of the series are there.
func (r *runner) hold(d done) {
	switch {
	case errors.Is(d.err, errSkipped):
		return
	case d.err == nil && d.in.Form != analyzer.Patch && !d.item.named:
		return // a folder may hold more than the series
	case d.err == nil && d.in.Form != analyzer.Patch:
		d.err = errNoPatch
	}
	r.held = append(r.held, d)
}

// wholeSeries adds what only all patches together show, hands the inputs on,
// and makes the last page.
func (r *runner) wholeSeries(ctx context.Context) error {
	var inputs []analyzer.Input
	var at []int
	commits := false
	for i, d := range r.held {
		if d.err != nil {
			continue
		}
		inputs, at = append(inputs, d.in), append(at, i)
		commits = commits || d.item.revision != ""
	}
	if len(inputs) > 0 {
		judge := r.held[at[0]].judge
		results, err := r.analyzer.CheckSeries(ctx, inputs, judge.Options,
			analyzer.SeriesOptions{Commits: commits, CoverLetter: judge.Settings.CoverLetter})
		if err != nil {
			return err
		}
		for k, found := range results {
			d := &r.held[at[k]]
			d.result.Broken = append(d.result.Broken, found.Broken...)
			d.result.Findings = append(d.result.Findings, d.judge.Adjust(found.Findings)...)
			slices.SortStableFunc(d.result.Findings, func(a, b *analyzer.Finding) int { return a.Line - b.Line })
		}
	}
	for _, d := range r.held {
		if err := r.take(d); err != nil {
			return err
		}
	}
	r.lastPage()
	return nil
}

// lastPage tells what is open, who must get the series, and how it is sent.
func (r *runner) lastPage() {
	var inputs []ready.Input
	for _, d := range r.held {
		if d.err != nil {
			continue
		}
		inputs = append(inputs, ready.Input{Name: d.item.name, Disk: d.item.disk, Revision: d.item.revision, Text: d.text,
			Findings: d.result.Findings, Fails: func(l analyzer.Level) bool { return settings.Fails(d.judge.Settings, l) }})
	}
	var finder *recipients.Finder
	why := "no kernel tree is here, name one with --root"
	if r.q.Root != "" {
		var err error
		if finder, err = recipients.Open(r.q.Root); err != nil {
			why = err.Error()
		} else {
			defer finder.Close()
		}
	}
	r.outcome.Ready = ready.Build(inputs, finder, r.outcome.Failures)
	if finder == nil {
		r.outcome.Ready.Notes = append(r.outcome.Ready.Notes, "who must get it is not known: "+why)
	}
}

// showPage prints the last page where people look. Programs have it in JSON.
func (r *runner) showPage(page *ready.Page) error {
	if slices.Contains(r.q.Outputs, Output{Format: "json"}) {
		return nil
	}
	to := r.aside()
	if r.outcome.Findings > 0 && to == r.q.Stdout {
		fmt.Fprintln(to)
	}
	return page.Print(to, printable)
}
