// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"testing"
)

// checkStream fails if a position points outside of what it counts in.
func checkStream(t *testing.T, s *Stream) {
	t.Helper()
	size := len(s.Input.Bytes())
	end := 0
	for _, m := range s.Messages {
		if m.Lines.First < end || m.Lines.End < m.Lines.First || m.Lines.End > s.Input.Len() {
			t.Fatalf("message lines %v after %d of %d", m.Lines, end, s.Input.Len())
		}
		end = m.Lines.End
		in := func(l Lines) {
			if l.First < m.BodyLines.First || l.End > m.BodyLines.End || l.End < l.First {
				t.Fatalf("lines %v outside of body %v", l, m.BodyLines)
			}
		}
		if m.Log != (Lines{}) {
			in(m.Log)
		}
		if m.Notes != (Lines{}) {
			in(m.Notes)
		}
		for i := m.BodyLines.First; i < m.BodyLines.End; i++ {
			span, _ := m.InputSpan(i, 0, len(m.Line(i)))
			if span.Start < 0 || span.End < span.Start || span.End > size {
				t.Fatalf("line %d: span %v of %d", i, span, size)
			}
			if l := m.InputLine(i); l < 0 || l >= max(s.Input.Len(), 1) {
				t.Fatalf("line %d: input line %d of %d", i, l, s.Input.Len())
			}
		}
		for _, h := range m.Headers {
			if h.Span.Start < 0 || h.Span.End < h.Span.Start || h.Span.End > size {
				t.Fatalf("header span %v of %d", h.Span, size)
			}
		}
		for _, tr := range m.Trailers {
			in(tr.Lines)
			n := len(m.Line(tr.Lines.First))
			if tr.NameSpan.End > n || tr.ValueSpan.End > n || tr.ValueSpan.Start > tr.ValueSpan.End {
				t.Fatalf("trailer %+v in %d bytes", tr, n)
			}
		}
		for _, p := range m.Problems {
			if p.Line < 0 || p.Line > m.Body.Len() {
				t.Fatalf("problem %+v", p)
			}
		}
		for _, f := range m.Files {
			in(f.Lines)
			for _, h := range f.Hunks {
				if h.Section.End > len(m.Line(h.Header)) {
					t.Fatalf("section %v", h.Section)
				}
				for _, l := range h.Lines {
					in(Lines{int(l.Line), int(l.Line) + 1})
					if len(m.Line(int(l.Line))) < int(l.Marker) {
						t.Fatalf("marker %+v", l)
					}
				}
			}
		}
	}
	if got := len(s.Script().Lines); got != s.Input.Len() {
		t.Fatalf("%d script lines of %d", got, s.Input.Len())
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(series))
	f.Add([]byte("From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\nYQo=\n--b--\n"))
	f.Add([]byte("Subject: =?utf-8?b?YQ==?=\nContent-Transfer-Encoding: quoted-printable\n\na=\nb=0Ac=\n"))
	f.Add([]byte("Content-Type: text/plain; charset=iso-2022-jp\nFrom: x\n\n\x1b$B\n"))
	f.Add([]byte("--- a\n+++ b\n@@ -1,3 +1,3 @@\n a\n\nb\n\\ No newline\n-- \n"))
	f.Add([]byte("diff --git \"a/\\1\" b\nGIT binary patch\nliteral 1\n"))
	f.Add([]byte("commit 1111111111111111111111111111111111111111\nAuthor: a\n\n    x\n"))
	f.Add([]byte("\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		checkStream(t, Parse(data, Options{MboxRD: true}))
		Detect(data)
		c := ParseCommitMessage(data, Options{})
		checkStream(t, c)
	})
}
