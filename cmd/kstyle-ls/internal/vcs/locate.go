// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"os"
	"path/filepath"
	"strings"
)

// Place is where a repository lies.
type Place struct {
	Top    string // of the work tree
	Common string // the folder that git keeps for all its work trees
}

// Locate finds the repository that a folder is in by looking for .git, without
// starting git.
func Locate(dir string) (Place, bool) {
	for {
		dot := filepath.Join(dir, ".git")
		info, err := os.Stat(dot)
		switch {
		case err == nil && info.IsDir():
			return Place{dir, dot}, true
		case err == nil:
			own, ok := ownFolder(dir)
			if !ok {
				return Place{}, false
			}
			// A further work tree names the folder of all in its own.
			if common, ok := linked(filepath.Join(own, "commondir"), ""); ok {
				return Place{dir, common}, true
			}
			return Place{dir, own}, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return Place{}, false
		}
		dir = up
	}
}

// Own is where git keeps what is the work tree's own, such as its HEAD.
func (p Place) Own() string {
	own, ok := ownFolder(p.Top)
	if !ok {
		return p.Common
	}
	return own
}

// ownFolder is where git keeps what is a work tree's own, such as its HEAD.
func ownFolder(top string) (string, bool) {
	dot := filepath.Join(top, ".git")
	if info, err := os.Stat(dot); err != nil || info.IsDir() {
		return dot, err == nil
	}
	return linked(dot, "gitdir: ")
}

// linked reads a file that holds the path of a folder behind a prefix.
func linked(file, prefix string) (string, bool) {
	data, err := os.ReadFile(file)
	if err != nil || len(data) > 1<<16 {
		return "", false
	}
	path, ok := strings.CutPrefix(strings.TrimSpace(string(data)), prefix)
	if !ok || path == "" {
		return "", false
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(file), path)
	}
	return path, true
}
