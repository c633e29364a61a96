// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"bytes"
	"strings"
)

// reference is the word commit and a hash behind it.
type reference struct {
	word       int // where "commit" begins
	hash, end  int // the hash
	title      string
	parens     bool // a balanced group follows
	quoted     bool // its content is in double quotes
	groupEnd   int  // behind the group, or end
	fullHash   bool // nothing of a word follows the hash
	oneBlank   bool // one blank between word and hash
	lowerCase  bool // no capital in the hash, and commit or Commit
	hasDecimal bool // a digit is among the hash
}

// references finds the word commit with at least least hexadecimal digits
// behind it.
func references(b []byte, least int) []reference {
	var out []reference
	for at := findWord(b, "commit", 0); at >= 0; at = findWord(b, "commit", at+1) {
		start := at + len("commit")
		n := start
		for n < len(b) && isSpace(b[n]) {
			n++
		}
		end := n
		for end < len(b) && isHex(b[end]) {
			end++
		}
		if n == start || end-n < least {
			continue
		}
		r := reference{word: at, hash: n, end: end, groupEnd: end,
			fullHash: end == len(b) || !isWord(b[end]), oneBlank: n == start+1 && b[start] == ' '}
		hash := b[n:end]
		r.hasDecimal = bytes.ContainsAny(hash, "0123456789")
		r.lowerCase = !bytes.ContainsAny(hash, "ABCDEF") && string(b[at+1:start]) == "ommit"
		r.group(b)
		out = append(out, r)
	}
	return out
}

// group reads the balanced group behind the hash.
func (r *reference) group(b []byte) {
	open := r.end
	for open < len(b) && isSpace(b[open]) {
		open++
	}
	n := balanced(b[open:])
	if n == 0 {
		return
	}
	r.parens, r.groupEnd = true, open+n
	r.title = string(b[open+1 : open+n-1])
	if len(r.title) >= 2 && r.title[0] == '"' && strings.HasSuffix(r.title, `"`) {
		r.title, r.quoted = r.title[1:len(r.title)-1], true
	}
}

// balanced is the length of a group in parentheses at the start of b, 0 if
// there is none.
func balanced(b []byte) int {
	depth := 0
	for i, c := range b {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			if i == 0 {
				return 0
			}
			return i + 1
		}
	}
	return 0
}

// endsInCommit tells whether the word commit stands last on a line.
func endsInCommit(line []byte) bool {
	b := bytes.TrimRight(line, " \t\r\f\v")
	at := len(b) - len("commit")
	return at >= 0 && bytes.EqualFold(b[at:], []byte("commit")) && (at == 0 || !isWord(b[at-1]))
}

// startsWithHash tells whether a line begins, behind blanks, with five or more
// hexadecimal digits.
func startsWithHash(line []byte) bool {
	b := trimLeft(line)
	n := 0
	for n < len(b) && isHex(b[n]) {
		n++
	}
	return n >= 5 && (n == len(b) || !isWord(b[n]))
}

// bareHash finds 12 to 40 hexadecimal digits that stand for themselves: behind
// a blank, and in front of a blank, quote or opening bracket.
func bareHash(line []byte) (from, to int, ok bool) {
	for at := 0; at < len(line); {
		if !isHex(line[at]) {
			at++
			continue
		}
		end := at
		for end < len(line) && isHex(line[end]) {
			end++
		}
		left := at == 0 || isSpace(line[at-1])
		right := end == len(line) || isSpace(line[end]) || strings.IndexByte(`"'([`, line[end]) >= 0
		if left && right && end-at >= 12 && end-at <= 40 {
			return at, end, true
		}
		at = end
	}
	return 0, 0, false
}

// bracketedHash tells whether the line holds such digits between angle or
// square brackets, as in a register dump.
func bracketedHash(line []byte) bool {
	for at := 0; at < len(line); at++ {
		if line[at] != '<' && line[at] != '[' {
			continue
		}
		end := at + 1
		for end < len(line) && isHex(line[end]) {
			end++
		}
		if n := end - at - 1; n >= 12 && n <= 40 && end < len(line) && (line[end] == '>' || line[end] == ']') {
			return true
		}
	}
	return false
}

// fixesHash tells whether "fixes:" and 12 digits are on the line.
func fixesHash(line []byte) bool {
	for at := findWord(line, "fixes:", 0); at >= 0; at = findWord(line, "fixes:", at+1) {
		b := trimLeft(line[at+len("fixes:"):])
		n := 0
		for n < len(b) && isHex(b[n]) {
			n++
		}
		if n >= 12 {
			return true
		}
	}
	return false
}

// exemptLine recognises lines whose hashes are no references to be written out:
// links, and the sentence that git revert writes.
func exemptLine(line []byte) bool {
	b := trimLeft(line)
	for _, tag := range []string{"link:", "patchwork:", "http:", "https:", "buglink:", "base-commit:"} {
		if hasPrefixFold(b, tag) {
			return true
		}
	}
	rest, ok := bytes.CutPrefix(line, []byte("This reverts commit "))
	n := 0
	for n < len(rest) && isHex(rest[n]) && !(rest[n] >= 'A' && rest[n] <= 'F') {
		n++
	}
	return ok && n >= 7
}
