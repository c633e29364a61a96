// SPDX-License-Identifier: GPL-2.0-or-later

// Package settings finds the configuration files that hold for a path and
// turns what they say into options of the engine, for the command line and
// the server alike. It knows where files are looked for; what they may say is
// the affair of package config. It must never decide what is a finding.
package settings

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

const (
	// maxFile is the largest configuration file that is read, in bytes.
	maxFile = 1 << 20
	// maxExtends is how far files may extend each other.
	maxExtends = 8
)

// Loader answers what holds for a path. It reads each file once, and is safe
// for concurrent use.
type Loader struct {
	types config.Types
	fixed string       // the one file to use, "" to look for files
	none  bool         // use no files
	last  *config.File // said over everything, such as a command line

	mu     sync.Mutex
	stacks map[string]*stack // by folder
	files  map[string]*loaded
}

// Options of New.
type Options struct {
	// Fixed names the file to use in place of those that are found.
	Fixed string
	// None uses no files at all.
	None bool
	// Last is said over everything else.
	Last *config.File
}

// New returns a loader for the rules of an analyzer.
func New(a *analyzer.Analyzer, o Options) *Loader {
	return &Loader{types: ruleTypes{a}, fixed: o.Fixed, none: o.None, last: o.Last,
		stacks: map[string]*stack{}, files: map[string]*loaded{}}
}

// Types answers config's questions about types, for the rules of an analyzer.
func Types(a *analyzer.Analyzer) config.Types { return ruleTypes{a} }

type ruleTypes struct{ a *analyzer.Analyzer }

func (t ruleTypes) Known(name string) bool { return t.a.Rule(name) != nil }

func (t ruleTypes) Names() []string {
	var names []string
	for _, r := range t.a.Rules() {
		names = append(names, r.Type)
	}
	return names
}

// layer is one file and the folder that its patterns start in.
type layer struct {
	file *config.File
	dir  string
}

// stack is the files that hold in a folder, the weakest first.
type stack struct {
	layers []layer
	err    error
}

type loaded struct {
	file *config.File
	err  error
}

// For is what holds for a path. The error is what is wrong with the files,
// one line a problem.
func (l *Loader) For(path string) (*config.Settings, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	st := l.stackOf(filepath.Dir(abs))
	l.mu.Unlock()
	if st.err != nil {
		return nil, st.err
	}
	s := config.Defaults()
	for _, layer := range st.layers {
		rel, err := filepath.Rel(layer.dir, abs)
		if err != nil {
			rel = ""
		}
		s = s.Apply(layer.file, filepath.ToSlash(rel))
	}
	if l.last != nil {
		if len(l.last.Types) > 0 {
			s.Ignore = nil // who asks for a type now wants to see it
		}
		s = s.Apply(l.last, "")
	}
	return s, nil
}

// Varies reports whether the files that hold for a path have overrides, so
// that its neighbours may be judged differently.
func (l *Loader) Varies(path string) bool {
	abs, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.stackOf(filepath.Dir(abs)).overridden()
}

// VariesBelow reports whether any of these paths, which start in a folder, may
// be judged differently from what is beside it: by overrides, or by files of
// their own.
func (l *Loader) VariesBelow(dir string, paths []string) bool {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	base := l.stackOf(dir)
	return base.overridden() || slices.ContainsFunc(paths, func(path string) bool {
		return !slices.Equal(l.stackOf(filepath.Join(dir, filepath.Dir(filepath.FromSlash(path)))).layers, base.layers)
	})
}

// overridden tells if any file of the stack has overrides.
func (s *stack) overridden() bool {
	return slices.ContainsFunc(s.layers, func(y layer) bool { return y.file != nil && len(y.file.Overrides) > 0 })
}

// Files are the files that hold in the folder of a path, the weakest first.
func (l *Loader) Files(path string) ([]string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	st := l.stackOf(filepath.Dir(abs))
	var names []string
	for _, layer := range st.layers {
		names = append(names, layer.file.Name)
	}
	return names, st.err
}

// stackOf finds the files for a folder: the nearest kstyle.toml, with what it
// extends; or else the user's own, and over it the nearest .checkpatch.conf.
func (l *Loader) stackOf(dir string) *stack {
	if l.none {
		return &stack{}
	}
	if st := l.stacks[dir]; st != nil {
		return st
	}
	st := &stack{}
	l.stacks[dir] = st
	if l.fixed != "" {
		st.layers, st.err = l.chain(l.fixed, nil)
		return st
	}
	if name, ok := nearest(dir, config.Name); ok {
		st.layers, st.err = l.chain(name, nil)
		return st
	}
	if name, ok := userFile(); ok {
		st.layers, st.err = l.chain(name, nil)
	}
	name, ok := nearest(dir, config.CheckpatchName)
	if home, err := os.UserHomeDir(); !ok && err == nil {
		name = filepath.Join(home, config.CheckpatchName)
		ok = isFile(name)
	}
	if ok {
		f := l.load(name)
		st.err = errors.Join(st.err, f.err)
		st.layers = append(st.layers, layer{f.file, filepath.Dir(name)})
	}
	return st
}

// nearest looks for a file in a folder and those above it.
func nearest(dir, base string) (string, bool) {
	for {
		name := filepath.Join(dir, base)
		if isFile(name) {
			return name, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir = up
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// userFile is the user's own kstyle.toml.
func userFile() (string, bool) {
	base, err := os.UserConfigDir()
	if err != nil {
		return "", false
	}
	name := filepath.Join(base, "kstyle", config.Name)
	return name, isFile(name)
}

// chain is a file behind those that it extends; above are those that extend it.
func (l *Loader) chain(name string, above []string) ([]layer, error) {
	f := l.load(name)
	if f.err != nil {
		return nil, f.err
	}
	own := layer{f.file, filepath.Dir(name)}
	if f.file.Extends == "" {
		return []layer{own}, nil
	}
	base := besideFile(name, f.file.Extends)
	above = append(above, name)
	switch {
	case base == name:
		return nil, f.file.ExtendsProblem("the file extends itself")
	case slices.Contains(above, base):
		return nil, f.file.ExtendsProblem(fmt.Sprintf("%s extends this file already, by way of others", base))
	case len(above) > maxExtends:
		return nil, f.file.ExtendsProblem(fmt.Sprintf("files that extend each other: at most %d", maxExtends))
	case !isFile(base):
		return nil, f.file.ExtendsProblem(fmt.Sprintf("extends %s: there is no such file", base))
	}
	layers, err := l.chain(base, above)
	return append(layers, own), err
}

// besideFile is a path that a file names, from its folder.
func besideFile(name, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(filepath.Dir(name), path)
}

// load reads one file.
func (l *Loader) load(name string) *loaded {
	if f := l.files[name]; f != nil {
		return f
	}
	f := &loaded{}
	l.files[name] = f
	text, err := read(name)
	if err != nil {
		f.err = config.Problem{File: name, Text: err.Error()}
		return f
	}
	parse := config.Parse
	if filepath.Base(name) == config.CheckpatchName {
		parse = config.ParseCheckpatch
	}
	var problems []config.Problem
	f.file, problems = parse(name, text, l.types)
	for _, path := range []*string{f.file.Baseline, f.file.Codespell} {
		if path != nil && *path != "" {
			*path = besideFile(name, *path)
		}
	}
	for _, p := range problems {
		f.err = errors.Join(f.err, p)
	}
	return f
}

func read(name string) ([]byte, error) { return readLimited(name, maxFile) }

// maxDictionary is the largest dictionary that is read, in bytes.
const maxDictionary = 64 << 20

// Dictionary is the text of the codespell dictionary of settings, nil if they
// name none.
func Dictionary(s *config.Settings) ([]byte, error) {
	if s.Codespell == "" {
		return nil, nil
	}
	text, err := readLimited(s.Codespell, maxDictionary)
	if err != nil {
		return nil, fmt.Errorf("dictionary of codespell %s: %w", s.Codespell, err)
	}
	return text, nil
}

// readLimited reads a regular file of at most so many bytes.
func readLimited(name string, limit int64) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, errors.New("there is no such file")
	case err != nil:
		return nil, errors.Unwrap(err)
	case !info.Mode().IsRegular():
		return nil, errors.New("this is no file")
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, errors.Unwrap(err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(text)) > limit {
		err = fmt.Errorf("larger than %d bytes, which is more than is read", limit)
	}
	return text, err
}
