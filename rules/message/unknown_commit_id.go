// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// UnknownCommitID is reported for hashes that the repository does not have.
var UnknownCommitID = &analyzer.Rule{
	Type:   "UNKNOWN_COMMIT_ID",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Commit that the repository does not have",
	Doc: `The hash behind Fixes: or the word commit names no commit of the
repository. It may belong to a branch that was rebased, or to a tree that was
not fetched. Without a repository there is nothing to look it up in, and
nothing is said.`,
	Bad:     example(text + "\nFixes: 0123456789ab (\"foo: break it\")\n"),
	Good:    example(text + "\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#describe-your-changes",
	Needs:   "a git repository",
}

var unknownCommitID = &analyzer.Check{Rules: []*analyzer.Rule{UnknownCommitID}, OnView: checkUnknownCommitID}

func checkUnknownCommitID(p *analyzer.Pass, v *analyzer.View) {
	present := p.Facts.History.Present()
	if !present && v.Script == nil {
		return
	}
	lateLines(v, func(i int, line []byte) {
		if len(line) < 12 {
			return
		}
		for n, h := range hashes(line) {
			if n > 0 && v.Script != nil {
				return
			}
			id := string(line[h.from:h.to])
			if present {
				if _, found := p.Facts.History.Commit(id); found {
					continue
				}
			}
			f := p.ReportView(v, analyzer.Warning, UnknownCommitID, i, h.from, h.to,
				"unknown commit %s: was it rebased, or not fetched?", id)
			switch {
			case !present:
				f.DifferNarrower("without a repository no commit can be known")
			case v.Script == nil && !bytes.ContainsAny(line[h.from:h.to], "0123456789"):
				f.DifferNarrower("a word of the letters a to f is no hash")
			case n > 0:
				f.DifferWider("checkpatch looks at the first reference of a line only")
			default:
				widen(v, i, f)
			}
		}
	})
}

type hashRange struct{ from, to int }

// hashes finds the hashes behind "fixes:" at the start of a line and behind the
// word commit, 6 to 40 digits that are a whole word.
func hashes(line []byte) []hashRange {
	var out []hashRange
	if hasPrefixFold(line, "fixes:") {
		from := len(line) - len(trimLeft(line[len("fixes:"):]))
		to := from
		for to < len(line) && isHex(line[to]) {
			to++
		}
		if from > len("fixes:") && to-from >= 6 && to-from <= 40 && (to == len(line) || !isWord(line[to])) {
			out = append(out, hashRange{from, to})
		}
	}
	for _, r := range references(line, 6) {
		if n := r.end - r.hash; n <= 40 && r.fullHash {
			out = append(out, hashRange{r.hash, r.end})
		}
	}
	return out
}
