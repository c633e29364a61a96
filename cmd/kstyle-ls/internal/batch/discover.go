// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"context"
	"os"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/walk"
)

// item is one input before it is read.
type item struct {
	// name is how the input is printed: as the user wrote it, or below a
	// folder as he wrote it.
	name string
	// disk is where to read it, empty for what comes from elsewhere.
	disk string
	// named is true for an input that the user named himself: it is read
	// whatever its name says.
	named bool
	// stdin is true for standard input.
	stdin bool
	// load gets the content of what is not on disk.
	load func(context.Context) ([]byte, error)
	// revision is the range that a commit was listed for.
	revision string
	// form is what the input is where that is known already.
	form Form
	// atFile makes findings be named by the file and line that a patch
	// changes, since the user has never seen the patch.
	atFile bool
	// atTop is true when name is a path from the top of the repository, and
	// not from where the program runs.
	atTop bool
	// before gets the versions that the input is compared with; nil where
	// all of it counts.
	before func(context.Context) ([][]byte, error)
	// err is why the input cannot be had.
	err error
}

// items yields all inputs in order.
func (r *runner) items(ctx context.Context, yield func(item) bool) {
	stop := false
	each := func(it item) bool {
		stop = stop || !yield(it)
		return !stop
	}
	if r.q.compares() && !(r.q.Staged && r.q.Options.Parity) {
		r.changed(ctx, each)
	} else {
		r.given(each)
	}
	for _, revision := range r.q.Revisions {
		if stop {
			return
		}
		r.commits(ctx, revision, each)
	}
	if r.q.Staged && r.q.Options.Parity && !stop {
		// What the script would say, which knows patches only.
		each(item{name: "staged changes", named: true, form: AsPatch, atFile: true, load: r.q.Repo.Staged})
	}
}

// given yields the files and folders that the user named.
func (r *runner) given(each func(item) bool) {
	for _, name := range r.q.Paths {
		if name == "-" {
			each(r.stdin())
			continue
		}
		info, err := os.Stat(name)
		switch {
		case err != nil:
			each(item{name: name, err: err})
		case info.IsDir():
			walk.Files(name, func(f walk.File) bool {
				if f.Ignored == "" {
					return each(item{name: f.Name, disk: f.Disk, err: f.Err})
				}
				if r.q.Series && source.KindOf(f.Ignored) == source.Patch {
					return each(item{name: f.Name, disk: f.Ignored}) // the kernel ignores *.patch
				}
				r.ignored = true
				return true
			})
		default:
			each(item{name: name, disk: name, named: true})
		}
	}
}

// shownID is how much of a commit's hash names it.
const shownID = 12

// commits yields one item for each commit of a revision or range.
func (r *runner) commits(ctx context.Context, revision string, each func(item) bool) {
	ids, err := r.q.Repo.Revisions(ctx, revision)
	if err != nil {
		each(item{name: revision, err: err})
		return
	}
	for _, id := range ids {
		load := func(ctx context.Context) ([]byte, error) { return r.q.Repo.Patch(ctx, id) }
		if !each(item{name: id[:min(shownID, len(id))], named: true, form: AsPatch, load: load, revision: revision}) {
			return
		}
	}
}
