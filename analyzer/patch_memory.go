// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"context"
	"hash/maphash"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// patchMemory is what the engine keeps of one version of a patch: what was found
// in each of its files, which is what costs time. Messages are cheap and are
// judged anew.
type patchMemory struct {
	seed maphash.Seed
	// units are by the hash of the lines of their diffs, in order.
	units map[uint64][]*unit
	onces *onces // of the document
}

// unit is one file of a patch with what was found in it.
type unit struct {
	message *patch.Message
	file    *patch.File
	// before and after are what files in front have taught, and this one.
	before, after cmodel.State
	findings      []*Finding
}

// recheckPatch is Recheck for a patch: files whose diffs are the same lines
// wherever they are now, and that know of the same types from those in front
// of them, keep their findings. Facts are taken to be what they were, also what
// the tree has of those files: who knows better gives no memory.
func (a *Analyzer) recheckPatch(ctx context.Context, old *Memory, in Input, o *Options) (*Result, *Memory, error) {
	if o.Parity || o.Series != nil {
		res, err := a.Check(ctx, in, o)
		return res, nil, err
	}
	key := memoryKey{in.Name, in.Path, in.Kind, o}
	if old == nil || old.patch == nil || old.spent || old.form != key {
		old = &Memory{patch: &patchMemory{seed: maphash.MakeSeed(), onces: newOnces()}}
	}
	r := &run{a: a, options: o, ctx: ctx, result: &Result{}, onces: old.patch.onces}
	r.onces.begin()
	now := &Memory{form: key, patch: &patchMemory{seed: old.patch.seed, units: map[uint64][]*unit{}, onces: r.onces}}
	if err := r.recheckStream(in.Name, patch.Parse(in.Bytes, patch.Options{}), old.patch, now.patch); err != nil {
		return nil, nil, err
	}
	old.spent = true
	r.onces.tidy()
	if len(r.broken) > 0 {
		now = nil
	}
	return r.finish(in), now, nil
}

// recheckStream is stream with a memory.
func (r *run) recheckStream(name string, s *patch.Stream, old, now *patchMemory) error {
	r.in = s
	if err := r.inputHooks(name, s, nil); err != nil {
		return err
	}
	met := map[uint64]int{} // units of old with a hash
	for _, m := range s.Messages {
		for _, f := range m.Files {
			if !f.HasNewText() {
				continue
			}
			h := maphash.Bytes(old.seed, f.Bytes(m))
			var was *unit
			if k := met[h]; k < len(old.units[h]) {
				was = old.units[h][k]
			}
			met[h]++
			u, err := r.unit(name, was, m, f)
			if err != nil {
				return err
			}
			if u != nil {
				now.units[h] = append(now.units[h], u)
			}
		}
	}
	return r.ctx.Err()
}

// unit judges one file of a patch, or takes what is known of it. It returns
// nothing where that does not hold elsewhere or later.
func (r *run) unit(name string, was *unit, m *patch.Message, f *patch.File) (*unit, error) {
	u := &unit{message: m, file: f, before: r.learnt}
	if was != nil && was.before.SameWords(r.learnt) && f.Same(m, was.file, was.message) {
		from, to := was.message.Body.Range(was.file.Lines.First).Start, m.Body.Range(f.Lines.First).Start
		u.before, u.after = was.before, was.after
		u.findings = moveInInput(was.findings, f.Lines.First-was.file.Lines.First, uint32(to-from))
		r.learnt = u.after
		r.add(u.findings)
		return u, r.ctx.Err()
	}
	t := textOf(name, m, f, r.options)
	fs, alone, err := r.judged(t)
	if err != nil {
		return nil, err
	}
	r.add(fs)
	u.findings, u.after = fs, r.learnt
	if was != nil && was.after.SameWords(u.after) {
		u.after = was.after // the same in the same place is quickly compared
		r.learnt = u.after
	}
	if !alone || m.Encoded() || !liesIn(m, f, fs) {
		return nil, nil
	}
	return u, nil
}

// liesIn reports whether all that findings say of places lies in the lines of
// the diff, and so moves with it.
func liesIn(m *patch.Message, f *patch.File, fs []*Finding) bool {
	start, end := m.Body.Range(f.Lines.First).Start, m.Body.Range(f.Lines.End).Start
	in := func(from, to uint32) bool { return int(from) >= start && int(to) <= end }
	for _, one := range fs {
		if one.Line <= f.Lines.First || one.Line > f.Lines.End || !in(one.Range.Start, one.Range.End) {
			return false
		}
		for _, x := range one.Fixes {
			for _, e := range x.Edits {
				if !in(e.Start, e.End) {
					return false
				}
			}
		}
	}
	return true
}

// moveInInput are findings so many lines and bytes further down in the input,
// and where they were in their file.
func moveInInput(fs []*Finding, lines int, bytes uint32) []*Finding {
	if lines == 0 && bytes == 0 {
		return fs
	}
	out := make([]*Finding, len(fs))
	for i, f := range fs {
		c := *f
		c.move(lines, bytes)
		c.textLine, c.FileLine = f.textLine, f.FileLine // where it is in its file stays
		out[i] = &c
	}
	return out
}
