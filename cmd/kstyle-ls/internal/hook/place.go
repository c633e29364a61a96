// SPDX-License-Identifier: GPL-2.0-or-later

package hook

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// Vet returns why hooks are better not put into a folder: it serves other
// repositories as well, or it only seems to be in this one.
func Vet(d vcs.HooksDir) error {
	switch d.Scope {
	case "", "local", "worktree":
	default:
		return fmt.Errorf("core.hooksPath in %s makes all repositories share the hooks in %s; use --force to put them there, or set another for this repository: git config core.hooksPath .git/hooks", d.Origin, d.Path)
	}
	real, err := resolve(d.Path)
	if err != nil {
		return err
	}
	for _, home := range []string{d.Top, d.Common} {
		home, err := resolve(home)
		if err != nil {
			return err
		}
		if rel, err := filepath.Rel(home, real); err == nil && filepath.IsLocal(rel) {
			return nil
		}
	}
	return fmt.Errorf("the hooks of this repository are in %s, which is outside of it; use --force to put them there", real)
}

// InWorkTree reports whether the hooks lie among the files of the work tree.
func InWorkTree(d vcs.HooksDir) bool {
	in := func(home string) bool {
		rel, err := filepath.Rel(home, d.Path)
		return err == nil && filepath.IsLocal(rel)
	}
	return in(d.Top) && !in(d.Common) && !in(filepath.Join(d.Top, ".git"))
}

// resolve follows the links in the part of a path that exists.
func resolve(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	if _, err := os.Lstat(path); err == nil {
		return "", fmt.Errorf("%s is a link that leads nowhere", path)
	}
	up := filepath.Dir(path)
	if up == path {
		return path, nil
	}
	if up, err = resolve(up); err != nil {
		return "", err
	}
	return filepath.Join(up, filepath.Base(path)), nil
}
