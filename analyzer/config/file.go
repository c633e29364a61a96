// SPDX-License-Identifier: GPL-2.0-or-later

// Package config is what a project says about how it is to be judged: the
// files kstyle.toml and .checkpatch.conf as values, and what holds for one
// path when several of them speak. It reads bytes and returns values with the
// problems it met; it never looks for a file, and it knows the names of rules
// only by asking.
package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/pelletier/go-toml/v2"

	"github.com/kstyle-ls/kstyle-ls/analyzer/glob"
)

// Name is what a project's file is called.
const Name = "kstyle.toml"

// Types answers for the message types there are.
type Types interface {
	// Known reports whether a type is reported by any check.
	Known(name string) bool
	// Names are all types.
	Names() []string
}

// Problem is something wrong in a file. Line and Column count from one; zero
// means the file as a whole.
type Problem struct {
	File         string
	Line, Column int
	Text         string
}

// Error is the problem as compilers write one.
func (p Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text)
}

// Rules are the settings that may differ from path to path. What is nil was
// not said.
type Rules struct {
	Strict        *bool             `toml:"strict"`
	Types         []string          `toml:"types"`
	Ignore        []string          `toml:"ignore"`
	MaxLineLength *int              `toml:"max-line-length"`
	TabSize       *int              `toml:"tab-size"`
	Severity      map[string]string `toml:"severity"`
}

// Override is settings for the paths that match.
type Override struct {
	Paths []string `toml:"paths"`
	Rules

	paths glob.List
}

// File is one kstyle.toml.
type File struct {
	// Name is where it was read, Dir the folder that its patterns start in,
	// both as the reader of files calls them.
	Name string `toml:"-"`

	Extends       string   `toml:"extends"`
	Profile       string   `toml:"profile"`
	FailLevel     string   `toml:"fail-level"`
	Exclude       []string `toml:"exclude"`
	ExtendIgnore  []string `toml:"extend-ignore"`
	MinConfigHelp *int     `toml:"min-conf-desc-length"`
	KconfigPrefix *string  `toml:"kconfig-prefix"`
	CoverLetter   *int     `toml:"cover-letter"`
	// Baseline is the file of known findings; whoever reads the file makes of
	// it a path that holds anywhere.
	Baseline *string `toml:"baseline"`
	// Codespell is a dictionary of codespell; see Baseline.
	Codespell *string `toml:"codespell"`
	Rules
	Overrides []Override `toml:"override"`

	exclude glob.List
	extends Problem // where it stands
}

// ExtendsProblem is a problem with the file that is extended.
func (f *File) ExtendsProblem(text string) Problem {
	p := f.extends
	p.File, p.Text = f.Name, text
	return p
}

// keys are all keys of the file and of its tables, for suggestions.
var keys = []string{
	"baseline", "codespell", "cover-letter", "exclude", "extend-ignore", "extends", "fail-level", "ignore", "kconfig-prefix", "max-line-length",
	"min-conf-desc-length", "override", "paths", "profile", "severity", "strict", "tab-size", "types",
}

// Keys are the names of all settings.
func Keys() []string { return slices.Clone(keys) }

// Severities are what a type's findings may be turned into.
var Severities = []string{"check", "error", "off", "warning"}

// Profiles are ways to judge as a whole.
var Profiles = []string{"checkpatch", "kernel"}

// FailLevels are the least levels that make a run fail.
var FailLevels = []string{"check", "error", "never", "warning"}

// Parse reads a kstyle.toml. With problems the value is what could be read.
func Parse(name string, text []byte, types Types) (*File, []Problem) {
	f := &File{Name: name}
	d := toml.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(f)
	problems := decodeProblems(name, err)
	if len(problems) > 0 {
		return f, problems
	}
	v := &validator{name: name, text: text, types: types}
	v.file(f)
	return f, v.problems
}

// decodeProblems turns the decoder's errors into problems.
func decodeProblems(name string, err error) []Problem {
	var missing *toml.StrictMissingError
	var decode *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &missing):
		var out []Problem
		for i := range missing.Errors {
			line, column := missing.Errors[i].Position()
			key := strings.Join(missing.Errors[i].Key(), ".")
			last := missing.Errors[i].Key()
			text := fmt.Sprintf("there is no setting %s%s", key, Suggest(last[len(last)-1], keys))
			out = append(out, Problem{name, line, column, text})
		}
		return out
	case errors.As(err, &decode):
		line, column := decode.Position()
		return []Problem{{name, line, column, decodeText(decode)}}
	}
	return []Problem{{File: name, Text: strings.TrimPrefix(err.Error(), "toml: ")}}
}

// wrongKind is what the decoder says of a value that is not of its setting's
// kind, and badValue of one that is none.
var (
	wrongKind = regexp.MustCompile(`^cannot decode TOML (\w+) into .* of type (\S+)$`)
	badValue  = regexp.MustCompile(`^unexpected character .* at start of value$`)
)

// kinds are the kinds of values as people call them.
var kinds = map[string]string{
	"string": "a text in quotes", "*string": "a text in quotes", "[]string": `a list of texts, as in ["a", "b"]`,
	"*int": "a whole number", "*bool": "true or false", "map[string]string": "a table", "[]config.Override": "tables [[override]]",
}

// decodeText says what the decoder means.
func decodeText(err *toml.DecodeError) string {
	text := strings.TrimPrefix(err.Error(), "toml: ")
	if m := wrongKind.FindStringSubmatch(text); m != nil && kinds[m[2]] != "" {
		return fmt.Sprintf("%s is no %s; it is %s", strings.Join(err.Key(), "."), m[1], kinds[m[2]])
	}
	if badValue.MatchString(text) {
		text += "; texts stand in quotes, and yes and no are true and false"
	}
	return text
}

// otherNames are what other tools call a setting.
var otherNames = map[string]string{
	"select": "types", "enable": "types", "extend-select": "types", "disable": "ignore", "line-length": "max-line-length",
	"per-file-ignores": "override", "overrides": "override", "files": "paths", "level": "fail-level", "fail-on": "fail-level",
}

// Suggest is "; did you mean X?" for the nearest of the names, or nothing.
func Suggest(name string, names []string) string {
	if other := otherNames[name]; slices.Contains(names, other) {
		return "; did you mean " + other + "?"
	}
	far := max(2, len(name)/3)
	best, least := "", far+1
	for _, n := range names {
		d := levenshtein.ComputeDistance(name, n)
		switch {
		case len(name) > 3 && strings.HasPrefix(n, name):
			d = min(d, far-1)
		case len(name) > 3 && strings.Contains(n, name):
			d = min(d, far)
		}
		if d < least {
			best, least = n, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}

// validator checks what a decoder cannot.
type validator struct {
	name     string
	text     []byte
	types    Types
	problems []Problem
}

// problem reports something about the first place where a word stands as a
// value of its own.
func (v *validator) problem(word, format string, args ...any) {
	p := Problem{File: v.name, Text: fmt.Sprintf(format, args...)}
	p.Line, p.Column = v.find(word)
	v.problems = append(v.problems, p)
}

// find is the position of a word that is not part of a longer one.
func (v *validator) find(word string) (line, column int) { return v.findNth(word, 0) }

// findNth is find that passes over the first n.
func (v *validator) findNth(word string, n int) (line, column int) {
	for at := 0; word != ""; {
		i := bytes.Index(v.text[at:], []byte(word))
		if i < 0 {
			break
		}
		i += at
		at = i + len(word)
		if (i == 0 || !partOfWord(v.text[i-1])) && (at == len(v.text) || !partOfWord(v.text[at])) {
			if n--; n >= 0 {
				continue
			}
			line = bytes.Count(v.text[:i], []byte{'\n'}) + 1
			return line, i - bytes.LastIndexByte(v.text[:i], '\n')
		}
	}
	return 0, 0
}

func partOfWord(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func (v *validator) file(f *File) {
	f.extends.Line, f.extends.Column = v.find("extends")
	v.oneOf("profile", f.Profile, Profiles)
	v.oneOf("fail-level", f.FailLevel, FailLevels)
	v.rules(&f.Rules)
	f.ExtendIgnore = v.typeList("extend-ignore", f.ExtendIgnore)
	f.exclude = v.patterns("exclude", f.Exclude)
	if f.Baseline != nil && !staysBelow(*f.Baseline) {
		v.problem("baseline", "baseline must be a path below the folder of this file")
	}
	if f.CoverLetter != nil && *f.CoverLetter < 0 {
		v.problem("cover-letter", "cover-letter must not be negative")
	}
	if f.MinConfigHelp != nil && *f.MinConfigHelp < 0 {
		v.problem("min-conf-desc-length", "min-conf-desc-length must not be negative")
	}
	for i := range f.Overrides {
		o := &f.Overrides[i]
		if len(o.Paths) == 0 {
			p := Problem{File: v.name, Text: "an override needs paths, or it holds nowhere"}
			p.Line, p.Column = v.findNth("override", i)
			v.problems = append(v.problems, p)
		}
		o.paths = v.patterns("paths", o.Paths)
		v.rules(&o.Rules)
	}
}

func (v *validator) rules(r *Rules) {
	r.Types = v.typeList("types", r.Types)
	r.Ignore = v.typeList("ignore", r.Ignore)
	if r.MaxLineLength != nil && *r.MaxLineLength < 1 {
		v.problem("max-line-length", "max-line-length must be at least 1")
	}
	if r.TabSize != nil && *r.TabSize < 2 {
		v.problem("tab-size", "tab-size must be at least 2")
	}
	names := make([]string, 0, len(r.Severity))
	for name := range r.Severity {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		v.typeList("severity", []string{name})
		v.oneOf("severity of "+name, r.Severity[name], Severities)
	}
}

// pseudoTypes can be ignored and are never reported; checkpatch knows them.
var pseudoTypes = []string{"C99_COMMENT_TOLERANCE"}

func (v *validator) typeList(key string, names []string) []string {
	for i, name := range names {
		upper := strings.ToUpper(strings.TrimSpace(name))
		names[i] = upper
		if !v.types.Known(upper) && !slices.Contains(pseudoTypes, upper) {
			v.problem(name, "%s: there is no type %s%s", key, name, Suggest(upper, v.types.Names()))
		}
	}
	return names
}

func (v *validator) oneOf(key, value string, allowed []string) {
	if value != "" && !slices.Contains(allowed, value) {
		v.problem(value, "%s is %q; there are %s", key, value, strings.Join(allowed, ", "))
	}
}

func (v *validator) patterns(key string, lines []string) glob.List {
	var list glob.List
	for _, line := range lines {
		p, ok := glob.Parse(line)
		if !ok {
			v.problem(cmp.Or(line, key), "%s: %q is no pattern", key, line)
			continue
		}
		list = append(list, p)
	}
	return list
}

// staysBelow reports whether a path with slashes leads to something below where
// it starts, or is empty.
func staysBelow(name string) bool {
	name = strings.ReplaceAll(name, "\\", "/")
	clean := path.Clean(name)
	return name == "" || clean != "." && clean != ".." && !strings.HasPrefix(clean, "../") && !path.IsAbs(clean) && !strings.Contains(clean, ":")
}
