// SPDX-License-Identifier: GPL-2.0-or-later

package silence

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// known are the types of these tests.
type known []string

func (k known) Known(name string) bool { return slices.Contains(k, name) }
func (k known) Names() []string        { return k }

func TestUnknown(t *testing.T) {
	types := known{"BAD", "LONG_LINE"}
	for _, c := range []struct{ name, text, want string }{
		{"a.c", "int a; /* kstyle-ignore: BAD, LONG_LNE -- LONG_LIN is meant */\n", `1:30 there is no type LONG_LNE; did you mean LONG_LINE? "LONG_LINE"`},
		{"a.c", "// kstyle-ignore-begin: long_line, because\n", `1:24 types are written in capitals; did you mean LONG_LINE? "LONG_LINE"`},
		{"a.c", "\n/* kstyle-ignore-file: XYZZY */\n/* kstyle-ignore-end */\n", `2:23 there is no type XYZZY`},
		{"a.c", "char *s = \"kstyle-ignore: XYZZY\";\n", ""},
		{"a.c", "/* kstyle-ignore: BAD */\nCheckpatch-ignore: XYZZY\n", ""},
		{"p.patch", "From: A <a@b.c>\nSubject: x\n\nText.\n\ncheckpatch-ignore: BAD XYZZY\n---\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,2 @@\n a\n+/* kstyle-ignore: BAT */\n",
			`6:23 there is no type XYZZY|12:19 there is no type BAT; did you mean BAD? "BAD"`},
	} {
		in := analyzer.NamedInput(c.name, []byte(c.text))
		var out []string
		for _, f := range Unknown(in, types) {
			before := c.text[:f.Range.Start]
			text := fmt.Sprintf("%d:%d %s", f.Line, len(before)-strings.LastIndexByte(before, '\n')-1, f.Message)
			for _, fix := range f.Fixes {
				text += fmt.Sprintf(" %q", fix.Edits[0].New)
				if e := fix.Edits[0]; e.Start != f.Range.Start || e.End != f.Range.End {
					t.Errorf("the fix is elsewhere: %v", e)
				}
			}
			out = append(out, text)
		}
		if got := strings.Join(out, "|"); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestFindingOfRecord(t *testing.T) {
	in, _ := check(t, "a.c", body)
	for _, c := range []struct {
		x    Record
		want string
	}{
		{Record{Type: "BAD", Path: "a.c", Function: "g", Text: "x"}, "12 int g(void): BAD is kept silent for 'x', which is not found any more"},
		{Record{Type: "BAT", Path: "a.c", Text: "x"}, "1 int bad;: a record silences BAT; there is no such type; did you mean BAD?"},
	} {
		f := c.x.Finding(in, known{"BAD"})
		if got := fmt.Sprintf("%d %s: %s", f.Line, in.Bytes[f.Range.Start:f.Range.End], f.Message); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
