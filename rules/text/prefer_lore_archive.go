// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// PreferLoreArchive is reported for links to archives other than lore.
var PreferLoreArchive = &analyzer.Rule{
	Type:   "PREFER_LORE_ARCHIVE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Link to a mail archive other than lore.kernel.org",
	Doc: `lore.kernel.org keeps the mails of the kernel's lists under addresses
that last, made of the message's own name. Links to other archives break. Lines
that a patch removes or leaves as they are, and pages about a list, are not
meant.`,
	Bad:     example("See https://marc.info/?l=linux-kernel&m=1\n"),
	Good:    example("See https://lore.kernel.org/r/1@example.org\n"),
	Example: "x.patch",
	Link:    "maintainer/configure-git.html",
}

// archives are where mails of the kernel's lists are, or were, to be read.
var archives = []string{
	"freedesktop.org/archives/dri-devel",
	"lists.infradead.org",
	"lkml.org",
	"mail-archive.com",
	"mailman.alsa-project.org/pipermail",
	"marc.info",
	"ozlabs.org/pipermail",
	"spinics.net",
}

const loreMessage = "link to lore.kernel.org instead"

var preferLoreArchive = &analyzer.Check{
	Rules:  []*analyzer.Rule{PreferLoreArchive},
	Kinds:  source.AnyFile,
	OnText: checkLore,
}

var preferLoreArchiveInMessage = &analyzer.Check{Rules: []*analyzer.Rule{PreferLoreArchive}, OnView: checkLoreInMessage}

const http = "http"

// findArchive finds the name of an archive behind "http" on a line.
func findArchive(line []byte) (from, to int, ok bool) {
	at := bytes.Index(line, []byte(http))
	if at < 0 {
		return 0, 0, false
	}
	for at += len(http); at < len(line); at++ {
		c := line[at] | 0x20
		if c != 'f' && c != 'l' && c != 'm' && c != 'o' && c != 's' || isWord(line[at-1]) {
			continue
		}
		for _, a := range archives {
			if hasPrefixFold(line[at:], a) {
				return at, at + len(a), true
			}
		}
	}
	return 0, 0, false
}

// isListPage tells whether a link is to the page of a list, where one
// subscribes, and not to a mail.
func isListPage(line []byte, end int) bool {
	rest := line[end:]
	if len(rest) == 0 || rest[0] != '/' || len(rest) == 1 || isSpace(rest[1]) {
		return true
	}
	return hasPrefixFold(rest, "/mailman/")
}

func checkLore(p *analyzer.Pass) {
	next := 0
	for at := range p.Marks(http) {
		if at < next {
			continue
		}
		i := p.Text.LineAt(uint32(at))
		next = int(p.Text.Lines[i].End) + 1
		if !p.Added(i) && !p.Parity() {
			continue
		}
		line := p.Raw(i)
		from, to, ok := findArchive(line)
		if !ok {
			continue
		}
		x := p.Warn(PreferLoreArchive, p.Columns(i, from, to), loreMessage)
		switch {
		case !p.Added(i):
			x.DifferNarrower("the line is not changed")
		case isListPage(line, to):
			x.DifferNarrower("the link is to the page of a list")
		}
	}
}

// checkLoreInMessage looks at the lines outside of files; for checkpatch those
// that are removed are among them.
func checkLoreInMessage(p *analyzer.Pass, v *analyzer.View) {
	for i := range v.Len() {
		l := v.Line(i)
		if !outside(&l) || v.Script == nil && !l.InLog() && l.Class != patch.ClassNotes {
			continue
		}
		from, to, ok := findArchive(l.Text)
		if !ok {
			continue
		}
		x := p.ReportView(v, analyzer.Warning, PreferLoreArchive, i, from, to, loreMessage)
		if v.Script == nil && isListPage(l.Text, to) {
			x.DifferNarrower("the link is to the page of a list")
		}
	}
}
