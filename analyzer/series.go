// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"context"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// SeriesOptions say how the mails of a series are judged together.
type SeriesOptions struct {
	// CoverLetter is how many patches may do without a cover letter; zero
	// asks for none but where the kernel's documents do.
	CoverLetter int
	// Commits tells that the mails are made of commits: they have no numbers
	// yet, no version and no thread.
	Commits bool
}

// Series is mails that are sent together, in the order of their numbers, or as
// they were given where not all have one.
type Series struct {
	Mails   []*Mail
	Options SeriesOptions
}

// Mail is one mail of a series: a patch or the cover letter.
type Mail struct {
	*patch.Message
	// Place is the mail's place among those that were given, from zero.
	Place int
	View  *View
}

// Patches are the mails that are not the cover letter.
func (s *Series) Patches() []*Mail {
	return slices.DeleteFunc(slices.Clone(s.Mails), func(m *Mail) bool { return m.Cover })
}

// Cover is the cover letter, nil if there is none.
func (s *Series) Cover() *Mail {
	if i := slices.IndexFunc(s.Mails, func(m *Mail) bool { return m.Cover }); i >= 0 {
		return s.Mails[i]
	}
	return nil
}

// ReportMail adds a finding about the subject of a mail, or about its first
// line if it has none.
func (p *Pass) ReportMail(m *Mail, level Level, r *Rule, format string, args ...any) *Finding {
	for i := range m.View.Len() {
		line := m.View.Line(i)
		if !line.InHeader() {
			break
		}
		if len(line.Text) > len("subject:") && strings.EqualFold(string(line.Text[:len("subject:")]), "subject:") {
			return p.ReportView(m.View, level, r, i, 0, -1, format, args...)
		}
	}
	return p.ReportView(m.View, level, r, -1, 0, -1, format, args...)
}

// CheckSeries judges the patches in the inputs as one series, and returns what
// only the whole shows, by input. What one patch shows by itself is the
// business of Check. Inputs that are no patches are left out. Nothing is found
// in parity mode: checkpatch knows no series.
func (a *Analyzer) CheckSeries(ctx context.Context, inputs []Input, o *Options, so SeriesOptions) ([]*Result, error) {
	streams := make([]*patch.Stream, len(inputs))
	for i, in := range inputs {
		if in.Form == Patch {
			streams[i] = patch.Parse(in.Bytes, patch.Options{})
		}
	}
	whole := &run{a: a, options: o, ctx: ctx, result: &Result{}}
	findings, err := whole.judgeSeries(newSeries(inputs, streams, so))
	if err != nil {
		return nil, err
	}
	results := make([]*Result, len(inputs))
	for i, in := range inputs {
		r := &run{a: a, options: o, ctx: ctx, result: &Result{}}
		r.collectInput(streams[i], findings[streams[i]])
		results[i] = r.finish(in)
	}
	if len(results) > 0 {
		results[0].Broken = whole.result.Broken
	}
	return results, nil
}

// series judges the mails of one input as a series.
func (r *run) series(in Input, s *patch.Stream) error {
	findings, err := r.judgeSeries(newSeries([]Input{in}, []*patch.Stream{s}, *r.options.Series))
	if err == nil {
		r.collectInput(s, findings[s])
	}
	return err
}

// judgeSeries runs the checks of series and returns their findings by input.
// One that panics is left out and the others begin anew.
func (r *run) judgeSeries(s *Series) (map[*patch.Stream][]*Finding, error) {
	found := map[*patch.Stream][]*Finding{}
	if r.options.Parity || len(s.Patches()) == 0 {
		return found, nil
	}
	for {
		w := &walker{r: r, pass: &Pass{Facts: r.options.Facts.Fill(), options: r.options, strict: r.options.Strict}}
		broken, err := w.guarded(func() error {
			w.each(r.a.series, func(c *Check) { c.OnSeries(w.pass, s) })
			return r.ctx.Err()
		})
		if err != nil {
			return nil, err
		}
		if broken != nil {
			continue
		}
		for _, f := range w.pass.findings {
			found[f.stream] = append(found[f.stream], f)
		}
		return found, nil
	}
}

// newSeries puts the mails of all inputs together. Answers in a mailbox are
// left out, and so is what is no patch.
func newSeries(inputs []Input, streams []*patch.Stream, so SeriesOptions) *Series {
	s := &Series{Options: so}
	numbered := true
	for i, stream := range streams {
		if stream == nil {
			continue
		}
		for _, m := range stream.Messages {
			answer := len(m.SubjectRaw) > 3 && strings.EqualFold(m.SubjectRaw[:3], "re:")
			if answer || len(m.Files) == 0 && !m.Cover {
				continue
			}
			numbered = numbered && m.Number >= 0
			s.Mails = append(s.Mails, &Mail{Message: m, Place: len(s.Mails), View: newMessageView(inputs[i].Name, stream, m)})
		}
	}
	if numbered {
		slices.SortStableFunc(s.Mails, func(a, b *Mail) int { return a.Number - b.Number })
	}
	return s
}
