// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/google/renameio/v2"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// counts are the totals of one input.
type counts struct{ errors, warnings, checks int }

func (c counts) any() bool { return c.errors+c.warnings+c.checks > 0 }

// blankDefects are the types that bring the note about cleaning up.
var blankDefects = set("TRAILING_WHITESPACE", "CODE_INDENT")

// check judges one input and prints all that the script would.
func (j *job) check(ctx context.Context, in *input) error {
	o := j.o
	what := analyzer.FileInput(in.prefix, in.prefix, in.text)
	what.Form = analyzer.Patch
	if in.asFile {
		what.Form = analyzer.File
		if what.Kind == source.Patch {
			what.Kind = source.Other
		}
	}
	result, err := j.Analyzer.Check(ctx, what, &j.options)
	if err != nil {
		return err
	}
	var c counts
	var text []string
	for _, f := range arrange(in, result.Findings) {
		if j.excluded(f.Path) {
			continue
		}
		if o.testOnly != "" && !strings.Contains(j.plain(in, f), o.testOnly) {
			continue
		}
		lines := j.report(in, f)
		c.add(f.Level)
		text = append(text, lines...)
		if o.verbose && !j.told[f.Rule.Type] {
			j.told[f.Rule.Type] = true
			text = append(append(text, description(f.Rule)...), "")
		}
	}
	j.strict = o.strict || analyzer.StrictPath(in.lastPath())
	if c.any() {
		j.status = max(j.status, statusFound)
	} else if o.mailback {
		return nil
	}
	j.spoke = true
	if o.quiet == 0 && j.several {
		bar := strings.Repeat("-", len(in.name))
		fmt.Fprintf(j.out, "%s\n%s\n%s\n", bar, in.name, bar)
	}
	for _, line := range text {
		j.out.WriteString(line)
		j.out.WriteByte('\n')
	}
	j.total(in, c)
	blanks, err := j.blanks(ctx, what, result.Findings)
	if err != nil {
		return err
	}
	return j.verdict(ctx, in, what, c, blanks)
}

// blanks reports whether there are defects of white space, filtered or not:
// the script's note about them does not follow the filters.
func (j *job) blanks(ctx context.Context, what analyzer.Input, findings []*analyzer.Finding) (bool, error) {
	if j.o.quiet > 0 {
		return false, nil
	}
	if j.options.Types != nil || j.options.Ignore != nil {
		options := j.options
		options.Types, options.Ignore = blankDefects, nil
		result, err := j.Analyzer.Check(ctx, what, &options)
		if err != nil {
			return false, err
		}
		findings = result.Findings
	}
	return slices.ContainsFunc(findings, func(f *analyzer.Finding) bool { return blankDefects[f.Rule.Type] }), nil
}

func (c *counts) add(l analyzer.Level) {
	switch l {
	case analyzer.Error:
		c.errors++
	case analyzer.Warning:
		c.warnings++
	default:
		c.checks++
	}
}

// excluded is Zephyr's --exclude: paths that begin with one of the values.
func (j *job) excluded(path string) bool {
	for _, e := range j.o.exclude {
		if path != "" && strings.HasPrefix(path, e) {
			return true
		}
	}
	return false
}

// total writes the summary line.
func (j *job) total(in *input, c counts) {
	o := j.o
	if !o.summary || o.quiet == 1 && !c.any() {
		return
	}
	if o.summaryFile {
		fmt.Fprintf(j.out, "%s ", in.prefix)
	}
	fmt.Fprintf(j.out, "total: %d errors, %d warnings, ", c.errors, c.warnings)
	if j.strict {
		fmt.Fprintf(j.out, "%d checks, ", c.checks)
	}
	fmt.Fprintf(j.out, "%d lines checked\n", in.checked())
}

// verdict writes the notes behind the summary, and the fixes.
func (j *job) verdict(ctx context.Context, in *input, what analyzer.Input, c counts, blanks bool) error {
	o := j.o
	loud := o.quiet == 0
	if loud && c.any() && !o.fix {
		j.out.WriteString("\nNOTE: Some of this can be put right by --fix or --fix-inplace;\n      see also kstyle-ls check --diff.\n")
	}
	if loud && blanks {
		j.out.WriteString("\nNOTE: There are defects of white space; scripts/cleanpatch and\n      scripts/cleanfile put such right.\n")
	}
	if o.fix && c.any() {
		if err := j.write(ctx, in, what); err != nil {
			return err
		}
	}
	if !loud {
		return nil
	}
	if c.any() {
		fmt.Fprintf(j.out, "\n%s has style problems, please review.\n", in.name)
	} else {
		fmt.Fprintf(j.out, "\n%s has no obvious style problems and is ready for submission.\n", in.name)
	}
	return nil
}

// suffix is what the script puts behind the name of a fixed copy.
const suffix = ".EXPERIMENTAL-checkpatch-fixes"

// write makes the fixes and puts them where they were asked for.
func (j *job) write(ctx context.Context, in *input, what analyzer.Input) error {
	settled, err := j.Analyzer.Settle(ctx, what, &j.options, analyzer.FirstSafe)
	if err != nil {
		return err
	}
	if bytes.Equal(settled.Bytes, in.text) {
		return nil
	}
	name := in.disk + suffix
	mode := os.FileMode(0o644)
	if j.o.fixInplace && in.disk != "-" { // standard input cannot be written
		name = in.disk
		if info, err := os.Stat(name); err == nil {
			mode = info.Mode().Perm()
		}
	}
	if err := renameio.WriteFile(name, settled.Bytes, mode); err != nil {
		return fmt.Errorf("write the fixed copy: %w", err)
	}
	if j.o.quiet == 0 {
		fmt.Fprintf(j.out, "\nWrote a copy with %d fixes to '%s'.\nRead what was changed before you use it.\n", settled.Fixed, name)
	}
	return nil
}
