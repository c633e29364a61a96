// SPDX-License-Identifier: GPL-2.0-or-later

// Package baseline leaves out the findings that a tree had when somebody wrote
// them down, so that only new ones are reported. It counts by file, type and
// enclosing function, so that moved lines change nothing. It reads and writes
// the files that it is told of; where they are is the affair of others, and it
// knows no rule.
package baseline

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/anchor"
)

// Key is what findings are counted by.
type Key struct {
	Path     string // from the folder of the baseline, with slashes
	Type     string
	Function string // empty at file scope
}

// Known is how many findings of a key are known.
type Known struct {
	Count int
	// Marks are short hashes of their lines, sorted. Where there are more
	// findings than Count, those whose line has a mark are the known ones; one
	// that is lost, because the line was edited, does no harm.
	Marks []string
}

// Counts is the content of a baseline.
type Counts map[Key]Known

// header is the first line of every baseline.
const header = "# kstyle-ls baseline 1: path, type, function, count, marks of the lines; between tabs"

// headerStart is what must be there of it.
const headerStart = "# kstyle-ls baseline 1"

// most bounds what is told of a damaged file.
const most = 5

// Parse reads a baseline. Each problem in the error names the file and line.
func Parse(name string, data []byte) (Counts, error) {
	c := Counts{}
	var problems []error
	lines := map[Key]int{}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if n == 1 && !strings.HasPrefix(line, headerStart) {
			return nil, fmt.Errorf("%s:1: is no baseline: it does not begin with %q", name, headerStart)
		}
		if line == "" || line[0] == '#' {
			continue
		}
		key, known, err := parseLine(line)
		if before := lines[key]; err == nil && before > 0 {
			err = fmt.Errorf("the same as line %d, perhaps by a merge; keep one of the two", before)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, n, err))
			continue
		}
		lines[key] = n
		c[key] = known
	}
	if len(problems) > most {
		problems = append(problems[:most], fmt.Errorf("%s: and %d more", name, len(problems)-most))
	}
	return c, errors.Join(problems...)
}

// parseLine reads one line. What it says of a damaged one does not repeat it:
// the file may be anything.
func parseLine(line string) (Key, Known, error) {
	for _, mark := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
		if strings.HasPrefix(line, mark) {
			return Key{}, Known{}, errors.New("a merge was left in conflict here; solve it, or take one side and use --update-baseline")
		}
	}
	fields := strings.Split(line, "\t")
	if len(fields) != 5 {
		return Key{}, Known{}, fmt.Errorf("%d fields between tabs, not 5", len(fields))
	}
	file := fields[0]
	if strings.HasPrefix(file, `"`) {
		plain, err := strconv.Unquote(file)
		if err != nil {
			return Key{}, Known{}, errors.New("the path in quotes does not end")
		}
		file = plain
	}
	if file == "" || path.IsAbs(file) || path.Clean(file) != file || file == ".." || strings.HasPrefix(file, "../") {
		return Key{}, Known{}, errors.New("the path does not lie below the baseline")
	}
	if strings.Trim(fields[1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" || fields[1] == "" {
		return Key{}, Known{}, errors.New("the second field is no type")
	}
	count, err := strconv.Atoi(fields[3])
	if err != nil || count < 1 {
		return Key{}, Known{}, errors.New("the fourth field is no count")
	}
	marks := strings.Fields(fields[4])
	slices.Sort(marks)
	return Key{file, fields[1], fields[2]}, Known{count, marks}, nil
}

// Format writes a baseline, sorted, a line for each count, so that two changes
// of it meet only where they are about the same function.
func (c Counts) Format() []byte {
	var b bytes.Buffer
	b.WriteString(header + "\n")
	for _, k := range slices.SortedFunc(maps.Keys(c), Key.compare) {
		file := k.Path
		if strings.ContainsAny(file, "\t\n\r\"") || file[0] == '#' {
			file = strconv.Quote(file)
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%d\t%s\n", file, k.Type, k.Function, c[k].Count, strings.Join(c[k].Marks, " "))
	}
	return b.Bytes()
}

func (k Key) compare(l Key) int {
	return cmp.Or(strings.Compare(k.Path, l.Path), strings.Compare(k.Type, l.Type), strings.Compare(k.Function, l.Function))
}

// findings counts all.
func (c Counts) findings() int {
	n := 0
	for _, known := range c {
		n += known.Count
	}
	return n
}

// place is a finding with what it is counted by.
type place struct {
	finding *analyzer.Finding
	key     Key
	mark    string
}

// places says by what the findings of a file are counted, in their order in
// the text.
func places(file string, text []byte, found []*analyzer.Finding) []place {
	var functions anchor.Functions
	if len(found) > 0 {
		functions = anchor.FindFunctions(text)
	}
	var out []place
	for _, f := range found {
		at := int(f.Range.Start)
		out = append(out, place{f, Key{file, f.Rule.Type, functions.At(at)}, markOf(anchor.Line(text, at, false))})
	}
	slices.SortStableFunc(out, func(a, b place) int { return cmp.Compare(a.finding.Range.Start, b.finding.Range.Start) })
	return out
}

func markOf(line string) string {
	h := fnv.New32a()
	h.Write([]byte(line)) // a hash does not fail
	return fmt.Sprintf("%08x", h.Sum32())
}

// count makes of findings what would be written down.
func count(all []place) Counts {
	c := Counts{}
	for _, p := range all {
		known := c[p.key]
		known.Count++
		known.Marks = append(known.Marks, p.mark)
		c[p.key] = known
	}
	for _, known := range c {
		slices.Sort(known.Marks)
	}
	return c
}

// fresh are the findings that are not known, in the order they were given.
func (c Counts) fresh(all []place, found []*analyzer.Finding) []*analyzer.Finding {
	left, marks := map[Key]int{}, map[Key][]string{}
	for _, p := range all {
		if known, ok := c[p.key]; ok {
			left[p.key], marks[p.key] = known.Count, slices.Clone(known.Marks)
		}
	}
	silent := map[*analyzer.Finding]bool{}
	for _, byMark := range []bool{true, false} {
		for _, p := range all {
			if silent[p.finding] || left[p.key] == 0 {
				continue
			}
			if byMark {
				i := slices.Index(marks[p.key], p.mark)
				if i < 0 {
					continue
				}
				marks[p.key] = slices.Delete(marks[p.key], i, i+1)
			}
			silent[p.finding] = true
			left[p.key]--
		}
	}
	var out []*analyzer.Finding
	for _, f := range found {
		if !silent[f] {
			out = append(out, f)
		}
	}
	return out
}
