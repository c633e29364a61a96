// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

const lspHelp = `Speak the language server protocol on standard input and output, for an editor.

Findings come as diagnostics while you type, with quick fixes; the log goes to
standard error.`

// newLSPCommand serves an editor.
func newLSPCommand(status *int) *cobra.Command {
	level := "info"
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor (language server on standard input and output)",
		Long:  lspHelp,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var least slog.Level
			if err := least.UnmarshalText([]byte(level)); err != nil {
				return usagef("--log-level %s: there are debug, info, warn, error", level)
			}
			// Go would end the program, without a word, when the editor does not
			// take what is written; the server ends by itself then.
			signal.Ignore(syscall.SIGPIPE)
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			err := server.Serve(ctx, os.Stdin, os.Stdout, server.Options{
				Analyzer: analyzer.New(rules.All()),
				Log:      slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: least})),
				Version:  buildVersion(),
			})
			if errors.Is(err, server.ErrNoShutdown) {
				*status = exitFindings // the protocol wants 1
				return nil
			}
			if err != nil {
				return failed(fmt.Errorf("serve the editor: %w", err))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&level, "log-level", level, "least severity that is logged: debug, info, warn, error")
	// VS Code's client adds --stdio by itself.
	cmd.Flags().Bool("stdio", true, "serve on standard input and output, which is the only way")
	return cmd
}
