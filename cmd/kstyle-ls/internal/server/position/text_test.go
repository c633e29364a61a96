// SPDX-License-Identifier: GPL-2.0-or-later

package position

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

var encodings = []Encoding{UTF8, UTF16, UTF32}

func TestPointAndOffset(t *testing.T) {
	// tab, a two-byte letter, a three-byte one, an emoji of four bytes; CRLF; no final newline.
	const text = "\tä€😀x;\r\nplain\n\nend"
	x := strings.Index(text, "x")
	for _, c := range []struct {
		offset            int
		line              uint32
		utf8, utf16, wide uint32
	}{
		{0, 0, 0, 0, 0},
		{1, 0, 1, 1, 1},
		{3, 0, 3, 2, 2},
		{6, 0, 6, 3, 3},
		{x, 0, 10, 5, 4},
		{x + 2, 0, 12, 7, 6},
		{strings.Index(text, "plain"), 1, 0, 0, 0},
		{strings.Index(text, "\n\n"), 1, 5, 5, 5},
		{strings.Index(text, "\n\n") + 1, 2, 0, 0, 0},
		{len(text), 3, 3, 3, 3},
	} {
		tx := New([]byte(text))
		for _, enc := range encodings {
			want := Point{c.line, map[Encoding]uint32{UTF8: c.utf8, UTF16: c.utf16, UTF32: c.wide}[enc]}
			if got := tx.Point(c.offset, enc); got != want {
				t.Errorf("encoding %d: Point(%d) = %v, want %v", enc, c.offset, got, want)
			}
			if got := tx.Offset(want, enc); got != c.offset {
				t.Errorf("encoding %d: Offset(%v) = %d, want %d", enc, want, got, c.offset)
			}
		}
	}
}

func TestClamps(t *testing.T) {
	tx := New([]byte("a😀b\r\ncd\n"))
	for _, c := range []struct {
		at   Point
		enc  Encoding
		want int
	}{
		{Point{0, 99}, UTF16, 6}, // before the line's end, whatever it is
		{Point{0, 2}, UTF16, 1},  // between the two halves of a pair
		{Point{0, 3}, UTF8, 1},   // inside a character
		{Point{1, 3}, UTF16, 10}, // one past the end
		{Point{2, 0}, UTF16, 11}, // the empty last line
		{Point{2, 5}, UTF16, 11}, //
		{Point{9, 0}, UTF16, 11}, // no such line
		{Point{1 << 31, 0}, UTF8, 11},
		{Point{0, 1<<32 - 1}, UTF32, 6},
	} {
		if got := tx.Offset(c.at, c.enc); got != c.want {
			t.Errorf("Offset(%v) = %d, want %d", c.at, got, c.want)
		}
	}
	if got := tx.Point(7, UTF16); got != (Point{0, 4}) {
		t.Errorf("a place between \\r and \\n is %v, want the line's end", got)
	}
	if got := tx.Point(-3, UTF16); got != (Point{0, 0}) {
		t.Errorf("Point(-3) = %v", got)
	}
	if got := tx.Point(99, UTF16); got != (Point{2, 0}) {
		t.Errorf("Point(99) = %v", got)
	}
	if got := tx.Point(3, UTF16); got != (Point{0, 1}) {
		t.Errorf("a place inside a character is %v, want its beginning", got)
	}
}

// TestInvalidUTF8 checks that bytes that are not text still have a place each.
func TestInvalidUTF8(t *testing.T) {
	tx := New([]byte("a\xff\xfeb\n"))
	for off := range 5 {
		for _, enc := range encodings {
			if p := tx.Point(off, enc); p != (Point{0, uint32(off)}) || tx.Offset(p, enc) != off {
				t.Errorf("offset %d: %v and back %d", off, p, tx.Offset(p, enc))
			}
		}
	}
}

// naive does what Apply does on a string, character by character.
func naive(text string, c Change, enc Encoding) string {
	if c.Whole {
		return c.New
	}
	at := func(p Point) int {
		off := 0
		for range p.Line {
			i := strings.IndexByte(text[off:], '\n')
			if i < 0 {
				return len(text)
			}
			off += i + 1
		}
		line := text[off:]
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line = strings.TrimSuffix(line[:i], "\r")
		}
		var units int
		for i, r := range line {
			w := 1
			if enc == UTF16 {
				w = utf16.RuneLen(r)
			} else if enc == UTF8 {
				w = utf8.RuneLen(r)
			}
			if units+w > int(p.Character) {
				return off + i
			}
			units += w
		}
		return off + len(line)
	}
	a, b := at(c.Start), at(c.End)
	if a > b {
		a, b = b, a
	}
	return text[:a] + c.New + text[b:]
}

var pieces = []string{"a", "int x;", "\n", "\r\n", "ä", "€", "😀", "\t", "\n\n", "", "}", "\r", "/* ü */\n"}

func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range r.IntN(n) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// TestApplyIsNaiveApply makes thousands of changes, in groups as editors send
// them, and compares text, line table and widths with a text made afresh.
func TestApplyIsNaiveApply(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 3000 {
		enc := encodings[round%3]
		want := randomText(r, 30)
		tx := New([]byte(want))
		var changes []Change
		line := uint32(len(want))
		for range r.IntN(6) {
			if round%2 == 0 { // downwards, as VS Code reports them
				line = uint32(r.IntN(int(line) + 1))
			} else {
				line = uint32(r.IntN(12))
			}
			c := Change{Start: Point{line, uint32(r.IntN(8))}, New: randomText(r, 4)}
			c.End = Point{line + uint32(r.IntN(2)), uint32(r.IntN(9))}
			if r.IntN(40) == 0 {
				c = Change{Whole: true, New: randomText(r, 10)}
			}
			changes = append(changes, c)
			want = naive(want, c, enc)
		}
		before := string(tx.Bytes())
		got := tx.Apply(changes, enc)
		if string(got.Bytes()) != want {
			t.Fatalf("round %d: %+v on %q:\n got %q\nwant %q", round, changes, before, got.Bytes(), want)
		}
		if string(tx.Bytes()) != before {
			t.Fatalf("round %d: the old text was changed", round)
		}
		if fresh := New([]byte(want)); !reflect.DeepEqual(fresh.starts, got.starts) || !reflect.DeepEqual(fresh.wide, got.wide) {
			t.Fatalf("round %d: %+v on %q: line table\n got %v %v\nwant %v %v", round, changes, before, got.starts, got.wide, fresh.starts, fresh.wide)
		}
		for off := 0; off <= len(want); off++ {
			if off < len(want) && !utf8.RuneStart(want[off]) || off > 0 && off < len(want) && want[off-1] == '\r' && want[off] == '\n' {
				continue
			}
			if back := got.Offset(got.Point(off, enc), enc); back != off {
				t.Fatalf("round %d: %q: offset %d comes back as %d", round, want, off, back)
			}
		}
	}
}

func BenchmarkApplyKeystroke(b *testing.B) {
	tx := New([]byte(strings.Repeat("\tif (likely(p->on_rq)) /* ä */\n\t\treturn 0;\n", 5000)))
	c := []Change{{Start: Point{5000, 3}, End: Point{5000, 3}, New: "x"}}
	b.ReportAllocs()
	for b.Loop() {
		tx.Apply(c, UTF16)
	}
}
