// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/linediff"
)

// span is a line in terms of the tokens of the text before: it begins with
// token from and ends before token to. A line without code has from == to.
type span struct{ from, to int }

// touches reports whether two lines hold some of the same code. A line without
// code is the same as what stands on either side of it.
func (s span) touches(o span) bool {
	if s.from == s.to || o.from == o.to {
		return s.from <= o.to && o.from <= s.to
	}
	return s.from < o.to && o.from < s.to
}

// spans is what each line of a text holds, from line 1 on. place translates
// tokens of the text to those of the text before; what is gone between two
// tokens belongs to the lines without code that stand there.
func spans(tokens []lexeme, lines int, place func(int) int) []span {
	out := make([]span, lines+2)
	k := 0
	for line := 1; line < len(out); line++ {
		first := k
		for k < len(tokens) && tokens[k].line <= line {
			k++
		}
		behind := 0
		if k > 0 {
			behind = place(k-1) + 1
		}
		if out[line] = (span{place(first), behind}); first == k {
			out[line] = span{min(behind, place(k)), place(k)}
		}
	}
	return out
}

// align translates indexes of tokens of b to those of a, which are the same
// text but for small changes.
func align(a, b []lexeme) []int {
	out := make([]int, 0, len(b)+1)
	at := 0
	for _, h := range linediff.Diff(onePerLine(a), onePerLine(b)) {
		for len(out) < h.ToLine {
			out = append(out, at)
			at++
		}
		for n := range h.ToLineEnd - h.ToLine {
			out = append(out, min(h.FromLine+n, h.FromLineEnd))
		}
		at = h.FromLineEnd
	}
	for len(out) < len(b) {
		out = append(out, at)
		at++
	}
	return append(out, len(a))
}

// onePerLine writes each token on a line of its own.
func onePerLine(tokens []lexeme) []byte {
	var out []byte
	for _, l := range tokens {
		out = append(append(out, strings.ReplaceAll(l.text, "\n", "\\n")...), '\n')
	}
	return out
}

// row counts findings of one type.
type row struct {
	typ string
	// before and after count the script's findings; offered those before to
	// which kstyle-ls has a safe fix, kept those of them that are still there,
	// fresh those after that were not there before.
	before, after, offered, kept, fresh int
}

// table counts by type.
type table struct {
	rows map[string]*row
	// fresh are the findings that were not there before, kept those that were
	// to be fixed, for display.
	fresh, kept []string
}

func (t *table) row(typ string) *row {
	if t.rows == nil {
		t.rows = map[string]*row{}
	}
	if t.rows[typ] == nil {
		t.rows[typ] = &row{typ: typ}
	}
	return t.rows[typ]
}

// version is one text with what the script says of it.
type version struct {
	findings []kernel.Finding
	spans    []span
}

func (v *version) at(f kernel.Finding) span {
	return v.spans[min(max(f.Line, 1), len(v.spans)-1)]
}

// offer says for which lines and types a safe fix is offered, and how many.
type offer map[string]int

func offerKey(line int, typ string) string { return fmt.Sprintf("%d %s", line, typ) }

// old is a finding of the text before. Each stands for one after.
type old struct {
	kernel.Finding
	at            span
	offered, used bool
}

// add counts one file. A finding was there before if one of the same type
// spoke of the same code, or one that says the same to the word stood on a
// line beside it: of a statement the script names now this line and now that.
func (t *table) add(path string, before, after version, fixes offer) {
	olds := map[string][]*old{}
	for _, f := range before.findings {
		r := t.row(f.Type)
		r.before++
		o := &old{Finding: f, at: before.at(f)}
		if key := offerKey(f.Line, f.Type); fixes[key] > 0 {
			fixes[key]--
			o.offered = true
			r.offered++
		}
		olds[f.Type] = append(olds[f.Type], o)
	}
	var rest []kernel.Finding
	for _, f := range after.findings {
		f.Path = path
		t.row(f.Type).after++
		at := after.at(f)
		same := func(o *old) bool { return o.at.touches(at) }
		if !t.stays(f, olds[f.Type], func(o *old) bool { return !o.offered && same(o) }) && !t.stays(f, olds[f.Type], same) {
			rest = append(rest, f)
		}
	}
	for _, f := range rest {
		at := after.at(f)
		if !t.stays(f, olds[f.Type], func(o *old) bool { return o.Message == f.Message && before.beside(o.Line, at) }) {
			t.row(f.Type).fresh++
			t.fresh = append(t.fresh, f.String())
		}
	}
}

// stays counts a finding as one that was there before, if one fits.
func (t *table) stays(f kernel.Finding, olds []*old, fits func(*old) bool) bool {
	i := slices.IndexFunc(olds, func(o *old) bool { return !o.used && fits(o) })
	if i < 0 {
		return false
	}
	olds[i].used = true
	if olds[i].offered {
		t.row(f.Type).kept++
		t.kept = append(t.kept, f.String())
	}
	return true
}

// beside reports whether a line, or the one before or behind it, holds some of
// the same code.
func (v *version) beside(line int, at span) bool {
	for l := max(1, line-1); l <= min(line+1, len(v.spans)-1); l++ {
		if v.spans[l].touches(at) {
			return true
		}
	}
	return false
}

// print writes the table: types that are fixed at all first, then the others
// in one line.
func (t *table) print(w io.Writer, show int) {
	for _, list := range []struct {
		title string
		lines []string
	}{{"not there before", t.fresh}, {"to be fixed and still there", t.kept}} {
		if len(list.lines) == 0 {
			continue
		}
		slices.Sort(list.lines)
		fmt.Fprintf(w, "%s:\n", list.title)
		for _, line := range list.lines[:min(show, len(list.lines))] {
			fmt.Fprintf(w, "  %s\n", line)
		}
		if more := len(list.lines) - show; more > 0 {
			fmt.Fprintf(w, "  ... and %d more\n", more)
		}
		fmt.Fprintln(w)
	}
	var fixed, others row
	all := make([]*row, 0, len(t.rows))
	for _, r := range t.rows {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *row) int {
		return cmp.Or(cmp.Compare(b.before, a.before), cmp.Compare(a.typ, b.typ))
	})
	fmt.Fprintf(w, "%-36s %8s %8s %8s   %8s %8s %8s %8s\n", "type", "before", "after", "fewer", "with fix", "kept", "fewer", "new")
	for _, r := range all {
		if r.offered == 0 && r.fresh == 0 {
			others.sum(r)
			continue
		}
		if r.offered > 0 {
			fixed.sum(r)
		} else {
			others.sum(r)
		}
		r.print(w, r.typ)
	}
	fmt.Fprintln(w)
	fixed.print(w, "types with safe fixes")
	others.print(w, "types without")
	fixed.sum(&others)
	fixed.print(w, "all")
}

func (r *row) sum(o *row) {
	r.before += o.before
	r.after += o.after
	r.offered += o.offered
	r.kept += o.kept
	r.fresh += o.fresh
}

func (r *row) print(w io.Writer, title string) {
	fmt.Fprintf(w, "%-36s %8d %8d %8s   %8d %8d %8s %8d\n", title, r.before, r.after, fewer(r.before, r.after), r.offered, r.kept, fewer(r.offered, r.kept), r.fresh)
}

func fewer(before, after int) string {
	if before == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(before-after)/float64(before))
}
