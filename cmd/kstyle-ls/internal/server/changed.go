// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/linediff"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// basePatience bounds the wait for git when a document is opened. Without a
// base every finding counts as one on a changed line.
const basePatience = 3 * time.Second

// base is what a document is compared with. It is immutable.
type base struct {
	texts [][]byte // versions; without any all is new
	age   int64    // which of the document's bases this is
}

// baseOf returns the document's base, looked up once until it is forgotten.
func (s *server) baseOf(ctx context.Context, doc *document) *base {
	doc.baseMu.Lock()
	defer doc.baseMu.Unlock()
	// What comes to be forgotten while git is asked is asked once more.
	if age := doc.baseAge.Load(); doc.base == nil || doc.base.age != age {
		doc.base = s.readBase(ctx, doc)
		doc.base.age = age
	}
	return doc.base
}

// forgetBases has all bases looked up again, as after a commit. It does not
// wait for one that is being read.
func (s *server) forgetBases() {
	s.docs.mu.Lock()
	defer s.docs.mu.Unlock()
	for _, doc := range s.docs.open {
		doc.baseAge.Add(1)
	}
}

// readBase asks git. Only whole files are compared: a patch is a change by
// itself, and so is a message.
func (s *server) readBase(ctx context.Context, doc *document) *base {
	short, cancel := context.WithTimeout(ctx, s.opts.patience(basePatience))
	defer cancel()
	b := s.askBase(short, doc)
	if errors.Is(short.Err(), context.DeadlineExceeded) && doc.ctx != nil {
		// Nobody should wait for diagnostics so long, but hints are to come.
		s.log.Info("git takes long; findings have no base until it answers", "uri", doc.uri)
		s.spawn("look a base up patiently", func(ctx context.Context) error { return s.patientBase(ctx, doc) })
	}
	return b
}

// patientBase gives a document its base when git has come to an answer.
func (s *server) patientBase(ctx context.Context, doc *document) error {
	age := doc.baseAge.Load()
	b := s.askBase(ctx, doc)
	if len(b.texts) == 0 || doc.ctx.Err() != nil {
		return nil
	}
	doc.baseMu.Lock()
	b.age, doc.base = age, b
	doc.baseMu.Unlock()
	s.reconsider(doc)
	return nil
}

// askBase is readBase with the patience of ctx.
func (s *server) askBase(ctx context.Context, doc *document) *base {
	p := s.placeOf(doc)
	if doc.form.form != analyzer.File || !doc.uri.IsFile() || p.settings.Older == "show" || p.quiet {
		return &base{}
	}
	path := pathOf(doc.uri)
	repo, err := vcs.Open(ctx, filepath.Dir(path))
	if err != nil {
		if !errors.Is(err, vcs.ErrNone) {
			s.log.Debug("no base", "uri", doc.uri, "err", err)
		}
		return &base{}
	}
	texts, err := repo.Sides(ctx, vcs.Base(cmp.Or(p.settings.Base, string(vcs.Head))), path)
	if err != nil {
		if !errors.Is(err, vcs.ErrUnknownFile) {
			s.log.Warn("no base", "uri", doc.uri, "err", err)
		}
		return &base{}
	}
	return &base{texts: texts}
}

// changes are the lines of a text that are not in its base: not in any of its
// versions. Without a base all lines are new.
type changes struct {
	since []*linediff.Changes
}

// changesSince compares a text with its base.
func changesSince(b *base, text []byte) changes {
	var c changes
	for _, old := range b.texts {
		c.since = append(c.since, linediff.Since(old, text))
	}
	return c
}

// touch reports whether a finding's region has a changed line.
func (c *changes) touch(f *analyzer.Finding) bool {
	return !slices.ContainsFunc(c.since, func(one *linediff.Changes) bool {
		return !one.Touch(int(f.Range.Start), int(f.Range.End))
	})
}
