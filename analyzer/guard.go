// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"cmp"
	"sort"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// judge asks what checkpatch would find before and after, and names the fixes
// to blame for what it would find in addition.
func (s *settler) judge(in Input, w way) ([]placedFix, error) {
	if s.options.Parity {
		return nil, nil // judged round by round
	}
	before, err := s.script(in)
	if err != nil {
		return nil, err
	}
	in.Bytes = w[len(w)-1].after
	after, err := s.script(in)
	if err != nil {
		return nil, err
	}
	var keys []placedFix
	for _, line := range w.news(before, after) {
		keys = append(keys, w.blame(line)...)
	}
	return keys, nil
}

// judged is what checkpatch would find in a text.
type judged struct {
	text     []byte
	findings []*Finding
}

// script is what checkpatch would find. It remembers the last two texts: one
// is the ground of each new try, the other may become it.
func (s *settler) script(in Input) ([]*Finding, error) {
	for i, known := range s.judged {
		if known.text != nil && bytes.Equal(known.text, in.Bytes) {
			s.judged[0], s.judged[i] = known, s.judged[0]
			return known.findings, nil
		}
	}
	o := *s.options
	o.Parity, o.Keep, o.Series, o.Timing, o.ParseAll = true, nil, nil, false, false
	res, err := s.a.Check(s.ctx, in, &o)
	if err != nil {
		return nil, err
	}
	known := judged{in.Bytes, res.Findings}
	if s.judged[0].text == nil {
		s.judged[0] = known
	} else {
		s.judged[1] = known
	}
	return known.findings, nil
}

// way is how a text became another, batch by batch.
type way []*batch

// origin is the range that a range of the last text was made from.
func (w way) origin(r source.Range) source.Range {
	for i := len(w) - 1; i >= 0; i-- {
		r = w[i].ground().origin(r)
	}
	return r
}

// placedFix names a fix by where its finding is in the first text.
type placedFix struct {
	typ, title string
	at         uint32
}

func (p placedFix) compare(o placedFix) int {
	return cmp.Or(cmp.Compare(p.at, o.at), strings.Compare(p.typ, o.typ), strings.Compare(p.title, o.title))
}

// place names a fix of the last text.
func (w way) place(f *Finding, i int) placedFix {
	at := w.origin(source.Range{Start: f.Range.Start, End: f.Range.Start})
	return placedFix{f.Rule.Type, f.Fixes[i].Title, at.Start}
}

// ink is a piece of a text in bytes that are not blank, counted from its
// beginning: it begins with from and ends before to. Blanks come and go with
// fixes, ink stays where it is.
type ink struct{ from, to uint32 }

// touches reports whether two pieces share ink. What has none is the same as
// what stands on either side of it.
func (i ink) touches(o ink) bool {
	if i.from == i.to || o.from == o.to {
		return i.from <= o.to && o.from <= i.to
	}
	return i.from < o.to && o.from < i.to
}

// inkwell counts the ink of a text.
type inkwell []uint32

func newInkwell(text []byte) inkwell {
	w := make(inkwell, len(text)+1)
	for i, c := range text {
		w[i+1] = w[i]
		if !blank(c) {
			w[i+1]++
		}
	}
	return w
}

func (w inkwell) of(r source.Range) ink { return ink{w[r.Start], w[r.End]} }

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// rows are the lines of a text, as ranges without the blanks around them.
type rows []source.Range

func rowsOf(text []byte) rows {
	var out rows
	at := 0
	for line := range bytes.Lines(text) {
		start, end := at, at+len(line)
		at = end
		for start < end && blank(text[start]) {
			start++
		}
		for start < end && blank(text[end-1]) {
			end--
		}
		out = append(out, source.Range{Start: uint32(start), End: uint32(end)})
	}
	return append(out, source.Range{Start: uint32(at), End: uint32(at)})
}

// of is the row that a finding names.
func (r rows) of(f *Finding) source.Range { return r[min(max(f.Line, 1), len(r))-1] }

// at is the index of the row that holds an offset.
func (r rows) at(offset uint32) int {
	return max(0, sort.Search(len(r), func(i int) bool { return r[i].Start > offset })-1)
}

// standing is a finding of the text before. Each stands for one of the text
// after.
type standing struct {
	*Finding
	ink  ink
	used bool
}

// news are the rows of findings of the text after that were not there before:
// no finding of the same type spoke of the same ink, and none said the same of
// a line beside it, where the script merely names another line of a statement.
func (w way) news(before, after []*Finding) []source.Range {
	base, last := w[0].before, w[len(w)-1].after
	well, olds, lines := newInkwell(base), rowsOf(base), rowsOf(last)
	was := map[string][]*standing{}
	for _, f := range before {
		was[f.Rule.Type] = append(was[f.Rule.Type], &standing{Finding: f, ink: well.of(olds.of(f))})
	}
	var moved []*Finding
	for _, f := range after {
		at := well.of(w.origin(lines.of(f)))
		if !take(was[f.Rule.Type], func(o *standing) bool { return o.ink.touches(at) }) {
			moved = append(moved, f)
		}
	}
	var out []source.Range
	for _, f := range moved {
		at := w.origin(lines.of(f))
		first, end := olds.at(at.Start), olds.at(at.End)
		if !take(was[f.Rule.Type], func(o *standing) bool {
			return o.Message == f.Message && o.Line-1 >= first-1 && o.Line-1 <= end+1
		}) {
			out = append(out, lines.of(f))
		}
	}
	return out
}

// take uses up the first finding that fits.
func take(all []*standing, fits func(*standing) bool) bool {
	for _, o := range all {
		if !o.used && fits(o) {
			o.used = true
			return true
		}
	}
	return false
}

// reaches are how many lines from a finding the fixes may be that are to blame
// for it; more are blamed only if there is none so near.
var reaches = [...]int{0, near, 10 * near}

// blame names the fixes that touched a row of the last text or, failing that,
// lines near it.
func (w way) blame(row source.Range) []placedFix {
	for _, reach := range reaches {
		var keys []placedFix
		r := row
		for i := len(w) - 1; i >= 0; i-- {
			b := w[i]
			g := b.ground()
			first, last := g.line(r.Start)-reach, g.line(r.End)+reach
			for _, m := range b.made {
				if g.touches(m, first, last) {
					keys = append(keys, w[:i].place(m.finding, m.fix))
				}
			}
			r = g.origin(r)
		}
		if len(keys) > 0 {
			return keys
		}
	}
	return nil
}
