// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"fmt"
	"slices"
	"sort"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// recount adds the edits that keep the headers of hunks true when lines come
// or go. The edits are in order and lie in the added lines of the patch.
func recount(text []byte, edits []fix.Edit) []fix.Edit {
	lines := false
	for _, e := range edits {
		lines = lines || lineChange(text, e) != 0
	}
	if !lines {
		return edits
	}
	out := slices.Clone(edits)
	for _, m := range patch.Parse(text, patch.Options{}).Messages {
		if m.Encoded() {
			continue
		}
		for _, f := range m.Files {
			shift := 0
			for _, h := range f.Hunks {
				delta := hunkChange(text, m, h, edits)
				if e, ok := headerEdit(m, h, shift, delta); ok {
					out = append(out, e)
				}
				shift += delta
			}
		}
	}
	sort.SliceStable(out, func(i, k int) bool { return out[i].Start < out[k].Start })
	return out
}

// lineChange is how many lines of the new side an edit adds.
func lineChange(text []byte, e fix.Edit) int {
	n := 0
	for i := range len(e.New) {
		if e.New[i] == '\n' {
			n++
		}
	}
	gone := text[e.Start:e.End]
	n -= bytes.Count(gone, []byte{'\n'})
	// The note about a missing line feed is no line of the file.
	if bytes.HasPrefix(gone, []byte{'\\'}) || bytes.Contains(gone, []byte("\n\\")) {
		n++
	}
	return n
}

func hunkChange(text []byte, m *patch.Message, h *patch.Hunk, edits []fix.Edit) int {
	if len(h.Lines) == 0 {
		return 0
	}
	first := m.Body.Range(int(h.Lines[0].Line)).Start
	last := m.Body.Range(int(h.Lines[len(h.Lines)-1].Line)).End + 1
	n := 0
	for _, e := range edits {
		if int(e.Start) >= first && int(e.Start) < last {
			n += lineChange(text, e)
		}
	}
	return n
}

// headerEdit rewrites the new side of a hunk's header.
func headerEdit(m *patch.Message, h *patch.Hunk, shift, delta int) (fix.Edit, bool) {
	if shift == 0 && delta == 0 {
		return fix.Edit{}, false
	}
	at := m.Body.Range(h.Header)
	line := m.Body.Line(h.Header)
	from := bytes.IndexByte(line, '+')
	if from < 0 {
		return fix.Edit{}, false
	}
	size := bytes.IndexByte(line[from:], ' ')
	if size < 0 {
		return fix.Edit{}, false
	}
	start := at.Start + from
	return fix.Edit{Start: uint32(start), End: uint32(start + size),
		New: fmt.Sprintf("+%d,%d", h.NewStart+shift, h.NewCount+delta)}, true
}
