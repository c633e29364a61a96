// SPDX-License-Identifier: GPL-2.0-or-later

// Package facts says what a check may know of the world outside its text: the
// kernel tree it belongs to and the history of its repository. It holds
// questions, not answers: whoever runs the engine implements them, loads
// lazily, caches, and never changes an answer within a run. A check that gets
// no answer stays silent.
package facts

// Tree answers from the files of a source tree. All methods are safe for
// concurrent use.
type Tree interface {
	// Exists reports whether a path relative to the root, with forward
	// slashes, is in the tree. Without a tree nothing exists.
	Exists(path string) bool
	// IsFile reports whether a path is a regular file of the tree.
	IsFile(path string) bool
	// File is the text of a file of the tree, nil if it has none.
	File(path string) []byte
	// Present reports whether there is a tree at all.
	Present() bool
	// IncludesAsm reports whether include/linux/NAME.h exists and includes
	// <asm/NAME.h> itself.
	IncludesAsm(name string) bool
	// KernelParameter reports whether the tree documents a parameter of the
	// kernel's command line; known is false without the document.
	KernelParameter(name string) (documented, known bool)
	// DeprecatedCalls maps functions to their successors, as the tree's own
	// checkpatch.pl lists them; nil if it cannot be read.
	DeprecatedCalls() map[string]string
	// Spelling is the tree's list of misspelt words, nil if it has none.
	Spelling() *Spelling
	// ConstStructs is the set of structs that are usually constant.
	ConstStructs() map[string]bool
	// CamelCase are the mixed-case words that the tree's headers declare. They
	// are false where a star touches them, which checkpatch does not read.
	CamelCase() map[string]bool
	// CamelCaseOf is the set of mixed-case words that one file of the tree
	// declares.
	CamelCaseOf(path string) map[string]bool
	// Typedefs is the set of extra type names that the user gave.
	Typedefs() map[string]bool
	// VendorPrefix reports whether the tree documents a vendor of device
	// tree bindings.
	VendorPrefix(vendor string) bool
	// VendorsKnown reports whether the tree has a list of vendors at all, and
	// BindingsKnown whether it has bindings.
	VendorsKnown() bool
	BindingsKnown() bool
	// Compatible reports whether the tree documents a compatible string.
	Compatible(compatible string) bool
	// License reports whether an SPDX expression names licences of the tree;
	// known is false when that cannot be told.
	License(expression string) (valid, known bool)
	// Obsolete reports whether MAINTAINERS marks the path's entry obsolete.
	Obsolete(path string) bool
}

// Commit is what a repository says of a commit.
type Commit struct {
	// ID is the full hash in lower case.
	ID string
	// Subject is the first line of the message.
	Subject string
	// Ambiguous is true when the abbreviation names several objects.
	Ambiguous bool
}

// History answers from a git repository. All methods are safe for concurrent
// use.
type History interface {
	// Present reports whether there is a repository to ask.
	Present() bool
	// Commit looks an abbreviated or full hash up; found is false when the
	// repository does not have it.
	Commit(id string) (c Commit, found bool)
	// Blob is the content of a file as an abbreviated or full hash names it.
	Blob(id string) (data []byte, found bool)
	// Identity is the name and address of whoever commits here; ok is false
	// when they are not configured.
	Identity() (name, address string, ok bool)
}

// Facts is what a run knows. The zero value knows nothing.
type Facts struct {
	Tree    Tree
	History History
}

// None answers every question with nothing.
type None struct{}

func (None) Exists(string) bool                  { return false }
func (None) IsFile(string) bool                  { return false }
func (None) Present() bool                       { return false }
func (None) VendorsKnown() bool                  { return false }
func (None) BindingsKnown() bool                 { return false }
func (None) Identity() (string, string, bool)    { return "", "", false }
func (None) KernelParameter(string) (bool, bool) { return false, false }
func (None) DeprecatedCalls() map[string]string  { return nil }
func (None) IncludesAsm(string) bool             { return false }
func (None) Spelling() *Spelling                 { return nil }
func (None) ConstStructs() map[string]bool       { return nil }
func (None) CamelCase() map[string]bool          { return nil }
func (None) Typedefs() map[string]bool           { return nil }
func (None) VendorPrefix(string) bool            { return false }
func (None) Compatible(string) bool              { return false }
func (None) License(string) (bool, bool)         { return false, false }
func (None) Obsolete(string) bool                { return false }
func (None) Commit(string) (Commit, bool)        { return Commit{}, false }
func (None) CamelCaseOf(string) map[string]bool  { return nil }

// File finds nothing.
func (None) File(string) []byte { return nil }

// Blob finds nothing.
func (None) Blob(string) ([]byte, bool) { return nil, false }

// Fill puts None where nothing was given.
func (f Facts) Fill() Facts {
	if f.Tree == nil {
		f.Tree = None{}
	}
	if f.History == nil {
		f.History = None{}
	}
	return f
}
