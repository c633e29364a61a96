// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// AssignmentContinuations is reported for an assignment operator at the
// beginning of a line.
var AssignmentContinuations = &analyzer.Rule{
	Type:   "ASSIGNMENT_CONTINUATIONS",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "An assignment operator begins the line",
	Doc: `An assignment that goes on to the next line is broken behind its operator,
so that the end of the first line shows that there is more to come. The fix
moves the operator to the end of the code on the line above, before any
comment, where it fits.`,
	Bad:  "int f(void)\n{\n\tfirst_of_all\n\t\t= 1;\n}\n",
	Good: "int f(void)\n{\n\tfirst_of_all =\n\t\t1;\n}\n",
	Link: "dev-tools/checkpatch.html#spacing-and-brackets",
	Fix:  analyzer.FixSometimes,
}

// LogicalContinuations is reported for && and || at the beginning of a line.
var LogicalContinuations = &analyzer.Rule{
	Type:   "LOGICAL_CONTINUATIONS",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A logical operator begins the line",
	Doc: `A condition of more than one line is broken behind && and ||. The address
of a label, which begins with the same sign, is meant neither here nor in a
comment. The fix moves the operator to the end of the code on the line above,
before any comment, where it fits.`,
	Bad:  "int f(int a, int b)\n{\n\treturn a\n\t       && b;\n}\n",
	Good: "int f(int a, int b)\n{\n\treturn a &&\n\t       b;\n}\n",
	Link: "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:  analyzer.FixSometimes,
}

var assignmentContinuations = &analyzer.Check{
	Rules:  []*analyzer.Rule{AssignmentContinuations},
	Kinds:  source.CLike,
	Lines:  source.HasAssign,
	OnLine: checkAssignmentContinuations,
}

var logicalContinuations = &analyzer.Check{
	Rules:  []*analyzer.Rule{LogicalContinuations},
	Kinds:  source.CLike,
	Lines:  source.HasAmp | source.HasPipeCaret | source.BeginsInComment | source.BeginsInString,
	OnLine: checkLogicalContinuations,
}

// checkAssignmentContinuations reports an assignment operator behind nothing
// but blanks and comments.
func checkAssignmentContinuations(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	i := skipComments(clean, 0)
	n := assignmentAt(clean[i:])
	if i == 0 || n == 0 || i+n < len(clean) && clean[i+n] == '=' {
		return
	}
	at := p.Columns(line, i, i+n)
	f := p.Strictly(AssignmentContinuations, at, "the operator '%s' belongs at the end of the line above", clean[i:i+n])
	if i+n == len(clean) {
		f.DifferWider("the operator has a line of its own")
	}
	moveUp(p, f, at)
}

// assignmentAt is the length of the assignment operator that code begins with,
// 0 if there is none.
func assignmentAt(code []byte) int {
	for n := 1; n <= 3 && n <= len(code); n++ {
		if code[n-1] != '=' {
			continue
		}
		switch string(code[:n]) {
		case "=", "*=", "/=", "%=", "+=", "-=", "&=", "^=", "|=", "<<=", ">>=":
			return n
		}
		return 0
	}
	return 0
}

// checkLogicalContinuations reports && and || behind nothing but blanks.
func checkLogicalContinuations(p *analyzer.Pass, line int) {
	raw := p.Raw(line)
	i := skipSpaces(raw, 0)
	if i+1 >= len(raw) || raw[i] != raw[i+1] || raw[i] != '&' && raw[i] != '|' {
		return
	}
	at := p.Columns(line, i, i+2)
	f := p.Strictly(LogicalContinuations, at, "the operator '%s' belongs at the end of the line above", raw[i:i+2])
	switch {
	case p.Clean(line)[i] != raw[i]:
		f.DifferNarrower("text of a comment or a string")
	case isLabelAddress(p, p.Tokens.Find(at.Start)):
		f.DifferNarrower("the address of a label")
	default:
		moveUp(p, f, at)
	}
}

// isLabelAddress reports whether a && takes the address of a label: no value
// stands before it.
func isLabelAddress(p *analyzer.Pass, tok int) bool {
	if p.Tokens.KindAt(tok) != token.AndAnd {
		return false
	}
	before := codeBefore(p, tok)
	k := p.Tokens.KindAt(before)
	return k == token.LBrace || k == token.LParen || k == token.Comma || k.IsAssign() || k == token.Question || k == token.Colon
}

// codeBefore is the token of code before another, comments and backslashes
// left out; -1 if there is none.
func codeBefore(p *analyzer.Pass, tok int) int {
	for tok--; tok >= 0; tok-- {
		if k := p.Tokens.Kind[tok]; k != token.Comment && k != token.Backslash {
			break
		}
	}
	p.Saw(tok)
	return tok
}

// moveUp adds the fix that moves the operator at the beginning of a line
// behind the code before it. It does so where no directive stands between,
// where both lines are in the macro or none is, and where it fits.
func moveUp(p *analyzer.Pass, f *analyzer.Finding, at source.Range) {
	tok := p.Tokens.Find(at.Start)
	if tok >= p.Tokens.Len() || p.TokenRange(tok) != at {
		return
	}
	before := codeBefore(p, tok)
	if before < 0 {
		return
	}
	line, above := p.TokenLine(tok), p.TokenLine(before)
	if above == line || !p.SameHunk(above, line) || !oneRun(p, above, line) || p.Tokens.Kind[before] == token.String && !isClosed(p, before) {
		return
	}
	op := p.TokenText(tok)
	raw := p.Raw(above)
	behind := p.Tokens.End[before]
	if p.Width(raw)+1+len(op) > p.MaxLineLength() {
		return
	}
	insert := analyzer.Insert(behind, " "+op)
	next := tok + 1
	_, end := p.LineTokens(line)
	if next < end && p.Tokens.Kind[next] != token.Backslash {
		f.Fix("Move the operator to the line above", insert, analyzer.Delete(source.Range{Start: at.Start, End: p.Tokens.Start[next]}))
	} else if first, _ := p.LineTokens(line); first == tok && line+1 < len(p.Text.Lines) && p.SameHunk(line, line+1) {
		f.Fix("Move the operator to the line above", insert,
			analyzer.Delete(source.Range{Start: p.Text.Lines[line].Start, End: p.Text.Lines[line+1].Start}))
	}
}

// isClosed reports whether a string token ends in its quote.
func isClosed(p *analyzer.Pass, tok int) bool {
	s := p.Tokens.Text(p.Text.Clean, tok)
	return len(s) > 1 && s[len(s)-1] == '"' && bytes.IndexByte(s, '\n') < 0
}

// oneRun reports whether the lines from first up to last belong to one run of
// code: no directive begins behind the first, and either all but the last end
// in a backslash or none does and the first is no directive.
func oneRun(p *analyzer.Pass, first, last int) bool {
	lines := p.Text.Lines
	continued := lines[first].Features.Has(source.Continued)
	if !continued && lines[first].Features.Has(source.Directive) {
		return false
	}
	for i := first; i < last; i++ {
		if lines[i].Features.Has(source.Continued) != continued {
			return false
		}
	}
	for i := first + 1; i <= last; i++ {
		if lines[i].Features.Has(source.Directive) {
			return false
		}
	}
	return true
}

// endsWith reports whether the code of a line ends in one of some bytes, with
// nothing but white space behind it.
func endsWith(clean []byte, any string) (at int, ok bool) {
	end := trimSpaces(clean, len(clean))
	if end == 0 || bytes.IndexByte([]byte(any), clean[end-1]) < 0 {
		return 0, false
	}
	return end - 1, true
}
