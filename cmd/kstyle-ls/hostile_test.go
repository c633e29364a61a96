// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hostile is an input nobody writes by hand. The program must end within the
// limits with a finding or a clear message, never with a trace of a crash.
type hostile struct {
	name string
	text func() []byte
	// mentions must be part of what is printed.
	mentions string
	// most is the limit of the processor's time, memoryMB that of the process.
	most     time.Duration
	memoryMB int64
}

// Time is that of the processor, which other work on the machine does not use
// up. What takes longer than hangs will not end.
const (
	usualTime   = 20 * time.Second
	usualMemory = 512
	hangs       = 10 * time.Minute
)

// repeated makes text out of one piece.
func repeated(piece string, count int) func() []byte {
	return func() []byte { return []byte(strings.Repeat(piece, count)) }
}

func hostiles() []hostile {
	const deep = 100_000
	list := []hostile{
		{name: "nul-bytes.c", text: func() []byte { return []byte("int a;\x00\x00\n") }, mentions: "is NUL"},
		{name: "late-nul-bytes.c", text: func() []byte {
			return append(bytes.Repeat([]byte("int a;\n"), 2000), "int \x00b;\x00\n"...)
		}},
		{name: "invalid-utf8.c", text: func() []byte {
			return []byte("/* \xff\xfe\xc0\x80 */\nint \xf0\x28\x8c\x28; \nchar *s = \"\xed\xa0\x80\";\n")
		}, mentions: "TRAILING_WHITESPACE"},
		{name: "empty.c", text: func() []byte { return nil }},
		{name: "one-line-feed.c", text: func() []byte { return []byte("\n") }},
		{name: "no-line-feed.c", text: func() []byte { return []byte("int a; ") }, mentions: "TRAILING_WHITESPACE"},
		{name: "only-bom.c", text: func() []byte { return []byte("\xef\xbb\xbf") }},
		{name: "open-comment.c", text: repeated("/* never closed\n", 20_000)},
		{name: "open-string.c", text: repeated("\"never closed\n", 20_000)},
		{name: "quotes.c", text: repeated("'\"\\", 100_000)},
		{name: "continued.c", text: repeated("#define A \\\n", 50_000)},
		{name: "one-long-line.c", text: repeated("int a; ", 500_000), mentions: "TRAILING_WHITESPACE"},
		{name: "braces-closed.c", text: repeated("}", deep)},
		{name: "else-if.c", text: func() []byte {
			return []byte("void f(void)\n{\n\tif (a)\n\t\tb();\n" + strings.Repeat("\telse if (a)\n\t\tb();\n", 20_000) + "}\n")
		}},
		{name: "ifdefs.c", text: repeated("#ifdef A\n", deep)},
		{name: "endifs.c", text: repeated("#endif\n", deep)},
		{name: "blank-lines.c", text: repeated("\n", deep), mentions: "LINE_SPACING"},
		{name: "open-loops.c", text: repeated("\tfor (x\n", deep)},
		{name: "else.c", text: repeated("\telse\n", deep)},
		{name: "macro-of-ifs.c", text: func() []byte {
			return []byte("#define A(x) \\\n" + strings.Repeat("\tif (x) \\\n", deep/2) + "\tx\n")
		}, mentions: "SUSPECT_CODE_INDENT"},
		{name: "garbage.c", text: func() []byte {
			var b bytes.Buffer
			for i := range 300_000 {
				b.WriteByte(byte(33 + (i*7919)%94))
				if i%97 == 0 {
					b.WriteByte('\n')
				}
			}
			return b.Bytes()
		}},
		{name: "big.h", text: func() []byte {
			var b bytes.Buffer
			for i := 0; b.Len() < 25<<20; i++ {
				fmt.Fprintf(&b, "#define REGISTER_%d_OF_MANY\t\t0x%08x /* bits %d */\n", i, i*16, i%32)
			}
			b.WriteString("int last; \n")
			return b.Bytes()
		}, mentions: "TRAILING_WHITESPACE", most: 60 * time.Second, memoryMB: 1024},
	}
	for name, pair := range map[string][2]string{
		"round": {"(", ")"}, "curly": {"{", "}"}, "square": {"[", "]"}, "calls": {"f(", ")"}, "ternary": {"a ? ", " : b"},
	} {
		list = append(list,
			hostile{name: "nested-" + name + ".c", text: func() []byte {
				return []byte("int f(void)\n{\n\treturn " + strings.Repeat(pair[0], deep) + "1" + strings.Repeat(pair[1], deep) + ";\n}\n")
			}},
			hostile{name: "nested-lines-" + name + ".c", text: func() []byte {
				return []byte("int f(void)\n{\n" + strings.Repeat(pair[0]+"\n", deep/10) + strings.Repeat(pair[1]+"\n", deep/10) + "}\n")
			}},
			hostile{name: "unclosed-" + name + ".c", text: repeated(pair[0], deep)},
		)
	}
	return append(list, hostilePatches()...)
}

// hostilePatches lie about what they hold.
func hostilePatches() []hostile {
	const head = "From: A <a@example.org>\nSubject: [PATCH] x: y\n\nWhy.\n\nSigned-off-by: A <a@example.org>\n---\ndiff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n"
	patch := func(body string) func() []byte { return func() []byte { return []byte(head + body) } }
	return []hostile{
		{name: "promises-too-much.patch", text: patch("@@ -1,1000000 +1,1000000 @@\n int a;\n+int b; \n")},
		{name: "promises-too-little.patch", text: patch("@@ -1,1 +1,1 @@\n int a;\n+int b; \n+int c; \n int d;\n")},
		{name: "promises-nothing.patch", text: patch("@@ -0,0 +0,0 @@\n+int b; \n")},
		{name: "promises-overflow.patch", text: patch("@@ -1,99999999999999999999 +1,99999999999999999999 @@\n+int b; \n")},
		{name: "promises-negative.patch", text: patch("@@ --1,-5 +-1,-5 @@\n+int b; \n")},
		{name: "header-only.patch", text: patch("")},
		{name: "hunk-only.patch", text: func() []byte { return []byte("@@ -1 +1 @@\n-a\n+b \n") }},
		{name: "no-marker.patch", text: patch("@@ -1,3 +1,3 @@\nint a;\nint b;\nint c;\n")},
		{name: "outside.patch", text: func() []byte {
			return []byte("--- a/../../../../etc/passwd\n+++ b/../../../../etc/passwd\n@@ -0,0 +1 @@\n+int b; \n")
		}},
		{name: "empty.patch", text: func() []byte { return nil }},
		{name: "nul.patch", text: patch("@@ -0,0 +1 @@\n+int \x00b; \n"), mentions: "NUL"},
		{name: "many-hunks.patch", text: patch(strings.Repeat("@@ -1 +1 @@\n-a\n+int b; \n", 50_000))},
		{name: "many-mails.mbox", text: repeated("From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: x\n\n---\n--- a/x.c\n+++ b/x.c\n@@ -0,0 +1 @@\n+int b;\n\n", 5_000)},
		{name: "many-trailers.patch", text: func() []byte {
			return []byte("From: A <a@example.org>\nSubject: x\n\nWhy.\n\n" + strings.Repeat("Signed-off-by: A <a@example.org>\n", 50_000))
		}, mentions: "BAD_SIGN_OFF"},
		{name: "long-header.patch", text: patch("@@ -1 +1 @@" + strings.Repeat(" f(", 200_000) + "\n-a\n+b \n")},
		{name: "bad-encoding.patch", text: func() []byte {
			return []byte("From: =?utf-8?B?////?= <a@b>\nSubject: =?x?Q?=ZZ?=\nContent-Transfer-Encoding: base64\n\n%%%%\n")
		}},
	}
}

// TestHostileInputs runs the built program on each of them.
func TestHostileInputs(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program and makes large inputs")
	}
	binary := buildProgram(t)
	dir := t.TempDir()
	for _, h := range hostiles() {
		t.Run(h.name, func(t *testing.T) {
			if err := os.WriteFile(filepath.Join(dir, h.name), h.text(), 0o644); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{
				{"check", "--strict", h.name},
				{"check", "--strict", "--parity", "--format", "terse", h.name},
				{"check", "--strict", "--diff", h.name},
			} {
				runHostile(t, h, binary, dir, args)
			}
			os.Remove(filepath.Join(dir, h.name))
		})
	}
}

func runHostile(t *testing.T, h hostile, binary, dir string, args []string) {
	t.Helper()
	limit, memory := h.most, h.memoryMB
	if limit == 0 {
		limit = usualTime
	}
	if memory == 0 {
		memory = usualMemory
	}
	ctx, cancel := context.WithTimeout(t.Context(), hangs)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Dir = dir
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	err := cmd.Run()
	if ctx.Err() != nil {
		t.Fatalf("%v: not done within %v", args, hangs)
	}
	took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if took > limit {
		t.Errorf("%v: %v of the processor, at most %v are allowed", args, took, limit)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if status := cmd.ProcessState.ExitCode(); status != exitClean && status != exitFindings && status != exitFailed {
		t.Errorf("%v: exit status %d", args, status)
	} else if status == exitFailed && complaint.Len() == 0 {
		t.Errorf("%v: failed without a word", args)
	}
	for _, trace := range []string{"goroutine ", "panic", "SIGSEGV", "is a bug in kstyle-ls"} {
		if strings.Contains(complaint.String(), trace) {
			t.Errorf("%v: %s", args, head(complaint.String()))
			break
		}
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && runtime.GOOS == "linux" {
		if peak := usage.Maxrss / 1024; peak > memory {
			t.Errorf("%v: %d MB of memory, at most %d are allowed", args, peak, memory)
		} else if took > 5*time.Second {
			t.Logf("%v: %v, %d MB", args, took.Round(time.Millisecond), peak)
		}
	}
	if h.mentions != "" && args[2] != "--diff" && !strings.Contains(out.String()+complaint.String(), h.mentions) {
		t.Errorf("%v: %q is not mentioned in:\n%s%s", args, h.mentions, head(out.String()), head(complaint.String()))
	}
}

func head(s string) string { return s[:min(len(s), 1500)] }

// buildProgram builds kstyle-ls the way a user would.
func buildProgram(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "kstyle-ls")
	out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("build kstyle-ls: %v\n%s", err, out)
	}
	return binary
}
