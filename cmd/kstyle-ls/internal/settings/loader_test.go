// SPDX-License-Identifier: GPL-2.0-or-later

package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

// lay writes files below a new folder and returns it.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "xdg"))
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestNearestFileHolds(t *testing.T) {
	dir := lay(t, map[string]string{
		"kstyle.toml":            "max-line-length = 90\ntab-size = 4\n",
		"a/kstyle.toml":          "extends = \"../kstyle.toml\"\nmax-line-length = 80\n",
		"a/b/c/x.c":              "",
		"own/kstyle.toml":        "strict = true\n",
		"xdg/kstyle/kstyle.toml": "tab-size = 2\n",
	})
	l := New(analyzer.New(nil), Options{})
	for path, want := range map[string][2]int{"x.c": {90, 4}, "a/x.c": {80, 4}, "a/b/c/x.c": {80, 4}, "own/x.c": {100, 8}} {
		s, err := l.For(filepath.Join(dir, path))
		if err != nil || s.MaxLineLength != want[0] || s.TabSize != want[1] {
			t.Errorf("%s: %+v, %v", path, s, err)
		}
	}
	s, err := l.For(filepath.Join(t.TempDir(), "x.c"))
	if err != nil || s.TabSize != 2 {
		t.Errorf("outside, the user's own file holds: %+v, %v", s, err)
	}
}

func TestVariesBelow(t *testing.T) {
	dir := lay(t, map[string]string{
		"kstyle.toml":      "strict = true\n",
		"own/kstyle.toml":  "strict = false\n",
		"over/kstyle.toml": "[[override]]\npaths = [\"x/\"]\nstrict = true\n",
	})
	l := New(analyzer.New(nil), Options{})
	for _, test := range []struct {
		dir  string
		path string
		want bool
	}{{"", "a/b.c", false}, {"", "own/b.c", true}, {"own", "b.c", false}, {"over", "b.c", true}} {
		if got := l.VariesBelow(filepath.Join(dir, test.dir), []string{test.path}); got != test.want {
			t.Errorf("%q, %q: %v", test.dir, test.path, got)
		}
	}
}

// TestLoopsEnd follows files that extend each other.
func TestLoopsEnd(t *testing.T) {
	dir := lay(t, map[string]string{
		"a/kstyle.toml": "extends = \"../b/kstyle.toml\"\n",
		"b/kstyle.toml": "strict = true\nextends = \"../a/kstyle.toml\"\n",
	})
	_, err := New(analyzer.New(nil), Options{}).For(filepath.Join(dir, "a", "x.c"))
	if want := filepath.Join(dir, "b", "kstyle.toml") + ":2:1: " + filepath.Join(dir, "a", "kstyle.toml") + " extends this file already"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestDictionaryIsAFile names what cannot be read to its end.
func TestDictionaryIsAFile(t *testing.T) {
	dir := lay(t, map[string]string{"words": "teh->the\n"})
	for name, good := range map[string]bool{"": true, filepath.Join(dir, "words"): true, dir: false, "/dev/zero": false, filepath.Join(dir, "none"): false} {
		text, err := Dictionary(&config.Settings{Codespell: name})
		if (err == nil) != good || good && name != "" && string(text) != "teh->the\n" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
}
