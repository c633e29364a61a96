// SPDX-License-Identifier: GPL-2.0-or-later

package token

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// scanned renders the tokens of text as "kind:text" separated by blanks, the
// kind left out where it is the text.
func scanned(text string) string {
	var s Stream
	Scan(&s, []byte(text), 0, len(text), nil)
	var out []string
	for i := range s.Kind {
		t := text[s.Start[i]:s.End[i]]
		if name := s.Kind[i].String(); name != t {
			t = name + ":" + t
		}
		out = append(out, t)
	}
	return strings.Join(out, " ")
}

func TestScan(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" \t\r\n\v\f", ""},
		{"int a;", "identifier:int identifier:a ;"},
		{"a<<=b>>=c<<d>>e<=f>=g", "identifier:a <<= identifier:b >>= identifier:c << identifier:d >> identifier:e <= identifier:f >= identifier:g"},
		{"a+++b---c->d-=e", "identifier:a ++ + identifier:b -- - identifier:c -> identifier:d -= identifier:e"},
		{"!a!=b==c=d", "! identifier:a != identifier:b == identifier:c = identifier:d"},
		{"a&&b&c&=d||e|f|=g^h^=~i", "identifier:a && identifier:b & identifier:c &= identifier:d || identifier:e | identifier:f |= identifier:g ^ identifier:h ^= ~ identifier:i"},
		{"a*=b/c/=d%e%=f", "identifier:a *= identifier:b / identifier:c /= identifier:d % identifier:e %= identifier:f"},
		{"f(a, ...) . .. x.y", "identifier:f ( identifier:a , ... ) . . . identifier:x . identifier:y"},
		{"#define a(b) #b##c \\\n", "# identifier:define identifier:a ( identifier:b ) # identifier:b ## identifier:c \\"},
		{"0x1fULL 1.5e+3 .5 0x1e+2 0x1p-3 1e5-2 1..2", "number:0x1fULL number:1.5e+3 number:.5 number:0x1e + number:2 number:0x1p-3 number:1e5 - number:2 number:1..2"},
		{`"XXX" 'X' L"X"`, `string:"XXX" character:'X' identifier:L string:"X"`},
		{"\"XX\nXX\" a", "string:\"XX\nXX\" identifier:a"},
		{"\"XX\nfoo", "string:\"XX identifier:foo"},
		{"\"XX", "string:\"XX"},
		{"\"\n\"X\"", "string:\" string:\"X\""},
		{"a\x1c\x1c\tb\x1c\n\x1c", "identifier:a comment:\x1c\x1c identifier:b comment:\x1c comment:\x1c"},
		{"$\x00`é@", "other:$ other:\x00 other:` other:é @"},
		{"a?b:c[1]{}", "identifier:a ? identifier:b : identifier:c [ number:1 ] { }"},
	} {
		if got := scanned(c.in); got != c.want {
			t.Errorf("Scan(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	w := NewWords([]string{"kmalloc", "while", "zebra", "kmalloc", "", "a_very_long_word_in_the_middle_x", "a_very_long_word_in_the_muddle_x"})
	for id := Word(1); id < Keywords; id++ {
		text := w.String(id)
		if text == "" || w.Lookup(text) != id || !id.IsKeyword() {
			t.Errorf("keyword %d %q is found as %d", id, text, w.Lookup(text))
		}
	}
	if got := w.Len(); got != int(Keywords)+4 {
		t.Errorf("Len() = %d, want %d", got, int(Keywords)+4)
	}
	for _, s := range []string{"kmalloc", "zebra", "a_very_long_word_in_the_middle_x", "a_very_long_word_in_the_muddle_x"} {
		if id := w.Lookup(s); id < Keywords || w.String(id) != s {
			t.Errorf("Lookup(%q) = %d %q", s, id, w.String(id))
		}
	}
	for _, s := range []string{"", "i", "whil", "whiles", "a_very_long_word_in_the_mxddle_x"} {
		if id := w.Lookup(s); id != NoWord {
			t.Errorf("Lookup(%q) = %d, want none", s, id)
		}
	}
	var s Stream
	text := []byte("while (kmalloc(x))")
	Scan(&s, text, 0, len(text), w)
	want := []Word{While, 0, w.Lookup("kmalloc"), 0, 0, 0, 0}
	if !slices.Equal(s.Word, want) {
		t.Errorf("words %v, want %v", s.Word, want)
	}
}

func TestFind(t *testing.T) {
	var s Stream
	text := []byte("ab  cd ;")
	Scan(&s, text, 0, len(text), nil)
	for offset, want := range []int{0, 0, 1, 1, 1, 1, 2, 2, 3, 3} {
		if got := s.Find(uint32(offset)); got != want {
			t.Errorf("Find(%d) = %d, want %d", offset, got, want)
		}
	}
	if s.KindAt(-1) != None || s.KindAt(3) != None || s.KindAt(2) != Semi || s.WordAt(7) != NoWord {
		t.Error("KindAt or WordAt outside the stream")
	}
}

func FuzzScan(f *testing.F) {
	f.Add([]byte("int f(void)\n{\n\treturn 0x1e+3 <<= \"XX\nXX\" \x1c\x1c 'X';\n}\n"))
	f.Add([]byte("\"\n\"\"'\n'X\xff\x00$@`\\"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var s Stream
		words := NewWords([]string{"x"})
		Scan(&s, text, 0, len(text), words)
		check(t, text, &s)
	})
}

// check verifies that the tokens ascend and cover exactly the bytes that are
// not blank, newlines and blanks inside literals aside.
func check(t *testing.T, text []byte, s *Stream) {
	t.Helper()
	if len(s.Start) != s.Len() || len(s.End) != s.Len() || len(s.Word) != s.Len() {
		t.Fatal("arrays of different length")
	}
	at := uint32(0)
	for i := range s.Kind {
		if s.Start[i] < at || s.End[i] <= s.Start[i] || s.Kind[i] == None || s.Kind[i] >= Kinds {
			t.Fatalf("token %d [%d,%d) kind %d after offset %d", i, s.Start[i], s.End[i], s.Kind[i], at)
		}
		for _, c := range text[at:s.Start[i]] {
			if !IsBlank(c) {
				t.Fatalf("byte %q before token %d is in no token", c, i)
			}
		}
		at = s.End[i]
	}
	if int(at) > len(text) {
		t.Fatalf("last token ends at %d of %d", at, len(text))
	}
	for _, c := range text[at:] {
		if !IsBlank(c) {
			t.Fatalf("byte %q after the last token", c)
		}
	}
}

// TestScanInPieces proves that a text scanned line by line has the same
// tokens as one scanned at once.
func TestScanInPieces(t *testing.T) {
	text := []byte(strings.Repeat("static int f(struct x *p)\n{\n\treturn p->a == 0x10 ? \"XX\" : 'X';\x1c\x1c\n}\n", 50))
	var whole, pieces Stream
	Scan(&whole, text, 0, len(text), nil)
	for from := 0; from < len(text); {
		to := from + slices.Index(text[from:], '\n') + 1
		Scan(&pieces, text, from, to, nil)
		from = to
	}
	if fmt.Sprint(whole) != fmt.Sprint(pieces) {
		t.Error("pieces differ from the whole")
	}
}

func BenchmarkScan(b *testing.B) {
	text := benchText(b)
	words := NewWords(nil)
	var s Stream
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Reset()
		Scan(&s, text, 0, len(text), words)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(s.Len()), "ns/token")
}

// benchText is the file named by KSTYLE_BENCH_FILE, or a made-up function
// repeated to half a megabyte.
func benchText(b *testing.B) []byte {
	if name := os.Getenv("KSTYLE_BENCH_FILE"); name != "" {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		return text
	}
	return []byte(strings.Repeat(`static int demo_probe(struct platform_device *pdev)
{
	struct demo *d = platform_get_drvdata(pdev);
	unsigned int i, count = 0;
	int ret;

	for (i = 0; i < ARRAY_SIZE(d->table); i++) {
		if (!d->table[i].name || (d->flags & DEMO_SKIP))
			continue;
		ret = demo_register(d, &d->table[i], "XXXXXXXXXX");
		if (ret < 0)
			goto fail;
		count += ret << 2;
	}

	return count;
}

`, 1000))
}
