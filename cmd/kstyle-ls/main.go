// SPDX-License-Identifier: GPL-2.0-or-later

// Command kstyle-ls checks text against the Linux kernel's coding style, in
// an editor (kstyle-ls lsp) and on the command line (kstyle-ls check).
//
// This package chooses a mode, joins the rules with the engine and turns
// results into an exit status. It knows nothing of any rule or protocol.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

// Exit statuses. Only main exits.
const (
	exitClean    = 0
	exitFindings = 1
	exitUsage    = 2
	exitFailed   = 3
)

// failure is an error of the work itself, which ends with exitFailed. All
// other errors, cobra's own among them, are about the command line and end
// with exitUsage.
type failure struct{ error }

// Unwrap gives the error its kind back.
func (f failure) Unwrap() error { return f.error }

// failed marks an error of the work; nil stays nil.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return failure{err}
}

func main() {
	os.Exit(run(os.Args[1:]))
}

// run executes the command line and returns the exit status.
func run(args []string) int {
	if isCheckpatch(os.Args[0]) {
		return runCheckpatch(context.Background(), args)
	}
	status := exitClean
	root := newRootCommand(&status)
	root.SetArgs(args)
	err := root.ExecuteContext(context.Background())
	if err == nil {
		return status
	}
	fmt.Fprintf(os.Stderr, "kstyle-ls: %v\n", err)
	if _, ok := errors.AsType[failure](err); ok {
		return exitFailed
	}
	return exitUsage
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
				return usagef("unknown command %q%s; see 'kstyle-ls help'", args[0], config.Suggest(args[0], commandNames(cmd)))
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,
	}
	root.Version = buildVersion() // makes cobra know --version
	root.SetVersionTemplate(versionLine())
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		what, _, _ := strings.Cut(err.Error(), ": strconv.")
		return usagef("%s; see '%s --help'", what, cmd.CommandPath())
	})
	root.AddCommand(newCheckCommand(status), newCheckpatchCommand(status), newConfigCommand(), newExplainCommand(), newHookCommand(status), newRulesCommand(), newLSPCommand(status), newMaintainersCommand(), newManCommand(), newSilenceCommand(), newVersionCommand())
	return root
}

func commandNames(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// usagef returns an error about the command line.
func usagef(format string, args ...any) error {
	return fmt.Errorf(format, args...)
}
