// SPDX-License-Identifier: GPL-2.0-or-later

package rules_test

import (
	"context"
	"os"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/bug"
	"github.com/kstyle-ls/kstyle-ls/analyzer/casetest"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// FuzzPatch runs all rules over any bytes as a patch and as the text of a
// commit, in both modes: nothing breaks, every place lies in the input, and
// every fix can be made.
func FuzzPatch(f *testing.F) {
	files, err := casetest.Files(cases)
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, x := range txtar.Parse(data).Files {
			if in := analyzer.NamedInput(x.Name, x.Data); in.Form != analyzer.File {
				f.Add(x.Data)
			}
		}
	}
	a := analyzer.New(rules.All())
	tree := casetest.Tree(map[string]string{"Makefile": "", "drivers/x.c": "", "scripts/spelling.txt": "teh||the\n",
		"MAINTAINERS": "A\nS:\tObsolete\nF:\tdrivers/\n"})
	f.Fuzz(func(t *testing.T, data []byte) {
		defer bug.Hook(func(s string) { t.Error(s) })()
		for _, form := range []analyzer.Form{analyzer.Patch, analyzer.Message} {
			for _, parity := range []bool{false, true} {
				o := analyzer.Defaults()
				o.Strict, o.Parity = true, parity
				o.Facts.Tree = tree
				checkPlaces(t, a, analyzer.Input{Name: "x", Form: form, Bytes: data}, &o)
			}
		}
	})
}

func checkPlaces(t *testing.T, a *analyzer.Analyzer, in analyzer.Input, o *analyzer.Options) {
	t.Helper()
	res, err := a.Check(context.Background(), in, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range res.Findings {
		if x.Range.Start > x.Range.End || int(x.Range.End) > len(in.Bytes) || x.Line < 1 {
			t.Fatalf("%s has range %v, line %d, in %d bytes", x.Rule.Type, x.Range, x.Line, len(in.Bytes))
		}
		for i := range x.Fixes {
			analyzer.ApplyFixes(in, []*analyzer.Finding{x}, func(*analyzer.Finding) int { return i })
		}
	}
}
