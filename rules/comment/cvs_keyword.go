// SPDX-License-Identifier: GPL-2.0-or-later

package comment

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// CVSKeyword is reported for marks that only CVS and RCS keep up to date.
var CVSKeyword = &analyzer.Rule{
	Type:   "CVS_KEYWORD",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A mark of CVS that nobody updates",
	Doc: `Id, Revision, Log and their kin between dollar signs were filled in by CVS
and RCS on every check-out. Git leaves them as they are, so what they say has
been wrong for years. Drop them; git log knows better. A word that merely
begins like one of the marks is not meant.`,
	Bad:  "/* $Id: a.c,v 1.4 1999/01/02 03:04:05 joe Exp $ */\nint a;\n",
	Good: "/* The one and only. */\nint a;\n",
	Link: "dev-tools/checkpatch.html#others",
	Fix:  analyzer.FixNever,
}

var cvsKeyword = &analyzer.Check{
	Rules:  []*analyzer.Rule{CVSKeyword},
	OnText: checkCVSKeyword,
}

// cvsWords are the marks that checkpatch knows, then the others.
var cvsWords = []string{"Revision", "Log", "Id",
	"Author", "CVSHeader", "Date", "Header", "Locker", "RCSfile", "Source", "State"}

// checkCVSKeyword goes from one dollar sign of the text to the next: C has no
// use for them.
func checkCVSKeyword(p *analyzer.Pass) {
	next := uint32(0)
	for at := range p.Marks("$") {
		if uint32(at) < next {
			continue
		}
		line := p.Text.LineAt(uint32(at))
		if p.Added(line) && reportKeyword(p, line, at-int(p.Text.Lines[line].Start)) {
			next = p.Text.Lines[line].End
		}
	}
}

// reportKeyword reports the mark that begins with the dollar sign at column i,
// in bytes, and tells whether the line is done with: checkpatch reports a line
// once. It is content with the beginning of one of its three
// words; we want the colon or the dollar sign behind it.
func reportKeyword(p *analyzer.Pass, line, i int) bool {
	rest := p.Raw(line)[i+1:]
	for k, word := range cvsWords {
		if !bytes.HasPrefix(rest, []byte(word)) {
			continue
		}
		tail := rest[len(word):]
		real := len(tail) > 0 && (tail[0] == '$' || tail[0] == ':')
		known := k < 3
		if !real && !known {
			continue
		}
		f := p.Warn(CVSKeyword, p.Columns(line, i, i+1+len(word)), "nobody will update this mark")
		switch {
		case !real:
			f.DifferNarrower("a word that begins like a mark of CVS")
		case !known:
			f.DifferWider("CVS has more marks than three")
		}
		return known
	}
	return false
}
