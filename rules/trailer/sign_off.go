// SPDX-License-Identifier: GPL-2.0-or-later

package trailer

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// MissingSignOff is reported for commits that nobody signed off.
var MissingSignOff = &analyzer.Rule{
	Type:   "MISSING_SIGN_OFF",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Commit without Signed-off-by",
	Doc: `With Signed-off-by: whoever passes a change on certifies that they may
do so. Nothing goes into the kernel without. A diff without any text around it
is not taken for a commit.`,
	Bad:     example(""),
	Good:    example("Signed-off-by: Jane Doe <jane@example.org>\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#sign-your-work-the-developer-s-certificate-of-origin",
	Fix:     analyzer.FixSometimes,
}

// NoAuthorSignOff is reported for commits that others than the author signed.
var NoAuthorSignOff = &analyzer.Rule{
	Type:   "NO_AUTHOR_SIGN_OFF",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Commit without Signed-off-by of its author",
	Doc: `Of those who sign a commit off the author is the first to. Neither the
name nor the address of the author is that of a Signed-off-by. Where no author
is named nothing is said.`,
	Bad:     example("Signed-off-by: Joe Doe <joe@example.org>\n"),
	Good:    example("Signed-off-by: Jane Doe <jane@example.org>\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#sign-your-work-the-developer-s-certificate-of-origin",
	Fix:     analyzer.FixSometimes,
}

// FromSignOffMismatch is reported for authors who sign off under another name.
var FromSignOffMismatch = &analyzer.Rule{
	Type:   "FROM_SIGN_OFF_MISMATCH",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "Author and Signed-off-by differ",
	Doc: `The author and a Signed-off-by have the same name or the same address,
and differ in the other. Both should be written alike, so that they are known
for the same person. If only a comment or the case of letters differs it is a
CHECK.`,
	Bad:     example("Signed-off-by: Jane Doe <jane@example.com>\n"),
	Good:    example("Signed-off-by: Jane Doe <jane@example.org>\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#sign-your-work-the-developer-s-certificate-of-origin",
}

var signOff = &analyzer.Check{
	Rules:  []*analyzer.Rule{MissingSignOff, NoAuthorSignOff, FromSignOffMismatch},
	OnView: checkSignOff,
}

// match is how near a sign-off is to the author.
type match uint8

const (
	noMatch       match = iota
	identical           // in all parts
	sameButRest         // name and address, but for comments or case
	sameAddr            // address, not the name
	sameName            // name, not the address
	sameNameShort       // name, and address without its +detail
)

// signed is a sign-off of a view.
type signed struct {
	index int
	value string
}

func checkSignOff(p *analyzer.Pass, v *analyzer.View) {
	if !p.Options().SignOff || !judged(v) {
		return
	}
	list := signOffs(v)
	at := -1
	if v.Script == nil {
		at = lastLogLine(v)
	}
	if len(list) == 0 {
		f := p.ReportView(v, analyzer.Error, MissingSignOff, at, 0, -1, "nobody has signed the commit off")
		offerSignOff(p, v, f, at)
		return
	}
	who := authors(p, v)
	if v.Script == nil && len(who) == 0 {
		return
	}
	best, line := bestMatch(who, list)
	if v.Script == nil {
		at = line.index
	}
	author := who.before(list[len(list)-1].index)
	report := func(level analyzer.Level, what string) {
		p.ReportView(v, level, FromSignOffMismatch, at, 0, -1, "author %s and sign-off differ in their %s", author, what)
	}
	switch best {
	case noMatch:
		f := p.ReportView(v, analyzer.Error, NoAuthorSignOff, at, 0, -1, "the author, %s, has not signed off", author)
		if v.Script == nil {
			offerSignOff(p, v, f, at)
		}
	case sameButRest:
		report(analyzer.Strict, "comments")
	case sameAddr:
		report(analyzer.Warning, "names")
	case sameName:
		report(analyzer.Warning, "addresses")
	case sameNameShort:
		report(analyzer.Warning, "address details")
	}
}

// judged tells whether a view is a commit that must be signed off.
func judged(v *analyzer.View) bool {
	if v.Script != nil {
		return v.Script.IsPatch && v.Script.HasLog
	}
	m := v.Message
	if v.CommitFile {
		return m.Log.Len() > 0 && !strings.HasPrefix(m.Subject, "fixup! ") && !strings.HasPrefix(m.Subject, "squash! ")
	}
	return len(m.Files) > 0 && (len(m.Headers) > 0 || m.Log.Len() > 0)
}

// lastLogLine is the last line of the commit's text, -1 if it has none.
func lastLogLine(v *analyzer.View) int {
	if v.Message.Log.Len() == 0 {
		return -1
	}
	return v.Index(v.Message.Log.End - 1)
}

// signOffs finds the sign-offs. Those of checkpatch may be anywhere, in context
// lines as well; ours are in the text of the commit.
func signOffs(v *analyzer.View) []signed {
	const tag = "signed-off-by:"
	var out []signed
	for i := range v.Len() {
		l := v.Line(i)
		if l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader || v.Script == nil && !l.InLog() {
			continue
		}
		b := trimLeft(l.Text)
		if hasPrefixFold(b, tag) && l.Class == patch.ClassContext {
			b = trimLeft(v.Clean(i))
		}
		if hasPrefixFold(b, tag) {
			out = append(out, signed{i, string(trimLeft(b[len(tag):]))})
		}
	}
	return out
}

// bestMatch compares sign-offs with the author in order. An identical one ends
// the search, of others the last counts.
func bestMatch(who authorList, list []signed) (match, signed) {
	best, line := noMatch, list[len(list)-1]
	for _, s := range list {
		name := who.before(s.index)
		if name == "" {
			continue
		}
		m := compare(parseAddress(s.value), parseAddress(name))
		if m == noMatch {
			continue
		}
		best, line = m, s
		if m == identical {
			break
		}
	}
	return best, line
}

func compare(sign, author address) match {
	addr := strings.EqualFold(sign.addr, author.addr)
	name := sign.name == author.name
	switch {
	case sign == author:
		return identical
	case addr && name:
		return sameButRest
	case addr:
		return sameAddr
	case name && withoutDetail(sign.addr) == withoutDetail(author.addr):
		return sameNameShort
	case name:
		return sameName
	}
	return noMatch
}

// offerSignOff adds the sign-off of whoever commits here, if that is who should
// have signed.
func offerSignOff(p *analyzer.Pass, v *analyzer.View, f *analyzer.Finding, at int) {
	if at < 0 || v.Script != nil {
		return
	}
	name, mail, ok := p.Facts.History.Identity()
	where, exact := v.Whole(at)
	if !ok || !exact {
		return
	}
	me := address{name: name, addr: mail}
	if !v.CommitFile && compare(me, parseAddress(v.Message.From)) == noMatch {
		return
	}
	line := "\n"
	if len(v.Message.Trailers) == 0 || !v.Message.Trailers[len(v.Message.Trailers)-1].InBlock {
		line = "\n\n"
	}
	// The name is written as it is configured; only addresses are quoted.
	f.MaybeFix("Sign the commit off", analyzer.Insert(where.End, line+"Signed-off-by: "+name+" <"+mail+">"))
}
