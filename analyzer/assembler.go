// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// inAssembler is why a finding is narrower that only C could have.
const inAssembler = "the preprocessor shows the line to the assembler only"

// holdsInAssembler collects the rules that a file of assembler is judged by.
func holdsInAssembler(checks []*Check) map[*Rule]bool {
	rules := map[*Rule]bool{}
	for _, c := range checks {
		if c.Kinds != 0 && source.Asm.In(c.Kinds) {
			for _, r := range c.Rules {
				rules[r] = true
			}
		}
	}
	return rules
}

// withoutAssembler leaves out what C's rules find on lines of a whole C file
// that only the assembler sees. checkpatch does not know of them: for it the
// findings stay, with the reason.
func (r *run) withoutAssembler(in Input, fs []*Finding) []*Finding {
	if in.Form != File || !in.Kind.In(source.CFiles) || len(fs) == 0 || r.onlyC || !bytes.Contains(in.Bytes, assemblerMark) {
		return fs
	}
	ours := assemblerLines(in.Bytes)
	kept := fs[:0]
	for _, f := range fs {
		switch {
		case r.a.inAssembler[f.Rule] || f.Line < 1 || f.Line > len(ours) || !ours[f.Line-1]:
			kept = append(kept, f)
		case r.options.Parity:
			c := *f // the next version may have it elsewhere
			kept = append(kept, c.DifferNarrower(inAssembler))
		}
	}
	return kept
}

// assemblerMark begins the two names that are defined for the assembler.
var assemblerMark = []byte("__ASSEMBL")

// branch is what is known of a branch of a conditional.
type branch uint8

const (
	unknown branch = iota
	assembler
	compiler
)

// other is what is known of the branch behind an #else.
func (b branch) other() branch {
	switch b {
	case assembler:
		return compiler
	case compiler:
		return assembler
	}
	return unknown
}

// assemblerLines tells for each line whether it stands in a branch that only
// the assembler sees.
func assemblerLines(text []byte) []bool {
	var lines []bool
	var open []branch
	for line := range bytes.Lines(text) {
		line = bytes.TrimLeft(line, " \t")
		if len(line) > 0 && line[0] == '#' {
			open = directive(open, bytes.TrimLeft(line[1:], " \t"))
		}
		lines = append(lines, slices.Contains(open, assembler))
	}
	return lines
}

// directive keeps the stack of open conditionals.
func directive(open []branch, rest []byte) []branch {
	n := 0
	for n < len(rest) && rest[n] >= 'a' && rest[n] <= 'z' {
		n++
	}
	word, rest := string(rest[:n]), rest[n:]
	switch {
	case word == "if" || word == "ifdef" || word == "ifndef":
		return append(open, condition(word, rest))
	case len(open) == 0:
	case word == "elif":
		open[len(open)-1] = condition("if", rest)
	case word == "else":
		open[len(open)-1] = open[len(open)-1].other()
	case word == "endif":
		open = open[:len(open)-1]
	}
	return open
}

// condition reads a condition that is about the assembler alone.
func condition(word string, rest []byte) branch {
	if !bytes.Contains(rest, assemblerMark) || bytes.ContainsAny(rest, "&|") {
		return unknown
	}
	if (word == "ifndef") != (bytes.IndexByte(rest, '!') >= 0) {
		return compiler
	}
	return assembler
}
