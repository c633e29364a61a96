// SPDX-License-Identifier: GPL-2.0-or-later

// Package batch checks files, directories and patches named on a command
// line: it finds and reads the inputs, runs the analyzer over them with a few
// workers, prints findings in one of several formats in the order of the
// inputs, and writes fixes back.
//
// It knows the file system and the terminal. It must never know a rule, judge
// a text by itself, or end the process: it returns an Outcome, and an input
// that cannot be done is reported while all others go on.
package batch

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/ready"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/settings"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// Form says how inputs are to be read.
type Form uint8

const (
	// Detect tells by name and content whether an input is a patch.
	Detect Form = iota
	// AsFile reads every input as a source file.
	AsFile
	// AsPatch reads every input as a patch.
	AsPatch
	// AsMessage reads every input as the text of a commit.
	AsMessage
)

// Request is one run.
type Request struct {
	// Paths are files, folders, or "-" for standard input, as the user wrote
	// them.
	Paths []string
	// StdinName is the name that standard input is judged and printed under.
	StdinName string
	Form      Form
	// Revisions are commits and ranges to check, from Repo; Staged checks the
	// index, what the next commit would change. DiffBase, if not empty, is
	// what files are compared with. Where something is compared, only findings
	// that a change touches are reported, unless WholeFile says otherwise, and
	// Paths, if any, limit the files. Repo is needed for all of that.
	Revisions         []string
	Staged, WholeFile bool
	DiffBase          vcs.Base
	// SkipUnchanged leaves out files in Paths that do not differ.
	SkipUnchanged bool
	Repo          *vcs.Repo
	// Root is the absolute path of the kernel tree, empty for none. Inputs
	// below it are judged by their path within it.
	Root string
	// Options are the engine's; Settings, if not nil, puts over them what
	// configuration files and the command line say for each path.
	Options  analyzer.Options
	Settings *settings.Loader
	// Outputs are the formats to write, each once.
	Outputs []Output
	// Fix writes safe fixes back, Diff only shows what would be written, and
	// Unsafe adds those that want a look; KeepTokens leaves out those that
	// change more than blanks, line ends and comments.
	Fix, Diff, Unsafe, KeepTokens bool
	// TargetURL is where the whole output of a run can be seen, for formats
	// that name it.
	TargetURL string
	// Series judges all inputs as the patches of one series, too, and ends
	// with the page that says whether and how it can be sent.
	Series bool
	// UpdateBaseline writes what is found into the baselines, in place of
	// reporting it; Prune takes out of them what is no longer there.
	UpdateBaseline, Prune bool
	// Statistics prints counts by type behind the findings.
	Statistics bool
	// Jobs is the number of workers; 0 means one for each processor.
	Jobs int

	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Color allows colour codes on Stdout.
	Color bool
	// Quiet leaves the summary out.
	Quiet bool
	// Progress allows a progress bar on Stderr.
	Progress bool
}

// Outcome is what a run came to.
type Outcome struct {
	// Inputs counts what was checked, Findings what was reported and is still
	// there, Failing those of them that reach the level which makes a run
	// fail, Fixed the fixes made or shown.
	Inputs, Findings, Failing, Fixed int
	// Older counts what was left out because no change touches it.
	Older int
	// Ignored is true where git ignores something in a folder that was named.
	Ignored bool
	// Ready is the last page of a series, nil where none was asked for.
	Ready *ready.Page
	// Failures counts inputs that could not be checked or written; each has
	// been reported on Stderr.
	Failures int
}

// Run does a request with the checks of a. The error is that of the context or
// of the output; everything that goes wrong with one input is reported and
// counted instead.
func Run(ctx context.Context, a *analyzer.Analyzer, q Request) (Outcome, error) {
	out, err := newPrinter(q)
	if err != nil {
		return Outcome{}, err
	}
	r := &runner{q: q, analyzer: a, out: out, stats: newStatistics()}
	r.books.Track = true
	if q.Repo != nil {
		r.history = q.Repo.History()
		defer r.history.Close()
	}
	if err := r.all(ctx); err != nil {
		return r.outcome, err
	}
	r.outcome.Ignored = r.ignored
	if q.Series {
		if err := r.wholeSeries(ctx); err != nil {
			return r.outcome, err
		}
	}
	if err := out.end(r.outcome); err != nil {
		return r.outcome, fmt.Errorf("write findings: %w", err)
	}
	if r.outcome.Older > 0 && !q.Quiet && !q.Diff && !slices.Contains(q.Outputs, Output{Format: "full"}) {
		fmt.Fprintf(q.Stderr, "kstyle-ls: %s\n", olderLeftOut(r.outcome.Older))
	}
	if err := r.closeBooks(); err != nil {
		return r.outcome, err
	}
	if q.Statistics {
		r.stats.print(r.aside())
	}
	if page := r.outcome.Ready; page != nil && !q.Quiet {
		if err := r.showPage(page); err != nil {
			return r.outcome, fmt.Errorf("write the last page: %w", err)
		}
	}
	if q.Options.Timing {
		r.stats.printTiming(q.Stderr)
	}
	return r.outcome, nil
}

// aside is where words for people go that are not findings: the output
// itself where it is meant for people, else standard error.
func (r *runner) aside() io.Writer {
	if slices.Contains(r.q.Outputs, Output{Format: "full"}) {
		return r.q.Stdout
	}
	return r.q.Stderr
}
