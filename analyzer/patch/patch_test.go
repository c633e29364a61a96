// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const series = `From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001
From: Jane Doe <jane@example.org>
Date: Mon, 1 Jan 2024 00:00:00 +0000
Subject: [PATCH v2 0/2] foo: two changes

Please look.

Jane Doe (2):
  foo: one
  foo: two

-- 
2.40.0

From 2222222222222222222222222222222222222222 Mon Sep 17 00:00:00 2001
From: =?UTF-8?q?J=C3=BCrgen=20M?= <j@example.org>
Date: Mon, 1 Jan 2024 00:00:00 +0000
Subject: [PATCH v2 1/2] foo: a long title that was
 folded

From is a word that begins this line.

Fixes: 0123456789ab ("foo: add")
Reported-by: A B <a@b.org>
  (with a note)
Signed-off-by: J <j@example.org>
---
v2: nothing

 foo/a.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/foo/a.c b/foo/a.c
index 1234567..89abcde 100644
--- a/foo/a.c
+++ b/foo/a.c
@@ -10,3 +10,3 @@ int f(void)
 one
-two
+deux
 three
-- 
2.40.0

From 3333333333333333333333333333333333333333 Mon Sep 17 00:00:00 2001
From: Jane Doe <jane@example.org>
Subject: [PATCH v2 2/2] foo: two

Text.

Signed-off-by: Jane Doe <jane@example.org>
---
diff --git a/foo/new file b/foo/new file
new file mode 100755
index 0000000..89abcde
--- /dev/null
+++ b/foo/new file	
@@ -0,0 +1 @@
+x
\ No newline at end of file
diff --git a/foo/old b/foo/older
similarity index 100%
rename from foo/old
rename to foo/older
diff --git "a/foo/\303\244" "b/foo/\303\244"
deleted file mode 100644
index 89abcde..0000000
`

func TestSeries(t *testing.T) {
	s := Parse([]byte(series), Options{})
	if s.Kind != KindMbox || len(s.Messages) != 3 {
		t.Fatalf("kind %v, %d messages", s.Kind, len(s.Messages))
	}
	for i, m := range s.Messages {
		if len(m.Problems) != 0 {
			t.Errorf("message %d: problems %v", i, m.Problems)
		}
	}
	cover, one, two := s.Messages[0], s.Messages[1], s.Messages[2]
	if !cover.Cover || cover.Subject != "foo: two changes" || cover.Count != 2 {
		t.Errorf("cover letter: %v %q %d", cover.Cover, cover.Subject, cover.Count)
	}
	if one.From != "Jürgen M <j@example.org>" || one.Subject != "foo: a long title that was folded" {
		t.Errorf("header: %q %q", one.From, one.Subject)
	}
	if one.Number != 1 || one.Count != 2 || one.Cover {
		t.Errorf("number %d/%d", one.Number, one.Count)
	}
	var names []string
	for _, tr := range one.Trailers {
		names = append(names, fmt.Sprint(tr.Name, "=", tr.Value, " ", tr.InBlock))
	}
	want := []string{`Fixes=0123456789ab ("foo: add") true`,
		"Reported-by=A B <a@b.org> (with a note) true", "Signed-off-by=J <j@example.org> true"}
	if d := cmp.Diff(want, names); d != "" {
		t.Error(d)
	}
	if got := string(one.Line(one.Log.First)); got != "From is a word that begins this line." {
		t.Errorf("log starts with %q", got)
	}
	if got := string(one.Line(one.Notes.First)); got != "v2: nothing" {
		t.Errorf("notes start with %q", got)
	}
	h := one.Files[0].Hunks[0]
	var lines []string
	for _, l := range h.Lines {
		lines = append(lines, fmt.Sprint(l.Class, " ", l.Old, " ", l.New, " ", string(one.Line(int(l.Line))[l.Marker:])))
	}
	wantLines := []string{"context 10 10 one", "removed 11 0 two", "added 0 11 deux", "context 12 12 three"}
	if d := cmp.Diff(wantLines, lines); d != "" {
		t.Error(d)
	}
	if f := one.Files[0]; f.OldBlob != "1234567" || f.NewMode != "100644" || f.Path() != "foo/a.c" {
		t.Errorf("file %+v", f)
	}
	if got := string(one.Line(h.Header)[h.Section.Start:h.Section.End]); got != "int f(void)" {
		t.Errorf("section %q", got)
	}
	var files []string
	for _, f := range two.Files {
		files = append(files, fmt.Sprintf("%d %q %q %s>%s %d", f.Change, f.OldPath, f.NewPath, f.OldMode, f.NewMode, len(f.Hunks)))
	}
	wantFiles := []string{`1 "" "foo/new file" >100755 1`, `3 "foo/old" "foo/older" > 0`, `2 "foo/ä" "" 100644> 0`}
	if d := cmp.Diff(wantFiles, files); d != "" {
		t.Error(d)
	}
	if c := two.Files[0].Hunks[0].Lines[1].Class; c != ClassNoNewline {
		t.Errorf("class %v", c)
	}
	for _, m := range s.Messages[:2] {
		if m.Signature < 0 || m.Class(m.Signature+1) != ClassSignature {
			t.Errorf("signature not found")
		}
	}
}

// problems lists the kinds and lines (from one) of a message's problems.
func problems(m *Message) string {
	var out []string
	for _, p := range m.Problems {
		out = append(out, fmt.Sprintf("%d:%d", p.Line+1, p.Kind))
	}
	return strings.Join(out, " ")
}

// classes writes the class of each line of the body as one letter.
func classes(m *Message) string {
	var b strings.Builder
	for i := m.BodyLines.First; i < m.BodyLines.End; i++ {
		b.WriteByte("_HELCSNAFU+ -n*!xs"[m.Class(i)])
	}
	return b.String()
}

func TestDiffs(t *testing.T) {
	tests := []struct {
		name, in, classes, problems string
	}{
		{"plain", "text\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", "LFFU-+", ""},
		{"quilt with index", "Index: l/x.c\n===================================================================\n" +
			"--- l.orig/x.c\t2020-01-01\n+++ l/x.c\n@@ -1 +1 @@\n-a\n+b\n", "FFFFU-+", ""},
		{"removed line that looks like a header",
			"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- a/y\n+++ b/y\n c\n", "FFU-+ ", ""},
		{"header inside a hunk that counts too much",
			"--- a/x\n+++ b/x\n@@ -1,5 +1,5 @@\n a\n-b\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-c\n+d\n", "FFU -FFU-+",
			fmt.Sprintf("6:%d", ProblemHunkShort)},
		{"count too small", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n+c\n+d\n", "FFU-+!!",
			fmt.Sprintf("6:%d", ProblemHunkLong)},
		{"old count too small", "--- a/x\n+++ b/x\n@@ -1,1 +1,3 @@\n a\n-b\n+c\n d\n", "FFU -+ ",
			fmt.Sprintf("5:%d", ProblemHunkLong)},
		{"truncated", "--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n a\n", "FFU ",
			fmt.Sprintf("4:%d", ProblemTruncated)},
		{"wrapped", "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-long\nline\n+short\n c\n", "FFU-x+ ",
			fmt.Sprintf("5:%d", ProblemWrapped)},
		{"blank stripped", "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n", "FFU  -+",
			fmt.Sprintf("5:%d", ProblemBlankStripped)},
		{"no file", "@@ -1 +1 @@\n-a\n+b\n", "U-+", fmt.Sprintf("1:%d", ProblemNoFile)},
		{"bad hunk header", "--- a/x\n+++ b/x\n@@ -1,x +1 @@\n-a\n", "FFx_",
			fmt.Sprintf("3:%d", ProblemHunkHeader)},
		{"huge count", "--- a/x\n+++ b/x\n@@ -1,99999999999999999999 +1,99999999999999999999 @@\n a\n", "FFU ",
			fmt.Sprintf("4:%d", ProblemTruncated)},
		{"combined", "diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,1 @@@\n++a\n", "FFFFU_",
			fmt.Sprintf("5:%d", ProblemCombined)},
		{"carriage returns", "--- a/x\r\n+++ b/x\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n", "FFU-+",
			fmt.Sprintf("1:%d", ProblemCarriageReturns)},
		{"binary", "diff --git a/x.bin b/x.bin\nindex 1234567..89abcde 100644\nGIT binary patch\nliteral 3\nKcmZQzU|?Vn00jU@\n\nliteral 0\nHcmV?d00001\n\n",
			"FF*******", ""},
		{"binary cut", "diff --git a/x.bin b/x.bin\nindex 1234567..89abcde 100644\nGIT binary patch\nliteral 3\nKcmZ",
			"FF***", fmt.Sprintf("5:%d", ProblemTruncated)},
		{"mode only", "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", "FFF", ""},
		{"quoted hunk header in prose", "see\n@@ -1,2 +1,2 @@\nfor more\n", "LLL", ""},
	}
	for _, tt := range tests {
		s := Parse([]byte(tt.in), Options{})
		if len(s.Messages) != 1 {
			t.Errorf("%s: %d messages", tt.name, len(s.Messages))
			continue
		}
		m := s.Messages[0]
		if got := classes(m); got != tt.classes {
			t.Errorf("%s: classes %q, want %q", tt.name, got, tt.classes)
		}
		if got := problems(m); got != tt.problems {
			t.Errorf("%s: problems %q, want %q", tt.name, got, tt.problems)
		}
	}
}

func TestGitPaths(t *testing.T) {
	tests := []struct{ in, old, new string }{
		{"a/x b/x", "a/x", "b/x"},
		{"a/x y b/x y", "a/x y", "b/x y"},
		{"a/x b/x b/x b/x", "a/x b/x", "b/x b/x"},
		{`"a/\t" "b/\t"`, "a/\t", "b/\t"},
		{`a/x "b/\""`, "a/x", `b/"`},
		{`"a/\"" b/x`, `a/"`, "b/x"},
		{"x x", "x", "x"},
		{"a/one two b/three", "", ""},
		{`"a/x`, "", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		a, b, ok := gitPaths([]byte(tt.in))
		if !ok {
			a, b = "", ""
		}
		if a != tt.old || b != tt.new {
			t.Errorf("%q: %q %q, want %q %q", tt.in, a, b, tt.old, tt.new)
		}
	}
}

func TestHeaders(t *testing.T) {
	in := "From: =?ISO-8859-1?Q?Andr=E9?=\n =?ISO-8859-1?Q?_X?= <a@x.org>\nSubject: =?bad?\n X-Fold\nTo: list\n\nFrom: Real Author <r@x.org>\n\nbody\n"
	s := Parse([]byte(in), Options{})
	m := s.Messages[0]
	if s.Kind != KindMail {
		t.Errorf("kind %v", s.Kind)
	}
	h, _ := m.Header("from")
	if h.Value != "André X <a@x.org>" || !h.Folded || !h.Encoded || h.Lines != (Lines{0, 2}) {
		t.Errorf("from %+v", h)
	}
	if in[h.Span.Start:h.Span.End] != "=?ISO-8859-1?Q?Andr=E9?=\n =?ISO-8859-1?Q?_X?= <a@x.org>" {
		t.Errorf("span %q", in[h.Span.Start:h.Span.End])
	}
	if m.From != "Real Author <r@x.org>" || len(m.InBody) != 1 || classes(m) != "H_L" && classes(m) != "HLL" {
		t.Errorf("in-body author %q, classes %q", m.From, classes(m))
	}
	if m.SubjectRaw != "=?bad? X-Fold" {
		t.Errorf("subject %q", m.SubjectRaw)
	}
}

func TestNoHeader(t *testing.T) {
	for _, in := range []string{
		"mm: fix foo\n\nThis fixes foo.\n\nSigned-off-by: A <a@b>\n---\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
		"Cc: stable@vger.kernel.org\n\nbody\n",
	} {
		m := Parse([]byte(in), Options{}).Messages[0]
		if len(m.Headers) != 0 {
			t.Errorf("%q: has header %v", in, m.Headers)
		}
	}
}

func TestEnvelope(t *testing.T) {
	for line, want := range map[string]bool{
		"From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001": true,
		"From jane@example.org  Tue Jan  2 10:11:12 2024":                        true,
		"From jane@example.org Tue Jan  2 10:11:12 2024 +0100":                   true,
		"From here on, at 10:11:12, all is lost":                                 false,
		"From: Jane":                                                             false,
		"From ":                                                                  false,
		"From x :":                                                               false,
	} {
		if isEnvelope([]byte(line)) != want {
			t.Errorf("%q: want %v", line, want)
		}
	}
	quote := "From: A <a@b>\nSubject: x\n\n>From the start.\n"
	m := Parse([]byte("From a@b Mon Sep 17 00:00:00 2001\n"+quote), Options{MboxRD: true}).Messages[0]
	if got := string(m.Line(m.Log.First)); got != "From the start." {
		t.Errorf("quoted From: %q", got)
	}
	if span, exact := m.InputSpan(m.Log.First, 0, 4); !exact || span.Start != len("From a@b Mon Sep 17 00:00:00 2001\n")+len(quote)-len("From the start.\n") {
		t.Errorf("span %v %v", span, exact)
	}
}

func TestGitShow(t *testing.T) {
	in := "commit 1111111111111111111111111111111111111111\nAuthor: A B <a@b>\nDate:   Mon\n\n    foo: title\n\n    Text.\n\n    Signed-off-by: A B <a@b>\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
	m := Parse([]byte(in), Options{}).Messages[0]
	if m.Subject != "foo: title" || m.From != "A B <a@b>" || len(m.Trailers) != 1 || len(m.Files) != 1 {
		t.Errorf("%q %q %v %v", m.Subject, m.From, m.Trailers, m.Files)
	}
	if got := string(m.Line(m.Log.First)); got != "foo: title" {
		t.Errorf("indentation stays: %q", got)
	}
}

func TestDetect(t *testing.T) {
	for in, want := range map[string]Kind{
		series:                                        KindMbox,
		"From: A <a@b>\nSubject: x\n\ntext\n":         KindMail,
		"diff --git a/x b/x\nindex 1..2\n":            KindDiff,
		"diff --git a/x b/x\nis what it looks like\n": KindText,
		"text\n--- a/x\n+++ b/x\n":                    KindText,
		"text\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n":       KindDiff,
		"int main(void)\n{\n}\n":                      KindText,
		"":                                            KindText,
		"\n# Please enter the commit message for your changes. Lines\n": KindCommitMessage,
	} {
		if got := Detect([]byte(in)); got != want {
			t.Errorf("%.20q: %v, want %v", in, got, want)
		}
	}
}

func TestCommitMessage(t *testing.T) {
	in := "# hint\nfoo: title\n\nText.\n# a comment: with colon\nFixes: abc\nSigned-off-by: A <a@b>\n\n" +
		"# Please enter the commit message\n# ------------------------ >8 ------------------------\n# below\n" +
		"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
	m := ParseCommitMessage([]byte(in), Options{}).Messages[0]
	if got := classes(m); got != "CLLLCLLLCCCFFFU-+" {
		t.Errorf("classes %q", got)
	}
	if m.Subject != "foo: title" || len(m.Trailers) != 2 || len(m.Files) != 1 || m.Log != (Lines{1, 7}) {
		t.Errorf("%q %v %v", m.Subject, m.Trailers, m.Log)
	}
	m = ParseCommitMessage([]byte("; no\n# 1 is a title\n"), Options{CommentChar: ';'}).Messages[0]
	if m.Subject != "# 1 is a title" {
		t.Errorf("subject %q", m.Subject)
	}
}
