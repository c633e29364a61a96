// SPDX-License-Identifier: GPL-2.0-or-later

package silence

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

var bad = &analyzer.Rule{Type: "BAD", Levels: []analyzer.Level{analyzer.Error}, Title: "Bad"}

// check finds every "bad".
func check(t *testing.T, name, text string) (analyzer.Input, []*analyzer.Finding) {
	t.Helper()
	a := analyzer.New([]*analyzer.Check{{Rules: []*analyzer.Rule{bad}, OnLine: func(p *analyzer.Pass, line int) {
		if i := bytes.Index(p.Raw(line), []byte("bad")); i >= 0 {
			p.Error(bad, p.Columns(line, i, i+3), "bad")
		}
	}}})
	o := analyzer.Defaults()
	in := analyzer.NamedInput(name, []byte(text))
	r, err := a.Check(context.Background(), in, &o)
	if err != nil {
		t.Fatal(err)
	}
	return in, r.Findings
}

func path(*analyzer.Finding) string { return "a.c" }

const body = `int bad;

static int f(int x)
{
	bad();
	x = 1;
	bad();
out:
	return 0;
}

int g(void)
{
	bad();
}
`

func TestRecordsSurviveEdits(t *testing.T) {
	in, findings := check(t, "a.c", body)
	all := For(in, findings, path)
	if got := fmt.Sprint(all); got != "[{BAD a.c  int bad; 1 } {BAD a.c f bad(); 1 } {BAD a.c f bad(); 2 } {BAD a.c g bad(); 1 }]" {
		t.Fatalf("records: %s", got)
	}
	for _, c := range []struct {
		name   string
		record int
		text   string
		want   string // one letter a finding
	}{
		{"as it was", 2, body, "..s."},
		{"blanks around it", 1, strings.Replace(body, "\tbad();\n\tx", "\t\tbad();  \n\tx", 1), ".s.."},
		{"lines before it", 3, "/* x */\n\n" + body, "...s"},
		{"another one before it, elsewhere", 3, strings.Replace(body, "x = 1;", "x = bad;", 1), "....s"},
		{"the one before it is gone", 2, strings.Replace(body, "\tbad();\n\tx", "\tx", 1), ".s."},
		{"its line changed", 1, strings.Replace(strings.Replace(body, "\tbad();\n\tx", "\tbad(1);\n\tx", 1), "\tbad();\nout", "\tgood();\nout", 1), "..."},
		{"its function renamed", 3, strings.Replace(body, "int g", "int h", 1), "...."},
	} {
		in, findings := check(t, "a.c", c.text)
		silent, used := Records{List: all[c.record : c.record+1]}.Silent(in, findings, path)
		got := ""
		for _, s := range silent {
			got += map[bool]string{true: "s", false: "."}[s]
		}
		if got != c.want || used[0] != strings.Contains(c.want, "s") {
			t.Errorf("%s: %s, used %v, want %s", c.name, got, used[0], c.want)
		}
	}
}

func TestRecordInPatch(t *testing.T) {
	in, findings := check(t, "a.c", body)
	r := Records{List: For(in, findings, path)[3:]}
	in, findings = check(t, "p.patch", "--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,2 @@ int g(void)\n {\n+\tbad();\n")
	if len(findings) != 1 {
		t.Fatalf("%d findings", len(findings))
	}
	if silent, _ := r.Silent(in, findings, path); !silent[0] {
		t.Error("what is silent in the file is not in its patch")
	}
}

func TestFormat(t *testing.T) {
	var r Records
	r.Add(Record{"B", "b.c", "", "x\ty", 1, "because\nso"})
	r.Add(Record{"A", "a.c", "f", "x", 2, ""})
	r.Add(Record{"A", "a.c", "f", "x", 2, "again"})
	text := r.Format()
	back, problems := Parse(text)
	want := []Record{{"A", "a.c", "f", "x", 2, ""}, {"B", "b.c", "", "x y", 1, "because so"}}
	if !reflect.DeepEqual(back.List, want) || len(problems) != 0 {
		t.Errorf("%q: %v %v", text, back.List, problems)
	}
	if !back.Remove(Record{"A", "a.c", "f", "x", 2, "whatever"}) || len(back.List) != 1 {
		t.Errorf("not removed: %v", back.List)
	}
	if _, problems := Parse([]byte("A\tb\n\nA\ta.c\tf\tx\tzero\t\n# fine\n")); len(problems) != 2 {
		t.Errorf("problems: %q", problems)
	}
}

func TestComments(t *testing.T) {
	const text = `int bad1; /* kstyle-ignore: BAD -- it is meant */
int bad2;
/* kstyle-ignore: OTHER, BAD */
int bad3;
int bad4; // kstyle-ignore: OTHER
char *s = "kstyle-ignore: BAD bad5";
/* kstyle-ignore-begin: BAD */
int bad6;
int bad7;
/* kstyle-ignore-end */
int bad8;
`
	in, findings := check(t, "a.c", text)
	got := ""
	for i, s := range Commented(in, findings) {
		if !s {
			got += string(in.Bytes[findings[i].Range.End])
		}
	}
	if got != "2458" {
		t.Errorf("not silent: %s", got)
	}
	in, findings = check(t, "a.c", "/* kstyle-ignore-file: BAD */\n"+text)
	for _, s := range Commented(in, findings) {
		if !s {
			t.Error("the file's own word does not count")
		}
	}
	if in, findings := check(t, "a.c", "int bad;\n/* kstyle-ignore-file: BAD */"); !Commented(in, findings)[0] {
		t.Error("a word at the end of a text does not count")
	}
	const mail = "From: A <a@b.c>\nSubject: x\n\nText.\n\n%sSigned-off-by: A <a@b.c>\n---\n a.c | 1 +\n\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,2 @@\n a\n+bad();\n"
	for line, want := range map[string]bool{"": false, "Checkpatch-ignore: BAD\n": true, "Checkpatch-ignore: OTHER\n": false, "checkpatch-ignore: BAD\n": true, "See kstyle-ignore: BAD\n": false} {
		in, findings := check(t, "p.patch", fmt.Sprintf(mail, line))
		if len(findings) != 1 {
			t.Fatalf("%d findings", len(findings))
		}
		if got := Commented(in, findings)[0]; got != want {
			t.Errorf("%q: silent is %v", line, got)
		}
	}
}

// TestRemarksAreReadOnce: what is wrong with the remarks of a text is asked
// right behind what they silence.
func TestRemarksAreReadOnce(t *testing.T) {
	k := &Keeper{}
	in, findings := check(t, "a.c", "int bad;\n\n/* kstyle-ignore: BAD, WORSE */\nint bad;\n")
	if kept := k.Keep(in, findings); len(kept) != 1 || kept[0].Line != 1 {
		t.Errorf("kept: %v", kept)
	}
	if read := k.last; len(read.remarks) != 1 || read.remarks[0].line != 2 {
		t.Fatalf("read: %+v", read)
	}
	k.last.remarks = append(k.last.remarks, k.last.remarks[0])
	if f := k.Unknown(in, known{"BAD"}); len(f) != 2 || f[0].Line != 3 {
		t.Errorf("unknown, with what was remembered: %v", f)
	}
	if f := k.Unknown(in, known{"BAD"}); len(f) != 1 {
		t.Errorf("remembered twice: %v", f)
	}
	other, _ := check(t, "a.c", string(in.Bytes))
	if f := k.Unknown(other, known{"BAD"}); len(f) != 1 {
		t.Errorf("of another text: %v", f)
	}
	if n := testing.AllocsPerRun(10, func() { remarksIn(analyzer.Input{Bytes: []byte(body)}) }); n > 1 {
		t.Errorf("%v allocations where there are no remarks", n)
	}
}
