// SPDX-License-Identifier: GPL-2.0-or-later

// Package diff judges the form of patches: their headers, modes and paths.
package diff

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	corruptedPatch,
	dtSchemaBindingPatch,
	dtSplitBindingPatch,
	executePermissions,
	filePathChanges,
	filePathChangesInFile,
	modifiedIncludeAsm,
	modifiedIncludeAsmInFile,
	notUnifiedDiff,
	obsolete,
	obsoleteInFile,
	patchPrefix,
}

// example makes a patch of what changes, for the examples of rules.
func example(diff string) string {
	return "From: Jane Doe <jane@example.org>\nSubject: [PATCH] foo: change bar\n\nBar has to change.\n\n" +
		"Signed-off-by: Jane Doe <jane@example.org>\n---\n" + diff
}

// headerLine is the line of a view on which a file is named: the "+++" line, or
// the "---" line of a file that goes away, or git's own.
func headerLine(v *analyzer.View, f *patch.File) int {
	for _, line := range []int{f.NewLine, f.OldLine, f.GitLine} {
		if line >= 0 {
			return v.Index(line)
		}
	}
	return v.Index(f.Lines.First)
}

// findHeader is the line of a file's header that begins with prefix, else the
// one that names it.
func findHeader(v *analyzer.View, f *patch.File, prefix string) int {
	for line := f.Lines.First; line < f.Lines.End; line++ {
		if i := v.Index(line); i >= 0 && hasPrefix(v.Line(i).Text, prefix) {
			return i
		}
	}
	return headerLine(v, f)
}

func hasPrefix(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && string(b[:len(prefix)]) == prefix
}

// lineBefore is the line that checkpatch names for what it finds on a "+++"
// line: it makes up the place of a report only behind that test, so that the
// one of the line before is still in use. Hunk headers do not count.
func lineBefore(v *analyzer.View, i int) int {
	for i--; i > 0 && v.Line(i).Class == patch.ClassHunkHeader; i-- {
	}
	return max(i, 0)
}
