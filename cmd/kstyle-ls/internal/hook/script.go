// SPDX-License-Identifier: GPL-2.0-or-later

// Package hook puts hooks for git into a repository and takes them out. A hook
// is a few lines of shell that call this program back, so that what is checked
// stays in one place.
//
// It knows files and names of hooks. It must never touch what somebody else
// wrote, and it must never know what is checked.
package hook

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Names are the hooks that there are, in the order in which they run.
func Names() []string { return []string{"pre-commit", "commit-msg", "pre-push", "sendemail-validate"} }

// mark begins the second line of every script of ours. The sum behind it is
// that of the lines below: a script that somebody changed is his.
const mark = "# kstyle-ls hook, sum "

// besideSuffix is appended to the name of a hook that ours runs first.
const besideSuffix = ".before-kstyle"

// script is the text of a hook that calls the program. With chained, it runs
// what was there before it, and ends as that does if it fails.
func script(name, program string, chained bool) string {
	var b strings.Builder
	b.WriteString("# Written by 'kstyle-ls hook install', taken out by 'kstyle-ls hook uninstall'.\n")
	fmt.Fprintf(&b, "kstyle=%s\n", quote(program))
	b.WriteString("[ -x \"$kstyle\" ] || kstyle=$(command -v kstyle-ls) || {\n" +
		"\techo \"kstyle-ls is not there any more: install it, or remove $0\" >&2\n\texit 1\n}\n")
	run := "exec \"$kstyle\" hook run " + name + " -- \"$@\"\n"
	first := "before=$0" + besideSuffix + "\nif [ -x \"$before\" ]; then\n\t%s\"$before\" \"$@\" || exit $?\nfi\n"
	switch {
	case chained && name == "pre-push":
		// Both want to read what is pushed.
		again := "printf '%s' \"$refs\" | "
		b.WriteString("refs=$(cat)\nrefs=${refs:+$refs\n}\n")
		b.WriteString(strings.Replace(first, "%s", again, 1))
		b.WriteString(again + strings.TrimPrefix(run, "exec "))
	case chained:
		b.WriteString(strings.Replace(first, "%s", "", 1) + run)
	default:
		b.WriteString(run)
	}
	return "#!/bin/sh\n" + mark + sum(b.String()) + "\n" + b.String()
}

// sum names a text.
func sum(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:8])
}

// quote makes one word of a text for a shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// owner is whose a hook is.
type owner uint8

const (
	nobody   owner = iota // there is none
	ours                  // as it was written
	changed               // ours once, and edited
	somebody              // not ours
)

// ownerOf tells whose a script is.
func ownerOf(text string) owner {
	_, rest, ok := strings.Cut(text, "\n")
	if !ok || !strings.HasPrefix(rest, mark) {
		return somebody
	}
	line, body, _ := strings.Cut(rest, "\n")
	if strings.HasPrefix(text, "#!/bin/sh\n") && strings.TrimPrefix(line, mark) == sum(body) {
		return ours
	}
	return changed
}
