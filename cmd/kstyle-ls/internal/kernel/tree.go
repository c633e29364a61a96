// SPDX-License-Identifier: GPL-2.0-or-later

// Package kernel is what the measuring programs know of a kernel source tree:
// where to get one, how to draw files from it, how to make patches out of it,
// and how to run its scripts/checkpatch.pl. Nothing that checks text may use
// it; it runs programs and writes below its cache folder.
package kernel

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// release is the Debian source package that all figures are measured on.
const release = "linux-source-6.12"

// TreeVariable names the environment variable that points at a ready tree.
const TreeVariable = "KSTYLE_KERNEL_TREE"

// Tree is a kernel source tree on disk.
type Tree struct {
	// Root is the absolute path of the tree's top.
	Root string
}

// Progress is a log for Find and Script.All: lines on standard error, each
// behind the prefix.
func Progress(prefix string) func(format string, args ...any) {
	return func(format string, args ...any) { fmt.Fprintf(os.Stderr, prefix+format+"\n", args...) }
}

// Exit ends the measuring program of that name where its measure failed, with
// status 3, or was not good enough, with status 1.
func Exit(name string, good bool, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(3)
	}
	if !good {
		os.Exit(1)
	}
}

// Find returns the kernel tree to measure with: the one that TreeVariable
// names, else one unpacked below cache or the system's temporary folder by an
// earlier run, else Debian's, which is installed and unpacked into cache.
// What it does is written through log, since it can take minutes.
func Find(cache string, log func(format string, args ...any)) (Tree, error) {
	if named := os.Getenv(TreeVariable); named != "" {
		if !isTree(named) {
			return Tree{}, fmt.Errorf("%s=%s is no kernel tree: it has no scripts/checkpatch.pl", TreeVariable, named)
		}
		return absolute(named)
	}
	for _, parent := range []string{cache, filepath.Join(os.TempDir(), "kernel-tree")} {
		if root := filepath.Join(parent, release); isTree(root) && isFile(filepath.Join(parent, ".whole")) {
			return absolute(root)
		}
	}
	if err := unpack(cache, log); err != nil {
		return Tree{}, fmt.Errorf("get %s: %w (or set %s to a tree you have)", release, err, TreeVariable)
	}
	return absolute(filepath.Join(cache, release))
}

// unpack puts Debian's source package below dir. The file .whole is written
// last, so that an interrupted run is not mistaken for a tree.
func unpack(dir string, log func(string, ...any)) error {
	archive := "/usr/src/" + release + ".tar.xz"
	if !isFile(archive) {
		log("installing %s with apt-get", release)
		if os.Geteuid() != 0 {
			return errors.New("installing needs root: apt-get install " + release)
		}
		if err := loudly("apt-get", "update", "-q"); err != nil {
			return err
		}
		err := loudly("apt-get", "install", "-q", "-y", "--no-install-recommends", release, "perl", "xz-utils", "diffutils")
		if err != nil {
			return err
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	log("unpacking %s into %s", archive, dir)
	if err := loudly("tar", "-C", dir, "-xf", archive); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, ".whole"), nil, 0o644)
}

// loudly runs a program with its output on standard error.
func loudly(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func isTree(root string) bool {
	return isFile(filepath.Join(root, "scripts", "checkpatch.pl"))
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func absolute(root string) (Tree, error) {
	abs, err := filepath.Abs(root)
	return Tree{Root: abs}, err
}

// A Stratum is one kind of file of a sample and its part of the whole.
type Stratum struct {
	Name    string
	Percent int
	holds   func(base string) bool
}

// Strata is how a sample is mixed. A plain draw would be nearly all C.
func Strata() []Stratum {
	ending := func(endings ...string) func(string) bool {
		return func(base string) bool {
			return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(base, e) })
		}
	}
	return []Stratum{
		{"C", 50, ending(".c")},
		{"header", 16, ending(".h")},
		{"device tree", 8, ending(".dts", ".dtsi")},
		{"assembler", 5, ending(".S")},
		{"Kconfig", 5, func(base string) bool { return strings.HasPrefix(base, "Kconfig") }},
		{"Makefile", 5, func(base string) bool { return base == "Makefile" || base == "Kbuild" }},
		{"rst", 4, ending(".rst")},
		{"yaml", 3, ending(".yaml")},
		{"script", 3, ending(".sh", ".pl", ".py", ".awk", ".tc")},
		{"text", 1, ending(".txt", ".rs", ".dtso", ".lds", ".y", ".l")},
	}
}

// Sample draws about count files, by the strata, as paths from the root,
// sorted. The same seed and tree give the same files. Files above maxBytes
// are left out of the draw: the script needs minutes for some of them.
func (t Tree) Sample(seed uint64, count int, maxBytes int64) ([]string, error) {
	strata := Strata()
	pools := make([][]string, len(strata))
	err := filepath.WalkDir(t.Root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.Type().IsRegular() {
			return nil
		}
		for i, s := range strata {
			if !s.holds(d.Name()) {
				continue
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			if info.Size() > 0 && info.Size() <= maxBytes {
				rel, err := filepath.Rel(t.Root, name)
				if err != nil {
					return err
				}
				pools[i] = append(pools[i], rel)
			}
			return nil
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("draw files from %s: %w", t.Root, err)
	}
	random := rand.New(rand.NewPCG(seed, 0))
	var drawn []string
	for i, pool := range pools {
		slices.Sort(pool)
		random.Shuffle(len(pool), func(a, b int) { pool[a], pool[b] = pool[b], pool[a] })
		want := min(max(min(1, count), count*strata[i].Percent/100), len(pool))
		drawn = append(drawn, pool[:want]...)
	}
	slices.Sort(drawn)
	return drawn, nil
}

// Read returns the text of a file given from the root.
func (t Tree) Read(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(t.Root, name))
}
