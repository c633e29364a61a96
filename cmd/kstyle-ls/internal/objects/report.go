// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// row counts what became of the fixes of one type.
type row struct {
	typ string
	// files hold fixes fixes of the type; proved of these are in files whose
	// objects stayed the same, or differ by other types' doing. guilty counts
	// files that the type alone makes differ.
	files, fixes, proved, guilty int
}

// report prints the verdict and tells if it is good.
func (p *proof) report(w io.Writer) bool {
	var unchanged, same, differ, broken, unsolved int
	rows := map[string]*row{}
	extra := map[string]int{}
	for _, s := range p.subjects {
		switch {
		case s.diff == "":
			unchanged++
		case s.after.failure != "":
			broken++
		case s.bad():
			differ++
		default:
			same++
		}
		if s.bad() {
			p.accusation(w, s)
			if len(s.guilty) == 0 {
				unsolved++
			}
		}
		for flag, n := range s.after.warnings {
			if more := n - s.before.warnings[flag]; more > 0 {
				extra[flag] += more
				fmt.Fprintf(w, "%s: %d more warnings by %s\n", s.path, more, flag)
			}
		}
		count(rows, s)
	}
	table(w, rows)
	fmt.Fprintf(w, "\n%d objects compared: %d the same, %d differ (%d only by types together), %d files no longer compile; %d files were not changed\n",
		same+differ, same, differ, unsolved, broken, unchanged)
	for _, flag := range slices.Sorted(maps.Keys(extra)) {
		fmt.Fprintf(w, "new warnings by %s: %d\n", flag, extra[flag])
	}
	return differ+broken == 0
}

// accusation prints what is wrong with a subject and by whose doing.
func (p *proof) accusation(w io.Writer, s *subject) {
	fmt.Fprintf(w, "\n%s: %s\n", s.path, p.head(harm(s.before, s.after)))
	if len(s.guilty) == 0 {
		fmt.Fprintf(w, "by no type alone; well without any of: %s\n", strings.Join(s.together, " "))
		fmt.Fprintf(w, "%s\n", p.head(s.diff))
	}
	for _, typ := range slices.Sorted(maps.Keys(s.guilty)) {
		fmt.Fprintf(w, "by %s alone: %s\n", typ, p.head(s.guilty[typ]))
	}
}

// head is the beginning of a long text.
func (p *proof) head(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	if len(lines) > p.show {
		lines = append(lines[:p.show], fmt.Sprintf("... and %d lines more", len(lines)-p.show))
	}
	return strings.Join(lines, "\n")
}

// count adds the fixes of a subject to the rows.
func count(rows map[string]*row, s *subject) {
	if s.diff == "" {
		return
	}
	for typ, n := range s.fixes {
		r := rows[typ]
		if r == nil {
			r = &row{typ: typ}
			rows[typ] = r
		}
		r.files++
		r.fixes += n
		_, guilty := s.guilty[typ]
		switch {
		case guilty:
			r.guilty++
		case !s.bad() || len(s.guilty) > 0:
			r.proved += n
		}
	}
}

// table prints the rows, the guilty first.
func table(w io.Writer, rows map[string]*row) {
	fmt.Fprintf(w, "\n%-28s %8s %8s %8s %8s\n", "type", "fixes", "proved", "files", "guilty")
	all := slices.SortedFunc(maps.Values(rows), func(a, b *row) int {
		return cmp.Or(cmp.Compare(b.guilty, a.guilty), cmp.Compare(b.fixes, a.fixes), cmp.Compare(a.typ, b.typ))
	})
	sum := row{typ: "all"}
	for _, r := range append(all, &sum) {
		fmt.Fprintf(w, "%-28s %8d %8d %8d %8d\n", r.typ, r.fixes, r.proved, r.files, r.guilty)
		sum.fixes += r.fixes
		sum.proved += r.proved
		sum.files += r.files
		sum.guilty += r.guilty
	}
}
