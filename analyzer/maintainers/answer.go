// SPDX-License-Identifier: GPL-2.0-or-later

package maintainers

import (
	"slices"
	"strings"
)

// Options say who counts.
type Options struct {
	// Maintainers, Reviewers and Lists are asked for at all; Moderated and
	// Subscribers are lists that not everybody can write to freely.
	Maintainers, Reviewers, Lists, Moderated, Subscribers bool
	// Keywords makes K: count.
	Keywords bool
	// FileMails adds the addresses that stand in the changed files; those in
	// .yaml files always count.
	FileMails bool
	// ChiefPenguins adds whom nobody mails without being asked to.
	ChiefPenguins bool
	// Duplicates keeps all addresses of a person.
	Duplicates bool
	// Depth is how many folders above a path a pattern may be; 0 is any.
	Depth   int
	Mailmap *Mailmap
}

// Defaults are those of get_maintainer.pl.
func Defaults() Options {
	return Options{Maintainers: true, Reviewers: true, Lists: true, Moderated: true, Keywords: true}
}

// Recipient is a person or list to be told, and as what.
type Recipient struct {
	Address
	// Role is get_maintainer.pl's, such as "maintainer:PUMPS".
	Role string
}

// Answer is who is to be told of a change, in the order of importance.
type Answer struct {
	People, Lists []Recipient
	// What else the sections say, each once.
	Subsystems, Status, SCM, Web, Bugs []string
}

// chief is the maintainer of everything, who is asked for by name only.
var chief = Address{"Linus Torvalds", "torvalds@linux-foundation.org"}

// Ask answers who is to be told.
func (f *File) Ask(q Query, w World, o Options) Answer {
	c := &collector{o: o, lists: map[string]bool{}, names: map[string]bool{}, mails: map[string]bool{}}
	for _, path := range q.Paths {
		for _, m := range f.Covering(path, w, o.Depth) {
			c.section(m.Section, "")
		}
	}
	if o.Keywords {
		for _, s := range f.Sections {
			s.keywords(&q, func(keyword string) { c.section(s, ":Keyword:"+keyword) })
		}
	}
	c.canonical()
	c.penguins()
	for _, path := range q.Paths {
		if strings.HasSuffix(path, "MAINTAINERS") || !o.FileMails && !strings.HasSuffix(path, ".yaml") {
			continue
		}
		for _, a := range Harvest(w.Read(path)) {
			c.inFile(o.Mailmap.Now(a))
		}
	}
	return c.answer.unique()
}

// collector gathers an answer section by section.
type collector struct {
	o            Options
	answer       Answer
	lists        map[string]bool // lists that are in already
	names, mails map[string]bool // people that are in already
}

// section adds what a section says. suffix is put behind each role.
func (c *collector) section(s *Section, suffix string) {
	c.answer.Subsystems = append(c.answer.Subsystems, s.Name)
	for _, e := range s.Entries {
		switch e.Letter {
		case List:
			c.list(s, e.Value, suffix)
		case Mail:
			if c.o.Maintainers {
				c.people(e.Value, s.role()+":"+s.ShortName()+suffix)
			}
		case Reviewer:
			if c.o.Reviewers {
				c.people(e.Value, "reviewer:"+s.ShortName()+suffix)
			}
		case Status:
			c.answer.Status = append(c.answer.Status, e.Value+suffix)
		case SCM:
			c.answer.SCM = append(c.answer.SCM, e.Value+suffix)
		case Web:
			c.answer.Web = append(c.answer.Web, e.Value+suffix)
		case Bugs:
			c.answer.Bugs = append(c.answer.Bugs, e.Value+suffix)
		}
	}
}

// roles are what maintainers are called where the status is not "maintained".
var roles = map[string]string{
	"supported": "supporter", "maintained": "maintainer", "odd fixes": "odd fixer", "orphan": "orphan minder",
	"obsolete": "obsolete minder", "buried alive in reporters": "chief penguin",
}

// role is what the section's maintainers are called.
func (s *Section) role() string {
	status := s.Status()
	if role := roles[status]; role != "" {
		return role
	}
	if status == "" {
		return "unknown"
	}
	return status
}

// list adds a list unless it is in already.
func (c *collector) list(s *Section, value, suffix string) {
	mail, remark := value, ""
	if i := strings.IndexAny(value, " \t"); i >= 0 {
		mail, remark = value[:i], value[i:]
	}
	kind, wanted := "open", c.o.Lists
	switch {
	case strings.Contains(remark, "subscribers-only"):
		kind, wanted = "subscriber", c.o.Subscribers
	case strings.Contains(remark, "moderated"):
		kind, wanted = "moderated", c.o.Lists && c.o.Moderated
	}
	key := strings.ToLower(mail)
	if !wanted || c.lists[key] {
		return
	}
	c.lists[key] = true
	role := kind + " list"
	if name := s.ShortName(); name != theRest {
		role += ":" + name
	}
	c.answer.Lists = append(c.answer.Lists, Recipient{Address{Mail: mail}, role + suffix})
}

// people adds the people of an entry.
func (c *collector) people(value, role string) {
	for _, a := range ParseAddresses(value) {
		c.person(a, role)
	}
}

// person adds somebody, unless the name or the address is in already.
func (c *collector) person(a Address, role string) {
	name, mail := strings.ToLower(a.Name), strings.ToLower(a.Mail)
	if !c.o.Duplicates && (name != "" && c.names[name] || c.mails[mail]) {
		return
	}
	c.names[name], c.mails[mail] = true, true
	c.answer.People = append(c.answer.People, Recipient{a, role})
}

// canonical puts in place of each address the one that the person goes by,
// and of each further address of a person the first.
func (c *collector) canonical() {
	byName, byMail := map[string]Address{}, map[string]Address{}
	for _, list := range [][]Recipient{c.answer.People, c.answer.Lists} {
		for i := range list {
			a := c.o.Mailmap.Now(list[i].Address)
			if !c.o.Duplicates {
				name, mail := strings.ToLower(a.Name), strings.ToLower(a.Mail)
				if same, ok := byName[name]; ok && name != "" {
					a = same
				} else if same, ok := byMail[mail]; ok {
					a = same
				} else {
					byName[name], byMail[mail] = a, a
				}
				a = c.o.Mailmap.Now(a)
			}
			list[i].Address = a
		}
	}
}

// penguins adds the chief or takes him out.
func (c *collector) penguins() {
	if c.o.ChiefPenguins {
		c.answer.People = append(c.answer.People, Recipient{chief, "chief penguin"})
		return
	}
	c.answer.People = slices.DeleteFunc(c.answer.People, func(r Recipient) bool { return r.Address == chief })
}

// inFile adds somebody that a changed file names.
func (c *collector) inFile(a Address) {
	const role = "in file"
	c.person(a, "")
	for i := range c.answer.People {
		r := &c.answer.People[i]
		if r.Mail != a.Mail && (a.Name == "" || r.Name != a.Name) || strings.Contains(r.Role, role) {
			continue
		}
		if r.Role != "" {
			r.Role += ","
		}
		r.Role += role
	}
}

// unique leaves the first of equal lines.
func (a Answer) unique() Answer {
	seen := map[string]bool{}
	for _, list := range []*[]Recipient{&a.People, &a.Lists} {
		*list = slices.DeleteFunc(*list, func(r Recipient) bool {
			again := seen[r.String()]
			seen[r.String()] = true
			return again
		})
	}
	for _, list := range []*[]string{&a.Subsystems, &a.Status, &a.SCM, &a.Web, &a.Bugs} {
		had := map[string]bool{}
		*list = slices.DeleteFunc(*list, func(s string) bool {
			again := had[s]
			had[s] = true
			return again
		})
	}
	return a
}

// Person is somebody whom the file names, or a list.
type Person struct {
	Address
	Letter  byte     // Mail, Reviewer or List
	Section *Section // the first that does
}

// People are all people and lists that the file names, each address once, in
// the order of the file.
func (f *File) People() []Person {
	var out []Person
	seen := map[string]bool{}
	for _, s := range f.Sections {
		for _, e := range s.Entries {
			if e.Letter != Mail && e.Letter != Reviewer && e.Letter != List {
				continue
			}
			for _, a := range ParseAddresses(e.Value) {
				if key := strings.ToLower(a.Mail); !seen[key] {
					seen[key] = true
					out = append(out, Person{a, e.Letter, s})
				}
			}
		}
	}
	return out
}
