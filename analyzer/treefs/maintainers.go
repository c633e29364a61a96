// SPDX-License-Identifier: GPL-2.0-or-later

package treefs

import (
	"io/fs"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
)

// Obsolete reports whether MAINTAINERS marks an entry obsolete that covers the
// path.
func (t *Tree) Obsolete(name string) bool {
	return slices.ContainsFunc(t.obsolete(), func(s *maintainers.Section) bool { return s.Covers(name, t) })
}

// obsoleteSections are the sections whose status says so.
func obsoleteSections(text []byte) []*maintainers.Section {
	return slices.DeleteFunc(maintainers.Parse(text).Sections, func(s *maintainers.Section) bool { return !s.Obsolete() })
}

// Maintainers is what the MAINTAINERS of the tree says.
func (t *Tree) Maintainers() *maintainers.File { return maintainers.Parse(t.read("MAINTAINERS")) }

// IsDir reports whether a path is a folder of the tree.
func (t *Tree) IsDir(name string) bool {
	name, ok := inside(name)
	if !ok {
		return false
	}
	info, err := fs.Stat(t.files, name)
	return err == nil && info.IsDir()
}

// Read is the text of a file of the tree, nil if it has none.
func (t *Tree) Read(name string) []byte { return t.File(name) }
