// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
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
// tokens of the text to those of the text before.
func spans(tokens []lexeme, lines int, place func(int) int) []span {
	out := make([]span, lines+2)
	k := 0
	for line := 1; line < len(out); line++ {
		first := k
		for k < len(tokens) && tokens[k].line <= line {
			k++
		}
		out[line] = span{place(first), place(k)}
	}
	return out
}

// Resync looks this many tokens ahead, and wants this many to agree.
const (
	resyncWithin = 400
	resyncRun    = 5
)

// align translates indexes of tokens of b to those of a, which are the same
// text but for small changes.
func align(a, b []lexeme) []int {
	out := make([]int, len(b)+1)
	i, k := 0, 0
	for k < len(b) {
		if i < len(a) && a[i].text == b[k].text {
			out[k] = i
			i, k = i+1, k+1
			continue
		}
		skipA, skipB := resync(a[i:], b[k:])
		for n := range skipB {
			out[k+n] = min(i+n, i+skipA)
		}
		i, k = i+skipA, k+skipB
	}
	out[len(b)] = len(a)
	return out
}

// resync is the least that must be skipped on both sides until they agree.
func resync(a, b []lexeme) (skipA, skipB int) {
	for sum := 1; sum < resyncWithin; sum++ {
		for x := max(0, sum-len(b)); x <= min(sum, len(a)); x++ {
			if agree(a[x:], b[sum-x:]) {
				return x, sum - x
			}
		}
	}
	return len(a), len(b)
}

func agree(a, b []lexeme) bool {
	n := min(resyncRun, len(a), len(b))
	for i := range n {
		if a[i].text != b[i].text {
			return false
		}
	}
	return n == resyncRun || len(a) == len(b)
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

// add counts one file. A finding was there before if one of the same type
// spoke of the same code; each of those before stands for one after.
func (t *table) add(path string, before, after version, fixes offer) {
	type old struct {
		kernel.Finding
		at            span
		offered, used bool
	}
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
	for _, f := range after.findings {
		f.Path = path
		r := t.row(f.Type)
		r.after++
		at := after.at(f)
		i := slices.IndexFunc(olds[f.Type], func(o *old) bool { return !o.used && !o.offered && o.at.touches(at) })
		if i < 0 {
			i = slices.IndexFunc(olds[f.Type], func(o *old) bool { return !o.used && o.at.touches(at) })
		}
		if i < 0 {
			r.fresh++
			t.fresh = append(t.fresh, f.String())
			continue
		}
		o := olds[f.Type][i]
		if o.used = true; o.offered {
			r.kept++
			t.kept = append(t.kept, f.String())
		}
	}
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
