// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// SwitchCaseIndentLevel is reported for a switch whose labels do not stand
// under it.
var SwitchCaseIndentLevel = &analyzer.Rule{
	Type:   "SWITCH_CASE_INDENT_LEVEL",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A case does not stand under its switch",
	Doc: `The labels of a switch stand in the column of the switch itself, so that
its statements are one tab in and not two. It is reported once for a switch.
The fix moves the body of the switch to the left, where all of it is too far
to the right.`,
	Bad:  "int f(int a)\n{\n\tswitch (a) {\n\t\tcase 1:\n\t\t\treturn 0;\n\t}\n}\n",
	Good: "int f(int a)\n{\n\tswitch (a) {\n\tcase 1:\n\t\treturn 0;\n\t}\n}\n",
	Link: "process/coding-style.html#indentation",
	Fix:  analyzer.FixSometimes,
}

var switchCaseIndent = &analyzer.Check{
	Rules:   []*analyzer.Rule{SwitchCaseIndentLevel},
	Context: true,
	Words:   []string{"switch"},
	OnWord:  checkSwitchCaseIndent,
}

// checkSwitchCaseIndent looks at the lines of the block behind a switch that
// are not in a block further inside. Checkpatch needs the head of the switch
// and its brace on one line; a head of more than one line is ours.
func checkSwitchCaseIndent(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, end := p.LineTokens(line)
	for i := first; i < tok; i++ {
		if p.Tokens.Word[i] == token.Switch && p.Tokens.KindAt(i+1) == token.LParen {
			return // one report a line
		}
	}
	if tok+1 >= end || p.Tokens.Kind[tok+1] != token.LParen {
		return
	}
	oneLine := bytes.IndexByte(p.Clean(line)[p.Tokens.End[tok+1]-p.Text.Lines[line].Start:], ')') >= 0
	at := line
	if !oneLine {
		if at = braceLine(p, tok+1); at < 0 {
			return
		}
	}
	bad := misplacedCases(p, line, at)
	if len(bad) == 0 {
		return
	}
	real := bad[:0:0]
	for _, i := range bad {
		if c := p.Clean(i); c[skipSpaces(c, 0)] != source.Filler {
			real = append(real, i)
		}
	}
	f := p.Error(SwitchCaseIndentLevel, p.TokenRange(tok), "case and switch belong in one column")
	switch {
	case len(real) == 0:
		f.DifferNarrower("the case is text of a comment")
	case !oneLine:
		f.DifferWider("the head of the switch is longer than a line")
	}
	if edits, ok := moveBody(p, line, at, real); ok {
		f.Fix("Move the body of the switch", edits...)
	}
}

// braceLine is the line of the brace behind the parenthesis that token open
// opens, -1 if there is none.
func braceLine(p *analyzer.Pass, open int) int {
	depth := 0
	hunk := p.Text.Lines[p.TokenLine(open)].Hunk
	i := open
	defer func() { p.Saw(i) }()
	for ; i < p.Tokens.Len(); i++ {
		switch p.Tokens.Kind[i] {
		case token.LParen:
			depth++
		case token.RParen:
			depth--
		case token.Semi, token.LBrace, token.RBrace:
			return -1
		}
		if depth > 0 {
			continue
		}
		for i++; p.Tokens.KindAt(i) == token.Comment; i++ {
		}
		if p.Tokens.KindAt(i) != token.LBrace {
			return -1
		}
		if at := p.TokenLine(i); p.Text.Lines[at].Hunk == hunk {
			return at
		}
		return -1
	}
	return -1
}

// misplacedCases lists the added lines of the block that opens on line at
// whose label stands in another column than the switch.
func misplacedCases(p *analyzer.Pass, line, at int) (bad []int) {
	indent := indentOf(p, line)
	p.C.OuterLines(at, p.Text.Lines[at].Start, token.LBrace, func(i int) {
		if i != at && p.Added(i) && isCase(p.Raw(i)) && indentOf(p, i) != indent {
			bad = append(bad, i)
		}
	})
	return bad
}

// isCase reports whether a line begins with a label of a switch.
func isCase(raw []byte) bool {
	code := raw[skipSpaces(raw, 0):]
	return bytes.HasPrefix(code, []byte("default:")) ||
		bytes.HasPrefix(code, []byte("case")) && len(code) > 4 && isSpace(code[4])
}

// moveBody is the edits that move all lines of the block to the left, by as
// much as its labels stand too far to the right.
func moveBody(p *analyzer.Pass, line, at int, bad []int) ([]fix.Edit, bool) {
	if len(bad) == 0 {
		return nil, false
	}
	indent := indentOf(p, line)
	by := indentOf(p, bad[0]) - indent
	labels := 0
	block := p.C.OuterLines(at, p.Text.Lines[at].Start, token.LBrace, func(i int) {
		if i > at && isCase(p.Raw(i)) {
			labels++
		}
	})
	last := block.End - 1
	if block.Closing < 0 || p.TokenLine(block.Closing) != last {
		return nil, false
	}
	if by <= 0 || labels != len(bad) || last == at {
		return nil, false
	}
	var edits []fix.Edit
	for i := at + 1; i < last; i++ {
		f := p.Text.Lines[i].Features
		if f.Has(source.Blank) || f.Has(source.Directive) {
			continue
		}
		raw := p.Raw(i)
		n := leadingBlanks(raw)
		width := p.Width(raw[:n])
		if width == 0 && (f.Has(source.HasColon) || f.Has(source.OnlyComment)) {
			continue // a label, or a comment somebody put there
		}
		if width < indent+by || !p.Added(i) || f.Has(source.Continued) {
			return nil, false
		}
		edits = append(edits, analyzer.Replace(p.Columns(i, 0, n), indentation(p, width-by)))
	}
	return edits, len(edits) > 0
}
