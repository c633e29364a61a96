// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"sort"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// batch is the fixes that are made to a text at once.
type batch struct {
	before, after []byte
	made          []madeFix
	edits         []fix.Edit
	known         *ground
}

// madeFix is one of them: a finding and the index of its fix.
type madeFix struct {
	finding *Finding
	fix     int
}

// newBatch makes the fixes that want chooses, leaving out those that would
// touch one made before.
func newBatch(in Input, findings []*Finding, want func(*Finding) int) *batch {
	b := &batch{before: in.Bytes, after: in.Bytes}
	var groups []fix.Group
	var chosen []madeFix
	for _, f := range findings {
		if i := want(f); i >= 0 && i < len(f.Fixes) {
			groups = append(groups, fix.Group(f.Fixes[i].Edits))
			chosen = append(chosen, madeFix{f, i})
		}
	}
	edits, kept := fix.Choose(groups)
	if len(kept) == 0 {
		return b
	}
	for _, k := range kept {
		b.made = append(b.made, chosen[k])
	}
	if in.Form == Patch {
		edits = fix.Recount(in.Bytes, edits)
	}
	b.edits = edits
	b.after = fix.Apply(in.Bytes, edits)
	return b
}

// ground tells where places of the text before are in the text after.
type ground struct {
	edits []fix.Edit
	grown []int64 // by how much the text has grown behind each edit
	lines []uint32
}

func (b *batch) ground() *ground {
	if b.known != nil {
		return b.known
	}
	g := &ground{edits: b.edits, lines: []uint32{0}}
	by := int64(0)
	for _, e := range b.edits {
		by += int64(len(e.New)) - int64(e.End-e.Start)
		g.grown = append(g.grown, by)
	}
	for i, c := range b.after {
		if c == '\n' {
			g.lines = append(g.lines, uint32(i)+1)
		}
	}
	b.known = g
	return g
}

// start is where, in the text after, begins what an edit wrote; it ends where
// the edit ends, moved by all that has grown.
func (g *ground) start(k int) int64 {
	return int64(g.edits[k].End) + g.grown[k] - int64(len(g.edits[k].New))
}

// origin is the range of the text before that a range of the text after was
// made from: of something new, all of what it was written in place of.
func (g *ground) origin(r source.Range) source.Range {
	from, to := g.back(r.Start)
	if r.End > r.Start {
		_, to = g.back(r.End - 1)
		to = max(to, from)
	} else if to == from+1 {
		to = from
	}
	return source.Range{Start: from, End: to}
}

// back is the range that the byte at an offset of the text after was made of.
func (g *ground) back(offset uint32) (from, to uint32) {
	k := sort.Search(len(g.edits), func(i int) bool { return g.start(i) > int64(offset) }) - 1
	if k < 0 {
		return offset, offset + 1
	}
	at := int64(offset) - g.grown[k]
	if e := g.edits[k]; at < int64(e.End) {
		return e.Start, e.End
	}
	return uint32(at), uint32(at) + 1
}

// touches reports whether a fix wrote on lines first to last of the text after.
func (g *ground) touches(m madeFix, first, last int) bool {
	for _, e := range m.finding.Fixes[m.fix].Edits {
		k := sort.Search(len(g.edits), func(i int) bool { return g.edits[i].Start >= e.Start && g.edits[i].End >= e.End })
		if k == len(g.edits) {
			continue
		}
		from := g.start(k)
		if g.line(uint32(from)) <= last && first <= g.line(uint32(from)+uint32(len(g.edits[k].New))) {
			return true
		}
	}
	return false
}

// moved is the line, in the text after, of an offset of the text before; for
// one inside of what is replaced that on which the new text ends.
func (g *ground) moved(offset uint32) int {
	k := sort.Search(len(g.edits), func(i int) bool { return g.edits[i].Start >= offset }) - 1
	if k < 0 {
		return g.line(offset)
	}
	return g.line(uint32(max(0, int64(max(offset, g.edits[k].End))+g.grown[k])))
}

// line is the line of the text after, from 0, that holds an offset.
func (g *ground) line(offset uint32) int {
	return sort.Search(len(g.lines), func(i int) bool { return g.lines[i] > offset }) - 1
}

// near is how many lines from a finding the fix may be that brought it in.
const near = 3

// guilty are the fixes that brought in findings. A finding was there before if
// one of the same type stood on the line that is now its line, or on one beside
// it; one that want fixes in its turn does not count.
func (b *batch) guilty(before, after []*Finding, want func(*Finding) int) []madeFix {
	var g *ground
	var old map[string][]int // lines that each type was found on, after the fixes
	var spans [][2]int       // the lines that each fix touches
	var out []madeFix
	for _, f := range after {
		if want(f) >= 0 {
			continue
		}
		if g == nil {
			g = b.ground()
			old = map[string][]int{}
			for _, o := range before {
				old[o.Rule.Type] = append(old[o.Rule.Type], g.moved(o.Range.Start))
			}
			for _, m := range b.made {
				edits := m.finding.Fixes[m.fix].Edits
				spans = append(spans, [2]int{g.moved(edits[0].Start), g.moved(edits[len(edits)-1].End)})
			}
		}
		if line := g.line(f.Range.Start); !within(old[f.Rule.Type], line, 1) {
			out = append(out, b.beside(line, spans)...)
		}
	}
	return out
}

func within(lines []int, line, reach int) bool {
	for _, l := range lines {
		if l >= line-reach && l <= line+reach {
			return true
		}
	}
	return false
}

// beside are the fixes that touch a line or, if there are none, those near it.
func (b *batch) beside(line int, spans [][2]int) []madeFix {
	for _, reach := range []int{0, near} {
		var out []madeFix
		for i, m := range b.made {
			if spans[i][0]-reach <= line && line <= spans[i][1]+reach {
				out = append(out, m)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}
