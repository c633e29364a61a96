// SPDX-License-Identifier: GPL-2.0-or-later

// Package tree answers questions about a source tree from its files: which
// exist, how words are spelt, which structs are constant, which device tree
// strings are documented. It reads lazily, once, below the root only, and
// knows nothing of rules, of git, or of the texts that are judged.
package tree

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"

	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
)

// Tree answers from the files below a root. It is safe for concurrent use.
type Tree struct {
	dir      string
	root     *os.Root
	typedefs map[string]bool

	spelling     func() map[string]string
	constStructs func() map[string]bool
	camelCase    func() map[string]bool
	vendors      func() map[string]bool
	bindings     func() *bindings
	licences     func() map[string]bool
	obsolete     func() []pattern
}

var _ facts.Tree = (*Tree)(nil)

// marks are what a directory must hold to be taken for a kernel tree, as
// checkpatch has it.
var marks = []string{"COPYING", "CREDITS", "Documentation", "Kbuild", "MAINTAINERS", "Makefile", "README",
	"arch", "drivers", "fs", "include", "init", "ipc", "kernel", "lib", "scripts"}

// IsKernel reports whether a directory looks like the root of a kernel tree.
func IsKernel(dir string) bool {
	for _, m := range marks {
		if _, err := os.Stat(path.Join(dir, m)); err != nil {
			return false
		}
	}
	return true
}

// Open prepares the tree below dir. Further type names may be given. It reads
// nothing yet; files that are missing later make answers empty.
func Open(dir string, typedefs map[string]bool) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open tree: %w", err)
	}
	t := &Tree{dir: dir, root: root, typedefs: typedefs}
	t.spelling = sync.OnceValue(t.readSpelling)
	t.constStructs = sync.OnceValue(t.readConstStructs)
	t.camelCase = sync.OnceValue(t.readCamelCase)
	t.vendors = sync.OnceValue(t.readVendors)
	t.bindings = sync.OnceValue(t.readBindings)
	t.licences = sync.OnceValue(t.readLicences)
	t.obsolete = sync.OnceValue(t.readObsolete)
	return t, nil
}

// Close gives the directory back. Answers after it are empty.
func (t *Tree) Close() error { return t.root.Close() }

// Present reports that there is a tree.
func (t *Tree) Present() bool { return true }

// Exists reports whether a path below the root is there. Links that lead out
// of the root do not count.
func (t *Tree) Exists(name string) bool {
	if name == "" || !fs.ValidPath(path.Clean(name)) {
		return false
	}
	_, err := t.root.Stat(path.Clean(name))
	return err == nil
}

// Spelling maps misspelt words of scripts/spelling.txt to the right ones.
func (t *Tree) Spelling() map[string]string { return t.spelling() }

// ConstStructs are those of scripts/const_structs.checkpatch.
func (t *Tree) ConstStructs() map[string]bool { return t.constStructs() }

// CamelCase are the mixed-case names that headers in include/ declare.
func (t *Tree) CamelCase() map[string]bool { return t.camelCase() }

// CamelCaseOf are the mixed-case names that one file declares.
func (t *Tree) CamelCaseOf(name string) map[string]bool {
	data, err := fs.ReadFile(t.root.FS(), path.Clean(name))
	if err != nil {
		return nil
	}
	out := map[string]bool{}
	mixedNames(data, out)
	return out
}

// IncludesAsm reports whether include/linux/NAME.h includes <asm/NAME.h>.
func (t *Tree) IncludesAsm(name string) bool {
	found := false
	t.lines(path.Clean("include/linux/"+name+".h"), func(line string) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		if !ok {
			return
		}
		rest, ok = strings.CutPrefix(strings.TrimSpace(rest), "include")
		found = found || ok && strings.HasPrefix(strings.TrimSpace(rest), "<asm/"+name+".h>")
	})
	return found
}

// Typedefs are the further type names given to Open.
func (t *Tree) Typedefs() map[string]bool { return t.typedefs }

// VendorPrefix looks a vendor up in the list of the bindings.
func (t *Tree) VendorPrefix(vendor string) bool { return t.vendors()[vendor] }

// lines calls f with each line of a file; a file that cannot be read has none.
func (t *Tree) lines(name string, f func(line string)) {
	file, err := t.root.Open(name)
	if err != nil {
		return
	}
	defer file.Close()
	s := bufio.NewScanner(file)
	s.Buffer(make([]byte, 0, 64<<10), 4<<20)
	for s.Scan() {
		f(s.Text())
	}
}

func (t *Tree) readSpelling() map[string]string {
	out := map[string]string{}
	t.lines("scripts/spelling.txt", func(line string) {
		wrong, right, ok := strings.Cut(line, "||")
		if ok && !strings.HasPrefix(line, "#") {
			out[strings.ToLower(strings.TrimSpace(wrong))] = strings.TrimSpace(right)
		}
	})
	return out
}

func (t *Tree) readConstStructs() map[string]bool {
	return t.words("scripts/const_structs.checkpatch")
}

// words reads a file of one word a line with # comments.
func (t *Tree) words(name string) map[string]bool {
	out := map[string]bool{}
	t.lines(name, func(line string) {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) == 1 {
			out[f[0]] = true
		}
	})
	return out
}

// readVendors takes the vendors from lines such as
//
//	"^acme,.*":
func (t *Tree) readVendors() map[string]bool {
	out := map[string]bool{}
	t.lines("Documentation/devicetree/bindings/vendor-prefixes.yaml", func(line string) {
		_, rest, ok := strings.Cut(line, `"^`)
		if !ok {
			return
		}
		if vendor, _, ok := strings.Cut(rest, `,.*":`); ok {
			out[vendor] = true
		}
	})
	return out
}

// walk calls f with the content of each file below a folder that wanted says
// yes to.
func (t *Tree) walk(folder string, wanted func(name string) bool, f func(name string, data []byte)) {
	fsys := t.root.FS()
	// An unreadable folder only makes the answer smaller.
	_ = fs.WalkDir(fsys, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !wanted(name) {
			return nil
		}
		if data, err := fs.ReadFile(fsys, name); err == nil {
			f(name, data)
		}
		return nil
	})
}

// readLicences collects the identifiers that LICENSES/ declares valid.
func (t *Tree) readLicences() map[string]bool {
	out := map[string]bool{}
	t.walk("LICENSES", func(string) bool { return true }, func(_ string, data []byte) {
		for line := range bytes.Lines(data) {
			for _, tag := range []string{"Valid-License-Identifier:", "SPDX-Exception-Identifier:"} {
				if rest, ok := bytes.CutPrefix(line, []byte(tag)); ok {
					out[strings.TrimSpace(string(rest))] = true
				}
			}
		}
	})
	return out
}
