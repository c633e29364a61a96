// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/batch"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/settings"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/silence"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/tree"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// checkFlags are the command line of check as it was given.
type checkFlags struct {
	asFile, asPatch    bool
	asMessage          bool
	commentChar        byte
	strict, parity     bool
	types, ignore      []string
	maxLine, tabSize   int
	root               string
	noTree             bool
	formats            []string
	fix, diff, unsafe  bool
	keepTokens         bool
	timing, statistics bool
	stdinName          string
	revisions          []string
	staged             bool
	diffBase           string
	wholeFile          bool
	skipUnchanged      bool
	series             bool
	baseline           string
	codespell          string
	updateBaseline     bool
	prune              bool
	jobs               int
	color              string
	failLevel          string
	exitZero, quiet    bool
	targetURL          string
	configFile         string
	noConfig           bool
}

const checkHelp = `Check C sources, headers, device trees, Kconfig, Makefiles and other text of the
kernel, patches and mailboxes against the kernel's coding style.

PATH is a file, a folder, which is read with all below it that git does not
ignore, or - for standard input. Whether an input is a patch is told by its name
and content; --file and --patch say so.

Exit status: 0 nothing found, 1 something found, 2 wrong usage, 3 some input
could not be checked or written (the others are).`

const checkExamples = `  kstyle-ls check drivers/net/dummy.c
  kstyle-ls check --strict mm/ lib/
  kstyle-ls check --diff 0001-my-change.patch
  kstyle-ls check --git main..HEAD
  kstyle-ls check --series outgoing/*.patch
  kstyle-ls check --staged
  kstyle-ls check --diff-base origin/master drivers/net
  git show | kstyle-ls check -`

// codespellDictionary is where Debian's codespell has its words.
const codespellDictionary = "/usr/share/codespell/dictionary.txt"

// newCheckCommand checks inputs and prints findings.
func newCheckCommand(status *int) *cobra.Command {
	f := &checkFlags{}
	cmd := &cobra.Command{
		Use:     "check [PATH|-]...",
		Short:   "Check files, folders, patches and mailboxes",
		Long:    checkHelp,
		Example: checkExamples,
		RunE: func(cmd *cobra.Command, paths []string) error {
			outcome, err := runCheck(cmd, f, paths)
			*status = f.exitStatus(outcome)
			return err
		},
	}
	f.register(cmd)
	return cmd
}

// register declares the flags.
func (f *checkFlags) register(cmd *cobra.Command) {
	defaults := analyzer.Defaults()
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVarP(&f.asFile, "file", "f", false, "read every input as a source file")
	flags.BoolVar(&f.asPatch, "patch", false, "read every input as a patch")
	flags.BoolVar(&f.asMessage, "commit-msg", false, "read every input as the text of a commit, as git has it in its editor")
	flags.StringVar(&f.stdinName, "stdin-filename", "", "the name that standard input goes by")
	flags.StringArrayVar(&f.revisions, "git", nil, "check a commit or range of the repository here, such as HEAD or main..topic")
	flags.BoolVar(&f.staged, "staged", false, "check the index: what the next commit here would change, of PATHs or all")
	flags.StringVar(&f.diffBase, "diff-base", "", "check what changed since this revision (or 'index') in PATHs or all files that git does not ignore")
	flags.BoolVar(&f.wholeFile, "whole-file", false, "with --staged or --diff-base: show older findings of these files, too")
	flags.BoolVar(&f.series, "series", false, "judge all patches, mailboxes or the range A..B as one series, and tell who must get it")
	flags.BoolVar(&f.strict, "strict", false, "show what checkpatch calls CHECK, too")
	flags.StringSliceVar(&f.types, "types", nil, "show only these types of findings")
	flags.StringSliceVar(&f.ignore, "ignore", nil, "leave these types out")
	flags.IntVar(&f.maxLine, "max-line-length", defaults.MaxLineLength, "longest line, in columns")
	flags.IntVar(&f.tabSize, "tab-size", defaults.TabSize, "width of a tab, in columns")
	flags.StringVar(&f.root, "root", "", "top of the kernel tree (default: found above the inputs)")
	flags.BoolVar(&f.noTree, "no-tree", false, "use no kernel tree")
	flags.BoolVar(&f.parity, "parity", false, "report what checkpatch.pl would, its faults included")
	flags.StringSliceVar(&f.formats, "format", []string{"full"}, "output, several as NAME or NAME=FILE: "+strings.Join(batch.Formats(), ", "))
	flags.BoolVar(&f.fix, "fix", false, "make safe fixes in the files")
	flags.BoolVar(&f.diff, "diff", false, "show as a diff what --fix would do, and write nothing")
	flags.BoolVar(&f.unsafe, "unsafe-fixes", false, "with --fix or --diff: fixes that want a look, too")
	flags.BoolVar(&f.keepTokens, "keep-tokens", false, "with --fix or --diff: only fixes of blanks, line ends and comments")
	flags.BoolVar(&f.statistics, "statistics", false, "print counts by type at the end, and how much of C was understood")
	flags.BoolVar(&f.timing, "timing", false, "print the time that each check took")
	flags.StringVar(&f.codespell, "codespell", "", "look for the misspelt words of a `dictionary` of codespell, too (default: what kstyle.toml says)")
	flags.Lookup("codespell").NoOptDefVal = codespellDictionary
	flags.StringVar(&f.baseline, "baseline", "", "leave out the findings that this file knows (default: what kstyle.toml says)")
	flags.BoolVar(&f.updateBaseline, "update-baseline", false, "write what is found into the baseline, in place of reporting it")
	flags.BoolVar(&f.prune, "prune", false, "take out of the baseline what is no longer there")
	flags.IntVar(&f.jobs, "jobs", 0, "number of workers (default: one for each processor)")
	flags.StringVar(&f.failLevel, "fail-level", "", "least level that makes the exit status 1: check, warning, error, never")
	flags.StringVar(&f.targetURL, "target-url", "", "where this run can be seen, for b4-json and patchwork (default: the job's page under GitHub, GitLab, Jenkins)")
	flags.BoolVar(&f.exitZero, "exit-zero", false, "end with status 0 whatever is found")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "no summary on standard error")
	flags.StringVar(&f.configFile, "config", "", "the configuration file to use (default: the nearest kstyle.toml)")
	flags.BoolVar(&f.noConfig, "no-config", false, "use no configuration file")
	flags.StringVar(&f.color, "color", "auto", "colour the output: auto, always, never")
	cmd.MarkFlagsMutuallyExclusive("file", "patch", "commit-msg")
	cmd.MarkFlagsMutuallyExclusive("root", "no-tree")
	cmd.MarkFlagsMutuallyExclusive("fix", "diff")
	cmd.MarkFlagsMutuallyExclusive("unsafe-fixes", "keep-tokens")
	for _, other := range []string{"fix", "diff", "staged", "diff-base", "series"} {
		cmd.MarkFlagsMutuallyExclusive("update-baseline", other)
		cmd.MarkFlagsMutuallyExclusive("prune", other)
	}
	cmd.MarkFlagsMutuallyExclusive("update-baseline", "prune")
	cmd.MarkFlagsMutuallyExclusive("config", "no-config")
}

// exitStatus is what an outcome comes to.
func (f *checkFlags) exitStatus(outcome batch.Outcome) int {
	switch {
	case outcome.Failures > 0:
		return exitFailed
	case outcome.Failing > 0 && !f.exitZero:
		return exitFindings
	}
	return exitClean
}

// runCheck turns the flags into a request and has it done.
func runCheck(cmd *cobra.Command, f *checkFlags, paths []string) (batch.Outcome, error) {
	var outcome batch.Outcome
	if len(paths) == 0 && len(f.revisions) == 0 && !f.staged && f.diffBase == "" {
		return outcome, usagef("nothing to check: give files, folders, or - for standard input")
	}
	all := analyzer.New(rules.All())
	paths, err := f.splitSeries(paths)
	if err != nil {
		return outcome, err
	}
	q, err := f.request(paths)
	if err != nil {
		return outcome, err
	}
	last, err := f.commandLine(cmd, all)
	if err != nil {
		return outcome, err
	}
	q.Settings = settings.New(all, settings.Options{Fixed: f.configFile, None: f.noConfig, Last: last})
	here, err := q.Settings.For("x")
	if err != nil {
		return outcome, usagef("%v", err) // better now than once for each file
	}
	if err := openTree(&q); err != nil {
		return outcome, err
	}
	if err := f.checkBaseline(here); err != nil {
		return outcome, err
	}
	if len(f.revisions) > 0 || f.staged || f.diffBase != "" {
		if q.Repo, err = vcs.Open(cmd.Context(), "."); err != nil {
			return outcome, failed(fmt.Errorf("--git, --staged and --diff-base: %w", err))
		}
	}
	if f.asMessage {
		q.Options.CommentChar = f.commentStart(cmd.Context())
	}
	history := vcs.LazyHistory(".")
	defer history.Close()
	if !f.parity || gitIsHere() {
		q.Options.Facts.History = history
	}
	q.Stdin, q.Stdout, q.Stderr = cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
	defer stop()
	outcome, err = batch.Run(ctx, all, q)
	if ctx.Err() != nil {
		err = fmt.Errorf("interrupted after %d inputs", outcome.Inputs)
	}
	return outcome, failed(err)
}

// commentStart is what comments in messages begin with here.
func (f *checkFlags) commentStart(ctx context.Context) byte {
	if f.commentChar != 0 {
		return f.commentChar
	}
	repo, err := vcs.Open(ctx, ".")
	if err != nil {
		return 0 // the usual one
	}
	return repo.CommentChar(ctx, nil)
}

// gitIsHere reports what checkpatch calls a repository: a .git in the current
// directory, not above it, or GIT_DIR.
func gitIsHere() bool {
	dir := os.Getenv("GIT_DIR")
	if dir == "" {
		dir = ".git"
	}
	_, err := os.Stat(dir)
	return err == nil
}

// request checks the flags and puts them together.
func (f *checkFlags) request(paths []string) (batch.Request, error) {
	options := analyzer.Defaults()
	options.Parity, options.Timing, options.ParseAll = f.parity, f.timing, f.statistics
	if !f.parity {
		options.Keep = (&silence.Keepers{}).Keep
	}
	q := batch.Request{
		Paths: paths, StdinName: f.stdinName, Revisions: f.revisions, Staged: f.staged,
		DiffBase: vcs.Base(f.diffBase), WholeFile: f.wholeFile, SkipUnchanged: f.skipUnchanged,
		Fix: f.fix, Diff: f.diff, Unsafe: f.unsafe, KeepTokens: f.keepTokens, Statistics: f.statistics, Jobs: f.jobs,
		UpdateBaseline: f.updateBaseline, Prune: f.prune,
		Quiet: f.quiet, Series: f.series, TargetURL: cmp.Or(f.targetURL, jobURL(os.Getenv)),
	}
	var err error
	if f.fix && (f.staged || len(f.revisions) > 0) {
		return q, usagef("--fix cannot change commits or the index; fix the files, or see --diff")
	}
	if f.wholeFile && !f.staged && f.diffBase == "" {
		return q, usagef("--whole-file does nothing without --staged or --diff-base")
	}
	if f.targetURL != "" && !isWebAddress(f.targetURL) {
		return q, usagef("--target-url %s: is no web address", f.targetURL)
	}
	if f.unsafe && !f.fix && !f.diff {
		return q, usagef("--unsafe-fixes does nothing without --fix or --diff")
	}
	if f.keepTokens && !f.fix && !f.diff {
		return q, usagef("--keep-tokens does nothing without --fix or --diff")
	}
	if q.Outputs, err = f.outputs(); err != nil {
		return q, err
	}
	switch {
	case f.asFile:
		q.Form = batch.AsFile
	case f.asPatch:
		q.Form = batch.AsPatch
	case f.asMessage:
		q.Form = batch.AsMessage
	}
	if q.Color, err = wantsColor(f.color); err != nil {
		return q, err
	}
	q.Progress = term.IsTerminal(int(os.Stderr.Fd()))
	if q.Root, err = f.tree(paths); err != nil {
		return q, err
	}
	q.Options = options
	return q, nil
}

// openTree opens the kernel tree of a request, with the dictionary that its
// configuration names.
func openTree(q *batch.Request) error {
	said, err := q.Settings.For(filepath.Join(q.Root, "x"))
	if err != nil {
		return usagef("%v", err)
	}
	words, err := settings.Dictionary(said)
	if err != nil {
		return usagef("%v", err)
	}
	extra := treefs.Extra{Codespell: words}
	if q.Root == "" {
		q.Options.Facts.Tree = treefs.New(helpers{}, extra)
		return nil
	}
	t, err := tree.Open(q.Root, extra)
	if err != nil {
		return failed(err)
	}
	q.Options.Facts.Tree = t // open until the process ends
	return nil
}

// outputs reads --format. Only one of them can have standard output.
func (f *checkFlags) outputs() ([]batch.Output, error) {
	var out []batch.Output
	onStdout := 0
	for _, text := range f.formats {
		name, file, _ := strings.Cut(text, "=")
		if !slices.Contains(batch.Formats(), name) {
			return nil, usagef("--format %s: there are %s", name, strings.Join(batch.Formats(), ", "))
		}
		if file == "" {
			onStdout++
		}
		out = append(out, batch.Output{Format: name, File: file})
	}
	if onStdout > 1 {
		return nil, usagef("--format: only one format can go to standard output; give the others a file, as in sarif=out.sarif")
	}
	return out, nil
}

// commandLine is what the flags say of how to judge, as a configuration file
// that is stronger than all others.
func (f *checkFlags) commandLine(cmd *cobra.Command, all *analyzer.Analyzer) (*config.File, error) {
	c := &config.File{Name: "command line", FailLevel: f.failLevel}
	var err error
	if c.Baseline, err = absolute(f.baseline); err != nil {
		return nil, err
	}
	if c.Codespell, err = absolute(f.codespell); err != nil {
		return nil, err
	}
	if c.Types, err = typeList(all, "--types", f.types); err != nil {
		return nil, err
	}
	if c.ExtendIgnore, err = typeList(all, "--ignore", f.ignore); err != nil {
		return nil, err
	}
	if f.tabSize < 2 {
		return nil, usagef("--tab-size %d: must be at least 2", f.tabSize)
	}
	if f.maxLine < 1 {
		return nil, usagef("--max-line-length %d: must be at least 1", f.maxLine)
	}
	if f.failLevel != "" && !slices.Contains(config.FailLevels, f.failLevel) {
		return nil, usagef("--fail-level %s: there are %s", f.failLevel, strings.Join(config.FailLevels, ", "))
	}
	for flag, set := range map[string]func(){
		"strict":          func() { c.Strict = &f.strict },
		"tab-size":        func() { c.TabSize = &f.tabSize },
		"max-line-length": func() { c.MaxLineLength = &f.maxLine },
	} {
		if cmd.Flags().Changed(flag) {
			set()
		}
	}
	return c, nil
}

// tree is the absolute path of the kernel tree, empty for none: what --root
// says, or else the kernel tree that the first input or the current folder is
// in.
func (f *checkFlags) tree(paths []string) (string, error) {
	if f.noTree {
		return "", nil
	}
	if f.root == "" {
		for _, start := range append(slices.Clone(paths[:min(len(paths), 1)]), ".") {
			if root, ok := tree.Find(start); ok {
				return root, nil
			}
		}
		return "", nil
	}
	root, err := filepath.Abs(f.root)
	if err != nil {
		return "", fmt.Errorf("find the tree %s: %w", f.root, err)
	}
	info, err := os.Stat(root)
	if err != nil || !info.IsDir() {
		return "", usagef("--root %s: there is no such folder", f.root)
	}
	return root, nil
}

// wantsColor reads --color. NO_COLOR counts for auto only: who says always
// means it.
func wantsColor(when string) (bool, error) {
	switch when {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
		return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(os.Stdout.Fd())), nil
	}
	return false, usagef("--color %s: there are auto, always, never", when)
}
