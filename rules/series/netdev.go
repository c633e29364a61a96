// SPDX-License-Identifier: GPL-2.0-or-later

package series

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
)

// netdevMost is how many patches a series for netdev may have.
const netdevMost = 15

// NetdevMax15 is about long series for netdev.
var NetdevMax15 = &analyzer.Rule{
	Type:   "NETDEV_SERIES_MAX15",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A series for the networking trees is too long",
	Doc: `The networking maintainers take no series of more than 15 patches. Send the
first ones that make sense by themselves, and the others when these are in.`,
	Bad:     mail("PATCH net-next 1/16] foo: change bar", "", text, "x.c"),
	Good:    mail("PATCH net-next 1/15] foo: change bar", "", text, "x.c"),
	Needs:   "all of the sixteen patches",
	Example: "series.patch",
	Link:    "process/maintainer-netdev.html",
}

var netdevMax15 = &analyzer.Check{Rules: []*analyzer.Rule{NetdevMax15}, OnSeries: checkNetdevMax15}

func checkNetdevMax15(p *analyzer.Pass, s *analyzer.Series) {
	m := first(s)
	if n := len(s.Patches()); n > netdevMost && isNetdevLabel(labelOf(m.SubjectRaw)) {
		p.ReportMail(m, analyzer.Error, NetdevMax15, "%d patches, netdev takes up to %d", n, netdevMost)
	}
}

// NetdevSubjectTree is about patches to networking that do not say for which
// tree they are.
var NetdevSubjectTree = &analyzer.Rule{
	Type:   "NETDEV_SUBJECT_TREE",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A patch to networking does not say for which tree it is",
	Doc: `Patches to networking name the tree in their subject: "[PATCH net]" for fixes,
"[PATCH net-next]" for everything else, in lower case; sister trees have names
of their own, such as bpf-next or nf. What is networking is what MAINTAINERS
refers to the networking maintainers' document, so a kernel tree is needed.`,
	Bad:     mail("PATCH] foo: change bar", "", text, "net/x.c"),
	Good:    mail("PATCH net-next] foo: change bar", "", text, "net/x.c"),
	Example: "series.patch",
	Tree: map[string]string{"MAINTAINERS": "NETWORKING [GENERAL]\nM:\tJane Doe <jane@example.org>\nS:\tMaintained\n" +
		"P:\tDocumentation/process/maintainer-netdev.rst\nF:\tnet/\n"},
	Link: "process/maintainer-netdev.html",
}

var netdevSubjectTree = &analyzer.Check{Rules: []*analyzer.Rule{NetdevSubjectTree}, OnSeries: checkNetdevSubjectTree}

const netdevProfile = "process/maintainer-netdev.rst"

func checkNetdevSubjectTree(p *analyzer.Pass, s *analyzer.Series) {
	if s.Options.Commits {
		return
	}
	var all []*maintainers.Section
	for _, m := range s.Patches() {
		l := labelOf(m.SubjectRaw)
		if isNetdevLabel(l) {
			if words := wordsAsWritten(m.SubjectRaw); words != strings.ToLower(words) {
				p.ReportMail(m, analyzer.Warning, NetdevSubjectTree, "write the name of the tree in lower case: %s", l.tree())
			}
			continue
		}
		if l.tree() != "" {
			continue // some other tree
		}
		if all == nil {
			if all = netdevSections(p.Facts.Tree); all == nil {
				return
			}
		}
		for _, f := range m.Files {
			if covered(all, f.Path(), p.Facts.Tree) {
				p.ReportMail(m, analyzer.Warning, NetdevSubjectTree, "%s is networking: say net for a fix, net-next for all else", f.Path())
				break
			}
		}
	}
}

// wordsAsWritten are the words in brackets but for those that have capitals by
// custom.
func wordsAsWritten(subject string) string {
	inside, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(subject), "["), "]")
	var words []string
	for _, w := range strings.Fields(inside) {
		switch strings.ToLower(w) {
		case "patch", "rfc", "resend", "rft":
		default:
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// isNetdevLabel reports whether the words in brackets name a tree of netdev's.
func isNetdevLabel(l label) bool {
	tree := l.tree()
	return tree == "net" || tree == "net-next"
}

// netdevSections are the sections of MAINTAINERS that refer to the document.
// More general ones that cover the same files say nothing.
func netdevSections(t facts.Tree) []*maintainers.Section {
	var out []*maintainers.Section
	for _, s := range maintainers.Parse(t.File("MAINTAINERS")).Sections {
		for _, profile := range s.Values(maintainers.Profile) {
			if strings.HasSuffix(profile, netdevProfile) {
				out = append(out, s)
				break
			}
		}
	}
	return out
}

func covered(sections []*maintainers.Section, path string, t facts.Tree) bool {
	for _, s := range sections {
		if s.Covers(path, world{t}) {
			return true
		}
	}
	return false
}

// world answers for the tree.
type world struct{ facts.Tree }

// IsDir reports whether a path of the tree is a folder.
func (w world) IsDir(name string) bool { return w.Exists(name) && !w.IsFile(name) }

// Read is the text of a file of the tree.
func (w world) Read(name string) []byte { return w.File(name) }
