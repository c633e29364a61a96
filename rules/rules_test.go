// SPDX-License-Identifier: GPL-2.0-or-later

package rules_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/casetest"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

const cases = "../testdata/rules"

// TestCases holds every rule to its case files. A folder is the rule's type in
// lower case: go test ./rules -run Cases/long_line.
func TestCases(t *testing.T) {
	a := analyzer.New(rules.All())
	files, err := casetest.Files(cases)
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files below %s: %v", cases, err)
	}
	for _, name := range files {
		folder := filepath.Base(filepath.Dir(name))
		t.Run(folder+"/"+strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			casetest.Run(t, a, data)
		})
	}
}

// TestFoldersAndRules: every rule has cases, every folder of cases a rule.
func TestFoldersAndRules(t *testing.T) {
	a := analyzer.New(rules.All())
	folders := map[string]bool{}
	entries, err := os.ReadDir(cases)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		folders[e.Name()] = true
		if a.Rule(strings.ToUpper(e.Name())) == nil {
			t.Errorf("%s/%s: no rule has this name", cases, e.Name())
		}
	}
	for _, r := range a.Rules() {
		if !folders[strings.ToLower(r.Type)] {
			t.Errorf("%s has no cases below %s", r.Type, cases)
		}
	}
}

// TestRulesAreComplete: what a user reads about a rule is there and true.
func TestRulesAreComplete(t *testing.T) {
	a := analyzer.New(rules.All())
	types := map[string]bool{}
	for _, r := range a.Rules() {
		if types[r.Type] {
			t.Errorf("%s is declared twice", r.Type)
		}
		types[r.Type] = true
		if len(r.Levels) == 0 || r.Title == "" || len(r.Doc) < 40 || r.Bad == "" || r.Good == "" || r.Link == "" ||
			rules.FamilyOf(r.Type) == "" {
			t.Errorf("%s: levels, title, doc, bad and good example, link and family are needed", r.Type)
		}
		if r.Needs == "" && !reports(t, a, r, r.Bad) {
			t.Errorf("%s: the bad example is not reported", r.Type)
		}
		if reports(t, a, r, r.Good) {
			t.Errorf("%s: the good example is reported", r.Type)
		}
	}
}

// reports runs one example of a rule.
func reports(t *testing.T, a *analyzer.Analyzer, r *analyzer.Rule, text string) bool {
	t.Helper()
	o := analyzer.Defaults()
	o.Strict = true
	o.Series = &analyzer.SeriesOptions{}
	// As if for those who want no comments with slashes: C99_COMMENTS is
	// silent for all others.
	o.Ignore = map[string]bool{"C99_COMMENT_TOLERANCE": true}
	if len(r.Tree) > 0 {
		o.Facts.Tree = casetest.Tree(r.Tree)
	}
	res, err := a.Check(context.Background(), r.ExampleInput(text), &o)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(res.Findings, func(f *analyzer.Finding) bool {
		if f.Rule == r && !slices.Contains(r.Levels, f.Level) {
			t.Errorf("%s is reported at level %s, which the rule does not name", r.Type, f.Level)
		}
		return f.Rule == r
	})
}

// unlisted are types that the script reports and does not list: it finds the
// names for its list by their shape in its own text.
var unlisted = []string{"MISSING_SPACE", "NEEDLESS_IF"}

// TestTypesOfCheckpatch: there is a rule for every type that the script lists,
// except those that only test the script itself, and all others say that they
// are our own.
func TestTypesOfCheckpatch(t *testing.T) {
	const list = "../testdata/checkpatch-types.txt"
	data, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	a := analyzer.New(rules.All())
	listed := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		name := strings.TrimSpace(line)
		if name == "" || name[0] == '#' {
			continue
		}
		listed[name] = true
		if a.Rule(name) == nil && !strings.HasPrefix(name, "TEST_") {
			t.Errorf("no rule for %s", name)
		}
	}
	for _, r := range a.Rules() {
		if known := listed[r.Type] || slices.Contains(unlisted, r.Type); known == r.Own {
			t.Errorf("%s: own is %t, and known to checkpatch %t", r.Type, r.Own, known)
		}
	}
	if len(listed) < 200 {
		t.Errorf("%s has %d types", list, len(listed))
	}
}

// TestChecksAreListed: names are sorted within families, and no check is in
// two of them.
func TestChecksAreListed(t *testing.T) {
	seen := map[*analyzer.Check]string{}
	families := rules.Families()
	if !slices.IsSortedFunc(families, func(a, b rules.Family) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("families are not sorted by name")
	}
	for _, f := range families {
		for _, c := range f.Checks {
			if other, ok := seen[c]; ok {
				t.Errorf("a check of %s is in %s and %s", c.Rules[0].Type, other, f.Name)
			}
			seen[c] = f.Name
		}
	}
}
