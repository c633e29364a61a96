// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/vcs"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// document is a file each of whose lines is like no other and has a finding, so
// that it is known which lines an edit changed and which it left.
type document struct {
	lines []int // what each line is called
	next  int
}

func (d *document) fresh() int {
	d.next++
	return d.next
}

// edit changes, adds or takes away a few lines.
func (d *document) edit(r *rand.Rand) {
	for range 1 + r.IntN(4) {
		at := r.IntN(len(d.lines) + 1)
		switch r.IntN(3) {
		case 0:
			d.lines = slices.Insert(d.lines, at, d.fresh(), d.fresh())
		case 1:
			if at < len(d.lines) {
				d.lines[at] = d.fresh()
			}
		case 2:
			if len(d.lines) > 3 {
				end := min(at+1+r.IntN(2), len(d.lines))
				d.lines = slices.Delete(d.lines, min(at, end), end)
			}
		}
	}
}

func (d *document) text(end string) string {
	var b strings.Builder
	for _, n := range d.lines {
		fmt.Fprintf(&b, "int v%d ;%s", n, end)
	}
	return b.String()
}

// since are the lines, from 1, that are not in every earlier version: the new
// ones, and those beside each other where lines were only taken away.
func (d *document) since(before ...[]int) []int {
	count := make([]int, len(d.lines))
	for _, old := range before {
		mine := make([]bool, len(d.lines))
		at := 0 // in old
		for i := 0; i <= len(d.lines); {
			end := i
			for end < len(d.lines) && !slices.Contains(old, d.lines[end]) {
				mine[end] = true
				end++
			}
			stop := len(old)
			if end < len(d.lines) {
				stop = slices.Index(old, d.lines[end])
			}
			if gone := stop - at; gone > 0 && end == i {
				for _, k := range []int{i - 1, i} {
					if k >= 0 && k < len(mine) {
						mine[k] = true
					}
				}
			}
			at, i = stop+1, end+1
		}
		for i := range mine {
			if mine[i] {
				count[i]++
			}
		}
	}
	var out []int
	for i, n := range count {
		if n == len(before) {
			out = append(out, i+1)
		}
	}
	return out
}

// session is a repository that is worked in.
type session struct {
	t    *testing.T
	repo *vcs.Repo
	r    *rand.Rand
}

func newSession(t *testing.T, seed uint64) *session {
	dir := t.TempDir()
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	s := &session{t: t, r: rand.New(rand.NewPCG(seed, 1))}
	t.Chdir(dir)
	s.git("init", "-q", "-b", "main")
	var err error
	if s.repo, err = vcs.Open(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *session) git(args ...string) {
	s.t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.safecrlf=false"}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil && args[0] != "merge" {
		s.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (s *session) put(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// check compares what is reported of a file with the lines that are new.
func (s *session) check(what string, q Request, name string, want []int, lines int) {
	s.t.Helper()
	q.Repo = s.repo
	q.Options = analyzer.Defaults()
	q.Options.Types = map[string]bool{"SPACING": true}
	q.Outputs = []Output{{Format: "terse"}}
	var out, complaint bytes.Buffer
	q.Stdout, q.Stderr = &out, &complaint
	outcome, err := Run(s.t.Context(), analyzer.New(rules.All()), q)
	if err != nil || outcome.Failures > 0 {
		s.t.Fatalf("%s: %v\n%s", what, err, complaint.String())
	}
	var got []int
	for _, m := range regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(name)+`:(\d+): `).FindAllStringSubmatch(out.String(), -1) {
		n, _ := strconv.Atoi(m[1]) // the pattern has digits only
		got = append(got, n)
	}
	if !slices.Equal(got, want) {
		s.t.Errorf("%s: lines %v are reported, want %v", what, got, want)
	}
	if len(want) > 0 && outcome.Older != lines-len(want) {
		s.t.Errorf("%s: %d older findings, want %d", what, outcome.Older, lines-len(want))
	}
}

// TestOnlyMyChanges works in many repositories, each in another way, and knows
// which lines are its own.
func TestOnlyMyChanges(t *testing.T) {
	for seed := range uint64(60) {
		kind := []string{"staged", "crlf", "renamed", "new", "merge", "deleted"}[seed%6]
		t.Run(fmt.Sprintf("%s %d", kind, seed), func(t *testing.T) {
			s := newSession(t, seed)
			d := &document{}
			for range 5 + s.r.IntN(15) {
				d.lines = append(d.lines, d.fresh())
			}
			s.work(kind, d)
		})
	}
}

func (s *session) work(kind string, d *document) {
	end, name := "\n", "a.c"
	if kind == "crlf" {
		s.git("config", "core.autocrlf", "true")
		end = "\r\n"
	}
	s.put("b.c", "int untouched ;\n")
	s.put(name, d.text(end))
	s.git("add", ".")
	s.git("commit", "-qm", "begin")
	before := [][]int{slices.Clone(d.lines)}
	switch kind {
	case "renamed":
		s.git("mv", name, "c.c")
		name = "c.c"
	case "new":
		name, before[0] = "n.c", nil
		s.put("b.c", "")
	case "deleted":
		s.git("rm", "-q", "b.c")
	case "merge":
		before = s.merge(name, d)
	}
	d.edit(s.r)
	s.put(name, d.text(end))
	s.git("add", name)
	staged := slices.Clone(d.lines)
	mine := d.since(before...)
	s.check("staged", Request{Staged: true}, name, mine, len(staged))
	// Saved, and not staged.
	d.edit(s.r)
	s.put(name, d.text(end))
	s.check("staged, saved once more", Request{Staged: true, Paths: []string{name}}, name, mine, len(staged))
	s.check("since the index", Request{DiffBase: vcs.Index, Paths: []string{name}}, name, d.since(staged), len(d.lines))
	if kind != "merge" {
		s.check("work tree", Request{DiffBase: vcs.Head, Paths: []string{name}}, name, d.since(before...), len(d.lines))
	}
	// Neither staged nor saved.
	d.edit(s.r)
	stdin := Request{DiffBase: vcs.Index, Paths: []string{"-"}, StdinName: name, Stdin: strings.NewReader(d.text(end))}
	s.check("not saved", stdin, name, d.since(staged), len(d.lines))
}

// merge leaves a merge in conflict, with the lines of both sides; it returns
// what they are.
func (s *session) merge(name string, d *document) [][]int {
	fork := document{lines: slices.Clone(d.lines), next: 1000}
	s.git("checkout", "-q", "-b", "theirs")
	fork.lines[2] = fork.fresh()
	fork.lines = append(fork.lines, fork.fresh())
	s.put(name, fork.text("\n"))
	s.git("commit", "-qam", "theirs")
	s.git("checkout", "-q", "main")
	d.lines[2] = d.fresh()
	s.put(name, d.text("\n"))
	s.git("commit", "-qam", "ours")
	s.git("merge", "-q", "theirs")
	ours := slices.Clone(d.lines)
	d.lines = slices.Insert(d.lines, 3, fork.lines[2])
	d.lines = append(d.lines, fork.lines[len(fork.lines)-1])
	return [][]int{ours, slices.Clone(fork.lines)}
}
