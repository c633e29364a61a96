// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// NakedSscanf is reported for a scan of which nobody knows how far it came.
var NakedSscanf = &analyzer.Rule{
	Type:   "NAKED_SSCANF",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "The result of sscanf() is not looked at",
	Doc: `sscanf() returns how many values it has read; the variables behind those stay as they
were. A call that stands alone leaves the caller with whatever was there. A result that is
returned, negated, compared or assigned counts as looked at.`,
	Bad:  "static void f(char *s, int *a)\n{\n\tsscanf(s, \"%d\", a);\n}\n",
	Good: "static int f(char *s, int *a)\n{\n\treturn sscanf(s, \"%d %d\", a, a + 1);\n}\n",
	Link: "process/deprecated.html#simple-strtol-simple-strtoll-simple-strtoul-simple-strtoull",
}

// SscanfToKstrto is reported for sscanf() of a single number.
var SscanfToKstrto = &analyzer.Rule{
	Type:   "SSCANF_TO_KSTRTO",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "sscanf() of one number",
	Doc: `A format of one conversion to a number reads what kstrtoint() and its kin read, but
ignores what follows the number and numbers that overflow. The kstrto functions want the whole
string to be the number. Formats with a width, other text or more than one conversion are not
judged.`,
	Bad:  "static int f(char *s, int *a)\n{\n\treturn sscanf(s, \"%d\", a) == 1;\n}\n",
	Good: "static int f(char *s, int *a)\n{\n\treturn kstrtoint(s, 10, a);\n}\n",
	Link: "process/deprecated.html#simple-strtol-simple-strtoll-simple-strtoul-simple-strtoull",
}

var sscanf = &analyzer.Check{
	Rules:  []*analyzer.Rule{NakedSscanf, SscanfToKstrto},
	Words:  []string{"sscanf"},
	OnWord: checkSscanf,
}

func checkSscanf(p *analyzer.Pass, tok int) {
	use, _ := p.UseOf(tok)
	line := p.TokenLine(tok)
	s := p.Statement()
	if s != nil && tok >= s.EndTok {
		s = nil
	}
	naked := use == analyzer.Called && isStatement(p, tok)
	base := s != nil && !p.Reported(NakedSscanf, line) && !looksAtScan(p, s, tok)
	if base || naked {
		f := p.Warn(NakedSscanf, p.TokenRange(tok), "nobody looks at how much sscanf() has read")
		switch {
		case !naked:
			f.DifferNarrower("the result is used, or this is no call")
		case !base:
			f.DifferWider("inside a statement that checkpatch does not look into")
		}
	}
	if use == analyzer.Called {
		if s = p.StatementOn(line, true); s != nil && tok >= s.EndTok {
			s = nil
		}
		checkScannedNumber(p, tok, s)
	}
}

// looksAtScan is checkpatch's view: some sscanf of the statement is assigned to
// a name or next to a comparison.
func looksAtScan(p *analyzer.Pass, s *cmodel.Statement, tok int) bool {
	for i := s.Tok; i < s.EndTok; i++ {
		if p.Tokens.Word[i] != p.Tokens.Word[tok] {
			continue
		}
		c, ok := p.CallAt(i)
		if !ok || c.Open != i+1 {
			continue
		}
		before, after := p.Tokens.KindAt(i-1), p.Tokens.KindAt(c.Close+1)
		if before == token.Assign && p.Tokens.KindAt(i-2) == token.Ident || isCompare(before) || isCompare(after) {
			return true
		}
	}
	return false
}

func isCompare(k token.Kind) bool { return k.IsCompare() || k == token.Shl || k == token.Shr }

// checkScannedNumber judges the format of a call. The statement is that of the
// line, if checkpatch has one.
func checkScannedNumber(p *analyzer.Pass, tok int, s *cmodel.Statement) {
	c, ok := p.CallAt(tok)
	if !ok || c.Count < 2 || c.Arg(1).Len() != 1 || p.Tokens.Kind[c.Arg(1).First] != token.String {
		return
	}
	if !isNumberFormat(p.TokenText(c.Arg(1).First)) {
		return
	}
	f := p.Warn(SscanfToKstrto, p.SpanRange(c.Arg(1)), "one number is read by kstrto*()").AtLine(p.TokenLine(tok))
	base := s != nil && scans(p, &c) && p.TokenLine(c.Arg(1).First) == p.TokenLine(tok)
	for i := 0; base && i < tok-s.Tok; i++ {
		if k := s.Tok + i; p.Tokens.Word[k] == p.Tokens.Word[tok] {
			if other, ok := p.CallAt(k); ok && scans(p, &other) {
				base = false
			}
		}
	}
	if !base {
		f.DifferWider("inside a statement that checkpatch does not look into")
	}
}

// scans reports whether the first argument of a call is a simple operand and
// the second begins with a string.
func scans(p *analyzer.Pass, c *analyzer.Call) bool {
	if c.Open != c.Name+1 || c.Count < 2 {
		return false
	}
	if p.Tokens.Kind[c.Open+1] == token.String {
		return false // checkpatch reads the text itself here, not the view
	}
	i := p.C.Operand(c.Open+1, c.Close)
	return i > 0 && p.Tokens.KindAt(i) == token.Comma && p.Tokens.KindAt(i+1) == token.String
}

// isNumberFormat reports whether a format, with its quotes, is one conversion
// to a number, with a length before or behind the letter.
func isNumberFormat(format string) bool {
	if len(format) < 4 || len(format) > 6 || format[:2] != "\"%" || format[len(format)-1] != '"' {
		return false
	}
	lower := make([]byte, 0, 3)
	for _, c := range []byte(format[2 : len(format)-1]) {
		lower = append(lower, c|0x20)
	}
	text := string(lower)
	if numberLengths[text] {
		return true
	}
	isLetter := func(c byte) bool { return c == 'u' || c == 'd' || c == 'x' || c == 'i' }
	last := len(text) - 1
	switch {
	case isLetter(text[0]):
		return last == 0 || numberLengths[text[1:]]
	case isLetter(text[last]):
		return numberLengths[text[:last]]
	}
	return false
}

// numberLengths are the lengths that checkpatch knows, alone or with a letter.
var numberLengths = map[string]bool{
	"h":  true,
	"hh": true,
	"l":  true,
	"lh": true,
	"ll": true,
}
