// SPDX-License-Identifier: GPL-2.0-or-later

package trailer

import (
	"strings"
)

// address is a mail address as the value of a trailer holds it: a name that may
// have comments in parentheses, the address itself, and what follows it.
type address struct {
	name string
	// comments are the groups in parentheses of the name, run together.
	comments string
	addr     string
	rest     string
}

// parseAddress reads "name <a@b> rest" (the last address in angle brackets
// counts), "<a@b> rest", or "a@b rest" with nothing in front. The address is
// empty if the value is none of these.
func parseAddress(value string) address {
	var a address
	if from, to, ok := bracketed(value); ok {
		a.name, a.addr, a.rest = value[:from-1], value[from:to], value[to+1:]
	} else if from, to, ok := bare(value); ok {
		a.addr, a.rest = value[from:to], value[to:]
		name := trimSpace(value[:from])
		name = strings.TrimSuffix(strings.TrimPrefix(name, `"`), `"`)
		enclosed := len(a.addr) > 2 && a.addr[0] == '<' && strings.IndexByte(a.addr, '>') == len(a.addr)-1
		if name != "" && !enclosed {
			return address{}
		}
		a.name = name
	}
	a.parseName()
	a.addr = trimSpace(a.addr)
	a.addr = strings.TrimSuffix(strings.TrimPrefix(a.addr, "<"), ">")
	a.rest = trimSpace(a.rest)
	return a
}

// bracketed finds the last "<x@y>" without blanks inside.
func bracketed(s string) (from, to int, ok bool) {
	for open := strings.LastIndexByte(s, '<'); open >= 0; open = strings.LastIndexByte(s[:open], '<') {
		end := open + 1
		for end < len(s) && !isSpace(s[end]) {
			end++
		}
		word := s[open+1 : end]
		for last := strings.LastIndexByte(word, '>'); last > 0; last = strings.LastIndexByte(word[:last], '>') {
			if at := strings.IndexByte(word[:last], '@'); at > 0 && at < last-1 {
				return open + 1, open + 1 + last, true
			}
			// An @ at the very start or end leaves nothing beside it.
			if at := strings.LastIndexByte(word[:last], '@'); at > 0 && at < last-1 {
				return open + 1, open + 1 + last, true
			}
		}
	}
	return 0, 0, false
}

// bare finds the first word with an @ inside.
func bare(s string) (from, to int, ok bool) {
	for at := 0; at < len(s); {
		if isSpace(s[at]) {
			at++
			continue
		}
		end := at
		for end < len(s) && !isSpace(s[end]) {
			end++
		}
		word := s[at:end]
		if k := strings.IndexByte(word[1:], '@'); k >= 0 && k+2 < len(word) {
			return at, end, true
		}
		at = end
	}
	return 0, 0, false
}

// parseName takes quotes and comments off the name. What is in double quotes
// is left alone and goes in front.
func (a *address) parseName() {
	name, quoted := a.name, ""
	if open := strings.IndexByte(name, '"'); open >= 0 {
		if end := strings.LastIndexByte(name, '"'); end > open+1 {
			quoted = name[open+1 : end]
			name = name[:open] + name[end+1:]
		}
	}
	for {
		open, end := group(name)
		if end == 0 {
			break
		}
		a.comments += name[open:end]
		name = strings.TrimRight(name[:open], blanks) + " " + strings.TrimLeft(name[end:], blanks)
	}
	name = strings.Trim(name, ` "`)
	a.name = quoteName(trimSpace(quoted + " " + name))
}

const blanks = " \t\r\n\f\v"

// group bounds the first balanced group in parentheses; end is 0 if there is
// none.
func group(s string) (open, end int) {
	for open = 0; open < len(s); open++ {
		if s[open] != '(' {
			continue
		}
		depth := 0
		for end = open; end < len(s); end++ {
			switch s[end] {
			case '(':
				depth++
			case ')':
				depth--
			}
			if depth == 0 {
				return open, end + 1
			}
		}
	}
	return 0, 0
}

// quoteName puts double quotes around a name with anything but word
// characters, blanks and hyphens.
func quoteName(name string) string {
	plain := true
	for i := 0; i < len(name); i++ {
		c := name[i]
		if !isWord(c) && c != ' ' && c != '-' {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(name); i++ {
		if name[i] == '"' && (i == 0 || name[i-1] != '\\') {
			b.WriteByte('\\')
		}
		b.WriteByte(name[i])
	}
	b.WriteByte('"')
	return b.String()
}

// String is the address in the form in which it should be written.
func (a address) String() string {
	name := quoteName(strings.Trim(a.name, ` "`))
	addr := strings.TrimRight(trimSpace(a.addr), `.,"`)
	out := addr
	if name != "" {
		out = name
		if c := trimSpace(a.comments); c != "" {
			out += " " + c
		}
		out += " <" + addr + ">"
	}
	if r := trimSpace(a.rest); r != "" {
		out += " " + r
	}
	return out
}

// withoutDetail takes "+detail" out of an address.
func withoutDetail(addr string) string {
	at := strings.LastIndexByte(addr, '@')
	if at < 0 {
		return addr
	}
	plus := strings.LastIndexByte(addr[:at], '+')
	if plus < 1 || plus == at-1 {
		return addr
	}
	return addr[:plus] + addr[at:]
}

func trimSpace(s string) string { return strings.Trim(s, blanks) }

func isSpace(c byte) bool { return strings.IndexByte(blanks, c) >= 0 }

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'
}
