// SPDX-License-Identifier: GPL-2.0-or-later

package kernel

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/kballard/go-shellquote"
)

// configuration switches off what makes objects depend on lines, what makes
// them large, and what needs more than a compiler; all else becomes a module.
const configuration = `CONFIG_COMPILE_TEST=y
CONFIG_CPU_MITIGATIONS=n
CONFIG_DEBUG_BUGVERBOSE=n
CONFIG_DEBUG_INFO_NONE=y
CONFIG_FUNCTION_TRACER=n
CONFIG_GCC_PLUGINS=n
CONFIG_GCOV_KERNEL=n
CONFIG_HEADERS_INSTALL=n
CONFIG_KASAN=n
CONFIG_KCOV=n
CONFIG_KCSAN=n
CONFIG_KMSAN=n
CONFIG_LOCALVERSION_AUTO=n
CONFIG_MODULE_SIG=n
CONFIG_MODVERSIONS=n
CONFIG_PROFILE_ANNOTATED_BRANCHES=n
CONFIG_STACK_VALIDATION=n
CONFIG_SYSTEM_TRUSTED_KEYRING=n
CONFIG_UBSAN=n
CONFIG_UNWINDER_FRAME_POINTER=y
CONFIG_WERROR=n
CONFIG_X86_KERNEL_IBT=n
`

// A Build is a folder in which files of a tree can be compiled. The tree
// itself stays as it is.
type Build struct {
	Tree Tree
	// Dir is the folder that compilers must be run in.
	Dir string
}

// Configure makes a folder below cache ready to compile files of the tree,
// with nearly everything configured as a module, or finds it ready. What it
// needs of Debian it installs where it may.
func (t Tree) Configure(cache string, jobs int, log func(format string, args ...any)) (Build, error) {
	dir, err := filepath.Abs(filepath.Join(cache, "build"))
	if err != nil {
		return Build{}, err
	}
	b := Build{Tree: t, Dir: dir}
	version, err := exec.Command("gcc", "-dumpfullversion").Output()
	if err != nil {
		return Build{}, fmt.Errorf("ask gcc for its version: %w", err)
	}
	stamp, want := filepath.Join(dir, ".ready"), []byte(t.Root+"\n"+string(version)+configuration)
	if have, err := os.ReadFile(stamp); err == nil && bytes.Equal(have, want) {
		return b, nil
	}
	if err := needTools(log, "flex", "bison", "bc"); err != nil {
		return Build{}, err
	}
	if err := os.RemoveAll(dir); err != nil {
		return Build{}, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Build{}, err
	}
	wishes := filepath.Join(dir, "wishes.config")
	if err := os.WriteFile(wishes, []byte(configuration), 0o644); err != nil {
		return Build{}, err
	}
	log("configuring the kernel in %s", dir)
	if err := b.make(nil, "-s", "KCONFIG_ALLCONFIG="+wishes, "allmodconfig"); err != nil {
		return Build{}, err
	}
	log("making the headers that the build generates")
	if err := b.make(nil, "-s", fmt.Sprintf("-j%d", jobs), "prepare0"); err != nil {
		return Build{}, err
	}
	return b, os.WriteFile(stamp, want, 0o644)
}

// needTools installs programs by the Debian packages of the same names.
func needTools(log func(string, ...any), names ...string) error {
	var missing []string
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	list := strings.Join(missing, " ")
	if os.Geteuid() != 0 {
		return errors.New("configuring a kernel needs what only root can install: apt-get install " + list)
	}
	log("installing %s with apt-get", list)
	if err := loudly("apt-get", "update", "-q"); err != nil {
		return err
	}
	return loudly("apt-get", append([]string{"install", "-q", "-y", "--no-install-recommends"}, missing...)...)
}

// make runs the tree's Makefile for the build folder. Without out, what it
// prints goes to standard error.
func (b Build) make(out *bytes.Buffer, args ...string) error {
	// The tool that looks at objects afterwards is not made: it takes longer
	// than all else, and wants libelf.
	cmd := exec.Command("make", append([]string{"-C", b.Tree.Root, "O=" + b.Dir, "CONFIG_OBJTOOL="}, args...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + b.Dir, "LC_ALL=C"}
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if out != nil {
		cmd.Stdout, cmd.Stderr = out, nil
	}
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("make %s: %w", strings.Join(args, " "), err)
	}
	return nil
}

// Commands asks the build how it would compile C files, which are named from
// the tree's root. Those that are not in the configuration are left out.
func (b Build) Commands(files []string) (map[string][]string, error) {
	args := []string{"-n", "-k", "V=1"}
	for _, file := range files {
		args = append(args, strings.TrimSuffix(file, ".c")+".o")
	}
	var out bytes.Buffer
	// It fails for each file that is not in the configuration.
	err := b.make(&out, args...)
	found := map[string][]string{}
	for line := range bytes.Lines(out.Bytes()) {
		if !bytes.Contains(line, []byte("# CC")) {
			continue
		}
		words := compileCommand(string(line))
		if len(words) == 0 {
			continue
		}
		if file, below := strings.CutPrefix(words[len(words)-1], b.Tree.Root+"/"); below {
			found[file] = words
		}
	}
	if len(found) == 0 && err != nil {
		return nil, err
	}
	return found, nil
}

// compileCommand is the call of the compiler in a line of shell that the
// kernel's build would run: from "gcc" to the next semicolon, if it is one
// that compiles C.
func compileCommand(line string) []string {
	words, err := shellquote.Split(line)
	if err != nil {
		return nil
	}
	begin := -1
	for i, word := range words {
		switch {
		case begin < 0 && word == "gcc" && i > 0 && strings.HasSuffix(words[i-1], ";"):
			begin = i
		case begin >= 0 && strings.HasSuffix(word, ";"):
			words = append(words[begin:i:i], strings.TrimSuffix(word, ";"))
			if words[len(words)-1] == "" {
				words = words[:len(words)-1]
			}
			if !strings.HasSuffix(words[len(words)-1], ".c") {
				return nil
			}
			return words
		}
	}
	return nil
}
