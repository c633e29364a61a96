// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// input is one text to check.
type input struct {
	// name is the heading and the verdict, prefix what emacs form prints.
	name, prefix string
	path         string // in --showfile form, where a finding has no file
	disk         string // where fixes go
	text         []byte
	asFile       bool
	lines        []string
	starts       []int
	places       []place // by line, in a patch
}

// place is the file and line that the script believes itself at.
type place struct {
	path string
	line int
}

func newInput(name string, text []byte, asFile bool) *input {
	in := &input{name: name, prefix: name, path: name, disk: name, text: text, asFile: asFile}
	at := 0
	for line := range bytes.Lines(text) {
		in.starts = append(in.starts, at)
		in.lines = append(in.lines, string(bytes.TrimSuffix(line, []byte{'\n'})))
		at += len(line)
	}
	if !asFile {
		in.follow()
	}
	return in
}

// follow keeps count as the script does, headers and commit text included: its
// count begins where its first pass over the input left it, at the last hunk.
func (in *input) follow() {
	now := place{}
	for _, l := range in.lines {
		if m := hunkHeader.FindStringSubmatch(l); m != nil {
			now.line = atoi(m[1]) - 1
		}
	}
	for _, l := range in.lines {
		switch {
		case strings.HasPrefix(l, "@@"):
			in.places = append(in.places, now) // computed before the header counts
			if m := hunkHeader.FindStringSubmatch(l); m != nil {
				now.line = atoi(m[1]) - 1
			}
			continue
		case strings.HasPrefix(l, "diff --git "):
			words := strings.Fields(l)
			now.path = afterSlash(words[len(words)-1])
		case strings.HasPrefix(l, "+++ "):
			word, _, _ := strings.Cut(l[4:], "\t")
			word, _, _ = strings.Cut(word, " ")
			now.path = afterSlash(word)
		}
		if l == "" || l[0] == '+' || l[0] == ' ' {
			now.line++
		}
		in.places = append(in.places, now)
	}
}

// afterSlash cuts what the script takes for a prefix such as b/.
func afterSlash(path string) string {
	if _, rest, ok := strings.Cut(path, "/"); ok {
		return rest
	}
	return path
}

// atoi reads digits; what is too large for a line counts as 0.
func atoi(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// placeOf is where the script believes itself at line n of a patch, from one.
func (in *input) placeOf(n int) place {
	if len(in.places) == 0 {
		return place{}
	}
	return in.places[min(max(n, 1), len(in.places))-1]
}

// lastPath is the path of the last file, which decides whether the summary
// counts CHECKs.
func (in *input) lastPath() string {
	if in.asFile {
		return in.path
	}
	return in.placeOf(len(in.lines)).path
}

// line is line n, from one, with the marker of a diff.
func (in *input) line(n int) string {
	if n < 1 || n > len(in.lines) {
		return ""
	}
	if in.asFile {
		return "+" + in.lines[n-1]
	}
	return in.lines[n-1]
}

// above is the line that the script takes for the previous one: removed lines
// do not count.
func (in *input) above(n int) string {
	for n--; n >= 1; n-- {
		if l := in.line(n); !strings.HasPrefix(l, "-") {
			return l
		}
	}
	return ""
}

// column is where a finding begins in its shown line, or -1 if it does not.
func (in *input) column(f *analyzer.Finding) int {
	if f.Line < 1 || f.Line > len(in.starts) {
		return -1
	}
	c := int(f.Range.Start) - in.starts[f.Line-1]
	if c < 0 || c > len(in.lines[f.Line-1]) {
		return -1
	}
	if in.asFile {
		c++
	}
	return c
}

var (
	hunkHeader  = regexp.MustCompile(`^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@`)
	subjectLine = regexp.MustCompile(`(?m)^Subject:[ \t]*(.*)$`)
)

// checked counts lines the way the script's summary does: the lines of hunks,
// removed ones included, up to the last that the new side claims.
func (in *input) checked() int {
	if in.asFile {
		return len(in.lines)
	}
	n, left := 0, 0
	for _, l := range in.lines {
		if strings.HasPrefix(l, "@@") {
			if m := hunkHeader.FindStringSubmatch(l); m != nil {
				left = 1
				if m[2] != "" {
					left = atoi(m[2])
				}
				continue
			}
		}
		if left == 0 {
			continue
		}
		n++
		if l == "" || l[0] == '+' || l[0] == ' ' {
			left--
		}
	}
	return n
}

// looksLikePatch is the script's test for --no-patch.
func (in *input) looksLikePatch() bool {
	return bytes.Contains(in.text, []byte("\n+++ ")) || bytes.Contains(in.text, []byte("diff --git ")) || bytes.Contains(in.text, []byte("\n@@ "))
}
