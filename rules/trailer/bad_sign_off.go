// SPDX-License-Identifier: GPL-2.0-or-later

package trailer

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// BadSignOff is reported for trailers about people in a bad form.
var BadSignOff = &analyzer.Rule{
	Type:   "BAD_SIGN_OFF",
	Levels: []analyzer.Level{analyzer.Error, analyzer.Warning},
	Title:  "Trailer in a form that tools do not know",
	Doc: `Signed-off-by and the other trailers about people are read by tools. They
want:

- a tag that is known, with its first letter large and the rest small, in the
  first column, and one blank behind the colon;
- an address as in Name <user@example.org>; a comment may follow as # text or in
  parentheses;
- each trailer once;
- Co-developed-by directly above the Signed-off-by of the same person, and not
  for the author;
- for Assisted-by, the name and version of the tool with a colon between.

Lines in the middle of the text that are no trailers are left alone.`,
	Bad:     example("Signed-off-by:  Jane Doe <jane@example.org>\n"),
	Good:    example("Signed-off-by: Jane Doe <jane@example.org>\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#sign-your-work-the-developer-s-certificate-of-origin",
	Fix:     analyzer.FixSometimes,
}

// BadStableAddressStyle is reported for stable addresses with a name.
var BadStableAddressStyle = &analyzer.Rule{
	Type:   "BAD_STABLE_ADDRESS_STYLE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Address of the stable list with a name or an odd comment",
	Doc: `The tools of the stable trees want the bare address, and behind it
nothing or a comment that begins with #, such as the first version that needs
the fix.`,
	Bad:     example("Cc: Stable <stable@vger.kernel.org>\nSigned-off-by: Jane Doe <jane@example.org>\n"),
	Good:    example("Cc: stable@vger.kernel.org # v6.1\nSigned-off-by: Jane Doe <jane@example.org>\n"),
	Example: "x.patch",
	Link:    "process/stable-kernel-rules.html",
	Fix:     analyzer.FixSometimes,
}

// BadReportedByLink is reported for reports without an address.
var BadReportedByLink = &analyzer.Rule{
	Type:   "BAD_REPORTED_BY_LINK",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Reported-by without Closes: below it",
	Doc: `A report that a commit settles is named by its address in Closes:,
directly below Reported-by. Several Reported-by lines may share one.`,
	Bad:     example("Reported-by: Joe Doe <joe@example.org>\nSigned-off-by: Jane Doe <jane@example.org>\n"),
	Good:    example("Reported-by: Joe Doe <joe@example.org>\nCloses: https://example.org/1\nSigned-off-by: Jane Doe <jane@example.org>\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#using-reported-by-tested-by-reviewed-by-suggested-by-and-fixes",
}

var badSignOff = &analyzer.Check{
	Rules:  []*analyzer.Rule{BadSignOff, BadStableAddressStyle, BadReportedByLink},
	OnView: checkBadSignOff,
}

func checkBadSignOff(p *analyzer.Pass, v *analyzer.View) {
	list := lines(v)
	if len(list) == 0 {
		return
	}
	who := authors(p, v)
	seen := map[string]bool{}
	for k := range list {
		l := &list[k]
		checkForm(p, v, l)
		if l.is("assisted-by:") {
			if !isAgent(l.value) {
				l.report(p, v, analyzer.Warning, BadSignOff, "Assisted-by: names a tool and its version with a colon between")
			}
			continue
		}
		checkAddress(p, v, l)
		key := strings.ToLower(strings.Join(strings.Fields(string(l.text)), ""))
		if seen[key] {
			f := l.report(p, v, analyzer.Warning, BadSignOff, "the same trailer once more")
			if at, ok := v.Removal(l.index); ok && v.Script == nil {
				f.MaybeFix("Remove the line", analyzer.Delete(at))
			}
		}
		seen[key] = true
		if l.is("co-developed-by:") {
			checkCoDeveloped(p, v, l, who.before(l.index))
		}
		if l.is("reported-by:") || l.is("reported-and-tested-by:") {
			checkReported(p, v, l)
		}
	}
}

// checkForm judges the tag and the blanks around it.
func checkForm(p *analyzer.Pass, v *analyzer.View, l *line) {
	good := capital(l.tag)
	if !known(l.tag) {
		if s := suggest(l.tag); s == "" {
			l.report(p, v, analyzer.Warning, BadSignOff, "unknown tag %s", l.tag)
		} else {
			f := l.report(p, v, analyzer.Warning, BadSignOff, "unknown tag %s: is it %s?", l.tag, s)
			from := len(l.before)
			if at, exact := v.Span(l.index, from, from+len(l.tag)); exact {
				f.MaybeFix("Use "+s, analyzer.Replace(at, s))
			}
		}
	}
	if l.before != "" {
		f := l.report(p, v, analyzer.Warning, BadSignOff, "no blanks in front of %s", good)
		l.normalise(v, f, "Remove the blanks")
	}
	if strings.HasSuffix(strings.ToLower(l.tag), "-by:") && l.tag != good {
		f := l.report(p, v, analyzer.Warning, BadSignOff, "write %s", good)
		l.normalise(v, f, "Write "+good)
	}
	if l.after != " " {
		f := l.report(p, v, analyzer.Warning, BadSignOff, "one blank behind %s", good)
		l.normalise(v, f, "Use one blank")
	}
}

// suggest is the tag that an unknown one was meant to be, "" if none is near.
func suggest(tag string) string {
	squeeze := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), "-", "") }
	best, least := "", 3
	for _, t := range tags[:offered] {
		if d := distance(squeeze(tag), squeeze(t)); d < least {
			best, least = capital(t), d
		}
	}
	return best
}

// distance is Levenshtein's.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for k := range len(b) {
			cost := corner
			if a[i] != b[k] {
				cost++
			}
			corner = row[k+1]
			row[k+1] = min(cost, row[k]+1, row[k+1]+1)
		}
	}
	return row[len(b)]
}

// isAgent recognises "name:version" at the start of a value.
func isAgent(value string) bool {
	word, _, _ := strings.Cut(value, " ")
	colon := strings.IndexByte(word, ':')
	for colon == 0 {
		// A colon in front stands for itself.
		next := strings.IndexByte(word[1:], ':')
		if next < 0 {
			return false
		}
		colon = next + 1
	}
	return colon > 0 && colon+1 < len(word)
}

// checkCoDeveloped looks for the sign-off that belongs to a Co-developed-by.
func checkCoDeveloped(p *analyzer.Pass, v *analyzer.View, l *line, author string) {
	if l.value == author {
		l.report(p, v, analyzer.Warning, BadSignOff, "Co-developed-by: is for others than the author")
	}
	next, ok := nextLine(v, l.index)
	if !ok || !hasPrefixFold(next, "signed-off-by:") {
		f := l.report(p, v, analyzer.Warning, BadSignOff, "Co-developed-by: stands directly above Signed-off-by: of the same person")
		if at, exact := v.Whole(l.index); exact && v.Script == nil && l.value != author {
			f.MaybeFix("Add the Signed-off-by:", analyzer.Insert(at.End, "\nSigned-off-by: "+l.value))
		}
		return
	}
	if value := string(trimLeft(next[len("signed-off-by:"):])); value != l.value {
		f := l.report(p, v, analyzer.Warning, BadSignOff, "Co-developed-by: and the Signed-off-by: below it name different persons")
		if sameAddress(parseAddress(value), parseAddress(l.value)) {
			f.DifferNarrower("only the spelling of one and the same address differs")
		}
	}
}

// checkReported looks for the address of a report.
func checkReported(p *analyzer.Pass, v *analyzer.View, l *line) {
	next, ok := nextLine(v, l.index)
	if ok && hasPrefixFold(next, "closes:") {
		return
	}
	f := l.report(p, v, analyzer.Warning, BadReportedByLink, "directly below Reported-by: stands Closes: with the address of the report")
	for i := l.index + 1; v.Script == nil && i < v.Len(); i++ {
		text := v.Line(i).Text
		if hasPrefixFold(text, "closes:") {
			f.DifferNarrower("several Reported-by: lines share one Closes:")
			return
		}
		if !hasPrefixFold(text, "reported-by:") && !hasPrefixFold(text, "reported-and-tested-by:") {
			return
		}
	}
}
