// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"
	"golang.org/x/sync/errgroup"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// proof is the work on one draw.
type proof struct {
	options
	ours     kernel.Ours
	build    kernel.Build
	compiler compiler
	// The folders of the copies: fixed by all safe fixes, and by those of one
	// type alone.
	fixed, alone string
	tried        int
	subjects     []*subject
}

// subject is a file that compiles.
type subject struct {
	candidate
	command       []string
	before, after result
	// diff is what the fixes changed, if anything.
	diff string
	// guilty are the types whose fixes alone make a difference, each with the
	// change that they make.
	guilty map[string]string
	// together are, if none is guilty alone, those without which all is well.
	together []string
}

// bad reports whether the fixes did harm.
func (s *subject) bad() bool { return s.diff != "" && harm(s.before, s.after) != "" }

// harm says how what was compiled after differs from before.
func harm(before, after result) string {
	if after.failure != "" {
		return "does not compile: " + after.failure
	}
	if sections := before.object.differences(after.object); len(sections) > 0 {
		return "other code or data: " + strings.Join(sections, ", ")
	}
	return ""
}

// perDraw is how many files the build is asked about at once.
const perDraw = 200

// before compiles candidates as they are, in their order, until enough do.
func (p *proof) before(candidates []candidate) error {
	for len(candidates) > 0 && len(p.subjects) < p.count {
		now := candidates[:min(len(candidates), perDraw, 2*p.count+20)]
		candidates = candidates[len(now):]
		commands, err := p.build.Commands(names(now))
		if err != nil {
			return err
		}
		var known []*subject
		for _, c := range now {
			if commands[c.path] != nil {
				known = append(known, &subject{candidate: c, command: commands[c.path]})
			}
		}
		for len(known) > 0 && len(p.subjects) < p.count {
			batch := known[:min(len(known), p.count-len(p.subjects))]
			known = known[len(batch):]
			p.tried += len(batch)
			err := p.each(batch, func(s *subject) (err error) {
				s.before, err = p.compiler.compile(s.command, "")
				return err
			})
			if err != nil {
				return err
			}
			for _, s := range batch {
				if s.before.failure == "" {
					p.subjects = append(p.subjects, s)
				}
			}
		}
	}
	return nil
}

// each does something to subjects, some at once.
func (p *proof) each(all []*subject, do func(*subject) error) error {
	var g errgroup.Group
	g.SetLimit(p.jobs)
	for _, s := range all {
		g.Go(func() error { return do(s) })
	}
	return g.Wait()
}

// after fixes copies, compiles those that changed, and looks for the guilty.
func (p *proof) after() error {
	var paths []string
	for _, s := range p.subjects {
		paths = append(paths, s.path)
	}
	if err := kernel.Copy(p.fixed, p.build.Tree.Root, paths); err != nil {
		return err
	}
	if err := p.ours.Fix(p.fixed, paths, p.typeFlags()...); err != nil {
		return err
	}
	err := p.each(p.subjects, func(s *subject) (err error) {
		s.diff, err = p.change(s.path, p.fixed)
		if err != nil || s.diff == "" {
			return err
		}
		s.after, err = p.compiler.compile(s.command, p.fixed)
		return err
	})
	if err != nil {
		return err
	}
	return p.each(p.subjects, func(s *subject) error {
		if !s.bad() {
			return nil
		}
		return p.accuse(s)
	})
}

// change is the difference of a copy to the tree's file.
func (p *proof) change(path, dir string) (string, error) {
	was, err := p.build.Tree.Read(path)
	if err != nil {
		return "", err
	}
	now, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil || bytes.Equal(was, now) {
		return "", err
	}
	return udiff.Unified(path, path, string(was), string(now)), nil
}

// accuse makes the fixes of one type after the other in a bad subject. If none
// does harm alone, it leaves one after the other out.
func (p *proof) accuse(s *subject) error {
	dir := filepath.Join(p.alone, strings.ReplaceAll(s.path, "/", "_"))
	defer os.RemoveAll(dir)
	s.guilty = map[string]string{}
	for _, typ := range slices.Sorted(maps.Keys(s.fixes)) {
		how, diff, err := p.try(s, dir, "--types", typ)
		if err != nil {
			return err
		}
		if how != "" {
			s.guilty[typ] = how + "\n" + diff
		}
	}
	if len(s.guilty) > 0 {
		return nil
	}
	for _, typ := range slices.Sorted(maps.Keys(s.fixes)) {
		how, diff, err := p.try(s, dir, append(p.typeFlags(), "--ignore", typ)...)
		if err != nil {
			return err
		}
		if how == "" && diff != "" {
			s.together = append(s.together, typ)
		}
	}
	return nil
}

// try makes some fixes in a subject, in a folder for it alone, and says what
// they change and which harm that does.
func (p *proof) try(s *subject, dir string, flags ...string) (how, diff string, err error) {
	if err := kernel.Copy(dir, p.build.Tree.Root, []string{s.path}); err != nil {
		return "", "", err
	}
	if err := p.ours.Fix(dir, []string{s.path}, flags...); err != nil {
		return "", "", err
	}
	diff, err = p.change(s.path, dir)
	if err != nil || diff == "" {
		return "", "", err
	}
	r, err := p.compiler.compile(s.command, dir)
	return harm(s.before, r), diff, err
}
