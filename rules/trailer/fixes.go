// SPDX-License-Identifier: GPL-2.0-or-later

package trailer

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// BadFixesTag is reported for Fixes: in another form.
var BadFixesTag = &analyzer.Rule{
	Type:   "BAD_FIXES_TAG",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Fixes: in a form that tools do not know",
	Doc: `A commit that repairs another names it by Fixes:, twelve digits of its
hash in lower case, and its title in parentheses and double quotes, on one line.
With a git repository the title is compared. Words of the text that look like a
hash are left alone.`,
	Bad:     example("Fixes: 0123456 (\"foo: break it\")\nSigned-off-by: Jane Doe <jane@example.org>\n"),
	Good:    example("Fixes: 0123456789ab (\"foo: break it\")\nSigned-off-by: Jane Doe <jane@example.org>\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#using-reported-by-tested-by-reviewed-by-suggested-by-and-fixes",
	Fix:     analyzer.FixSometimes,
}

// MissingFixesTag is reported for repairs that do not say of what.
var MissingFixesTag = &analyzer.Rule{
	Type:   "MISSING_FIXES_TAG",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Repair without Fixes:",
	Doc: `The text mentions the stable list, syzkaller, a call trace or a report
of a sanitizer, so the commit repairs something. Fixes: says which commit broke
it, and how far back the repair is needed. A commit that reverts another needs
none.`,
	Bad:     example("Cc: stable@vger.kernel.org\nSigned-off-by: Jane Doe <jane@example.org>\n"),
	Good:    example("Fixes: 0123456789ab (\"foo: break it\")\nCc: stable@vger.kernel.org\nSigned-off-by: Jane Doe <jane@example.org>\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#using-reported-by-tested-by-reviewed-by-suggested-by-and-fixes",
}

var (
	badFixesTag     = &analyzer.Check{Rules: []*analyzer.Rule{BadFixesTag}, OnView: checkFixes}
	missingFixesTag = &analyzer.Check{Rules: []*analyzer.Rule{MissingFixesTag}, OnView: checkMissingFixes}
)

// fixes is a line that begins with fixes and a hash.
type fixes struct {
	tag        string // with its colon, if there is one
	hash       string
	title      string
	group      bool // a balanced group follows
	quoted     bool // its content is in double quotes
	plain      bool // tag, blank, hash, blank, group, from the first column
	groupEnd   int
	commitWord bool
}

// cutFixes reads such a line: "fixes" in any case, perhaps a colon, perhaps the
// word commit, 5 to 40 hexadecimal digits, perhaps a group in parentheses.
func cutFixes(text []byte) (f fixes, ok bool) {
	b := trimLeft(text)
	if !hasPrefixFold(b, "fixes") {
		return f, false
	}
	n := len("fixes")
	if n < len(b) && b[n] == ':' {
		n++
	}
	f.tag = string(b[:n])
	rest := trimLeft(b[n:])
	blank := len(b) - n - len(rest)
	if hasPrefixFold(rest, "commit") {
		rest = trimLeft(rest[len("commit"):])
		f.commitWord = true
	}
	h := 0
	for h < len(rest) && h < 40 && isHex(rest[h]) {
		h++
	}
	if h < 5 {
		return f, false
	}
	f.hash = string(rest[:h])
	tail := trimLeft(rest[h:])
	gap := len(rest) - h - len(tail)
	if end := balanced(tail); end > 0 {
		f.group = true
		f.title = string(tail[1 : end-1])
		f.groupEnd = len(text) - len(tail) + end
		if len(f.title) > 1 && f.title[0] == '"' && strings.HasSuffix(f.title, `"`) {
			f.title, f.quoted = f.title[1:len(f.title)-1], true
		}
		f.plain = len(b) == len(text) && blank == 1 && b[n] == ' ' && gap == 1 && tail != nil &&
			rest[h] == ' ' && !f.commitWord
	}
	return f, true
}

// balanced is the length of a group in parentheses at the start of b, 0 if
// there is none.
func balanced(b []byte) int {
	if len(b) == 0 || b[0] != '(' {
		return 0
	}
	if open, end := group(string(b)); open == 0 {
		return end
	}
	return 0
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

// fixesLines calls f for each such line. In our reading it must be in the text
// of the commit and begin with the tag and a colon, or with a hash that can be
// no word.
func fixesLines(v *analyzer.View, call func(i int, f fixes)) {
	for i := range v.Len() {
		l := v.Line(i)
		if len(l.Text) < 10 || l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader {
			continue
		}
		if v.Script != nil && l.InHeader() || v.Script == nil && !l.InLog() {
			continue
		}
		f, ok := cutFixes(l.Text)
		if ok && l.Class == patch.ClassContext {
			f, ok = cutFixes(v.Clean(i))
		}
		if !ok {
			continue
		}
		if v.Script == nil && !f.group && !strings.ContainsAny(f.hash, "0123456789") {
			continue // prose: "fixes added code"
		}
		call(i, f)
	}
}

func checkFixes(p *analyzer.Pass, v *analyzer.View) {
	fixesLines(v, func(i int, f fixes) {
		bad := f.tag != "Fixes:" || !f.plain || len(f.hash) != 12 || strings.ContainsAny(f.hash, "ABCDEF") || !f.quoted
		c, found := facts.Commit{}, false
		if p.Facts.History.Present() {
			c, found = p.Facts.History.Commit(f.hash)
			bad = bad || found && !c.Ambiguous && c.Subject != f.title
		}
		if !bad {
			return
		}
		x := p.ReportView(v, analyzer.Warning, BadFixesTag, i, 0, -1,
			`write it as: Fixes: <12 digits of the hash> ("<title>")`)
		at, exact := v.Whole(i)
		if !exact {
			return
		}
		if found && !c.Ambiguous {
			at.End = at.Start + uint32(max(f.groupEnd, len(f.tag)))
			if !f.group {
				at, _ = v.Whole(i)
			}
			x.MaybeFix("Write the tag out", analyzer.Replace(at, fmt.Sprintf("Fixes: %.12s (%q)", c.ID, c.Subject)))
		} else if text, ok := f.tidy(); ok && f.groupEnd == len(v.Line(i).Text) && text != string(v.Line(i).Text) {
			x.Fix("Write it in the usual form", analyzer.Replace(at, text))
		}
	})
}

// tidy writes a complete tag in the usual form without asking git.
func (f *fixes) tidy() (string, bool) {
	title := strings.Trim(f.title, `"' `)
	if !f.group || title == "" || len(f.hash) < 12 {
		return "", false
	}
	return fmt.Sprintf("Fixes: %s (\"%s\")", strings.ToLower(f.hash[:12]), title), true
}

// markers are what calls for Fixes:.
var markers = []string{"stable@", "syzkaller", "Call Trace:", "UBSAN: "}

// marker finds the last of them on a line.
func marker(b []byte) string {
	for _, m := range markers {
		if bytes.Contains(b, []byte(m)) {
			return m
		}
	}
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("BUG: K"))
		if i < 0 {
			return ""
		}
		at += i + len("BUG: K")
		if at < len(b) && bytes.HasPrefix(b[at+1:], []byte("SAN: ")) {
			return string(b[at-len("BUG: K") : at+len("xSAN:")+1])
		}
	}
}

func checkMissingFixes(p *analyzer.Pass, v *analyzer.View) {
	if !p.Options().FixesTag || !judged(v) {
		return
	}
	hasTag := false
	fixesLines(v, func(int, fixes) { hasTag = true })
	if hasTag {
		return
	}
	found, where := "", -1
	for i := range v.Len() {
		l := v.Line(i)
		if l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader {
			continue
		}
		if v.Script != nil && (l.InHeader() || l.Has(patch.FlagPatch) || l.Has(patch.FlagSkipped)) || v.Script == nil && !l.InLog() {
			continue
		}
		if bytes.HasPrefix(l.Text, []byte("This reverts commit")) {
			return
		}
		if m := marker(l.Text); m != "" {
			found, where = m, i
		}
	}
	if found == "" {
		return
	}
	if v.Script != nil {
		where = -1
	}
	p.ReportView(v, analyzer.Warning, MissingFixesTag, where, 0, -1,
		"the text mentions %q: does it need Fixes:?", strings.TrimSpace(found))
}
