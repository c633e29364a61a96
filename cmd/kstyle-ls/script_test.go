// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// update rewrites the expected output in the scripts.
var update = flag.Bool("update", false, "rewrite expected output in testdata/batch")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kstyle-ls": main, "checkpatch.pl": main})
}

// TestScripts runs the command scripts in testdata/batch with this program in
// their path.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/batch",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
			env.Setenv("GIT_CONFIG_SYSTEM", "/dev/null")
			env.Setenv("GIT_AUTHOR_NAME", "Ada Example")
			env.Setenv("GIT_AUTHOR_EMAIL", "ada@example.org")
			env.Setenv("GIT_COMMITTER_NAME", "Ada Example")
			env.Setenv("GIT_COMMITTER_EMAIL", "ada@example.org")
			env.Setenv("XDG_CONFIG_HOME", env.WorkDir+"/.config")
			env.Setenv("HOME", env.WorkDir)
			// A NUL byte cannot stand in a script.
			return os.WriteFile(filepath.Join(env.WorkDir, "binary.c"), []byte("int \x00;\n"), 0o644)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": execStatus},
		Condition: func(name string) (bool, error) {
			return name == "root" && os.Geteuid() == 0, nil
		},
	})
}

// execStatus runs a program and fails unless it ends with the given status:
// status N PROGRAM ARG...
func execStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program arg...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}
