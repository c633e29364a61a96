// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"net/url"
	"regexp"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// loreMessage is where any mail of the kernel's lists can be read by its id.
const loreMessage = "https://lore.kernel.org/r/"

// What of a text leads elsewhere: addresses behind the tags that are meant to
// hold one, addresses of the lists' archive wherever they stand, and the ids
// of mails in the headers of one.
var (
	taggedLink = regexp.MustCompile(`(?mi)^[ \t/*#+]*(?:link|closes|buglink|references?|reported-at|bugzilla):[ \t]*(https?://[^\s<>"']+)`)
	loreLink   = regexp.MustCompile(`https?://(?:lore\.kernel\.org|patch\.msgid\.link|lkml\.kernel\.org)/[^\s<>"')\]]+`)
	mailHeader = regexp.MustCompile(`(?mi)^(?:message-id|in-reply-to):[ \t]*<([^\s<>]+@[^\s<>]+)>`)
)

// link is a piece of a text that leads somewhere.
type link struct {
	span   position.Span
	target string
	says   string
}

// linksIn finds the links of a document that are no commits.
func linksIn(text []byte) []link {
	var out []link
	taken := map[int]bool{}
	add := func(start, end int, target string) {
		for end > start && strings.IndexByte(".,;:", text[end-1]) >= 0 {
			end--
		}
		if target == "" {
			target = string(text[start:end])
		}
		if says := explainLink(target); says != "" && !taken[start] {
			taken[start] = true
			out = append(out, link{position.Span{Start: start, End: end}, target, says})
		}
	}
	for _, m := range taggedLink.FindAllSubmatchIndex(text, -1) {
		add(m[2], m[3], "")
	}
	for _, m := range loreLink.FindAllIndex(text, -1) {
		add(m[0], m[1], "")
	}
	for _, m := range mailHeader.FindAllSubmatchIndex(text, -1) {
		add(m[2], m[3], loreMessage+url.PathEscape(string(text[m[2]:m[3]])))
	}
	return out
}

// explainLink says what an address leads to, as far as the address tells.
func explainLink(target string) string {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	last := parts[len(parts)-1]
	switch host := strings.ToLower(u.Host); {
	case host == "lore.kernel.org" || host == "lkml.kernel.org":
		if len(parts) < 2 || !strings.Contains(parts[1], "@") {
			return "archive of the kernel's lists"
		}
		if parts[0] == "r" || parts[0] == "all" {
			return "mail <" + parts[1] + ">"
		}
		return "mail <" + parts[1] + "> to " + parts[0]
	case host == "patch.msgid.link" && strings.Contains(last, "@"):
		return "patch <" + last + ">"
	case strings.HasPrefix(host, "bugzilla.") && u.Query().Get("id") != "":
		return "bug " + u.Query().Get("id") + " of " + host
	case len(parts) > 1 && (parts[len(parts)-2] == "issues" || parts[len(parts)-2] == "work_items"):
		return "issue " + last + " of " + host + "/" + strings.Trim(strings.Join(parts[:len(parts)-2], "/"), "/-")
	default:
		return host
	}
}

// DocumentLink leads from hashes to the commits, in trees of the kernel: other
// projects have no place that we know of; and to mails and reports.
func (s *server) DocumentLink(ctx context.Context, p *protocol.DocumentLinkParams) ([]protocol.DocumentLink, error) {
	v, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	out := []protocol.DocumentLink{}
	add := func(span position.Span, target, tip string) {
		to := uri.URI(target)
		out = append(out, protocol.DocumentLink{Range: s.rangeOf(v.text, span), Target: &to, Tooltip: &tip})
	}
	place := s.placeOf(v.doc)
	if place.quiet {
		return out, nil
	}
	if tree := place.judgement.Options.Facts.Tree; tree != nil && tree.Present() {
		for _, span := range commitsIn(v) {
			add(span, mainline+string(v.text.Bytes()[span.Start:span.End]), "Show the commit")
		}
	}
	for _, l := range linksIn(v.text.Bytes()) {
		add(l.span, l.target, l.says)
	}
	return out, nil
}
