// SPDX-License-Identifier: GPL-2.0-or-later

package hook

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// mode is that of a hook: git runs what is executable.
const mode = 0o755

// State is what there is of one hook.
type State struct {
	Name, Path string
	// Ours is true for a script that Install wrote, Edited for one that was
	// changed since, Other for what somebody else put there.
	Ours, Edited, Other bool
	// Chained is true if ours runs another one first.
	Chained bool
	// Off is true for a file that git does not run because it may not be
	// executed.
	Off bool
}

// Look tells what there is of a hook in a folder.
func Look(dir, name string) (State, error) {
	s := State{Name: name, Path: filepath.Join(dir, name)}
	who, _, err := look(s.Path)
	if err != nil {
		return s, err
	}
	s.Ours, s.Edited, s.Other = who == ours, who == changed, who == somebody
	if who == nobody {
		return s, nil
	}
	if info, err := os.Stat(s.Path); err == nil {
		s.Off = info.Mode().Perm()&0o111 == 0
	}
	_, err = os.Lstat(s.Path + besideSuffix)
	s.Chained = err == nil
	return s, nil
}

// look reads a hook. What is no regular file is never ours.
func look(path string) (owner, string, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nobody, "", nil
	case err != nil:
		return nobody, "", err
	case !info.Mode().IsRegular():
		return somebody, "", nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nobody, "", err
	}
	return ownerOf(string(text)), string(text), nil
}

// Options say how to install.
type Options struct {
	// Program is the absolute path of this program.
	Program string
	// Chain keeps a hook that is there under another name and runs it first.
	Chain bool
	// Force replaces scripts of ours that were edited.
	Force bool
}

// Install writes hooks into a folder, all or, if one of them cannot be, none.
// It returns what it did to each.
func Install(dir string, names []string, o Options) ([]string, error) {
	steps := make([]func() (string, error), len(names))
	for i, name := range names {
		var err error
		if steps[i], err = plan(dir, name, o); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	var done []string
	for _, step := range steps {
		what, err := step()
		if err != nil {
			return done, err
		}
		done = append(done, what)
	}
	return done, nil
}

// plan decides what is to be done to one hook.
func plan(dir, name string, o Options) (func() (string, error), error) {
	path := filepath.Join(dir, name)
	beside := path + besideSuffix
	who, text, err := look(path)
	if err != nil {
		return nil, err
	}
	_, err = os.Lstat(beside)
	chained := err == nil
	switch {
	case who == changed && !o.Force:
		return nil, fmt.Errorf("%s was written by 'hook install' and changed by hand; use --force to replace it", path)
	case who == somebody && !o.Chain:
		return nil, fmt.Errorf("%s is somebody else's; use --chain to run it first and then ours, or add to it: kstyle-ls hook run %s -- \"$@\"", path, name)
	case who == somebody && chained:
		return nil, fmt.Errorf("%s and %s are both somebody else's; put them together by hand", path, beside)
	case who == somebody:
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return nil, fmt.Errorf("%s is a folder", path)
		}
		return func() (string, error) {
			// A second name first, so that a hook is there at every moment.
			if err := os.Link(path, beside); err != nil {
				return "", fmt.Errorf("keep %s as %s: %w", path, beside, err)
			}
			return path + ": installed; what was there runs first", write(path, script(name, o.Program, true))
		}, nil
	}
	want := script(name, o.Program, chained)
	if who == ours && text == want {
		return func() (string, error) { return path + ": is there already", os.Chmod(path, mode) }, nil
	}
	what := ": installed"
	if who != nobody {
		what = ": replaced by this version's"
	}
	return func() (string, error) { return path + what, write(path, want) }, nil
}

func write(path, text string) error {
	return renameio.WriteFile(path, []byte(text), mode, renameio.WithStaticPermissions(mode))
}

// Uninstall takes hooks of ours out of a folder and puts back what was there
// before. Those of others stay; with force, ours go even if they were edited.
func Uninstall(dir string, names []string, force bool) ([]string, error) {
	var done []string
	for _, name := range names {
		path := filepath.Join(dir, name)
		who, _, err := look(path)
		switch {
		case err != nil:
			return done, err
		case who == nobody:
			continue
		case who == somebody:
			done = append(done, path+": is somebody else's, left alone")
			continue
		case who == changed && !force:
			return done, fmt.Errorf("%s was changed by hand; use --force to remove it all the same", path)
		}
		err = os.Rename(path+besideSuffix, path)
		what := ": removed, what was there before is back"
		if errors.Is(err, fs.ErrNotExist) {
			err, what = os.Remove(path), ": removed"
		}
		if err != nil {
			return done, err
		}
		done = append(done, path+what)
	}
	return done, nil
}

// String says in words what there is.
func (s State) String() string {
	words := "not there"
	switch {
	case s.Ours:
		words = "installed"
	case s.Edited:
		words = "installed, and changed by hand"
	case s.Other:
		words = "somebody else's"
	}
	if s.Chained && (s.Ours || s.Edited) {
		words += ", behind the one that was there before"
	}
	if s.Off {
		words += ", but git does not run it: it may not be executed (chmod +x)"
	}
	return words
}
