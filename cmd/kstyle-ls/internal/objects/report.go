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
	var unchanged, same, spelling, differ, broken int
	extra := map[string]int{}
	for _, s := range p.subjects {
		switch {
		case s.diff == "":
			unchanged++
		case s.after.failure != "":
			broken++
		case s.bad():
			differ++
		case s.spelling:
			spelling++
			fmt.Fprintf(w, "%s: the same but for strings that macros make of code, and for guesses at branches\n", s.path)
		default:
			same++
		}
		if s.bad() {
			p.accusation(w, s)
		}
		for flag, n := range s.after.warnings {
			if more := n - s.before.warnings[flag]; more > 0 {
				extra[flag] += more
				fmt.Fprintf(w, "%s: %d more warnings by %s\n", s.path, more, flag)
			}
		}
	}
	table(w, p.rows())
	fmt.Fprintf(w, "\n%d objects compared: %d the same, %d the same at a second look, %d differ, %d no longer compile; %d files had nothing to fix\n",
		len(p.subjects)-unchanged, same, spelling, differ, broken, unchanged)
	for _, flag := range slices.Sorted(maps.Keys(extra)) {
		fmt.Fprintf(w, "new warnings by %s: %d\n", flag, extra[flag])
	}
	return p.reportDeclared(w) && differ+broken == 0
}

// accusation prints what is wrong with a subject and by whose doing.
func (p *proof) accusation(w io.Writer, s *subject) {
	fmt.Fprintf(w, "\n%s: %s\n", s.path, p.head(s.harm))
	for _, types := range s.together {
		fmt.Fprintf(w, "by these only together: %s\n", types)
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

// rows count what became of the fixes, by type. A part that several subjects
// have is counted once: as guilty if it is for one of them, as proved if it is
// well for one.
func (p *proof) rows() map[string]*row {
	type fate struct{ guilty, proved bool }
	fates := map[[2]string]fate{}
	for _, s := range p.subjects {
		if s.diff == "" {
			continue
		}
		for _, part := range s.parts {
			for typ := range p.offers[part] {
				if _, ok := declared()[typ]; ok {
					continue
				}
				key := [2]string{part, typ}
				f := fates[key]
				_, guilty := s.guilty[typ]
				f.guilty = f.guilty || guilty
				f.proved = f.proved || !guilty && (!s.bad() || len(s.guilty) > 0)
				fates[key] = f
			}
		}
	}
	rows := map[string]*row{}
	for key, f := range fates {
		part, typ := key[0], key[1]
		r := rows[typ]
		if r == nil {
			r = &row{typ: typ}
			rows[typ] = r
		}
		n := p.offers[part][typ]
		r.files++
		r.fixes += n
		if f.guilty {
			r.guilty++
		} else if f.proved {
			r.proved += n
		}
	}
	return rows
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
