// SPDX-License-Identifier: GPL-2.0-or-later

package ready

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/recipients"
)

// Print writes the page for people. clean makes text from outside safe for the
// terminal.
func (p *Page) Print(w io.Writer, clean func(string) string) error {
	if len(p.Mails) == 0 {
		_, err := io.WriteString(w, "Ready to send? There is nothing to send.\n")
		return err
	}
	var b strings.Builder
	switch {
	case p.Ready:
		b.WriteString("Ready to send? Yes.\n")
	default:
		fmt.Fprintf(&b, "Ready to send? No: %s.\n", p.why())
	}
	b.WriteByte('\n')
	t := tabwriter.NewWriter(&b, 0, 8, 2, ' ', 0)
	for _, m := range p.Mails {
		fmt.Fprintf(t, "  %s\t%s\n", clean(m.Subject), m.state())
	}
	t.Flush() // into memory, which does not fail
	people(&b, "To", p.To, clean)
	people(&b, "Cc", p.Cc, clean)
	if len(p.Commands) > 0 {
		b.WriteString("\nWhat would send it (nothing was sent):\n")
		for _, words := range p.Commands {
			b.WriteString("  " + Line(words) + "\n")
		}
	}
	if len(p.Notes) > 0 {
		b.WriteByte('\n')
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "Note: %s.\n", clean(n))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// why says in a few words what holds the series up.
func (p *Page) why() string {
	var parts []string
	if p.Open > 0 {
		parts = append(parts, fmt.Sprintf("%d to settle", p.Open))
	}
	if p.Unchecked > 0 {
		parts = append(parts, fmt.Sprintf("%d could not be checked", p.Unchecked))
	}
	return strings.Join(parts, ", ")
}

// state is what is open in a mail.
func (m Mail) state() string {
	var parts []string
	for _, c := range []struct {
		n    int
		what string
	}{{m.Errors, "error"}, {m.Warning, "warning"}, {m.Checks, "check"}} {
		switch {
		case c.n == 1:
			parts = append(parts, "1 "+c.what)
		case c.n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", c.n, c.what))
		}
	}
	if len(parts) == 0 {
		return "nothing found"
	}
	return strings.Join(parts, ", ") + ": " + strings.Join(m.Types, " ")
}

func people(b *strings.Builder, title string, list []recipients.Entry, clean func(string) string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	t := tabwriter.NewWriter(b, 0, 8, 2, ' ', 0)
	for _, r := range list {
		fmt.Fprintf(t, "  %s\t%s\n", clean(r.Address), clean(inWords(r.Role)))
	}
	t.Flush() // into memory, which does not fail
}

// inWords is a role of get_maintainer.pl for people to read.
func inWords(role string) string {
	role, _, byKeyword := strings.Cut(role, ":Keyword:")
	role = strings.Replace(role, ":", " of ", 1)
	if byKeyword {
		role += ", by a keyword"
	}
	return role
}

// Line is a command as it is typed, an option with a value on each line where
// there are several.
func Line(words []string) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i == 0:
		case strings.HasPrefix(w, "--to=") || strings.HasPrefix(w, "--cc="), strings.HasPrefix(words[i-1], "--to=") || strings.HasPrefix(words[i-1], "--cc="):
			b.WriteString(" \\\n    ")
		default:
			b.WriteByte(' ')
		}
		b.WriteString(Quote(w))
	}
	return b.String()
}
