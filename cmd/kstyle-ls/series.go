// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"os"
	"strings"
)

// splitSeries takes ranges such as main..topic out of the inputs of a series,
// unless they are files, and refuses what makes no sense with one.
func (f *checkFlags) splitSeries(paths []string) ([]string, error) {
	if !f.series {
		return paths, nil
	}
	for _, other := range []struct {
		flag  string
		given bool
	}{
		{"--fix", f.fix}, {"--diff", f.diff}, {"--staged", f.staged}, {"--diff-base", f.diffBase != ""},
		{"--file", f.asFile}, {"--commit-msg", f.asMessage}, {"--parity", f.parity},
	} {
		if other.given {
			return nil, usagef("--series and %s do not go together", other.flag)
		}
	}
	var files []string
	for _, p := range paths {
		if _, err := os.Lstat(p); err != nil && strings.Contains(p, "..") && !strings.HasPrefix(p, "../") && !strings.Contains(p, "/../") {
			f.revisions = append(f.revisions, p)
			continue
		}
		files = append(files, p)
	}
	return files, nil
}
