// SPDX-License-Identifier: GPL-2.0-or-later

package kernel

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Ours is the kstyle-ls that is measured.
type Ours struct {
	// Binary and Root are absolute: the program, and the tree that it takes
	// facts from.
	Binary, Root string
}

// NewOurs is the program of that name, asking facts of a tree.
func NewOurs(binary string, tree Tree) (Ours, error) {
	abs, err := filepath.Abs(binary)
	return Ours{Binary: abs, Root: tree.Root}, err
}

// perRun bounds the number of inputs on one command line.
const perRun = 300

// Check runs "kstyle-ls check" over files, which are named from a folder, and
// hands over what it prints, piece by piece.
func (o Ours) Check(dir string, files []string, take func(out []byte) error, flags ...string) error {
	for len(files) > 0 {
		now := files[:min(perRun, len(files))]
		files = files[len(now):]
		args := append([]string{"check", "--strict", "--no-config", "--quiet", "--root", o.Root}, flags...)
		cmd := exec.Command(o.Binary, append(append(args, "--"), now...)...)
		cmd.Dir = dir
		var complaint bytes.Buffer
		cmd.Stderr = &complaint
		out, err := cmd.Output()
		if complaint.Len() > 0 {
			fmt.Printf("%s\n", bytes.TrimSpace(complaint.Bytes()))
		}
		var exit *exec.ExitError
		if err != nil && (!errors.As(err, &exit) || exit.ExitCode() == 2) {
			return fmt.Errorf("%s %s: %w: %s", o.Binary, strings.Join(args, " "), err, complaint.String())
		}
		if err := take(out); err != nil {
			return err
		}
	}
	return nil
}

// Fix makes safe fixes in files, which are named from a folder.
func (o Ours) Fix(dir string, files []string, flags ...string) error {
	return o.Check(dir, files, func([]byte) error { return nil }, append([]string{"--fix", "--format", "terse"}, flags...)...)
}

// An Offer is a finding to which kstyle-ls has a safe fix.
type Offer struct {
	Path, Type string
	Line       int
	// Rewrites is true when tokens change, not layout alone.
	Rewrites bool
}

// Offers are the findings in files that have a safe fix.
func (o Ours) Offers(dir string, files []string, flags ...string) ([]Offer, error) {
	var all []Offer
	err := o.Check(dir, files, func(out []byte) error {
		var answer struct {
			Findings []struct {
				Path, Type string
				Line       int
				Fixes      []struct{ Safe, Rewrites bool }
			}
		}
		if err := json.Unmarshal(out, &answer); err != nil {
			return fmt.Errorf("read the findings of kstyle-ls: %w", err)
		}
		for _, f := range answer.Findings {
			for _, x := range f.Fixes {
				if x.Safe {
					all = append(all, Offer{filepath.Clean(f.Path), f.Type, f.Line, x.Rewrites})
					break
				}
			}
		}
		return nil
	}, append([]string{"--format", "json"}, flags...)...)
	return all, err
}

// Copy puts copies of files below a folder, laid out as they were. What was
// in the folder is gone.
func Copy(to, from string, files []string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	var failures []error
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(from, file))
		if err == nil {
			name := filepath.Join(to, file)
			if err = os.MkdirAll(filepath.Dir(name), 0o755); err == nil {
				err = os.WriteFile(name, text, 0o644)
			}
		}
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}
