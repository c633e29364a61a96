// SPDX-License-Identifier: GPL-2.0-or-later

// Package recipients asks the MAINTAINERS of a tree on disk who is to be told
// of files and patches, and prints the answer as get_maintainer.pl does. It
// knows where the tree's files lie; by what rules they are read is the affair
// of analyzer/maintainers. It sends nothing.
package recipients

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/tree"
)

// maxBytes is the largest input that is read.
const maxBytes = 1 << 28

// Finder knows the MAINTAINERS of a tree. Close it after use.
type Finder struct {
	root    string
	source  string // where the MAINTAINERS is from
	tree    *tree.Tree
	file    *maintainers.File
	mailmap *maintainers.Mailmap
}

// Open reads what a tree says of its people.
func Open(root string) (*Finder, error) {
	t, err := tree.Open(root, treefs.Extra{})
	if err != nil {
		return nil, err
	}
	f := &Finder{root: root, source: filepath.Join(root, "MAINTAINERS"), tree: t}
	text := t.Read("MAINTAINERS")
	if text == nil {
		t.Close()
		return nil, fmt.Errorf("%s: there is no such file", f.source)
	}
	f.file = maintainers.Parse(text)
	f.mailmap = maintainers.ParseMailmap(t.Read(".mailmap"))
	return f, nil
}

// Close gives the tree back.
func (f *Finder) Close() error { return f.tree.Close() }

// Use has the finder read another MAINTAINERS: a file, or all files of a folder.
func (f *Finder) Use(name string) error {
	names := []string{name}
	if entries, err := os.ReadDir(name); err == nil {
		names = nil
		for _, e := range entries {
			if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				names = append(names, filepath.Join(name, e.Name()))
			}
		}
		if len(names) == 0 {
			return fmt.Errorf("%s: there are no files in it", name)
		}
	}
	var text []byte
	for _, n := range names {
		one, err := os.ReadFile(n)
		if err != nil {
			return err
		}
		text = append(append(text, one...), '\n')
	}
	f.source, f.file = name, maintainers.Parse(text)
	return nil
}

// Problems are the patterns that cannot be read, by file and line.
func (f *Finder) Problems() []string {
	var out []string
	for _, p := range f.file.Problems() {
		out = append(out, fmt.Sprintf("%s:%d: %s", f.source, p.Line, p.Text))
	}
	return out
}

// Ask answers a query.
func (f *Finder) Ask(q maintainers.Query, o maintainers.Options) maintainers.Answer {
	return f.file.Ask(q, f.tree, o)
}

// Options are the script's defaults with the names that the tree knows.
func (f *Finder) Options() maintainers.Options {
	o := maintainers.Defaults()
	o.Mailmap = f.mailmap
	return o
}

// Conf are the options that the tree or the user wants in front of others, and
// the file that they are from. Those of a tree are text of others: they may
// choose what is told, but not which files are read.
func Conf(root string) (o *Options, from string, err error) {
	dirs := []string{root}
	if home, err := os.UserHomeDir(); err == nil {
		dirs = append(dirs, home)
	}
	for _, dir := range append(dirs, filepath.Join(root, ".scripts")) {
		from = filepath.Join(dir, ConfName)
		text, err := os.ReadFile(from)
		if err != nil {
			continue // there is none, which is usual
		}
		o = Defaults()
		if err := o.Parse(ConfWords(text)); err != nil {
			return nil, from, fmt.Errorf("%s: %w", from, err)
		}
		if o.Root != "" || len(o.Inputs) > 0 || o.MaintainersFile != "" && !filepath.IsLocal(o.MaintainersFile) {
			return nil, from, fmt.Errorf("%s: it must not name inputs, or files outside of the tree", from)
		}
		if o.MaintainersFile != "" {
			o.MaintainersFile = filepath.Join(root, o.MaintainersFile)
		}
		return o, from, nil
	}
	return Defaults(), "", nil
}

// query reads one input. warning is what the user should know of it.
func (f *Finder) query(name string, o *Options, stdin io.Reader) (q maintainers.Query, warning string, err error) {
	if name == "-" {
		text, err := limited(stdin)
		if err != nil {
			return q, "", err
		}
		q, warning = ofPatch(name, text)
		return q, warning, nil
	}
	info, err := os.Stat(name)
	rel, inside := f.inside(name)
	if err != nil && inside {
		// As it is called within the tree, wherever we are.
		info, err = os.Stat(filepath.Join(f.root, rel))
		name = filepath.Join(f.root, rel)
	}
	switch {
	case errors.Is(err, os.ErrNotExist):
		return q, "", errors.New("there is no such file or folder")
	case err != nil:
		return q, "", err
	case info.IsDir() && inside:
		return maintainers.Query{Paths: []string{rel + "/"}}, "", nil
	case info.IsDir():
		return q, "", fmt.Errorf("is a folder outside of the tree %s", f.root)
	}
	text, err := readFile(name)
	if err != nil {
		return q, "", err
	}
	if !o.File && (!inside || isPatch(name, text)) {
		q, warning = ofPatch(name, text)
		return q, warning, nil
	}
	if !inside {
		return q, "", fmt.Errorf("is not in the tree %s", f.root)
	}
	q.Paths = []string{rel}
	if o.Keywords && o.KeywordsInFile && rel != "MAINTAINERS" {
		q.Contents = []string{string(text)}
	}
	return q, "", nil
}

// inside is the path of a file within the tree, with slashes.
func (f *Finder) inside(name string) (string, bool) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(f.root, abs)
	if err == nil && filepath.IsLocal(rel) && rel != "." {
		if _, err := os.Lstat(abs); err == nil {
			return filepath.ToSlash(rel), true
		}
	}
	if rel = filepath.Clean(name); filepath.IsLocal(rel) && rel != "." {
		if _, err := os.Lstat(filepath.Join(f.root, rel)); err == nil {
			return filepath.ToSlash(rel), true
		}
	}
	return "", false
}

// isPatch tells patches by name and content.
func isPatch(name string, text []byte) bool {
	switch filepath.Ext(name) {
	case ".patch", ".diff", ".mbox", ".eml":
		return true
	}
	switch patch.Detect(text) {
	case patch.KindDiff, patch.KindMail, patch.KindMbox:
		return true
	}
	return false
}

// ofPatch is the query for all patches in a text.
func ofPatch(name string, text []byte) (q maintainers.Query, warning string) {
	s := patch.Parse(text, patch.Options{})
	for _, m := range s.Messages {
		q.Add(maintainers.OfMessage(s.Input, m))
	}
	if len(q.Paths) == 0 {
		warning = fmt.Sprintf("%s does not appear to be a patch; for a file of the tree, say -f", name)
	}
	return q, warning
}

func readFile(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return limited(file)
}

func limited(from io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(from, maxBytes+1))
	if err == nil && len(text) > maxBytes {
		err = fmt.Errorf("larger than %d MiB, which is no patch", maxBytes>>20)
	}
	return text, err
}
