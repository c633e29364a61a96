// SPDX-License-Identifier: GPL-2.0-or-later

// Cleanshare measures how much of a source tree the syntax package
// understands, and how fast.
//
//	go run ./analyzer/syntax/internal/cleanshare -n 1500 -seed 1 TREE
//
// It parses a random sample of the files below TREE, prints the share of those
// with no error in any tree, and the throughput of each layer in CPU time.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

func main() {
	n := flag.Int("n", 1500, "files in the sample; 0 for all")
	seed := flag.Uint64("seed", 1, "seed of the sample")
	ext := flag.String("ext", ".c", "suffix of the files")
	list := flag.Int("list", 20, "failing files to list")
	skip := flag.String("skip", "", "comma-separated directories below TREE to leave out")
	hunks := flag.Int("hunks", 0, "parse so many random windows of each file instead of the file")
	context := flag.Bool("context", false, "print the line of the first error")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *ext, *n, *seed, *list, *skip, *context, *hunks); err != nil {
		fmt.Fprintln(os.Stderr, "cleanshare:", err)
		os.Exit(3)
	}
}

// tally is what a run adds up.
type tally struct {
	files, clean      int
	bytes, notUnder   int
	opaque            int
	chunks, failed    int
	tokens, nodes     int
	view, scan, chunk time.Duration
	parse             time.Duration
	failures          []string
}

func run(root, ext string, n int, seed uint64, list int, skip string, context bool, hunks int) error {
	files, err := find(root, ext, skip)
	if err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(seed, 0))
	rng.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	if n > 0 && n < len(files) {
		files = files[:n]
	}
	slices.Sort(files)
	p, err := syntax.NewParser()
	if err != nil {
		return err
	}
	defer p.Close()
	var t tally
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(root, f))
		if err != nil {
			return err
		}
		if hunks > 0 {
			t.windows(p, f, raw, context, rng, hunks)
		} else {
			t.file(p, f, raw, context)
		}
	}
	t.print(list)
	return nil
}

func find(root, ext, skip string) ([]string, error) {
	var files []string
	skipped := strings.Split(skip, ",")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains(skipped, rel) {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() && strings.HasSuffix(path, ext) {
			files = append(files, rel)
		}
		return nil
	})
	return files, err
}

func (t *tally) file(p *syntax.Parser, name string, raw []byte, context bool) {
	at := cpuTime()
	lap := func(d *time.Duration) {
		now := cpuTime()
		*d += now - at
		at = now
	}
	text := source.New(name, name, source.KindOf(name), raw, source.Mode{})
	lap(&t.view)
	var toks token.Stream
	token.Scan(&toks, text.Clean, 0, len(text.Clean), words)
	lap(&t.scan)
	chunks := syntax.Chunks(text.Clean, &toks)
	lap(&t.chunk)
	first := ""
	nodes := p.Stats.Nodes
	not, opaque := p.Stats.NotUnderstood, p.Stats.Opaque
	var tree syntax.Tree
	for _, c := range chunks {
		if c.Kind != syntax.Code {
			continue
		}
		p.ParseInto(&tree, text.Clean, &toks, c)
		if tree.HasError {
			t.failed++
			if first == "" {
				first = describe(text, &tree, context)
			}
		}
	}
	lap(&t.parse)
	t.files++
	t.bytes += len(raw)
	t.chunks += len(chunks)
	t.tokens += toks.Len()
	t.nodes += p.Stats.Nodes - nodes
	t.opaque += p.Stats.Opaque - opaque
	t.notUnder += p.Stats.NotUnderstood - not
	if first == "" {
		t.clean++
	} else {
		t.failures = append(t.failures, name+first)
	}
}

// windows parses random windows of 8 to 40 lines as hunks of a patch would be.
func (t *tally) windows(p *syntax.Parser, name string, raw []byte, context bool, rng *rand.Rand, count int) {
	text := source.New(name, name, source.KindOf(name), raw, source.Mode{})
	for range count {
		if len(text.Lines) < 50 {
			return
		}
		first := rng.IntN(len(text.Lines) - 42)
		last := first + 8 + rng.IntN(33)
		from, to := text.Lines[first].Start, text.Lines[last].Start
		var toks token.Stream
		token.Scan(&toks, text.Clean, int(from), int(to), words)
		failed := ""
		for _, c := range syntax.ChunksIn(text.Clean, &toks, from, to) {
			if c.Kind != syntax.Code {
				continue
			}
			tree := p.Parse(text.Clean, &toks, c)
			t.chunks++
			if tree.HasError {
				t.failed++
				if failed == "" {
					failed = fmt.Sprintf("%s:%d-%d", name, first+1, last) + describe(text, tree, context)
				}
			}
		}
		t.files++
		t.bytes += int(to - from)
		if failed == "" {
			t.clean++
		} else {
			t.failures = append(t.failures, failed)
		}
	}
}

// cpuTime is the time this process has used: on a busy machine the wall clock
// says little.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

var words = token.NewWords(nil)

func describe(text *source.Text, tree *syntax.Tree, context bool) string {
	line := text.LineAt(tree.ErrorAt)
	s := fmt.Sprintf(":%d", line+1)
	if context {
		s += ": " + string(bytes.TrimSpace(text.RawLine(line)))
	}
	return s
}

func (t *tally) print(list int) {
	mb := float64(t.bytes) / 1e6
	rate := func(d time.Duration) float64 { return mb / max(d.Seconds(), 1e-9) }
	fmt.Printf("files %d, clean %d = %.2f %%, %.1f MB\n", t.files, t.clean, 100*float64(t.clean)/float64(max(t.files, 1)), mb)
	fmt.Printf("bytes not understood %d = %.4f %%\n", t.notUnder, 100*float64(t.notUnder)/float64(max(t.bytes, 1)))
	fmt.Printf("bytes of arguments that are no expressions %d = %.4f %%\n", t.opaque, 100*float64(t.opaque)/float64(max(t.bytes, 1)))
	fmt.Printf("chunks %d (with error %d), tokens %d, nodes %d\n", t.chunks, t.failed, t.tokens, t.nodes)
	fmt.Printf("view %.0f MB/s, tokenise %.0f MB/s, chunks %.0f MB/s, mask+parse+flatten %.1f MB/s (%.0f ns/node)\n",
		rate(t.view), rate(t.scan), rate(t.chunk), rate(t.parse), float64(t.parse.Nanoseconds())/float64(max(t.nodes, 1)))
	for i, f := range t.failures {
		if i == list {
			fmt.Printf("... and %d more\n", len(t.failures)-list)
			break
		}
		fmt.Println(f)
	}
}
