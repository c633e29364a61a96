// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"cmp"
	"slices"
	"sort"

	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// Finding is one thing that a check found.
type Finding struct {
	Rule  *Rule
	Level Level
	// Range is what is wrong, in bytes of the input. It may be empty.
	Range source.Range
	// Line is the line of the input, from 1, that checkpatch names.
	Line int
	// Path and FileLine say where this is in the file that a patch changes;
	// for a file they are its own path and Line. FileLine is from 1, and 0
	// where there is no such place.
	Path     string
	FileLine int
	Message  string
	// Fixes are alternatives; the first is the best.
	Fixes []Fix
	// Wider says why we report what checkpatch does not see.
	Wider string
	// Narrower says why we do not report what checkpatch does.
	Narrower string

	once     string
	onceMark *onceMark
	textLine int
	stream   *patch.Stream // of a finding about what surrounds the files
}

// Fix is one way to put a finding right.
type Fix struct {
	// Title is what an editor offers.
	Title string
	// Safe is true when the meaning of the text cannot change.
	Safe bool
	// Rewrites is true when tokens of the code change, not only blanks, line
	// ends and comments between them.
	Rewrites bool
	// Edits are in bytes of the input, in order, without overlap.
	Edits []fix.Edit
}

// Fix adds a safe fix that changes layout alone: every token of the code stays
// as it is. It returns the finding.
func (f *Finding) Fix(title string, edits ...fix.Edit) *Finding {
	f.Fixes = append(f.Fixes, Fix{Title: title, Safe: true, Edits: edits})
	return f
}

// Rewrite adds a safe fix that changes tokens: the meaning stays the same, as
// with a cast to the same type or a constant in another spelling.
func (f *Finding) Rewrite(title string, edits ...fix.Edit) *Finding {
	f.Fixes = append(f.Fixes, Fix{Title: title, Safe: true, Rewrites: true, Edits: edits})
	return f
}

// MaybeFix adds a fix that wants a look: editors offer it, "fix all" leaves it.
func (f *Finding) MaybeFix(title string, edits ...fix.Edit) *Finding {
	f.Fixes = append(f.Fixes, Fix{Title: title, Rewrites: true, Edits: edits})
	return f
}

// DifferNarrower marks a finding that checkpatch reports and we deliberately
// do not, with the reason. It is shown in parity mode only.
func (f *Finding) DifferNarrower(reason string) *Finding {
	f.Narrower = reason
	return f
}

// DifferWider marks a finding that checkpatch is blind to, with the reason. It
// is not shown in parity mode.
func (f *Finding) DifferWider(reason string) *Finding {
	f.Wider = reason
	return f
}

// Once keeps only the first finding of this rule with the same key in a run
// over one input.
func (f *Finding) Once(key string) *Finding {
	f.once = key
	return f
}

// AtLine names another line of the text (from 0) than the one the range
// begins on: the line that checkpatch would print.
func (f *Finding) AtLine(line int) *Finding {
	f.textLine = line
	return f
}

// Insert is an edit that adds text at an offset in bytes.
func Insert(at uint32, text string) fix.Edit { return fix.Edit{Start: at, End: at, New: text} }

// Delete is an edit that takes a range away.
func Delete(r source.Range) fix.Edit { return fix.Edit{Start: r.Start, End: r.End} }

// Replace is an edit that puts text in place of a range.
func Replace(r source.Range, text string) fix.Edit {
	return fix.Edit{Start: r.Start, End: r.End, New: text}
}

// sortFindings orders by place, then type, then message. Most are in order but
// for those about the whole text, which come last.
func sortFindings(fs []*Finding) []*Finding {
	n := min(1, len(fs))
	for n < len(fs) && inOrder(fs[n-1], fs[n]) <= 0 {
		n++
	}
	late := slices.Clone(fs[n:])
	slices.SortStableFunc(late, inOrder)
	for k := len(late) - 1; k >= 0; k-- {
		at := sort.Search(n, func(i int) bool { return inOrder(fs[i], late[k]) > 0 })
		copy(fs[at+k+1:], fs[at:n])
		fs[at+k] = late[k]
		n = at
	}
	return fs
}

func inOrder(a, b *Finding) int {
	if n := cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Range.Start, b.Range.Start)); n != 0 {
		return n
	}
	return cmp.Or(cmp.Compare(a.Rule.Type, b.Rule.Type), cmp.Compare(a.Range.End, b.Range.End),
		cmp.Compare(a.Message, b.Message))
}
