// SPDX-License-Identifier: GPL-2.0-or-later

// Package treefs answers questions about a kernel tree from its files. It
// knows which file of a tree says what: spelling.txt, the vendor prefixes and
// bindings of device trees, the licences, MAINTAINERS, the names that headers
// use. It is given the files as an fs.FS and never leaves it; it must never
// write, run anything, or know where the tree lies on a disk. What it cannot
// read it does not know, and says nothing about.
//
// Answers are loaded when first asked for and kept. All methods may be called
// concurrently.
package treefs

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
)

// Extra is what a user adds to the files of the tree.
type Extra struct {
	// Codespell is the text of a codespell dictionary.
	Codespell []byte
	// Typedefs are further type names.
	Typedefs map[string]bool
}

// Tree answers from a kernel tree; see facts.Tree.
type Tree struct {
	files fs.FS

	present  func() bool
	spelling func() *facts.Spelling
	structs  func() map[string]bool
	camel    func() map[string]bool
	typedefs map[string]bool
	vendors  func() map[string]bool
	bindings func() *bindings
	licences func() *licences
	obsolete func() []*maintainers.Section
	setup    func() map[string][][]byte
	calls    func() map[string]string

	mu         sync.Mutex
	compatible map[string]bool // answers of Compatible
}

// New is a tree of the given files.
func New(files fs.FS, extra Extra) *Tree {
	t := &Tree{files: files, typedefs: extra.Typedefs, compatible: map[string]bool{}}
	t.present = sync.OnceValue(func() bool { return IsKernel(files) })
	t.spelling = sync.OnceValue(func() *facts.Spelling {
		return loadSpelling(t.read("scripts/spelling.txt"), extra.Codespell)
	})
	t.structs = sync.OnceValue(func() map[string]bool {
		return words(t.read("scripts/const_structs.checkpatch"))
	})
	t.camel = sync.OnceValue(t.loadCamelCase)
	t.vendors = sync.OnceValue(t.loadVendors)
	t.bindings = sync.OnceValue(t.loadBindings)
	t.licences = sync.OnceValue(t.loadLicences)
	t.obsolete = sync.OnceValue(func() []*maintainers.Section { return obsoleteSections(t.read("MAINTAINERS")) })
	t.setup = sync.OnceValue(func() map[string][][]byte { return byFirstName(t.read(parametersFile)) })
	t.calls = sync.OnceValue(func() map[string]string { return deprecatedCalls(t.read("scripts/checkpatch.pl")) })
	return t
}

// rootNames is what lies at the root of a kernel tree.
var rootNames = []string{"COPYING", "CREDITS", "Kbuild", "MAINTAINERS", "Makefile", "README",
	"Documentation", "arch", "include", "drivers", "fs", "init", "ipc", "kernel", "lib", "scripts"}

// IsKernel tells whether the files are those of a kernel tree.
func IsKernel(files fs.FS) bool {
	for _, name := range rootNames {
		if _, err := fs.Stat(files, name); err != nil {
			return false
		}
	}
	return true
}

// Present reports whether the files are a kernel tree.
func (t *Tree) Present() bool { return t.present() }

// Exists reports whether a path is in the tree.
func (t *Tree) Exists(name string) bool {
	name, ok := inside(name)
	if !ok {
		return false
	}
	_, err := fs.Stat(t.files, name)
	return err == nil
}

// IsFile reports whether a path is a regular file of the tree.
func (t *Tree) IsFile(name string) bool {
	name, ok := inside(name)
	if !ok {
		return false
	}
	info, err := fs.Stat(t.files, name)
	return err == nil && info.Mode().IsRegular()
}

// File is the text of a file of the tree, nil if it has none.
func (t *Tree) File(name string) []byte {
	if !t.IsFile(name) {
		return nil
	}
	name, _ = inside(name)
	return t.read(name)
}

// inside cleans a path; ok is false if it would leave the tree.
func inside(name string) (string, bool) {
	name = path.Clean(name)
	return name, fs.ValidPath(name)
}

// read returns a file of the tree, nothing if there is none.
func (t *Tree) read(name string) []byte {
	data, err := fs.ReadFile(t.files, name)
	if err != nil {
		return nil // a tree without it knows less
	}
	return data
}

// ConstStructs is the set of structs that are usually constant.
func (t *Tree) ConstStructs() map[string]bool { return t.structs() }

// Typedefs is the set of extra type names that the user gave.
func (t *Tree) Typedefs() map[string]bool { return t.typedefs }

// IncludesAsm reports whether include/linux/NAME.h includes <asm/NAME.h>. A
// blank behind the # says that it does so on a condition only, which does not
// count.
func (t *Tree) IncludesAsm(name string) bool {
	file, ok := inside("include/linux/" + name + ".h")
	if !ok {
		return false
	}
	for line := range bytes.Lines(t.read(file)) {
		rest, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("#include"))
		if ok && bytes.HasPrefix(bytes.TrimSpace(rest), []byte("<asm/"+name+".h>")) {
			return true
		}
	}
	return false
}

// parametersFile documents the parameters of the kernel's command line.
const parametersFile = "Documentation/admin-guide/kernel-parameters.txt"

// KernelParameter reports whether the document of the tree has an entry for a
// parameter: a line that begins with it.
func (t *Tree) KernelParameter(name string) (documented, known bool) {
	entries := t.setup()
	stem := strings.TrimSuffix(name, "=")
	_, value := firstName([]byte(stem))
	for _, rest := range entries[stem[:len(stem)-len(value)]] {
		if tail, ok := bytes.CutPrefix(rest, value); ok && (len(tail) == 0 || len(value) == 0 || !isNameByte(tail[0])) {
			return true, true
		}
	}
	return false, len(entries) > 0
}

// byFirstName is what follows the name that a line begins with, by that name.
func byFirstName(text []byte) map[string][][]byte {
	all := map[string][][]byte{}
	for line := range bytes.Lines(text) {
		if name, rest := firstName(bytes.TrimSpace(line)); len(name) > 0 {
			all[string(name)] = append(all[string(name)], rest)
		}
	}
	return all
}

// firstName cuts text behind the name that it begins with.
func firstName(text []byte) (name, rest []byte) {
	n := 0
	for n < len(text) && isNameByte(text[n]) {
		n++
	}
	return text[:n], text[n:]
}

// isNameByte reports whether a byte goes on with the name of a parameter.
func isNameByte(c byte) bool {
	return c == '_' || c == '-' || c == '.' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// ParseTypedefs reads a file of type names, one on a line.
func ParseTypedefs(data []byte) map[string]bool { return words(data) }

// words reads a list of words, one on a line; '#' starts a comment. A line of
// several words is left out.
func words(data []byte) map[string]bool {
	out := map[string]bool{}
	for line := range bytes.Lines(data) {
		line, _, _ = bytes.Cut(line, []byte{'#'})
		if f := bytes.Fields(line); len(f) == 1 {
			out[string(f[0])] = true
		}
	}
	return out
}

// Spelling is the list of misspelt words, nil if there is none.
func (t *Tree) Spelling() *facts.Spelling { return t.spelling() }

// loadSpelling reads spelling.txt ("mistake||correction") and a dictionary of
// codespell ("mistake->correction, another"). The first table wins, as does
// the first correction; entries codespell disables are left out.
func loadSpelling(table, codespell []byte) *facts.Spelling {
	out := map[string]string{}
	for line := range strings.Lines(string(codespell)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || strings.Contains(line, ", disabled") {
			continue
		}
		line, _, _ = strings.Cut(line, ",")
		if from, to, ok := strings.Cut(line, "->"); ok {
			out[strings.TrimSpace(from)] = strings.TrimSpace(to)
		}
	}
	for line := range strings.Lines(string(table)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if from, to, ok := strings.Cut(line, "||"); ok {
			out[from] = to
		}
	}
	if len(out) == 0 {
		return nil
	}
	return facts.NewSpelling(out)
}
