// SPDX-License-Identifier: GPL-2.0-or-later

package tree

import (
	"path"
	"strings"
)

// pattern is an F: line of an entry of MAINTAINERS.
type pattern string

// Obsolete reports whether an entry of MAINTAINERS with the status Obsolete
// covers a path.
func (t *Tree) Obsolete(name string) bool {
	for _, p := range t.obsolete() {
		if p.covers(name) {
			return true
		}
	}
	return false
}

func (t *Tree) readObsolete() []pattern {
	var out, entry []pattern
	obsolete := false
	end := func() {
		if obsolete {
			out = append(out, entry...)
		}
		entry, obsolete = nil, false
	}
	t.lines("MAINTAINERS", func(line string) {
		kind, value, ok := strings.Cut(line, ":")
		if !ok || len(kind) != 1 {
			if strings.TrimSpace(line) == "" {
				end()
			}
			return
		}
		value = strings.TrimSpace(value)
		switch kind {
		case "S":
			obsolete = obsolete || strings.Contains(strings.ToLower(value), "obsolete")
		case "F":
			entry = append(entry, pattern(value))
		}
	})
	end()
	return out
}

// covers matches as get_maintainer.pl does: a folder covers all below it, a
// star stays within one part of the path.
func (p pattern) covers(name string) bool {
	s := string(p)
	if strings.HasSuffix(s, "/") {
		return strings.HasPrefix(name, s) || coversGlob(strings.TrimSuffix(s, "/"), name, true)
	}
	return s == name || coversGlob(s, name, false)
}

func coversGlob(glob, name string, below bool) bool {
	parts := strings.Split(name, "/")
	n := strings.Count(glob, "/") + 1
	if len(parts) < n || len(parts) > n && !below {
		return false
	}
	ok, err := path.Match(glob, strings.Join(parts[:n], "/"))
	return err == nil && ok
}
