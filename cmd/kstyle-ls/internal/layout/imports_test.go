// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"path"
	"slices"
	"strings"
	"testing"
)

// An edge says what the packages matched by from may import of the project.
// Patterns are those of path.Match; the first edge whose from matches holds.
type edge struct {
	from string
	to   []string
}

// families stands for every package that holds rules.
const families = "rules/*"

// allowed is the whole map. Imports go down only.
var allowed = []edge{
	{"analyzer/bug", nil},
	{"analyzer/glob", nil},
	{"analyzer/operand", nil},
	{"analyzer/token", []string{"analyzer/bug"}},
	{"analyzer/source", []string{"analyzer/bug", "analyzer/token"}},
	{"analyzer/fix", []string{"analyzer/bug", "analyzer/source"}},
	{"analyzer/indent", []string{"analyzer/bug", "analyzer/fix", "analyzer/source", "analyzer/token"}},
	{"analyzer/patch", []string{"analyzer/bug", "analyzer/source"}},
	{"analyzer/facts", []string{"analyzer/bug", "analyzer/source", "analyzer/token"}},
	{"analyzer/maintainers", []string{"analyzer/patch"}},
	{"analyzer/treefs", []string{"analyzer/bug", "analyzer/facts", "analyzer/maintainers"}},
	{"analyzer/config", []string{"analyzer/bug", "analyzer/glob"}},
	{"analyzer/cmodel", []string{"analyzer/bug", "analyzer/source", "analyzer/token"}},
	{"analyzer/operand", []string{"analyzer/bug"}},
	{"analyzer/syntax", []string{"analyzer/bug", "analyzer/source", "analyzer/token"}},
	{"analyzer", []string{"analyzer/*"}},
	{"analyzer/casetest", []string{"analyzer", "analyzer/*"}},
	{"analyzer/*/internal/*", []string{"analyzer/*"}},
	{"analyzer/internal/*", []string{"analyzer", "analyzer/*", "rules"}},
	{"rules/internal/newrule", nil},
	{"rules/internal/*", []string{"rules", "analyzer", "analyzer/*"}},
	{families, []string{"analyzer", "analyzer/*"}},
	{"rules", []string{families, "analyzer", "analyzer/*"}},
	{"cmd/kstyle-ls/internal/vcs", []string{"analyzer/bug", "analyzer/facts"}},
	{"cmd/kstyle-ls/internal/server", []string{"analyzer", "analyzer/*", "cmd/kstyle-ls/internal/*", "cmd/kstyle-ls/internal/server/*"}},
	{"cmd/kstyle-ls/internal/*", []string{"analyzer", "analyzer/*", "rules", "cmd/kstyle-ls/internal/*"}},
	{"cmd/kstyle-ls/internal/*/*", []string{"analyzer", "analyzer/*", "rules", "cmd/kstyle-ls/internal/*", "cmd/kstyle-ls/internal/*/*"}},
	{"cmd/kstyle-ls", []string{"analyzer", "analyzer/*", "rules", "cmd/kstyle-ls/internal/*"}},
}

// onlyImporter names the one package that may import a thing from outside.
var onlyImporter = map[string]string{
	"C":                                 "analyzer/syntax",
	"unsafe":                            "analyzer/syntax",
	"github.com/smacker/go-tree-sitter": "analyzer/syntax",
	"go.lsp.dev":                        "cmd/kstyle-ls/internal/server",
	"github.com/spf13/cobra":            "cmd/kstyle-ls",
}

func TestImportsGoDownOnly(t *testing.T) {
	for _, f := range projectFiles(t) {
		edge, known := edgeOf(f.dir)
		if !known {
			t.Errorf("%s: no line for %s in the table of allowed imports", f.path, f.dir)
			continue
		}
		for _, imported := range f.imports() {
			to, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			if f.test && (to == f.dir || to == "analyzer/casetest" || to == "rules") {
				continue
			}
			if to == "analyzer/casetest" {
				t.Errorf("%s: only tests import %s", f.path, to)
				continue
			}
			if !matchesAny(edge.to, to) {
				t.Errorf("%s: %s may not import %s", f.path, f.dir, to)
			}
		}
	}
}

func TestOnlyImporter(t *testing.T) {
	for _, f := range projectFiles(t) {
		for _, imported := range f.imports() {
			for thing, owner := range onlyImporter {
				if !under(imported, thing) || f.dir == owner {
					continue
				}
				t.Errorf("%s: only %s may import %s", f.path, owner, thing)
			}
		}
	}
}

// pure lists what code that only computes may not import: everything that
// reaches outside the text it was given.
var pure = []string{"os", "os/exec", "net", "net/http", "path/filepath", "io/ioutil", "syscall", "time", "context", "math/rand", "math/rand/v2", "log"}

// impure lists what a package may import of that all the same, with why.
var impure = map[string][]string{
	"analyzer":          {"context", "time"}, // cancellation, and check --timing
	"analyzer/casetest": {"os", "path/filepath", "context", "time"},
}

func TestAnalysisTouchesNothing(t *testing.T) {
	for _, f := range projectFiles(t) {
		if f.test || !under(f.dir, "analyzer") && !under(f.dir, "rules") || f.ast.Name.Name == "main" {
			continue // programs that measure or write sources may do what they need
		}
		for _, imported := range f.imports() {
			if slices.Contains(pure, imported) && !slices.Contains(impure[f.dir], imported) {
				t.Errorf("%s: %s may not import %s: analysis touches nothing outside its text", f.path, f.dir, imported)
			}
		}
	}
}

// TestTheTableCatches proves that the edges can fail at all.
func TestTheTableCatches(t *testing.T) {
	for _, wrong := range [][2]string{
		{"rules/spacing", "rules/comment"},
		{"rules/spacing", "rules"},
		{"analyzer", "rules"},
		{"analyzer/source", "analyzer"},
		{"analyzer/syntax", "analyzer/patch"},
		{"analyzer/fix", "cmd/kstyle-ls/internal/batch"},
		{"rules/spacing", "cmd/kstyle-ls/internal/vcs"},
	} {
		edge, known := edgeOf(wrong[0])
		if !known || matchesAny(edge.to, wrong[1]) {
			t.Errorf("the table lets %s import %s", wrong[0], wrong[1])
		}
	}
}

func edgeOf(dir string) (edge, bool) {
	for _, e := range allowed {
		if ok, _ := path.Match(e.from, dir); ok { // the patterns are constants
			return e, true
		}
	}
	return edge{}, false
}

func matchesAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, _ := path.Match(p, name) // the patterns are constants
		return ok
	})
}
