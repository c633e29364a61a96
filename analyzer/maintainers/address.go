// SPDX-License-Identifier: GPL-2.0-or-later

package maintainers

import "strings"

// Address is a person or list. Name may be empty.
type Address struct{ Name, Mail string }

// ParseAddress reads "Name <mail>", "<mail>" or "mail", with or without quotes
// around the name. Mail is empty if there is none.
func ParseAddress(text string) Address {
	text = strings.TrimSpace(text)
	open, end := strings.IndexByte(text, '<'), strings.LastIndexByte(text, '>')
	if open >= 0 && end > open && strings.Contains(text[open:end], "@") {
		return Address{unquote(text[:open]), strings.TrimSpace(text[open+1 : end])}
	}
	at := strings.IndexByte(text, '@')
	if at <= 0 {
		return Address{}
	}
	end = len(text)
	if i := strings.IndexAny(text[at:], " \t"); i >= 0 {
		end = at + i
	}
	return Address{Mail: text[:end]}
}

// unquote takes the quotes off a name that stands in quotes.
func unquote(name string) string {
	name = strings.TrimSpace(name)
	if len(name) > 1 && name[0] == '"' && name[len(name)-1] == '"' {
		return name[1 : len(name)-1]
	}
	return name
}

// String is the address as it stands in a mail's header, but not encoded. A
// name with anything but ASCII letters, digits, blanks and hyphens is quoted.
func (a Address) String() string {
	if a.Name == "" {
		return a.Mail
	}
	return a.quotedName() + " <" + a.Mail + ">"
}

func (a Address) quotedName() string {
	needed := strings.ContainsFunc(a.Name, func(r rune) bool {
		return r != ' ' && r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if !needed {
		return a.Name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(a.Name) {
		if a.Name[i] == '"' && (i == 0 || a.Name[i-1] != '\\') {
			b.WriteByte('\\')
		}
		b.WriteByte(a.Name[i])
	}
	b.WriteByte('"')
	return b.String()
}

// ParseAddresses reads a list between commas; commas in quotes and remarks in
// parentheses do not count. Where a part of it is no address, the comma belongs
// to a name.
func ParseAddresses(text string) []Address {
	var out []Address
	depth, quoted, start, whole := 0, false, 0, true
	take := func(end int) {
		part := strings.TrimSpace(text[start:end])
		start = end + 1
		if a := ParseAddress(part); a.Mail != "" {
			out = append(out, a)
		} else if part != "" {
			whole = false
		}
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth = max(depth-1, 0)
		case c == ',' && depth == 0:
			take(i)
		}
	}
	take(len(text))
	if whole {
		return out
	}
	if a := ParseAddress(text); a.Mail != "" {
		return []Address{a}
	}
	return nil
}

// Mailmap says which names and addresses people go by now, as git's .mailmap
// does. The zero value and nil know nobody.
type Mailmap struct {
	names, mails map[string]string // by former address, or by Address.String
}

// ParseMailmap reads a .mailmap. Lines that are no entry are left out.
func ParseMailmap(text []byte) *Mailmap {
	m := &Mailmap{names: map[string]string{}, mails: map[string]string{}}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		now, rest, ok := strings.Cut(line, ">")
		name, mail, opened := strings.Cut(now, "<")
		if !ok || !opened {
			continue
		}
		name = unquote(name)
		rest = strings.TrimSpace(rest)
		if rest == "" {
			if name != "" {
				m.names[mail] = name
			}
			continue
		}
		before, ok := strings.CutSuffix(rest, ">")
		oldName, key, opened := strings.Cut(before, "<")
		if !ok || !opened {
			continue
		}
		if old := unquote(oldName); old != "" {
			key = Address{old, key}.String()
		}
		m.mails[key] = mail
		if name != "" {
			m.names[key] = name
		}
	}
	return m
}

// Now is how an address reads today. An entry for name and address together
// is stronger than one for the address.
func (m *Mailmap) Now(a Address) Address {
	if m == nil {
		return a
	}
	key := a.String()
	_, named := m.names[key]
	_, mailed := m.mails[key]
	if !named && !mailed {
		key = a.Mail
	}
	now := a
	if name, ok := m.names[key]; ok {
		now.Name = name
	}
	if mail, ok := m.mails[key]; ok {
		now.Mail = mail
	}
	return now
}
