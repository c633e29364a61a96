// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

// The script's exit statuses. Other failures of its own end with whatever the
// system said last; only non-zero is dependable, and here that is 3.
const (
	statusClean  = 0
	statusFound  = 1
	statusNoTree = 2
	statusFailed = 3
)

// Host is what a run is given by its caller.
type Host struct {
	Analyzer       *analyzer.Analyzer
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Terminal tells that Stdout is one.
	Terminal bool
	// Root finds the kernel tree for --root, or for "" above the current
	// folder; ok is false if there is none.
	Root func(asked string) (root string, ok bool)
	// Prepare opens the facts for a run. typedefs and codespell are the
	// contents of the files that were asked for.
	Prepare func(root string, typedefs []string, codespell []byte) (analyzer.Options, error)
	// Git answers about the repository here, nil if there is none.
	Git Git
}

// Git is what is asked of a repository.
type Git interface {
	// Commits are those that an argument of --git names, oldest first.
	Commits(ctx context.Context, argument string) ([]string, error)
	// Patch is a commit as a mail.
	Patch(ctx context.Context, id string) ([]byte, error)
	// Tracks reports whether a name is exactly that of a tracked file.
	Tracks(ctx context.Context, name string) bool
}

// job is one run.
type job struct {
	Host
	o       *options
	options analyzer.Options
	out     *bufio.Writer
	color   bool
	told    map[string]bool // types described by --verbose
	strict  bool            // of the last file, for the summary
	status  int
	spoke   bool // something was printed about an input
	several bool // inputs, so that each gets a heading
}

// Run does what the script would do with the arguments, and returns its exit
// status.
func Run(ctx context.Context, h Host, args []string) int {
	j := &job{Host: h, o: defaults(), out: bufio.NewWriterSize(h.Stdout, 1<<16), told: map[string]bool{}}
	defer j.out.Flush()
	if err := j.o.parse(append(configWords(), args...)); err != nil {
		fmt.Fprintln(h.Stderr, err)
		j.out.WriteString(Usage)
		return statusFound
	}
	if j.o.help {
		j.out.WriteString(Usage)
		return statusClean
	}
	err := j.o.settle()
	if err == nil {
		j.color = j.o.colored(h.Terminal)
		if j.o.listTypes {
			j.listTypes()
			return statusClean
		}
		err = j.o.verify()
	}
	if err != nil {
		fmt.Fprintf(h.Stderr, "checkpatch: %v\n", err)
		return statusFailed
	}
	for _, note := range j.o.notes {
		fmt.Fprintf(h.Stderr, "checkpatch: note: %s\n", note)
	}
	if status := j.prepare(); status != statusClean {
		return status
	}
	j.all(ctx)
	j.closing()
	return j.status
}

// configWords are the words of the first .checkpatch.conf that the script
// would find.
func configWords() []string {
	folders := []string{"."}
	if home, err := os.UserHomeDir(); err == nil {
		folders = append(folders, home)
	}
	for _, dir := range append(folders, ".scripts") {
		name := filepath.Join(dir, config.CheckpatchName)
		if info, err := os.Stat(name); err != nil {
			continue
		} else if info.IsDir() {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil
		}
		return config.CheckpatchWords(text)
	}
	return nil
}

// prepare finds the tree and reads the helper files.
func (j *job) prepare() int {
	o := j.o
	root := ""
	if o.tree || o.root != "" {
		found, ok := j.Root(o.root)
		switch {
		case ok:
			root = found
		case o.root != "" && o.tree:
			fmt.Fprintf(j.Stderr, "checkpatch: %s: --root does not point at a kernel tree\n", o.root)
			return statusFailed
		case o.tree && inQEMU("."):
			fmt.Fprintln(j.Stderr, "checkpatch: note: this is QEMU's tree, which is checked as without a tree")
		case o.tree:
			j.out.WriteString("Must be run from the top of a kernel tree, or with --root or --no-tree\n")
			return statusNoTree
		}
	}
	var typedefs []string
	if o.typedefsFile != "" {
		text, err := os.ReadFile(o.typedefsFile)
		if err != nil {
			fmt.Fprintf(j.Stderr, "checkpatch: no further types: %v\n", err)
		}
		typedefs = j.typedefNames(string(text))
	}
	var codespell []byte
	if o.codespell {
		text, err := os.ReadFile(o.codespellFile)
		if err != nil {
			fmt.Fprintf(j.Stderr, "checkpatch: no codespell dictionary: %v\n", err)
		}
		codespell = text
	}
	options, err := j.Prepare(root, typedefs, codespell)
	if err != nil {
		fmt.Fprintf(j.Stderr, "checkpatch: %v\n", err)
		return statusFailed
	}
	options.Parity = true
	options.Strict = o.strict
	options.MaxLineLength, options.TabSize, options.MinConfigHelp = o.maxLine, o.tabSize, o.minConfig
	options.KconfigPrefix = o.kconfigPrefix
	options.SignOff, options.FixesTag = o.signoff, o.fixesTag
	options.Types, options.Ignore = typeSet(o.types), typeSet(o.ignore)
	j.options = options
	return statusClean
}

// inQEMU tells if a folder is the top of QEMU's tree, which QEMU's fork of the
// script takes in place of the kernel's.
func inQEMU(dir string) bool {
	return !slices.ContainsFunc([]string{"COPYING", "MAINTAINERS", "VERSION", "docs", "include/qemu"}, func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		return err != nil
	})
}

// typedefNames are the names in a file of types. What is none is told where
// the script tells it, in the output.
func (j *job) typedefNames(text string) []string {
	var names []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case strings.ContainsAny(line, " \t"):
			fmt.Fprintf(j.out, "%s: '%s' is no name of a type, left out\n", j.o.typedefsFile, line)
		default:
			names = append(names, line)
		}
	}
	return names
}

// all checks every input in turn.
func (j *job) all(ctx context.Context) {
	arguments := j.arguments(ctx)
	j.several = len(arguments) > 1
	for _, argument := range arguments {
		in, err := j.open(ctx, argument)
		if err != nil {
			fmt.Fprintf(j.Stderr, "checkpatch: %s: %v\n", argument, err)
			j.status = max(j.status, statusFailed)
			continue
		}
		if !j.o.patch && !in.asFile && !in.looksLikePatch() {
			continue
		}
		if len(in.text) == 0 {
			continue // nothing to say anything of, and the script says nothing
		}
		if err := j.check(ctx, in); err != nil {
			fmt.Fprintf(j.Stderr, "checkpatch: %s: %v\n", in.name, err)
			j.status = max(j.status, statusFailed)
		}
	}
}

// arguments are the inputs, with revisions turned into commits: the last
// revision's first, as the script has it.
func (j *job) arguments(ctx context.Context) []string {
	if !j.o.git && j.ranges() {
		j.o.git = true
	}
	if !j.o.git {
		return j.o.inputs
	}
	var all []string
	for _, revision := range j.o.inputs {
		if j.Git == nil {
			fmt.Fprintf(j.Stderr, "checkpatch: %s: no git repository here\n", revision)
			j.status = statusFailed
			continue
		}
		ids, err := j.Git.Commits(ctx, revision)
		if err == nil && len(ids) == 0 {
			err = errors.New("names no commit")
		}
		if err != nil {
			fmt.Fprintf(j.Stderr, "checkpatch: %s: %v\n", revision, err)
			j.status = statusFailed
			continue
		}
		all = append(slices.Clone(ids), all...)
	}
	return all
}

// ranges reports whether all inputs are ranges of commits, which QEMU's fork
// takes without --git; no file is called like one of them.
func (j *job) ranges() bool {
	if j.Git == nil || j.o.file {
		return false
	}
	return !slices.ContainsFunc(j.o.inputs, func(name string) bool {
		_, err := os.Lstat(name)
		return err == nil || !strings.Contains(name, "..") || strings.Contains(name, "/..") || strings.HasPrefix(name, "../")
	})
}

// open reads one input and names it as the script does.
func (j *job) open(ctx context.Context, argument string) (*input, error) {
	if j.o.git {
		text, err := j.Git.Patch(ctx, argument)
		if err != nil {
			return nil, err
		}
		in := newInput(argument, text, false)
		subject := ""
		if m := subjectLine.FindSubmatch(text); m != nil {
			subject = strings.TrimPrefix(string(m[1]), "[PATCH] ")
		}
		in.name = fmt.Sprintf("Commit %s (%q)", argument[:min(12, len(argument))], subject)
		return in, nil
	}
	if argument == "-" {
		text, err := io.ReadAll(j.Stdin)
		if err != nil {
			return nil, err
		}
		in := newInput("-", text, j.o.file)
		in.name = "Your patch"
		if all := subjectLine.FindAllSubmatch(text, -1); len(all) > 0 && !j.o.file {
			in.name = `"` + string(all[len(all)-1][1]) + `"`
		}
		return in, nil
	}
	text, err := os.ReadFile(argument)
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		return nil, err
	}
	return newInput(argument, text, j.o.file || j.Git != nil && j.Git.Tracks(ctx, argument)), nil
}

// closing writes what stands behind all inputs.
func (j *job) closing() {
	if j.o.quiet > 0 || !j.spoke {
		return
	}
	for _, list := range []struct {
		what  string
		names map[string]bool
	}{{"Used", typeSet(j.o.types)}, {"Ignored", typeSet(j.o.ignore)}} {
		if len(list.names) > 0 {
			fmt.Fprintf(j.out, "\nNOTE: %s message types: %s\n", list.what, strings.Join(slices.Sorted(maps.Keys(list.names)), " "))
		}
	}
	if j.status == statusFound {
		j.out.WriteString("\nNOTE: If any of this is wrong, please report it\n      to the maintainers of kstyle-ls.\n")
	}
}

// listTypes prints all types, numbered, in the script's form.
func (j *job) listTypes() {
	paint := func(level analyzer.Level, text string) string {
		if !j.color {
			return text
		}
		return colorOf(level) + text + "\x1b[0m"
	}
	j.out.WriteString("#\tMessage type\n\n")
	if j.color {
		fmt.Fprintf(j.out, " ( By level: %s | %s | %s | several )\n\n", paint(analyzer.Error, "ERROR"), paint(analyzer.Warning, "WARNING"), paint(analyzer.Strict, "CHECK"))
	}
	rules := slices.DeleteFunc(slices.Clone(j.Analyzer.Rules()), func(r *analyzer.Rule) bool { return r.Own })
	for i, r := range rules {
		name := r.Type
		if len(r.Levels) == 1 {
			name = paint(r.Levels[0], name)
		}
		fmt.Fprintf(j.out, "%d\t%s\n", i+1, name)
		if j.o.verbose {
			fmt.Fprintf(j.out, "\t%s\n\n", strings.Join(description(r), "\n\t"))
		}
	}
}

// description are the lines of a rule's document.
func description(r *analyzer.Rule) []string {
	return strings.Split(strings.TrimSpace(r.Doc), "\n")
}
