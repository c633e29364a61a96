// SPDX-License-Identifier: GPL-2.0-or-later

package settings

import (
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

// Judgement is how one input is to be judged: options for the engine, and what
// is to be done with its findings behind it.
type Judgement struct {
	Options  *analyzer.Options
	Settings *config.Settings

	// after is true when findings must be looked at once more: levels change,
	// or what holds differs between the files of a patch.
	after bool
	of    func(path string) *config.Settings
}

// Judge puts settings into the engine's options; what base says of facts and
// of the form of the run stays. of, if not nil, is what holds for a file that
// a patch changes, by its path in the patch.
func Judge(base *analyzer.Options, s *config.Settings, of func(path string) *config.Settings) *Judgement {
	o := *base
	o.Parity = base.Parity || s.Profile == "checkpatch"
	o.MaxLineLength, o.TabSize = s.MaxLineLength, s.TabSize
	o.MinConfigHelp, o.KconfigPrefix = s.MinConfigHelp, s.KconfigPrefix
	j := &Judgement{Options: &o, Settings: s, of: of, after: len(s.Severity) > 0 || of != nil}
	if of != nil {
		o.Widths = j.widths
	}
	if j.after {
		// Levels are changed behind the engine, so it must not hide any.
		o.Strict = true
		o.Types, o.Ignore = nil, pseudo(s.Ignore)
		return j
	}
	o.Strict = s.Strict
	o.Types, o.Ignore = filters(s)
	return j
}

// widths are the longest line and the width of a tab in a file that a patch
// changes.
func (j *Judgement) widths(path string) (maxLineLength, tabSize int) {
	s := j.Settings
	if other := j.of(path); other != nil {
		s = other
	}
	return s.MaxLineLength, s.TabSize
}

// filters are the type filters as the engine wants them, where a list of
// ignored types counts only without a list of shown ones.
func filters(s *config.Settings) (types, ignore map[string]bool) {
	if len(s.Types) == 0 {
		return nil, set(s.Ignore)
	}
	types = set(s.Types)
	for _, t := range s.Ignore {
		delete(types, t)
	}
	if len(types) == 0 {
		types[""] = true // everything was taken away again
	}
	return types, nil
}

func set(names []string) map[string]bool {
	if len(names) == 0 {
		return nil
	}
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

// pseudo keeps the ignored types that change how the engine reads.
func pseudo(names []string) map[string]bool {
	return set(slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n != "C99_COMMENT_TOLERANCE" }))
}

// Adjust drops findings that are not wanted and gives the others their level.
// The findings themselves stay as they are; those with another level are
// copies.
func (j *Judgement) Adjust(findings []*analyzer.Finding) []*analyzer.Finding {
	if !j.after {
		return findings
	}
	var out []*analyzer.Finding
	for _, f := range findings {
		s := j.Settings
		if j.of != nil && f.Path != "" {
			if other := j.of(f.Path); other != nil {
				s = other
			}
		}
		if !shown(s, f.Rule.Type) {
			continue
		}
		level, on := levelOf(s, f)
		if !on || level == analyzer.Strict && !s.Strict && !analyzer.StrictPath(f.Path) {
			continue
		}
		if level != f.Level {
			c := *f
			c.Level = level
			f = &c
		}
		out = append(out, f)
	}
	return out
}

// shown reports whether a type passes the filters. The two kinds of long line
// that have a type of their own follow LONG_LINE as well.
func shown(s *config.Settings, typ string) bool {
	if strings.HasPrefix(typ, "LONG_LINE_") && !shown(s, "LONG_LINE") {
		return false
	}
	if len(s.Types) > 0 && !slices.Contains(s.Types, typ) {
		return false
	}
	return !slices.Contains(s.Ignore, typ)
}

// levelOf is the level that a finding is given; on is false where its type is
// turned off.
func levelOf(s *config.Settings, f *analyzer.Finding) (level analyzer.Level, on bool) {
	switch s.Severity[f.Rule.Type] {
	case "off":
		return f.Level, false
	case "error":
		return analyzer.Error, true
	case "warning":
		return analyzer.Warning, true
	case "check":
		return analyzer.Strict, true
	}
	return f.Level, true
}

// Judges reports whether all findings of a rule are shown, so that one that is
// not there is not there.
func (j *Judgement) Judges(r *analyzer.Rule) bool {
	s := j.Settings
	if !shown(s, r.Type) {
		return false
	}
	switch s.Severity[r.Type] {
	case "off":
		return false
	case "error", "warning":
		return true
	case "check":
		return s.Strict
	}
	return s.Strict || !slices.Contains(r.Levels, analyzer.Strict)
}

// Fails reports whether a finding of a level makes a run fail.
func Fails(s *config.Settings, level analyzer.Level) bool {
	switch s.FailLevel {
	case "never":
		return false
	case "error":
		return level == analyzer.Error
	case "warning":
		return level >= analyzer.Warning
	}
	return true
}
