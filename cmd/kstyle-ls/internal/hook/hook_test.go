// SPDX-License-Identifier: GPL-2.0-or-later

package hook

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// TestScriptsRun has each script run by the shell, with a program whose path
// and arguments are as hard to quote as can be.
func TestScriptsRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), `it's $HOME "here" \`)
	program := filepath.Join(dir, "kstyle-ls")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	put(program, "#!/bin/sh\nfor a; do printf '<%s>' \"$a\"; done\ncat\n")
	for _, name := range Names() {
		for _, chained := range []bool{false, true} {
			path := filepath.Join(dir, name)
			put(path, script(name, program, chained))
			put(path+besideSuffix, "#!/bin/sh\nprintf 'first(%s)' \"$*\"\n[ \"$1\" != stop ]\n")
			run := func(args ...string) (string, error) {
				cmd := exec.Command(path, args...)
				cmd.Stdin = strings.NewReader("one\ntwo\n")
				out, err := cmd.Output()
				return string(out), err
			}
			want := "<hook><run><" + name + "><--><a b><$x>one\ntwo\n"
			if chained {
				want = "first(a b $x)" + want
			}
			if got, err := run("a b", "$x"); err != nil || got != want {
				t.Errorf("%s: got %q, %v, want %q", name, got, err, want)
			}
			if got, err := run("stop"); chained && (err == nil || got != "first(stop)") {
				t.Errorf("%s: what was there first failed, and ours went on: %q", name, got)
			}
		}
	}
}

func TestOwnerOf(t *testing.T) {
	mine := script("pre-commit", "/usr/bin/kstyle-ls", false)
	for _, test := range []struct {
		text string
		want owner
	}{
		{mine, ours},
		{mine + "echo more\n", changed},
		{strings.Replace(mine, "#!/bin/sh", "#!/bin/bash", 1), changed},
		{"#!/bin/sh\necho theirs\n", somebody},
		{"", somebody},
		{"#!/bin/sh\n" + mark, changed},
	} {
		if got := ownerOf(test.text); got != test.want {
			t.Errorf("%q: %v, want %v", test.text, got, test.want)
		}
	}
}

// TestInstallIsAllOrNothing has one hook that cannot be written among others
// that can.
func TestInstallIsAllOrNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "hooks")
	if err := os.MkdirAll(filepath.Join(dir, "pre-push"), 0o755); err != nil {
		t.Fatal(err)
	}
	if done, err := Install(dir, Names(), Options{Program: "/x", Chain: true}); err == nil || len(done) > 0 {
		t.Errorf("done %q, %v", done, err)
	}
	if s, err := Look(dir, "pre-commit"); err != nil || s.Ours || s.String() != "not there" {
		t.Errorf("%v, %v", s, err)
	}
	if done, err := Install(dir, Names()[:1], Options{Program: "/x"}); err != nil || len(done) != 1 {
		t.Errorf("done %q, %v", done, err)
	}
	if done, err := Uninstall(dir, Names(), false); err != nil || len(done) != 2 {
		t.Errorf("done %q, %v", done, err)
	}
}

func TestVet(t *testing.T) {
	top := t.TempDir()
	common := filepath.Join(top, ".git")
	outside := t.TempDir()
	for _, d := range []string{common, filepath.Join(top, "a")} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"out": outside, "in": filepath.Join(top, "a"), "nowhere": filepath.Join(top, "missing")} {
		if err := os.Symlink(to, filepath.Join(top, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		path, scope string
		fine, tree  bool
	}{
		{filepath.Join(common, "hooks"), "", true, false},
		{filepath.Join(common, "hooks"), "global", false, false},
		{filepath.Join(top, "a", "b", "c"), "local", true, true},
		{filepath.Join(top, "in", "b"), "local", true, true},
		{filepath.Join(top, "out"), "local", false, true},
		{filepath.Join(top, "out", "deep"), "local", false, true},
		{filepath.Join(top, "nowhere"), "local", false, true},
		{outside, "local", false, false},
		{outside, "system", false, false},
	} {
		d := vcs.HooksDir{Path: test.path, Scope: test.scope, Origin: "x", Top: top, Common: common}
		if err := Vet(d); (err == nil) != test.fine {
			t.Errorf("%s (%s): %v", test.path, test.scope, err)
		}
		if got := InWorkTree(d); got != test.tree {
			t.Errorf("%s in the work tree: %v", test.path, got)
		}
	}
}
