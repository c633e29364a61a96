// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// openBook finds the baseline that holds for an input, and has it leave out what
// it knows, unless it is to be written anew.
func (r *runner) openBook(d *done) error {
	name := d.judge.Settings.Baseline
	if name == "" || d.in.Form != analyzer.File {
		return nil
	}
	d.book = r.books.At(name)
	err := d.book.Err()
	if r.q.UpdateBaseline {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	d.book.Put(d.judge.Options)
	return err
}

// consult writes findings into the baseline, or looks what in it is gone.
func (r *runner) consult(d *done) error {
	if d.book == nil {
		return nil
	}
	judged := func(typ string) bool {
		rule := r.analyzer.Rule(typ)
		return rule == nil || d.judge.Judges(rule)
	}
	if !r.q.UpdateBaseline {
		d.book.Compare(d.in, judged, r.q.Prune)
		return nil
	}
	err := d.book.Record(d.in, d.result.Findings, judged)
	if err == nil {
		d.result.Findings = nil
	}
	return err
}

// closeBooks writes the baselines and tells what became of them.
func (r *runner) closeBooks() error {
	writes := r.q.UpdateBaseline || r.q.Prune
	for _, book := range r.books.All() {
		if book.Err() != nil && !r.q.UpdateBaseline {
			continue // it was told for each input
		}
		book.Missing(writes)
		gone := book.Gone()
		text := fmt.Sprintf("%s that it knows %s no longer there; --prune takes them out", plural(gone, "finding"), are(gone))
		if writes {
			known, err := book.Save()
			if err != nil {
				return err
			}
			text = plural(known, "finding") + " known"
			if r.q.Prune {
				text += ", " + plural(gone, "finding") + " taken out"
			}
		}
		if (gone > 0 || writes) && !r.q.Quiet {
			fmt.Fprintf(r.q.Stderr, "kstyle-ls: baseline %s: %s\n", printable(book.Name()), text)
		}
	}
	return nil
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
