// SPDX-License-Identifier: GPL-2.0-or-later

// Package ready makes the last page of a checked series: what is open, who must
// get it, and the command that would send it. It knows mails, findings and
// recipients; it finds nothing itself, and it never sends anything.
package ready

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/recipients"
)

// Input is one input of the series with what was found in it.
type Input struct {
	// Name is how the user called it; Disk is its file, empty if it has none.
	Name, Disk string
	// Revision is the range that it comes from, if it is a commit.
	Revision string
	Text     []byte
	Findings []*analyzer.Finding
	// Fails reports whether a finding of a level holds the series up.
	Fails func(analyzer.Level) bool
}

// Page is the page, for people (Print) and for programs.
type Page struct {
	// Ready is true when nothing is open that holds the series up.
	Ready bool `json:"ready"`
	// Open counts findings that hold it up, Unchecked inputs that could not
	// be checked.
	Open      int    `json:"open"`
	Unchecked int    `json:"unchecked"`
	Mails     []Mail `json:"mails"`
	// To and Cc are who must get all of it.
	To []recipients.Entry `json:"to"`
	Cc []recipients.Entry `json:"cc"`
	// Commands are what would send it, each one command of a shell, by words.
	Commands [][]string `json:"commands"`
	Notes    []string   `json:"notes"`
}

// Mail is one mail of the series.
type Mail struct {
	Input   string `json:"input"`
	Subject string `json:"subject"`
	Errors  int    `json:"errors"`
	Warning int    `json:"warnings"`
	Checks  int    `json:"checks"`
	// Types are those of the findings, each once.
	Types []string `json:"types"`
	// Open counts those findings that hold the series up.
	Open int `json:"open"`
}

// Build makes the page. finder is nil where it is not known who must get it;
// unchecked counts inputs that could not be checked.
func Build(inputs []Input, finder *recipients.Finder, unchecked int) *Page {
	p := &Page{Unchecked: unchecked, Mails: []Mail{}, To: []recipients.Entry{}, Cc: []recipients.Entry{}, Commands: [][]string{}, Notes: []string{}}
	var q maintainers.Query
	streams := make([]*patch.Stream, len(inputs))
	for i := range inputs {
		streams[i] = patch.Parse(inputs[i].Text, patch.Options{})
	}
	inOrder(inputs, streams)
	froms := map[string]bool{}
	tags := false
	for i, in := range inputs {
		mails := slices.DeleteFunc(slices.Clone(streams[i].Messages), func(m *patch.Message) bool {
			return m.SubjectRaw == "" && len(m.Files) == 0
		})
		for k, m := range mails {
			next := math.MaxInt
			if k+1 < len(mails) {
				next = mails[k+1].Lines.First
			}
			p.mail(in, m, k == 0, next)
			q.Add(maintainers.OfMessage(streams[i].Input, m))
			froms[strings.ToLower(maintainers.ParseAddress(m.From).Mail)] = true
			tags = tags || slices.ContainsFunc(m.Trailers, addsPeople)
		}
	}
	p.Ready = p.Open == 0 && unchecked == 0 && len(p.Mails) > 0
	if finder != nil {
		p.people(finder.Ask(q, finder.Options()), froms)
	}
	p.commands(inputs, streams)
	if tags {
		p.note("git send-email adds the people named in Cc: and -by: tags")
	}
	return p
}

func (p *Page) note(format string, args ...any) {
	p.Notes = append(p.Notes, fmt.Sprintf(format, args...))
}

// addsPeople reports whether git send-email takes a trailer for a recipient.
func addsPeople(t patch.Trailer) bool {
	name := strings.ToLower(t.Name)
	return name == "cc" || strings.HasSuffix(name, "-by") && name != "signed-off-by"
}

// inOrder sorts inputs by the number of their first mail, if all have one.
func inOrder(inputs []Input, streams []*patch.Stream) {
	type both struct {
		in Input
		s  *patch.Stream
	}
	var all []both
	for i := range inputs {
		if len(streams[i].Messages) == 0 || streams[i].Messages[0].Number < 0 {
			return
		}
		all = append(all, both{inputs[i], streams[i]})
	}
	slices.SortStableFunc(all, func(a, b both) int { return cmp.Compare(a.s.Messages[0].Number, b.s.Messages[0].Number) })
	for i := range all {
		inputs[i], streams[i] = all[i].in, all[i].s
	}
}

// mail counts what is open in a mail: all from its first line up to that of the
// next; the first has what stands in front of it, too.
func (p *Page) mail(in Input, m *patch.Message, first bool, next int) {
	mail := Mail{Input: in.Name, Subject: m.SubjectRaw, Types: []string{}}
	for _, f := range in.Findings {
		if line := f.Line - 1; line >= next || line < m.Lines.First && !first {
			continue
		}
		switch f.Level {
		case analyzer.Error:
			mail.Errors++
		case analyzer.Warning:
			mail.Warning++
		default:
			mail.Checks++
		}
		if in.Fails(f.Level) {
			mail.Open++
		}
		if !slices.Contains(mail.Types, f.Rule.Type) {
			mail.Types = append(mail.Types, f.Rule.Type)
		}
	}
	slices.Sort(mail.Types)
	p.Open += mail.Open
	p.Mails = append(p.Mails, mail)
}

// people divides who must get it: maintainers are written to, others get a
// copy. Whoever sends it need not be told.
func (p *Page) people(a maintainers.Answer, froms map[string]bool) {
	alone := len(froms) == 1
	for _, r := range slices.Concat(a.People, a.Lists) {
		if alone && froms[strings.ToLower(r.Mail)] {
			continue
		}
		if strings.ContainsFunc(r.String(), unicode.IsControl) || strings.HasPrefix(r.Mail, "-") {
			p.note("an address in MAINTAINERS is no address and was left out: %q", r.String())
			continue
		}
		entry := recipients.Entries([]maintainers.Recipient{r})[0]
		if isMaintainer(r.Role) {
			p.To = append(p.To, entry)
		} else {
			p.Cc = append(p.Cc, entry)
		}
	}
	if len(p.To) == 0 {
		p.To, p.Cc = p.Cc, []recipients.Entry{}
	}
	if len(p.To) == 0 {
		p.note("MAINTAINERS names nobody for these files")
	}
}

// isMaintainer reports whether a role is one who decides.
func isMaintainer(role string) bool {
	for _, other := range []string{"reviewer:", "open list", "moderated list", "subscriber list", "in file", "chief penguin"} {
		if strings.HasPrefix(role, other) {
			return false
		}
	}
	return true
}
