// SPDX-License-Identifier: GPL-2.0-or-later

package treefs

import (
	"io/fs"
	"strings"
)

// licences is what the folder LICENSES of a tree allows. Keys are in upper
// case, as identifiers are compared without regard to it.
type licences struct {
	names map[string]bool
	// exceptions maps each to the licences it may be joined with.
	exceptions map[string]map[string]bool
}

// License reports whether an SPDX expression names licences that the tree has
// a text of; known is false where the tree has none at all.
func (t *Tree) License(expression string) (valid, known bool) {
	l := t.licences()
	if len(l.names) == 0 {
		return false, false
	}
	p := &reader{words: splitExpression(expression), l: l}
	return p.or() && p.at == len(p.words), true
}

// loadLicences reads the tags at the top of the texts of the licences.
func (t *Tree) loadLicences() *licences {
	l := &licences{names: map[string]bool{}, exceptions: map[string]map[string]bool{}}
	for _, folder := range []string{"preferred", "dual", "deprecated", "exceptions"} {
		entries, err := fs.ReadDir(t.files, "LICENSES/"+folder)
		if err != nil {
			continue // such a tree has no licences of this sort
		}
		for _, e := range entries {
			if e.Type().IsRegular() {
				l.file(string(t.read("LICENSES/" + folder + "/" + e.Name())))
			}
		}
	}
	return l
}

func (l *licences) file(text string) {
	var exceptions []string
	for line := range strings.Lines(text) {
		tag, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch tag {
		case "Valid-License-Identifier":
			l.names[strings.ToUpper(value)] = true
		case "SPDX-Exception-Identifier":
			exceptions = append(exceptions, strings.ToUpper(value))
			l.exceptions[strings.ToUpper(value)] = map[string]bool{}
		case "SPDX-Licenses":
			for _, name := range strings.Split(value, ",") {
				for _, e := range exceptions {
					l.exceptions[e][strings.ToUpper(strings.TrimSpace(name))] = true
				}
			}
		case "License-Text":
			return
		}
	}
}

// splitExpression cuts an expression into words and parentheses. The end of a
// comment that holds it does not belong to it.
func splitExpression(s string) []string {
	s = strings.TrimSpace(s)
	for _, end := range []string{"*/", "-->", `\"`, `"`} {
		s = strings.TrimSuffix(s, end)
	}
	s = strings.NewReplacer("(", " ( ", ")", " ) ").Replace(s)
	return strings.Fields(s)
}

// reader reads an expression: licences joined by AND, OR and WITH.
type reader struct {
	words []string
	at    int
	depth int
	l     *licences
}

func (p *reader) next(word string) bool {
	if p.at < len(p.words) && strings.EqualFold(p.words[p.at], word) {
		p.at++
		return true
	}
	return false
}

func (p *reader) or() bool {
	for {
		if !p.and() {
			return false
		}
		if !p.next("OR") {
			return true
		}
	}
}

func (p *reader) and() bool {
	for {
		if !p.with() {
			return false
		}
		if !p.next("AND") {
			return true
		}
	}
}

func (p *reader) with() bool {
	if p.next("(") {
		// Nobody nests licences; a hostile line could.
		if p.depth++; p.depth > 20 {
			return false
		}
		return p.or() && p.next(")")
	}
	if p.at >= len(p.words) {
		return false
	}
	name := strings.ToUpper(p.words[p.at])
	p.at++
	if !p.l.names[name] && !p.l.names[strings.TrimSuffix(name, "+")] {
		return false
	}
	if !p.next("WITH") {
		return true
	}
	if p.at >= len(p.words) {
		return false
	}
	with, ok := p.l.exceptions[strings.ToUpper(p.words[p.at])]
	p.at++
	return ok && (len(with) == 0 || with[name])
}
