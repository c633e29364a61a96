// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

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
	// offers counts the safe fixes in a file by type.
	offers map[string]map[string]int
	// trials counts the subjects for which the guilty were sought.
	trials atomic.Int32
}

// subject is a file that compiles.
type subject struct {
	path          string
	command       []string
	before, after result
	// parts are the files that are fixed: itself, or what it includes.
	parts []string
	// diff is what the fixes changed, if anything.
	diff string
	// harm is what is wrong with the object after. spelling is true if it
	// differs only by strings that macros make of the code's spelling.
	harm     string
	spelling bool
	// declared is why it does not compile with fixes that change code on
	// purpose.
	declared string
	// guilty are the types whose fixes alone make a difference, each with the
	// change that does it.
	guilty map[string]string
	// together are types of which none is guilty alone.
	together []string
}

// bad reports whether the fixes did harm.
func (s *subject) bad() bool { return s.harm != "" }

// noObject begins the description of a failed compilation.
const noObject = "does not compile: "

// harm says what is wrong with what a subject's overlay was compiled to.
// Other strings that macros make of the code's spelling are no harm.
func (p *proof) harm(s *subject, after result, overlay string) (how string, spelling bool, err error) {
	if after.failure != "" {
		return noObject + after.failure, false, nil
	}
	sections := s.before.object.differences(after.object)
	if len(sections) == 0 {
		return "", false, nil
	}
	if spelling, err = p.compiler.sameButSpelling(s.command, overlay); err != nil || spelling {
		return "", spelling, err
	}
	return "other code or data: " + strings.Join(sections, ", "), false, nil
}

// perDraw is how many files the build is asked about at once.
const perDraw = 200

// before compiles candidates as they are, in their order, until enough do.
func (p *proof) before(candidates []string) error {
	for len(candidates) > 0 && len(p.subjects) < p.count {
		now := candidates[:min(len(candidates), perDraw, 2*p.count+20)]
		candidates = candidates[len(now):]
		commands, err := p.build.Commands(now)
		if err != nil {
			return err
		}
		var known []*subject
		for _, path := range now {
			if commands[path] != nil {
				known = append(known, &subject{path: path, command: commands[path]})
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
	all := map[string]bool{}
	for _, s := range p.subjects {
		if s.parts = []string{s.path}; p.headers {
			s.parts = s.before.included
		}
		for _, part := range s.parts {
			all[part] = true
		}
	}
	parts := slices.Sorted(maps.Keys(all))
	if err := p.survey(parts); err != nil {
		return err
	}
	if err := p.fix(p.fixed, p.subjects, parts, p.compareFlags()...); err != nil {
		return err
	}
	err := p.each(p.subjects, func(s *subject) (err error) {
		s.diff, err = p.change(s.parts, p.fixed)
		if err != nil || s.diff == "" {
			return err
		}
		if s.after, err = p.compiler.compile(s.command, p.fixed); err != nil {
			return err
		}
		s.harm, s.spelling, err = p.harm(s, s.after, p.fixed)
		return err
	})
	if err != nil {
		return err
	}
	err = p.each(p.subjects, func(s *subject) error {
		// What is wrong in a header is wrong for all who include it.
		if !s.bad() || p.headers && p.trials.Add(1) > 4 {
			return nil
		}
		return p.accuse(s)
	})
	if err != nil {
		return err
	}
	return p.tryDeclared()
}

// survey asks which fixes there are in files.
func (p *proof) survey(parts []string) error {
	offers, err := p.ours.Offers(p.build.Tree.Root, parts, p.typeFlags()...)
	p.offers = byType(offers)
	return err
}

// fix puts copies of subjects and parts into a folder and fixes the parts.
func (p *proof) fix(dir string, subjects []*subject, parts []string, flags ...string) error {
	paths := slices.Clone(parts)
	for _, s := range subjects {
		paths = append(paths, s.path)
	}
	if err := kernel.Copy(dir, p.build.Tree.Root, paths); err != nil {
		return err
	}
	return p.ours.Fix(dir, parts, flags...)
}

// change is the difference of copies to the tree's files.
func (p *proof) change(parts []string, dir string) (string, error) {
	var all strings.Builder
	for _, part := range parts {
		was, err := p.build.Tree.Read(part)
		if err != nil {
			return "", err
		}
		now, err := os.ReadFile(filepath.Join(dir, part))
		if err != nil {
			return "", err
		}
		if !bytes.Equal(was, now) {
			all.WriteString(udiff.Unified(part, part, string(was), string(now)))
		}
	}
	return all.String(), nil
}
