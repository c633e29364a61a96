// SPDX-License-Identifier: GPL-2.0-or-later

package rules_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/casetest"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

var update = flag.Bool("update", false, "write the list of differences anew")

const (
	differences     = "DIFFERENCES.md"
	differencesHead = `<!-- Written by "go test ./rules -run Differences -update" from the case files. Do not edit. -->
# Where the verdict differs from checkpatch.pl on purpose

*wider*: kstyle-ls reports what the script does not see. *narrower*: the script
reports it, and there is nothing wrong. By default the first are shown and the
second are not; ` + "`--parity`" + ` turns it round. Each line is shown by a case below
testdata/rules; how often it comes up in a tree is counted by

` + "```sh" + `
go run ./analyzer/internal/differences -root TREE -sample 5 -context 3 FILE...
` + "```" + `

| type | | why |
| --- | --- | --- |
`
)

// TestDifferencesAreListed: the document names every deliberate difference
// that a case shows, and no other.
func TestDifferencesAreListed(t *testing.T) {
	lines := map[string]bool{}
	a := analyzer.New(rules.All())
	files, err := casetest.Files(cases)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := casetest.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		noteDifferences(t, a, c, lines)
	}
	got := differencesHead + strings.Join(slices.Sorted(maps.Keys(lines)), "")
	if *update {
		if err := os.WriteFile(differences, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(differences)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, []byte(got)) {
		t.Errorf("%s is old: go test ./rules -run Differences -update", differences)
	}
}

// noteDifferences adds the differences that a case shows.
func noteDifferences(t *testing.T, a *analyzer.Analyzer, c *casetest.Case, lines map[string]bool) {
	t.Helper()
	for _, x := range c.Texts {
		for _, parity := range []bool{false, true} {
			o := c.Options
			o.Parity = parity
			res, err := a.Check(context.Background(), analyzer.NamedInput(x.Name, x.Bytes), &o)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range res.Findings {
				kind, reason := "wider", f.Wider
				if f.Narrower != "" {
					kind, reason = "narrower", f.Narrower
				}
				if reason != "" {
					lines[fmt.Sprintf("| %s | %s | %s |\n", f.Rule.Type, kind, strings.ReplaceAll(reason, "|", "\\|"))] = true
				}
			}
		}
	}
}
