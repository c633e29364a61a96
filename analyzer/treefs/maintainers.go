// SPDX-License-Identifier: GPL-2.0-or-later

package treefs

import (
	"path"
	"regexp"
	"strings"
)

// section is an entry of MAINTAINERS: the files it covers.
type section struct {
	files, excluded []string
	names           []*regexp.Regexp
}

// Obsolete reports whether MAINTAINERS marks an entry obsolete that covers the
// path.
func (t *Tree) Obsolete(name string) bool {
	for _, s := range t.obsolete() {
		if s.covers(name) {
			return true
		}
	}
	return false
}

// obsoleteSections reads the entries whose status says obsolete.
func obsoleteSections(text []byte) []section {
	var out []section
	var s section
	obsolete := false
	flush := func() {
		if obsolete {
			out = append(out, s)
		}
		s, obsolete = section{}, false
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if len(line) < 2 || line[1] != ':' {
			if line == "" {
				flush()
			}
			continue
		}
		value := strings.TrimSpace(line[2:])
		switch line[0] {
		case 'S':
			obsolete = obsolete || strings.Contains(strings.ToLower(value), "obsolete")
		case 'F':
			s.files = append(s.files, value)
		case 'X':
			s.excluded = append(s.excluded, value)
		case 'N':
			if re, err := compile(value); err == nil {
				s.names = append(s.names, re)
			}
		}
	}
	flush()
	return out
}

func (s *section) covers(name string) bool {
	for _, pattern := range s.excluded {
		if coversPath(pattern, name) {
			return false
		}
	}
	for _, pattern := range s.files {
		if coversPath(pattern, name) {
			return true
		}
	}
	for _, re := range s.names {
		if re.MatchString(name) {
			return true
		}
	}
	return false
}

// coversPath matches an F: or X: pattern: a folder with all below it if it ends
// in a slash, else a file, with wildcards that stop at slashes. A pattern may
// name a folder without the slash, and then covers it, too.
func coversPath(pattern, name string) bool {
	if strings.HasSuffix(pattern, "/") && strings.HasPrefix(name, pattern) {
		return true
	}
	parts := strings.Split(name, "/")
	depth := strings.Count(strings.TrimSuffix(pattern, "/"), "/") + 1
	if depth > len(parts) || !strings.HasSuffix(pattern, "/") && depth != len(parts) {
		return false
	}
	// A malformed pattern matches nothing.
	ok, _ := path.Match(strings.TrimSuffix(pattern, "/"), strings.Join(parts[:depth], "/"))
	return ok
}
