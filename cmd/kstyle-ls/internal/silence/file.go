// SPDX-License-Identifier: GPL-2.0-or-later

package silence

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// FileName is where the records are, from the folder that git keeps for all
// work trees of a repository.
const FileName = "kstyle/ignores"

// Load reads the records of a repository by its git folder. None is no error.
func Load(gitDir string) (Records, []string, error) {
	data, err := os.ReadFile(filepath.Join(gitDir, FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return Records{}, nil, nil
	}
	if err != nil {
		return Records{}, nil, fmt.Errorf("read the silence records: %w", err)
	}
	r, problems := Parse(data)
	return r, problems, nil
}

// Save writes the records so that at every moment the file is the old or the
// new one.
func Save(gitDir string, r Records) error {
	name := filepath.Join(gitDir, FileName)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("write the silence records: %w", err)
	}
	if err := renameio.WriteFile(name, r.Format(), 0o644); err != nil {
		return fmt.Errorf("write the silence records: %w", err)
	}
	return nil
}
