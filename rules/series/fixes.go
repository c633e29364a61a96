// SPDX-License-Identifier: GPL-2.0-or-later

package series

import (
	"regexp"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// FixesTag is about a series of fixes that names nothing it fixes.
var FixesTag = &analyzer.Rule{
	Type:   "SERIES_FIXES_TAG",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "A series of fixes does not say what it fixes",
	Doc: `Fixes: names the commit that brought the fault in, for the stable trees and for
everybody who has that commit. A series for a tree that takes fixes only, such
as "[PATCH net]", has at least one. Any other series most of whose titles say
"fix" is reported as CHECK: some faults have no commit that brought them in.

Patches to documents are left alone.`,
	Bad:     mail("PATCH net 1/2] foo: stop leaking", "", text, "net/x.c") + mail("PATCH net 2/2] foo: stop crashing", "", text, "net/y.c"),
	Good:    mail("PATCH net 1/2] foo: stop leaking", "", text+"Fixes: 0123456789ab (\"foo: add it\")\n", "net/x.c") + mail("PATCH net 2/2] foo: stop crashing", "", text, "net/y.c"),
	Example: "series.patch",
	Link:    "process/maintainer-netdev.html",
}

var fixesTag = &analyzer.Check{Rules: []*analyzer.Rule{FixesTag}, OnSeries: checkFixesTag}

// fixTrees are the words in brackets of trees that take fixes only.
var fixTrees = map[string]bool{"net": true, "bpf": true, "nf": true, "ipsec": true, "wireless": true}

var saysFix = regexp.MustCompile(`(?i)\bfix(?:e[sd])?\b`)

func checkFixesTag(p *analyzer.Pass, s *analyzer.Series) {
	fixes := 0
	code := false
	for _, m := range s.Patches() {
		for _, t := range m.Trailers {
			if t.Is("Fixes") {
				return
			}
		}
		for _, f := range m.Files {
			code = code || !strings.HasPrefix(f.Path(), "Documentation/") && f.Path() != "MAINTAINERS"
		}
		if saysFix.MatchString(m.Subject) {
			fixes++
		}
	}
	m := first(s)
	switch tree := labelOf(m.SubjectRaw).tree(); {
	case !code:
	case fixTrees[tree]:
		p.ReportMail(m, analyzer.Warning, FixesTag, "for %s, and no patch of the series has a Fixes: tag", tree)
	case fixes > 1 && 2*fixes > len(s.Patches()):
		p.ReportMail(m, analyzer.Strict, FixesTag, "%d of %d patches say that they fix something, and none has a Fixes: tag", fixes, len(s.Patches()))
	}
}

// StableOrder is about fixes that stand behind other changes.
var StableOrder = &analyzer.Rule{
	Type:   "SERIES_STABLE_ORDER",
	Own:    true,
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A fix for the stable trees stands behind a change that is not for them",
	Doc: `A patch with Cc: stable@ is taken by itself, without the rest of its series. Where
an earlier patch of the series changes the same file and is not for the stable
trees, it may not apply there. Fixes come first in a series.`,
	Bad: mail("PATCH 1/2] foo: tidy up", "", text, "x.c") +
		mail("PATCH 2/2] foo: fix bar", "", text+"Fixes: 0123456789ab (\"foo: add it\")\nCc: stable@vger.kernel.org\n", "x.c"),
	Good: mail("PATCH 1/2] foo: fix bar", "", text+"Fixes: 0123456789ab (\"foo: add it\")\nCc: stable@vger.kernel.org\n", "x.c") +
		mail("PATCH 2/2] foo: tidy up", "", text, "x.c"),
	Example: "series.patch",
	Link:    "process/stable-kernel-rules.html",
}

var stableOrder = &analyzer.Check{Rules: []*analyzer.Rule{StableOrder}, OnSeries: checkStableOrder}

func checkStableOrder(p *analyzer.Pass, s *analyzer.Series) {
	other := map[string]*analyzer.Mail{} // who changed a file, not for stable
	for _, m := range s.Patches() {
		stable := isForStable(m)
		for _, f := range m.Files {
			before := other[f.Path()]
			if stable && before != nil {
				p.ReportMail(m, analyzer.Strict, StableOrder, "for the stable trees, and patch %s, which is not, changes %s before", placeOf(before), f.Path())
				break
			}
			if !stable && before == nil {
				other[f.Path()] = m
			}
		}
	}
}

// isForStable reports whether a patch asks to be taken into the stable trees.
func isForStable(m *analyzer.Mail) bool {
	for _, t := range m.Trailers {
		if t.Is("Cc") && strings.Contains(t.Value, "stable@") {
			return true
		}
	}
	return false
}
