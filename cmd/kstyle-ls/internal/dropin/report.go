// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

import (
	"fmt"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// report is one finding as the script prints it: lines of text.
func (j *job) report(in *input, f *analyzer.Finding) []string {
	o := j.o
	level, typ := f.Level.String()+":", ""
	if o.showTypes {
		typ = f.Rule.Type + ":"
	}
	message := strings.ReplaceAll(f.Message, "\n", " ")
	prefix := j.prefix(in, f)
	first := prefix + level + typ + " " + message
	if j.color {
		code := colorOf(f.Level)
		first = code + prefix + level + "\x1b[0m"
		if typ != "" {
			first = code + prefix + level + "\x1b[34m" + typ + "\x1b[0m"
		}
		first += " " + message
	}
	lines := append([]string{first}, j.place(in, f)...)
	lines = append(lines, "")
	if o.showfile && len(lines) > 1 {
		lines = append(lines[:1], lines[2:]...)
	}
	if o.terse {
		lines = lines[:1]
	}
	return lines
}

// place are the lines below the first: where it is, and what is there.
func (j *job) place(in *input, f *analyzer.Finding) []string {
	if bare[f.Rule.Type] && f.FileLine == 0 {
		return nil
	}
	return append([]string{j.position(f)}, j.quoted(in, f)...)
}

// plain is a report without level and type, which --test-only looks at.
func (j *job) plain(in *input, f *analyzer.Finding) string {
	return f.Message + "\n" + strings.Join(j.place(in, f), "\n")
}

// colorOf is the code that a level is shown in.
func colorOf(l analyzer.Level) string {
	switch l {
	case analyzer.Error:
		return "\x1b[31m"
	case analyzer.Warning:
		return "\x1b[33m"
	}
	return "\x1b[32m"
}

// prefix is what --emacs and --showfile put in front.
func (j *job) prefix(in *input, f *analyzer.Finding) string {
	switch {
	case j.o.showfile:
		if in.asFile || f.FileLine > 0 {
			return fmt.Sprintf("%s:%d: ", f.Path, f.FileLine)
		}
		line := f.Line
		if atEnd[f.Rule.Type] {
			line = len(in.lines)
		}
		at := in.placeOf(line)
		return fmt.Sprintf("%s:%d: ", at.path, at.line)
	case j.o.emacs:
		return fmt.Sprintf("%s:%d: ", in.prefix, f.Line)
	}
	return ""
}

// position is the line that says where: in a hunk with file and line.
func (j *job) position(f *analyzer.Finding) string {
	if f.FileLine > 0 {
		return fmt.Sprintf("#%d: FILE: %s:%d:", f.Line, f.Path, f.FileLine)
	}
	return fmt.Sprintf("#%d: ", f.Line)
}

// bare are types of findings about the input as a whole or about the headers
// of a diff; no line is quoted for them.
var bare = set("MISSING_SIGN_OFF", "NO_AUTHOR_SIGN_OFF", "FROM_SIGN_OFF_MISMATCH", "MISSING_FIXES_TAG",
	"NOT_UNIFIED_DIFF", "PATCH_PREFIX", "OBSOLETE", "DT_SPLIT_BINDING_PATCH", "DT_SCHEMA_BINDING_PATCH", "COMMIT_MESSAGE")

// vetted are types that show a line with its blanks visible.
var vetted = set("TRAILING_WHITESPACE", "DOS_LINE_ENDINGS", "CODE_INDENT", "LEADING_SPACE", "SPACE_BEFORE_TAB", "FSF_MAILING_ADDRESS")

// withPrevious are types that show the line above as well.
var withPrevious = set("ASSIGNMENT_CONTINUATIONS", "ELSE_AFTER_BRACE", "FLEXIBLE_ARRAY", "LINE_SPACING", "LOGICAL_CONTINUATIONS", "MULTILINE_DEREFERENCE",
	"OOM_MESSAGE", "PARENTHESIS_ALIGNMENT", "SPLIT_STRING", "UNNECESSARY_ELSE", "WHILE_AFTER_BRACE", "RETURN_VOID", "UNNECESSARY_BREAK")

// showsPrevious reports whether a finding shows the line above as well.
func showsPrevious(in *input, f *analyzer.Finding) bool {
	if f.Rule.Type == "BLOCK_COMMENT_STYLE" {
		return string(in.text[f.Range.Start:f.Range.End]) != "*/"
	}
	if f.Rule.Type == "BRACES" && f.Level == analyzer.Strict {
		own := strings.TrimSpace(strings.TrimPrefix(in.line(f.Line), "+"))
		return own == "" || strings.HasPrefix(own, "}") && strings.TrimSpace(strings.TrimLeft(in.above(f.Line), "+ ")) == ""
	}
	if f.Rule.Type == "OPEN_BRACE" {
		return strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(in.line(f.Line), "+")), "{")
	}
	return withPrevious[f.Rule.Type]
}

func set(names ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

// quoted are the lines of the input that are shown.
func (j *job) quoted(in *input, f *analyzer.Finding) []string {
	line := in.line(f.Line)
	if vetted[f.Rule.Type] {
		return []string{visible(line) + "$"}
	}
	lines := in.statement(f)
	if showsPrevious(in, f) && f.Line > 1 {
		if above := in.above(f.Line); above != "" {
			lines = []string{above, line}
		}
	}
	if c, ok := caret(in, f, line); ok {
		lines = append(lines, c)
	}
	return lines
}

// visible shows control characters as the script does.
func visible(line string) string {
	var b strings.Builder
	for i := range len(line) {
		if c := line[i]; c < 32 || c == 127 {
			b.WriteByte('^')
			b.WriteByte(c ^ 64)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// caret is the line under a line that points at an operator, a misspelt word
// or a broken character.
func caret(in *input, f *analyzer.Finding, line string) (string, bool) {
	start := in.column(f)
	switch f.Rule.Type {
	case "SPACING":
		if start < 0 || start >= len(line) || strings.IndexByte("+-*/%<>=!&|^~?:,;", line[start]) < 0 {
			return "", false
		}
	case "TYPO_SPELLING", "INVALID_UTF8":
		if start < 0 {
			return "", false
		}
	default:
		return "", false
	}
	var b strings.Builder
	for i := range min(start, len(line)) {
		if line[i] == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
	}
	marks := 1
	if f.Rule.Type == "TYPO_SPELLING" {
		marks = max(1, min(int(f.Range.Len()), len(line)-start))
	}
	return b.String() + strings.Repeat("^", marks), true
}
