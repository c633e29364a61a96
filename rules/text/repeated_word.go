// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// repetition is a word, and where it stands again.
type repetition struct {
	from, to int // the second word
	word     string
}

// wordAt bounds a word at the start of b: a letter of either case and two or
// more small ones, or two or more small ones, and nothing of a word behind.
func wordAt(b []byte) (size int, ok bool) {
	n := 0
	for n < len(b) && isWord(b[n]) {
		n++
	}
	if n < 2 || !isLetter(b[0]) {
		return n, false
	}
	for k := 1; k < n; k++ {
		if b[k] < 'a' || b[k] > 'z' {
			return n, false
		}
	}
	return n, n > 2 || b[0] >= 'a'
}

// repeated calls f for each repeated word of a line. plus tells that the line
// has its marker, which is no part of it.
func repeated(line []byte, plus bool, f func(r repetition)) {
	start := 0
	if plus {
		start = 1
	}
	for at := start; at < len(line); {
		if !isWord(line[at]) || at > 0 && isWord(line[at-1]) {
			at++
			continue
		}
		n, ok := wordAt(line[at:])
		next := at + n + 1
		if !ok || next >= len(line) || line[next-1] != ' ' {
			at += max(n, 1)
			continue
		}
		m, ok := wordAt(line[next:])
		if !ok {
			at += n
			continue
		}
		first, second := line[at:at+n], line[next:next+m]
		if containsTag(first) {
			// Checkpatch goes on this much behind the pair.
			at = next + n + m + 1
			continue
		}
		if bytes.EqualFold(first, second) && standsAlone(line, at, next+m, start) && mayNotRepeat(first) {
			f(repetition{next, next + m, string(first)})
		}
		at = next
	}
}

func containsTag(word []byte) bool {
	return bytes.Contains(word, []byte("struct")) || bytes.Contains(word, []byte("union")) || bytes.Contains(word, []byte("enum"))
}

// standsAlone tells whether blanks are in front of a pair, and a blank or the
// end of a sentence behind it.
func standsAlone(line []byte, from, to, start int) bool {
	if from > start && !isSpace(line[from-1]) {
		return false
	}
	return to == len(line) || strings.IndexByte(" \t.,;?!", line[to]) >= 0
}

// mayNotRepeat tells words from what may well stand twice: the type long, and
// hexadecimal digits that are no common word.
func mayNotRepeat(word []byte) bool {
	switch string(word) {
	case "long":
		return false
	}
	for _, c := range word {
		if c|0x20 > 'f' {
			return true
		}
	}
	switch strings.ToLower(string(word)) {
	case "add", "added", "bad", "be":
		return true
	}
	return false
}

// isListing recognises the permissions in a listing of files: owners of the
// same name as their group follow.
func isListing(line []byte) bool {
	for at := 0; at+10 <= len(line); at++ {
		if strings.IndexByte("bcCdDlMnpPs?-", line[at]) < 0 {
			continue
		}
		n := at + 1
		for n < at+10 && strings.IndexByte("rwxsStT-", line[n]) >= 0 {
			n++
		}
		if n == at+10 {
			return true
		}
	}
	return false
}

const repeatedMessage = "%q stands twice"

func reportRepeated(p *analyzer.Pass, i int, line []byte) {
	repeated(line, false, func(r repetition) {
		x := p.Warn(RepeatedWord, p.Columns(i, r.from, r.to), repeatedMessage, r.word)
		edit := analyzer.Delete(p.Columns(i, r.from-1, r.to))
		switch {
		case inComment(p, i, r.from):
			x.Fix("Remove the second", edit)
		default:
			x.MaybeFix("Remove the second", edit)
			if p.Text.Kind.In(source.CLike|1<<source.Asm) && p.Clean(i)[r.from] != 'X' {
				x.DifferNarrower("in code a name may stand twice")
			}
		}
	})
}

func messageRepeated(p *analyzer.Pass, v *analyzer.View, i int, r repetition) {
	x := p.ReportView(v, analyzer.Warning, RepeatedWord, i, r.from, r.to, repeatedMessage, r.word)
	if at, exact := v.Span(i, r.from-1, r.to); exact {
		x.MaybeFix("Remove the second", analyzer.Delete(at))
	}
}

// endWord is the word that a line ends in, with blanks behind it.
func endWord(line []byte) []byte {
	end := len(line)
	for end > 0 && isSpace(line[end-1]) {
		end--
	}
	start := end
	for start > 0 && isWord(line[start-1]) {
		start--
	}
	if n, ok := wordAt(line[start:end]); !ok || n != end-start {
		return nil
	}
	return line[start:end]
}

// mayGoOn reports whether a line looks like one of a comment with stars.
func mayGoOn(line []byte) bool {
	b := trimLeft(line)
	return len(b) >= 4 && b[0] == '*'
}

// checkAcrossLines looks for the last word of a comment line at the start of
// the next, which may go on.
func checkAcrossLines(p *analyzer.Pass, i int, line []byte) {
	if !p.Parity() && !p.SameHunk(i-1, i) {
		return
	}
	b := trimLeft(trimLeft(line)[1:])
	if len(b) < 3 || !isLetter(b[0]) || isListing(line) {
		return
	}
	above := bytes.TrimRight(p.Clean(i-1), " \t\r")
	if len(above) == 0 || above[len(above)-1] != source.Filler {
		return
	}
	word := endWord(p.Raw(i - 1))
	if len(word) == 0 || !bytes.HasPrefix(b, word) || len(b) == len(word) || b[len(word)] != ' ' {
		return
	}
	from := len(line) - len(b)
	f := p.Warn(RepeatedWord, p.Columns(i, from, from+len(word)), repeatedMessage+", on the line before as well", word)
	behind := b[len(word):]
	if len(behind) > 1 && isSpace(behind[1]) || bytes.HasPrefix(behind, []byte(" - ")) || 'A' <= b[0] && b[0] <= 'Z' {
		f.DifferNarrower("the head of a column or paragraph, and no sentence")
		return
	}
	f.Fix("Remove the second", analyzer.Delete(p.Columns(i, from, from+len(word)+1)))
}

// acrossLogLines does the same for the text of a commit, where checkpatch does
// not look.
func acrossLogLines(p *analyzer.Pass, v *analyzer.View, i int, l *analyzer.ViewLine) {
	if v.Script != nil || i == 0 || !l.Has(patch.FlagLogAfter) {
		return
	}
	above := v.Line(i - 1)
	word := endWord(above.Text)
	if !above.Has(patch.FlagLogAfter) || len(word) == 0 || !mayNotRepeat(word) || !bytes.HasPrefix(l.Text, word) ||
		len(l.Text) > len(word) && isWord(l.Text[len(word)]) || isListing(l.Text) {
		return
	}
	x := p.ReportView(v, analyzer.Warning, RepeatedWord, i, 0, len(word), repeatedMessage+", on the line before as well", word).
		DifferWider("checkpatch compares lines of comments only")
	if at, exact := v.Span(i, 0, len(word)+1); exact && len(l.Text) > len(word) && l.Text[len(word)] == ' ' {
		x.MaybeFix("Remove the second", analyzer.Delete(at))
	}
}
