// SPDX-License-Identifier: GPL-2.0-or-later

package treefs

import (
	"bytes"
	"io/fs"
	"strings"
)

// CamelCase are the mixed-case names that the headers below include/ declare;
// using them elsewhere is no choice of the one who does.
func (t *Tree) CamelCase() map[string]bool { return t.camel() }

// CamelCaseOf is the set of mixed-case names that one file declares.
func (t *Tree) CamelCaseOf(name string) map[string]bool {
	out := map[string]bool{}
	if name, ok := inside(name); ok {
		mixedNames(t.read(name), out)
	}
	return out
}

func (t *Tree) loadCamelCase() map[string]bool {
	out := map[string]bool{}
	// A folder that cannot be read is as good as one that is not there.
	_ = fs.WalkDir(t.files, "include", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.HasSuffix(name, ".h") {
			mixedNames(t.read(name), out)
		}
		return nil
	})
	return out
}

// mixedNames adds to out the mixed-case names that lines of a text define: by
// #define or typedef, as a declared name before ( [ , or ;, or as the tag of
// a struct, union or enum. They are false if checkpatch does not see that.
func mixedNames(data []byte, out map[string]bool) {
	for line := range bytes.Lines(data) {
		if !mixed(line) {
			continue
		}
		if name, apart := definedName(string(line)); name != "" && mixed([]byte(name)) {
			out[name] = out[name] || apart
		}
	}
}

// mixed reports whether a small and a capital letter stand side by side.
func mixed(b []byte) bool {
	for i := 1; i < len(b); i++ {
		x, y := b[i-1], b[i]
		if isLower(x) && isUpper(y) || isUpper(x) && isLower(y) {
			return true
		}
	}
	return false
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }
func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
