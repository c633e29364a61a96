// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// corpusFiles is how many files corpus draws, and corpusBytes how large each
// may be: every edit judges the whole file once more.
const (
	corpusFiles = 50
	corpusBytes = 40_000
	// corpusBoxes mailboxes of corpusMails patches come besides.
	corpusBoxes = 5
	corpusMails = 8
)

// corpus draws C files and patches by the seed and puts them into one folder of the cache,
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
	for i := range corpusBoxes {
		text, err := mailbox(o.seed+uint64(i), tree, corpusMails, 1<<20)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.mbox", i)), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// mailbox is so many patches of files of the tree, or fewer if they are large.
func mailbox(seed uint64, tree kernel.Tree, mails, most int) ([]byte, error) {
	names, err := tree.Sample(seed, 4*mails, corpusBytes)
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !strings.HasSuffix(name, ".c") && !strings.HasSuffix(name, ".h") })
	patches, err := tree.Patches(seed, mails, names)
	if err != nil {
		return nil, err
	}
	var text []byte
	for _, one := range patches {
		if len(text)+len(one) > most {
			break
		}
		if !bytes.HasPrefix(one, []byte("From ")) {
			text = append(text, "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"...)
		}
		text = append(append(text, one...), '\n')
	}
	return text, nil
}
