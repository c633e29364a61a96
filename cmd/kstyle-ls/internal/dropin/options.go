// SPDX-License-Identifier: GPL-2.0-or-later

// Package dropin is checkpatch.pl's command line: its options, its ways of
// reading inputs, its output and its exit statuses, so that what calls the
// script can call kstyle-ls instead. It judges in parity mode. Where the script
// loses data or stops early, this does not; see Differences in the help text.
// It knows files and git, and never how anything is found.
package dropin

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// options are the script's, by its defaults.
type options struct {
	quiet                              int
	verbose                            bool
	tree, signoff, fixesTag, patch     bool
	emacs, terse, showfile             bool
	file, git                          bool
	strict, showTypes, listTypes       bool
	types, ignore                      []string
	maxLine, minConfig, tabSize        int
	root, testOnly, kconfigPrefix      string
	summary, summaryFile, mailback     bool
	fix, fixInplace                    bool
	codespell                          bool
	codespellFile, typedefsFile, color string
	help                               bool
	inputs                             []string
	notes                              []string
	exclude, debug                     []string
	branch                             bool
}

func defaults() *options {
	return &options{
		tree: true, signoff: true, fixesTag: true, patch: true, summary: true,
		maxLine: 100, minConfig: 4, tabSize: 8, kconfigPrefix: "CONFIG_", color: "auto",
		codespellFile: "/usr/share/codespell/dictionary.txt",
	}
}

// switches are the options without a value that "no" may negate.
func (o *options) switches() map[string]*bool {
	return map[string]*bool{
		"verbose": &o.verbose, "v": &o.verbose, "tree": &o.tree, "signoff": &o.signoff, "fixes-tag": &o.fixesTag,
		"patch": &o.patch, "emacs": &o.emacs, "terse": &o.terse, "showfile": &o.showfile,
		"file": &o.file, "f": &o.file, "git": &o.git, "g": &o.git,
		"strict": &o.strict, "subjective": &o.strict, "show-types": &o.showTypes, "list-types": &o.listTypes,
		"summary": &o.summary, "summary-file": &o.summaryFile, "mailback": &o.mailback,
		"fix": &o.fix, "fix-inplace": &o.fixInplace, "codespell": &o.codespell,
		"ignore-perl-version": new(bool),
		"u-boot":              new(bool), "spdx-cxx-comments": new(bool), "branch": &o.branch, // of forks
	}
}

// forkSwitches are options of known forks of the script, and what becomes of
// them here. They are accepted so that what calls a fork can call us.
var forkSwitches = map[string]string{
	"u-boot":            "U-Boot's option --u-boot has no effect here",
	"spdx-cxx-comments": "OpenOCD's option --spdx-cxx-comments has no effect here",
	"branch":            "QEMU's option --branch is taken for --git",
	"no-branch":         "QEMU's option --no-branch has no effect here",
}

// values are the options with a value.
func (o *options) values() map[string]func(string) error {
	text := func(to *string) func(string) error {
		return func(v string) error { *to = v; return nil }
	}
	list := func(to *[]string) func(string) error {
		return func(v string) error { *to = append(*to, v); return nil }
	}
	number := func(to *int) func(string) error {
		return func(v string) error {
			n, err := strconv.Atoi(v)
			if err != nil {
				return fmt.Errorf("value %q is no number", v)
			}
			*to = n
			return nil
		}
	}
	return map[string]func(string) error{
		"types": list(&o.types), "ignore": list(&o.ignore), "exclude": list(&o.exclude),
		"max-line-length": number(&o.maxLine), "min-conf-desc-length": number(&o.minConfig), "tab-size": number(&o.tabSize),
		"root": text(&o.root), "test-only": text(&o.testOnly), "kconfig-prefix": text(&o.kconfigPrefix),
		"codespellfile": text(&o.codespellFile), "typedefsfile": text(&o.typedefsFile),
		"debug": func(v string) error {
			key, _, ok := strings.Cut(v, "=")
			if !ok {
				return fmt.Errorf("key %q requires a value", key)
			}
			o.debug = append(o.debug, key)
			return nil
		},
	}
}

// debugKeys are what the script can print about its own workings; they are
// accepted and do nothing.
var debugKeys = []string{"attr", "possible", "type", "values"}

// parse reads a command line: options and inputs in any order, one or two
// dashes, any letter case, no abbreviations, "--" ends the options.
func (o *options) parse(args []string) error {
	switches, values := o.switches(), o.values()
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			o.inputs = append(o.inputs, args[i+1:]...)
			return nil
		}
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			o.inputs = append(o.inputs, arg)
			continue
		}
		name, value, joined := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
		name = strings.ToLower(name)
		if note, ok := forkSwitches[name]; ok {
			o.notes = append(o.notes, note)
		}
		if o.special(name, value, joined) {
			continue
		}
		if to := switches[name]; to != nil && !joined {
			*to = true
			continue
		}
		if off, ok := strings.CutPrefix(name, "no"); ok && !joined {
			if to := switches[strings.TrimPrefix(off, "-")]; to != nil {
				*to = false
				continue
			}
		}
		set := values[name]
		if set == nil {
			return badOption{"Unknown option: " + name}
		}
		if joined && value == "" {
			return badOption{"Option " + name + " requires an argument"}
		}
		if !joined {
			if i+1 == len(args) {
				return badOption{"Option " + name + " requires an argument"}
			}
			i++
			value = args[i]
		}
		if err := set(value); err != nil {
			return badOption{"Option " + name + ": " + err.Error()}
		}
	}
	return nil
}

// badOption is a mistake on the command line, in the words of the script,
// which callers may look for.
type badOption struct{ text string }

func (e badOption) Error() string { return e.text }

// special reads the options that are neither switches nor take a value as the
// next word.
func (o *options) special(name, value string, joined bool) bool {
	switch {
	case joined && name != "color":
		return false
	case name == "q" || name == "quiet":
		o.quiet++
	case name == "h" || name == "help" || name == "version":
		o.help = true
	case name == "color":
		o.color = "auto"
		if joined {
			o.color = strings.ToLower(value)
		}
	case name == "nocolor" || name == "no-color":
		o.color = "never"
	default:
		return false
	}
	return true
}

// settle puts right what options imply, and refuses what does not go together.
func (o *options) settle() error {
	if o.terse {
		o.emacs = true
		o.quiet++
	}
	if o.fixInplace {
		o.fix = true
	}
	if o.branch {
		o.git = true
	}
	if o.file {
		o.signoff, o.fixesTag = false, false
	}
	switch {
	case o.verbose && o.terse:
		return fmt.Errorf("--verbose and --terse do not go together")
	case o.git && (o.file || o.fix):
		return fmt.Errorf("--git does not go together with --file or --fix")
	}
	if len(o.exclude) > 0 {
		o.notes = append(o.notes, "Zephyr's option --exclude leaves these out: "+strings.Join(o.exclude, ", "))
	}
	switch o.color {
	case "0": // the script has these the wrong way round, and so must we
		o.color = "always"
	case "1":
		o.color = "never"
	case "always", "never", "auto":
	default:
		return fmt.Errorf("--color %q: there are always, never, auto", o.color)
	}
	if len(o.inputs) == 0 {
		o.inputs = []string{"-"}
	}
	return nil
}

// verify refuses what only matters if something is checked.
func (o *options) verify() error {
	if o.tabSize < 2 {
		return fmt.Errorf("--tab-size %d is too small", o.tabSize)
	}
	for _, key := range o.debug {
		if !slices.Contains(debugKeys, key) {
			return fmt.Errorf("--debug %s: there are %s", key, strings.Join(debugKeys, ", "))
		}
	}
	return nil
}

// colored tells if output is coloured, on a terminal or not.
func (o *options) colored(terminal bool) bool {
	return os.Getenv("NO_COLOR") == "" && (o.color == "always" || o.color == "auto" && terminal)
}

// typeSet splits lists at commas, in any letter case.
func typeSet(lists []string) map[string]bool {
	set := map[string]bool{}
	for _, l := range lists {
		for name := range strings.SplitSeq(l, ",") {
			if name = strings.ToUpper(strings.TrimSpace(name)); name != "" {
				set[name] = true
			}
		}
	}
	if len(set) == 0 {
		return nil
	}
	return set
}
