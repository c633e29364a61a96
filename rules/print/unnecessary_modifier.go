// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UnnecessaryModifier is reported at the conversion.
var UnnecessaryModifier = &analyzer.Rule{
	Type:   "UNNECESSARY_MODIFIER",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "%hd or %hhx in a message",
	Doc: `Arguments that are narrower than an int are passed as one, so the h in %hd
and the hh in %hhx only cut off bits that are not there. The conversions i, d, u
and x of functions that log are looked at.

By default only what stands in a string is; checkpatch takes "a % hhx", too.`,
	Bad:  "\tpr_info(\"count %hd\\n\", count);\n",
	Good: "\tpr_info(\"count %d\\n\", count);\n",
	Link: "core-api/printk-formats.html#integer-types",
	Fix:  analyzer.FixSometimes,
}

var unnecessaryModifier = &analyzer.Check{
	Rules:  []*analyzer.Rule{UnnecessaryModifier},
	Lines:  source.HasParen,
	OnLine: checkUnnecessaryModifier,
}

// checkUnnecessaryModifier looks through the whole statement that begins on a
// line with a call that logs.
func checkUnnecessaryModifier(p *analyzer.Pass, line int) {
	if !logs(p, line) {
		return
	}
	s := p.StatementOn(line, true)
	if s == nil {
		return
	}
	quote := bytes.IndexByte(p.C.Text(s), '"')
	if quote < 0 {
		return
	}
	last := s.LastLine
	if p.Text.Clean[s.End-1] == '\n' && p.SameHunk(line, s.NextLine) {
		last = s.NextLine // to checkpatch, the line behind a #define belongs to it
	}
	text := p.Text.Raw[s.Start:p.Text.Lines[last].End]
	for i := quote; i < len(text); i++ {
		if text[i] != '%' {
			continue
		}
		from, to, end := modifier(text, i)
		if end < 0 {
			continue
		}
		f := reportModifier(p, s.Start, source.Range{Start: uint32(i), End: uint32(end)}, source.Range{Start: uint32(from), End: uint32(to)}, line)
		if k := p.Text.LineAt(s.Start + uint32(i)); k > s.LastLine && (s.Divided || !logs(p, k)) {
			f.DifferNarrower("not in a string of the call")
		}
		i = end - 1
	}
}

// reportModifier reports one conversion; places count from start.
func reportModifier(p *analyzer.Pass, start uint32, spec, h source.Range, line int) *analyzer.Finding {
	at := source.Range{Start: start + spec.Start, End: start + spec.End}
	cut := source.Range{Start: start + h.Start, End: start + h.End}
	f := p.Warn(UnnecessaryModifier, at, "drop the %s: the argument is passed as an int", p.Text.Raw[cut.Start:cut.End]).AtLine(line)
	k := p.Tokens.Find(at.Start)
	if p.Tokens.KindAt(k) != token.String || p.Tokens.Start[k] > at.Start {
		f.DifferNarrower("not in a string")
		return f
	}
	return f.MaybeFix("Remove the modifier", analyzer.Delete(cut))
}

// modifier reads the flags, width and precision behind a percent sign at i,
// and the letters h that follow. The conversion ends at end, -1 if it has none
// of them or is of another kind.
func modifier(text []byte, i int) (from, to, end int) {
	i++
	for i < len(text) && bytes.IndexByte([]byte("#0123456789.*-"), text[i]) >= 0 {
		i++
	}
	from = i
	for i < len(text) && text[i] == 'h' {
		i++
	}
	if i == from || i == len(text) || bytes.IndexByte([]byte("idux"), text[i]) < 0 {
		return 0, 0, -1
	}
	return from, i, i + 1
}

// logs reports whether a call that logs begins on a line.
func logs(p *analyzer.Pass, line int) bool {
	first, end := p.LineTokens(line)
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] == token.Ident && p.Tokens.KindAt(i+1) == token.LParen && source.IsLogCall(p.Tokens.Text(p.Text.Clean, i)) {
			return true
		}
	}
	return false
}
