// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// TestReference compares the model with what the real script prints of its
// inner view. It needs KSTYLE_REFERENCE_TREE, a kernel tree that has the
// script, and KSTYLE_REFERENCE_FILES, a list of files of that tree.
func TestReference(t *testing.T) {
	tree, list := os.Getenv("KSTYLE_REFERENCE_TREE"), os.Getenv("KSTYLE_REFERENCE_FILES")
	if tree == "" || list == "" {
		t.Skip("NOT COMPARED with the real script: KSTYLE_REFERENCE_TREE or KSTYLE_REFERENCE_FILES is not set")
	}
	ops, states, words := 0, 0, 0
	for _, name := range strings.Fields(list) {
		r := runReference(t, tree, name)
		ops += r.ops
		states += r.states
		words += r.words
	}
	t.Logf("compared: %d operators, %d line ends, %d learnt words", ops, states, words)
}

type compared struct{ ops, states, words int }

// reference is what the script printed of its inner view, by line from 0.
type reference struct {
	values, vars map[int]string
	words        []string // P and a type, M and a modifier
}

func readReference(tree, name string) reference {
	cmd := exec.Command("perl", "scripts/checkpatch.pl", "--strict", "--terse", "--no-summary",
		"--debug", "values=1", "--debug", "possible=1", "-f", name)
	cmd.Dir = tree
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	_ = cmd.Run() // it exits with 1 when it reports anything
	r := reference{values: map[int]string{}, vars: map[int]string{}}
	sc := bufio.NewScanner(&stdout)
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		num, rest, ok := strings.Cut(sc.Text(), " > ")
		n, err := strconv.Atoi(num)
		if !ok || err != nil || strings.HasPrefix(rest, ".") {
			continue
		}
		if v, ok := strings.CutPrefix(rest, " "); ok {
			r.vars[n-4] = v
		} else {
			r.values[n-4] = rest
		}
	}
	for _, l := range strings.Split(stderr.String(), "\n") {
		for _, p := range []string{"POSSIBLE: ", "MODIFIER: "} {
			if w, ok := strings.CutPrefix(l, p); ok {
				w, _, _ = strings.Cut(w, " (")
				// What is pasted together is learnt again and again: only
				// its first part counts.
				if w = p[:1] + string(uncommented([]byte(w))); !slices.Contains(r.words, w) {
					r.words = append(r.words, w)
				}
			}
		}
	}
	return r
}

func runReference(t *testing.T, tree, name string) compared {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(tree, name))
	if err != nil {
		t.Fatal(err)
	}
	ref := readReference(tree, name)
	text := source.New(name, name, source.KindOf(name), raw, source.Mode{Parity: true})
	var toks token.Stream
	token.Scan(&toks, text.Clean, 0, len(text.Clean), token.NewWords(nil))
	m := New(text, &toks, Options{})
	var out compared
	for i := range text.Lines {
		m.Enter(i)
		m.Advance(i)
		out.ops += compareLine(t, m, text, &toks, i, ref.vars[i])
		v := ref.values[i]
		if v == "" {
			continue
		}
		out.states++
		if got := m.vals.state; got != v[len(v)-1] {
			t.Errorf("%s:%d: state %c, want %c: %s", name, i+1, got, v[len(v)-1], text.RawLine(i))
		}
	}
	out.words = len(ref.words)
	compareWords(t, m, name, ref.words)
	return out
}

func compareWords(t *testing.T, m *Model, name string, want []string) {
	t.Helper()
	var got []string
	for _, w := range m.learnt.words {
		k := "P"
		if w.modifier {
			k = "M"
		}
		got = append(got, k+w.text)
	}
	for i := 0; i < max(len(got), len(want)); i++ {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Errorf("%s: learnt words differ from %d on:\n got %v\nwant %v", name, i, got[i:min(i+8, len(got))], want[i:min(i+8, len(want))])
			break
		}
	}
}

func compareLine(t *testing.T, m *Model, text *source.Text, toks *token.Stream, line int, vars string) int {
	t.Helper()
	from, to := m.LineTokens(line)
	if vars == "" {
		return 0
	}
	n := 0
	for i := from; i < to; i++ {
		col := int(toks.Start[i]-text.Lines[line].Start) + 1
		if col >= len(vars) {
			continue
		}
		want := vars[col]
		got := m.Class(i)
		switch got {
		case Unclassified, OnValue:
			got = '_'
		case FieldColon:
			got = 'B'
		}
		if want != '_' {
			n++
		}
		if got != want {
			t.Errorf("%s:%d: %q at column %d is %c, want %c: %s", text.Name, line+1, m.Bytes(i), col, got, want, text.RawLine(line))
		}
	}
	return n
}
