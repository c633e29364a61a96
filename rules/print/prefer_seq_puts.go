// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// PreferSeqPuts is reported for a format that converts nothing.
var PreferSeqPuts = &analyzer.Rule{
	Type:   "PREFER_SEQ_PUTS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "seq_printf() of a plain string",
	Doc: `seq_puts() copies a string, seq_printf() looks at each of its characters for a %. All
literals of the string count, and nothing is said where a macro is part of it. "%%" becomes "%"
with the fix, because seq_puts() prints what it is given.`,
	Bad:  "static void f(struct seq_file *m)\n{\n\tseq_printf(m, \"hello\\n\");\n}\n",
	Good: "static void f(struct seq_file *m)\n{\n\tseq_puts(m, \"hello\\n\");\n}\n",
	Link: "filesystems/seq_file.html#formatted-output",
	Fix:  analyzer.FixSometimes,
}

var preferSeqPuts = &analyzer.Check{
	Rules:  []*analyzer.Rule{PreferSeqPuts},
	Words:  []string{"seq_printf"},
	OnWord: checkPreferSeqPuts,
}

func checkPreferSeqPuts(p *analyzer.Pass, tok int) {
	use, near := p.UseOf(tok)
	if use == analyzer.NotCalled {
		return
	}
	line := p.TokenLine(tok)
	base := near && plainTail(p.Clean(line)) && !convertsFirst(p, line) && !p.Reported(PreferSeqPuts, line)
	c, ok := p.CallAt(tok)
	plain := use == analyzer.Called && ok && c.Count == 2 && isPlain(p, c.Arg(1))
	if !base && !plain {
		return
	}
	f := p.Warn(PreferSeqPuts, p.TokenRange(tok), "nothing to convert: use seq_puts()")
	switch {
	case !plain:
		f.DifferNarrower("the format is more than plain literals")
		return
	case !base:
		f.DifferWider("spread over lines, with a comment, or a second one on the line")
	}
	edits := []fix.Edit{analyzer.Replace(p.TokenRange(tok), "seq_puts")}
	f.Rewrite("Call seq_puts()", append(edits, singlePercents(p, c.Arg(1))...)...)
}

// plainTail reports whether a line ends in a string, a parenthesis and a
// semicolon; comments count as blanks.
func plainTail(clean []byte) bool {
	blank := " \t\r" + string(rune(source.Filler))
	for _, c := range []byte{';', ')', '"'} {
		clean = bytes.TrimRight(clean, blank)
		if len(clean) == 0 || clean[len(clean)-1] != c {
			return false
		}
		clean = clean[:len(clean)-1]
	}
	return true
}

// convertsFirst reports whether the first string of a line has a conversion.
func convertsFirst(p *analyzer.Pass, line int) bool {
	first, end := p.LineTokens(line)
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] == token.String {
			return converts(p.Tokens.Text(p.Text.Raw, i))
		}
	}
	return false
}

func converts(text []byte) bool {
	for {
		k := bytes.IndexByte(text, '%')
		if k < 0 {
			return false
		}
		if k+1 >= len(text) || text[k+1] != '%' {
			return true
		}
		text = text[k+2:]
	}
}

// isPlain reports whether an argument is literals without a conversion.
func isPlain(p *analyzer.Pass, s analyzer.Span) bool {
	for i := s.First; i < s.End; i++ {
		if p.Tokens.Kind[i] != token.String || converts(p.Tokens.Text(p.Text.Raw, i)) {
			return false
		}
	}
	return s.Len() > 0
}

// singlePercents makes one out of two percent signs in literals.
func singlePercents(p *analyzer.Pass, s analyzer.Span) []fix.Edit {
	var edits []fix.Edit
	for i := s.First; i < s.End; i++ {
		r := p.TokenRange(i)
		text := p.Text.Raw[r.Start:r.End]
		for k := 0; k < len(text)-1; k++ {
			if text[k] == '%' {
				at := r.Start + uint32(k)
				edits = append(edits, analyzer.Delete(source.Range{Start: at, End: at + 1}))
				k++
			}
		}
	}
	return edits
}
