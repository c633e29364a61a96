// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// documentation is where links of rules begin.
const documentation = "https://docs.kernel.org/"

// newExplainCommand prints the documentation of types.
func newExplainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain TYPE...",
		Short:   "Explain a type of finding: what, why, exceptions, examples",
		Example: "  kstyle-ls explain LONG_LINE",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("explain what? Give a type such as LONG_LINE; 'kstyle-ls rules' lists them")
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return typeNames(analyzer.New(rules.All())), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			all := analyzer.New(rules.All())
			for i, name := range args {
				rule := all.Rule(strings.ToUpper(name))
				if rule == nil {
					return usagef("there is no type %s%s", name, suggestion(all, strings.ToUpper(name)))
				}
				if i > 0 {
					fmt.Fprintln(cmd.OutOrStdout())
				}
				explain(cmd.OutOrStdout(), rule)
			}
			return nil
		},
	}
}

func typeNames(all *analyzer.Analyzer) []string {
	var names []string
	for _, r := range all.Rules() {
		names = append(names, r.Type)
	}
	return names
}

// explain writes one rule for a person to read.
func explain(w io.Writer, r *analyzer.Rule) {
	fmt.Fprintf(w, "%s: %s\n\nlevel: %s; fix: %s\n", r.Type, r.Title, strings.Join(levelNames(r), ", "), fixName(r.Fix))
	if doc := strings.TrimSpace(r.Doc); doc != "" {
		fmt.Fprintf(w, "\n%s\n", doc)
	}
	for _, example := range []struct{ title, text string }{{"Reported", r.Bad}, {"Not reported", r.Good}} {
		if example.text == "" {
			continue
		}
		fmt.Fprintf(w, "\n%s:\n\n", example.title)
		for line := range strings.Lines(example.text) {
			fmt.Fprintf(w, "    %s", line)
		}
	}
	if r.Link != "" {
		fmt.Fprintf(w, "\nSee %s%s\n", documentation, r.Link)
	}
}

func levelNames(r *analyzer.Rule) []string {
	var names []string
	for _, l := range r.Levels {
		names = append(names, l.String())
	}
	return names
}

func fixName(f analyzer.Fixability) string {
	switch f {
	case analyzer.FixAlways:
		return "always"
	case analyzer.FixSometimes:
		return "sometimes"
	}
	return "never"
}

// jsonRule is a rule as programs read it.
type jsonRule struct {
	Type   string   `json:"type"`
	Family string   `json:"family"`
	Levels []string `json:"levels"`
	Title  string   `json:"title"`
	Doc    string   `json:"doc"`
	Bad    string   `json:"bad,omitempty"`
	Good   string   `json:"good,omitempty"`
	Link   string   `json:"link,omitempty"`
	Fix    string   `json:"fix"`
}

// newRulesCommand lists all rules.
func newRulesCommand() *cobra.Command {
	format := "table"
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List all types of findings",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			all := analyzer.New(rules.All())
			switch format {
			case "table":
				return failed(rulesTable(cmd.OutOrStdout(), all))
			case "json":
				return failed(rulesJSON(cmd.OutOrStdout(), all))
			}
			return usagef("--format %s: there are table, json", format)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "output: table, json")
	return cmd
}

func rulesTable(w io.Writer, all *analyzer.Analyzer) error {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintf(t, "type\tfamily\tlevels\tfix\ttitle\n")
	for _, r := range all.Rules() {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", r.Type, rules.FamilyOf(r.Type), strings.Join(levelNames(r), ","), fixName(r.Fix), r.Title)
	}
	return t.Flush()
}

func rulesJSON(w io.Writer, all *analyzer.Analyzer) error {
	list := []jsonRule{}
	for _, r := range all.Rules() {
		link := r.Link
		if link != "" {
			link = documentation + link
		}
		list = append(list, jsonRule{
			Type: r.Type, Family: rules.FamilyOf(r.Type), Levels: levelNames(r), Title: r.Title,
			Doc: r.Doc, Bad: r.Bad, Good: r.Good, Link: link, Fix: fixName(r.Fix),
		})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(list)
}
