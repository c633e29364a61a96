// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// corpusFiles is how many files corpus draws, and corpusBytes how large each
// may be: every edit judges the whole file once more.
const (
	corpusFiles = 50
	corpusBytes = 40_000
)

// corpus draws C files by the seed and puts them into one folder of the cache,
// for the test that edits them at random.
func corpus(o options, tree kernel.Tree) error {
	names, err := tree.Sample(o.seed, 4*corpusFiles, corpusBytes)
	if err != nil {
		return err
	}
	dir := filepath.Join(o.cache, "edit-corpus")
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	drawn := 0
	for _, name := range names {
		if drawn == corpusFiles || !strings.HasSuffix(name, ".c") && !strings.HasSuffix(name, ".h") {
			continue
		}
		text, err := tree.Read(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, "/", "_")), text, 0o644); err != nil {
			return err
		}
		drawn++
	}
	if drawn < corpusFiles {
		return fmt.Errorf("the tree has %d C files for the corpus, not %d", drawn, corpusFiles)
	}
	return nil
}
