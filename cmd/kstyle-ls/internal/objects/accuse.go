// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// accuse looks for the types whose fixes alone do harm to a bad subject.
func (p *proof) accuse(s *subject) error {
	dir := filepath.Join(p.alone, strings.ReplaceAll(s.path, "/", "_"))
	defer os.RemoveAll(dir)
	s.guilty = map[string]string{}
	types := slices.DeleteFunc(slices.Sorted(maps.Keys(p.fixesIn(s))), func(typ string) bool {
		_, ok := declared()[typ]
		return ok
	})
	return p.divide(s, dir, types)
}

// divide halves types that do harm for as long as one half does it alone.
func (p *proof) divide(s *subject, dir string, types []string) error {
	if len(types) == 1 {
		how, diff, err := p.narrow(s, dir, "--types", types[0])
		s.guilty[types[0]] = how + "\n" + diff
		return err
	}
	innocent := true
	for _, some := range [][]string{types[:len(types)/2], types[len(types)/2:]} {
		how, _, err := p.try(s, s.parts, dir, "--types", strings.Join(some, ","))
		if err != nil {
			return err
		}
		if how == "" {
			continue
		}
		innocent = false
		if err := p.divide(s, dir, some); err != nil {
			return err
		}
	}
	if innocent {
		s.together = append(s.together, strings.Join(types, " "))
	}
	return nil
}

// fixesIn counts the fixes in all parts of a subject, by type.
func (p *proof) fixesIn(s *subject) map[string]int {
	all := map[string]int{}
	for _, part := range s.parts {
		for typ, n := range p.offers[part] {
			all[typ] += n
		}
	}
	return all
}

// narrow makes some fixes in a subject and, if they do harm, halves the parts
// for as long as one half does it alone.
func (p *proof) narrow(s *subject, dir string, flags ...string) (how, diff string, err error) {
	parts := s.parts
	how, diff, err = p.try(s, parts, dir, flags...)
	for err == nil && how != "" && len(parts) > 1 {
		half := len(parts) / 2
		found := false
		for _, some := range [][]string{parts[:half], parts[half:]} {
			h, d, err := p.try(s, some, dir, flags...)
			if err != nil {
				return "", "", err
			}
			if h != "" {
				parts, how, diff, found = some, h, d, true
				break
			}
		}
		if !found {
			break
		}
	}
	return how, diff, err
}

// try makes some fixes in parts of a subject, in a folder for it alone, and
// says what they change and which harm that does.
func (p *proof) try(s *subject, parts []string, dir string, flags ...string) (how, diff string, err error) {
	if err := p.fix(dir, []*subject{s}, parts, flags...); err != nil {
		return "", "", err
	}
	diff, err = p.change(parts, dir)
	if err != nil || diff == "" {
		return "", "", err
	}
	r, err := p.compiler.compile(s.command, dir)
	if err != nil {
		return "", "", err
	}
	how, _, err = p.harm(s, r, dir)
	return how, diff, err
}
