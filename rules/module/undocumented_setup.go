// SPDX-License-Identifier: GPL-2.0-or-later

package module

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// UndocumentedSetup is reported for parameters that no document mentions.
var UndocumentedSetup = &analyzer.Rule{
	Type:   "UNDOCUMENTED_SETUP",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "__setup() without documentation",
	Doc: `A parameter of the kernel's command line belongs into
Documentation/admin-guide/kernel-parameters.txt. For a patch the lines count that it adds there;
besides, the document of the kernel tree counts, if there is one to look at. Without a tree, whole
files are not judged, because nothing can be known.`,
	Bad: `--- a/drivers/x/a.c
+++ b/drivers/x/a.c
@@ -1,1 +1,2 @@
 int a;
+__setup("frobnicate=", f);
`,
	Good: `--- a/Documentation/admin-guide/kernel-parameters.txt
+++ b/Documentation/admin-guide/kernel-parameters.txt
@@ -1,1 +1,2 @@
 Parameters
+	frobnicate=	[HW] Frobnicate.
--- a/drivers/x/a.c
+++ b/drivers/x/a.c
@@ -1,1 +1,2 @@
 int a;
+__setup("frobnicate=", f);
`,
	Example: "a.patch",
	Link:    "admin-guide/kernel-parameters.html",
}

var undocumentedSetup = &analyzer.Check{
	Rules:  []*analyzer.Rule{UndocumentedSetup},
	OnText: checkUndocumentedSetup,
}

const setup = "__setup(\""

// checkUndocumentedSetup looks at the first __setup of each line of the raw
// text: checkpatch does not mind comments.
func checkUndocumentedSetup(p *analyzer.Pass) {
	raw, last := p.Text.Raw, -1
	for from := range p.Marks(setup) {
		at := from + len(setup)
		end := bytes.IndexAny(raw[at:], "\"\n")
		line := p.Text.LineAt(uint32(from))
		if end < 0 || raw[at+end] != '"' || !p.Added(line) || line == last ||
			from > 0 && (raw[from-1] == '_' || raw[from-1] >= 'a' && raw[from-1] <= 'z') {
			continue
		}
		last = line
		name := string(raw[at : at+end])
		if addsParameter(p.Stream(), name) {
			continue
		}
		f := p.Strictly(UndocumentedSetup, source.Range{Start: uint32(from), End: uint32(at + end + 1)},
			"%s is not in Documentation/admin-guide/kernel-parameters.txt", name)
		documented, known := p.Facts.Tree.KernelParameter(name)
		switch {
		case p.Text.Clean[from] == source.Filler:
			f.DifferNarrower("code in a comment")
		case documented:
			f.DifferNarrower("the document of the tree has it")
		case !known && p.FileMode():
			f.DifferNarrower("no document to look at")
		}
	}
}

// parameters is the end of the path of the document.
const parameters = "Documentation/admin-guide/kernel-parameters.txt"

// addsParameter reports whether a patch adds a line about a parameter.
func addsParameter(s *patch.Stream, name string) bool {
	if s == nil {
		return false
	}
	for _, m := range s.Messages {
		for _, f := range m.Files {
			if strings.HasSuffix(f.Path(), parameters) && addsText(m, f, name) {
				return true
			}
		}
	}
	return false
}

func addsText(m *patch.Message, f *patch.File, name string) bool {
	for _, h := range f.Hunks {
		for i := range h.Lines {
			if l := &h.Lines[i]; l.Class == patch.ClassAdded && bytes.Contains(m.Line(int(l.Line)), []byte(name)) {
				return true
			}
		}
	}
	return false
}
