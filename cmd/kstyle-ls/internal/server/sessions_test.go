// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
)

// The scripts in testdata/lsp/changed are editing sessions on a real
// repository. A line that begins with # names the session that follows. Each
// word of a command is a line of a text; every line has one finding, so that
// its severity tells whether the server takes it for changed.
//
//	setting {...}         the client's settings; comes first
//	write FILE LINES      a file on disk; crlf FILE LINES with \r\n
//	remove FILE           takes it away, without telling git
//	commit FILE LINES     write, git add and git commit
//	git ARGUMENTS         commit has a message of itself
//	conflict ARGUMENTS    git, expected to fail
//	open FILE [LINES]     in the editor, as on disk or with unsaved LINES
//	after N LINES         edits of the open file: lines behind line N,
//	replace N LINES       others in place of line N,
//	delete N [LAST]       without lines,
//	type N LETTERS        letters at the beginning of line N,
//	join N                line N and the one behind it made one,
//	split N COLUMN        line N made two,
//	eol N lf|crlf         another end of line N,
//	chop                  without the end of the last line,
//	undo                  the last edit that is not undone
//	save                  to disk, and said to the server
//	watch FILE            FILE changed on disk, and the client says so
//	expect LINES          all lines of the open file, blanks as _; + is put
//	                      before those that must count as changed, - before
//	                      those that nothing may be said of
const sessionScripts = "../../../../testdata/lsp/changed"

// script is one session in progress.
type script struct {
	t       *testing.T
	name    string
	w       workTree
	s       *session
	setting string
	file    string
	version int
	text    []string   // lines with their ends
	before  [][]string // texts to undo to
	expects int
}

func TestSessions(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sessionScripts, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no sessions: %v", err)
	}
	count := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(text), "\n# ")[1:] {
			name, body, _ := strings.Cut(part, "\n")
			count++
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+name, func(t *testing.T) { runSession(t, name, body) })
		}
	}
	if count < 50 {
		t.Errorf("only %d sessions", count)
	}
}

func runSession(t *testing.T, name, body string) {
	x := &script{t: t, name: name, w: newWorkTree(t), setting: "null"}
	for n, line := range strings.Split(body, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if err := x.do(words[0], words[1:], line); err != nil {
			t.Fatalf("line %d, %s: %v", n+1, line, err)
		}
	}
	if x.expects == 0 {
		t.Error("nothing is expected")
	}
	if x.s != nil {
		if err := x.s.quit(); err != nil {
			t.Error(err)
		}
	}
}

func (x *script) do(command string, words []string, line string) error {
	switch command {
	case "setting":
		x.setting = strings.TrimSpace(strings.TrimPrefix(line, command))
	case "write", "crlf":
		x.w.put(words[0], strings.Join(textOf(words[1:], endOf(command)), ""))
	case "remove":
		return os.Remove(filepath.Join(x.w.dir, words[0]))
	case "git":
		if words[0] == "commit" {
			words = append(words, "-qm", "x")
		}
		x.w.git(words...)
	case "commit":
		x.w.put(words[0], strings.Join(textOf(words[1:], endOf("write")), ""))
		x.w.git("add", ".")
		x.w.git("commit", "-qm", "x")
	case "conflict":
		if out, err := x.w.try(words...); err == nil {
			return fmt.Errorf("that went well: %s", out)
		}
	case "open":
		return x.open(words[0], words[1:])
	case "save":
		x.w.put(x.file, strings.Join(x.text, ""))
		x.s.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, x.w.uri(x.file)))
	case "watch":
		x.s.notify("workspace/didChangeWatchedFiles", fmt.Sprintf(`{"changes":[{"uri":%q,"type":2}]}`, x.w.uri(words[0])))
	case "expect":
		x.expect(words)
	case "undo":
		last := x.before[len(x.before)-1]
		x.before = x.before[:len(x.before)-1]
		x.become(last)
	default:
		next, err := edited(x.text, command, words)
		if err != nil {
			return err
		}
		x.before = append(x.before, x.text)
		x.become(next)
	}
	return nil
}

func endOf(kind string) string {
	if kind == "crlf" {
		return " \r\n"
	}
	return " \n"
}

// textOf makes lines of words, each with a blank at its end to be found.
func textOf(words []string, end string) []string {
	var out []string
	for _, word := range words {
		out = append(out, word+end)
	}
	return out
}

func (x *script) open(file string, lines []string) error {
	if x.s == nil {
		x.s = connect(x.t, Options{})
		x.s.initializeIn(x.w.uri(""), modern, x.setting)
	} else if x.file != "" {
		x.s.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, x.w.uri(x.file)))
	}
	x.file, x.version, x.before, x.text = file, x.version+1, nil, textOf(lines, endOf("write"))
	if len(lines) == 0 {
		text, err := os.ReadFile(filepath.Join(x.w.dir, file))
		if err != nil {
			return err
		}
		x.text = slices.Collect(strings.Lines(string(text)))
	}
	x.s.open(x.w.uri(file), "c", x.version, strings.Join(x.text, ""))
	return nil
}

// edited is lines after one edit.
func edited(text []string, command string, words []string) ([]string, error) {
	if command == "chop" {
		last := len(text) - 1
		return append(append([]string{}, text[:last]...), strings.TrimRight(text[last], "\r\n")), nil
	}
	n, err := strconv.Atoi(words[0])
	if err != nil || n < 0 || n > len(text) || n == 0 && command != "after" {
		return nil, fmt.Errorf("there is no line %s", words[0])
	}
	end := endOf("write")
	if len(text) > 0 && strings.HasSuffix(text[max(n-1, 0)], "\r\n") {
		end = endOf("crlf")
	}
	cut := func(from, to int, lines ...string) []string {
		return append(append(append([]string{}, text[:from]...), lines...), text[to:]...)
	}
	switch command {
	case "after":
		return cut(n, n, textOf(words[1:], end)...), nil
	case "replace":
		return cut(n-1, n, textOf(words[1:], end)...), nil
	case "delete":
		last := n
		if len(words) > 1 {
			if last, err = strconv.Atoi(words[1]); err != nil || last < n || last > len(text) {
				return nil, fmt.Errorf("there is no line %s", words[1])
			}
		}
		return cut(n-1, last), nil
	case "type":
		return cut(n-1, n, words[1]+text[n-1]), nil
	case "join":
		return cut(n-1, n+1, strings.TrimRight(text[n-1], " \r\n")+text[n]), nil
	case "split":
		at, err := strconv.Atoi(words[1])
		if err != nil || at > len(text[n-1]) {
			return nil, fmt.Errorf("there is no column %s", words[1])
		}
		return cut(n-1, n, text[n-1][:at]+end, text[n-1][at:]), nil
	case "eol":
		return cut(n-1, n, strings.TrimRight(text[n-1], " \r\n")+endOf(words[1])), nil
	}
	return nil, fmt.Errorf("there is no command %s", command)
}

// become sends the edit that makes the open text another.
func (x *script) become(next []string) {
	old := x.text
	first := 0
	for first < len(old) && first < len(next) && old[first] == next[first] {
		first++
	}
	oldEnd, newEnd := len(old), len(next)
	for oldEnd > first && newEnd > first && old[oldEnd-1] == next[newEnd-1] {
		oldEnd, newEnd = oldEnd-1, newEnd-1
	}
	x.text, x.version = next, x.version+1
	x.s.change(x.w.uri(x.file), x.version, replacement(first, 0, oldEnd, 0, strings.Join(next[first:newEnd], "")))
}

// expect compares lines and what is said of them. Until the server knows of a
// save or a commit it may still say what was true before, so it is given time.
func (x *script) expect(words []string) {
	x.expects++
	x.t.Helper()
	want := strings.Join(words, " ")
	var is []string
	for i, line := range x.text {
		is = append(is, strings.ReplaceAll(strings.TrimRight(line, " \r\n"), " ", "_"))
		if i >= len(words) || is[i] != strings.TrimLeft(words[i], "+-") {
			x.t.Fatalf("the session itself is wrong: the text is %q", x.text)
		}
	}
	if len(is) != len(words) {
		x.t.Fatalf("the session itself is wrong: the text is %q", x.text)
	}
	got := ""
	if !x.s.soon(func() bool { got = x.shown(is); return got == want }) {
		x.t.Errorf("got  %s\nwant %s", got, want)
	}
}

// shown puts + before the lines that count as changed and - before those that
// nothing is said of.
func (x *script) shown(lines []string) string {
	said := make([]string, len(lines))
	for i := range said {
		said[i] = "-"
	}
	for _, d := range x.s.diagnostics(x.w.uri(x.file), int32(x.version)) {
		said[d.Range.Start.Line] = map[bool]string{true: "", false: "+"}[d.Severity == protocol.DiagnosticSeverityHint]
	}
	for i, line := range lines {
		said[i] += line
	}
	return strings.Join(said, " ")
}
