// SPDX-License-Identifier: GPL-2.0-or-later

// Command kstyle-ls checks text against the Linux kernel's coding style, in
// an editor (kstyle-ls lsp) and on the command line (kstyle-ls check).
//
// This package chooses a mode, joins the rules with the engine and turns
// results into an exit status. It knows nothing of any rule or protocol.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

// Exit statuses. Only main exits.
const (
	exitClean    = 0
	exitFindings = 1
	exitUsage    = 2
	exitFailed   = 3
)

// errUsage marks an error of the command line itself, which ends with
// exitUsage; any other error ends with exitFailed.
var errUsage = errors.New("usage")

func main() {
	os.Exit(run(os.Args[1:]))
}

// run executes the command line and returns the exit status.
func run(args []string) int {
	status := exitClean
	root := newRootCommand(&status)
	root.SetArgs(args)
	err := root.Execute()
	switch {
	case err == nil:
		return status
	case errors.Is(err, errUsage):
		fmt.Fprintf(os.Stderr, "kstyle-ls: %v\n", err)
		return exitUsage
	default:
		fmt.Fprintf(os.Stderr, "kstyle-ls: %v\n", err)
		return exitFailed
	}
}

// newRootCommand builds the whole command tree. Commands that can end with
// something other than 0 without an error, as check does when it has
// findings, write their status through the pointer.
func newRootCommand(status *int) *cobra.Command {
	root := &cobra.Command{
		Use:           "kstyle-ls",
		Short:         "Linux kernel coding style: language server and batch checker",
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("unknown command %q; see 'kstyle-ls help'", args[0])
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%v; see '%s --help'", err, cmd.CommandPath())
	})
	root.AddCommand(newVersionCommand())
	return root
}

// usagef returns an error that ends the program with the usage status.
func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func (e *usageError) Is(target error) bool { return target == errUsage }
