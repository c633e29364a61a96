// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// Limits of one file and one function, in lines. They may be lowered.
const (
	maxFileLines     = 500
	maxFunctionLines = 70
)

// longer records what was above a limit when the test came, by path or by
// path:function. A figure here may only sink, and a line that is no longer
// needed must go.
var longer = map[string]int{
	"analyzer/syntax/hostile_test.go:hostileTexts": 74,
	"analyzer/syntax/mask_expr.go:expr":            70,
}

func TestFilesAndFunctionsStayShort(t *testing.T) {
	seen := map[string]bool{}
	check := func(where string, lines, limit int) {
		if lines < limit {
			return
		}
		seen[where] = true
		if most, ok := longer[where]; !ok || lines > most {
			t.Errorf("%s has %d lines, the limit is below %d: split it", where, lines, limit)
		} else if lines < most {
			t.Errorf("%s has shrunk to %d lines: record it (was %d)", where, lines, most)
		}
	}
	for _, f := range projectFiles(t) {
		check(f.path, f.lines, maxFileLines)
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			check(f.path+":"+fn.Name.Name, f.line(fn.End())-f.line(fn.Pos())+1, maxFunctionLines)
		}
	}
	for where := range longer {
		if !seen[where] {
			t.Errorf("%s is short now: take it off the list", where)
		}
	}
}

func TestNothingHappensBeforeMain(t *testing.T) {
	for _, f := range projectFiles(t) {
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s:%d: no init functions", f.path, f.line(fn.Pos()))
			}
		}
	}
}

func TestRulesStartNoGoroutine(t *testing.T) {
	for _, f := range projectFiles(t) {
		if f.test || !under(f.dir, "rules") && !under(f.dir, "analyzer") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if g, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s:%d: no go statement in analysis", f.path, f.line(g.Pos()))
			}
			return true
		})
	}
}

// TestExpressionsAreCompiledOnce finds regexp compilation inside functions.
func TestExpressionsAreCompiledOnce(t *testing.T) {
	for _, f := range projectFiles(t) {
		if f.test || !slices.Contains(f.imports(), "regexp") {
			continue
		}
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok || !strings.Contains(sel.Sel.Name, "Compile") {
					return true
				}
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "regexp" {
					t.Errorf("%s:%d: compile expressions once, as package variables", f.path, f.line(sel.Pos()))
				}
				return true
			})
		}
	}
}

// systems and processors are the last words of file names that the go command
// takes for a build constraint.
var (
	systems    = strings.Fields("aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos")
	processors = strings.Fields("386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm")
)

// TestNoAccidentalConstraint finds files that the go command would leave out
// on some machines, or take for a test, because of their name alone.
func TestNoAccidentalConstraint(t *testing.T) {
	for _, f := range projectFiles(t) {
		stem := strings.TrimSuffix(strings.TrimSuffix(path.Base(f.path), ".go"), "_test")
		words := strings.Split(stem, "_")
		last := words[len(words)-1]
		if len(words) < 2 || !slices.Contains(systems, last) && !slices.Contains(processors, last) && last != "test" {
			continue
		}
		if under(f.dir, "rules") || under(f.dir, "analyzer") {
			t.Errorf("%s: the go command reads _%s as a build constraint: add _rule", f.path, last)
		}
	}
	for _, f := range projectFiles(t) {
		if f.test && !hasTest(f) {
			t.Errorf("%s: ends in _test.go and holds no test: add _rule to the name of a rule file", f.path)
		}
	}
}

// hasTest tells if a _test.go file imports testing, as all with tests and
// helpers of tests do.
func hasTest(f goFile) bool {
	return slices.Contains(f.imports(), "testing")
}

func TestLicenceAndPackageComment(t *testing.T) {
	documented := map[string]bool{}
	files := projectFiles(t)
	for _, f := range files {
		if !strings.HasPrefix(string(f.text), "// SPDX-License-Identifier: GPL-2.0-or-later\n") {
			t.Errorf("%s: the first line must be the SPDX licence line", f.path)
		}
		if f.ast.Doc != nil {
			documented[f.dir] = true
		}
	}
	for _, f := range files {
		if !f.test && !documented[f.dir] {
			documented[f.dir] = true
			t.Errorf("%s: the package has no comment that says what it knows", f.dir)
		}
	}
}

func TestPackageNamesSayWhatTheyKnow(t *testing.T) {
	for _, f := range projectFiles(t) {
		switch f.ast.Name.Name {
		case "util", "utils", "common", "helper", "helpers", "misc_util", "shared", "lib":
			t.Errorf("%s: name the package for what it knows", f.path)
		}
	}
}

// TestTopLevel keeps the top of the repository as it was agreed.
func TestTopLevel(t *testing.T) {
	tops := []string{"cmd", "analyzer", "rules", "editors"}
	for _, f := range projectFiles(t) {
		top, _, _ := strings.Cut(f.path, "/")
		if !slices.Contains(tops, top) {
			t.Errorf("%s: Go files live under %v", f.path, tops)
		}
		if under(f.dir, "cmd") && !under(f.dir, "cmd/kstyle-ls") {
			t.Errorf("%s: the only command is cmd/kstyle-ls", f.path)
		}
	}
}

// TestPackageVariablesStay finds package variables of rules and analyzer that
// a function assigns to, by name.
func TestPackageVariablesStay(t *testing.T) {
	files := projectFiles(t)
	vars := map[string]map[string]bool{}
	for _, f := range files {
		if f.test || !under(f.dir, "rules") && !under(f.dir, "analyzer") {
			continue
		}
		if vars[f.dir] == nil {
			vars[f.dir] = map[string]bool{}
		}
		for _, decl := range f.ast.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.VAR {
				for _, spec := range gen.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						vars[f.dir][name.Name] = name.Name != "_"
					}
				}
			}
		}
	}
	for _, f := range files {
		if f.test || vars[f.dir] == nil {
			continue
		}
		for _, where := range assignments(f, vars[f.dir]) {
			t.Errorf("%s:%d: package variables do not change", f.path, where)
		}
	}
}

// assignments returns the lines where a function of f assigns to one of the
// names and the name is not also declared inside that function.
func assignments(f goFile, names map[string]bool) []int {
	var lines []int
	for _, decl := range f.ast.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		local := localNames(fn)
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			assign, ok := n.(*ast.AssignStmt)
			if !ok || assign.Tok == token.DEFINE {
				return true
			}
			for _, left := range assign.Lhs {
				if id, ok := left.(*ast.Ident); ok && names[id.Name] && !local[id.Name] {
					lines = append(lines, f.line(id.Pos()))
				}
			}
			return true
		})
	}
	return lines
}

// localNames collects what a function declares: receiver, parameters,
// results and variables.
func localNames(fn *ast.FuncDecl) map[string]bool {
	local := map[string]bool{}
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			for _, name := range n.Names {
				local[name.Name] = true
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, left := range n.Lhs {
					if id, ok := left.(*ast.Ident); ok {
						local[id.Name] = true
					}
				}
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				local[name.Name] = true
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if id, ok := e.(*ast.Ident); ok {
					local[id.Name] = true
				}
			}
		}
		return true
	})
	return local
}
