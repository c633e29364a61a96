// SPDX-License-Identifier: GPL-2.0-or-later

// Command rulesdoc writes rules/RULES.md from the rules themselves, so that
// the list in the repository is never a second one.
//
//	go generate ./rules
//
// With -pages it writes a page for each rule and an index of them instead,
// which make docs puts below dist.
//
// It knows how the documents look; everything in them comes from the rules.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// document is the name of what is written, in the folder of the rules.
const document = "RULES.md"

func main() {
	dir := flag.String("pages", "", "write a page for each rule into this folder, in place of "+document)
	flag.Parse()
	all := analyzer.New(rules.All())
	var err error
	if *dir != "" {
		err = writePages(*dir, all)
	} else {
		err = os.WriteFile(document, render(all), 0o644)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "rulesdoc: %v\n", err)
		os.Exit(1)
	}
}

const head = `<!-- Written by "go generate ./rules" from the rules. Do not edit. -->
# Rules

%d types of findings. *Level* is checkpatch's: ERROR and WARNING are shown
always, CHECK with ` + "`--strict`" + `. *Fix* says how often kstyle-ls can put it right
by itself. Names are checkpatch's own, so what is written about them elsewhere
holds here too; only those of the family *series* are ours.

`

// render writes the whole document.
func render(all *analyzer.Analyzer) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, head, len(all.Rules()))
	table(&b, all, func(typ string) string { return "#" + anchor(typ) })
	for _, r := range all.Rules() {
		fmt.Fprintf(&b, "\n## %s\n\n**%s.** Level %s; fix: %s.\n", r.Type, strings.TrimSuffix(r.Title, "."), levels(r), fixWord(r.Fix))
		body(&b, r)
	}
	return b.Bytes()
}

// table lists all rules with a link to each.
func table(b *bytes.Buffer, all *analyzer.Analyzer, link func(typ string) string) {
	b.WriteString("| type | family | level | fix | what |\n| --- | --- | --- | --- | --- |\n")
	for _, r := range all.Rules() {
		fmt.Fprintf(b, "| [%s](%s) | %s | %s | %s | %s |\n", r.Type, link(r.Type), rules.FamilyOf(r.Type),
			levels(r), fixWord(r.Fix), strings.ReplaceAll(r.Title, "|", "\\|"))
	}
}

// body is what a rule says of itself behind its heading.
func body(b *bytes.Buffer, r *analyzer.Rule) {
	fmt.Fprintf(b, "\n%s\n", strings.TrimSpace(r.Doc))
	example(b, "Reported", r.Bad, r.Example)
	example(b, "Not reported", r.Good, r.Example)
	if r.Link != "" {
		fmt.Fprintf(b, "\nSee <https://docs.kernel.org/%s>.\n", r.Link)
	}
}

// anchor is how a heading is linked to.
func anchor(typ string) string { return strings.ToLower(typ) }

func levels(r *analyzer.Rule) string {
	var names []string
	for _, l := range r.Levels {
		names = append(names, l.String())
	}
	return strings.Join(names, ", ")
}

func fixWord(f analyzer.Fixability) string {
	switch f {
	case analyzer.FixAlways:
		return "always"
	case analyzer.FixSometimes:
		return "sometimes"
	}
	return "never"
}

// example writes a text with its blanks visible where they would be lost.
func example(b *bytes.Buffer, title, text, name string) {
	if text == "" {
		return
	}
	language := "c"
	switch {
	case strings.HasSuffix(name, ".patch"):
		language = "diff"
	case name != "" && !strings.HasSuffix(name, ".c") && !strings.HasSuffix(name, ".h"):
		language = "text"
	}
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	fmt.Fprintf(b, "\n%s:\n\n%s%s\n", title, fence, language)
	for line := range strings.Lines(text) {
		b.WriteString(visible(strings.TrimSuffix(line, "\n")))
		b.WriteByte('\n')
	}
	fmt.Fprintf(b, "%s\n", fence)
}

// visible shows carriage returns and blanks at the end of a line.
func visible(line string) string {
	kept := strings.TrimRight(line, " \t\r\f\v")
	return kept + strings.NewReplacer(" ", "·", "\t", "⇥", "\r", "␍", "\f", "␌").Replace(line[len(kept):])
}
