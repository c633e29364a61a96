// SPDX-License-Identifier: GPL-2.0-or-later

package maintainers

import (
	"slices"
	"strings"
)

// World answers for the tree that a MAINTAINERS belongs to.
type World interface {
	// IsDir reports whether a path from the root names a folder.
	IsDir(path string) bool
	// Read is the text of a file, nil if there is none.
	Read(path string) []byte
}

// Nothing is a World without files.
type Nothing struct{}

func (Nothing) IsDir(string) bool  { return false }
func (Nothing) Read(string) []byte { return nil }

// Match is a section that covers a path.
type Match struct {
	Section *Section
	// Depth is how many folders deep the pattern goes that covers the path:
	// the deeper, the nearer. A pattern that begins with a star has -1.
	Depth int
}

// Covering are the sections that cover a path from the root of the tree, the
// nearest first, and those that are equally near in the order of the file.
// most limits how many folders a pattern may be above the path; zero means any
// number. A folder is given with a slash at its end.
func (f *File) Covering(path string, w World, most int) []Match {
	var out []Match
	for _, s := range f.Sections {
		if depth, ok := s.covers(path, w, most); ok {
			out = append(out, Match{s, depth})
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int { return b.Depth - a.Depth })
	return out
}

// Covers reports whether a section is about a path from the root.
func (s *Section) Covers(path string, w World) bool {
	_, ok := s.covers(path, w, 0)
	return ok
}

// covers finds the last entry that is about a path.
func (s *Section) covers(path string, w World, most int) (depth int, ok bool) {
	if path == "" {
		return 0, false
	}
	slashes := strings.Count(path, "/")
	for i := range s.Entries {
		switch e := &s.Entries[i]; e.Letter {
		case Excluded:
			if e.path().match(path, w.IsDir) {
				return 0, false
			}
		case FilePath:
			p := e.path()
			if !p.match(path, w.IsDir) {
				continue
			}
			if d := p.depth(); most == 0 || slashes-d < most {
				depth, ok = d, true
			}
		case FileName:
			if x := e.expr(); x.err == nil && x.plain.MatchString(path) {
				depth, ok = 0, true
			}
		}
	}
	return depth, ok
}

// depth is how many folders deep a pattern goes.
func (p pathPattern) depth() int {
	switch {
	case strings.HasPrefix(p.text, "*"):
		return -1
	case p.below:
		return p.slashes
	}
	return p.slashes + 1
}
