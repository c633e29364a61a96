// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const module = "github.com/kstyle-ls/kstyle-ls/"

// goFile is one parsed file of the project.
type goFile struct {
	path  string // from the module's root, with slashes
	dir   string // its folder, "." for none
	test  bool
	lines int
	text  []byte
	set   *token.FileSet
	ast   *ast.File
}

// projectFiles parses every Go file below the module's root.
func projectFiles(t *testing.T) []goFile {
	t.Helper()
	root := filepath.Join("..", "..", "..", "..")
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatalf("find the module's root: %v", err)
	}
	var files []goFile
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() {
			if name != root && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(base, ".go") {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, name, text, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		files = append(files, goFile{
			path: rel, dir: path.Dir(rel), test: strings.HasSuffix(base, "_test.go"),
			lines: strings.Count(string(text), "\n"), text: text, set: set, ast: tree,
		})
		return nil
	})
	if err != nil {
		t.Fatalf("read the project: %v", err)
	}
	if len(files) < 3 {
		t.Fatalf("found only %d Go files", len(files))
	}
	return files
}

// imports returns the import paths of a file.
func (f *goFile) imports() []string {
	var out []string
	for _, spec := range f.ast.Imports {
		out = append(out, strings.Trim(spec.Path.Value, `"`))
	}
	return out
}

// line returns the line of a position, counted from one.
func (f *goFile) line(pos token.Pos) int {
	return f.set.Position(pos).Line
}

func under(dir, parent string) bool {
	return dir == parent || strings.HasPrefix(dir, parent+"/")
}
