// SPDX-License-Identifier: GPL-2.0-or-later

package recipients

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/maintainers"
)

// Usage tells the options, which are those of get_maintainer.pl.
const Usage = `Options, with the meaning and the defaults (in brackets) of the script; each
can be negated with --no or --no-:
  -f, --file              every input is a file or folder, not a patch
  --m, --r, --l           maintainers, reviewers, lists [on]
  --moderated, --s        moderated lists [on], lists for subscribers [off]
  --n                     names, not addresses alone [on]
  --rolestats, --roles    the role of each behind the address [on]
  --keywords              K: counts in patches [on]
  --keywords-in-file      K: counts in files [off]
  --file-emails           addresses in the files count [off; always in .yaml]
  --git-chief-penguins    the chief penguin too [off]
  --mailmap               names and addresses by .mailmap [on]
  --remove-duplicates     one address a person [on]
  --pattern-depth N       patterns at most N folders above; 0 is any [0]
  --email                 people and lists [on]
  --scm, --status, --subsystem, --web, --bug   what else the sections say [off]
  --sections, --letters L whole sections, or their lines with these letters
  --separator TEXT        all on one line with this between
  --mpath FILE            read this MAINTAINERS
and
  --json                  all of the answer, for programs
  --root FOLDER           the tree [found above the inputs or the current folder]
Options in .get_maintainer.conf (of the tree, of the home folder, or of .scripts
in the tree) come first. History is not asked: options about git are accepted
and have no effect, and so .get_maintainer.ignore, which is about history only.`

// Options are a command line.
type Options struct {
	maintainers.Options
	// File reads every input as a file, not as a patch.
	File bool
	// What to print.
	Email, Names, Roles, RoleStats                  bool
	SCM, Status, Subsystem, Web, Bug, Sections      bool
	JSON, Help, Multiline, Mailmaps, KeywordsInFile bool
	Unique                                          bool // one address a person
	Letters, Separator, MaintainersFile, Root       string

	Inputs []string
}

// Defaults are the script's.
func Defaults() *Options {
	return &Options{Options: maintainers.Defaults(), Email: true, Names: true, RoleStats: true, Multiline: true,
		Mailmaps: true, Unique: true, Separator: ", "}
}

// switches are the options that "no" may negate.
func (o *Options) switches() map[string]*bool {
	return map[string]*bool{
		"email": &o.Email, "m": &o.Maintainers, "r": &o.Reviewers, "l": &o.Lists, "moderated": &o.Moderated, "s": &o.Subscribers,
		"n": &o.Names, "roles": &o.Roles, "rolestats": &o.RoleStats, "multiline": &o.Multiline,
		"scm": &o.SCM, "status": &o.Status, "subsystem": &o.Subsystem, "web": &o.Web, "bug": &o.Bug, "sections": &o.Sections,
		"keywords": &o.Keywords, "k": &o.Keywords, "keywords-in-file": &o.KeywordsInFile, "kf": &o.KeywordsInFile,
		"file-emails": &o.FileMails, "fe": &o.FileMails, "git-chief-penguins": &o.ChiefPenguins,
		"mailmap": &o.Mailmaps, "remove-duplicates": &o.Unique, "f": &o.File, "file": &o.File,
		"json": &o.JSON, "help": &o.Help, "h": &o.Help, "usage": &o.Help,
	}
}

// idle are options about history, and one about where to start.
var (
	idleSwitches = strings.Fields("git git-all-signature-types git-blame git-blame-signatures git-fallback fixes tree")
	idleValues   = strings.Fields("git-min-signatures git-max-maintainers git-min-percent git-since hg-since")
	refused      = strings.Fields("interactive i self-test find-maintainer-files version v")
)

// values are the options with a value.
func (o *Options) values() map[string]func(string) error {
	text := func(to *string) func(string) error {
		return func(v string) error { *to = v; return nil }
	}
	return map[string]func(string) error{
		"letters": text(&o.Letters), "separator": text(&o.Separator),
		"mpath": text(&o.MaintainersFile), "maintainer-path": text(&o.MaintainersFile), "root": text(&o.Root),
		"pattern-depth": func(v string) error {
			n, err := strconv.Atoi(v)
			if err != nil || n < 0 {
				return fmt.Errorf("%q is no depth", v)
			}
			o.Depth = n
			return nil
		},
	}
}

// Parse reads a command line: options and inputs in any order, one or two
// dashes, "--" ends the options.
func (o *Options) Parse(args []string) error {
	switches, values := o.switches(), o.values()
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			o.Inputs = append(o.Inputs, args[i+1:]...)
			return nil
		}
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			o.Inputs = append(o.Inputs, arg)
			continue
		}
		name, value, joined := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
		name = strings.ToLower(name)
		bare, negated := name, false
		if switches[name] == nil && !slices.Contains(idleSwitches, name) {
			if bare, negated = strings.CutPrefix(name, "no"); negated {
				bare = strings.TrimPrefix(bare, "-")
			}
		}
		switch to := switches[bare]; {
		case to != nil && !joined:
			*to = !negated
			continue
		case slices.Contains(idleSwitches, bare) && !joined:
			continue
		case slices.Contains(refused, name):
			return fmt.Errorf("%s: kstyle-ls has no such thing; use scripts/get_maintainer.pl", arg)
		}
		set := values[name]
		if slices.Contains(idleValues, name) {
			set = func(string) error { return nil }
		}
		if set == nil {
			return fmt.Errorf("unknown option %s; see 'kstyle-ls maintainers --help'", arg)
		}
		if !joined {
			if i++; i == len(args) {
				return fmt.Errorf("%s needs a value", arg)
			}
			value = args[i]
		}
		if err := set(value); err != nil {
			return fmt.Errorf("%s: %w", arg, err)
		}
	}
	return nil
}

// ConfName is the file of options that come first.
const ConfName = ".get_maintainer.conf"

// ConfWords are the options in such a file: words between blanks; the rest of
// a line from a word that begins with a hash is a comment.
func ConfWords(text []byte) []string {
	var words []string
	for line := range strings.Lines(string(text)) {
		for _, word := range strings.Fields(line) {
			if word[0] == '#' {
				break
			}
			words = append(words, word)
		}
	}
	return words
}
