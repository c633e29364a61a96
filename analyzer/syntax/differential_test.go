// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/c"
)

// place32 is where a node is and what.
type place32 struct {
	kind       NodeKind
	start, end uint32
}

// compared are the kinds whose ranges must be those of a plain parse.
var compared = []NodeKind{FunctionDefinition, IfStatement, ReturnStatement, CallExpression,
	ForStatement, WhileStatement, SwitchStatement, CompoundStatement, StructSpecifier,
	InitializerList, BinaryExpression, AssignmentExpression, CastExpression, FieldExpression}

// plain parses a text as it is and returns its nodes of the compared kinds, or
// false if the tree has an error. What stands in directives is left out.
func plain(t *testing.T, text []byte) (map[place32]bool, bool) {
	p := sitter.NewParser()
	defer p.Close()
	p.SetLanguage(c.GetLanguage())
	tree, err := p.ParseCtx(context.Background(), nil, text)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	root := tree.RootNode()
	if root.HasError() {
		return nil, false
	}
	found := make(map[place32]bool)
	cur := sitter.NewTreeCursor(root)
	defer cur.Close()
	var walk func()
	walk = func() {
		n := cur.CurrentNode()
		switch cur.CurrentFieldName() {
		case "condition", "path", "argument":
			if parent := n.Parent(); parent != nil && strings.HasPrefix(parent.Type(), "preproc") {
				return
			}
		}
		for _, k := range compared {
			if NodeKind(n.Symbol()) == k {
				found[place32{k, n.StartByte(), n.EndByte()}] = true
			}
		}
		if cur.GoToFirstChild() {
			for walk(); cur.GoToNextSibling(); {
				walk()
			}
			cur.GoToParent()
		}
	}
	walk()
	return found, true
}

// masked is plain for the trees of this package.
func masked(t *testing.T, p *Parser, text string) map[place32]bool {
	found := make(map[place32]bool)
	for _, tree := range parseAll(t, p, text) {
		for i := range tree.Nodes {
			n := &tree.Nodes[i]
			found[place32{n.Kind, n.Start, n.End}] = true
		}
	}
	return found
}

const plainText = `#include <linux/a.h>

struct demo {
	int a;
	struct { u32 b, c; } d;
	int (*op)(struct demo *d, unsigned long arg);
	unsigned flag:1;
};

enum { ONE, TWO = 2 };

static const struct demo table[] = {
	{ .a = 1, .d = { 1, 2 } },
	[4] = { .op = NULL, },
};

static inline int lookup(const struct demo *d, int n)
{
	unsigned long i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		if (!d[i].a || (n & ~3) == (int)i)
			continue;
		else if (d->op)
			return d->op((struct demo *)d, i * 4 - 1);
		while (n-- > 0)
			use(&d[i], "text" "more", 'x', sizeof(*d), sizeof(struct demo));
	}
	/* note */
	switch (n) {
	case 1:
		n = n > 3 ? a : b;
		break;
	default:
		do {
			n += call(call(1), x->y.z[3]);
		} while (n < 10);
	}
	goto out;
out:
	return -1;
}

#ifdef CONFIG_A
int other(void)
{
	return lookup(table, 3);
}
#endif

typedef int (*fn_t)(void *);
extern int array[3][4];
`

func TestDifferentialPlainText(t *testing.T) {
	want, ok := plain(t, []byte(plainText))
	if !ok {
		t.Fatal("the plain text has an error")
	}
	got := masked(t, newParser(t), plainText)
	for k := range want {
		if !got[k] {
			t.Errorf("no %s at %q", kindNames[k.kind], plainText[k.start:k.end])
		}
	}
}

// TestDifferentialTree compares 400 files of the tree that KSTYLE_TREE names,
// of those that the grammar accepts as they are.
func TestDifferentialTree(t *testing.T) {
	root := os.Getenv("KSTYLE_TREE")
	if root == "" {
		t.Skip("KSTYLE_TREE is not set")
	}
	var files []string
	for _, pattern := range []string{"kernel/*.c", "kernel/*/*.c", "lib/*.c", "mm/*.c", "net/*/*.c", "drivers/*/*.c", "drivers/*/*/*.c", "fs/*/*.c", "include/linux/*.h"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	rng := rand.New(rand.NewPCG(5, 5))
	rng.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	total, agree := make(map[NodeKind]int), make(map[NodeKind]int)
	p := newParser(t)
	clean := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, ok := plain(t, text)
		if !ok {
			continue
		}
		got := masked(t, p, string(text))
		for k := range want {
			total[k.kind]++
			if got[k] {
				agree[k.kind]++
			} else if os.Getenv("KSTYLE_SHOW") == kindNames[k.kind] {
				t.Logf("%s: %.100q", name, text[k.start:k.end])
			}
		}
		if clean++; clean == 400 {
			break
		}
	}
	for _, k := range compared {
		share := 100 * float64(agree[k]) / float64(max(total[k], 1))
		t.Logf("%-22s %6d nodes, %.2f %% agree", kindNames[k], total[k], share)
		if share < 99 && total[k] > 100 {
			t.Errorf("%s: only %.2f %% agree", kindNames[k], share)
		}
	}
}
