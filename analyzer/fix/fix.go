// SPDX-License-Identifier: GPL-2.0-or-later

// Package fix applies edits to bytes: it chooses a set without overlap, keeps
// their order, and carries edits of a text back to the patch that the text is
// part of. It knows no rules and writes no files.
package fix

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// Edit replaces the bytes [Start, End) by New.
type Edit struct {
	Start, End uint32
	New        string
}

// Group is the edits of one fix: all of them are applied, or none.
type Group []Edit

// Choose keeps the groups, in the order given, that touch nothing which a
// group kept before touches. Two insertions at one place touch each other; so
// do an insertion and a replacement that ends or begins there. Equal edits of
// two groups do not if one of the two groups has all edits of the other: then
// the larger is done. Otherwise each would do by half what the other does: one
// takes a pair of braces away, the other moves one of them.
func Choose(groups []Group) (edits []Edit, kept []int) {
	var owners []int // the largest group that has the edit
	for i, g := range groups {
		if len(g) == 0 || !g.ordered() {
			continue
		}
		fresh := make([]Edit, 0, len(g))
		var shared []int
		clash := false
		for _, e := range g {
			at, found := slices.BinarySearchFunc(edits, e, compare)
			if found && edits[at] == e {
				if n := len(shared); n == 0 || shared[n-1] != owners[at] {
					shared = append(shared, owners[at])
				}
				continue
			}
			if at > 0 && edits[at-1].End >= e.Start || at < len(edits) && edits[at].Start <= e.End {
				clash = true
				break
			}
			fresh = append(fresh, e)
		}
		if clash || len(fresh) > 0 && slices.ContainsFunc(shared, func(o int) bool { return !g.has(groups[o]) }) {
			continue
		}
		if kept = append(kept, i); len(fresh) == 0 {
			continue
		}
		for _, e := range g {
			at, found := slices.BinarySearchFunc(edits, e, compare)
			if found {
				owners[at] = i
				continue
			}
			edits = slices.Insert(edits, at, e)
			owners = slices.Insert(owners, at, i)
		}
	}
	return edits, kept
}

// has reports whether all edits of another group are among those of this one.
func (g Group) has(o Group) bool {
	for _, e := range o {
		if _, found := slices.BinarySearchFunc(g, e, compare); !found {
			return false
		}
	}
	return true
}

func compare(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), strings.Compare(a.New, b.New))
}

// ordered reports whether the edits ascend without overlap.
func (g Group) ordered() bool {
	for i, e := range g {
		if e.End < e.Start || i > 0 && g[i-1].End > e.Start {
			return false
		}
	}
	return true
}

// Apply returns text with the edits made; they ascend without overlap, as
// Choose leaves them. Edits outside the text are left out.
func Apply(text []byte, edits []Edit) []byte {
	var out bytes.Buffer
	out.Grow(len(text) + 64)
	at := uint32(0)
	for _, e := range edits {
		if e.Start < at || e.End < e.Start || int(e.End) > len(text) {
			continue
		}
		out.Write(text[at:e.Start])
		out.WriteString(e.New)
		at = e.End
	}
	out.Write(text[at:])
	return out.Bytes()
}

// ToInput carries edits of a text to the input it was made from. For a whole
// file they are the same. For hunks of a patch, lines keep their markers, new
// lines become added lines, and lines that vanish take their marker along; ok
// is false when an edit would change a line that the patch does not add.
func ToInput(t *source.Text, edits []Edit) (out []Edit, ok bool) {
	if t.Whole {
		return edits, true
	}
	if t.Decoded {
		return nil, false
	}
	for _, e := range edits {
		more, ok := toPatch(t, e)
		if !ok {
			return nil, false
		}
		out = append(out, more...)
	}
	return out, Group(out).ordered()
}

func toPatch(t *source.Text, e Edit) ([]Edit, bool) {
	if len(t.Lines) == 0 {
		return nil, false
	}
	first := t.LineAt(e.Start)
	last := first
	if e.End > e.Start {
		last = t.LineAt(e.End)
		wholeLines := strings.HasSuffix(e.New, "\n") || e.New == "" && e.Start == t.Lines[first].Start
		if t.Lines[last].Start == e.End && last > first && wholeLines {
			last--
		}
	}
	for i := first; i <= last; i++ {
		if t.Lines[i].Origin != source.Added || t.Lines[i].Hunk != t.Lines[first].Hunk {
			return nil, false
		}
	}
	a, b := t.Lines[first], t.Lines[last]
	if first == last && e.End <= b.End {
		return []Edit{{Start: a.InputStart + e.Start - a.Start, End: a.InputStart + e.End - a.Start,
			New: strings.ReplaceAll(e.New, "\n", "\n+")}}, true
	}
	return replaceLines(t, e, first, last)
}

// replaceLines handles an edit that takes line feeds away.
func replaceLines(t *source.Text, e Edit, first, last int) ([]Edit, bool) {
	a, b := t.Lines[first], t.Lines[last]
	text := string(t.Raw[a.Start:e.Start]) + e.New
	whole := e.End > b.End
	if !whole {
		text += string(t.Raw[e.End:b.End])
	} else if strings.HasSuffix(text, "\n") {
		text, whole = text[:len(text)-1], false
	} else if text != "" {
		return nil, false // would join the next line, which may not be ours
	}
	var fresh []string
	if !whole {
		fresh = strings.Split(text, "\n")
	}
	var out []Edit
	for i := first; i <= last; i++ {
		l := t.Lines[i]
		size := l.End - l.Start
		k := i - first
		switch {
		case k >= len(fresh):
			out = append(out, Edit{Start: l.InputStart - 1, End: l.InputStart + size + 1})
		case i == last && len(fresh) > k+1:
			out = append(out, Edit{Start: l.InputStart, End: l.InputStart + size, New: strings.Join(fresh[k:], "\n+")})
		case string(t.Raw[l.Start:l.End]) != fresh[k]:
			out = append(out, Edit{Start: l.InputStart, End: l.InputStart + size, New: fresh[k]})
		}
	}
	return out, true
}
