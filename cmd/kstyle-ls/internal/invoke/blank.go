// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	message = regexp.MustCompile(`(?m)^((?:\x1b\[\d+m)?(?:.*?:\d+: )?(?:ERROR|WARNING|CHECK):(?:\x1b\[\d+m)*(?:[A-Z0-9_]+:)?(?:\x1b\[0m)? ).*$`)
	note    = regexp.MustCompile(`(?m)^(NOTE: )(?:[^UI].*|I[^g].*)\n(?:      .*\n)*`)
	help    = regexp.MustCompile(`(?ms)^(Usage: ).*$`)
	fixed   = regexp.MustCompile(`(?m)\nWrote .*\n(?:.+\n|\n(?:Do _NOT_|Inspect|If|then|This|It) .*\n)*`)
	trouble = regexp.MustCompile(`(?ms)^Traceback .*?^\w+Error: .*?$\n|^Use of uninitialized value .*?$\n|^find: .*?$\n`)
	noTree  = regexp.MustCompile(`(?m)^Must be run from the top.*\n`)
	types   = regexp.MustCompile(`(?m)^(.*/typedefs: '.*') .*$`)
	legend  = regexp.MustCompile(`(?m)^ \( [^:\n]*: (.*) \| [^|\n]*\)$`)
	number  = regexp.MustCompile(`(?m)^\d+\t`)
)

// blank takes out what is said in own words.
func blank(text string, c call) string {
	if strings.HasPrefix(text, "#\tMessage type") {
		return blankTypes(text)
	}
	text = message.ReplaceAllString(text, "$1")
	text = note.ReplaceAllString(text, "$1\n")
	text = help.ReplaceAllString(text, "$1\n")
	text = fixed.ReplaceAllString(text, "")
	text = types.ReplaceAllString(text, "$1")
	text = noTree.ReplaceAllString(text, "no tree\n")
	if c.has("-v") || c.has("--verbose") {
		text = withoutDescriptions(text)
	}
	return text
}

// notListed are types that only one of the two lists, or that it gives
// another colour. The script makes its list out of its own text: it finds what
// --debug prints and what stands in comments, and does not find two types that
// it reports.
var notListed = []string{
	"MISSING_SPACE", "NEEDLESS_IF", "TEST_ATTR", "TEST_NOT_ATTR", "TEST_NOT_TYPE", "TEST_TYPE", "MULTIPLE_DECLARATION",
	"PREFER_ETHER_ADDR_COPY", "PREFER_ETHER_ADDR_EQUAL", "PREFER_ETH_BROADCAST_ADDR", "PREFER_ETH_ZERO_ADDR",
}

var colour = regexp.MustCompile(`\x1b\[\d+m`)

// blankTypes keeps the names of --list-types, their colour and the legend.
func blankTypes(text string) string {
	var b strings.Builder
	for line := range strings.Lines(legend.ReplaceAllString(text, "$1")) {
		if strings.HasPrefix(line, "\t") || line == "\n" {
			continue // a description, in own words
		}
		name := colour.ReplaceAllString(number.ReplaceAllString(strings.TrimSpace(line), ""), "")
		if !slices.Contains(notListed, name) {
			b.WriteString(number.ReplaceAllString(line, ""))
		}
	}
	return b.String()
}

// reported are lines that are surely no description.
var reported = regexp.MustCompile(`^(?:\x1b\[\d+m)?(?:.*?:\d+: )?(?:ERROR|WARNING|CHECK):|^(?:.* )?total: |^NOTE: |^-+$| (?:has style problems|has no obvious style)`)

// withoutDescriptions drops what --verbose adds, which is each program's own,
// and which the script has for half of the types only. A description can stand
// right behind a report, so only lines that are surely none are kept.
func withoutDescriptions(text string) string {
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		if reported.MatchString(line) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// spoke reports whether anything was said on standard error, but for what perl
// says of the script's own faults, and python where the script's helper for
// licences cannot run.
func spoke(stderr []byte) bool { return len(trouble.ReplaceAll(stderr, nil)) > 0 }

// difference shows the first lines that differ.
func difference(theirs, ours outcome) string {
	var b strings.Builder
	if theirs.status != ours.status || theirs.spoke != ours.spoke {
		fmt.Fprintf(&b, "status %d, ours %d; spoke %v, ours %v\n", theirs.status, ours.status, theirs.spoke, ours.spoke)
	}
	a, c := strings.Split(theirs.stdout, "\n"), strings.Split(ours.stdout, "\n")
	for i := range max(len(a), len(c)) {
		x, y := "(end)", "(end)"
		if i < len(a) {
			x = a[i]
		}
		if i < len(c) {
			y = c[i]
		}
		if x == y {
			continue
		}
		for k := max(0, i-3); k < min(i, len(a)); k++ {
			fmt.Fprintf(&b, "  %q\n", a[k])
		}
		for k := i; k < min(len(a), i+3); k++ {
			fmt.Fprintf(&b, "- %q\n", a[k])
		}
		for k := i; k < min(len(c), i+3); k++ {
			fmt.Fprintf(&b, "+ %q\n", c[k])
		}
		break
	}
	return b.String()
}
