// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/recipients"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/tree"
)

const maintainersHelp = `Tell who is to be told of files and patches, by the MAINTAINERS of the tree and
the rules of scripts/get_maintainer.pl --no-git --no-git-fallback. The command
line and the output are the script's, so that git and b4 can call either:

  git config sendemail.toCmd 'kstyle-ls maintainers --norolestats --nol'
  git config sendemail.ccCmd 'kstyle-ls maintainers --norolestats --nom --nor'

An input is a patch, a mailbox, a file or folder of the tree, or - for a patch on
standard input, which is also what is read where none is given.

`

// newMaintainersCommand takes the command line of get_maintainer.pl.
func newMaintainersCommand() *cobra.Command {
	return &cobra.Command{
		Use:                "maintainers [PATCH|FILE|-]...",
		Short:              "Tell who is to be told of a change, as scripts/get_maintainer.pl does",
		Long:               maintainersHelp + recipients.Usage,
		Example:            "  kstyle-ls maintainers 0001-my-change.patch\n  kstyle-ls maintainers -f drivers/net/dummy.c",
		DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runMaintainers(cmd, args)
		},
	}
}

func runMaintainers(cmd *cobra.Command, args []string) error {
	o := recipients.Defaults()
	if err := o.Parse(args); err != nil {
		return usagef("%v", err)
	}
	if o.Help {
		return cmd.Help()
	}
	if len(o.Inputs) == 0 && term.IsTerminal(int(os.Stdin.Fd())) {
		return usagef("whom for? Give patches or files; see 'kstyle-ls maintainers --help'")
	}
	root, err := treeOf(o.Root, o.Inputs)
	if err != nil {
		return err
	}
	// The command line says its own over what the tree and the user want.
	if o, _, err = recipients.Conf(root); err != nil {
		return usagef("%v", err)
	}
	if err := o.Parse(args); err != nil {
		return usagef("%v", err)
	}
	if err := o.Settle(); err != nil {
		return usagef("%v", err)
	}
	finder, err := recipients.Open(root)
	if err != nil {
		return failed(err)
	}
	defer finder.Close()
	if o.MaintainersFile != "" {
		if err := finder.Use(o.MaintainersFile); err != nil {
			return failed(err)
		}
	}
	for _, problem := range finder.Problems() {
		fmt.Fprintf(cmd.ErrOrStderr(), "kstyle-ls: %s\n", problem)
	}
	return failed(finder.Run(o, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()))
}

// treeOf is the tree that is named, or that the first input or the current
// folder is in. A folder that only has a MAINTAINERS will do if it is named.
func treeOf(named string, inputs []string) (string, error) {
	if named != "" {
		return filepath.Abs(named)
	}
	for _, start := range append([]string{"."}, inputs[:min(len(inputs), 1)]...) {
		if root, ok := tree.Find(start); ok {
			return root, nil
		}
	}
	return "", usagef("this is no kernel tree, and none is above; name one with --root")
}
