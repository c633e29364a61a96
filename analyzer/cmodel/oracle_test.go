// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// plain collects a statement byte by byte, with no table and no memory. It is
// slow and short, and what the collector is held to.
func plain(t *source.Text, line int) (end, cond uint32, level int) {
	start := t.Lines[line].Start
	limit := t.Lines[len(t.Lines)-1].End
	type state struct {
		open  byte
		level int
	}
	var s state
	stack := []state{{}}
	hasCond := false
	for i := start; i < limit; i++ {
		rest := t.Clean[i:limit] // no further than the line: the script has not read on
		if k := bytes.IndexByte(rest, '\n'); k >= 0 {
			rest = rest[:k+1]
		}
		if s.level == 0 && (i == start || t.Clean[i-1] == '\n') && define.Match(rest) {
			for i < limit && (t.Clean[i] != '\n' || t.Clean[i-1] == '\\') {
				i++
			}
			return min(i+1, limit+1), cond, 0
		}
		switch {
		case ifOpens.Match(rest):
			stack = append(stack, s)
		case ifTurns.Match(rest):
			s = stack[max(len(stack)-2, 0)]
		case ifEnds.Match(rest):
			s = stack[len(stack)-1]
			if stack = stack[:len(stack)-1]; len(stack) == 0 {
				stack = []state{{}}
			}
		}
		c := t.Clean[i]
		if s.level == 0 && c == ';' {
			return i + 1, cond, 0
		}
		if s.level == 0 && !hasCond && elseHere.Match(rest) && !elseIf.Match(rest) &&
			(i == start || strings.IndexByte(" \t\n\r}+", t.Clean[i-1]) >= 0) {
			cond, hasCond = i+4, true
		}
		switch {
		case c == '(' && s.open != '{', c == '{' && s.open != '(':
			s = state{c, s.level + 1}
		case c == ')' && s.open == '(':
			if s.level--; s.level == 0 {
				s.open = 0
				if !hasCond {
					cond, hasCond = i+1, true
				}
			}
		case c == '}' && s.open == '{':
			if s.level--; s.level == 0 {
				if i+1 < limit && t.Clean[i+1] == ';' {
					i++
				}
				return i + 1, cond, 0
			}
		}
	}
	return limit + 1, cond, s.level
}

var (
	define   = regexp.MustCompile(`^[ \t]*#[ \t]*define`)
	ifOpens  = regexp.MustCompile(`^#\s*(?:ifndef|ifdef|if)\s`)
	ifTurns  = regexp.MustCompile(`^#\s*(?:else|elif)\b`)
	ifEnds   = regexp.MustCompile(`^#\s*endif\b`)
	elseHere = regexp.MustCompile(`^else[\s{]`)
	elseIf   = regexp.MustCompile(`^else\s+if\b`)
)

func compareStatements(t *testing.T, name, src string) {
	t.Helper()
	m, text := read(src)
	for i := range text.Lines {
		if !m.HasCode(i) {
			continue
		}
		s := m.StatementAt(i, text.Lines[i].Start)
		end, cond, level := plain(text, i)
		end = min(end, uint32(len(text.Clean)))
		if s.End != end || s.CondEnd != max(cond, s.Start) || (s.Level == 0) != (level == 0) {
			t.Errorf("%s:%d: statement ends at %d, condition at %d, level %d; want %d, %d, %d:\n%s", name, i+1,
				s.End, s.CondEnd, s.Level, end, max(cond, s.Start), level, text.RawLine(i))
			return
		}
		frag := bytes.TrimRight(bytes.TrimRight(m.Text(&s), blanks), ";")
		if divided := bytes.ContainsAny(frag, "{;"); divided != s.Divided && level == 0 {
			t.Errorf("%s:%d: divided is %v, want %v: %s", name, i+1, s.Divided, divided, m.Text(&s))
			return
		}
	}
}

// TestStatementsAgainstPlain compares statements of random texts, and of the
// files in the folder KSTYLE_STATEMENT_FILES, with those found byte by byte.
func TestStatementsAgainstPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"(", ")", "{", "}", ";", "};", "\n", "\n", "\n", "a", " ", "b c", "else ", "else\n", "else if (x)",
		"if (y)", "}else{", "\n#if 1\n", "\n#ifdef X\n", "\n#else\n", "\n#endif\n", "\n#define Z(q) q; \\\n r\n", "\n#elif Y\n",
		"/* ( { ; */", "\"( {\"", "do ", "while (1)", "[", "]", "\n#include <x>\n", "\\\n"}
	for n := range 2000 {
		var b strings.Builder
		for range 1 + r.IntN(60) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		b.WriteString("\n")
		src := b.String()
		compareStatements(t, src, src)
		if t.Failed() {
			t.Fatalf("text %d", n)
		}
	}
	if dir := os.Getenv("KSTYLE_STATEMENT_FILES"); dir != "" {
		files, _ := filepath.Glob(filepath.Join(dir, "*.[ch]"))
		for _, f := range files {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			compareStatements(t, f, string(raw))
		}
	}
}
