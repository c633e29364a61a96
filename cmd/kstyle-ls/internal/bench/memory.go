// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// largeFiles is how many files are open at once for the measure of memory, and
// largest the size that a file written by hand may have.
const (
	largeFiles = 20
	largest    = 400_000
)

// memory opens the largest sources below kernel, mm, net, fs and the block
// layer, types in each, and prints what the server holds.
func memory(o options, tree kernel.Tree) error {
	c, docs, err := openLarge(o, tree)
	if err != nil {
		return err
	}
	defer c.stop()
	random := rand.New(rand.NewPCG(o.seed, 3))
	size := 0
	for _, d := range docs {
		size += len(d.text)
		for range 10 {
			if _, err := c.typeAndUndo(d, d.place(random), "x"); err != nil {
				return err
			}
		}
	}
	fmt.Printf("memory of the server with %d files of %.1f MB open, 20 keystrokes in each: %.1f MB (peak %.1f MB)\n",
		len(docs), float64(size)/1e6, c.memoryMB(), c.statusMB("VmHWM:"))
	return nil
}

// soak types for a long time in all of the large files and prints how the
// server's memory grows.
func soak(o options, tree kernel.Tree) error {
	c, docs, err := openLarge(o, tree)
	if err != nil {
		return err
	}
	defer c.stop()
	random := rand.New(rand.NewPCG(o.seed, 4))
	words := []string{"x", "{", "/*", "\"", "\n", "int zz%d;", "struct s%d *p%d;", "#if A%d", "("}
	warm := max(o.edits/20, 2*largeFiles)
	var first, last float64
	for n := 0; n < o.edits; n += 2 {
		text := words[random.IntN(len(words))]
		if strings.Contains(text, "%d") {
			text = strings.ReplaceAll(text, "%d", strconv.Itoa(n)) // names that were never seen before
		}
		d := docs[random.IntN(len(docs))]
		if _, err := c.typeAndUndo(d, d.place(random), text); err != nil {
			return fmt.Errorf("after %d edits: %w", n, err)
		}
		if n >= warm && first == 0 {
			first = c.settledMB()
		}
		if n%(o.edits/10+1) < 2 {
			fmt.Printf("%d edits: %.1f MB\n", n, c.memoryMB())
		}
	}
	last = c.settledMB()
	fmt.Printf("soak: %.1f MB after %d edits, %.1f MB after %d: %+.1f %%\n", first, warm, last, o.edits, 100*(last-first)/first)
	if last > 1.1*first {
		return fmt.Errorf("the server grew by more than a tenth")
	}
	return nil
}

// openLarge starts a server and opens the large files in it.
func openLarge(o options, tree kernel.Tree) (*client, []*document, error) {
	var docs []*document
	names, err := largeSources(tree.Root)
	if err != nil {
		return nil, nil, err
	}
	c, err := startServer(tree.Root, o.binary, "lsp", "--log-level", "warn")
	if err != nil {
		return nil, nil, err
	}
	if err = c.initialize(tree.Root); err == nil {
		for _, name := range names {
			var text []byte
			if text, err = tree.Read(name); err != nil {
				break
			}
			d := newDocument(tree.Root, name, text)
			if _, err = c.open(d); err != nil {
				break
			}
			docs = append(docs, d)
		}
	}
	if err != nil {
		c.stop()
		return nil, nil, err
	}
	return c, docs, nil
}

// largeSources are the largest C files that people type in.
func largeSources(root string) ([]string, error) {
	type file struct {
		name string
		size int64
	}
	var all []file
	for _, dir := range []string{"kernel", "mm", "net", "fs", "block"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".c") {
				return err
			}
			info, err := e.Info()
			if err != nil || info.Size() > largest {
				return err
			}
			name, err := filepath.Rel(root, path)
			all = append(all, file{name, info.Size()})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b file) int { return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.name, b.name)) })
	var names []string
	for _, f := range all[:min(len(all), largeFiles)] {
		names = append(names, f.name)
	}
	return names, nil
}

// memoryMB is what of the server is in memory.
func (c *client) memoryMB() float64 { return c.statusMB("VmRSS:") }

// settledMB is memoryMB once the server has had nothing to do for a while: the
// least of some looks, as memory is given back late.
func (c *client) settledMB() float64 {
	least := c.memoryMB()
	for range 20 {
		time.Sleep(100 * time.Millisecond)
		least = min(least, c.memoryMB())
	}
	return least
}

// statusMB is a line of the server's /proc/PID/status, in megabytes; 0 where
// the system has no such thing.
func (c *client) statusMB(name string) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			kb, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			if err != nil {
				return 0
			}
			return float64(kb) / 1024
		}
	}
	return 0
}

// cpuTime is the processor time that the server's threads have taken so far, 0
// where the system does not say.
func (c *client) cpuTime() time.Duration {
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	var sum int64
	for _, task := range tasks {
		text, err := os.ReadFile(task)
		if err != nil {
			continue // the thread has ended
		}
		var ran int64
		if _, err := fmt.Sscan(string(text), &ran); err == nil {
			sum += ran
		}
	}
	return time.Duration(sum)
}
