// SPDX-License-Identifier: GPL-2.0-or-later

package recipients

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
)

// Settle puts right what options imply, as the script does.
func (o *Options) Settle() error {
	if o.Separator != ", " {
		o.Multiline = false
	}
	o.Roles = o.Roles || o.RoleStats
	o.Duplicates = !o.Unique
	o.Sections = o.Sections || o.Letters != ""
	if o.Sections {
		o.Email, o.SCM, o.Status, o.Subsystem, o.Web, o.Bug = false, false, false, false, false, false
		return nil
	}
	if !o.Email && !o.SCM && !o.Status && !o.Subsystem && !o.Web && !o.Bug {
		return fmt.Errorf("nothing is asked for: give one of --email, --scm, --status, --subsystem, --web, --bug")
	}
	if o.Email && !o.Maintainers && !o.Reviewers && !o.Lists && !o.Subscribers && !o.ChiefPenguins {
		return fmt.Errorf("--email asks for nobody: give one of --m, --r, --l, --s")
	}
	return nil
}

// Run answers for the inputs on out. What goes wrong with one of them ends the
// run before anything is printed, for half an answer would be mailed to half of
// the people.
func (f *Finder) Run(o *Options, stdin io.Reader, out, complain io.Writer) error {
	if o.Mailmaps {
		o.Mailmap = f.mailmap
	}
	inputs := o.Inputs
	if len(inputs) == 0 {
		inputs = []string{"-"}
	}
	var q maintainers.Query
	for _, name := range inputs {
		one, warning, err := f.query(name, o, stdin)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if warning != "" {
			fmt.Fprintf(complain, "kstyle-ls: %s\n", warning)
		}
		q.Add(one)
	}
	if !o.File {
		slices.Sort(q.Paths)
		q.Paths = slices.Compact(q.Paths)
	}
	if o.Sections {
		return f.sections(o, q.Paths, out)
	}
	a := f.Ask(q, o.Options)
	if o.JSON {
		return writeJSON(out, a)
	}
	return o.print(out, a)
}

// print writes an answer in the script's form.
func (o *Options) print(w io.Writer, a maintainers.Answer) error {
	var blocks [][]string
	if o.Email {
		var lines []string
		for _, r := range slices.Concat(a.People, a.Lists) {
			line := r.String()
			if !o.Names {
				line = r.Mail
			}
			if o.Roles {
				line += " (" + r.Role + ")"
			}
			lines = append(lines, line)
		}
		blocks = append(blocks, lines)
	}
	for _, part := range []struct {
		on    bool
		lines []string
	}{{o.SCM, a.SCM}, {o.Status, a.Status}, {o.Subsystem, a.Subsystems}, {o.Web, a.Web}, {o.Bug, a.Bugs}} {
		if part.on {
			blocks = append(blocks, part.lines)
		}
	}
	separator := "\n"
	if !o.Multiline {
		separator = o.Separator
	}
	for _, lines := range blocks {
		if len(lines) == 0 {
			continue
		}
		if _, err := fmt.Fprintln(w, strings.Join(lines, separator)); err != nil {
			return err
		}
	}
	return nil
}

// sections prints the sections that cover the paths, nearest first.
func (f *Finder) sections(o *Options, paths []string, w io.Writer) error {
	letters := strings.ToUpper(o.Letters)
	for _, path := range paths {
		for _, m := range f.file.Covering(path, f.tree, o.Depth) {
			var b strings.Builder
			b.WriteString(m.Section.Name + "\n")
			for _, e := range m.Section.Entries {
				if letters == "" || strings.IndexByte(letters, e.Letter) >= 0 {
					fmt.Fprintf(&b, "%c:\t%s\n", e.Letter, e.Value)
				}
			}
			if _, err := fmt.Fprintln(w, b.String()); err != nil {
				return err
			}
		}
	}
	return nil
}

// Entry is a recipient as programs read it.
type Entry struct {
	Name    string `json:"name"`
	Mail    string `json:"mail"`
	Role    string `json:"role"`
	Address string `json:"address"` // as it stands in a mail, not encoded
}

// Entries are recipients as programs read them.
func Entries(list []maintainers.Recipient) []Entry {
	out := []Entry{}
	for _, r := range list {
		out = append(out, Entry{r.Name, r.Mail, r.Role, r.String()})
	}
	return out
}

func writeJSON(w io.Writer, a maintainers.Answer) error {
	some := func(list []string) []string { return append([]string{}, list...) }
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		People     []Entry  `json:"people"`
		Lists      []Entry  `json:"lists"`
		Subsystems []string `json:"subsystems"`
		Status     []string `json:"status"`
		SCM        []string `json:"scm"`
		Web        []string `json:"web"`
		Bugs       []string `json:"bugs"`
	}{Entries(a.People), Entries(a.Lists), some(a.Subsystems), some(a.Status), some(a.SCM), some(a.Web), some(a.Bugs)})
}
