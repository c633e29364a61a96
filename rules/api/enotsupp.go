// SPDX-License-Identifier: GPL-2.0-or-later

package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Enotsupp is reported for an error number that user space does not know.
var Enotsupp = &analyzer.Rule{
	Type:   "ENOTSUPP",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "ENOTSUPP instead of EOPNOTSUPP",
	Doc: `ENOTSUPP is a number of the NFS protocol that no C library has a text for: programs print
"Unknown error 524". EOPNOTSUPP is the one to return. Only patches are judged, not whole files,
because subsystems that pass it around inside the kernel need to compare with it.`,
	Bad: `--- a/drivers/x/a.c
+++ b/drivers/x/a.c
@@ -1,1 +1,2 @@
 int a;
+int b = -ENOTSUPP;
`,
	Good: `--- a/drivers/x/a.c
+++ b/drivers/x/a.c
@@ -1,1 +1,2 @@
 int a;
+int b = -EOPNOTSUPP;
`,
	Example: "a.patch",
	Link:    "dev-tools/checkpatch.html#api-usage",
	Fix:     analyzer.FixSometimes,
}

var enotsupp = &analyzer.Check{
	Rules:  []*analyzer.Rule{Enotsupp},
	Words:  []string{"ENOTSUPP"},
	OnWord: checkEnotsupp,
}

// checkEnotsupp offers the other number where the value is made, not where it
// is compared: what is compared with comes from somewhere else.
func checkEnotsupp(p *analyzer.Pass, tok int) {
	if p.FileMode() || p.Reported(Enotsupp, p.TokenLine(tok)) {
		return
	}
	f := p.Warn(Enotsupp, p.TokenRange(tok), "ENOTSUPP is unknown to user space: use EOPNOTSUPP")
	switch {
	case comparesError(p, tok):
		f.DifferNarrower("compared with, not returned")
	case p.Is(p.PrevCode(tok), "define"):
		f.DifferNarrower(analyzer.NarrowOwner)
	default:
		f.MaybeFix("Use EOPNOTSUPP", analyzer.Replace(p.TokenRange(tok), "EOPNOTSUPP"))
	}
}
