// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/silence"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/tree"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

const silenceHelp = `Keep a finding silent, by a record beside the source: upstream trees take no
comments of tools. The record is kept in .git/` + silence.FileName + `, by type, enclosing function
and text, so that it survives edits around it. Editors and 'check' obey it; with
--parity nothing is silent.

In a tree of your own, comments do the same:
  /* kstyle-ignore: TYPE -- reason */          this line, or the next if it stands alone
  /* kstyle-ignore-begin: TYPE */ ... /* kstyle-ignore-end */
  /* kstyle-ignore-file: TYPE */
and, in a commit message, the trailer 'Checkpatch-ignore: TYPE'.`

// newSilenceCommand adds, lists and prunes records.
func newSilenceCommand() *cobra.Command {
	reason := ""
	cmd := &cobra.Command{
		Use:     "silence FILE:LINE TYPE",
		Short:   "Keep a finding silent, by a record beside the source",
		Long:    silenceHelp,
		Example: "  kstyle-ls silence mm/slub.c:120 LONG_LINE --reason 'a table'\n  kstyle-ls silence list",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("silence what? Give FILE:LINE and a type, as 'check' prints them")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return silenceOne(cmd, args[0], args[1], reason)
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why it is to stay as it is")
	unused := false
	list := &cobra.Command{Use: "list", Short: "List the records of the repository", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return listSilence(cmd, unused)
	}}
	list.Flags().BoolVar(&unused, "unused", false, "only those that silence nothing any more")
	prune := &cobra.Command{Use: "prune", Short: "Remove records that silence nothing any more", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return pruneSilence(cmd)
	}}
	cmd.AddCommand(list, prune)
	return cmd
}

// repository is where the records of a folder are, and what they are.
func repository(dir string) (vcs.Place, silence.Records, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return vcs.Place{}, silence.Records{}, failed(err)
	}
	place, ok := vcs.Locate(abs)
	if !ok {
		return place, silence.Records{}, failed(fmt.Errorf("%s is in no git repository, so there is no place for records", dir))
	}
	records, problems, err := silence.Load(place.Common)
	if err == nil && len(problems) > 0 {
		err = fmt.Errorf("%s: %s", filepath.Join(place.Common, silence.FileName), strings.Join(problems, "; "))
	}
	if err != nil {
		return place, records, failed(err)
	}
	return place, records, nil
}

// checkAll checks a file with nothing silent.
func checkAll(cmd *cobra.Command, all *analyzer.Analyzer, name string) (analyzer.Input, []*analyzer.Finding, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return analyzer.Input{}, nil, err
	}
	options := analyzer.Defaults()
	options.Strict = true
	in := analyzer.NamedInput(filepath.ToSlash(name), text)
	if root, ok := tree.Find(name); ok {
		t, err := tree.Open(root, treefs.Extra{})
		if err != nil {
			return in, nil, err
		}
		defer t.Close()
		options.Facts.Tree = t
		if rel, ok := below(root, name); ok {
			in.Path = rel
		}
	}
	r, err := all.Check(cmd.Context(), in, &options)
	if err != nil {
		return in, nil, err
	}
	return in, r.Findings, nil
}

// below is a path from a folder above it, with slashes.
func below(root, name string) (string, bool) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(root, abs)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

// nearestLine names the line nearest to one that has a finding of a type.
func nearestLine(findings []*analyzer.Finding, typ string, line int) string {
	best := 0
	for _, f := range findings {
		if f.Rule.Type == typ && (best == 0 || abs(f.Line-line) < abs(best-line)) {
			best = f.Line
		}
	}
	if best == 0 {
		return ""
	}
	return fmt.Sprintf("; the nearest is on line %d", best)
}

func abs(n int) int { return max(n, -n) }

func silenceOne(cmd *cobra.Command, where, typ, reason string) error {
	all := analyzer.New(rules.All())
	typ = strings.ToUpper(typ)
	if all.Rule(typ) == nil {
		return usagef("there is no type %s%s", typ, suggestion(all, typ))
	}
	name, digits, ok := cutLast(where, ":")
	line, err := strconv.Atoi(digits)
	if !ok || err != nil || line < 1 {
		return usagef("%s: give FILE:LINE", where)
	}
	place, records, err := repository(filepath.Dir(name))
	if err != nil {
		return err
	}
	in, findings, err := checkAll(cmd, all, name)
	if err != nil {
		return failed(err)
	}
	i := slices.IndexFunc(findings, func(f *analyzer.Finding) bool { return f.Rule.Type == typ && f.Line == line })
	if i < 0 {
		return failed(fmt.Errorf("%s: no %s is found there%s", where, typ, nearestLine(findings, typ, line)))
	}
	keeper := silence.NewKeeper(place.Top)
	record := silence.For(in, findings, func(f *analyzer.Finding) string { return keeper.PathOf(in, f) })[i]
	record.Reason = reason
	records.Add(record)
	return failed(silence.Save(place.Common, records))
}

// cutLast cuts around the last separator: names of files may hold it.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// unusedRecords reports for each record whether it silences nothing.
func unusedRecords(cmd *cobra.Command, place vcs.Place, records silence.Records) []bool {
	all := analyzer.New(rules.All())
	unused := make([]bool, len(records.List))
	keeper := silence.NewKeeper(place.Top)
	done := map[string]bool{}
	for i := range unused {
		unused[i] = true
	}
	for _, x := range records.List {
		if done[x.Path] || !filepath.IsLocal(filepath.FromSlash(x.Path)) {
			continue
		}
		done[x.Path] = true
		in, findings, err := checkAll(cmd, all, filepath.Join(place.Top, filepath.FromSlash(x.Path)))
		if err != nil {
			continue // a file that is gone has nothing to silence
		}
		_, used := records.Silent(in, findings, func(f *analyzer.Finding) string { return keeper.PathOf(in, f) })
		for k := range used {
			unused[k] = unused[k] && !used[k]
		}
	}
	return unused
}

func listSilence(cmd *cobra.Command, onlyUnused bool) error {
	place, records, err := repository(".")
	if err != nil {
		return err
	}
	unused := unusedRecords(cmd, place, records)
	all := analyzer.New(rules.All())
	for i, x := range records.List {
		if onlyUnused && !unused[i] {
			continue
		}
		mark := ""
		if unused[i] {
			mark = " (unused)"
		}
		if all.Rule(x.Type) == nil {
			mark = " (there is no such type" + suggestion(all, x.Type) + ")"
		}
		if x.Reason != "" {
			mark += " -- " + x.Reason
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s: %s in %s: %s%s\n", x.Path, x.Type, orFileScope(x.Function), x.Text, mark)
	}
	return nil
}

func orFileScope(function string) string {
	if function == "" {
		return "file scope"
	}
	return function + "()"
}

func pruneSilence(cmd *cobra.Command) error {
	place, records, err := repository(".")
	if err != nil {
		return err
	}
	unused := unusedRecords(cmd, place, records)
	var kept silence.Records
	for i, x := range records.List {
		if !unused[i] {
			kept.List = append(kept.List, x)
		}
	}
	gone := len(records.List) - len(kept.List)
	fmt.Fprintf(cmd.OutOrStdout(), "%d of %d records removed\n", gone, len(records.List))
	if gone == 0 {
		return nil
	}
	return failed(silence.Save(place.Common, kept))
}
