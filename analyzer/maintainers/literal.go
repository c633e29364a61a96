// SPDX-License-Identifier: GPL-2.0-or-later

package maintainers

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// matcher is an expression behind a cheap test: a line that holds none of the
// words, one of which is in every match, is not looked at more closely. Most
// lines of a patch hold no keyword.
type matcher struct {
	re    *regexp.Regexp
	words []string // nil if there are none to look for
}

func newMatcher(expr string) (matcher, error) {
	re, err := compile(expr)
	if err != nil {
		return matcher{}, err
	}
	m := matcher{re: re}
	if tree, err := syntax.Parse(expr, syntax.Perl); err == nil {
		m.words = needed(tree.Simplify())
	}
	return m, nil
}

// MatchString reports whether the expression is in a line.
func (m matcher) MatchString(line string) bool {
	if m.words != nil && !slices.ContainsFunc(m.words, func(w string) bool { return strings.Contains(line, w) }) {
		return false
	}
	return m.re.MatchString(line)
}

// needed are words of which every match has at least one; nil if that cannot be
// told.
func needed(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		word := string(re.Rune)
		if re.Flags&syntax.FoldCase != 0 && strings.ContainsFunc(word, unicode.IsLetter) {
			return nil
		}
		return []string{word}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			words := needed(sub)
			if words == nil {
				return nil
			}
			all = append(all, words...)
		}
		return all
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if words := needed(sub); shortest(words) > shortest(best) {
				best = words
			}
		}
		return best
	}
	return nil
}

// shortest is the length of the shortest word, 0 for none.
func shortest(words []string) int {
	n := 0
	for i, w := range words {
		if i == 0 || len(w) < n {
			n = len(w)
		}
	}
	return n
}
