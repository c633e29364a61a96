// SPDX-License-Identifier: GPL-2.0-or-later

package fix

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// hunk is one "@@ -a,b +c,d @@" of a patch and the lines that it counts.
type hunk struct {
	line           source.Range // the header, with its line feed
	numbers        source.Range // from '-' to the blank before the second "@@"
	body           source.Range
	oldStart       int
	newStart       int
	oldCount       int
	newCount       int
	oldOne, newOne bool // the count is left out, because it is one
	firstOfFile    bool
	lastOfFile     bool
}

// Recount adds to edits of a patch those of the hunk headers that the edits
// make untrue: the counts of the hunk they are in, and the places of the hunks
// after it in the same file. A hunk that has lost all its changes goes, unless
// it is the file's only one. Headers that lied before stay as they are, unless
// an edit goes into their hunk. The edits ascend without overlap, and so does
// what is returned.
func Recount(patch []byte, edits []Edit) []Edit {
	if len(edits) == 0 {
		return edits
	}
	var all []Edit
	at := 0    // edits before this one are in all
	moved := 0 // by how many lines the new file has grown before this hunk
	for _, h := range readHunks(patch) {
		if h.firstOfFile {
			moved = 0
		}
		for at < len(edits) && edits[at].Start < h.body.Start {
			all = append(all, edits[at])
			at++
		}
		first := at
		for at < len(edits) && edits[at].Start < h.body.End {
			at++
		}
		next := h
		next.newStart += moved
		if first < at {
			before, after := count(patch[h.body.Start:h.body.End]), count(spliced(patch, h.body, edits[first:at]))
			if !after.changes && before.changes && !(h.firstOfFile && h.lastOfFile) {
				all = append(all, Edit{Start: h.line.Start, End: h.body.End})
				moved += before.old - before.new
				continue
			}
			next.oldCount += after.old - before.old
			next.newCount += after.new - before.new
			moved += after.new - before.new
			if h.newCount > 0 && next.newCount == 0 {
				next.newStart-- // an empty side is named by the line before it
			}
		}
		if text := next.text(); text != h.text() {
			all = append(all, Edit{Start: h.numbers.Start, End: h.numbers.End, New: text})
		}
		all = append(all, edits[first:at]...)
	}
	all = append(all, edits[at:]...)
	slices.SortStableFunc(all, func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
	return all
}

// text writes the header's numbers in the way they were written.
func (h hunk) text() string {
	b := strconv.AppendInt([]byte{'-'}, int64(h.oldStart), 10)
	if h.oldCount != 1 || !h.oldOne {
		b = strconv.AppendInt(append(b, ','), int64(h.oldCount), 10)
	}
	b = strconv.AppendInt(append(b, " +"...), int64(h.newStart), 10)
	if h.newCount != 1 || !h.newOne {
		b = strconv.AppendInt(append(b, ','), int64(h.newCount), 10)
	}
	return string(b)
}

// tally is what a hunk's body holds: lines of the old and of the new file, and
// whether any is only in one of them.
type tally struct {
	old, new int
	changes  bool
}

func count(body []byte) tally {
	var n tally
	for line := range bytes.Lines(body) {
		n.add(line)
	}
	return n
}

// add counts one line of a hunk's body. An empty line is a blank context line
// whose blank was eaten on the way.
func (n *tally) add(line []byte) {
	switch line[0] {
	case ' ', '\n', '\r':
		n.old++
		n.new++
	case '-':
		n.old++
		n.changes = true
	case '+':
		n.new++
		n.changes = true
	}
}

func spliced(text []byte, span source.Range, edits []Edit) []byte {
	var out []byte
	at := span.Start
	for _, e := range edits {
		out = append(append(out, text[at:e.Start]...), e.New...)
		at = e.End
	}
	return append(out, text[min(at, span.End):span.End]...)
}

// readHunks finds the hunks of a patch. A body ends where both counts of its
// header are used up, or at a line that cannot be part of one.
func readHunks(patch []byte) []hunk {
	var hunks []hunk
	fresh := true // a file header was seen since the last hunk
	var have tally
	open := false // lines still belong to the last hunk
	at := 0
	for row := range bytes.Lines(patch) {
		start := at
		at += len(row)
		if open {
			h := &hunks[len(hunks)-1]
			wanted := have.old < h.oldCount || have.new < h.newCount
			if open = row[0] == '\\' || wanted && bytes.IndexByte([]byte(" -+\n\r"), row[0]) >= 0; open {
				have.add(row)
				h.body.End = uint32(at)
				continue
			}
		}
		if bytes.HasPrefix(row, []byte("+++ ")) || bytes.HasPrefix(row, []byte("diff ")) {
			fresh = true
			continue
		}
		h, ok := parseHunk(row)
		if !ok {
			continue
		}
		h.line = source.Range{Start: uint32(start), End: uint32(at)}
		h.numbers.Start += uint32(start)
		h.numbers.End += uint32(start)
		h.body = source.Range{Start: uint32(at), End: uint32(at)}
		h.firstOfFile, h.lastOfFile, fresh = fresh, true, false
		if n := len(hunks); n > 0 && !h.firstOfFile {
			hunks[n-1].lastOfFile = false
		}
		hunks = append(hunks, h)
		have, open = tally{}, true
	}
	return hunks
}

// parseHunk reads a header "@@ -a,b +c,d @@ ...".
func parseHunk(row []byte) (hunk, bool) {
	const opening = "@@ -"
	if !bytes.HasPrefix(row, []byte(opening)) {
		return hunk{}, false
	}
	end := bytes.Index(row[len(opening):], []byte(" @@"))
	if end < 0 {
		return hunk{}, false
	}
	end += len(opening)
	h := hunk{numbers: source.Range{Start: uint32(len(opening) - 1), End: uint32(end)}}
	old, new, ok := bytes.Cut(row[len(opening):end], []byte(" +"))
	if !ok {
		return hunk{}, false
	}
	var oldOK, newOK bool
	h.oldStart, h.oldCount, h.oldOne, oldOK = parseRange(old)
	h.newStart, h.newCount, h.newOne, newOK = parseRange(new)
	return h, oldOK && newOK
}

// parseRange reads "start,count" or "start", which means a count of one.
func parseRange(b []byte) (start, count int, one, ok bool) {
	first, second, hasCount := bytes.Cut(b, []byte{','})
	start, err := strconv.Atoi(string(first))
	if err != nil || start < 0 {
		return 0, 0, false, false
	}
	if !hasCount {
		return start, 1, true, true
	}
	count, err = strconv.Atoi(string(second))
	return start, count, false, err == nil && count >= 0
}
