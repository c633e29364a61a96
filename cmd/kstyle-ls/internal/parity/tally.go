// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// place is what two findings must share to count as the same.
type place struct {
	path string
	line int
	typ  string
}

// pair is how often each side has a place, with one finding of each side to
// show, and how much oftener the script has each level.
type pair struct {
	recorded, reported int
	theirs, ours       kernel.Finding
	levels             map[string]int
}

// otherLevel reports whether findings that match differ in their levels.
func (p *pair) otherLevel() bool {
	theirs, ours := 0, 0
	for _, n := range p.levels {
		theirs += max(n, 0)
		ours += max(-n, 0)
	}
	return theirs > 0 && ours > 0
}

// tally compares two lists of findings. The zero value is empty.
type tally struct {
	places map[place]*pair
}

func (t *tally) at(f kernel.Finding) *pair {
	if t.places == nil {
		t.places = map[place]*pair{}
	}
	key := place{f.Path, f.Line, f.Type}
	p := t.places[key]
	if p == nil {
		p = &pair{levels: map[string]int{}}
		t.places[key] = p
	}
	return p
}

// add counts the findings of some inputs.
func (t *tally) add(recorded, reported []kernel.Finding) {
	for _, f := range recorded {
		p := t.at(f)
		p.recorded++
		p.theirs = f
		p.levels[f.Level]++
	}
	for _, f := range reported {
		p := t.at(f)
		p.reported++
		p.ours = f
		p.levels[f.Level]--
	}
}

// only forgets all types but those listed; an empty list keeps all.
func (t *tally) only(types string) {
	if types == "" {
		return
	}
	keep := strings.Split(types, ",")
	for key := range t.places {
		if !slices.Contains(keep, key.typ) {
			delete(t.places, key)
		}
	}
}

// row is one line of the table.
type row struct {
	typ                         string
	recorded, reported, matched int
	otherLevel                  int
}

func (r *row) count(p *pair) {
	matched := min(p.recorded, p.reported)
	r.recorded += p.recorded
	r.reported += p.reported
	r.matched += matched
	if p.otherLevel() {
		r.otherLevel++
	}
}

// differing is how many findings only one side has.
func (r *row) differing() int { return r.recorded + r.reported - 2*r.matched }

func share(part, whole int) float64 {
	if whole == 0 {
		return 100
	}
	return 100 * float64(part) / float64(whole)
}

// rows returns one row a type, those with the most differences first, and
// their sum.
func (t *tally) rows() ([]row, row) {
	byType := map[string]*row{}
	var sum row
	for key, p := range t.places {
		r := byType[key.typ]
		if r == nil {
			r = &row{typ: key.typ}
			byType[key.typ] = r
		}
		r.count(p)
		sum.count(p)
	}
	var all []row
	for _, r := range byType {
		all = append(all, *r)
	}
	slices.SortFunc(all, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.differing(), a.differing()), cmp.Compare(b.recorded, a.recorded), cmp.Compare(a.typ, b.typ))
	})
	return all, sum
}

func (t *tally) recallAndPrecision() (recall, precision float64) {
	_, sum := t.rows()
	return share(sum.matched, sum.recorded), share(sum.matched, sum.reported)
}

// print writes the differing findings, at most show of each side, then the
// table and the summary line.
func (t *tally) print(w io.Writer, show int) {
	t.printDifferences(w, show)
	rows, sum := t.rows()
	fmt.Fprintf(w, "%-36s %9s %9s %9s %8s %9s %6s\n", "type", "recorded", "reported", "matched", "recall", "precision", "level")
	good, recordedTypes := 0, 0
	for _, r := range rows {
		recall, precision := share(r.matched, r.recorded), share(r.matched, r.reported)
		fmt.Fprintf(w, "%-36s %9d %9d %9d %7.1f%% %8.1f%% %6d\n", r.typ, r.recorded, r.reported, r.matched, recall, precision, r.otherLevel)
		if r.recorded > 0 {
			recordedTypes++
			if recall >= 95 && precision >= 95 {
				good++
			}
		}
	}
	fmt.Fprintf(w, "\nall: recorded %d reported %d matched %d recall %.2f%% precision %.2f%% ; types at 95%%: %d of %d ; level mismatches %d\n",
		sum.recorded, sum.reported, sum.matched, share(sum.matched, sum.recorded), share(sum.matched, sum.reported), good, recordedTypes, sum.otherLevel)
}

// printDifferences lists what only one side has and where the levels differ.
func (t *tally) printDifferences(w io.Writer, show int) {
	var keys []place
	for key := range t.places {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.typ, b.typ), cmp.Compare(a.path, b.path), cmp.Compare(a.line, b.line))
	})
	for _, side := range []struct {
		title string
		holds func(*pair) bool
		text  func(*pair) string
	}{
		{"only checkpatch.pl reports", func(p *pair) bool { return p.recorded > p.reported }, func(p *pair) string { return p.theirs.String() }},
		{"only kstyle-ls reports", func(p *pair) bool { return p.reported > p.recorded }, func(p *pair) string { return p.ours.String() }},
		{"the levels differ", (*pair).otherLevel, func(p *pair) string { return p.theirs.String() + " (kstyle-ls: " + p.ours.Level + ")" }},
	} {
		shown, more := 0, 0
		for _, key := range keys {
			p := t.places[key]
			if !side.holds(p) {
				continue
			}
			if shown == show {
				more++
				continue
			}
			if shown == 0 {
				fmt.Fprintf(w, "%s:\n", side.title)
			}
			shown++
			fmt.Fprintf(w, "  %s\n", side.text(p))
		}
		if more > 0 {
			fmt.Fprintf(w, "  ... and %d more\n", more)
		}
		if shown > 0 {
			fmt.Fprintln(w)
		}
	}
}
