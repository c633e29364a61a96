// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// The rules about words share one walk over each text: it is over every byte of
// every file, and words are looked at once.

// TypoSpelling is reported for misspelt words.
var TypoSpelling = &analyzer.Rule{
	Type:   "TYPO_SPELLING",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "Misspelt word",
	Doc: `A word of the list of common mistakes: scripts/spelling.txt of the kernel
tree, a dictionary of codespell if one was given, or a short list of our own.
Words are compared without regard to case, and only as a whole. In code, names
are left alone: they may have been chosen elsewhere. For whole files the level is
CHECK.`,
	Bad:     example("This adresses a bug.\n"),
	Good:    example("This addresses a bug.\n"),
	Example: "x.patch",
	Link:    "dev-tools/checkpatch.html#others",
	Fix:     analyzer.FixSometimes,
}

// RepeatedWord is reported for words that stand twice.
var RepeatedWord = &analyzer.Rule{
	Type:   "REPEATED_WORD",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "The same word twice",
	Doc: `A word stands twice with one blank between, or at the end of a line of
a comment or commit text and again at the beginning of the next. Exempt are
"long long", what follows struct, union or enum, rows of hexadecimal digits, and
lines of a listing of files.`,
	Bad:  "/* This is the the bug. */\n",
	Good: "/* This is the bug. */\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

// FSFMailingAddress is reported for the address in old notices.
var FSFMailingAddress = &analyzer.Rule{
	Type:   "FSF_MAILING_ADDRESS",
	Levels: []analyzer.Level{analyzer.Error, analyzer.Strict},
	Title:  "Postal address of the Free Software Foundation",
	Doc: `The paragraph of the licence notice that gives the address of the Free
Software Foundation is out of date again and again. The kernel has a copy of the
licence; a line with SPDX-License-Identifier says all that is needed. For whole
files the level is CHECK.`,
	Bad:  "/* 59 Temple Place, Suite 330, Boston */\n",
	Good: "// SPDX-License-Identifier: GPL-2.0\n",
	Link: "dev-tools/checkpatch.html#comments",
}

var prose = &analyzer.Check{
	Rules:   []*analyzer.Rule{TypoSpelling, RepeatedWord, FSFMailingAddress},
	Kinds:   source.AnyFile,
	Context: true,
	OnLine:  checkProse,
	Learns:  true,
}

var proseInMessage = &analyzer.Check{
	Rules:  []*analyzer.Rule{TypoSpelling, RepeatedWord},
	OnView: checkProseInMessage,
}

// spelling is the list of misspelt words to use.
func spelling(p *analyzer.Pass) *facts.Spelling {
	if s := p.Facts.Tree.Spelling(); s.Len() > 0 {
		return s
	}
	if p.Parity() {
		return nil
	}
	return commonMistakes
}

// found is what a walk over the words of a line came upon.
type found struct {
	typos    [4]span // the first few; more are found by walking again
	count    int
	repeated bool
	address  bool
}

type span struct {
	from, to   int
	correction string
}

// Bytes of words: letters, digits and underscores make up words; a hyphen,
// apostrophe or backtick joins them, so that neither part is a misspelt word.
const (
	letterByte = 1 << iota
	digitByte
	joinByte
	tickByte
)

// byteClass is zero for what separates words.
var byteClass = func() (t [256]uint8) {
	for c := range 256 {
		switch b := byte(c); {
		case isLetter(b):
			t[c] = letterByte
		case isDigit(b), b == '_':
			t[c] = digitByte
		case b == '-', b == '\'':
			t[c] = joinByte
		case b == '`':
			t[c] = tickByte
		}
	}
	return t
}()

// walkWords looks at each word of a line once. overlook is checkpatch's way: the
// byte behind a misspelt word is used up, so that one directly behind it, with
// a single byte between, is not seen.
func walkWords(b []byte, list *facts.Spelling, overlook bool, f *found) {
	f.count, f.repeated, f.address = 0, false, false
	lastFrom, lastTo := -1, -1 // the word before, without what joins
	skipUntil := -1
	for at := 0; at < len(b); {
		bits := byteClass[b[at]]
		if bits == 0 {
			at++
			continue
		}
		start := at
		for at++; at < len(b) && byteClass[b[at]] != 0; at++ {
			bits |= byteClass[b[at]]
		}
		if start > 1 && b[start-1] == ' ' && lastTo == start-1 && b[lastFrom]|0x20 == b[start]|0x20 {
			f.repeated = f.repeated || sameWords(b, lastFrom, lastTo, start)
		}
		lastFrom, lastTo = lastWord(b, start, at, bits)
		if bits&digitByte != 0 && !f.address {
			f.address = isAddress(b, lastFrom, at)
		}
		if bits&(digitByte|tickByte) != 0 || start <= skipUntil {
			continue
		}
		if list.Maybe(b[start:at]) {
			skipUntil = f.look(b, start, at, list, overlook, skipUntil)
		}
		if !f.address && b[start]|0x20 == 'w' {
			f.address = hasPrefixFold(b[start:], "write to the free")
		}
	}
}

// look asks for the correction of a word or phrase and notes it.
func (f *found) look(b []byte, start, end int, list *facts.Spelling, overlook bool, skipUntil int) int {
	correction, size := list.Fix(b[start:], end-start)
	if size == 0 || start+size < len(b) && byteClass[b[start+size]] != 0 {
		return skipUntil
	}
	if f.count < len(f.typos) {
		f.typos[f.count] = span{start, start + size, correction}
	}
	f.count++
	if overlook {
		return start + size + 1
	}
	return start + size - 1
}

// lastWord bounds the last run of letters and digits in [from, to).
func lastWord(b []byte, from, to int, bits uint8) (int, int) {
	if bits&(joinByte|tickByte) == 0 {
		return from, to
	}
	if byteClass[b[to-1]]&(joinByte|tickByte) != 0 {
		return -1, -1
	}
	start := to
	for start > from && byteClass[b[start-1]]&(joinByte|tickByte) == 0 {
		start--
	}
	return start, to
}

// sameWords tells whether the word [from, to) stands at next again.
func sameWords(b []byte, from, to, next int) bool {
	n := to - from
	return next+n <= len(b) && bytes.EqualFold(b[from:to], b[next:next+n]) &&
		(next+n == len(b) || !isWord(b[next+n]))
}

// isAddress recognises the streets in which the foundation was, by the number
// in front, which ends at end.
func isAddress(b []byte, from, end int) bool {
	if from < 0 || end-from > 3 {
		return false
	}
	var names [2]string
	switch string(b[from:end]) {
	case "675":
		names = [2]string{"mass", "ave"}
	case "59":
		names = [2]string{"temple", "pl"}
	case "51":
		names = [2]string{"franklin", "st"}
	default:
		return false
	}
	rest := b[end:]
	for _, name := range names {
		next := trimLeft(rest)
		if len(next) == len(rest) || !hasPrefixFold(next, name) {
			return false
		}
		rest = next[len(name):]
	}
	return true
}

// checkProse walks over the words of a line. Context lines are looked at for
// the address only, and only as checkpatch does.
func checkProse(p *analyzer.Pass, i int) {
	added := p.Added(i)
	if !added && !p.Parity() || p.Text.Lines[i].Features.Has(source.Blank) {
		return
	}
	list := spelling(p)
	line := p.Raw(i)
	var f found
	walkWords(line, list, p.Parity(), &f)
	if added && f.count > 0 {
		reportTypos(p, i, line, list, &f)
	}
	if added && f.repeated && !isListing(line) {
		reportRepeated(p, i, line)
	}
	if f.address {
		reportAddress(p, i, added)
	}
	if added && i > 0 && mayGoOn(line) {
		checkAcrossLines(p, i, line)
	} else if f.count == 0 && !f.repeated && !f.address {
		p.Nothing(i)
	}
}

func reportAddress(p *analyzer.Pass, i int, added bool) {
	level := analyzer.Error
	if p.FileMode() {
		level = analyzer.Strict
	}
	f := p.Report(level, FSFMailingAddress, p.LineRange(i), "leave the address of the Free Software Foundation out")
	if !added {
		f.DifferNarrower("the line is not changed")
	}
}

// checkProseInMessage walks over the commit text and the title.
func checkProseInMessage(p *analyzer.Pass, v *analyzer.View) {
	list := spelling(p)
	var f found
	for i := range v.Len() {
		l := v.Line(i)
		log := l.Has(patch.FlagLogAfter)
		plus := v.Script != nil && len(l.Text) > 0 && l.Text[0] == '+'
		subject := hasPrefixFold(l.Text, "subject:") && (v.Script != nil || l.InHeader())
		if !log && !plus && !subject || !outside(&l) {
			continue
		}
		walkWords(l.Text, list, v.Script != nil, &f)
		if f.count > 0 {
			messageTypos(p, v, i, &l, list, &f)
		}
		if !subject || log {
			if f.repeated && !isListing(l.Text) {
				repeated(l.Text, plus && !log, func(r repetition) { messageRepeated(p, v, i, r) })
			}
			acrossLogLines(p, v, i, &l)
		}
	}
}
