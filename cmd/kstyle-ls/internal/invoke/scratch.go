// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// scratch is a folder with all that command lines are given: copies of sources
// at their places, patches, a repository, and odd things. Both programs may
// write into it.
type scratch struct {
	root, dir string
	// files are sources from the folder sources, patches stand beside it,
	// tracked are files of the repository.
	files, patches, tracked []string
}

func (s scratch) sources() string { return filepath.Join(s.dir, "src") }
func (s scratch) repo() string    { return filepath.Join(s.dir, "repo") }

// program is kstyle-ls by the script's name, beside files as the script has
// them beside it.
func (s scratch) program() string { return filepath.Join(s.dir, "scripts", "checkpatch.pl") }

const (
	drawn      = 40     // files and patches to draw
	largest    = 12_000 // bytes of a file: the script is slow
	repoDate   = "2025-06-02T10:00:00+0000"
	identity   = "Ada Example"
	identityAt = "ada@example.org"
)

// newScratch fills the folder anew.
func newScratch(dir string, seed uint64, tree kernel.Tree, binary string) (scratch, error) {
	s := scratch{root: tree.Root, dir: dir}
	if err := os.RemoveAll(dir); err != nil {
		return s, err
	}
	names, err := tree.Sample(seed, drawn, largest)
	if err != nil {
		return s, err
	}
	for _, name := range names {
		text, err := tree.Read(name)
		if err != nil {
			return s, err
		}
		if err := write(filepath.Join(s.sources(), name), text); err != nil {
			return s, err
		}
		s.files = append(s.files, name)
	}
	for _, name := range []string{"scripts/spelling.txt", "scripts/const_structs.checkpatch"} {
		text, err := tree.Read(name)
		if err != nil {
			return s, err
		}
		if err := write(filepath.Join(dir, name), text); err != nil {
			return s, err
		}
	}
	if err := os.Symlink(binary, s.program()); err != nil {
		return s, err
	}
	patches, err := tree.Patches(seed, drawn, names)
	if err != nil {
		return s, err
	}
	for i, text := range patches {
		name := fmt.Sprintf("%04d.patch", i+1)
		if err := write(filepath.Join(dir, name), text); err != nil {
			return s, err
		}
		s.patches = append(s.patches, filepath.Join("..", name))
	}
	for name, text := range map[string]string{
		"empty.c": "", "plain.txt": "Nothing of a patch.\n", "typedefs": "# names\nfoo_t\nbar_t\ntwo words\n",
		"words":                 "abandonned->abandoned\nteh->the\nrecieve->receive\nstuct->struct\n",
		"conf/.checkpatch.conf": "--show-types   # always\n--ignore LONG_LINE\n\n# nothing\n--max-line-length=90 --no-summary\n",
	} {
		if err := write(filepath.Join(dir, name), []byte(text)); err != nil {
			return s, err
		}
	}
	return s.withRepository(tree, patches)
}

// withRepository makes commits out of the patches that apply.
func (s scratch) withRepository(tree kernel.Tree, patches [][]byte) (scratch, error) {
	for _, name := range s.files {
		text, err := tree.Read(name)
		if err != nil {
			return s, err
		}
		if err := write(filepath.Join(s.repo(), name), text); err != nil {
			return s, err
		}
	}
	if err := s.git(nil, "init", "-q", "-b", "main"); err != nil {
		return s, err
	}
	if err := s.git([]byte("all: begin\n"), "add", "."); err != nil {
		return s, err
	}
	if err := s.git([]byte("all: begin\n"), "commit", "-q", "-F", "-"); err != nil {
		return s, err
	}
	made := 0
	for _, text := range patches {
		if s.git(text, "apply", "--index", "--whitespace=nowarn", "-") != nil {
			continue // it repeats a file, or was broken on purpose
		}
		if s.git(commitText(text), "commit", "-q", "-F", "-", "--cleanup=verbatim") != nil {
			continue // it changes nothing
		}
		made++
	}
	if made < 5 {
		return s, fmt.Errorf("only %d of %d patches apply, too few for a repository", made, len(patches))
	}
	s.tracked = s.files
	return s, nil
}

// commitText is the subject and the body of a mail.
func commitText(mail []byte) []byte {
	head, rest, _ := bytes.Cut(mail, []byte("\n\n"))
	_, subject, _ := bytes.Cut(head, []byte("[PATCH] "))
	body, _, _ := bytes.Cut(rest, []byte("---\n"))
	return bytes.Join([][]byte{subject, body}, []byte("\n\n"))
}

func (s scratch) git(stdin []byte, args ...string) error {
	cmd := exec.Command("git", args...)
	cmd.Dir = s.repo()
	cmd.Stdin = bytes.NewReader(stdin)
	cmd.Env = append(environment(s), "GIT_AUTHOR_DATE="+repoDate, "GIT_COMMITTER_DATE="+repoDate)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("git %s: %w: %s", args[0], err, bytes.TrimSpace(out))
	}
	return nil
}

// environment is the same for both programs and has nothing of the user's.
func environment(s scratch) []string {
	kept := []string{
		"HOME=" + s.dir, "XDG_CONFIG_HOME=" + s.dir, "GIT_CONFIG_GLOBAL=" + os.DevNull, "GIT_CONFIG_SYSTEM=" + os.DevNull,
		"GIT_AUTHOR_NAME=" + identity, "GIT_AUTHOR_EMAIL=" + identityAt, "GIT_COMMITTER_NAME=" + identity, "GIT_COMMITTER_EMAIL=" + identityAt,
		"LC_ALL=C.UTF-8", "TERM=dumb",
	}
	for _, e := range os.Environ() {
		if strings.HasPrefix(e, "PATH=") || strings.HasPrefix(e, "TMPDIR=") {
			kept = append(kept, e)
		}
	}
	return kept
}

func write(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}

// refresh gives files that may have been changed their text back.
func (s scratch) refresh(c call, texts map[string][]byte) error {
	if c.dir == s.repo() {
		for _, args := range [][]string{{"clean", "-qfdx"}, {"checkout", "-qf", "HEAD"}} {
			if err := s.git(nil, args...); err != nil {
				return err
			}
		}
	}
	for _, name := range c.fresh {
		if err := os.RemoveAll(filepath.Join(s.sources(), name+".EXPERIMENTAL-checkpatch-fixes")); err != nil {
			return err
		}
		if err := write(filepath.Join(s.sources(), name), texts[name]); err != nil {
			return err
		}
	}
	return nil
}

// texts are the contents of all files that may be changed.
func (s scratch) texts() (map[string][]byte, error) {
	all := map[string][]byte{}
	for _, list := range [][]string{s.files, s.patches} {
		for _, name := range list {
			text, err := os.ReadFile(filepath.Join(s.sources(), name))
			if err != nil {
				return nil, err
			}
			all[name] = text
		}
	}
	return all, nil
}
