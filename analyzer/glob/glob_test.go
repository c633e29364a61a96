// SPDX-License-Identifier: GPL-2.0-or-later

package glob

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// lists are .gitignore files with the paths to try on them; what is right is
// asked of git itself.
var lists = []struct {
	name, ignore string
	paths        string
}{
	{"kernel", ".*\n*.o\n*.mod.c\n/vmlinux\n!.gitignore\n*.patch\nmodules.builtin*\n", ".config a/.hidden .gitignore sub/.gitignore x.o a/b/x.o x.mod.c vmlinux a/vmlinux p.patch modules.builtin.ranges ok.c"},
	{"folders", "build/\n/out\ndoc/*.txt\ndoc/**/deep.txt\nkeep/**\n!keep/this.c\n", "build/a.c src/build/a.c out/a.c src/out/a.c doc/a.txt doc/sub/a.txt doc/sub/deep.txt doc/deep.txt keep/that.c keep/this.c"},
	{"odd", "a{b,c}.c\n[xy]*.h\n[!a-z].c\n\\#hash.c\n\\!bang.c\nq?.c\n  \n# comment\nsp\\ \n**/any.c\nfoo**bar.c\nlast/ \n", "ab.c a{b,c}.c x1.h z1.h A.c a.c #hash.c !bang.c q1.c q12.c q/.c any.c a/b/any.c fooXbar.c foo/x/bar.c last/x.c"},
	{"order", "*.c\n!main.c\nmain.c\n!a/main.c\n", "x.c main.c a/main.c b/main.c"},
}

func TestLikeGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatalf("the test needs git: %v", err)
	}
	for _, l := range lists {
		t.Run(l.name, func(t *testing.T) {
			dir := t.TempDir()
			git := func(in string, args ...string) string {
				cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
				cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
				cmd.Stdin = strings.NewReader(in)
				var complaint bytes.Buffer
				cmd.Stderr = &complaint
				out, err := cmd.Output()
				if err != nil && cmd.ProcessState.ExitCode() != 1 {
					t.Fatalf("git %v: %v: %s", args, err, complaint.String())
				}
				return string(out)
			}
			git("", "init", "-q")
			if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte(l.ignore), 0o644); err != nil {
				t.Fatal(err)
			}
			paths := strings.Fields(l.paths)
			ignored := map[string]bool{}
			for _, p := range strings.Split(git(strings.Join(paths, "\x00"), "check-ignore", "-z", "--stdin", "--no-index"), "\x00") {
				ignored[p] = true
			}
			list := ParseList(l.ignore)
			for _, p := range paths {
				if got := hides(list, p); got != ignored[p] {
					t.Errorf("%s: ignored %v, git says %v", p, got, ignored[p])
				}
			}
		})
	}
}

// hides walks down to a path the way a reader of folders does: what lies in
// an ignored folder cannot be taken back.
func hides(list List, path string) bool {
	for i := range path {
		if path[i] == '/' && list.Verdict(path[:i], true) == Chosen {
			return true
		}
	}
	return list.Verdict(path, false) == Chosen
}

func TestMatchBelow(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"drivers/staging/", "drivers/staging/x/y.c", true},
		{"drivers/staging", "drivers/staging/x/y.c", true},
		{"staging", "drivers/staging/x/y.c", true},
		{"/staging", "drivers/staging/x/y.c", false},
		{"*.c", "a/b.c", true},
		{"a/", "a", false},
	} {
		p, ok := Parse(c.pattern)
		if !ok {
			t.Fatalf("%q is no pattern", c.pattern)
		}
		if got := p.MatchBelow(c.path); got != c.want {
			t.Errorf("%q on %q: %v, want %v", c.pattern, c.path, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("!/a/**/[b-", "a/b")
	f.Add("*{", "x{")
	f.Fuzz(func(t *testing.T, line, path string) {
		if p, ok := Parse(line); ok {
			p.Match(path, false)
			p.MatchBelow(path)
		}
	})
}
