// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer_test

import (
	"context"
	"os"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// large reads the file that KSTYLE_BENCH_FILE names.
func large(b *testing.B) (name string, text []byte) {
	b.Helper()
	name = os.Getenv("KSTYLE_BENCH_FILE")
	if name == "" {
		b.Skip("set KSTYLE_BENCH_FILE to a large C file")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	return "kernel/x/a.c", text
}

func BenchmarkCheck(b *testing.B) {
	name, text := large(b)
	a := analyzer.New(rules.All())
	o := analyzer.Defaults()
	o.Strict = true
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Check(context.Background(), analyzer.FileInput(name, name, text), &o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRecheck types and deletes a letter in the middle of the file.
func BenchmarkRecheck(b *testing.B) {
	name, text := large(b)
	a := analyzer.New(rules.All())
	o := analyzer.Defaults()
	o.Strict = true
	half := len(text) / 2
	typed := append(append(append([]byte(nil), text[:half]...), 'x'), text[half:]...)
	versions := [][]byte{text, typed}
	var memory *analyzer.Memory
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		_, m, err := a.Recheck(context.Background(), memory, analyzer.FileInput(name, name, versions[i%2]), &o)
		if err != nil {
			b.Fatal(err)
		}
		memory = m
		i++
	}
}
