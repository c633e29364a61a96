// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/baseline"
)

// checkBaseline refuses a baseline that cannot be used before anything is
// checked. here is what holds in the current folder.
func (f *checkFlags) checkBaseline(here *config.Settings) error {
	switch {
	case (f.updateBaseline || f.prune) && f.parity:
		return usagef("a baseline is not written with --parity")
	case here.Baseline == "" && (f.updateBaseline || f.prune):
		return usagef("which baseline? Name one with --baseline or in %s", config.Name)
	case here.Baseline == "":
		return nil
	}
	err := (&baseline.Books{}).At(here.Baseline).Err()
	if f.updateBaseline && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return usagef("%v", err)
	}
	return nil
}

// absolute is a path that holds anywhere, nil for none.
func absolute(name string) (*string, error) {
	if name == "" {
		return nil, nil
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, failed(fmt.Errorf("find %s: %w", name, err))
	}
	return &abs, nil
}
