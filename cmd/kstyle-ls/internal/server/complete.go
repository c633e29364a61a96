// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
)

// completePatience bounds the wait for git: a list that comes late is no help.
const completePatience = 2 * time.Second

// logDepth is how many commits are looked through for people, prefixes and
// commits to be fixed.
const logDepth = 1000

// trailers are the names of trailers, those one's own hand writes most first.
var trailers = []string{
	"Signed-off-by", "Fixes", "Reported-by", "Closes", "Link", "Cc", "Reviewed-by", "Acked-by", "Tested-by",
	"Suggested-by", "Co-developed-by", "Reported-and-tested-by", "Debugged-by", "Checkpatch-ignore",
}

var (
	beginsTrailer = regexp.MustCompile(`^[A-Za-z-]*$`)
	namesPerson   = regexp.MustCompile(`(?i)^([a-z-]+-by|cc|to|from):[ \t]*(.*)$`)
	namesFixed    = regexp.MustCompile(`(?i)^fixes:[ \t]*(.*)$`)
	listedFile    = regexp.MustCompile(`(?m)^#[ \t]+(?:new file|modified|deleted|renamed|copied|both modified):[ \t]+(.+?)[ \t\r]*$`)
	namesSubject  = regexp.MustCompile(`(?i)^subject:[ \t]*(?:\[[^\]]*\][ \t]*)*(.*)$`)
	namesTypes    = regexp.MustCompile(`(?:kstyle-ignore(?:-begin|-end|-file)?:|(?i:^checkpatch-ignore:)|--(?:types|ignore)[= ])[ \t]*(?:[A-Z0-9_]+[ \t]*,[ \t]*)*([A-Za-z0-9_]*)$`)
)

// Completion helps with what is written about code: trailers, people, commits,
// prefixes of subjects, and types that are to be silent. Code itself it leaves
// to others.
func (s *server) Completion(ctx context.Context, p *protocol.CompletionParams) (protocol.CompletionResult, error) {
	v, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	at := v.text.Offset(pointOf(p.Position), s.caps.encoding)
	line := v.text.LineAt(at)
	start := v.text.Line(line).Start
	before := string(v.text.Bytes()[start:at])
	c := completer{s: s, v: v, at: at}
	if m := namesTypes.FindStringSubmatchIndex(before); m != nil {
		c.types(start + m[2])
		return c.result(), nil
	}
	if isProjectFile(v.doc) {
		c.project(line, before, start)
		return c.result(), nil
	}
	ctx, cancel := context.WithTimeout(ctx, s.opts.patience(completePatience))
	defer cancel()
	if m := namesSubject.FindStringSubmatchIndex(before); m != nil && v.doc.form.form == analyzer.Patch && inHeader(v, line) {
		c.prefixes(ctx, start+m[2])
		return c.result(), nil
	}
	if v.doc.form.form == analyzer.File || !inLog(v, line) {
		return c.result(), nil
	}
	switch m := namesFixed.FindStringSubmatchIndex(before); {
	case m != nil:
		c.fixes(ctx, start+m[2])
	case namesPerson.MatchString(before):
		m := namesPerson.FindStringSubmatchIndex(before)
		c.people(ctx, start+m[4], strings.ToLower(before[m[2]:m[3]]))
	case line == 0 && v.doc.form.form == analyzer.Message:
		c.prefixes(ctx, start)
	case beginsTrailer.MatchString(before):
		c.trailers(start)
	}
	return c.result(), nil
}

// completer gathers what may stand in place of the text from somewhere to at.
type completer struct {
	s     *server
	v     *snapshot
	at    int
	items []protocol.CompletionItem
	more  bool // than are in items
}

// maxItems is how many items a list has at most. A client that is told of more
// asks again after the next letter.
const maxItems = 300

func (c *completer) result() *protocol.CompletionList {
	items := c.items
	if items == nil {
		items = []protocol.CompletionItem{}
	}
	return &protocol.CompletionList{IsIncomplete: c.more, Items: items}
}

// add offers text in place of what stands from an offset on. Items keep the
// order in which they are added.
func (c *completer) add(from int, kind protocol.CompletionItemKind, label, text, detail string) {
	if len(c.items) >= maxItems {
		c.more = true
		return
	}
	item := protocol.CompletionItem{
		Label: label, Kind: kind,
		SortText:   protocol.NewOptional(sortKey(len(c.items))),
		FilterText: protocol.NewOptional(text),
		TextEdit:   &protocol.TextEdit{Range: c.s.rangeOf(c.v.text, position.Span{Start: from, End: c.at}), NewText: text},
	}
	if detail != "" {
		item.Detail = protocol.NewOptional(detail)
	}
	c.items = append(c.items, item)
}

// sortKey is a text that sorts as the number does.
func sortKey(n int) string {
	return string([]byte{byte('a' + n/17576%26), byte('a' + n/676%26), byte('a' + n/26%26), byte('a' + n%26)})
}

func (c *completer) types(from int) {
	for _, r := range c.s.engine.Rules() {
		c.add(from, protocol.CompletionItemKindEnumMember, r.Type, r.Type, r.Title)
	}
}

func (c *completer) trailers(from int) {
	if name, address, ok := c.identity(); ok {
		me := "Signed-off-by: " + name + " <" + address + ">"
		c.add(from, protocol.CompletionItemKindText, me, me, "")
	}
	for _, name := range trailers {
		c.add(from, protocol.CompletionItemKindKeyword, name+":", name+": ", "")
	}
}

func (c *completer) identity() (name, address string, ok bool) {
	h, isLazy := c.s.placeOf(c.v.doc).judgement.Options.Facts.History.(*vcs.Lazy)
	if !isLazy {
		return "", "", false
	}
	return h.Identity()
}

func (c *completer) repo(ctx context.Context) (*vcs.Repo, bool) {
	dir := c.s.folderOf(c.v.doc)
	repo, err := vcs.Open(ctx, dir)
	if err != nil {
		c.s.log.Debug("complete without a repository", "dir", dir, "err", err)
	}
	return repo, err == nil
}

// log is what was done lately: to the files at hand where there are any.
func (c *completer) log(ctx context.Context, touched bool) []vcs.Entry {
	repo, ok := c.repo(ctx)
	if !ok {
		return nil
	}
	var paths []string
	if touched {
		paths = c.touched(ctx, repo)
	}
	entries, err := repo.Log(ctx, logDepth, paths...)
	if err != nil {
		c.s.log.Debug("complete without a log", "err", err)
	}
	return entries
}

// touched are the files that the message is about.
func (c *completer) touched(ctx context.Context, repo *vcs.Repo) []string {
	var paths []string
	for _, m := range c.v.messages() {
		for _, f := range m.Files {
			paths = append(paths, f.Path())
		}
	}
	if len(paths) == 0 && c.v.doc.form.form == analyzer.Message {
		staged, err := repo.StagedNames(ctx)
		if err != nil {
			c.s.log.Debug("complete without staged files", "err", err)
		}
		paths = staged
	}
	if len(paths) == 0 {
		// A commit that is amended stages nothing; git lists its files below.
		for _, m := range listedFile.FindAllSubmatch(c.v.text.Bytes(), -1) {
			name := string(m[1])
			if _, to, renamed := strings.Cut(name, " -> "); renamed {
				name = to
			}
			paths = append(paths, name)
		}
	}
	return slices.DeleteFunc(paths, func(p string) bool { return p == "" || !filepath.IsLocal(filepath.FromSlash(p)) })
}

// fixes offers commits as a Fixes: trailer names them.
func (c *completer) fixes(ctx context.Context, from int) {
	for _, e := range c.log(ctx, true) {
		text := e.ID + ` ("` + e.Subject + `")`
		c.add(from, protocol.CompletionItemKindReference, text, text, e.Author)
	}
}

// prefixes offers how subjects of commits to the same files begin, the most
// frequent first.
func (c *completer) prefixes(ctx context.Context, from int) {
	count := map[string]int{}
	var order []string
	for _, e := range c.log(ctx, true) {
		i := strings.LastIndex(e.Subject, ": ")
		if i < 0 || strings.HasPrefix(e.Subject, "Revert ") {
			continue
		}
		prefix := e.Subject[:i+2]
		if count[prefix]++; count[prefix] == 1 {
			order = append(order, prefix)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	for _, prefix := range order {
		c.add(from, protocol.CompletionItemKindText, prefix, prefix, "")
	}
}
