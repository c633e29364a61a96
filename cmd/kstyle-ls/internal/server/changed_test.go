// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// workTree is a git repository that looks like this style.
type workTree struct {
	t   *testing.T
	dir string
}

func newWorkTree(t *testing.T) workTree {
	t.Helper()
	w := workTree{t, t.TempDir()}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(w.dir))
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	w.git("init", "-q", "--template=")
	w.put("kstyle.toml", "")
	return w
}

func (w workTree) git(args ...string) {
	w.t.Helper()
	if out, err := w.try(args...); err != nil {
		w.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (w workTree) try(args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"}, args...)...)
	cmd.Dir = w.dir
	return cmd.CombinedOutput()
}

func (w workTree) put(name, text string) {
	w.t.Helper()
	p := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w workTree) uri(name string) string { return "file://" + filepath.Join(w.dir, name) }

// weighed is a list of diagnostics as line:severity.
func weighed(ds []protocol.Diagnostic) string {
	var out []string
	for _, d := range ds {
		out = append(out, fmt.Sprintf("%d:%d", d.Range.Start.Line, d.Severity))
	}
	return strings.Join(out, " ")
}

func TestOlderFindingsAreHints(t *testing.T) {
	w := newWorkTree(t)
	const old = "a \nb \nc \nd \n"
	w.put("a.c", old)
	w.git("add", ".")
	w.git("commit", "-qm", "x")
	s := start(t, Options{}, modern)
	a := w.uri("a.c")
	s.open(a, "c", 1, old)
	if got := weighed(s.diagnostics(a, 1)); got != "0:4 1:4 2:4 3:4" {
		t.Fatalf("nothing changed: %s", got)
	}
	s.change(a, 2, replacement(1, 0, 1, 1, "B")+","+replacement(0, 0, 0, 0, "new \n"))
	if got := weighed(s.diagnostics(a, 2)); got != "0:1 1:4 2:1 3:4 4:4" {
		t.Errorf("one line new, one changed: %s", got)
	}
	// A line taken away: the two that stand together now count.
	s.change(a, 3, replacement(4, 0, 5, 0, ""))
	if got := weighed(s.diagnostics(a, 3)); got != "0:1 1:4 2:1 3:1" {
		t.Errorf("one line less: %s", got)
	}
	// Fix what is on changed lines.
	actions := s.actions(a, 0, 0, 0, 0, `{"diagnostics":[],"only":["source.fixAll.kstyle.changed"]}`)
	if len(actions) != 1 {
		t.Fatalf("actions: %s", titles(actions))
	}
	now := "new \na \nB \nc \n"
	if text := applied(t, now, s.resolve(actions[0]).Edit, 3); text != "new\na \nB\nc\n" {
		t.Errorf("fixed: %q", text)
	}
	if got := s.actions(a, 0, 0, 0, 0, `{"diagnostics":[],"only":["source.fixAll"]}`); len(got) != 1 || *got[0].Kind != kindFixAll {
		t.Errorf("source.fixAll is answered with %s", titles(got))
	}
	// A commit, then a save: all is old.
	w.put("a.c", now)
	w.git("commit", "-qam", "y")
	s.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, a))
	s.eventually("all to be old", func() bool { return weighed(s.diagnostics(a, 3)) == "0:4 1:4 2:4 3:4" })
}

// eventually waits for something that comes with a message.
func (s *session) eventually(what string, is func() bool) {
	s.t.Helper()
	if !s.soon(is) {
		s.t.Fatalf("waited in vain for %s", what)
	}
}

// soon reports whether something comes to be.
func (s *session) soon(is func() bool) bool {
	for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(5 * time.Millisecond) {
		if is() {
			return true
		}
	}
	return false
}

// TestSlowGit has git take longer than anybody waits for diagnostics.
func TestSlowGit(t *testing.T) {
	w := newWorkTree(t)
	w.put("a.c", "a \n")
	w.git("add", ".")
	w.git("commit", "-qm", "x")
	s := start(t, Options{GitPatience: 1}, modern)
	s.open(w.uri("a.c"), "c", 1, "a \nb \n")
	s.eventually("the base", func() bool { return weighed(s.diagnostics(w.uri("a.c"), 1)) == "0:4 1:1" })
	if !strings.Contains(s.log.String(), "git takes long") {
		t.Error("the log does not say so")
	}
}

func TestKindsOfOlder(t *testing.T) {
	w := newWorkTree(t)
	w.put("a.c", "a \nb \n")
	w.put("gone.c", "x \n")
	w.git("add", ".")
	w.git("commit", "-qm", "x")
	w.put("a.c", "a \nB \n")
	w.git("add", ".")
	w.git("mv", "gone.c", "moved.c")
	for _, c := range []struct{ name, settings, file, text, want string }{
		{"hidden", `{"older":"hide"}`, "a.c", "a \nB \n", "1:1"},
		{"shown", `{"older":"show"}`, "a.c", "a \nB \n", "0:1 1:1"},
		{"against the index", `{"base":"index"}`, "a.c", "a \nB \n", "0:4 1:4"},
		{"against the index, unsaved", `{"base":"index"}`, "a.c", "a \nB2 \n", "0:4 1:1"},
		{"against a commit", `{"base":"HEAD~0"}`, "a.c", "a \nB \n", "0:4 1:1"},
		{"a commit that is none", `{"base":"nowhere"}`, "a.c", "a \n", "0:1"},
		{"a new file", `{}`, "new.c", "a \n", "0:1"},
		{"a renamed file", `{}`, "moved.c", "x \ny \n", "0:4 1:1"},
		{"a deleted file", `{}`, "gone.c", "x \n", "0:4"},
		{"other line ends", `{}`, "a.c", "a \r\nB \r\n", "0:4 1:1"},
		{"an unknown word", `{"older":"perhaps"}`, "a.c", "a \nb \n", "0:4 1:4"},
	} {
		s := connect(t, Options{})
		s.initialize(modern, c.settings)
		s.open(w.uri(c.file), "c", 1, c.text)
		var only []protocol.Diagnostic
		for _, d := range s.diagnostics(w.uri(c.file), 1) {
			if d.Code == protocol.String("TRAILING") {
				only = append(only, d)
			}
		}
		if got := weighed(only); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if err := s.quit(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestChangedLinesAreExact makes random edits and compares what counts as
// changed with what the edits did.
func TestChangedLinesAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		var old []string
		for i := range 3 + r.IntN(20) {
			old = append(old, fmt.Sprintf("line %d\n", i)) // all different, so that there is one truth
		}
		now, fresh := append([]string(nil), old...), map[string]bool{}
		for k := range r.IntN(5) {
			line := fmt.Sprintf("new %d\n", k)
			fresh[line] = true
			i := r.IntN(len(now) + 1)
			if i < len(now) && r.IntN(2) == 0 {
				now[i] = line
			} else {
				now = append(now[:i], append([]string{line}, now[i:]...)...)
			}
		}
		text := position.New([]byte(strings.Join(now, "")))
		c := changesSince(&base{texts: [][]byte{[]byte(strings.Join(old, ""))}}, text.Bytes())
		for i := range now {
			span := text.Line(i)
			f := &analyzer.Finding{Range: source.Range{Start: uint32(span.Start), End: uint32(span.End)}}
			if got := c.touch(f); got != fresh[now[i]] {
				t.Fatalf("old %q now %q: line %d changed: %v", old, now, i, got)
			}
		}
	}
}

func TestSilence(t *testing.T) {
	w := newWorkTree(t)
	const text = "int f(void)\n{\n\tx \n\ty \n}\n"
	s := start(t, Options{}, modern)
	a := w.uri("a.c")
	s.open(a, "c", 1, text)
	s.diagnostics(a, 1)
	actions := s.actions(a, 3, 2, 3, 2, `{"diagnostics":[]}`)
	if got := titles(actions); !strings.HasSuffix(got, "|Keep this TRAILING silent") {
		t.Fatalf("actions: %s", got)
	}
	call := actions[len(actions)-1].Command
	argument, err := protocol.Marshal(&protocol.ExecuteCommandParams{Command: call.Command, Arguments: call.Arguments})
	if err != nil {
		t.Fatal(err)
	}
	s.must("workspace/executeCommand", string(argument), nil)
	s.eventually("silence", func() bool { return weighed(s.diagnostics(a, 1)) == "2:1" })
	record, err := os.ReadFile(filepath.Join(w.dir, ".git", "kstyle", "ignores"))
	if err != nil || !strings.Contains(string(record), "TRAILING\ta.c\tf\ty\t1\t\n") {
		t.Errorf("the record is %q, %v", record, err)
	}
	// It moves with its text, and fixing all leaves it alone.
	s.change(a, 2, replacement(0, 0, 0, 0, "\n\n"))
	if got := weighed(s.diagnostics(a, 2)); got != "4:1" {
		t.Errorf("after an edit above: %s", got)
	}
	all := s.actions(a, 0, 0, 0, 0, `{"diagnostics":[],"only":["source.fixAll"]}`)
	if text := applied(t, "\n\n"+text, s.resolve(all[0]).Edit, 2); text != "\n\nint f(void)\n{\n\tx\n\ty \n}\n" {
		t.Errorf("fixed: %q", text)
	}
	wantCode(t, s.call("workspace/executeCommand", string(argument), nil), protocol.CodeContentModified)
	wantCode(t, s.call("workspace/executeCommand", `{"command":"rm"}`, nil), -32602)
}

// TestSilenceIsReviewed tells records that are of no use any more, and types
// that there are not.
func TestSilenceIsReviewed(t *testing.T) {
	w := newWorkTree(t)
	w.put(".git/kstyle/ignores", "TRAILING\ta.c\tf\tx\t1\t\nTRAILNG\ta.c\t\ty\t1\t\nTRAILING\tother.c\t\tz\t1\t\n")
	s := start(t, Options{}, modern)
	a := w.uri("a.c")
	const text = "int y;\nint f(void)\n{\n\tx \n}\n"
	s.open(a, "c", 1, text)
	s.eventually("the record of no type", func() bool { return shown(s.diagnostics(a, 1)) == "0:0-6 SILENCE_UNUSED_RECORD" })
	// The finding that is silent goes; after the save its record is of no use.
	s.change(a, 2, replacement(3, 2, 3, 3, ""))
	if got := shown(s.diagnostics(a, 2)); got != "0:0-6 SILENCE_UNUSED_RECORD" {
		t.Errorf("before the save: %s", got)
	}
	s.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, a))
	s.eventually("both", func() bool {
		return shown(s.diagnostics(a, 2)) == "0:0-6 SILENCE_UNUSED_RECORD, 1:0-11 SILENCE_UNUSED_RECORD"
	})
	actions := s.actions(a, 1, 2, 1, 2, `{"diagnostics":[]}`)
	if len(actions) != 1 || actions[0].Command.Command != commandPrune {
		t.Fatalf("actions: %s", titles(actions))
	}
	if err := s.execute(actions[0].Command); err != nil {
		t.Error(err)
	}
	s.eventually("nothing", func() bool { return len(s.diagnostics(a, 2)) == 0 })
	record, err := os.ReadFile(filepath.Join(w.dir, ".git", "kstyle", "ignores"))
	if err != nil || strings.Contains(string(record), "a.c") || !strings.Contains(string(record), "other.c") {
		t.Errorf("the records are %q, %v", record, err)
	}
	s.change(a, 3, replacement(0, 6, 0, 6, " /* kstyle-ignore: TRAILNG */ "))
	if got := shown(s.diagnostics(a, 3)); got != "0:25-32 SILENCE_UNKNOWN_TYPE, 0:35-36 TRAILING" {
		t.Errorf("a type that there is not: %s", got)
	}
	fix := s.actions(a, 0, 26, 0, 26, `{"diagnostics":[]}`)
	if titles(fix) != "Write TRAILING" {
		t.Fatalf("actions: %s", titles(fix))
	}
	s.change(a, 4, `{"text":"int y; /* kstyle-ignore: TRAILING */ \n"}`)
	if got := shown(s.diagnostics(a, 4)); got != "" {
		t.Errorf("mended: %s", got)
	}
}

func TestQuiet(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", dir)
	for _, c := range []struct {
		settings, marker string
		want             int
	}{
		{`{}`, "", 0},
		{`{"enable":"always"}`, "", 1},
		{`{}`, ".checkpatch.conf", 1},
		{`{"enable":"never"}`, ".checkpatch.conf", 0},
	} {
		if c.marker != "" {
			if err := os.WriteFile(filepath.Join(dir, c.marker), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		s := connect(t, Options{})
		s.initialize(modern, c.settings)
		u := "file://" + filepath.Join(dir, "a.c")
		s.open(u, "c", 1, "x \n")
		if got := s.diagnostics(u, 1); len(got) != c.want {
			t.Errorf("%s with %q: %s", c.settings, c.marker, shown(got))
		}
	}
}
