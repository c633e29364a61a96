// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"os"
	"strings"
	"testing"
)

// benchText is the file named by KSTYLE_BENCH_FILE, or a plain text repeated
// to a fifth of a megabyte.
func benchText(b *testing.B) string {
	if name := os.Getenv("KSTYLE_BENCH_FILE"); name != "" {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		return string(text)
	}
	return strings.Repeat(plainText, 200)
}

func BenchmarkChunks(b *testing.B) {
	clean, toks := read(benchText(b))
	b.SetBytes(int64(len(clean)))
	for b.Loop() {
		Chunks(clean, toks)
	}
}

func BenchmarkMask(b *testing.B) {
	clean, toks := read(benchText(b))
	chunks := Chunks(clean, toks)
	var r reader
	b.SetBytes(int64(len(clean)))
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range chunks {
			r.mask(clean, toks, c)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	clean, toks := read(benchText(b))
	chunks := Chunks(clean, toks)
	p := newParser(b)
	var tree Tree
	b.SetBytes(int64(len(clean)))
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range chunks {
			p.ParseInto(&tree, clean, toks, c)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(p.Stats.Nodes), "ns/node")
}
