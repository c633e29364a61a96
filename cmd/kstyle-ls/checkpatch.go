// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"context"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/dropin"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/tree"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// isCheckpatch tells if the program was called by the script's name.
func isCheckpatch(program string) bool {
	base := strings.TrimSuffix(filepath.Base(program), ".exe")
	return base == "checkpatch" || base == "checkpatch.pl"
}

const checkpatchHelp = `Do what scripts/checkpatch.pl does, for whatever calls it: its command line, its
.checkpatch.conf, its forms of output and its exit statuses. A program or link
called checkpatch or checkpatch.pl needs no command in front.

`

// newCheckpatchCommand takes the script's command line whole.
func newCheckpatchCommand(status *int) *cobra.Command {
	return &cobra.Command{
		Use:                "checkpatch ARGS...",
		Short:              "Take the command line of scripts/checkpatch.pl, and answer in its form",
		Long:               checkpatchHelp + dropin.Usage,
		DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			*status = runCheckpatch(cmd.Context(), args)
			return nil
		},
	}
}

// runCheckpatch does what the script would and returns its exit status.
func runCheckpatch(ctx context.Context, args []string) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	history := vcs.LazyHistory(".")
	defer history.Close()
	host := dropin.Host{
		Analyzer: analyzer.New(rules.All()),
		Stdin:    os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Terminal: term.IsTerminal(int(os.Stdout.Fd())),
		Root:     checkpatchRoot,
		Prepare: func(root string, typedefs []string, codespell []byte) (analyzer.Options, error) {
			o := analyzer.Defaults()
			if _, err := os.Lstat(".git"); err == nil || os.Getenv("GIT_DIR") != "" {
				o.Facts.History = history
			}
			extra := treefs.Extra{Codespell: codespell, Typedefs: map[string]bool{}}
			for _, name := range typedefs {
				extra.Typedefs[name] = true
			}
			if root == "" {
				o.Facts.Tree = treefs.New(helperFiles(), extra)
				return o, nil
			}
			t, err := tree.Open(root, extra)
			if err != nil {
				return o, failed(err)
			}
			o.Facts.Tree = t // open until the process ends
			return o, nil
		},
	}
	// Like the script, a repository counts where its .git lies here.
	if _, err := os.Lstat(".git"); err == nil || os.Getenv("GIT_DIR") != "" {
		if repo, err := vcs.Open(ctx, "."); err == nil {
			host.Git = checkpatchGit{repo}
		}
	}
	return dropin.Run(ctx, host, args)
}

// checkpatchRoot finds the kernel tree where the script would, which is here
// or where the program was started as scripts/checkpatch.pl, and above the
// current folder as well.
func checkpatchRoot(asked string) (string, bool) {
	if asked != "" {
		root, err := filepath.Abs(asked)
		return root, err == nil && tree.IsKernel(root)
	}
	if root, ok := tree.Find("."); ok {
		return root, true
	}
	if root, ok := startedBelow(); ok && tree.IsKernel(root) {
		return root, true
	}
	return "", false
}

// startedBelow is the folder above scripts/, if the program was started there.
func startedBelow() (string, bool) {
	dir, err := filepath.Abs(filepath.Dir(os.Args[0]))
	if err != nil || !isCheckpatch(os.Args[0]) || !strings.ContainsRune(os.Args[0], filepath.Separator) {
		return "", false
	}
	return filepath.Dir(dir), filepath.Base(dir) == "scripts"
}

// helperFiles are the lists that the script has beside it, and uses without a
// tree as well.
func helperFiles() fs.FS {
	root, ok := startedBelow()
	if !ok {
		root, ok = tree.Find(".")
	}
	if !ok {
		return helpers{}
	}
	return helpers{os.DirFS(filepath.Join(root, "scripts"))}
}

// helpers shows two files of a folder of scripts, and nothing else of a tree.
type helpers struct{ scripts fs.FS }

// Open opens one of the two.
func (h helpers) Open(name string) (fs.File, error) {
	base, ok := strings.CutPrefix(name, "scripts/")
	if !ok || h.scripts == nil || base != "spelling.txt" && base != "const_structs.checkpatch" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return h.scripts.Open(base)
}

// checkpatchGit reads revisions as the script does.
type checkpatchGit struct{ *vcs.Repo }

var counted = regexp.MustCompile(`^(.+)-(\d+)$`)

// Commits are those of REV-COUNT, A..B, A...B or REV, oldest first. A merge
// stands for the newest commit below it that is none.
func (g checkpatchGit) Commits(ctx context.Context, argument string) ([]string, error) {
	if m := counted.FindStringSubmatch(argument); m != nil {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			return nil, err
		}
		return g.Last(ctx, m[1], n)
	}
	if strings.Contains(argument, "..") {
		return g.Revisions(ctx, argument)
	}
	return g.Last(ctx, argument, 1)
}
