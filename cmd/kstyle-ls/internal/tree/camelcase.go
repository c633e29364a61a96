// SPDX-License-Identifier: GPL-2.0-or-later

package tree

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// readCamelCase reads the names of all headers in include/, or what a former
// run kept of the same headers.
func (t *Tree) readCamelCase() map[string]bool {
	sum := t.headerSum()
	if sum == "" {
		return nil
	}
	cache := cacheFile("names-" + sum)
	if data, err := os.ReadFile(cache); err == nil {
		return set(strings.Fields(string(data)))
	}
	out := t.Tree.CamelCase()
	keep(cache, out)
	return out
}

func isHeader(name string) bool { return strings.HasSuffix(name, ".h") }

// unseen stands in front of a name that checkpatch does not read.
const unseen = "*"

func set(words []string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		name, not := strings.CutPrefix(w, unseen)
		out[name] = !not
	}
	return out
}

// headerSum stands for the state of all headers in include/; empty if there
// are none.
func (t *Tree) headerSum() string {
	h := sha256.New()
	n := 0
	// An unreadable folder only makes the answer smaller.
	_ = fs.WalkDir(t.root.FS(), "include", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !isHeader(name) {
			return nil
		}
		if info, err := d.Info(); err == nil {
			fmt.Fprintf(h, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
			n++
		}
		return nil
	})
	if n == 0 {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// cacheFile is where an answer is kept between runs; empty if there is no
// place.
func cacheFile(name string) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "kstyle-ls", name)
}

// keep writes words for the next run. Failing to only costs time later.
func keep(file string, words map[string]bool) {
	if file == "" || os.MkdirAll(filepath.Dir(file), 0o755) != nil {
		return
	}
	var b bytes.Buffer
	for w, seen := range words {
		if !seen {
			b.WriteString(unseen)
		}
		b.WriteString(w)
		b.WriteByte('\n')
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), "new-*")
	if err != nil {
		return
	}
	_, err = tmp.Write(b.Bytes())
	if cerr := tmp.Close(); err != nil || cerr != nil || os.Rename(tmp.Name(), file) != nil {
		_ = os.Remove(tmp.Name()) // nothing is lost
	}
}
