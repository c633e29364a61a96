// SPDX-License-Identifier: GPL-2.0-or-later

package diff

import (
	"bytes"
	"path"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// ExecutePermissions is reported for source files that become executable.
var ExecutePermissions = &analyzer.Rule{
	Type:   "EXECUTE_PERMISSIONS",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Source file made executable",
	Doc: `A file that is no program must not be executable; editors and file
systems without permissions set the bit by accident. Programs are expected in
folders called scripts, with the endings .py, .pl, .awk or .sh, or with an
interpreter line (#!) at the top.`,
	Bad:     example("diff --git a/x.c b/x.c\nnew file mode 100755\n--- /dev/null\n+++ b/x.c\n@@ -0,0 +1 @@\n+a\n"),
	Good:    example("diff --git a/x.c b/x.c\nnew file mode 100644\n--- /dev/null\n+++ b/x.c\n@@ -0,0 +1 @@\n+a\n"),
	Example: "x.patch",
	Link:    "dev-tools/checkpatch.html#permissions",
	Fix:     analyzer.FixSometimes,
}

var executePermissions = &analyzer.Check{Rules: []*analyzer.Rule{ExecutePermissions}, OnView: checkExecutePermissions}

func checkExecutePermissions(p *analyzer.Pass, v *analyzer.View) {
	report := func(i int) *analyzer.Finding {
		text := v.Line(i).Text
		from := bytes.LastIndexByte(text, ' ') + 1
		return p.ReportView(v, analyzer.Error, ExecutePermissions, i, from, -1,
			"do not set execute permissions for source files")
	}
	if v.Script != nil {
		for i := range v.Len() {
			l := v.Line(i)
			if len(l.Text) > 8 && l.Text[0] == 'n' && l.Class != patch.ClassFileHeader &&
				(hasPrefix(l.Text, "new mode") || hasPrefix(l.Text, "new file mode")) &&
				endsInOdd(l.Text) && !isProgram(l.Path) {
				report(i)
			}
		}
		return
	}
	for _, f := range v.Message.Files {
		i := findHeader(v, f, "new")
		if i < 0 || !hasPrefix(v.Line(i).Text, "new") || !endsInOdd([]byte(f.NewMode)) || isProgram(f.Path()) {
			continue
		}
		x := report(i)
		if startsProgram(v.Message, f) {
			x.DifferNarrower("the file begins with an interpreter line")
		}
		mode := v.Line(i).Text
		at := len(mode) - len(f.NewMode)
		if where, exact := v.Span(i, max(at, 0), len(mode)); exact && f.Change == patch.Added && f.NewMode == "100755" {
			x.MaybeFix("Add the file without execute permission", analyzer.Replace(where, "100644"))
		}
	}
}

// endsInOdd tells whether the last digits are a mode with an execute bit: one
// of the last three is odd.
func endsInOdd(text []byte) bool {
	for n := 1; n <= 3 && n <= len(text); n++ {
		c := text[len(text)-n]
		if c < '0' || c > '9' {
			return false
		}
		if c == '1' || c == '3' || c == '5' || c == '7' {
			return true
		}
	}
	return false
}

// isProgram tells by its path whether a file may be executable.
func isProgram(name string) bool {
	switch path.Ext(name) {
	case ".py", ".pl", ".awk", ".sh":
		return true
	}
	return strings.Contains(name, "scripts/")
}

// startsProgram tells whether the patch shows an interpreter line at the top of
// a file.
func startsProgram(m *patch.Message, f *patch.File) bool {
	for _, h := range f.Hunks {
		for _, l := range h.Lines {
			if l.New == 1 {
				return hasPrefix(m.Line(int(l.Line))[l.Marker:], "#!")
			}
		}
	}
	return false
}
