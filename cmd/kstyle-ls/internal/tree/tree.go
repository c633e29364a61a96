// SPDX-License-Identifier: GPL-2.0-or-later

// Package tree opens a kernel tree on disk for the questions of
// analyzer/treefs. It knows where the tree lies and what may be kept between
// runs. Nothing outside of the root is read, whatever links lead there, and
// nothing is known of rules, of git, or of the texts that are judged.
package tree

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
)

// Tree answers from the files below a root. It is safe for concurrent use.
type Tree struct {
	*treefs.Tree
	dir       string
	root      *os.Root
	camelCase func() map[string]bool
}

var _ facts.Tree = (*Tree)(nil)

// IsKernel reports whether a directory looks like the root of a kernel tree.
func IsKernel(dir string) bool { return treefs.IsKernel(os.DirFS(filepath.Clean(dir))) }

// Find goes up from a file or folder to the root of the kernel tree that it is
// in, as an absolute path.
func Find(start string) (root string, ok bool) {
	dir, err := filepath.Abs(start)
	if err != nil {
		return "", false
	}
	for {
		if IsKernel(dir) {
			return dir, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir = up
	}
}

// Open prepares the tree below dir. It reads nothing yet; files that are
// missing later make answers empty.
func Open(dir string, extra treefs.Extra) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open tree: %w", err)
	}
	t := &Tree{Tree: treefs.New(root.FS(), extra), dir: dir, root: root}
	t.camelCase = sync.OnceValue(t.readCamelCase)
	return t, nil
}

// Close gives the directory back. Answers after it are empty.
func (t *Tree) Close() error { return t.root.Close() }

// Present reports that there is a tree: whoever opened it said so.
func (t *Tree) Present() bool { return true }

// CamelCase are the mixed-case names that headers in include/ declare. Reading
// them all takes a while, so the answer is kept between runs.
func (t *Tree) CamelCase() map[string]bool { return t.camelCase() }
