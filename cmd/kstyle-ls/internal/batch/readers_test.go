// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// readersVariable is set by make test-formats, which gets the programs that
// these tests need. Without it they run where the programs happen to be.
const readersVariable = "KSTYLE_FORMAT_READERS"

// need finds a program or skips the test; under make test-formats it must be
// there.
func need(t *testing.T, programs ...string) string {
	t.Helper()
	for _, p := range programs {
		if path, err := exec.LookPath(p); err == nil {
			return path
		}
	}
	if os.Getenv(readersVariable) != "" {
		t.Fatalf("none of %v is installed", programs)
	}
	t.Skipf("none of %v is installed; make test-formats installs what is needed", programs)
	return ""
}

// reader runs testdata/formats/readers.mjs.
func reader(t *testing.T, what, stdin string) string {
	t.Helper()
	node := need(t, "node")
	script := inFormats("readers.mjs")
	if _, err := os.Stat(filepath.Join(filepath.Dir(script), "node_modules")); err != nil {
		if os.Getenv(readersVariable) != "" {
			t.Fatal(err)
		}
		t.Skip("the npm packages are not there; make test-formats gets them")
	}
	cmd := exec.Command(node, script, what)
	cmd.Stdin, cmd.Stderr = strings.NewReader(stdin), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestJUnitFollowsItsSchema has libxml2 judge both forms of XML, JUnit's by the
// schema that Jenkins has.
func TestJUnitFollowsItsSchema(t *testing.T) {
	xmllint := need(t, "xmllint")
	schema := inFormats("junit.xsd")
	judge := func(text string, args ...string) (string, error) {
		cmd := exec.Command(xmllint, append(args, "--nonet", "--noout", "-")...)
		cmd.Stdin = strings.NewReader(text)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	for name, text := range cases(t, "junit") {
		if out, err := judge(text, "--schema", schema); err != nil {
			t.Errorf("%s: %v: %s\n%s", name, err, out, text)
		}
	}
	for name, text := range cases(t, "checkstyle") {
		if out, err := judge(text); err != nil {
			t.Errorf("%s: %v: %s\n%s", name, err, out, text)
		}
	}
	if _, err := judge("<testsuites><testsuite/></testsuites>", "--schema", schema); err == nil {
		t.Error("the schema lets a suite without a name pass")
	}
}

// TestCheckstyleIsRead has danger's plugin read what is written.
func TestCheckstyleIsRead(t *testing.T) {
	type violation struct {
		File, Severity, Message string
		Line, Column            int
	}
	for name, want := range map[string][]violation{
		"real": {
			{"a b.c", "error", "trailing whitespace", 2, 7}, {"a b.c", "error", "trailing whitespace", 3, 23}, {"a b.c", "error", "trailing whitespace", 4, 7},
			{"x.patch", "error", "trailing whitespace", 13, 8},
		},
		"none": {},
	} {
		var got []violation
		if err := json.Unmarshal([]byte(reader(t, "checkstyle", cases(t, "checkstyle")[name])), &got); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %+v, want %+v", name, got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %+v, want %+v", name, got[i], want[i])
			}
		}
	}
	nasties := reader(t, "checkstyle", written(t, "checkstyle", nasty()))
	if !strings.Contains(nasties, `<this> & \"that\", ]]> \\x1b[2J`) || strings.Count(nasties, `"line"`) != 3 {
		t.Errorf("read as %s", nasties)
	}
}

// TestGitHubCommands expects byte for byte what GitHub's own library writes for
// the same findings.
func TestGitHubCommands(t *testing.T) {
	clean := nasty()
	for _, f := range clean.result.Findings {
		f.Message = strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' || r >= ' ' && r < 0x7f {
				return r
			}
			return -1
		}, f.Message)
		f.Message = strings.NewReplacer("\n", " ", "\r", " ").Replace(f.Message)
	}
	for name, pair := range map[string][2]string{
		"real":  {run(t, "jsonl", map[string]string{"a b.c": faulty, "clean.c": "int a;\n"}), run(t, "github", map[string]string{"a b.c": faulty, "clean.c": "int a;\n"})},
		"nasty": {written(t, "jsonl", clean), written(t, "github", clean)},
	} {
		if got, want := pair[1], reader(t, "github", pair[0]); got != want {
			t.Errorf("%s:\n%s\nGitHub's library writes\n%s", name, got, want)
		}
	}
}

// TestVimJumps has vim jump to findings: in the form of gcc by the format of
// errors that vim itself has for gcc, and in those for people.
func TestVimJumps(t *testing.T) {
	const what, typ = "trailing whitespace", "TRAILING_WHITESPACE"
	for _, f := range []struct{ format, errorformat, kind, text string }{
		{"gcc", "compiler gcc", "e", what + " [" + typ + "]"},
		{"concise", `let &errorformat = '%f:%l:%c: %t%*[A-Z] %m'`, "E", typ + " " + what + " [fix]"},
		{"terse", `let &errorformat = '%f:%l: %t%*[A-Z]:%m'`, "E", typ + ": " + what},
		{"full", `let &errorformat = '%A%t%*[A-Z] ' . '` + typ + `: %m,%C%*[ ]--> %f:%l:%c%.%#,%-C%.%#'`, "E", what},
	} {
		want := ""
		for _, place := range [][2]string{{"a b.c:2:", "7"}, {"a b.c:3:", "23"}, {"a b.c:4:", "7"}, {"x.patch:13:", "8"}} {
			if f.format == "terse" {
				place[1] = "0" // it has no columns
			}
			want += place[0] + place[1] + ":" + f.kind + ":" + f.text + "\n"
		}
		if got := vimReads(t, run(t, f.format, all()), f.errorformat); got != want {
			t.Errorf("%s: vim reads\n%swant\n%s", f.format, got, want)
		}
	}
}

// vimReads is the list of errors that vim makes of a text.
func vimReads(t *testing.T, text, errorformat string) string {
	t.Helper()
	vim := need(t, "vim", "nvim")
	dir := t.TempDir()
	errorsFile, list := filepath.Join(dir, "errors"), filepath.Join(dir, "list")
	if err := os.WriteFile(errorsFile, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	script := errorformat + " | cgetfile " + errorsFile + ` | call writefile(map(filter(getqflist(), 'v:val.valid'),` +
		` {_, e -> bufname(e.bufnr) . ':' . e.lnum . ':' . e.col . ':' . e.type . ':' . trim(e.text)}), '` + list + `') | qall!`
	cmd := exec.Command(vim, "-u", "NONE", "-i", "NONE", "-es", "-c", script)
	cmd.Env = append(os.Environ(), "HOME="+dir, "TERM=dumb")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	got, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}
