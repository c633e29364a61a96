// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// index is the page that leads to all others.
const index = "index.md"

// pageName is the file of a rule's page.
func pageName(typ string) string { return strings.ToLower(typ) + ".md" }

// pages are the documents by file name: one for each rule, and the index.
func pages(all *analyzer.Analyzer) map[string][]byte {
	out := map[string][]byte{}
	family := map[string][]string{}
	for _, r := range all.Rules() {
		f := rules.FamilyOf(r.Type)
		family[f] = append(family[f], r.Type)
	}
	for _, r := range all.Rules() {
		out[pageName(r.Type)] = page(r, family[rules.FamilyOf(r.Type)])
	}
	var b bytes.Buffer
	b.WriteString(strings.Replace(fmt.Sprintf(head, len(all.Rules())), "go generate ./rules", "make docs", 1))
	table(&b, all, pageName)
	out[index] = b.Bytes()
	return out
}

// page is the document of one rule; family are the types beside it.
func page(r *analyzer.Rule, family []string) []byte {
	var b bytes.Buffer
	name := rules.FamilyOf(r.Type)
	fmt.Fprintf(&b, "# %s\n\n**%s.**\n\n", r.Type, strings.TrimSuffix(r.Title, "."))
	fmt.Fprintf(&b, "| level | family | fix | needs |\n| --- | --- | --- | --- |\n| %s | %s | %s | %s |\n",
		levels(r), name, fixWord(r.Fix), orNothing(r.Needs))
	body(&b, r)
	fmt.Fprintf(&b, "\nLeave it out with `--ignore %s`, or in `kstyle.toml` with `ignore = [\"%s\"]`.\n", r.Type, r.Type)
	var others []string
	for _, typ := range family {
		if typ != r.Type {
			others = append(others, fmt.Sprintf("[%s](%s)", typ, pageName(typ)))
		}
	}
	if len(others) > 0 {
		fmt.Fprintf(&b, "\nBeside it in the family %s: %s.\n", name, strings.Join(others, ", "))
	}
	fmt.Fprintf(&b, "\n[All rules](%s)\n", index)
	return b.Bytes()
}

// orNothing is what a rule cannot do without.
func orNothing(needs string) string {
	if needs == "" {
		return "nothing but the text"
	}
	return needs
}

// writePages makes a folder hold the pages, and no page of a rule that is
// gone.
func writePages(dir string, all *analyzer.Analyzer) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	out := pages(all)
	old, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		return err
	}
	for _, name := range old {
		if out[filepath.Base(name)] == nil {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	for name, text := range out {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
