// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SysfsEmit is reported for attributes whose text does not end its line.
var SysfsEmit = &analyzer.Rule{
	Type:   "SYSFS_EMIT",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "sysfs_emit() without a newline",
	Doc: `What a file in sysfs prints is a line, and ends in a newline. All literals of the
format count, the last one decides; nothing is said where the newline may come from a macro or from
an argument, or where the format is empty. What the file prints changes with the fix, so it wants a
look.`,
	Bad:  "static ssize_t a_show(char *buf)\n{\n\treturn sysfs_emit(buf, \"%d\", 1);\n}\n",
	Good: "static ssize_t a_show(char *buf)\n{\n\treturn sysfs_emit(buf, \"%d\\n\", 1);\n}\n",
	Link: "filesystems/sysfs.html#reading-writing-attribute-data",
	Fix:  analyzer.FixSometimes,
}

var sysfsEmit = &analyzer.Check{
	Rules:  []*analyzer.Rule{SysfsEmit},
	Words:  []string{"sysfs_emit"},
	OnWord: checkSysfsEmit,
}

func checkSysfsEmit(p *analyzer.Pass, tok int) {
	back := p.PrevCode(tok)
	if p.Tokens.WordAt(back) != token.Return {
		return
	}
	c, ok := p.CallAt(tok)
	if !ok || c.Count < 2 || p.Tokens.Kind[c.Arg(1).First] != token.String {
		return
	}
	format := c.Arg(1)
	first, last := format.First, format.End-1
	base := scans(p, &c) && p.Near(back, tok) &&
		p.OneLine(source.Range{Start: p.Tokens.Start[back], End: p.Tokens.End[first]}) && !endsLine(p, first)
	reason := ""
	switch {
	case p.Tokens.Kind[last] != token.String || endsLine(p, last):
		reason = "the newline is in the last literal, or in a macro"
	case p.Tokens.End[last]-p.Tokens.Start[last] == 2:
		reason = "nothing is printed"
	case argumentEnds(p, &c):
		reason = "the newline comes from an argument"
	}
	if !base && reason != "" {
		return
	}
	f := p.Warn(SysfsEmit, p.SpanRange(format), "end the line: \\n is missing").AtLine(p.TokenLine(tok))
	switch {
	case reason != "":
		f.DifferNarrower(reason)
		return
	case !base:
		f.DifferWider(analyzer.WiderApart)
	}
	f.MaybeFix("Add \\n", analyzer.Insert(p.Tokens.End[last]-1, "\\n"))
}

// endsLine reports whether a literal ends in a newline.
func endsLine(p *analyzer.Pass, tok int) bool {
	return bytes.HasSuffix(p.Tokens.Text(p.Text.Raw, tok), []byte("\\n\""))
}

// argumentEnds reports whether some literal behind the format ends in a
// newline, and the format ends in %s.
func argumentEnds(p *analyzer.Pass, c *analyzer.Call) bool {
	last := c.Arg(1).End
	if !bytes.HasSuffix(p.Tokens.Text(p.Text.Raw, last-1), []byte("%s\"")) {
		return false
	}
	for i := last; i < c.Close; i++ {
		if p.Tokens.Kind[i] == token.String && endsLine(p, i) {
			return true
		}
	}
	return false
}
