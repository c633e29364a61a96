// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

const (
	// maxBytes is the largest input that is read. Offsets have 32 bits, and
	// what is larger is no source text.
	maxBytes = 1 << 30
	// binaryWindow is where a NUL byte is looked for, as git does.
	binaryWindow = 8000
)

// errSkipped marks an input that a folder happened to hold and that is none
// of ours, such as a binary file called .c: nobody asked for it.
var errSkipped = errors.New("skipped")

// stdin reads standard input.
func (r *runner) stdin() item {
	it := item{name: r.q.StdinName, named: true, stdin: true}
	if it.name == "" {
		it.name = "-"
	}
	it.load = func(context.Context) ([]byte, error) { return readLimited(r.q.Stdin) }
	return it
}

// readLimited reads everything, unless it is more than an input may have.
func readLimited(from io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(from, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxBytes {
		return nil, errTooLarge()
	}
	return text, nil
}

func errTooLarge() error {
	return fmt.Errorf("larger than %d MiB, which is no source text; not checked", maxBytes>>20)
}

// read gets the text of an item and says how it is to be judged.
func (r *runner) read(ctx context.Context, it item) (analyzer.Input, error) {
	load := it.load
	if load == nil {
		load = func(context.Context) ([]byte, error) { return readFile(it.disk) }
	}
	text, err := load(ctx)
	if err != nil {
		return analyzer.Input{}, err
	}
	in := analyzer.FileInput(it.name, r.treePath(it), text)
	if it.atTop {
		in.Name = it.disk // who keeps findings silent looks where the file lies
	}
	in.Changing = it.before != nil
	form := it.form
	if form == Detect {
		form = r.q.Form
	}
	in.Form = formOf(form, in)
	if in.Form == analyzer.File && in.Kind == source.Patch {
		in.Kind = source.Other // it was said to be a source file
	}
	at := bytes.IndexByte(text[:min(len(text), binaryWindow)], 0)
	if at < 0 {
		return in, nil
	}
	if !it.named {
		return in, errSkipped
	}
	return in, fmt.Errorf("binary: byte %d is NUL; not checked (convert or remove it, text files hold none)", at)
}

// readFile reads a regular file, or what a pipe or device gives.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return readLimited(f)
	}
	if info.Size() > maxBytes {
		return nil, errTooLarge()
	}
	text := make([]byte, info.Size())
	n, err := io.ReadFull(f, text)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil // it shrank meanwhile
	}
	return text[:n], err
}

// formOf decides how an input is read.
func formOf(form Form, in analyzer.Input) analyzer.Form {
	switch {
	case form == AsFile:
		return analyzer.File
	case form == AsPatch:
		return analyzer.Patch
	case form == AsMessage:
		return analyzer.Message
	case in.Kind == source.Patch:
		return analyzer.Patch
	case in.Kind == source.Message:
		return analyzer.Message
	case in.Kind == source.Other:
		return formByText(in.Bytes)
	}
	return analyzer.File
}

// formByText tells patches, mails and commit messages without a telling name
// by their text.
func formByText(text []byte) analyzer.Form {
	switch patch.Detect(text) {
	case patch.KindDiff, patch.KindMail, patch.KindMbox:
		return analyzer.Patch
	case patch.KindCommitMessage:
		return analyzer.Message
	}
	return analyzer.File
}

// treePath is the path by which rules judge an item: from the tree's root
// where the item is below it, else as the user wrote it.
func (r *runner) treePath(it item) string {
	name := filepath.ToSlash(filepath.Clean(it.name))
	if r.q.Root == "" || it.stdin && r.q.StdinName == "" {
		return name
	}
	lies := it.name
	if it.atTop {
		lies = it.disk
	}
	abs, err := filepath.Abs(lies)
	if err != nil {
		return name
	}
	rel, err := filepath.Rel(r.q.Root, abs)
	if err != nil || rel == ".." || strings.HasPrefix(rel, "../") {
		return name
	}
	return filepath.ToSlash(rel)
}
