// SPDX-License-Identifier: GPL-2.0-or-later

package kernel

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// contextLines is how many unchanged lines a hunk shows before and after.
const contextLines = 3

// Patches makes count mails with a patch each, out of the given files of the
// tree: hunks that rewrite a few lines with common style faults, under commit
// messages with and without faults of their own. The same seed gives the same
// patches. They apply to nothing in particular; they are what a checker sees.
func (t Tree) Patches(seed uint64, count int, files []string) ([][]byte, error) {
	if len(files) == 0 {
		return nil, fmt.Errorf("make patches: no files to make them from")
	}
	random := rand.New(rand.NewPCG(seed, 1))
	var out [][]byte
	for n := range count {
		var diff bytes.Buffer
		var last string
		for range 1 + random.IntN(3) {
			name := files[random.IntN(len(files))]
			text, err := t.Read(name)
			if err != nil {
				return nil, fmt.Errorf("make patches: %w", err)
			}
			writeDiff(&diff, random, name, strings.Split(strings.TrimSuffix(string(text), "\n"), "\n"))
			last = name
		}
		var mail bytes.Buffer
		writeMessage(&mail, random, n, last)
		mail.Write(diff.Bytes())
		mail.WriteString("-- \n2.39.5\n")
		out = append(out, mail.Bytes())
	}
	return out, nil
}

// PatchFiles writes count such patches below dir, out of at most files files of
// the tree that are no larger than maxBytes, and returns their absolute paths.
func (t Tree) PatchFiles(seed uint64, count, files int, maxBytes int64, dir string) ([]string, error) {
	sources, err := t.Sample(seed+1, max(files, 1), maxBytes)
	if err != nil {
		return nil, err
	}
	made, err := t.Patches(seed, count, sources)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var names []string
	for i, text := range made {
		name := filepath.Join(dir, fmt.Sprintf("%04d.patch", i+1))
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// Absolute returns the absolute form of each path.
func Absolute(paths []string) ([]string, error) {
	var names []string
	for _, path := range paths {
		name, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// writeDiff writes one file's part of a patch with up to four hunks.
func writeDiff(w *bytes.Buffer, random *rand.Rand, name string, lines []string) {
	fmt.Fprintf(w, "diff --git a/%s b/%s\n", name, name)
	fmt.Fprintf(w, "index %012x..%012x 100644\n", random.Uint64()>>16, random.Uint64()>>16)
	fmt.Fprintf(w, "--- a/%s\n+++ b/%s\n", name, name)
	shift, at := 0, 0
	for range 1 + random.IntN(4) {
		room := len(lines) - at - 2*contextLines - 8
		if room < 1 {
			break
		}
		start := at + random.IntN(room)
		removed := 1 + random.IntN(8)
		change := lines[start+contextLines : start+contextLines+removed]
		added := rewrite(random, change)
		fmt.Fprintf(w, "@@ -%d,%d +%d,%d @@%s\n", start+1, removed+2*contextLines,
			start+1+shift, len(added)+2*contextLines, enclosing(lines, start))
		writeLines(w, " ", lines[start:start+contextLines])
		writeLines(w, "-", change)
		writeLines(w, "+", added)
		end := start + contextLines + removed
		writeLines(w, " ", lines[end:end+contextLines])
		shift += len(added) - removed
		at = end + contextLines
	}
	if at == 0 { // the file is too short for a hunk: show it as new
		fmt.Fprintf(w, "@@ -0,0 +1,%d @@\n", len(lines))
		writeLines(w, "+", lines)
	}
}

func writeLines(w *bytes.Buffer, mark string, lines []string) {
	for _, l := range lines {
		w.WriteString(mark)
		w.WriteString(l)
		w.WriteByte('\n')
	}
}

// enclosing is what git would put behind the hunk header: the last line above
// that begins in column one with a name.
func enclosing(lines []string, start int) string {
	for i := start - 1; i >= 0; i-- {
		if l := lines[i]; l != "" && (l[0] >= 'a' && l[0] <= 'z' || l[0] == '_') {
			return " " + l
		}
	}
	return ""
}

// faults are rewrites of one line, each something people do.
var faults = []func(line string) string{
	func(l string) string { return strings.Replace(l, "\t", "        ", 1) },
	func(l string) string { return l + " " },
	func(l string) string { return strings.Replace(l, " (", "(", 1) },
	func(l string) string { return strings.Replace(l, " = ", "=", 1) },
	func(l string) string { return strings.Replace(l, ") {", "){", 1) },
	func(l string) string { return strings.Replace(l, ", ", ",", 1) },
	func(l string) string { return strings.Replace(l, " *", "* ", 1) },
	func(l string) string { return l + strings.Repeat(" /* a remark that goes on for too long */", 2) },
	func(l string) string { return strings.Replace(l, "return ", "return (", 1) },
	func(l string) string { return l + "\n" },
	func(l string) string { return "    " + l },
	func(l string) string { return strings.Replace(l, ";", ";;", 1) },
	func(l string) string { return strings.Replace(l, "the ", "the the ", 1) },
	func(l string) string { return l + "\n\tprintk(\"recieved %d\\n\", x);" },
	func(l string) string { return l + "\r" },
	func(l string) string { return strings.Replace(l, "!", "NULL == ", 1) },
	func(l string) string { return l + " // remark" },
	func(l string) string { return strings.Replace(l, "\t", " \t", 1) },
}

// rewrite returns the lines with a fault here and there.
func rewrite(random *rand.Rand, lines []string) []string {
	var out []string
	for _, l := range lines {
		if random.IntN(2) == 0 {
			l = faults[random.IntN(len(faults))](l)
		}
		out = append(out, strings.Split(l, "\n")...)
	}
	return out
}

// writeMessage writes the mail header and commit message.
func writeMessage(w *bytes.Buffer, random *rand.Rand, n int, name string) {
	pick := func(choices ...string) string { return choices[random.IntN(len(choices))] }
	area, _, _ := strings.Cut(name, "/")
	author := pick("Ada Example <ada@example.org>", "Bob Example <bob@example.com>", `"Cem Ö. Example" <cem@example.org>`)
	fmt.Fprintf(w, "From %040x Mon Sep 17 00:00:00 2001\n", random.Uint64())
	fmt.Fprintf(w, "From: %s\nDate: Mon, 2 Jun 2025 10:%02d:00 +0200\n", author, n%60)
	fmt.Fprintf(w, "Subject: [PATCH] %s: %s\n\n", area, pick("tidy up", "Fix recieve path", "drop a dead store", "checkpatch cleanups", "make it work"))
	if random.IntN(6) != 0 {
		w.WriteString(pick(
			"The values are read once and never again.\n",
			"This is is a change that people will recieve, and its only line is far longer than a commit message should be.\n",
			"Commit 0123456 (\"some change\") made this needless.\n",
			"See https://lkml.org/lkml/2020/1/1/1 for the report.\n",
		))
		w.WriteByte('\n')
	}
	w.WriteString(pick("", "", "Fixes: 0123456789ab (\"area: some change\")\n", "Fixes: 01234567 some change\n", "fixes: 0123456789ab (\"x\")\n"))
	w.WriteString(pick("", "", "Cc: stable@vger.kernel.org\n", "Reviewed-By: Dan Example <dan@example.org>\n", "Tested-by : Eve <eve@example.org>\n"))
	w.WriteString(pick("", "Signed-off-by: Ada Example <ada@example.org>\n", "Signed-off-by: "+author+"\n", "Signed-off-by: "+author+"\n", "Signed-off-by: Bob Example <bob@example.com>\n"))
	fmt.Fprintf(w, "---\n %s | 9 +++++----\n 1 file changed, 5 insertions(+), 4 deletions(-)\n\n", name)
}
