// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"syscall"
	"time"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// cost is what one process took. Times are in seconds.
type cost struct {
	cpu, wall float64
	peakMB    float64
	findings  int
}

// runOnce runs a command line in dir to its end and returns what it took.
// Exit status 1 means findings, for both programs.
func runOnce(dir string, argv []string) (cost, error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = dir
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	began := time.Now()
	err := cmd.Run()
	wall := time.Since(began)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return cost{}, fmt.Errorf("run %s: %w: %s", argv[0], err, complaint.String())
	}
	state := cmd.ProcessState
	c := cost{
		cpu:      (state.UserTime() + state.SystemTime()).Seconds(),
		wall:     wall.Seconds(),
		findings: len(kernel.ParseTerse(out.Bytes())),
	}
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		c.peakMB = float64(usage.Maxrss) / 1024 // Linux counts in KiB
	}
	return c, nil
}

// runMedian runs a command line several times and returns the run with the
// median CPU time.
func runMedian(times int, dir string, argv []string) (cost, error) {
	var all []cost
	for range max(1, times) {
		c, err := runOnce(dir, argv)
		if err != nil {
			return cost{}, err
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b cost) int { return cmp.Compare(a.cpu, b.cpu) })
	return all[len(all)/2], nil
}
