// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// hard is what upsets the layers most: what opens, closes and carries over.
var hard = []string{"{", "}", "(", ")", "[", "/*", "*/", "\"", "'", "\\\n", "\n", "\r\n", "//", "#if X\n", "#else\n",
	"#endif\n", "#define A(x) \\\n", ";", "x", "\"a\\\nb\"", "\"\n", "#include \"", "}\n", "\n}\n", "{\n", "int f(void)\n{\n}\n", "int v;\n"}

// TestNextLayers edits texts at random and compares the layers made of the
// version before with those of a fresh text.
func TestNextLayers(t *testing.T) {
	a := New(nil)
	pump, err := os.ReadFile("../testdata/demo/pump.c")
	if err != nil {
		t.Fatal(err)
	}
	header := "#ifndef A_H\n#define A_H\n" + strings.Repeat("#define REG_A\t0x10\n#define REG_B(x) \\\n\t(x)\n", 40) + "#endif\n"
	for name, text := range map[string]string{"pump.c": string(pump), "a.h": header, "b.c": knotted} {
		for _, parity := range []bool{false, true} {
			o := Defaults()
			o.Parity = parity
			r := rand.New(rand.NewPCG(7, uint64(len(text))))
			now := text
			l := a.newLayers(FileInput(name, name, []byte(now)), &o)
			for step := range 250 {
				if now = tear(r, now); len(now) == 0 || step%50 == 49 {
					now = text
				}
				in := FileInput(name, name, []byte(now))
				before := l
				l = before.next(a, in, &o)
				a.spares.give(before)
				if fresh, got := aspects(a.newLayers(in, &o)), aspects(l); !reflect.DeepEqual(fresh, got) {
					t.Fatalf("%s, parity %v, step %d: fresh (-) and next (+) differ:\n%s\n%q", name, parity, step,
						cmp.Diff(fresh, got, cmp.AllowUnexported(source.Line{})), now)
				}
			}
		}
	}
}

// knotted is what cutting and pairing can stumble over.
var knotted = strings.Repeat(`#if A
int a(void)
#else
int a(int x)
#endif
{
	char *s = "x\
y" /* ( */;
#ifdef B
	if (x) {
#else
	if (y) {
#endif
		f("{", '}');
	}
}
MODULE(a)
#define X(y) do { \
		y; \
	} while (0)
/* c
 */ int old(a, b)
	int a;
	int b;
{
}
EXPORT(a);
struct s {
	int x;
} v = { .x = 1 };
#if 0
( { [
#endif
	.globl a
`, 6)

// tear takes something out of a text, or puts something in.
func tear(r *rand.Rand, text string) string {
	at := r.IntN(len(text) + 1)
	switch r.IntN(3) {
	case 0:
		return text[:at] + text[min(at+r.IntN(40), len(text)):]
	case 1:
		if end := strings.IndexByte(text[at:], '\n'); end >= 0 {
			return text[:at] + text[at+end+1:]
		}
	}
	return text[:at] + hard[r.IntN(len(hard))] + text[at:]
}

// seen is what checks can see of layers.
type seen struct {
	Lines  []source.Line
	Clean  string
	Final  bool
	Tokens [4]any
	Index  []uint32
	Words  []cmodel.Word
	Pairs  []int
	Chunks any
	Starts []int
}

func aspects(l *layers) seen {
	s := seen{Lines: slices.Clone(l.text.Lines), Clean: string(l.text.Clean), Final: l.text.FinalNewline,
		Tokens: [4]any{l.toks.Kind, l.toks.Start, l.toks.End, l.toks.Word},
		Index:  l.c.LineIndex(), Chunks: slices.Clone(l.cuts.Chunks), Starts: l.starts}
	for i := range l.toks.Len() {
		s.Pairs = append(s.Pairs, l.c.Match(i))
		s.Words = append(s.Words, l.c.Word(i))
	}
	return s
}

// TestMarks searches a text whole and, after an edit, where it was edited.
func TestMarks(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	now := "ab aab\nabab /* ab */\nbaab\n"
	text := source.New("a.c", "a.c", source.C, []byte(now), source.Mode{})
	m := &marks{}
	kinds := []mark{{"ab", false}, {"ab", true}, {"a", false}, {"\n", false}, {"b\na", false}}
	for step := range 400 {
		for _, k := range kinds {
			var fresh []uint32
			for at := range each(text, k, 0, len(text.Raw)) {
				fresh = append(fresh, uint32(at))
			}
			if got := m.of(text, k); !slices.Equal(got, fresh) {
				t.Fatalf("step %d: %q is at %v in %q, not at %v", step, k.text, fresh, now, got)
			}
		}
		m.old = nil
		at, gone := r.IntN(len(now)+1), r.IntN(4)
		now = now[:at] + []string{"ab", "a", "b", "\n", "/*", "*/", ""}[r.IntN(7)] + now[min(at+gone, len(now)):]
		next, same, typed := text.Next(nil, []byte(now), source.Mode{})
		from, to := changed(next, same)
		m = &marks{old: m, view: differs{from, to}, delta: uint32(len(now) - len(text.Raw))}
		m.raw.head, m.raw.tail = changed(next, typed)
		text = next
	}
}

// TestAttic opens a comment at the top of a text and takes it away again: what
// was found below is not looked for once more.
func TestAttic(t *testing.T) {
	calls := 0
	rule := &Rule{Type: "ODD"}
	a := New([]*Check{{Rules: []*Rule{rule}, OnLine: func(p *Pass, line int) {
		calls++
		if p.Text.Lines[line].Features.Has(source.HasBrace) {
			p.Warn(rule, p.LineRange(line), "a brace")
		}
	}}})
	o := Defaults()
	text := "int a;\n" + strings.Repeat("void f(void)\n{\n\tg();\n}\n\n", 100)
	var m *Memory
	for i, version := range []string{text, "/*" + text, text} {
		calls = 0
		in := FileInput("a.c", "a.c", []byte(version))
		got, next, err := a.Recheck(t.Context(), m, in, &o)
		if err != nil {
			t.Fatal(err)
		}
		if i == 2 && calls > 40 {
			t.Errorf("%d lines of %d were judged again", calls, 501)
		}
		want, err := a.Check(t.Context(), in, &o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.Findings, got.Findings, cmp.AllowUnexported(Finding{})); diff != "" {
			t.Errorf("version %d: fresh (-) and incremental (+) differ:\n%s", i, diff)
		}
		m = next
	}
}
