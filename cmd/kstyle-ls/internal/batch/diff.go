// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"io"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// diffs shows what fixes would change, and nothing else, so that its output
// can be applied as a patch.
type diffs struct {
	w      *bufio.Writer
	stderr io.Writer
	quiet  bool
	colors colors
}

func (p *diffs) input(d *done) error {
	if d.fixed == nil {
		return nil
	}
	for line := range strings.Lines(unified(d.item.name, d.text, d.fixed)) {
		p.line(strings.TrimSuffix(line, "\n"))
	}
	return p.w.Flush()
}

// line writes one line in its colour.
func (p *diffs) line(line string) {
	style := p.colors.context
	switch {
	case strings.HasPrefix(line, "---"), strings.HasPrefix(line, "+++"):
		style = p.colors.typ
	case strings.HasPrefix(line, "@@"):
		style = p.colors.hunk
	case strings.HasPrefix(line, "-"):
		style = p.colors.removed
	case strings.HasPrefix(line, "+"):
		style = p.colors.added
	}
	p.w.WriteString(style.Sprint(line))
	p.w.WriteByte('\n')
}

func (p *diffs) end(o Outcome) error {
	if err := p.w.Flush(); err != nil {
		return err
	}
	if p.quiet {
		return nil
	}
	return Summarise(p.stderr, o, " shown, nothing written")
}

// unified is the difference between two versions of an input.
func unified(name string, before, after []byte) string {
	name = strings.TrimPrefix(name, "./")
	return udiff.Unified("a/"+name, "b/"+name, string(before), string(after))
}
