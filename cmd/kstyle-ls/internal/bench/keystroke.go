// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// patience bounds the wait for one answer of the server.
const patience = 20 * time.Second

// typing is one kind of edit: text is inserted at the end of a random line
// that ends in a semicolon, and taken away again by the next keystroke.
type typing struct {
	name, text string
}

var typings = []typing{
	{"a letter", "x"},
	{"an open brace", "{"},
	{"a comment opener", "/*"},
	{"a quote", `"`},
	{"a new line", "\n"},
}

// fullEvery is how many keystrokes come between two full rechecks.
const fullEvery = 20

// keystrokes opens the busy file in a live server and measures the time from
// sending a change to the diagnostics of that version; and between keystrokes,
// as what it is to be compared with, from sending the whole text.
func keystrokes(o options, tree kernel.Tree) error {
	return typeInto(o, tree, busyFile, o.edits)
}

// headerFiles are register headers of about two megabytes: one that is clean
// and one with a finding on every line.
var headerFiles = []string{
	"drivers/gpu/drm/amd/include/asic_reg/bif/bif_5_1_sh_mask.h",
	"drivers/gpu/drm/amd/include/asic_reg/dce/dce_12_0_offset.h",
}

func headers(o options, tree kernel.Tree) error {
	for _, name := range headerFiles {
		if err := typeInto(o, tree, name, o.edits/2); err != nil {
			return err
		}
	}
	return nil
}

// textFiles are large files that are no C.
var textFiles = []string{"MAINTAINERS", "arch/arm64/boot/dts/qcom/x1e80100.dtsi", "arch/x86/Kconfig"}

// others types into texts that are no C, and into a mailbox of a megabyte.
func others(o options, tree kernel.Tree) error {
	for _, name := range textFiles {
		if err := typeInto(o, tree, name, o.edits/4); err != nil {
			return err
		}
	}
	text, err := mailbox(o.seed, tree, 400, 1<<20)
	if err != nil {
		return err
	}
	return typeIntoText(o, tree, "series.mbox", text, o.edits/4)
}

// typeInto types into one file of the tree.
func typeInto(o options, tree kernel.Tree, name string, edits int) error {
	text, err := tree.Read(name)
	if err != nil {
		return err
	}
	return typeIntoText(o, tree, name, text, edits)
}

func typeIntoText(o options, tree kernel.Tree, name string, text []byte, edits int) error {
	c, err := startServer(tree.Root, o.binary, "lsp", "--log-level", "warn")
	if err != nil {
		return err
	}
	defer c.stop()
	if err := c.initialize(tree.Root); err != nil {
		return err
	}
	d := newDocument(tree.Root, name, text)
	if _, err := c.open(d); err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(o.seed, 2))
	var all, full, cpu, fullCPU []float64 // milliseconds; cpu is the server's processor time
	out := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "keystroke to diagnostics on %s of %.1f MB\tn\tp50 ms\tp90 ms\tp99 ms\tmax ms\t\n", name, float64(len(text))/1e6)
	for _, kind := range typings {
		var took []float64
		for len(took) < max(2, edits/len(typings)) {
			for range fullEvery / 2 {
				before := c.cpuTime()
				both, err := c.typeAndUndo(d, d.place(random), kind.text)
				if err != nil {
					return fmt.Errorf("typing %s: %w", kind.name, err)
				}
				took = append(took, both...)
				cpu = append(cpu, milliseconds(c.cpuTime()-before)/2)
			}
			before := c.cpuTime()
			again, err := c.reopen(d)
			if err != nil {
				return err
			}
			full = append(full, again)
			fullCPU = append(fullCPU, milliseconds(c.cpuTime()-before))
		}
		printQuantiles(out, kind.name, took)
		all = append(all, took...)
	}
	printQuantiles(out, "all", all)
	printQuantiles(out, "full recheck", full)
	printRatios(out, all, full)
	printQuantiles(out, "processor time of the server, mean of two keys", cpu)
	printQuantiles(out, "the same of a full recheck", fullCPU)
	printRatios(out, cpu, fullCPU)
	if err := out.Flush(); err != nil {
		return err
	}
	fmt.Printf("memory of the server: %.1f MB\n\n", c.memoryMB())
	return nil
}

// printRatios compares keystrokes with the median of full rechecks.
func printRatios(out *tabwriter.Writer, keys, full []float64) {
	base := quantile(full, 0.5)
	fmt.Fprintf(out, "full recheck's p50 over it\t\t%.1f x\t%.1f x\t%.1f x\t\t\n",
		base/quantile(keys, 0.5), base/quantile(keys, 0.9), base/quantile(keys, 0.99))
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// quantile is that of sorted figures.
func quantile(took []float64, q float64) float64 {
	return took[min(len(took)-1, int(q*float64(len(took))))]
}

func printQuantiles(out *tabwriter.Writer, name string, took []float64) {
	slices.Sort(took)
	fmt.Fprintf(out, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t\n", name, len(took),
		quantile(took, 0.5), quantile(took, 0.9), quantile(took, 0.99), took[len(took)-1])
}
