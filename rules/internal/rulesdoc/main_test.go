// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

func TestDocumentIsFresh(t *testing.T) {
	have, err := os.ReadFile(filepath.Join("..", "..", document))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, render(analyzer.New(rules.All()))) {
		t.Errorf("rules/%s is not what the rules say: run go generate ./rules", document)
	}
}
