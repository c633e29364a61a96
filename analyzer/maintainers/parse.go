// SPDX-License-Identifier: GPL-2.0-or-later

// Package maintainers is what the file MAINTAINERS of a kernel tree says, and
// who is to be told of a change by it: the rules of scripts/get_maintainer.pl
// as far as they need no history. It reads bytes and asks questions about the
// tree through an interface; it never opens a file, and it knows nothing of
// git, mails to be sent, or checks.
//
// All of it is hostile text. Patterns are matched in time linear in their
// subject, and one that cannot be read matches nothing.
package maintainers

import (
	"fmt"
	"strings"
	"sync"
)

// The letters of entries.
const (
	Mail     = 'M' // maintainer
	Reviewer = 'R'
	List     = 'L'
	Status   = 'S'
	Web      = 'W'
	Patches  = 'Q' // where patches are tracked
	Bugs     = 'B'
	Chat     = 'C'
	Profile  = 'P' // document on how to submit
	SCM      = 'T'
	FilePath = 'F'
	Excluded = 'X'
	FileName = 'N' // regular expression over paths
	Keyword  = 'K' // regular expression over texts
)

// File is a MAINTAINERS. It may be shared between goroutines.
type File struct {
	// Sections in the order of the file.
	Sections []*Section
}

// Section is one subsystem.
type Section struct {
	Name    string
	Line    int // of the name, from one
	Entries []Entry
}

// Entry is one line "X: value".
type Entry struct {
	Letter byte
	Value  string
	Line   int // from one

	path func() pathPattern
	expr func() expression
}

// Problem is something in the file that cannot be used.
type Problem struct {
	Line int
	Text string
}

// Parse reads a MAINTAINERS, or one with those of further files behind it.
// Blank lines and comments say nothing; a line that is no entry is the name of
// a section, whose entries are those up to the next such line.
func Parse(text []byte) *File {
	f := &File{}
	var s *Section
	n, expressions := 0, 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimRight(line, "\r\n\t ")
		if bare := strings.TrimLeft(line, " \t"); bare == "" || bare[0] == '#' {
			continue
		}
		if len(line) < 2 || line[1] != ':' || line[0] < 'A' || line[0] > 'Z' {
			s = &Section{Name: line, Line: n}
			f.Sections = append(f.Sections, s)
			continue
		}
		if s == nil {
			s = &Section{Line: n}
			f.Sections = append(f.Sections, s)
		}
		e := newEntry(line[0], strings.TrimLeft(line[2:], " \t"), n)
		if e.expr != nil {
			if expressions++; expressions > mostExpressions {
				e.expr = func() expression { return expression{err: errTooMany} }
			}
		}
		s.Entries = append(s.Entries, e)
	}
	return f
}

// A file has a few hundred expressions, none of them long. Compiled they can be
// thousands of times as large as they are written, so there are limits.
const (
	mostExpressions   = 1000
	longestExpression = 1000
)

var (
	errTooMany = fmt.Errorf("there are more than %d expressions", mostExpressions)
	errTooLong = fmt.Errorf("longer than %d bytes", longestExpression)
)

// newEntry prepares an entry; patterns are read when they are first needed.
func newEntry(letter byte, value string, line int) Entry {
	e := Entry{Letter: letter, Value: value, Line: line}
	switch letter {
	case FilePath, Excluded:
		e.path = sync.OnceValue(func() pathPattern { return parsePath(value) })
	case FileName, Keyword:
		e.expr = sync.OnceValue(func() expression { return parseExpression(value) })
	}
	return e
}

// Problems are the patterns of the file that match nothing because they cannot
// be read.
func (f *File) Problems() []Problem {
	var out []Problem
	for _, s := range f.Sections {
		for _, e := range s.Entries {
			if e.expr == nil {
				continue
			}
			if err := e.expr().err; err != nil {
				out = append(out, Problem{e.Line, fmt.Sprintf("%c: %s: %v; it matches nothing", e.Letter, e.Value, err)})
			}
		}
	}
	return out
}

// Values are the values of the entries with a letter, in order.
func (s *Section) Values(letter byte) []string {
	var out []string
	for _, e := range s.Entries {
		if e.Letter == letter {
			out = append(out, e.Value)
		}
	}
	return out
}

// Status is the last status of the section in lower case, empty if none is
// given.
func (s *Section) Status() string {
	all := s.Values(Status)
	if len(all) == 0 {
		return ""
	}
	return strings.ToLower(all[len(all)-1])
}

// Obsolete reports whether a status of the section says so.
func (s *Section) Obsolete() bool {
	for _, status := range s.Values(Status) {
		if strings.Contains(strings.ToLower(status), "obsolete") {
			return true
		}
	}
	return false
}

// theRest is the section that covers everything.
const theRest = "THE REST"

// longestName is how many characters of a section's name are shown.
const longestName = 50

// ShortName is the name of the section as get_maintainer.pl shows it.
func (s *Section) ShortName() string {
	runes := []rune(s.Name)
	if len(runes) <= longestName {
		return s.Name
	}
	return strings.TrimRight(string(runes[:longestName-3]), " \t") + "..."
}
