// SPDX-License-Identifier: GPL-2.0-or-later

package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/glob"
)

// Settings are what holds for one path.
type Settings struct {
	Profile       string
	Strict        bool
	MaxLineLength int
	TabSize       int
	MinConfigHelp int
	KconfigPrefix string
	FailLevel     string
	// Baseline is the file of known findings, "" for none.
	Baseline string
	// Codespell is the dictionary of codespell to use, "" for none.
	Codespell string
	// CoverLetter is from how many patches on a series needs one; 0 asks for
	// none.
	CoverLetter int
	// Types, if not empty, are the only types shown; Ignore are not.
	Types, Ignore []string
	// Severity says what findings of a type are turned into.
	Severity map[string]string
	// Excluded paths are left out where a folder is checked.
	Excluded bool

	from map[string]string
}

// Defaults are checkpatch's own.
func Defaults() *Settings {
	s := &Settings{Profile: "kernel", MaxLineLength: 100, TabSize: 8, MinConfigHelp: 4,
		KconfigPrefix: "CONFIG_", FailLevel: "check", from: map[string]string{}}
	return s
}

// clone copies settings so that the copy can be changed.
func (s *Settings) clone() *Settings {
	c := *s
	c.Types, c.Ignore = slices.Clone(s.Types), slices.Clone(s.Ignore)
	c.Severity, c.from = maps.Clone(s.Severity), maps.Clone(s.from)
	return &c
}

// Apply puts what a file says over what held before. path is relative to the
// folder of the file, with forward slashes; a path outside it matches no
// pattern, and "" is none.
func (s *Settings) Apply(f *File, path string) *Settings {
	s = s.clone()
	set(s, "profile", f.Name, f.Profile, &s.Profile)
	set(s, "fail-level", f.Name, f.FailLevel, &s.FailLevel)
	setPointer(s, "min-conf-desc-length", f.Name, f.MinConfigHelp, &s.MinConfigHelp)
	setPointer(s, "kconfig-prefix", f.Name, f.KconfigPrefix, &s.KconfigPrefix)
	setPointer(s, "baseline", f.Name, f.Baseline, &s.Baseline)
	setPointer(s, "codespell", f.Name, f.Codespell, &s.Codespell)
	setPointer(s, "cover-letter", f.Name, f.CoverLetter, &s.CoverLetter)
	s.rules(&f.Rules, f.Name)
	if len(f.ExtendIgnore) > 0 {
		s.ignoreMore(f.ExtendIgnore, f.Name)
	}
	if matches(f.exclude, path) {
		s.Excluded = true
		s.from["exclude"] = f.Name
	}
	for i := range f.Overrides {
		o := &f.Overrides[i]
		if !matches(o.paths, path) {
			continue
		}
		where := fmt.Sprintf("%s (override %d: %s)", f.Name, i+1, strings.Join(o.Paths, " "))
		ignore := o.Ignore
		rules := o.Rules
		rules.Ignore = nil
		s.rules(&rules, where)
		if len(ignore) > 0 {
			s.ignoreMore(ignore, where)
		}
	}
	return s
}

// matches tells if the last pattern that is about a path chooses it.
func matches(list glob.List, path string) bool {
	if path == "" || path == ".." || strings.HasPrefix(path, "../") {
		return false
	}
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].MatchBelow(path) {
			return !list[i].Negated
		}
	}
	return false
}

func (s *Settings) rules(r *Rules, from string) {
	setPointer(s, "strict", from, r.Strict, &s.Strict)
	setPointer(s, "max-line-length", from, r.MaxLineLength, &s.MaxLineLength)
	setPointer(s, "tab-size", from, r.TabSize, &s.TabSize)
	if r.Types != nil {
		s.Types = r.Types
		s.from["types"] = from
	}
	if r.Ignore != nil {
		s.Ignore = r.Ignore
		s.from["ignore"] = from
	}
	for typ, severity := range r.Severity {
		if s.Severity == nil {
			s.Severity = map[string]string{}
		}
		typ = strings.ToUpper(typ)
		s.Severity[typ] = severity
		s.from["severity."+typ] = from
	}
}

// ignoreMore adds to the ignored types.
func (s *Settings) ignoreMore(types []string, from string) {
	s.Ignore = slices.Concat(s.Ignore, types)
	slices.Sort(s.Ignore)
	s.Ignore = slices.Compact(s.Ignore)
	if before := s.from["ignore"]; before != "" && before != from {
		from = before + ", " + from
	}
	s.from["ignore"] = from
}

func set[T comparable](s *Settings, key, from string, value T, to *T) {
	var zero T
	if value != zero {
		*to = value
		s.from[key] = from
	}
}

func setPointer[T any](s *Settings, key, from string, value *T, to *T) {
	if value != nil {
		*to = *value
		s.from[key] = from
	}
}

// Value is one setting as it is shown: its name, what holds, and who said so.
type Value struct{ Key, Text, From string }

// Values are all settings in order of their names, for people to read.
func (s *Settings) Values() []Value {
	list := func(names []string) string { return "[" + strings.Join(names, ", ") + "]" }
	out := []Value{
		{"baseline", cmp.Or(s.Baseline, "none"), ""},
		{"codespell", cmp.Or(s.Codespell, "none"), ""},
		{"cover-letter", fmt.Sprint(s.CoverLetter), ""},
		{"exclude", fmt.Sprint(s.Excluded), ""},
		{"fail-level", s.FailLevel, ""},
		{"ignore", list(s.Ignore), ""},
		{"kconfig-prefix", s.KconfigPrefix, ""},
		{"max-line-length", fmt.Sprint(s.MaxLineLength), ""},
		{"min-conf-desc-length", fmt.Sprint(s.MinConfigHelp), ""},
		{"profile", s.Profile, ""},
		{"strict", fmt.Sprint(s.Strict), ""},
		{"tab-size", fmt.Sprint(s.TabSize), ""},
		{"types", list(s.Types), ""},
	}
	for _, typ := range slices.Sorted(maps.Keys(s.Severity)) {
		out = append(out, Value{"severity." + typ, s.Severity[typ], ""})
	}
	for i := range out {
		if out[i].From = s.from[out[i].Key]; out[i].From == "" {
			out[i].From = "default"
		}
	}
	return out
}
