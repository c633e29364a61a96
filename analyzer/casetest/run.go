// SPDX-License-Identifier: GPL-2.0-or-later

package casetest

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/bug"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Run holds the analyzer to one case file.
func Run(t *testing.T, a *analyzer.Analyzer, data []byte) {
	t.Helper()
	c, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	defer bug.Hook(func(s string) { t.Error(s) })()
	for _, x := range c.Texts {
		for _, parity := range []bool{false, true} {
			o := c.Options
			o.Parity = parity
			checkText(t, a, x, &o)
		}
		o := c.Options
		if x.Fixed != nil {
			checkFixed(t, a, x, &o)
		}
		checkEachFix(t, a, x, &o)
		checkAlternatives(t, a, x, &o)
		checkSpoilt(t, a, x, &o)
	}
}

// checkText compares what is reported with what is expected, in one mode.
func checkText(t *testing.T, a *analyzer.Analyzer, x *Text, o *analyzer.Options) {
	t.Helper()
	mode := "default"
	if o.Parity {
		mode = "parity"
	}
	res := check(t, a, analyzer.NamedInput(x.Name, x.Bytes), o)
	left := append([]*analyzer.Finding(nil), res.Findings...)
	for _, w := range x.Want {
		if w.Mode == OnlyDefault && o.Parity || w.Mode == OnlyParity && !o.Parity {
			continue
		}
		i := match(left, w, x.Bytes)
		if i < 0 {
			t.Errorf("%s (%s): line %d: expected and not reported: %s", x.Name, mode, w.Line, w)
			continue
		}
		left = append(left[:i], left[i+1:]...)
	}
	for _, f := range left {
		t.Errorf("%s (%s): reported and not expected:\n//~ %s %s %q %s\n(line %d: %s)", x.Name, mode,
			f.Level, f.Rule.Type, flagged(x.Bytes, f), f.Message, f.Line, lineOf(x.Bytes, f.Line))
	}
}

func check(t *testing.T, a *analyzer.Analyzer, in analyzer.Input, o *analyzer.Options) *analyzer.Result {
	t.Helper()
	res, err := a.Check(context.Background(), in, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Findings {
		if int(f.Range.End) > len(in.Bytes) || f.Range.Start > f.Range.End {
			t.Fatalf("%s: finding of %s has range %v in %d bytes", in.Name, f.Rule.Type, f.Range, len(in.Bytes))
		}
	}
	return res
}

// String is the expectation as a case file has it.
func (w Want) String() string {
	s := w.Level + " " + w.Type
	if !w.AnyText {
		s += fmt.Sprintf(" %q", w.Flagged)
	}
	return s + " " + w.Message
}

func match(fs []*analyzer.Finding, w Want, text []byte) int {
	for i, f := range fs {
		if f.Line == w.Line && f.Rule.Type == w.Type && f.Level.String() == w.Level &&
			(w.AnyText || flagged(text, f) == w.Flagged) && strings.Contains(f.Message, w.Message) {
			return i
		}
	}
	return -1
}

func flagged(text []byte, f *analyzer.Finding) string {
	return string(text[f.Range.Start:f.Range.End])
}

func lineOf(text []byte, n int) string {
	lines := bytes.Split(text, []byte{'\n'})
	if n < 1 || n > len(lines) {
		return ""
	}
	return string(lines[n-1])
}

// checkFixed makes all safe fixes until nothing changes.
func checkFixed(t *testing.T, a *analyzer.Analyzer, x *Text, o *analyzer.Options) {
	t.Helper()
	s, err := a.Settle(context.Background(), analyzer.NamedInput(x.Name, x.Bytes), o, analyzer.FirstSafe)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(x.Fixed), string(s.Bytes)); diff != "" {
		t.Errorf("%s: fixed text differs (- wanted, + got):\n%s", x.Name, diff)
	}
	if !s.Stable {
		t.Errorf("%s: fixes do not settle", x.Name)
	}
	for _, f := range s.Rest.Findings {
		if analyzer.FirstSafe(f) >= 0 {
			t.Errorf("%s: still reported with a safe fix after fixing: %s %s", x.Name, f.Rule.Type, f.Message)
		}
	}
}

// checkEachFix makes each fix by itself and looks whether it keeps what it
// promises: its rule allows a fix, layout fixes keep the tokens, and the
// finding is gone.
func checkEachFix(t *testing.T, a *analyzer.Analyzer, x *Text, o *analyzer.Options) {
	t.Helper()
	in := analyzer.NamedInput(x.Name, x.Bytes)
	for _, f := range check(t, a, in, o).Findings {
		if len(f.Fixes) > 0 && f.Rule.Fix == analyzer.FixNever {
			t.Errorf("%s: %s has a fix and its rule says that it never does", x.Name, f.Rule.Type)
		}
		if len(f.Fixes) == 0 && f.Rule.Fix == analyzer.FixAlways {
			t.Errorf("%s: %s has no fix and its rule says that it always does", x.Name, f.Rule.Type)
		}
		for i, fx := range f.Fixes {
			out, n := analyzer.ApplyFixes(in, []*analyzer.Finding{f}, func(*analyzer.Finding) int { return i })
			if n != 1 || bytes.Equal(out, x.Bytes) {
				t.Errorf("%s: fix %q of %s cannot be made or changes nothing", x.Name, fx.Title, f.Rule.Type)
				continue
			}
			if in.Form == analyzer.File && in.Kind.In(source.CFiles) && !fx.Rewrites {
				if diff := cmp.Diff(tokens(x.Bytes), tokens(out)); diff != "" {
					t.Errorf("%s: fix %q of %s changes tokens:\n%s", x.Name, fx.Title, f.Rule.Type, diff)
				}
			}
		}
	}
}

// tokens are the tokens of a C text that are not comments. A backslash that
// continues a line is none, with blanks behind it or not.
func tokens(text []byte) []string {
	x := source.New("a.c", "a.c", source.C, text, source.Mode{})
	var s token.Stream
	token.Scan(&s, x.Clean, 0, len(x.Clean), nil)
	var out []string
	for i := range s.Kind {
		splice := s.Kind[i] == token.Backslash && (i+1 == s.Len() || bytes.IndexByte(text[s.End[i]:s.Start[i+1]], '\n') >= 0)
		if s.Kind[i] != token.Comment && !splice {
			out = append(out, string(s.Text(text, i)))
		}
	}
	return out
}

// checkAlternatives makes the one fix that an alternative names.
func checkAlternatives(t *testing.T, a *analyzer.Analyzer, x *Text, o *analyzer.Options) {
	t.Helper()
	in := analyzer.NamedInput(x.Name, x.Bytes)
	for title, want := range x.Alternatives {
		found := false
		out, _ := analyzer.ApplyFixes(in, check(t, a, in, o).Findings, func(f *analyzer.Finding) int {
			for i, fx := range f.Fixes {
				if fx.Title == title && !found {
					found = true
					return i
				}
			}
			return -1
		})
		if !found {
			t.Errorf("%s: no fix is called %q", x.Name, title)
		} else if diff := cmp.Diff(string(want), string(out)); diff != "" {
			t.Errorf("%s: fix %q (- wanted, + got):\n%s", x.Name, title, diff)
		}
	}
}

// checkSpoilt sees that damaged copies of the text bring nothing down.
func checkSpoilt(t *testing.T, a *analyzer.Analyzer, x *Text, o *analyzer.Options) {
	t.Helper()
	crlf := bytes.ReplaceAll(x.Bytes, []byte{'\n'}, []byte("\r\n"))
	check(t, a, analyzer.NamedInput(x.Name, crlf), o)
	check(t, a, analyzer.NamedInput(x.Name, bytes.TrimSuffix(x.Bytes, []byte{'\n'})), o)
	half := len(x.Bytes) / 2
	check(t, a, analyzer.NamedInput(x.Name, x.Bytes[:half]), o)
	check(t, a, analyzer.NamedInput(x.Name, x.Bytes[half:]), o)
}

// Files lists the case files below a folder.
func Files(folder string) ([]string, error) {
	return filepath.Glob(filepath.Join(folder, "*", "*.txtar"))
}
