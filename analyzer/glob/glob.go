// SPDX-License-Identifier: GPL-2.0-or-later

// Package glob holds patterns with the meaning they have in a .gitignore
// file: which paths a pattern is about, and what the last matching one of a
// list says. It knows strings only; it never looks at a file system.
package glob

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Pattern is one line of a .gitignore file or one entry of a list that is
// written the same way.
type Pattern struct {
	// Text is the line as it was written.
	Text string
	// Negated is true for a line that begins with '!'.
	Negated bool

	glob     string
	dirOnly  bool
	inside   bool // "dir/**": what is below, not dir itself
	baseOnly bool // no slash: matches the last element at any depth
	literal  bool // no special characters
}

// Parse reads one line. ok is false for blank lines and comments, which hold
// no pattern, and for patterns that cannot be read.
func Parse(line string) (p Pattern, ok bool) {
	p.Text = line
	s := strings.TrimRight(line, "\r\n")
	s = trimBlanks(s)
	if s == "" || s[0] == '#' {
		return Pattern{}, false
	}
	if s[0] == '!' {
		p.Negated = true
		s = s[1:]
	}
	if rest, found := strings.CutSuffix(s, "/"); found {
		p.dirOnly = true
		s = rest
	}
	p.baseOnly = !strings.Contains(s, "/")
	s = strings.TrimPrefix(s, "/")
	if s == "" {
		return Pattern{}, false
	}
	p.inside = strings.HasSuffix(s, "/**")
	p.literal = !strings.ContainsAny(s, `*?[\`)
	// Braces are plain characters here, but not for the matcher.
	p.glob = strings.NewReplacer("{", `\{`, "}", `\}`).Replace(s)
	if p.literal {
		p.glob = s
	} else if !doublestar.ValidatePattern(p.glob) {
		return Pattern{}, false
	}
	return p, true
}

// trimBlanks removes trailing blanks unless a backslash protects them.
func trimBlanks(s string) string {
	for strings.HasSuffix(s, " ") && !strings.HasSuffix(s, `\ `) {
		s = s[:len(s)-1]
	}
	return s
}

// Match tells if the pattern is about the path, which is relative to where
// the pattern was written, with forward slashes and none at the ends. It says
// nothing about what lies below a folder that it matches.
func (p Pattern) Match(path string, isDir bool) bool {
	if p.dirOnly && !isDir {
		return false
	}
	if p.baseOnly {
		path = path[strings.LastIndexByte(path, '/')+1:]
	}
	if p.literal {
		return path == p.glob
	}
	if !doublestar.MatchUnvalidated(p.glob, path) {
		return false
	}
	return !p.inside || !doublestar.MatchUnvalidated(strings.TrimSuffix(p.glob, "/**"), path)
}

// MatchBelow tells if the pattern is about the path or a folder above it.
func (p Pattern) MatchBelow(path string) bool {
	if p.Match(path, false) {
		return true
	}
	for i := len(path) - 1; i > 0; i-- {
		if path[i] == '/' && p.Match(path[:i], true) {
			return true
		}
	}
	return false
}

// Verdict is what a list of patterns says of a path.
type Verdict uint8

const (
	// Silent: no pattern matches.
	Silent Verdict = iota
	// Chosen: the last match is a plain pattern; for .gitignore, ignored.
	Chosen
	// Rejected: the last match is negated.
	Rejected
)

// List is patterns in the order they were written. The last match wins.
type List []Pattern

// ParseList reads the lines of a .gitignore file.
func ParseList(text string) List {
	var l List
	for line := range strings.Lines(text) {
		if p, ok := Parse(line); ok {
			l = append(l, p)
		}
	}
	return l
}

// Verdict is what the last matching pattern says; see Pattern.Match.
func (l List) Verdict(path string, isDir bool) Verdict {
	for i := len(l) - 1; i >= 0; i-- {
		if l[i].Match(path, isDir) {
			if l[i].Negated {
				return Rejected
			}
			return Chosen
		}
	}
	return Silent
}
