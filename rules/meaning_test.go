// SPDX-License-Identifier: GPL-2.0-or-later

package rules_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/casetest"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// regrouping are the rules whose safe fixes move or drop brackets, and write a
// test for NULL in its short form, and do nothing else. What C makes of the
// text before and after must be the same tree, but for those.
var regrouping = []string{
	"braces", "comparison_to_null", "else_after_brace", "open_brace", "return_parentheses",
	"sizeof_parenthesis", "trailing_statements", "unnecessary_parentheses", "while_after_brace",
}

// TestSafeFixesKeepTheTree makes each safe fix of those rules, one at a time,
// on their cases, and compares the trees.
func TestSafeFixesKeepTheTree(t *testing.T) {
	a := analyzer.New(rules.All())
	parser, err := syntax.NewParser()
	if err != nil {
		t.Fatal(err)
	}
	defer parser.Close()
	made := 0
	for _, folder := range regrouping {
		files, err := filepath.Glob(filepath.Join(cases, folder, "*.txtar"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no cases of %s: %v", folder, err)
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
			for _, x := range c.Texts {
				in := analyzer.NamedInput(x.Name, x.Bytes)
				if in.Form == analyzer.File && in.Kind.In(source.CFiles) {
					made += eachSafeFix(t, a, parser, in, &c.Options)
				}
			}
		}
	}
	if made < 100 {
		t.Errorf("only %d fixes were made: the cases have gone", made)
	}
}

// eachSafeFix compares the trees before and after each safe fix of a text.
func eachSafeFix(t *testing.T, a *analyzer.Analyzer, p *syntax.Parser, in analyzer.Input, o *analyzer.Options) (made int) {
	t.Helper()
	res, err := a.Check(context.Background(), in, o)
	if err != nil {
		t.Fatal(err)
	}
	before, ok := treeOf(p, in.Bytes)
	if !ok {
		return 0 // not C, though a case all the same
	}
	lines := strings.Split(string(in.Bytes), "\n")
	for _, f := range res.Findings {
		i := analyzer.FirstSafe(f)
		line := lines[f.Line-1]
		if i < 0 || strings.Contains(line, "for_each") || strings.Contains(line, "sizeof struct") || strings.Contains(line, "sizeof unsigned") {
			continue // a loop of a macro is read by its indentation; the others are no C
		}
		out, n := analyzer.ApplyFixes(in, []*analyzer.Finding{f}, func(*analyzer.Finding) int { return i })
		if n != 1 {
			t.Errorf("%s:%d: fix of %s cannot be made", in.Name, f.Line, f.Rule.Type)
			continue
		}
		made++
		after, _ := treeOf(p, out)
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("line %d: fix %q of %s changes what the text means:\n%s\n%s", f.Line, f.Fixes[i].Title, f.Rule.Type, diff, out)
		}
	}
	return made
}

// treeOf is what C makes of a text, as a list: parentheses, braces around one
// statement, and the two ways to test for NULL make no difference in it.
// ok is false where not all of it was understood.
func treeOf(p *syntax.Parser, text []byte) (tree []string, ok bool) {
	x := source.New("a.c", "a.c", source.C, text, source.Mode{})
	var toks token.Stream
	token.Scan(&toks, x.Clean, 0, len(x.Clean), token.NewWords(nil))
	w := treeWriter{raw: text}
	ok = true
	for _, c := range syntax.Chunks(x.Clean, &toks) {
		if w.tree = p.Parse(x.Clean, &toks, c); w.tree != nil && len(w.tree.Nodes) > 0 {
			ok = ok && !w.tree.HasError
			for child := range w.tree.Children(0) {
				w.write(child)
			}
		}
	}
	return w.out, ok
}

type treeWriter struct {
	tree *syntax.Tree
	raw  []byte
	out  []string
}

func (w *treeWriter) write(i int) {
	n := &w.tree.Nodes[i]
	var children []int
	for c := range w.tree.Children(i) {
		children = append(children, c)
	}
	switch {
	case n.Kind == syntax.ParenthesizedExpression && len(children) == 3:
		w.write(children[1])
	case n.Kind == syntax.CompoundStatement && len(children) == 3 && w.tree.Nodes[children[1]].Kind != syntax.Declaration:
		w.write(children[1])
	case n.Kind == syntax.BinaryExpression && len(children) == 3 && w.tree.Nodes[children[2]].Kind == syntax.Null &&
		w.text(children[1]) == "!=":
		w.write(children[0])
	case n.Kind == syntax.BinaryExpression && len(children) == 3 && w.tree.Nodes[children[2]].Kind == syntax.Null &&
		w.text(children[1]) == "==":
		w.out = append(w.out, "(", "!")
		w.write(children[0])
		w.out = append(w.out, ")")
	case len(children) == 0:
		if s := w.text(i); s != "" && !strings.HasPrefix(s, "/*") && !strings.HasPrefix(s, "//") {
			w.out = append(w.out, s)
		}
	default:
		w.out = append(w.out, "(")
		for _, c := range children {
			w.write(c)
		}
		w.out = append(w.out, ")")
	}
}

// text is the source of a node without its blanks.
func (w *treeWriter) text(i int) string {
	n := &w.tree.Nodes[i]
	return strings.Join(strings.Fields(string(w.raw[n.Start:n.End])), "")
}
