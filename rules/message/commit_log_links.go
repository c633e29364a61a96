// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// CommitLogVersioning is reported for the history of a patch in its text.
var CommitLogVersioning = &analyzer.Rule{
	Type:   "COMMIT_LOG_VERSIONING",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Link to an earlier version in the commit text",
	Doc: `What an earlier version of the patch was interests its reviewers only
and goes below the "---" line, where it does not become part of the commit. A
line such as "v1: https://..." is reported.`,
	Bad:     example(text + "\nv1: https://example.org/1\n\n"),
	Good:    example(text + "\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#commentary",
}

// CommitLogUseLink is reported for links under a name of their own.
var CommitLogUseLink = &analyzer.Rule{
	Type:   "COMMIT_LOG_USE_LINK",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Link under an unknown name",
	Doc: `Links to discussions and reports are given as Link: or, for a report
that the commit settles, Closes:. Tools find them by these names, written just
so.`,
	Bad:     example(text + "\nBugLink: https://example.org/1\n"),
	Good:    example(text + "\nLink: https://example.org/1\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#describe-your-changes",
	Fix:     analyzer.FixSometimes,
}

// CommitLogWrongLink is reported for links that are none.
var CommitLogWrongLink = &analyzer.Rule{
	Type:   "COMMIT_LOG_WRONG_LINK",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Link: or Closes: without a public address",
	Doc: `Link: and Closes: are followed by an http or https address that
everybody can open; the number of a bug means something to its tracker only.`,
	Bad:     example(text + "\nCloses: #12\n"),
	Good:    example(text + "\nCloses: https://example.org/12\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#describe-your-changes",
}

var commitLogLinks = &analyzer.Check{
	Rules:  []*analyzer.Rule{CommitLogVersioning, CommitLogUseLink, CommitLogWrongLink},
	OnView: checkLinks,
}

func checkLinks(p *analyzer.Pass, v *analyzer.View) {
	logLines(v, func(i int, line []byte) {
		from := len(line) - len(trimLeft(line))
		end := from
		for end < len(line) && isWord(line[end]) {
			end++
		}
		if end == from || end == len(line) || line[end] != ':' {
			return
		}
		tag := string(line[from:end])
		value := trimLeft(line[end+1:])
		isLink := tag == "Link" || tag == "Closes"
		switch {
		case isLink && len(value) > 0 && !isAddress(value):
			widen(v, i, p.ReportView(v, analyzer.Warning, CommitLogWrongLink, i, len(line)-len(value), -1,
				"%s: is followed by a public http(s) address", tag))
		case isLink || !bytes.HasPrefix(value, []byte("http")):
		case isVersion(tag):
			widen(v, i, p.ReportView(v, analyzer.Warning, CommitLogVersioning, i, from, -1,
				"put what belongs to earlier versions below the --- line"))
		default:
			f := widen(v, i, p.ReportView(v, analyzer.Warning, CommitLogUseLink, i, from, end,
				"unknown kind of link %q: use Link: or Closes:", tag))
			if at, exact := v.Span(i, from, end); exact {
				f.MaybeFix("Use Link:", analyzer.Replace(at, "Link"))
			}
		}
	})
}

func isAddress(b []byte) bool {
	return bytes.HasPrefix(b, []byte("http://")) || bytes.HasPrefix(b, []byte("https://"))
}

// isVersion recognises v2, V3a, version1 and the like.
func isVersion(tag string) bool {
	b := []byte(tag)
	for _, word := range []string{"version", "v"} {
		if hasPrefixFold(b, word) && len(b) > len(word) && isDigit(b[len(word)]) {
			return true
		}
	}
	return false
}
