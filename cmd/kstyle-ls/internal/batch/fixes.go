// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/google/renameio/v2"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// fix checks an item and makes the fixes that were asked for, in memory.
func (r *runner) fix(ctx context.Context, d *done) error {
	settled, err := r.analyzer.Settle(ctx, d.in, d.judge.Options, func(f *analyzer.Finding) int {
		if len(d.judge.Adjust([]*analyzer.Finding{f})) == 0 {
			return -1
		}
		return r.choose(f)
	})
	if err != nil {
		return err
	}
	d.result, d.fixes, d.stable = settled.Rest, settled.Fixed, settled.Stable
	if !bytes.Equal(settled.Bytes, d.text) {
		d.fixed = settled.Bytes
	}
	if r.q.Diff && !r.q.Fix {
		// Nothing is written, so what is found is what is there now.
		return r.check(ctx, d)
	}
	r.adjust(d)
	return nil
}

// choose picks the fix of a finding that is to be made, or -1.
func (r *runner) choose(f *analyzer.Finding) int {
	if r.q.KeepTokens {
		return slices.IndexFunc(f.Fixes, func(x analyzer.Fix) bool { return x.Safe && !x.Rewrites })
	}
	if i := analyzer.FirstSafe(f); i >= 0 || !r.q.Unsafe || len(f.Fixes) == 0 {
		return i
	}
	return 0
}

// keep writes what fix made, and makes the findings speak of the text
// that is now there.
func (r *runner) keep(d *done) error {
	if !d.stable {
		r.complain(d.item.name, "the fixes do not come to rest; run again to see what is left, and please report it")
	}
	r.outcome.Fixed += d.fixes
	if r.q.Diff {
		return nil
	}
	if d.item.disk != "" {
		if err := replaceFile(d.item.disk, d.text, d.fixed); err != nil {
			return err
		}
	}
	d.text = d.fixed
	return nil
}

// errChanged is returned instead of overwriting somebody else's work.
var errChanged = errors.New("the file was changed while it was checked; not fixed, run again")

// replaceFile writes a file so that at every moment its name leads to the old
// text or the new one, and keeps its permissions. A symbolic link stays one.
func replaceFile(name string, before, after []byte) error {
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	now, err := os.ReadFile(real)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, before) {
		return errChanged
	}
	info, err := os.Stat(real)
	if err != nil {
		return err
	}
	err = renameio.WriteFile(real, after, info.Mode().Perm(), renameio.WithStaticPermissions(info.Mode().Perm()))
	if err != nil {
		return fmt.Errorf("write the fixed text: %w", err)
	}
	return nil
}
