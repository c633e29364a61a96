// SPDX-License-Identifier: GPL-2.0-or-later

// Package silence leaves findings out that somebody has looked at and wants to
// keep as they are. It knows two ways: records beside the source, because
// upstream trees take no comments of tools, and comments in it, for those who
// own their tree. It knows no rule and reads nothing but what it is handed,
// except the one file of the records.
package silence

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/anchor"
)

// Record is one finding that is kept silent. It has no line number: it is
// found again by what stands there, wherever edits have moved it.
type Record struct {
	Type     string
	Path     string // from the top of the repository, with slashes
	Function string // that encloses it; empty at file scope
	Text     string // its first line, with blanks made one
	N        int    // which of the same in the function, from 1
	Reason   string // may be empty
}

// Records is the content of a file of records. The zero value is empty.
type Records struct {
	List []Record
}

const header = "# kstyle-ls: findings kept silent; type, path, function, text, which of the same, reason; between tabs\n"

// Parse reads records. Lines that are none are left out and told.
func Parse(data []byte) (Records, []string) {
	var r Records
	var problems []string
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 6 {
			problems = append(problems, fmt.Sprintf("line %d has %d fields, not 6", n+1, len(fields)))
			continue
		}
		which, err := strconv.Atoi(fields[4])
		if err != nil || which < 1 {
			problems = append(problems, fmt.Sprintf("line %d: %q is not which of the same", n+1, fields[4]))
			continue
		}
		r.List = append(r.List, Record{fields[0], fields[1], fields[2], fields[3], which, fields[5]})
	}
	return r, problems
}

// Format writes records, sorted, so that two who merge them see no noise.
func (r Records) Format() []byte {
	list := slices.Clone(r.List)
	slices.SortFunc(list, Record.compare)
	var b bytes.Buffer
	b.WriteString(header)
	for _, x := range slices.Compact(list) {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%d\t%s\n", x.Type, oneLine(x.Path), oneLine(x.Function), oneLine(x.Text), x.N, oneLine(x.Reason))
	}
	return b.Bytes()
}

func (x Record) compare(y Record) int {
	return cmp.Or(strings.Compare(x.Path, y.Path), strings.Compare(x.Type, y.Type), strings.Compare(x.Function, y.Function),
		strings.Compare(x.Text, y.Text), cmp.Compare(x.N, y.N), strings.Compare(x.Reason, y.Reason))
}

// oneLine keeps a field from breaking the format.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Add puts a record in, unless it is there.
func (r *Records) Add(x Record) {
	x.Path, x.Function, x.Text, x.Reason = oneLine(x.Path), oneLine(x.Function), oneLine(x.Text), oneLine(x.Reason)
	if !slices.ContainsFunc(r.List, func(y Record) bool { y.Reason = x.Reason; return x == y }) {
		r.List = append(r.List, x)
	}
}

// Remove takes a record out, whatever its reason, and reports whether it was
// there.
func (r *Records) Remove(x Record) bool {
	before := len(r.List)
	r.List = slices.DeleteFunc(r.List, func(y Record) bool { y.Reason = x.Reason; return x == y })
	return len(r.List) < before
}

// key is what of a record is compared. In a patch the function is often out of
// sight, so that it does not count there.
type key struct{ typ, path, function, text string }

func (x Record) key(inPatch bool) key {
	k := key{x.Type, x.Path, x.Function, x.Text}
	if inPatch {
		k.function = ""
	}
	return k
}

// For returns the records that would silence the findings of an input, one
// each and in their order. pathOf gives the path from the top of the
// repository of the file that a finding is in.
func For(in analyzer.Input, findings []*analyzer.Finding, pathOf func(*analyzer.Finding) string) []Record {
	out := make([]Record, len(findings))
	count := map[key]int{}
	inPatch := in.Form != analyzer.File
	var functions anchor.Functions
	if !inPatch {
		functions = anchor.FindFunctions(in.Bytes)
	}
	for _, i := range byPlace(findings) {
		f := findings[i]
		x := Record{Type: f.Rule.Type, Path: pathOf(f), Text: anchor.Line(in.Bytes, int(f.Range.Start), inPatch)}
		if !inPatch {
			x.Function = functions.At(int(f.Range.Start))
		}
		k := x.key(inPatch)
		count[k]++
		x.N = count[k]
		out[i] = x
	}
	return out
}

// byPlace returns the indices of findings in the order of the text.
func byPlace(findings []*analyzer.Finding) []int {
	order := make([]int, len(findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(findings[a].Range.Start, findings[b].Range.Start)
	})
	return order
}

// Silent reports for each finding whether a record silences it, and for each
// record whether it silenced one. A record whose number is higher than there
// are findings of its kind takes the last one left: one before it has gone.
func (r Records) Silent(in analyzer.Input, findings []*analyzer.Finding, pathOf func(*analyzer.Finding) string) (silent, used []bool) {
	silent, used = make([]bool, len(findings)), make([]bool, len(r.List))
	if len(r.List) == 0 || len(findings) == 0 {
		return silent, used
	}
	inPatch := in.Form != analyzer.File
	at := map[key][]int{} // findings of a kind, in order
	for i, x := range For(in, findings, pathOf) {
		at[x.key(inPatch)] = append(at[x.key(inPatch)], i)
	}
	for _, same := range at {
		slices.SortFunc(same, func(a, b int) int { return cmp.Compare(findings[a].Range.Start, findings[b].Range.Start) })
	}
	// The exact ones first, then those whose number has become too high.
	for _, exact := range []bool{true, false} {
		for i, x := range r.List {
			same := at[x.key(inPatch)]
			n := min(x.N, len(same)) - 1
			if used[i] || n < 0 || exact != (x.N <= len(same)) {
				continue
			}
			for n > 0 && silent[same[n]] {
				n--
			}
			if !silent[same[n]] {
				silent[same[n]], used[i] = true, true
			}
		}
	}
	return silent, used
}
