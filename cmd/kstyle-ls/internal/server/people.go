// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/tree"
)

// people offers who may be named behind a trailer: oneself, who looks after
// the files at hand, who has worked on them lately, who has worked on anything
// lately, and everybody in MAINTAINERS. Lists are offered where mail goes.
func (c *completer) people(ctx context.Context, from int, trailer string) {
	type named struct{ person, detail string }
	var all []named
	seen := map[string]bool{}
	offer := func(person, detail string) {
		if !seen[person] {
			seen[person] = true
			all = append(all, named{person, detail})
		}
	}
	defer func() {
		// The editor picks what goes on as was typed. Where that are too many
		// for a list, it is done here, and the editor asks again.
		typed := ""
		if c.more = len(all) > maxItems; c.more {
			typed = strings.ToLower(strings.TrimSpace(string(c.v.text.Bytes()[from:c.at])))
		}
		for _, n := range all {
			if strings.Contains(strings.ToLower(n.person), typed) {
				c.add(from, protocol.CompletionItemKindText, n.person, n.person, n.detail)
			}
		}
	}()
	if name, address, ok := c.identity(); ok {
		offer(name+" <"+address+">", "")
	}
	toMail := trailer == "cc" || trailer == "to"
	file, t := c.s.maintainersOf(c.v.doc)
	if repo, ok := c.repo(ctx); ok && file != nil {
		answer := file.Ask(maintainers.Query{Paths: c.touched(ctx, repo)}, t, maintainers.Defaults())
		for _, r := range answer.People {
			offer(r.String(), r.Role)
		}
		for _, r := range answer.Lists {
			if toMail {
				offer(r.String(), r.Role)
			}
		}
	}
	for _, touched := range []bool{true, false} {
		for _, e := range c.log(ctx, touched) {
			offer(e.Author, "")
		}
	}
	if file == nil {
		return
	}
	for _, p := range file.People() {
		if toMail || p.Letter != maintainers.List {
			offer(p.String(), p.Section.Name)
		}
	}
}

// maintainersOf is the MAINTAINERS of the tree that a document is in, read
// once until it changes; nil if there is none.
func (s *server) maintainersOf(doc *document) (*maintainers.File, *tree.Tree) {
	t, ok := s.placeOf(doc).judgement.Options.Facts.Tree.(*tree.Tree)
	if !ok {
		return nil, nil
	}
	s.places.mu.Lock()
	defer s.places.mu.Unlock()
	file := s.places.maintainers[t]
	if file == nil {
		file = t.Maintainers()
		s.places.maintainers[t] = file
	}
	return file, t
}
