// SPDX-License-Identifier: GPL-2.0-or-later

package trailer

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// checkAddress judges the value of a trailer about a person.
func checkAddress(p *analyzer.Pass, v *analyzer.View, l *line) {
	a := parseAddress(l.value)
	good := a.String()
	if good == "" {
		f := l.report(p, v, analyzer.Error, BadSignOff, "no mail address in %q", l.value)
		if fixed, ok := bracket(l.value); ok {
			l.replaceValue(v, f, "Put the address in angle brackets", fixed)
		}
		return
	}
	if !sameAddress(a, parseAddress(good)) {
		f := l.report(p, v, analyzer.Warning, BadSignOff, "write the address as %s", good)
		l.replaceValue(v, f, "Write it so", good)
	}
	if stripped := withoutGroups(a.addr); stripped != a.addr {
		f := l.report(p, v, analyzer.Warning, BadSignOff, "no comment inside the address")
		l.replaceValue(v, f, "Remove the comment", strings.Replace(l.value, a.addr, stripped, 1))
	}
	if countComments(a.comments) > 1 {
		l.report(p, v, analyzer.Warning, BadSignOff, "more than one comment in the name")
	}
	switch {
	case isStable(l.value):
		checkStable(p, v, l, a)
	case a.rest != "" && !isComment(a.rest):
		f := l.report(p, v, analyzer.Warning, BadSignOff, "unexpected text behind the address: %q", a.rest)
		b := a
		b.rest = commentText(a.rest)
		l.replaceValue(v, f, "Make it a comment", b.String())
	}
}

// bracket makes "Name user@example.org" into an address.
func bracket(value string) (string, bool) {
	fields := strings.Fields(value)
	n := len(fields)
	if n < 2 {
		return "", false
	}
	last := strings.Trim(fields[n-1], "<>")
	at := strings.IndexByte(last, '@')
	if at < 1 || at == len(last)-1 || strings.Count(last, "@") != 1 || strings.ContainsAny(last, "<>(),;") {
		return "", false
	}
	for _, f := range fields[:n-1] {
		if strings.Contains(f, "@") {
			return "", false
		}
	}
	return strings.Join(fields[:n-1], " ") + " <" + last + ">", true
}

func sameAddress(a, b address) bool { return a == b }

// withoutGroups takes out groups in parentheses that hold no others.
func withoutGroups(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '(' {
			if n := strings.IndexAny(s[i+1:], "()"); n >= 0 && s[i+1+n] == ')' {
				i += n + 1
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// countComments counts groups in parentheses that are not empty.
func countComments(s string) int {
	n := 0
	for {
		open := strings.IndexByte(s, '(')
		if open < 0 {
			return n
		}
		s = s[open+1:]
		end := strings.IndexByte(s, ')')
		if end < 0 {
			return n
		}
		if end > 0 {
			n++
			s = s[end+1:]
		}
	}
}

// isStable tells whether a value holds the address of the stable list, or one
// that ends like it.
func isStable(value string) bool {
	lower := strings.ToLower(value)
	return strings.Contains(lower, "stable@kernel.org") || strings.Contains(lower, "stable@vger.kernel.org")
}

// checkStable judges an address of the stable list.
func checkStable(p *analyzer.Pass, v *analyzer.View, l *line, a address) {
	hash := len(a.rest) > 1 && a.rest[0] == '#'
	if a.name == "" && (a.rest == "" || hash) {
		return
	}
	text := a.rest
	for _, pair := range []string{"()", "[]"} {
		if len(text) > 1 && text[0] == pair[0] && text[len(text)-1] == pair[1] {
			text = text[1 : len(text)-1]
		}
	}
	text = strings.TrimRight(strings.TrimLeft(text, blanks+"#"), blanks)
	// A version that stands in the name is worth keeping.
	extra := strings.Map(func(r rune) rune {
		if r < 0x80 && (isSpace(byte(r)) || r == '-' || r == '"' || r|0x20 >= 'a' && r|0x20 <= 'z') {
			return -1
		}
		return r
	}, a.name)
	if extra != text {
		text = trimSpace(text + " " + extra)
	}
	good := a.addr
	if text != "" {
		good += " # " + text
	}
	f := l.report(p, v, analyzer.Warning, BadStableAddressStyle, "write the stable address as %s", good)
	l.replaceValue(v, f, "Write it so", good)
}

// isComment recognises "# text" and "(text)".
func isComment(rest string) bool {
	return len(rest) > 1 && rest[0] == '#' || len(rest) > 2 && rest[0] == '(' && strings.HasSuffix(rest, ")")
}

// commentText makes a comment in parentheses of what follows an address. A sign
// that stands alone was a slip.
func commentText(rest string) string {
	if len(rest) > 1 && rest[0] == '[' && strings.HasSuffix(rest, "]") {
		rest = rest[1 : len(rest)-1]
	}
	if strings.HasPrefix(rest, "/*") && strings.HasSuffix(rest, "*/") && len(rest) > 3 {
		rest = rest[2 : len(rest)-2]
	}
	rest = trimSpace(rest)
	if len(rest) == 1 && !isWord(rest[0]) || rest == "" {
		return ""
	}
	return "(" + rest + ")"
}
