// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer_test

import (
	"context"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// TestTimingNamesLayers has a check ask for a tree: that is the layer's time.
func TestTimingNamesLayers(t *testing.T) {
	rule := &analyzer.Rule{Type: "ASKS", Levels: []analyzer.Level{analyzer.Warning}}
	asks := &analyzer.Check{Rules: []*analyzer.Rule{rule}, Kinds: source.CLike, Tokens: []token.Kind{token.Plus},
		OnToken: func(p *analyzer.Pass, tok int) { p.Tree(p.Tokens.Start[tok]) }}
	engine := analyzer.New([]*analyzer.Check{asks})
	in := analyzer.FileInput("a.c", "a.c", []byte("int f(int a)\n{\n\treturn a + 1;\n}\n"))
	for _, wanted := range []bool{false, true} {
		options := analyzer.Defaults()
		options.Timing = wanted
		res, err := engine.Check(context.Background(), in, &options)
		if err != nil {
			t.Fatal(err)
		}
		if !wanted && len(res.Timing) > 0 {
			t.Errorf("timing %v was not asked for", res.Timing)
		}
		for _, name := range []string{"ASKS analyzer_test.TestTimingNamesLayers.func1", analyzer.LayerLines, analyzer.LayerTokens, analyzer.LayerModel, analyzer.LayerParse, analyzer.LayerWalk} {
			if _, ok := res.Timing[name]; ok != wanted {
				t.Errorf("asked %v: has %s is %v", wanted, name, ok)
			}
		}
	}
}
