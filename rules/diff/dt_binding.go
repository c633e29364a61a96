// SPDX-License-Identifier: GPL-2.0-or-later

package diff

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// DTSplitBindingPatch is reported for patches that change bindings and code.
var DTSplitBindingPatch = &analyzer.Rule{
	Type:   "DT_SPLIT_BINDING_PATCH",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Device tree binding and code changed by one patch",
	Doc: `A change to a device tree binding (Documentation/devicetree/,
include/dt-bindings/) has reviewers and a path into the tree of its own, and
goes into a patch of its own, in front of the driver that uses it. MAINTAINERS
may be changed along.`,
	Bad: example("--- a/Documentation/devicetree/bindings/x.yaml\n+++ b/Documentation/devicetree/bindings/x.yaml\n@@ -1 +1 @@\n-a\n+b\n" +
		"--- a/drivers/x.c\n+++ b/drivers/x.c\n@@ -1 +1 @@\n-a\n+b\n"),
	Good:    example("--- a/Documentation/devicetree/bindings/x.yaml\n+++ b/Documentation/devicetree/bindings/x.yaml\n@@ -1 +1 @@\n-a\n+b\n"),
	Example: "x.patch",
	Link:    "devicetree/bindings/submitting-patches.html",
}

var dtSplitBindingPatch = &analyzer.Check{Rules: []*analyzer.Rule{DTSplitBindingPatch}, OnView: checkDTSplit}

// checkDTSplit reports the first file of the second kind in a message.
// Checkpatch reports each change from one kind to the other, and takes a
// deleted binding for something else, since its new name is dev/null.
func checkDTSplit(p *analyzer.Pass, v *analyzer.View) {
	kinds := 0
	last := 0
	judge := func(i int, path string) bool {
		if strings.HasPrefix(path, "MAINTAINERS") {
			return false
		}
		kind := 1
		if strings.HasPrefix(path, "Documentation/devicetree/") || strings.HasPrefix(path, "include/dt-bindings/") {
			kind = 2
		}
		changed := last != 0 && last != kind
		last = kind
		kinds |= kind
		if changed {
			p.ReportView(v, analyzer.Warning, DTSplitBindingPatch, i, 0, -1,
				"put changes to device tree bindings into a patch of their own")
		}
		return changed
	}
	if v.Script != nil {
		for i := range v.Len() {
			if l := v.Line(i); l.Class == patch.ClassFileHeader {
				judge(i, l.Path)
			}
		}
		return
	}
	for _, f := range v.Message.Files {
		if judge(firstLine(v, f), f.Path()) {
			return
		}
	}
}

// firstLine is the first line that checkpatch reads the name of a file from.
func firstLine(v *analyzer.View, f *patch.File) int {
	if f.GitLine >= 0 {
		return v.Index(f.GitLine)
	}
	return headerLine(v, f)
}

// DTSchemaBindingPatch is reported for new bindings that are plain text.
var DTSchemaBindingPatch = &analyzer.Rule{
	Type:   "DT_SCHEMA_BINDING_PATCH",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "New device tree binding that is no schema",
	Doc: `New bindings are written as DT schema, in YAML, so that device trees
can be checked against them. A .txt file below Documentation/devicetree/bindings/
may be changed but not added.`,
	Bad:     example("diff --git a/Documentation/devicetree/bindings/x.txt b/Documentation/devicetree/bindings/x.txt\nnew file mode 100644\n--- /dev/null\n+++ b/Documentation/devicetree/bindings/x.txt\n@@ -0,0 +1 @@\n+a\n"),
	Good:    example("diff --git a/Documentation/devicetree/bindings/x.yaml b/Documentation/devicetree/bindings/x.yaml\nnew file mode 100644\n--- /dev/null\n+++ b/Documentation/devicetree/bindings/x.yaml\n@@ -0,0 +1 @@\n+a\n"),
	Example: "x.patch",
	Link:    "devicetree/bindings/writing-schema.html",
}

var dtSchemaBindingPatch = &analyzer.Check{Rules: []*analyzer.Rule{DTSchemaBindingPatch}, OnView: checkDTSchema}

func checkDTSchema(p *analyzer.Pass, v *analyzer.View) {
	report := func(i int) *analyzer.Finding {
		return p.ReportView(v, analyzer.Warning, DTSchemaBindingPatch, i, 0, -1,
			"write new device tree bindings in DT schema format")
	}
	if v.Script != nil {
		for i := range v.Len() {
			l := v.Line(i)
			if hasPrefix(l.Text, "new file mode") && l.Class != patch.ClassFileHeader && !l.InLog() &&
				patch.MovesFile(l.Text) && isTextBinding(l.Path) {
				report(i)
			}
		}
		return
	}
	for _, f := range v.Message.Files {
		switch {
		case !isTextBinding(f.NewPath):
		case f.Change == patch.Added:
			x := report(findHeader(v, f, "new file mode"))
			if f.GitLine < 0 {
				x.DifferWider("checkpatch knows a new file by git's header alone")
			}
		case f.Change == patch.Renamed && !isTextBinding(f.OldPath), f.Change == patch.Copied:
			report(headerOfMove(v, f)).
				DifferWider("checkpatch does not look at files that are moved here")
		}
	}
}

func isTextBinding(path string) bool {
	return strings.HasPrefix(path, "Documentation/devicetree/bindings/") && strings.HasSuffix(path, ".txt")
}

func headerOfMove(v *analyzer.View, f *patch.File) int {
	if f.Change == patch.Copied {
		return findHeader(v, f, "copy to")
	}
	return findHeader(v, f, "rename to")
}
