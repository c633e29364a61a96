// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"bytes"
	"fmt"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// GitCommitID is reported for references to commits in another form.
var GitCommitID = &analyzer.Rule{
	Type:   "GIT_COMMIT_ID",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Commit named in another form than commit <hash> (\"<title>\")",
	Doc: `A commit is named by the word commit, at least 12 digits of its hash in
lower case, and its title in parentheses and double quotes, each behind one
blank. The title tells readers what is meant, and people without that commit
what to look for. With a git repository the title is compared and hashes that
stand for themselves are looked up; without one only the form is judged. Links,
"This reverts commit" and dumps are exempt, and words that happen to consist of
the letters a to f.`,
	Bad:     example("This was broken by commit 0123456 (\"foo: break it\").\n\n"),
	Good:    example("This was broken by commit 0123456789ab (\"foo: break it\").\n\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#describe-your-changes",
	Fix:     analyzer.FixSometimes,
}

var gitCommitID = &analyzer.Check{Rules: []*analyzer.Rule{GitCommitID}, OnView: checkGitCommitID}

const commitForm = `name a commit as: commit <at least 12 digits of its hash> ("<title>")`

func checkGitCommitID(p *analyzer.Pass, v *analyzer.View) {
	dump := dumpState{}
	lastReported := -1
	for i := range v.Len() {
		l := v.Line(i)
		if l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader {
			continue
		}
		dump.before(&l)
		// A blank line ends a dump before this is looked at.
		dump.after(&l)
		if !l.InLog() || dump.on || exemptLine(l.Text) {
			continue
		}
		if v.Script != nil {
			scriptCommitID(p, v, i, &lastReported)
		} else {
			ourCommitID(p, v, i)
		}
	}
}

// scriptCommitID judges the first reference that begins on a line and may end on
// the next, with the shortcuts of checkpatch: a reference counts as well
// written if any on these lines is.
func scriptCommitID(p *analyzer.Pass, v *analyzer.View, i int, last *int) {
	line := v.Line(i).Text
	var next []byte
	if i+1 < v.Len() {
		next = v.Line(i + 1).Text
	}
	atEnd := endsInCommit(line)
	here := references(line, 5)
	named := atEnd && i+1 < v.Len() && startsWithHash(next)
	for _, r := range here {
		named = named || r.fullHash
	}
	if !named {
		if _, _, bare := bareHash(line); !bare || bracketedHash(line) || fixesHash(line) {
			return
		}
	}
	input := line
	var group *reference
	if len(here) > 0 || atEnd {
		input, group = joinTitle(v, i, line)
	}
	if badReference(p, input, group) && *last != i-1 {
		p.ReportView(v, analyzer.Error, GitCommitID, i, 0, -1, commitForm)
	}
	if atEnd {
		*last = i
	}
}

// joinTitle appends lines until a reference has its title, two at most.
func joinTitle(v *analyzer.View, i int, line []byte) (input []byte, group *reference) {
	input = line
	for n := range 2 {
		for _, r := range references(input, 5) {
			if r.parens {
				return input, &r
			}
		}
		if i+n+1 >= v.Len() {
			break
		}
		input = append(append(bytes.Clone(input), ' '), bytes.TrimSpace(v.Line(i+n+1).Text)...)
	}
	return input, nil
}

// badReference judges the references of some lines as one.
func badReference(p *analyzer.Pass, input []byte, group *reference) bool {
	short, long, space, letters := true, false, true, true
	hash := ""
	for _, r := range references(input, 5) {
		n := r.end - r.hash
		if hash == "" && r.fullHash {
			hash = string(input[r.hash:r.end])
		}
		short = short && n < 12
		long = long || n >= 41
		letters = letters && !lowerHash(input, &r)
	}
	if hash == "" {
		from, to, ok := bareWord(input)
		if !ok {
			from, to, ok = bareHash(input)
		}
		if ok {
			hash = string(input[from:to])
		}
		short, long, space, letters = true, false, true, true
	}
	for at := findWord(input, "commit", 0); at >= 0 && space; at = findWord(input, "commit", at+1) {
		rest := input[at+len("commit"):]
		space = !(len(rest) > 1 && rest[0] == ' ' && isHex(rest[1]))
	}
	title, quoted := "commit description", false
	if group != nil {
		title, quoted = group.title, group.quoted
	}
	subject := title
	if p.Facts.History.Present() {
		c, found := p.Facts.History.Commit(hash)
		if !found {
			return false
		}
		subject = c.Subject
	}
	return short || long || space || letters || title != subject || !quoted
}

// bareWord finds 12 to 40 digits that are a whole word.
func bareWord(b []byte) (from, to int, ok bool) {
	for at := 0; at < len(b); {
		if !isWord(b[at]) {
			at++
			continue
		}
		end, hex := at, true
		for end < len(b) && isWord(b[end]) {
			hex = hex && isHex(b[end])
			end++
		}
		if hex && end-at >= 12 && end-at <= 40 {
			return at, end, true
		}
		at = end
	}
	return 0, 0, false
}

// lowerHash tells whether a reference is spelt commit or Commit, with a hash
// that begins in lower case as far as checkpatch looks.
func lowerHash(b []byte, r *reference) bool {
	if string(b[r.word+1:r.word+6]) != "ommit" {
		return false
	}
	n := r.hash
	for n < r.end && !(b[n] >= 'A' && b[n] <= 'F') {
		n++
	}
	size := n - r.hash
	return size >= 6 || size == 5 && n < len(b) && !(b[n] >= 'A' && b[n] <= 'F')
}

// titleLines is how many lines a title may be spread over in our reading.
const titleLines = 4

// ourCommitID judges each reference that begins on a line by itself. Its title
// may go on over several lines.
func ourCommitID(p *analyzer.Pass, v *analyzer.View, i int) {
	line := v.Line(i).Text
	if isTrailer(v, i) {
		return
	}
	if !p.Facts.History.Present() || findWord(line, "commit", 0) >= 0 {
		if findWord(line, "commit", 0) < 0 {
			return
		}
		j := join(v, i)
		for _, r := range references(j.text, 5) {
			if r.word < len(line) {
				judgeReference(p, v, j, &r)
			}
		}
		return
	}
	from, to, ok := bareHash(line)
	if !ok || bracketedHash(line) || fixesHash(line) || !bytes.ContainsAny(line[from:to], "abcdefABCDEF") {
		return
	}
	c, found := p.Facts.History.Commit(string(line[from:to]))
	// A line above that ends in the word is where this reference begins.
	if !found || i > 0 && v.Line(i-1).InLog() && endsInCommit(v.Line(i-1).Text) {
		return
	}
	f := widen(v, i, p.ReportView(v, analyzer.Error, GitCommitID, i, from, to, commitForm))
	if at, exact := v.Span(i, from, to); exact && !c.Ambiguous {
		f.MaybeFix("Write the reference out", analyzer.Replace(at, canonical("commit", c)))
	}
}

// judgeReference looks at the form of one reference, and at its title if the
// repository has the commit.
func judgeReference(p *analyzer.Pass, v *analyzer.View, j *joined, r *reference) {
	hash := j.text[r.hash:r.end]
	if !r.fullHash || !r.hasDecimal && !r.parens {
		return
	}
	n := r.end - r.hash
	bad := n < 12 || n > 40 || !r.oneBlank && !j.breaksIn(r.word, r.hash) || !r.lowerCase || !r.quoted
	var c facts.Commit
	known := false
	if p.Facts.History.Present() {
		if c, known = p.Facts.History.Commit(string(hash)); !known {
			return
		}
		bad = bad || !c.Ambiguous && r.title != c.Subject
	}
	if !bad {
		return
	}
	i, from := j.at(r.word)
	last, to := j.at(r.end - 1)
	if last != i {
		to = len(v.Line(i).Text) - 1
	}
	f := widen(v, i, p.ReportView(v, analyzer.Error, GitCommitID, i, from, to+1, commitForm))
	if !known || c.Ambiguous {
		return
	}
	end, col := j.at(r.groupEnd - 1)
	start, exact := v.Span(i, from, from)
	stop, exact2 := v.Span(end, col+1, col+1)
	if exact && exact2 {
		word := string(j.text[r.word:r.word+1]) + "ommit"
		f.MaybeFix("Write the reference out", analyzer.Replace(source.Range{Start: start.Start, End: stop.End}, canonical(word, c)))
	}
}

func canonical(word string, c facts.Commit) string {
	return fmt.Sprintf("%s %.12s (\"%s\")", word, c.ID, c.Subject)
}

// joined is a line and those that follow it, blanks at the borders made one.
type joined struct {
	text   []byte
	starts []int // of each line in text
	lines  []int // of the view
	skips  []int // blanks left out at the start of each line
}

// join takes lines up to the next blank one, a few at most.
func join(v *analyzer.View, i int) *joined {
	j := &joined{}
	for k := i; k < v.Len() && k < i+titleLines; k++ {
		l := v.Line(k)
		if !l.InLog() || isBlank(l.Text) {
			break
		}
		text, skip := l.Text, 0
		if k > i {
			j.text = append(bytes.TrimRight(j.text, " \t\r"), ' ')
			text = trimLeft(text)
			skip = len(l.Text) - len(text)
		}
		j.starts = append(j.starts, len(j.text))
		j.lines = append(j.lines, k)
		j.skips = append(j.skips, skip)
		j.text = append(j.text, text...)
	}
	return j
}

// at is the line of the view and the column of a byte of the text.
func (j *joined) at(offset int) (line, col int) {
	k := len(j.starts) - 1
	for k > 0 && j.starts[k] > offset {
		k--
	}
	return j.lines[k], offset - j.starts[k] + j.skips[k]
}

// breaksIn tells whether a line ends between two places.
func (j *joined) breaksIn(from, to int) bool {
	a, _ := j.at(from)
	b, _ := j.at(to)
	return a != b
}
