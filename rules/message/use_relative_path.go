// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// UseRelativePath is reported for paths of somebody's disk.
var UseRelativePath = &analyzer.Rule{
	Type:   "USE_RELATIVE_PATH",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Absolute path of a file of the kernel in the commit text",
	Doc: `Where the tree lies on the disk of whoever wrote the text tells nobody
anything. Name files by their path from the root of the tree. A word that begins
with a slash is reported if what is left without its first folders is a file of
the tree. Paths below folders of the system (/usr, /etc, /proc and so on) are
meant as they are.`,
	Bad:     example("In /home/jane/linux/kernel/fork.c there is a bug.\n\n"),
	Good:    example("In kernel/fork.c there is a bug.\n\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html",
	Fix:     analyzer.FixSometimes,
	Tree:    map[string]string{"kernel/fork.c": "a\n"},
}

var useRelativePath = &analyzer.Check{Rules: []*analyzer.Rule{UseRelativePath}, OnView: checkRelativePath}

func checkRelativePath(p *analyzer.Pass, v *analyzer.View) {
	if !p.Facts.Tree.Present() {
		return
	}
	lateLines(v, func(i int, line []byte) {
		for at := 0; at < len(line); {
			if line[at] != '/' || at > 0 && !isSpace(line[at-1]) {
				at++
				continue
			}
			end := at
			for end < len(line) && !isSpace(line[end]) {
				end++
			}
			absolutePath(p, v, i, at, string(line[at:end]))
			at = end
		}
	})
}

// absolutePath judges one word that begins with a slash, first without the
// number of a line behind it.
func absolutePath(p *analyzer.Pass, v *analyzer.View, i, at int, word string) {
	path := withoutNumber(word)
	rest, ok := inTree(p, path)
	if !ok && path != word {
		path = word
		rest, ok = inTree(p, path)
	}
	prefix := strings.TrimSuffix(path, rest)
	if !ok || prefix == ".../" {
		return
	}
	f := widen(v, i, p.ReportView(v, analyzer.Warning, UseRelativePath, i, at, at+len(path),
		"name the file by its path in the tree: %s", rest))
	if !strings.Contains(rest, "/") || ofSystem(path) {
		f.DifferNarrower("the path is likely that of another file with the same end")
	}
	if where, exact := v.Span(i, at, at+len(prefix)); exact {
		f.MaybeFix("Use the path in the tree", analyzer.Delete(where))
	}
}

// withoutNumber takes ":12" or ":12:" off the end of a path, any number of
// times.
func withoutNumber(word string) string {
	s := strings.TrimSuffix(word, ":")
	for {
		colon := strings.LastIndexByte(s, ':')
		if colon < 0 || colon == len(s)-1 || strings.Trim(s[colon+1:], "0123456789") != "" {
			break
		}
		s = s[:colon]
		word = s
	}
	return word
}

// inTree finds the end of a path that is a file of the tree.
func inTree(p *analyzer.Pass, path string) (rest string, ok bool) {
	rest = path
	for {
		_, after, found := strings.Cut(rest, "/")
		if !found {
			return "", false
		}
		rest = after
		if rest != "" && p.Facts.Tree.IsFile(rest) {
			return rest, true
		}
	}
}

// ofSystem tells whether a path is one of a running system.
func ofSystem(path string) bool {
	top, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch top {
	case "bin", "boot", "dev", "etc", "lib", "proc", "run", "sbin", "sys", "tmp", "usr", "var":
		return !strings.HasPrefix(path, "/usr/src/")
	}
	return false
}
