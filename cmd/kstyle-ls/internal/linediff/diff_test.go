// SPDX-License-Identifier: GPL-2.0-or-later

package linediff

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// patch applies hunks to from, taking the new lines from to.
func patch(from, to []byte, hunks []Hunk) []byte {
	var out []byte
	at := 0
	for _, h := range hunks {
		out = append(append(out, from[at:h.FromStart]...), to[h.ToStart:h.ToEnd]...)
		at = h.FromEnd
	}
	return append(out, from[at:]...)
}

func show(hunks []Hunk) string {
	var b strings.Builder
	for _, h := range hunks {
		fmt.Fprintf(&b, "%d,%d>%d,%d ", h.FromLine, h.FromLineEnd, h.ToLine, h.ToLineEnd)
	}
	return strings.TrimSpace(b.String())
}

func TestDiff(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"", "", ""},
		{"a\nb\n", "a\nb\n", ""},
		{"", "a\n", "0,0>0,1"},
		{"a\n", "", "0,1>0,0"},
		{"a\nb\nc\n", "a\nx\nc\n", "1,2>1,2"},
		{"a\nb\nc\n", "a\nc\n", "1,2>1,1"},
		{"a\nc\n", "a\nb\nc\n", "1,1>1,2"},
		{"a\nb", "a\nb\n", "1,2>1,2"},
		{"x\nx\nx\n", "x\nx\n", "2,3>2,2"},
		{"a\nb\nc\nd\ne\n", "b\nc\nX\ne\nf\n", "0,1>0,0 3,4>2,3 5,5>4,5"},
		// A moved block costs one removal and one insertion.
		{"f\ng\nh\nm\nn\n", "m\nn\nf\ng\nh\n", "0,0>0,2 3,5>5,5"},
	} {
		if got := show(Diff([]byte(c.from), []byte(c.to))); got != c.want {
			t.Errorf("Diff(%q, %q) = %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

// TestDiffTurnsOneIntoTheOther tries random texts of few different lines, so
// that there are many ways to match them.
func TestDiffTurnsOneIntoTheOther(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	text := func(n int) []byte {
		var b bytes.Buffer
		for range r.IntN(n) {
			fmt.Fprintf(&b, "line %d", r.IntN(9))
			if r.IntN(20) > 0 {
				b.WriteByte('\n')
			}
		}
		return b.Bytes()
	}
	for range 5000 {
		from, to := text(40), text(40)
		if r.IntN(2) == 0 { // mostly alike
			to = append([]byte(nil), from...)
			for range r.IntN(4) {
				if i := bytes.IndexByte(to, '\n'); i >= 0 {
					to = append(append([]byte(nil), to[:i+1]...), append(text(4), to[i+1:]...)...)
				}
			}
		}
		hunks := Diff(from, to)
		if got := patch(from, to, hunks); !bytes.Equal(got, to) {
			t.Fatalf("%q to %q by %s gives %q", from, to, show(hunks), got)
		}
		for i, h := range hunks {
			if i > 0 && (hunks[i-1].FromLineEnd > h.FromLine || hunks[i-1].FromLineEnd == h.FromLine && hunks[i-1].ToLineEnd == h.ToLine) {
				t.Fatalf("%q to %q: hunks touch: %s", from, to, show(hunks))
			}
		}
	}
}

// TestShortest checks the script's length against the table of all subproblems.
func TestShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		a, b := make([]int32, r.IntN(14)), make([]int32, r.IntN(14))
		for i := range a {
			a[i] = int32(r.IntN(3))
		}
		for i := range b {
			b[i] = int32(r.IntN(3))
		}
		d := differ{a: a, b: b, aStarts: make([]int, len(a)+1), bStarts: make([]int, len(b)+1)}
		d.shortest(0, len(a), 0, len(b))
		cost := 0
		for _, h := range d.hunks {
			cost += h.FromLineEnd - h.FromLine + h.ToLineEnd - h.ToLine
		}
		if want := len(a) + len(b) - 2*common(a, b); cost != want {
			t.Fatalf("%v to %v: script of %d, the shortest has %d: %s", a, b, cost, want, show(d.hunks))
		}
	}
}

// common is the length of the longest common subsequence.
func common(a, b []int32) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			keep := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = keep
		}
	}
	return row[len(b)]
}

// TestFarApart checks that two long texts with nothing in common are compared
// in bounded time.
func TestFarApart(t *testing.T) {
	from := bytes.Repeat([]byte("a\nb\n"), 20000)
	to := bytes.Repeat([]byte("c\nb\nb\n"), 20000)
	if got := patch(from, to, Diff(from, to)); !bytes.Equal(got, to) {
		t.Fatal("wrong difference")
	}
}

func BenchmarkOneLineOfTenThousand(b *testing.B) {
	var text bytes.Buffer
	for i := range 10000 {
		fmt.Fprintf(&text, "\tif (x == %d)\n", i%700)
	}
	from := text.Bytes()
	to := bytes.Replace(from, []byte("x == 350"), []byte("y == 1"), 1)
	for b.Loop() {
		Diff(from, to)
	}
}
