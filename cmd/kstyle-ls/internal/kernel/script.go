// SPDX-License-Identifier: GPL-2.0-or-later

package kernel

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// A Finding is one line of checkpatch's terse form. Line counts from one.
type Finding struct {
	Path    string
	Line    int
	Level   string
	Type    string
	Message string
}

// String is the terse form.
func (f Finding) String() string {
	return fmt.Sprintf("%s:%d: %s:%s: %s", f.Path, f.Line, f.Level, f.Type, f.Message)
}

var terse = regexp.MustCompile(`^(.*?):(\d+): (ERROR|WARNING|CHECK):([A-Z0-9_]+): ?(.*)$`)

// ParseTerse reads findings in terse form; lines of any other form are left
// out.
func ParseTerse(out []byte) []Finding {
	var found []Finding
	for line := range bytes.Lines(out) {
		m := terse.FindSubmatch(bytes.TrimRight(line, "\r\n"))
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(string(m[2]))
		if err != nil {
			continue
		}
		found = append(found, Finding{
			Path: filepath.Clean(string(m[1])), Line: n,
			Level: string(m[3]), Type: string(m[4]), Message: string(m[5]),
		})
	}
	return found
}

// A Script runs the tree's checkpatch.pl and remembers what it said. It may
// be used by several goroutines at once.
type Script struct {
	tree    Tree
	dir     string
	flags   []string
	cache   string
	version string
}

// scriptFlags make the script print what ParseTerse reads.
func scriptFlags(strict bool) []string {
	flags := []string{"--terse", "--show-types", "--no-summary"}
	if strict {
		flags = append([]string{"--strict"}, flags...)
	}
	return flags
}

// NewScript prepares runs of the tree's script, strict or not, with answers
// kept below cache. An answer is valid for the text, its path, and the script
// with the word lists it reads.
func NewScript(tree Tree, cache string, strict bool) (*Script, error) {
	flags := scriptFlags(strict)
	sum := sha256.New()
	for _, name := range []string{"scripts/checkpatch.pl", "scripts/spelling.txt", "scripts/const_structs.checkpatch"} {
		text, err := tree.Read(name)
		if err != nil {
			return nil, fmt.Errorf("read the script: %w", err)
		}
		fmt.Fprintf(sum, "%d ", len(text))
		sum.Write(text)
	}
	fmt.Fprint(sum, flags)
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, fmt.Errorf("make the cache of answers: %w", err)
	}
	return &Script{tree: tree, dir: tree.Root, flags: flags, cache: cache, version: hex.EncodeToString(sum.Sum(nil))}, nil
}

// Command is the script's strict command line for the inputs, to be run in the
// tree's root.
func (t Tree) Command(asFiles bool, inputs ...string) []string {
	return command(scriptFlags(true), asFiles, inputs...)
}

func command(flags []string, asFiles bool, inputs ...string) []string {
	args := append([]string{"perl", "scripts/checkpatch.pl"}, flags...)
	if asFiles {
		args = append(args, "-f")
	}
	return append(args, inputs...)
}

// In is the script for files below another folder than the tree, whose paths
// from there are taken for theirs in the tree.
func (s *Script) In(dir string) *Script {
	elsewhere := *s
	elsewhere.dir = dir
	return &elsewhere
}

// Run returns what the script says of one input: a file of the tree given
// from its root, or a patch given by an absolute path. The second result tells
// if the answer was known already.
func (s *Script) Run(asFile bool, input string) ([]Finding, bool, error) {
	name := input
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.dir, name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, false, err
	}
	known := filepath.Join(s.cache, s.key(asFile, input, text))
	if out, err := os.ReadFile(known); err == nil {
		return s.parse(out, input), true, nil
	}
	argv := command(s.flags, asFile, input)
	if s.dir != s.tree.Root {
		argv[1] = filepath.Join(s.tree.Root, argv[1])
		argv = slices.Insert(argv, 2, "--root="+s.tree.Root)
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = s.dir
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return nil, false, fmt.Errorf("checkpatch.pl on %s: %w: %s", input, err, complaint.String())
	}
	if err := store(known, out); err != nil {
		return nil, false, fmt.Errorf("remember the answer: %w", err)
	}
	return s.parse(out, input), false, nil
}

// All runs the script over the inputs, a few at a time, and returns what it
// says in their order. Where answers are not known, log hears of the progress.
func (s *Script) All(asFiles bool, inputs []string, jobs int, log func(format string, args ...any)) ([]Finding, error) {
	type answer struct {
		found []Finding
		known bool
		err   error
	}
	answers := make([]chan answer, len(inputs))
	slots := make(chan struct{}, max(1, jobs))
	for i, input := range inputs {
		answers[i] = make(chan answer, 1)
		go func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			found, known, err := s.Run(asFiles, input)
			answers[i] <- answer{found, known, err}
		}()
	}
	var all []Finding
	var failures []error
	ran := 0
	for i := range inputs {
		a := <-answers[i]
		if a.err != nil {
			failures = append(failures, a.err)
		}
		if !a.known {
			if ran++; ran%25 == 0 {
				log("checkpatch.pl: %d of %d inputs", i+1, len(inputs))
			}
		}
		all = append(all, a.found...)
	}
	return all, errors.Join(failures...)
}

// key names an answer. A patch's own path is left out: it changes nothing.
func (s *Script) key(asFile bool, input string, text []byte) string {
	sum := sha256.New()
	if !asFile {
		input = "-"
	}
	fmt.Fprintf(sum, "%s %v %q ", s.version, asFile, input)
	sum.Write(text)
	return hex.EncodeToString(sum.Sum(nil))[:40]
}

// parse reads an answer, which may have been given under another path.
func (s *Script) parse(out []byte, input string) []Finding {
	found := ParseTerse(out)
	for i := range found {
		found[i].Path = filepath.Clean(input)
	}
	return found
}

// store writes a file so that a reader sees all of it or nothing.
func store(name string, text []byte) error {
	half, err := os.CreateTemp(filepath.Dir(name), "half-*")
	if err != nil {
		return err
	}
	defer os.Remove(half.Name()) // fails after the rename, as it should
	if _, err := half.Write(text); err != nil {
		half.Close()
		return err
	}
	if err := half.Close(); err != nil {
		return err
	}
	return os.Rename(half.Name(), name)
}
