// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"maps"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// DeprecatedAPI is reported for calls of functions that have a successor.
var DeprecatedAPI = &analyzer.Rule{
	Type:   "DEPRECATED_API",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A function that has a successor",
	Doc: `Some functions stay only until their last caller is gone: the flavours of RCU that were
merged into one, and the mappings of high memory that kmap_local_page() replaces. New code calls
the successor. The flavours of RCU are plain synonyms; a local mapping differs, since it may not
be handed to another thread and must be undone in reverse order, so look before changing it. The
list that the checkpatch.pl of the kernel tree has is looked at as well.`,
	Bad:  "static void *f(struct page *page)\n{\n\treturn kmap(page);\n}\n",
	Good: "static void *f(struct page *page)\n{\n\treturn kmap_local_page(page);\n}\n",
	Link: "dev-tools/checkpatch.html#api-usage",
	Fix:  analyzer.FixSometimes,
}

var deprecatedAPI = &analyzer.Check{
	Rules:  []*analyzer.Rule{DeprecatedAPI},
	Words:  deprecatedNames(),
	OnWord: checkDeprecatedAPI,
}

// deprecatedInTree looks for functions that the list of the tree has and ours
// does not, as in a kernel that is newer.
var deprecatedInTree = &analyzer.Check{
	Rules:  []*analyzer.Rule{DeprecatedAPI},
	OnText: checkDeprecatedInTree,
}

func checkDeprecatedInTree(p *analyzer.Pass) {
	calls := p.Facts.Tree.DeprecatedCalls()
	for _, name := range slices.Sorted(maps.Keys(calls)) {
		successor := calls[name]
		if deprecated[name] != "" || successor == "" {
			continue
		}
		p.EachName(name, func(tok int) {
			if p.Is(tok, name) {
				reportDeprecated(p, tok, name, successor)
			}
		})
	}
}

func checkDeprecatedAPI(p *analyzer.Pass, tok int) {
	name := p.Words.String(p.Tokens.Word[tok])
	reportDeprecated(p, tok, name, deprecated[name])
}

func reportDeprecated(p *analyzer.Pass, tok int, name, successor string) {
	f := p.OnCall(analyzer.Warning, DeprecatedAPI, tok, "%s() is deprecated: use %s()", name, successor)
	if f != nil && f.Narrower == "" {
		f.MaybeFix("Call "+successor+"()", analyzer.Replace(p.TokenRange(tok), successor))
	}
}

func deprecatedNames() []string {
	var names []string
	for name := range deprecated {
		names = append(names, name)
	}
	return names
}
