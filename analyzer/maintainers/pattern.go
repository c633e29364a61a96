// SPDX-License-Identifier: GPL-2.0-or-later

package maintainers

import (
	"regexp"
	"strings"
	"sync"
)

// compile is apart because expressions elsewhere are compiled once, at start;
// those of a MAINTAINERS come with it.
var compile = regexp.Compile

// pathPattern is the value of F: or X:. It is about a path that begins with
// it; unless it ends in a slash, the path must have as many slashes. A star
// stands for anything, slashes included, and a question mark for one character.
type pathPattern struct {
	text    string
	slashes int
	below   bool           // ends in a slash
	plain   bool           // no wildcards
	class   *regexp.Regexp // where brackets are in it
}

func parsePath(text string) pathPattern {
	p := pathPattern{text: text, slashes: strings.Count(text, "/"), below: strings.HasSuffix(text, "/"),
		plain: !strings.ContainsAny(text, "*?[")}
	if strings.Contains(text, "[") {
		quoted := regexp.QuoteMeta(text)
		// Brackets keep their meaning, the wildcards get theirs.
		quoted = strings.NewReplacer(`\[`, "[", `\]`, "]", `\*`, ".*", `\?`, ".", `\^`, "^").Replace(quoted)
		if re, err := compile("^" + quoted); err == nil {
			p.class = re
		}
	}
	return p
}

// match reports whether the pattern is about a path. isDir says whether the
// pattern itself names a folder of the tree, for then the slash at its end may
// be left out.
func (p pathPattern) match(path string, isDir func(string) bool) bool {
	if !p.begins(path) {
		return false
	}
	if p.below {
		return true
	}
	if p.plain && isDir(p.text) {
		return strings.HasPrefix(path, p.text+"/")
	}
	return strings.Count(path, "/") == p.slashes
}

// begins reports whether a path begins with the pattern.
func (p pathPattern) begins(path string) bool {
	switch {
	case p.plain:
		return strings.HasPrefix(path, p.text)
	case p.class != nil:
		return p.class.MatchString(path)
	}
	return beginsWith(path, p.text)
}

// beginsWith matches wildcards against the beginning of a text. On a mismatch
// the last star takes one character more; the ones before it never have to.
func beginsWith(text, pattern string) bool {
	t, p := 0, 0
	star, mark := -1, 0
	for p < len(pattern) {
		switch {
		case pattern[p] == '*':
			star, mark = p, t
			p++
		case t < len(text) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0 && mark < len(text):
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return true
}

// expression is the value of N: or K:, in Perl's extended form. changed is the
// same on a line that a patch adds or removes, made when it is first needed.
type expression struct {
	plain   matcher
	changed func() matcher
	err     error
}

// changedLine is what stands in front of an expression for lines of a diff. It
// is glued to it as get_maintainer.pl does: where an expression has
// alternatives, only the first is bound to changed lines.
const changedLine = `^[+-].*`

func parseExpression(value string) expression {
	if len(value) > longestExpression {
		return expression{err: errTooLong}
	}
	bare := compact(value)
	plain, err := newMatcher(bare)
	if err != nil {
		return expression{err: err}
	}
	return expression{plain: plain, changed: sync.OnceValue(func() matcher {
		m, err := newMatcher(changedLine + bare)
		if err != nil {
			return plain // it became too large: count unchanged lines, too
		}
		return m
	})}
}

// compact takes out the blanks and comments that an expression in extended
// form may have.
func compact(value string) string {
	if !strings.ContainsAny(value, " \t#") {
		return value
	}
	var b strings.Builder
	inClass := false
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case c == '\\' && i+1 < len(value):
			if next := value[i+1]; next == ' ' || next == '\t' || next == '#' {
				b.WriteString(regexp.QuoteMeta(string(next)))
			} else {
				b.WriteString(value[i : i+2])
			}
			i++
			continue
		case inClass:
			inClass = c != ']'
		case c == '[':
			inClass = true
		case c == ' ' || c == '\t':
			continue
		case c == '#':
			return b.String()
		}
		b.WriteByte(c)
	}
	return b.String()
}
