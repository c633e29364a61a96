// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/hook"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

const hookHelp = `Have git check what is committed, pushed and mailed.

  pre-commit         lines that the commit changes, as they are in the index
  commit-msg         the message
  pre-push           each commit that is on no branch of a remote yet
  sendemail-validate each mail of 'git send-email', and the series behind the last

A hook is a short script that calls 'kstyle-ls hook run'. What kstyle.toml says
holds; --no-verify (--no-validate for git send-email) goes past a hook once.
A hook that is not ours is never touched.`

// newHookCommand puts hooks into a repository and is what they call.
func newHookCommand(status *int) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "hook",
		Short: "Have git check what is committed, pushed and mailed",
		Long:  hookHelp,
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newHookInstall(), newHookUninstall(), newHookStatus(), newHookRun(status))
	return cmd
}

// hookNames are the hooks that a command line names; all without any.
func hookNames(args []string) ([]string, error) {
	for _, name := range args {
		if !slices.Contains(hook.Names(), name) {
			return nil, usagef("there is no hook %q of ours; there are %s", name, strings.Join(hook.Names(), ", "))
		}
	}
	if len(args) == 0 {
		return hook.Names(), nil
	}
	return slices.Compact(args), nil
}

// hooksHere finds the folder of the hooks of the repository here.
func hooksHere(cmd *cobra.Command) (vcs.HooksDir, error) {
	repo, err := vcs.Open(cmd.Context(), ".")
	if err != nil {
		return vcs.HooksDir{}, failed(err)
	}
	dir, err := repo.Hooks(cmd.Context())
	return dir, failed(err)
}

// hooksToChange are the hooks that a command line names, and their folder here,
// which must not be one that repositories share unless force is given.
func hooksToChange(cmd *cobra.Command, args []string, force bool) ([]string, vcs.HooksDir, error) {
	names, err := hookNames(args)
	if err != nil {
		return nil, vcs.HooksDir{}, err
	}
	dir, err := hooksHere(cmd)
	if err != nil {
		return nil, vcs.HooksDir{}, err
	}
	if err := hook.Vet(dir); err != nil && !force {
		return nil, vcs.HooksDir{}, failed(err)
	}
	return names, dir, nil
}

func newHookInstall() *cobra.Command {
	o := hook.Options{}
	cmd := &cobra.Command{
		Use:   "install [HOOK]...",
		Short: "Put hooks into the repository here (all, or those named)",
		RunE: func(cmd *cobra.Command, args []string) error {
			names, dir, err := hooksToChange(cmd, args, o.Force)
			if err != nil {
				return err
			}
			if o.Program, err = programPath(); err != nil {
				return failed(err)
			}
			done, err := hook.Install(dir.Path, names, o)
			printLines(cmd, done)
			if err == nil && hook.InWorkTree(dir) {
				fmt.Fprintln(cmd.OutOrStdout(), "these lie in the work tree: commit them for all, or have git ignore them")
			}
			return failed(err)
		},
	}
	cmd.Flags().BoolVar(&o.Chain, "chain", false, "where there is a hook already, keep it and run it first")
	cmd.Flags().BoolVar(&o.Force, "force", false, "install in hooks that repositories share, and over edited hooks of ours")
	return cmd
}

// programPath is where this program lies, under the name it was called by.
func programPath() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	if strings.ContainsAny(path, "\n\x00") {
		return "", errors.New("the path of this program has a line feed")
	}
	return filepath.Clean(path), nil
}

func printLines(cmd *cobra.Command, lines []string) {
	for _, line := range lines {
		fmt.Fprintln(cmd.OutOrStdout(), line)
	}
}

func newHookUninstall() *cobra.Command {
	force := false
	cmd := &cobra.Command{
		Use:   "uninstall [HOOK]...",
		Short: "Take our hooks out of the repository here, and put back what was there",
		RunE: func(cmd *cobra.Command, args []string) error {
			names, dir, err := hooksToChange(cmd, args, force)
			if err != nil {
				return err
			}
			done, err := hook.Uninstall(dir.Path, names, force)
			if len(done) == 0 && err == nil {
				done = []string{"there are no hooks of ours in " + dir.Path}
			}
			printLines(cmd, done)
			return failed(err)
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "also from hooks that repositories share, and edited ones of ours")
	return cmd
}

func newHookStatus() *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Tell which hooks there are in the repository here, and whose",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := hooksHere(cmd)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			from := ""
			if dir.Scope != "" {
				from = fmt.Sprintf(" (core.hooksPath in %s)", dir.Origin)
			}
			fmt.Fprintf(out, "hooks are in %s%s\n", dir.Path, from)
			if err := hook.Vet(dir); err != nil {
				fmt.Fprintf(out, "note: %v\n", err)
			}
			for _, name := range hook.Names() {
				s, err := hook.Look(dir.Path, name)
				if err != nil {
					return failed(err)
				}
				fmt.Fprintf(out, "%-18s  %s\n", name, s)
			}
			return nil
		},
	}
}
