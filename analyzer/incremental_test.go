// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// corpus lists texts to edit: the project's own cases, and whatever folder
// KSTYLE_EDIT_CORPUS names.
func corpus(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	add := func(pattern string) {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			data, err := os.ReadFile(n)
			if err != nil {
				t.Fatal(err)
			}
			out[n] = string(data)
		}
	}
	add("../testdata/demo/*.c")
	out["examples.c"] = examples()
	out["examples.mbox"] = mailbox()
	out["examples.dts"], out["Kconfig"], out["MAINTAINERS"] = examplesOf(".dts"), examplesOf("Kconfig"), examplesOf("MAINTAINERS")
	if dir := os.Getenv("KSTYLE_EDIT_CORPUS"); dir != "" {
		add(filepath.Join(dir, "*.c"))
		add(filepath.Join(dir, "*.h"))
		add(filepath.Join(dir, "*.mbox"))
	}
	return out
}

// examples is a text of what all rules say about C, so that every one of them
// has something to find.
func examples() string { return examplesOf(".c") }

// examplesOf is a text of what all rules say about one kind of files.
func examplesOf(kind string) string {
	var text strings.Builder
	for _, c := range rules.All() {
		for _, r := range c.Rules {
			if cmp.Or(r.Example, "a.c") != kind && !strings.HasSuffix(cmp.Or(r.Example, "a.c"), kind) {
				continue
			}
			text.WriteString(r.Bad + r.Good)
		}
	}
	return text.String()
}

// oldTree has a file that the mails of mailbox change.
var oldTree = fstest.MapFS{"drivers/x/old.c": {Data: []byte(strings.Repeat("int a;\n\nint f(void)\n{\n\treturn 0;\n}\n", 20))}}

// mailbox is what all rules say about patches, each in a mail, and mails that
// add what they say about C: to new files, and to one that is in the tree.
func mailbox() string {
	const head = "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: x\n\nWhy.\n---\n"
	var text strings.Builder
	for _, c := range rules.All() {
		for _, r := range c.Rules {
			if strings.HasSuffix(r.Example, ".patch") {
				text.WriteString(head + r.Bad + "\n")
			}
		}
	}
	lines := strings.SplitAfter(strings.TrimSuffix(examples(), "\n"), "\n")
	for i := 0; len(lines) > 0; i++ {
		n := min(60, len(lines))
		added := "+" + strings.Join(lines[:n], "+")
		if i%3 == 0 {
			text.WriteString(head)
		}
		fmt.Fprintf(&text, "--- /dev/null\n+++ b/drivers/x/%d.c\n@@ -0,0 +1,%d @@\n%s\n", i, n, strings.TrimSuffix(added, "\n"))
		fmt.Fprintf(&text, "--- a/drivers/x/old.c\n+++ b/drivers/x/old.c\n@@ -%d,2 +%d,3 @@\n {\n+\tif(a) f();\n \treturn 0;\n", 6*(i%20)+4, 6*(i%20)+4)
		lines = lines[n:]
	}
	return text.String()
}

// patchSnippets are what is typed into patches besides.
var patchSnippets = []string{"+", "-", " ", "\n+", "+foo_t *p;\n", "+typedef int foo_t;\n", "@@ -1,3 +1,4 @@\n", "@@ -1 +1 @@ int f(void)\n",
	"diff --git a/drivers/x/a.c b/drivers/x/a.c\n", "--- a/drivers/x/a.c\n", "+++ b/drivers/x/a.c\n", "--- /dev/null\n", "-- \n2.40\n", "---\n",
	"\nFrom 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n", "Signed-off-by: A <a@example.org>\n", "Subject: x\n",
	"Content-Transfer-Encoding: quoted-printable\n", "index 1234567..89abcde 100644\n", "+__setup(\"foo=\", f);\n", "\\ No newline at end of file\n"}

// snippets are what the edits type and paste.
var snippets = []string{"{", "}", "(", ")", "/*", "*/", "\"", "'", "\n", "\n\n", ";", "#if 0\n", "#endif\n",
	"#else\n", "\t", " ", "x", "//", "\\\n", "if (x)\n\t", "struct a b;\n", "int f(void)\n{\n}\n", "else ",
	"typedef foo bar;\n", "foo_t *p;\n", ",", "#define A(x) x + x\n", "case 1:\n",
	"#ifdef A\n", "#elif B\n", "\r\n", "EXPORT_SYMBOL_GPL(f);\n", "#include <linux/etherdevice.h>\n", "_", "[", "]",
	"static ", "const ", "__user ", "%s\\n\"", "for_each_x(y) {\n"}

// edit changes a text somewhere.
func edit(r *rand.Rand, text string, snippets []string) string {
	at := r.IntN(len(text) + 1)
	switch r.IntN(5) {
	case 0: // delete a little
		end := min(at+1+r.IntN(12), len(text))
		return text[:at] + text[end:]
	case 1: // delete a line
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			return text[:at]
		}
		start := strings.LastIndexByte(text[:at], '\n') + 1
		return text[:start] + text[at+end+1:]
	case 2: // paste a piece of the text itself
		from := r.IntN(len(text) + 1)
		return text[:at] + text[from:min(from+r.IntN(200), len(text))] + text[at:]
	default:
		return text[:at] + snippets[r.IntN(len(snippets))] + text[at:]
	}
}

// show is a result as text.
func show(res *analyzer.Result) []string {
	var out []string
	for _, f := range res.Findings {
		out = append(out, fmt.Sprintf("%d %v %s %s %q %q %q %v", f.Line, f.Range, f.Level, f.Rule.Type, f.Message, f.Wider, f.Narrower, f.Fixes))
	}
	return out
}

// TestRecheckEqualsCheck edits texts at random and compares what an
// incremental run finds with what a fresh one does, fixes included.
func TestRecheckEqualsCheck(t *testing.T) {
	a := analyzer.New(rules.All())
	texts := corpus(t)
	steps := edits(t)
	for i, name := range slices.Sorted(maps.Keys(texts)) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			for _, parity := range []bool{false, true} {
				s := session{t: t, a: a, name: name, text: texts[name], options: analyzer.Defaults()}
				s.options.Strict, s.options.Parity = true, parity
				s.options.Facts.Tree = treefs.New(oldTree, treefs.Extra{})
				s.random = rand.New(rand.NewPCG(seed(t), uint64(i)))
				s.run(steps)
			}
		})
	}
	t.Logf("%d edits of %d texts", 2*steps*len(texts), len(texts))
}

// session is somebody who edits a file.
type session struct {
	t          *testing.T
	a          *analyzer.Analyzer
	name, text string
	options    analyzer.Options
	random     *rand.Rand
}

// input is a version of the text; one of a file that a tree may have.
func (s *session) input(text string) analyzer.Input {
	in := analyzer.NamedInput("drivers/x/"+filepath.Base(s.name), []byte(text))
	in.Name = s.name
	return in
}

func (s *session) run(steps int) {
	ctx := context.Background()
	var memory *analyzer.Memory
	now, undo := s.text, ""
	typed := snippets
	if s.input("").Form == analyzer.Patch {
		typed = slices.Concat(snippets, patchSnippets)
	}
	for step := range steps {
		in := s.input(now)
		inc, m, err := s.a.Recheck(ctx, memory, in, &s.options)
		if err != nil {
			s.t.Fatal(err)
		}
		fresh, err := s.a.Check(ctx, in, &s.options)
		if err != nil {
			s.t.Fatal(err)
		}
		if want, got := show(fresh), show(inc); !slices.Equal(want, got) {
			s.t.Fatalf("parity %v step %d: fresh (-) and incremental (+) differ:\n%s", s.options.Parity, step, gocmp.Diff(want, got))
		}
		memory = m
		if undo != "" && s.random.IntN(3) == 0 {
			now, undo = undo, ""
		} else {
			now, undo = edit(s.random, now, typed), now
		}
		if len(now) == 0 || step%100 == 99 {
			now, undo = s.text, ""
		}
	}
}

// seed is that of the edits.
func seed(t testing.TB) uint64 {
	n := uint64(1)
	if given := os.Getenv("KSTYLE_EDIT_SEED"); given != "" {
		if _, err := fmt.Sscan(given, &n); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

func edits(t testing.TB) int {
	if n := os.Getenv("KSTYLE_EDITS"); n != "" {
		var k int
		if _, err := fmt.Sscan(n, &k); err != nil {
			t.Fatal(err)
		}
		return k
	}
	return 60
}

// TestRecheckMemory gives one memory to more than one version, as somebody
// does whose work was cancelled, and lets documents take turns, which share
// what memory is spare.
func TestRecheckMemory(t *testing.T) {
	a := analyzer.New(rules.All())
	o := analyzer.Defaults()
	o.Strict = true
	ctx := context.Background()
	ended, cancel := context.WithCancel(ctx)
	cancel()
	texts := []string{examples(), strings.Repeat("int  a;\nvoid f(void)\n{\n\tif(a)\n\t\tf();\n}\n", 50)}
	var memory [2]*analyzer.Memory
	r := rand.New(rand.NewPCG(1, 1))
	now := slices.Clone(texts)
	for step := range 40 {
		for i := range now {
			in := analyzer.FileInput("a.c", fmt.Sprintf("drivers/x/%d.c", i), []byte(now[i]))
			if _, _, err := a.Recheck(ended, memory[i], in, &o); err == nil {
				t.Fatal("a cancelled check has a result")
			}
			inc, m, err := a.Recheck(ctx, memory[i], in, &o)
			if err != nil {
				t.Fatal(err)
			}
			again, _, err := a.Recheck(ctx, memory[i], in, &o) // it was handed on: no more than a fresh check
			if err != nil {
				t.Fatal(err)
			}
			fresh, err := a.Check(ctx, in, &o)
			if err != nil {
				t.Fatal(err)
			}
			if want := show(fresh); !slices.Equal(want, show(inc)) || !slices.Equal(want, show(again)) {
				t.Fatalf("text %d, step %d: fresh and incremental differ", i, step)
			}
			memory[i] = m
			now[i] = edit(r, now[i], snippets) + "\n"
		}
	}
}

// TestReach types in the middle of a header of registers with a finding on each
// of its lines: few of them depend on what is typed.
func TestReach(t *testing.T) {
	judged := 0
	count := &analyzer.Check{Rules: []*analyzer.Rule{{Type: "COUNT"}}, OnLine: func(*analyzer.Pass, int) { judged++ }}
	a := analyzer.New(append(rules.All(), count))
	o := analyzer.Defaults()
	o.Strict = true
	var header strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&header, "#define mmSomeRegister_%04d%s0x%04x\n", i, strings.Repeat(" ", 80), i)
	}
	text := header.String()
	middle := strings.Index(text, "_1500") + 5
	var memory *analyzer.Memory
	for i, version := range []string{text, text[:middle] + "x" + text[middle:], text} {
		judged = 0
		res, m, err := a.Recheck(t.Context(), memory, analyzer.FileInput("a.h", "drivers/x/a.h", []byte(version)), &o)
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Findings) < 6000 {
			t.Errorf("version %d: %d findings", i, len(res.Findings))
		}
		if i > 0 && judged > 150 {
			t.Errorf("version %d: %d lines were judged", i, judged)
		}
		memory = m
	}
}

// TestComments opens and closes comments in a long text, as somebody does who
// tries things out: what comes back has been seen, here or with other lines
// around it.
func TestComments(t *testing.T) {
	a := analyzer.New(rules.All())
	var text strings.Builder
	for i := range 300 {
		fmt.Fprintf(&text, "#define mmSomeRegister_%d%s0x%04x\n", i, strings.Repeat(" ", 80), i)
		if i%4 == 0 {
			fmt.Fprintf(&text, "/* register %d of of all */\nint f%d(void)\n{\n\tif(f%d ()) {\n\t\treturn (0);\n\t}\n}\n\n", i, i, i%3)
		}
	}
	marks := []string{"/*", "*/", "/*", "*/", "\"", "x", "\n", "//", "#ifdef __ASSEMBLY__\n", "#endif\n", "typedef int foo;\n"}
	for _, parity := range []bool{false, true} {
		r := rand.New(rand.NewPCG(seed(t), 9))
		o := analyzer.Defaults()
		o.Strict, o.Parity = true, parity
		versions := []string{text.String()}
		var memory *analyzer.Memory
		for step := range edits(t) {
			now := versions[len(versions)-1]
			in := analyzer.FileInput("a.h", "drivers/x/a.h", []byte(now))
			inc, m, err := a.Recheck(t.Context(), memory, in, &o)
			if err != nil {
				t.Fatal(err)
			}
			fresh, err := a.Check(t.Context(), in, &o)
			if err != nil {
				t.Fatal(err)
			}
			if want, got := show(fresh), show(inc); !slices.Equal(want, got) {
				t.Fatalf("parity %v step %d: fresh (-) and incremental (+) differ:\n%s", parity, step, gocmp.Diff(want, got))
			}
			memory = m
			if k := len(versions); k > 1 && r.IntN(2) == 0 {
				versions = versions[:k-1-r.IntN(min(k-1, 3))]
			} else {
				lines := strings.SplitAfter(now, "\n")
				at := r.IntN(len(lines))
				lines[at] = marks[r.IntN(len(marks))] + lines[at]
				versions = append(versions, strings.Join(lines, ""))
			}
		}
	}
}
