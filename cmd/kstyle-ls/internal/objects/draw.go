// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// compiled are the folders whose code goes into a kernel or its modules.
func compiled() []string {
	arch := map[string]string{"amd64": "x86", "386": "x86", "ppc64le": "powerpc", "riscv64": "riscv", "s390x": "s390"}
	name := cmp.Or(arch[runtime.GOARCH], runtime.GOARCH)
	return []string{"arch/" + name + "/kernel", "arch/" + name + "/mm", "block", "crypto", "drivers", "fs", "init",
		"io_uring", "ipc", "kernel", "lib", "mm", "net", "security", "sound"}
}

// draw orders files for the trial. Out of a plain sample, files come first by
// chance, but each type of fix pulls with the same strength: a file with one
// of the three fixes of a type that there are is nearly sure to come, however
// many others want spaces.
func (o options) draw(tree kernel.Tree, ours kernel.Ours) ([]string, error) {
	random := rand.New(rand.NewPCG(o.seed, 0))
	paths := o.given
	if len(paths) == 0 {
		all, err := o.sources(tree)
		if err != nil {
			return nil, err
		}
		random.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
		paths = all[:min(len(all), max(o.count*o.pool, 500))]
	}
	offers, err := ours.Offers(tree.Root, paths, o.typeFlags()...)
	if err != nil {
		return nil, err
	}
	fixes, total := byType(offers), map[string]int{}
	for _, f := range offers {
		total[f.Type]++
	}
	key := map[string]float64{}
	var drawn []string
	for _, path := range paths {
		if len(fixes[path]) == 0 {
			continue
		}
		weight := 0.0
		for typ, n := range fixes[path] {
			weight += float64(n) / float64(total[typ])
		}
		// Sampling without replacement by weight, after Efraimidis and Spirakis.
		key[path] = math.Log(random.Float64()) / weight
		drawn = append(drawn, path)
	}
	slices.SortStableFunc(drawn, func(a, b string) int { return cmp.Compare(key[b], key[a]) })
	return drawn, nil
}

// byType counts fixes in each file by type.
func byType(offers []kernel.Offer) map[string]map[string]int {
	all := map[string]map[string]int{}
	for _, f := range offers {
		if all[f.Path] == nil {
			all[f.Path] = map[string]int{}
		}
		all[f.Path][f.Type]++
	}
	return all
}

// sources are the C files of the tree that may be compiled.
func (o options) sources(tree kernel.Tree) ([]string, error) {
	var all []string
	for _, folder := range compiled() {
		err := filepath.WalkDir(filepath.Join(tree.Root, folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() || !strings.HasSuffix(name, ".c") {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Size() <= o.maxBytes {
				name, err = filepath.Rel(tree.Root, name)
				all = append(all, name)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("draw files from %s: %w", tree.Root, err)
		}
	}
	return all, nil
}
