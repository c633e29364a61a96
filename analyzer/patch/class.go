// SPDX-License-Identifier: GPL-2.0-or-later

package patch

// Class is what a line of a message is.
type Class uint8

// The classes. Those marked "script" occur in the walk of Script only, where a
// line is what checkpatch.pl takes it for.
const (
	ClassNone       Class = iota // outside everything: between diffs, blank
	ClassHeader                  // mail header, envelope included
	ClassHeaderEnd               // script: the line at which the header stops
	ClassLog                     // commit text
	ClassComment                 // comment of a commit message file, scissors and below
	ClassSeparator               // "---"
	ClassNotes                   // between "---" and the first diff
	ClassAfterLog                // script: neither header nor log nor hunk
	ClassFileHeader              // "diff --git", "---", "+++", and what stands between them
	ClassHunkHeader              // "@@"
	ClassAdded
	ClassContext
	ClassRemoved
	ClassNoNewline // "\ No newline at end of file"
	ClassBinary    // binary patch
	ClassBeyond    // looks like a hunk line but the hunk is complete
	ClassCorrupt   // inside a hunk without a marker
	ClassSignature // "-- " and below
)

// String returns the name used in output of tests and debugging.
func (c Class) String() string {
	names := [...]string{"none", "header", "header-end", "log", "comment", "separator",
		"notes", "after-log", "file-header", "hunk-header", "added", "context", "removed",
		"no-newline", "binary", "beyond", "corrupt", "signature"}
	if int(c) < len(names) {
		return names[c]
	}
	return "?"
}

// InHunk tells whether a line of the class belongs to a hunk.
func (c Class) InHunk() bool {
	return c == ClassAdded || c == ClassContext || c == ClassRemoved || c == ClassNoNewline
}
