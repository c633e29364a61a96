// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// EmbeddedFilename is reported for files that say their own name.
var EmbeddedFilename = &analyzer.Rule{
	Type:   "EMBEDDED_FILENAME",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "File that contains its own path",
	Doc: `Where a file is one sees without being told, and what it says about that
is forgotten when the file moves. The whole path must be on the line. Files at
the root of the tree, whose path is an ordinary word, are left alone.`,
	Bad:     "/* drivers/x/a.c: a driver */\n",
	Good:    "/* A driver. */\n",
	Example: "drivers/x/a.c",
	Link:    "dev-tools/checkpatch.html#others",
}

var embeddedFilename = &analyzer.Check{
	Rules:  []*analyzer.Rule{EmbeddedFilename},
	Kinds:  source.AnyFile,
	OnText: checkEmbeddedFilename,
}

const filenameMessage = "no need to say the name of the file in it"

func checkEmbeddedFilename(p *analyzer.Pass) {
	path := []byte(p.Text.Path)
	if len(path) == 0 {
		checkNoFilename(p)
		return
	}
	next := 0
	for from := range p.Marks(p.Text.Path) {
		if from < next {
			continue
		}
		i := p.Text.LineAt(uint32(from))
		l := p.Text.Lines[i]
		line := p.Raw(i)
		col := from - int(l.Start)
		// The marker of an added line stands in front, and is no word.
		if col+len(path) > len(line) || !p.Added(i) || !boundary(line, col) || !boundary(line, col+len(path)) {
			continue
		}
		next = int(l.End) + 1
		x := p.Warn(EmbeddedFilename, p.Columns(i, col, col+len(path)), filenameMessage)
		if !strings.Contains(p.Text.Path, "/") {
			x.DifferNarrower("the name of a file at the root of the tree is an ordinary word")
		}
	}
}

// checkNoFilename is for agreement: the path of a hunk without a file is empty,
// and for checkpatch every line with a word contains it.
func checkNoFilename(p *analyzer.Pass) {
	if !p.Parity() {
		return
	}
	for i := range p.Text.Lines {
		if p.Added(i) && bytes.ContainsFunc(p.Raw(i), func(r rune) bool { return r < 0x80 && isWord(byte(r)) }) {
			p.Warn(EmbeddedFilename, p.LineRange(i), filenameMessage).DifferNarrower("the hunk names no file")
		}
	}
}
