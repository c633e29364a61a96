// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/batch"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

const hookRunHelp = `Check what git is about to do, as a hook. This is what the scripts of 'hook
install' and the hooks of the pre-commit framework call.

With files, pre-commit checks only those. Under 'pre-commit run --from-ref'
what changed since then counts.`

// hookRun is one run of a hook.
type hookRun struct {
	cmd   *cobra.Command
	repo  *vcs.Repo
	args  []string
	check checkFlags
	fix   bool
	whole bool
}

func newHookRun(status *int) *cobra.Command {
	h := &hookRun{}
	cmd := &cobra.Command{
		Use:   "run HOOK [ARG]...",
		Short: "Be a hook of git",
		Long:  hookRunHelp,
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			names, err := hookNames(args[:1])
			if err != nil {
				return err
			}
			h.cmd, h.args = cmd, args[1:]
			if h.repo, err = vcs.Open(cmd.Context(), "."); err != nil {
				return failed(err)
			}
			if (h.fix || h.whole) && names[0] != "pre-commit" {
				return usagef("--fix and --whole-file are for pre-commit")
			}
			*status, err = h.run(names[0])
			return err
		},
	}
	cmd.Flags().BoolVar(&h.fix, "fix", false, "pre-commit: make safe fixes in the files of the work tree instead")
	cmd.Flags().BoolVar(&h.whole, "whole-file", false, "pre-commit: look at unchanged lines, too")
	return cmd
}

// run does what a hook is for and returns the exit status: git goes on at 0.
func (h *hookRun) run(name string) (int, error) {
	// The flags of check with their defaults.
	h.check.register(&cobra.Command{})
	h.check.quiet = true
	switch name {
	case "pre-commit":
		return h.preCommit()
	case "commit-msg":
		return h.commitMsg()
	case "pre-push":
		return h.prePush()
	}
	return h.sendemailValidate()
}

// checkNow checks, and tells what to do if that stops git.
func (h *hookRun) checkNow(paths []string, stopped string) (int, error) {
	outcome, err := runCheck(h.cmd, &h.check, paths)
	if err != nil {
		return exitFailed, err
	}
	status := h.check.exitStatus(outcome)
	if status == exitClean && outcome.Findings+outcome.Fixed == 0 {
		return status, nil
	}
	if err := batch.Summarise(h.cmd.ErrOrStderr(), outcome, " made"); err != nil {
		return exitFailed, failed(err)
	}
	if status != exitClean {
		fmt.Fprintf(h.cmd.ErrOrStderr(), "kstyle-ls: %s\n", stopped)
	}
	return status, nil
}

// preCommit checks the index, or the work tree if it is to be fixed. The
// pre-commit framework says what to compare with where it is not about a
// commit that is being made.
func (h *hookRun) preCommit() (int, error) {
	// 'pre-commit run --all-files' names all.
	h.check.wholeFile, h.check.skipUnchanged = h.whole, !h.whole
	from := os.Getenv("PRE_COMMIT_FROM_REF")
	switch {
	case from != "" && len(h.args) > 0:
		h.check.diffBase = from
	case h.fix:
		h.check.diffBase = string(vcs.Head)
	default:
		h.check.staged = true
	}
	h.check.fix = h.fix
	return h.checkNow(h.args, "nothing is committed; 'kstyle-ls check --fix --diff-base HEAD' makes the safe fixes, 'git commit --no-verify' commits all the same")
}

// commitMsg checks the message in a file. Those that git writes for a merge,
// and those that are to vanish in a rebase, are nobody's style.
func (h *hookRun) commitMsg() (int, error) {
	if len(h.args) != 1 {
		return exitUsage, usagef("commit-msg wants the file of the message")
	}
	text, err := os.ReadFile(h.args[0])
	if err != nil {
		return exitFailed, failed(err)
	}
	h.check.asMessage = true
	h.check.commentChar = h.repo.CommentChar(h.cmd.Context(), text)
	title := titleOf(text, h.check.commentChar)
	for _, prefix := range []string{"fixup! ", "squash! ", "amend! "} {
		if strings.HasPrefix(title, prefix) {
			return exitClean, nil
		}
	}
	if title == "" || h.repo.Merging(h.cmd.Context()) {
		return exitClean, nil // git will not commit without a message
	}
	return h.checkNow(h.args, "nothing is committed; the message is kept in "+h.args[0]+": 'git commit -e -F "+h.args[0]+"' goes on with it, 'git commit --no-verify' takes it as it is")
}

// titleOf is the first line of a message that is no comment, empty for none.
func titleOf(text []byte, comment byte) string {
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != comment {
			return string(line)
		}
	}
	return ""
}

// mostPushed bounds what is read of git's list of refs.
const mostPushed = 1 << 20

// prePush checks the commits that others would see for the first time.
func (h *hookRun) prePush() (int, error) {
	text, err := io.ReadAll(io.LimitReader(h.cmd.InOrStdin(), mostPushed))
	if err != nil {
		return exitFailed, failed(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		// local ref, local hash, remote ref, remote hash
		f := strings.Fields(line)
		if len(f) < 4 || none(f[1]) {
			continue // a ref is deleted
		}
		remote := f[3]
		if none(remote) {
			remote = ""
		}
		ids, tooMany, err := h.repo.Unpublished(h.cmd.Context(), f[1], remote)
		switch {
		case err != nil:
			continue // no commit: a tag of something else
		case tooMany:
			fmt.Fprintf(h.cmd.ErrOrStderr(), "kstyle-ls: %s has too many commits that are on no remote branch here; not checked\n", f[0])
		}
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				h.check.revisions = append(h.check.revisions, id)
			}
		}
	}
	if len(h.check.revisions) == 0 {
		return exitClean, nil
	}
	return h.checkNow(nil, "nothing is pushed; 'git push --no-verify' pushes all the same")
}

// none tells if a hash is that of no object.
func none(id string) bool { return strings.Trim(id, "0") == "" }
