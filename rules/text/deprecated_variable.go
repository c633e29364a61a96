// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// DeprecatedVariable is reported for old variables of Kbuild.
var DeprecatedVariable = &analyzer.Rule{
	Type:   "DEPRECATED_VARIABLE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Old variable of Kbuild",
	Doc: `EXTRA_CFLAGS and its likes have long been replaced by ccflags-y,
asflags-y, cppflags-y and ldflags-y, and are going away.`,
	Bad:     "EXTRA_CFLAGS += -DX\n",
	Good:    "ccflags-y += -DX\n",
	Example: "drivers/x/Makefile",
	Link:    "kbuild/makefiles.html#compilation-flags",
	Fix:     analyzer.FixAlways,
}

var flagVariables = map[string]string{
	"EXTRA_AFLAGS":   "asflags-y",
	"EXTRA_CFLAGS":   "ccflags-y",
	"EXTRA_CPPFLAGS": "cppflags-y",
	"EXTRA_LDFLAGS":  "ldflags-y",
}

var deprecatedVariable = &analyzer.Check{
	Rules:   []*analyzer.Rule{DeprecatedVariable},
	Kinds:   source.AnyFile,
	Context: true,
	OnText:  checkDeprecatedVariable,
}

// checkDeprecatedVariable looks for the names as words. Checkpatch wants a plus
// sign in front of them, which is the marker of an added line, so that the name
// must be in the first column; or one in the line, added or not.
func checkDeprecatedVariable(p *analyzer.Pass) {
	path := p.Text.Path
	if !strings.Contains(path, "Makefile") && !strings.Contains(path, "Kbuild") {
		return
	}
	for i := range p.Text.Lines {
		line := p.Clean(i)
		for at := 0; at < len(line); {
			n := bytes.Index(line[at:], []byte("EXTRA_"))
			if n < 0 {
				break
			}
			from := at + n
			at = from + len("EXTRA_")
			to := at
			for to < len(line) && line[to] >= 'A' && line[to] <= 'Z' {
				to++
			}
			name := string(line[from:to])
			good, ok := flagVariables[name]
			plus := from == 0 && p.Added(i) || from > 0 && line[from-1] == '+'
			longer := false
			if k := strings.LastIndex(name, "FLAGS"); plus && !ok && k > len("EXTRA_") {
				good, ok = flagVariables[name[:k+len("FLAGS")]]
				longer = true
			}
			if !ok || !plus && (!p.Added(i) || from > 0 && isWord(line[from-1]) || to < len(line) && isWord(line[to])) {
				continue
			}
			if hash := bytes.IndexByte(line, '#'); hash >= 0 && hash < from {
				break
			}
			where := p.Columns(i, from, to)
			x := p.Warn(DeprecatedVariable, where, "%s is old: use %s", name, good)
			x.MaybeFix("Use "+good, analyzer.Replace(where, good))
			switch {
			case !plus:
				x.DifferWider("checkpatch looks at the start of a line only")
			case longer:
				x.DifferNarrower("a longer name")
			case !p.Added(i):
				x.DifferNarrower("the line is not changed")
			}
			break
		}
	}
}
