// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/linediff"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// basePatience bounds the wait for git when a document is opened. Without a
// base every finding counts as one on a changed line.
const basePatience = 3 * time.Second

// base is what a document is compared with. It is immutable.
type base struct {
	known bool // there is one; otherwise all is new
	text  []byte
}

// baseOf returns the document's base, looked up once until it is forgotten.
func (s *server) baseOf(ctx context.Context, doc *document) *base {
	doc.baseMu.Lock()
	defer doc.baseMu.Unlock()
	if doc.base == nil {
		doc.base = s.readBase(ctx, doc)
	}
	return doc.base
}

// forgetBases has all bases looked up again, as after a commit.
func (s *server) forgetBases() {
	s.docs.mu.Lock()
	defer s.docs.mu.Unlock()
	for _, doc := range s.docs.open {
		s.forgetBase(doc)
	}
}

// forgetBase must not wait for a base that is being read, so it asks for the
// lock on a goroutine of its own.
func (s *server) forgetBase(doc *document) {
	s.spawn("forget a base", func(context.Context) error {
		doc.baseMu.Lock()
		defer doc.baseMu.Unlock()
		doc.base = nil
		return nil
	})
}

// readBase asks git. Only whole files are compared: a patch is a change by
// itself, and so is a message.
func (s *server) readBase(ctx context.Context, doc *document) *base {
	p := s.placeOf(doc)
	if doc.form.form != analyzer.File || !doc.uri.IsFile() || p.settings.Older == "show" || p.quiet {
		return &base{}
	}
	ctx, cancel := context.WithTimeout(ctx, basePatience)
	defer cancel()
	path := pathOf(doc.uri)
	repo, err := vcs.Open(ctx, filepath.Dir(path))
	if err != nil {
		if !errors.Is(err, vcs.ErrNone) {
			s.log.Debug("no base", "uri", doc.uri, "err", err)
		}
		return &base{}
	}
	text, err := repo.Content(ctx, vcs.Base(cmp.Or(p.settings.Base, string(vcs.Head))), path)
	if err != nil {
		if !errors.Is(err, vcs.ErrUnknownFile) {
			s.log.Warn("no base", "uri", doc.uri, "err", err)
		}
		return &base{}
	}
	return &base{known: true, text: text}
}

// changes are the lines of a text that are not in its base, ascending ranges
// from 0, ends not included. Where lines were only taken away, the two that
// have come to stand beside each other count.
type changes struct {
	all   bool
	lines []lineRange
}

type lineRange struct{ first, end int }

// changesSince compares a text with its base. Line ends do not count where
// they differ in all lines: git may keep a file with others than the work tree.
func changesSince(b *base, text []byte) changes {
	if !b.known {
		return changes{all: true}
	}
	old := b.text
	if crlf := []byte("\r\n"); bytes.Contains(old, crlf) != bytes.Contains(text, crlf) {
		old, text = bytes.ReplaceAll(old, crlf, crlf[1:]), bytes.ReplaceAll(text, crlf, crlf[1:])
	}
	var c changes
	for _, h := range linediff.Diff(old, text) {
		r := lineRange{h.ToLine, h.ToLineEnd}
		if r.first == r.end {
			r = lineRange{max(r.first-1, 0), r.end + 1}
		}
		c.lines = append(c.lines, r)
	}
	return c
}

// touch reports whether a finding's region has a changed line.
func (c *changes) touch(text *position.Text, f *analyzer.Finding) bool {
	if c.all {
		return true
	}
	first, last := text.LineAt(int(f.Range.Start)), text.LineAt(int(f.Range.End))
	// A region that ends at the beginning of a line has nothing of that line.
	if last > first && text.Line(last).Start == int(f.Range.End) {
		last--
	}
	i, _ := slices.BinarySearchFunc(c.lines, first, func(r lineRange, line int) int {
		if r.end <= line {
			return -1
		}
		return 1
	})
	return i < len(c.lines) && c.lines[i].first <= last
}
