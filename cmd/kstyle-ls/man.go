// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/cpuguy83/go-md2man/v2/md2man"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/batch"
)

// newManCommand writes the manual pages. It is for whoever packs the program,
// so help does not list it.
func newManCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "man FOLDER",
		Short:  "Write the manual pages below a folder",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			date, err := manualDate()
			if err != nil {
				return usagef("%v", err)
			}
			pages, err := manual(cmd.Root(), date)
			if err != nil {
				return failed(err)
			}
			return failed(writeManual(args[0], pages))
		},
	}
}

// manualDate is the date that pages bear: what builds that can be repeated say
// in SOURCE_DATE_EPOCH, or none.
func manualDate() (string, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return "", nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return "", fmt.Errorf("SOURCE_DATE_EPOCH is %q, which is no number of seconds", epoch)
	}
	return time.Unix(seconds, 0).UTC().Format(time.DateOnly), nil
}

// manual is all pages as roff, by file name: one for each command, and one for
// the configuration file.
func manual(root *cobra.Command, date string) (map[string][]byte, error) {
	pages := map[string][]byte{}
	add := func(name, section, text string) {
		title := fmt.Sprintf("%% %q %q %q %q %q\n\n", strings.ToUpper(name), section, date, "kstyle-ls "+buildVersion(), "kstyle-ls manual")
		pages[name+"."+section] = md2man.Render([]byte(title + text))
	}
	var each func(c *cobra.Command)
	each = func(c *cobra.Command) {
		if c.Hidden || foreign(c) {
			return
		}
		add(manualName(c), "1", commandPage(c))
		for _, sub := range c.Commands() {
			each(sub)
		}
	}
	each(root)
	text, err := configurationPage()
	if err != nil {
		return nil, err
	}
	add(config.Name, "5", text)
	return pages, nil
}

// foreign are commands that the library adds by itself; their help says all.
func foreign(c *cobra.Command) bool {
	return c.Name() == "help" || c.Name() == "completion"
}

// manualName is a command as its page is called: kstyle-ls-config-show.
func manualName(c *cobra.Command) string {
	return strings.ReplaceAll(c.CommandPath(), " ", "-")
}

// writeManual puts pages where man looks for them.
func writeManual(dir string, pages map[string][]byte) error {
	for name, text := range pages {
		folder := filepath.Join(dir, "man"+strings.TrimPrefix(filepath.Ext(name), "."))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// commandPage is the page of a command in Markdown.
func commandPage(c *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# NAME\n\n%s - %s\n\n# SYNOPSIS\n\n", manualName(c), markdown(c.Short))
	if c.Runnable() {
		fmt.Fprintf(&b, "**%s** %s\n\n", markdown(c.CommandPath()), markdown(strings.TrimSpace(strings.TrimPrefix(c.UseLine(), c.CommandPath()))))
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "**%s** *command* [*argument*]...\n\n", markdown(c.CommandPath()))
	}
	long := c.Long
	if long == "" {
		long = c.Short + "."
	}
	fmt.Fprintf(&b, "# DESCRIPTION\n\n%s\n\n", prose(long))
	if c.HasAvailableSubCommands() {
		b.WriteString("# COMMANDS\n\n")
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() && !foreign(sub) {
				fmt.Fprintf(&b, "**%s**(1)\n: %s\n\n", markdown(manualName(sub)), markdown(sub.Short))
			}
		}
	}
	if c.LocalFlags().HasAvailableFlags() {
		b.WriteString("# OPTIONS\n\n")
		c.LocalFlags().VisitAll(func(f *pflag.Flag) { b.WriteString(optionEntry(f)) })
	}
	if c.Example != "" {
		b.WriteString("# EXAMPLES\n\n" + indented(c.Example) + "\n\n")
	}
	if !c.HasParent() {
		b.WriteString(rootSections)
	}
	if c.Flags().Lookup("format") != nil && c.Name() == "check" {
		b.WriteString(formatsSection())
	}
	also := []string{"**kstyle.toml**(5)"}
	for p := c.Parent(); p != nil; p = p.Parent() {
		also = append([]string{"**" + markdown(manualName(p)) + "**(1)"}, also...)
	}
	fmt.Fprintf(&b, "# SEE ALSO\n\n%s\n", strings.Join(also, ", "))
	return b.String()
}

// formatsSection tells what check can write.
func formatsSection() string {
	var b strings.Builder
	b.WriteString("# FORMATS\n\nSeveral can be written at once, all but one of them into files: " +
		"**\\-\\-format full \\-\\-format sarif=out.sarif**.\n\n")
	for _, name := range batch.Formats() {
		fmt.Fprintf(&b, "**%s**\n: %s.\n\n", markdown(name), markdown(batch.About(name)))
	}
	return b.String()
}

// rootSections are what is true of all commands.
const rootSections = `# EXIT STATUS

**0**
: Nothing was found.

**1**
: Something was found.

**2**
: The command line or a configuration file is wrong.

**3**
: Some input could not be checked or written; the others were.

# ENVIRONMENT

**NO_COLOR**
: If it is not empty, output is not coloured, unless **\-\-color always** says so.

**XDG_CONFIG_HOME**
: Where the user's own configuration is: *kstyle/kstyle.toml* below it.

# FILES

*kstyle.toml*, *.checkpatch.conf*
: The configuration of a project; see **kstyle.toml**(5).

`

// optionEntry is one option with what it does.
func optionEntry(f *pflag.Flag) string {
	if f.Hidden {
		return ""
	}
	name := "**\\-\\-" + markdown(f.Name) + "**"
	if f.Shorthand != "" {
		name = "**\\-" + f.Shorthand + "**, " + name
	}
	value, usage := pflag.UnquoteUsage(f)
	switch {
	case value != "" && f.NoOptDefVal != "":
		name += "[=*" + markdown(value) + "*]"
		usage += fmt.Sprintf(" (without a value: %s)", f.NoOptDefVal)
	case value != "":
		name += " *" + markdown(value) + "*"
	}
	switch f.DefValue {
	case "", "false", "[]", "0":
	default:
		usage += fmt.Sprintf(" (default: %s)", strings.Trim(f.DefValue, "[]"))
	}
	return fmt.Sprintf("%s\n: %s\n\n", name, markdown(usage))
}

// special are characters that mean something in Markdown.
var special = regexp.MustCompile("[\\\\`*_{}\\[\\]<>#|~]")

// markdown makes text stand for itself.
func markdown(text string) string {
	return special.ReplaceAllString(text, `\$0`)
}

// listMark is what would make a line the item of a list.
var listMark = regexp.MustCompile(`^(\d+)?([-+.:])`)

// prose is a help text: lines that begin with blanks stay as they are.
func prose(text string) string {
	var b strings.Builder
	block := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		in := strings.HasPrefix(line, "  ")
		if in != block && line != "" {
			block = in
			b.WriteByte('\n')
		}
		switch {
		case in:
			b.WriteString("  " + line)
		default:
			b.WriteString(listMark.ReplaceAllString(markdown(line), `$1\$2`))
		}
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n")
}

// indented is a text that is shown as it is.
func indented(text string) string {
	return "    " + strings.ReplaceAll(strings.Trim(text, "\n"), "\n", "\n    ")
}
