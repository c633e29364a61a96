// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/settings"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

const configHelp = `Configuration is read from the nearest kstyle.toml in the folder of an input or
above it, with the files that it extends; where there is none, from
kstyle/kstyle.toml below the user's configuration folder and the nearest
.checkpatch.conf. What the command line says is stronger.`

// newConfigCommand tells what holds for a path and what is wrong.
func newConfigCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show or verify the configuration of a path",
		Long:  configHelp,
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	path := func(args []string) string {
		if len(args) == 0 {
			return "x" // any file here
		}
		if info, err := os.Stat(args[0]); err == nil && info.IsDir() {
			return filepath.Join(args[0], "x")
		}
		return args[0]
	}
	show := &cobra.Command{
		Use:   "show [PATH]",
		Short: "Show what holds for a path, and where each value comes from",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := settings.New(analyzer.New(rules.All()), settings.Options{}).For(path(args))
			if err != nil {
				return err
			}
			t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
			for _, v := range s.Values() {
				fmt.Fprintf(t, "%s\t%s\t%s\n", v.Key, v.Text, v.From)
			}
			return failed(t.Flush())
		},
	}
	verify := &cobra.Command{
		Use:   "verify [PATH]",
		Short: "Read the configuration files that hold for a path and tell what is wrong",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			files, err := settings.New(analyzer.New(rules.All()), settings.Options{}).Files(path(args))
			if err != nil {
				return err
			}
			if len(files) == 0 {
				fmt.Fprintln(cmd.OutOrStdout(), "no configuration files")
			}
			for _, name := range files {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: good\n", name)
			}
			return nil
		},
	}
	schema := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON schema of kstyle.toml, for editors",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			text, err := config.Schema(typeNames(analyzer.New(rules.All())))
			if err != nil {
				return failed(err)
			}
			_, err = cmd.OutOrStdout().Write(text)
			return failed(err)
		},
	}
	cmd.AddCommand(schema, show, verify)
	return cmd
}
