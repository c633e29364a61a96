// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"encoding/base64"
	"strings"
	"testing"
)

const mailBody = "Text with an ä.\n\nSigned-off-by: A B <a@b>\n---\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b =3D c\n"

func TestQuotedPrintable(t *testing.T) {
	in := "From: A B <a@b>\nSubject: x\nContent-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: quoted-printable\n\n" +
		"Text with=\n an =C3=A4.\n\nSigned-off-by: A B <a@b>\n---\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b =3D3D c=20\n"
	m := Parse([]byte(in), Options{}).Messages[0]
	want := strings.TrimSuffix(mailBody, "\n") + " \n"
	if got := string(m.Body.Bytes()); got != want {
		t.Errorf("decoded %q, want %q", got, want)
	}
	if len(m.Files) != 1 || len(m.Trailers) != 1 || !m.Encoded() {
		t.Errorf("files %v trailers %v", m.Files, m.Trailers)
	}
	first, sob := m.Log.First, m.Trailers[0].Lines.First
	if m.InputLine(first) != 5 || m.InputLine(sob) != 8 {
		t.Errorf("input lines %d %d", m.InputLine(first), m.InputLine(sob))
	}
	if span, exact := m.InputSpan(first, 0, 1); exact || in[span.Start:span.End] != "Text with=\n an =C3=A4." {
		t.Errorf("span of a decoded line: %q %v", in[span.Start:span.End], exact)
	}
	if span, exact := m.InputSpan(sob, 0, 6); !exact || in[span.Start:span.End] != "Signed" {
		t.Errorf("span of a plain line: %q %v", in[span.Start:span.End], exact)
	}
}

func TestBase64(t *testing.T) {
	code := base64.StdEncoding.EncodeToString([]byte(mailBody))
	var rows strings.Builder
	for len(code) > 76 {
		rows.WriteString(code[:76] + "\n")
		code = code[76:]
	}
	rows.WriteString(code + "\n")
	in := "From: A B <a@b>\nSubject: x\nContent-Transfer-Encoding: base64\n\n" + rows.String() + "_______\nlist footer\n"
	m := Parse([]byte(in), Options{}).Messages[0]
	if got := string(m.Body.Bytes()); got != mailBody+"_______\nlist footer\n" {
		t.Errorf("decoded %q", got)
	}
	if got := m.InputLine(m.Files[0].GitLine); got != 4 && got != 5 {
		t.Errorf("diff in input line %d", got)
	}
	last := m.Body.Len() - 1
	if span, exact := m.InputSpan(last, 0, 4); !exact || in[span.Start:span.End] != "list" {
		t.Errorf("footer %v %v", span, exact)
	}
}

func TestCharset(t *testing.T) {
	in := "From: A B <a@b>\nSubject: x\nContent-Type: text/plain; charset=iso-8859-1\n\nAn \xe4.\nplain\n---\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+\xe4\n"
	m := Parse([]byte(in), Options{}).Messages[0]
	if got := string(m.Line(m.Log.First)); got != "An ä." {
		t.Errorf("converted %q", got)
	}
	if _, exact := m.InputSpan(m.Log.First+1, 0, 1); !exact {
		t.Error("an unchanged line must be exact")
	}
	if last := m.Body.Line(m.Body.Len() - 1); string(last) != "+\xe4" {
		t.Errorf("the patch must stay as it is: %q", last)
	}
	m = Parse([]byte(strings.Replace(in, "iso-8859-1", "x-nonsense", 1)), Options{}).Messages[0]
	if len(m.Problems) == 0 || m.Problems[0].Kind != ProblemEncoding || len(m.Files) != 1 {
		t.Errorf("unknown charset: %v", m.Problems)
	}
}

func TestMultipart(t *testing.T) {
	in := "From: A B <a@b>\nSubject: x\nContent-Type: multipart/mixed; boundary=\"=-b\"\n\nignored\n" +
		"--=-b\nContent-Type: text/plain\n\nText.\n\n--=-b\nContent-Type: text/html\n\n<p>no\n" +
		"--=-b\nContent-Type: application/octet-stream; name=a.patch\n\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n--=-b--\nafter\n"
	m := Parse([]byte(in), Options{}).Messages[0]
	if got := string(m.Body.Bytes()); got != "Text.\n\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n" {
		t.Errorf("parts %q", got)
	}
	if len(m.Files) != 1 || m.InputLine(m.Files[0].NewLine) != 18 {
		t.Errorf("%v at %d", m.Files, m.InputLine(m.Files[0].NewLine))
	}
	m = Parse([]byte(strings.Replace(in, "--=-b", "--=-c", -1)), Options{}).Messages[0]
	if len(m.Files) != 1 || problems(m) == "" {
		t.Errorf("without its boundary: %v %q", m.Files, problems(m))
	}
}
